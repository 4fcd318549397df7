/* Names of the languages, the only place that spells them. */
#include "base/lang.h"

const char *lang_name(enum lang lang)
{
	static const char *const names[] = {
		[LANG_EN] = "en",
		[LANG_JA] = "ja",
		[LANG_BOTH] = "both",
	};
	return names[lang];
}

enum lang lang_other(enum lang lang)
{
	if (lang == LANG_BOTH)
		return LANG_BOTH;
	return lang == LANG_EN ? LANG_JA : LANG_EN;
}
