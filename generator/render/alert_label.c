/* What Microsoft's style guides call them, in both languages. */
#include "alert_label.h"

const char *alert_label(enum alert_kind kind, enum lang lang)
{
	static const char *const labels[][LANG_SIDES] = {
		[ALERT_NOTE] = {[LANG_EN] = "Note", [LANG_JA] = "注"},
		[ALERT_TIP] = {[LANG_EN] = "Tip", [LANG_JA] = "ヒント"},
		[ALERT_IMPORTANT] = {[LANG_EN] = "Important", [LANG_JA] = "重要"},
		[ALERT_WARNING] = {[LANG_EN] = "Warning", [LANG_JA] = "警告"},
		[ALERT_CAUTION] = {[LANG_EN] = "Caution", [LANG_JA] = "注意"},
	};
	return labels[kind][lang == LANG_JA ? LANG_JA : LANG_EN];
}
