/* Text that both languages show though it is in one of them. */
#include "align.h"

#include "base/map.h"
#include "text/unicode.h"

const struct rule rule_align_unpaired_text = {
	.id = "align.unpaired-text",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" stands outside any pair, so readers of the other language see it; "
		    "pair it with its translation",
		    "「{0}」が対訳の外にあるため、もう一方の言語にもそのまま表示されます。対訳に"
		    "してください"},
	.explain =
		{"What stands outside the spans belongs to both languages. Names, codes and "
		 "signs may; sentences and the alternative texts of images have to be "
		 "translated.",
		 "span の外の文字列は両言語に共通です。名前、コード、記号は共通でかまいませんが、"
		 "文や画像の代替テキストには翻訳が必要です。"},
	.example = "Settings page\n- ![設定ページ](page.png)\n+ ![設定ページ](page.png), "
		   "in a pair",
};

enum { WORDS_MIN = 3 }; /* of lower-case letters, in a text that is English */

/* Words that a name or a command has none of. */
static bool is_english(struct slice text)
{
	size_t n = 0;
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		while (at < text.len && text.ptr[at] >= 'a' && text.ptr[at] <= 'z')
			at++;
		bool begins = start == 0 || ascii_is_blank(text.ptr[start - 1]);
		bool ends = at == text.len || ascii_is_blank(text.ptr[at]) ||
			    ascii_is_punct(text.ptr[at]);
		n += at - start > 1 && begins && ends;
		at += at == start;
	}
	return n >= WORDS_MIN;
}

/* Loose text is in both lists: each finding is about the language that gets what
   it cannot read. */
static bool is_foreign(const struct loose_text *loose)
{
	if (loose->lang == LANG_EN)
		return has_japanese(loose->text);
	return !has_japanese(loose->text) && is_english(loose->text);
}

static const struct node *block_of(const struct node *node)
{
	while (!node_is_block(node))
		node = node->parent;
	return node;
}

struct unpaired {
	const struct node *block; /* in which text was told: once each */
	struct map seen;          /* texts that were told: once each, too */
	size_t from;              /* where to look for the next text */
};

static void tell(struct checking *c, const struct loose_text *loose, struct unpaired *last)
{
	struct slice bytes = c->article->bytes;
	struct slice text = slice_trim(loose->text);
	const struct node *block = block_of(loose->node);
	struct span at = loose->node->at;
	size_t from = at.start > last->from ? at.start : last->from;
	size_t found = slice_find(slice_sub(bytes, 0, at.end), text, from);
	if (found != SLICE_NONE) {
		at = (struct span){found, found + text.len};
		last->from = at.end;
	}
	last->block = loose->node->kind == NODE_TEXT ? block : last->block;
	say_at(c, &rule_align_unpaired_text, lang_other(loose->lang), at, 1,
	       words_at(text, (struct span){0, text.len}));
}

static bool is_told(const struct unpaired *last, const struct loose_text *loose)
{
	return map_has(&last->seen, loose->text) ||
	       (loose->node->kind == NODE_TEXT && block_of(loose->node) == last->block);
}

static void check_side(struct checking *c, enum lang lang)
{
	struct unpaired last = {.block = NULL};
	map_init(&last.seen);
	for (size_t i = 0; i < c->pairs->n_loose && !c->failed; i++) {
		const struct loose_text *loose = &c->pairs->loose[i];
		if (loose->lang != lang || !is_foreign(loose) || is_told(&last, loose))
			continue;
		tell(c, loose, &last);
		c->failed |= map_put(&last.seen, loose->text, c) != STATUS_OK;
	}
	map_release(&last.seen);
}

void align_check_unpaired(struct checking *c)
{
	check_side(c, LANG_EN);
	check_side(c, LANG_JA);
}
