/* Cuts "Error code: 450 4.4.312" off the front of a heading. */
#include "entry_titles.h"

static const struct slice separators[] = {{":", 1}, {"：", 3}, {"-", 1}, {"–", 3}, {"—", 3},
					  {",", 1}, {"、", 3}, {" ", 1}, {"　", 3}};

enum { N_SEPARATORS = sizeof(separators) / sizeof(*separators) };

static bool starts_with_separator(struct slice text, size_t *len)
{
	for (size_t i = 0; i < N_SEPARATORS; i++)
		if (slice_starts_with(text, separators[i])) {
			*len = separators[i].len;
			return true;
		}
	return false;
}

static bool ends_in_separator(struct slice text, size_t *len)
{
	for (size_t i = 0; i < N_SEPARATORS; i++)
		if (slice_ends_with(text, separators[i])) {
			*len = separators[i].len;
			return true;
		}
	return false;
}

/* "Error code:", "エラー" and the like: what may stand before a code without
   saying anything about it. */
static bool is_label(struct slice text)
{
	static const struct slice labels[] = {
		{"", 0},       {"error", 5},          {"error code", 10},
		{"ndr", 3},    {"code", 4},           {"status", 6},
		{"エラー", 9}, {"エラー コード", 19}, {"エラーコード", 18},
		{"コード", 9},
	};
	size_t len;
	while (ends_in_separator(text, &len))
		text.len -= len;
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (slice_eq_nocase(slice_trim(text), labels[i]))
			return true;
	return false;
}

/* The rest of a sentence, cut off at the code: "の解決方法" of "30015-4 の解決方法",
   "when installing". All that begins with a particle counts as one; a whole word that
   does ("はじめに") loses nothing, as the heading is the title then. */
static bool is_fragment(struct slice text)
{
	static const char *const particles[] = {"の", "に", "は", "が",   "を",
						"で", "と", "へ", "から", NULL};
	return slice_starts_with_one_of(text, particles) ||
	       (text.len && text.ptr[0] >= 'a' && text.ptr[0] <= 'z');
}

struct slice title_without_code(struct slice heading, const struct code_list *codes)
{
	if (codes->count != 1 || !is_label(slice_sub(heading, 0, codes->items[0].whole.start)))
		return heading;
	struct slice rest = slice_skip(heading, codes->items[0].whole.end);
	struct slice title = rest;
	size_t len;
	while (starts_with_separator(title, &len))
		title = slice_skip(title, len);
	struct slice gap = slice_sub(rest, 0, rest.len - title.len);
	bool is_sentence = slice_eq_str(gap, " ") || slice_eq_str(gap, "　");
	if ((rest.len && gap.len == 0) || (is_sentence && is_fragment(title)))
		return heading;
	return slice_trim(title);
}
