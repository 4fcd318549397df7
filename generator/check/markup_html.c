/* Tags of HTML inside a pair. They are counted in the raw text, since a tag that
   does not close leaves no trace in the tree; what stands in code is no tag. */
#include "markup.h"

#include "base/buffer.h"

#include <string.h>

const struct rule rule_markup_html = {
	.id = "markup.html",
	.severity = SEVERITY_ERROR,
	.message =
		{"the number of the tag {0} differs (English: {1}, Japanese: {2}); write the same "
		 "tags",
		 "タグ {0} の数が異なります (英語: {1}、日本語: {2})。同じタグを書いてください"},
	.explain = {"A tag was lost, added or damaged in translation, so the text is shown in "
		    "another way, or the tag itself is shown.",
		    "翻訳の際にタグの欠落、追加、または破損が発生しているため、表示が変わるか、"
		    "タグがそのまま表示されます。"},
	.example = "H<sub>2</sub>O\n- H<sub>2O\n+ H<sub>2</sub>O",
};

/* Those that format inline text. Bold, italics and links are compared in the
   tree, where <b> is as good as two asterisks; here they only have to close. */
static const struct {
	const char *name;
	bool is_compared;
} tags[] = {
	{"a", false},   {"abbr", true},  {"b", false},     {"br", true},      {"cite", true},
	{"code", true}, {"del", true},   {"em", false},    {"font", true},    {"i", false},
	{"ins", true},  {"kbd", true},   {"mark", true},   {"q", true},       {"s", true},
	{"samp", true}, {"small", true}, {"strike", true}, {"strong", false}, {"sub", true},
	{"sup", true},  {"u", true},     {"var", true},
};

enum { N_TAGS = sizeof(tags) / sizeof(*tags) };

enum tag_form { TAG_OPEN, TAG_CLOSE, TAG_FORMS };

struct tag_counts {
	int n[N_TAGS][TAG_FORMS];
};

static size_t tag_number(struct slice name)
{
	for (size_t i = 0; i < N_TAGS; i++)
		if (slice_eq_nocase(name, slice_from(tags[i].name)))
			return i;
	return N_TAGS;
}

/* Adds `step` for each tag in a text. */
static void count_tags(struct tag_counts *counts, struct slice text, int step)
{
	for (size_t at = 0; (at = slice_find_char(text, '<', at)) != SLICE_NONE; at++) {
		size_t start = at + 1;
		enum tag_form form =
			start < text.len && text.ptr[start] == '/' ? TAG_CLOSE : TAG_OPEN;
		start += form == TAG_CLOSE;
		size_t end = start;
		while (end < text.len && ascii_is_alnum(text.ptr[end]))
			end++;
		bool is_ended = end < text.len && (ascii_is_blank(text.ptr[end]) ||
						   text.ptr[end] == '/' || text.ptr[end] == '>');
		size_t number = is_ended ? tag_number(slice_sub(text, start, end)) : N_TAGS;
		if (number < N_TAGS && !(at > 0 && text.ptr[at - 1] == '\\'))
			counts->n[number][form] += step;
	}
}

static struct tag_counts tags_of(const struct checking *c, const struct pair *pair, enum lang lang)
{
	struct tag_counts counts = {0};
	const struct pair_side *side = &pair->sides[lang];
	count_tags(&counts, segment_text(c->article, pair->segment, lang), 1);
	for (size_t i = 0; i < side->n_marks; i++)
		if (side->marks[i].node->kind == NODE_CODE)
			count_tags(&counts, side->marks[i].node->text, -1);
	return counts;
}

static bool is_void(size_t tag)
{
	return strcmp(tags[tag].name, "br") == 0;
}

/* The form of a tag in which the sides differ, or TAG_FORMS. */
static enum tag_form differing(const struct tag_counts *en, const struct tag_counts *ja, size_t tag)
{
	const int *e = en->n[tag];
	const int *j = ja->n[tag];
	if (is_void(tag))
		return e[TAG_OPEN] != j[TAG_OPEN] ? TAG_OPEN : TAG_FORMS;
	if (tags[tag].is_compared && e[TAG_OPEN] != j[TAG_OPEN])
		return TAG_OPEN;
	if (tags[tag].is_compared && e[TAG_CLOSE] != j[TAG_CLOSE])
		return TAG_CLOSE;
	if (e[TAG_OPEN] == e[TAG_CLOSE] && j[TAG_OPEN] != j[TAG_CLOSE])
		return j[TAG_OPEN] > j[TAG_CLOSE] ? TAG_CLOSE : TAG_OPEN;
	return TAG_FORMS;
}

static void check_tags(struct checking *c, const struct pair *pair)
{
	struct tag_counts en = tags_of(c, pair, LANG_EN);
	struct tag_counts ja = tags_of(c, pair, LANG_JA);
	for (size_t i = 0; i < N_TAGS; i++) {
		enum tag_form form = differing(&en, &ja, i);
		if (form == TAG_FORMS)
			continue;
		struct slice tag = arena_printf(c->scratch, form == TAG_CLOSE ? "</%s>" : "<%s>",
						tags[i].name);
		struct slice n_en = arena_printf(c->scratch, "%d", en.n[i][form]);
		struct slice n_ja = arena_printf(c->scratch, "%d", ja.n[i][form]);
		c->failed |= !tag.ptr || !n_en.ptr || !n_ja.ptr;
		say(c, &rule_markup_html, pair, LANG_JA, (struct span){0, 0}, 3, tag, n_en, n_ja);
	}
}

void markup_check_html(struct checking *c, const struct pair *pair)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		if (slice_find_char(segment_text(c->article, pair->segment, lang), '<', 0) !=
		    SLICE_NONE) {
			check_tags(c, pair);
			return;
		}
}
