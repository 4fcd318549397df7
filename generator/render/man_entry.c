/* English headings as man-pages(7) has them, Japanese ones as JM's pages. */
#include "render/man_entry.h"

void man_entry_section(struct man_writer *man, enum man_entry_section section, enum lang lang)
{
	static const char *const titles[][LANG_SIDES] = {
		[MAN_ENTRY_DESCRIPTION] = {"DESCRIPTION", "説明"},
		[MAN_ENTRY_CAUSE] = {"CAUSE", "原因"},
		[MAN_ENTRY_FIX] = {"FIX", "対処"},
	};
	man_section(man, slice_from(titles[section][lang == LANG_JA ? LANG_JA : LANG_EN]));
}

struct slice man_entry_manual(enum lang lang)
{
	return lang == LANG_JA ? SLICE("エラー コード") : SLICE("Error codes");
}
