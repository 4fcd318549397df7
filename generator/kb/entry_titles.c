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

struct slice title_without_code(struct slice heading, const struct code_list *codes)
{
	if (codes->count != 1 || !is_label(slice_sub(heading, 0, codes->items[0].whole.start)))
		return heading;
	struct slice rest = slice_skip(heading, codes->items[0].whole.end);
	size_t len;
	bool separated = rest.len == 0;
	while (starts_with_separator(rest, &len)) {
		rest = slice_skip(rest, len);
		separated = true;
	}
	return separated ? slice_trim(rest) : heading;
}
