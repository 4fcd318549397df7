/* Pairs of plain sentences and anchors in any Markdown: the trees are the same whether
   the parser is shown them or not. */
#include "fuzz/fuzz_articles.h"

#include "base/buffer.h"

static void write_pair(struct buffer *out, unsigned char which)
{
	static const char *const texts[][LANG_SIDES] = {{"One", "一つ"},
							{"two words", "二つの 言葉"},
							{"c - d; e!", "あ。"},
							{"Z: 1.", "「え」"}};
	const char *const *text = texts[which % 4];
	size_t id = out->len;
	buffer_printf(out, "<span data-ttu-id=\"a-%zu\">%s</span>", id, text[LANG_JA]);
	buffer_printf(out, "<span class=\"sxs-lookup\"><span data-stu-id=\"a-%zu\">", id);
	buffer_printf(out, "%s</span></span>", text[LANG_EN]);
}

/* The lowest bytes stand for pairs and an anchor; all others are ASCII, as an encoding would be
   guessed by the whole text. A definition at the top, of what is never among them,
   has everything shown. */
static void write_article(struct buffer *out, struct slice data, const char *top)
{
	buffer_str(out, top);
	for (size_t i = 0; i < data.len; i++) {
		unsigned char byte = (unsigned char)data.ptr[i] & 0x7f;
		if (byte == '\b')
			buffer_str(out, "# <a name=\"the-1st\"></a>");
		else if (byte < '\t')
			write_pair(out, byte);
		else
			buffer_char(out, byte < 0x7f ? (char)byte : ' ');
	}
}

static void check_equal(struct slice a, struct slice b)
{
	check(slice_eq(a, b));
}

static void check_same(const struct node *a, const struct node *b)
{
	check(a->kind == b->kind && a->segment == b->segment && a->is_html == b->is_html);
	switch (a->kind) {
	case NODE_TEXT:
	case NODE_CODE:
		check_equal(a->text, b->text);
		break;
	case NODE_CODE_BLOCK:
		check_equal(a->code.text, b->code.text);
		check_equal(a->code.language, b->code.language);
		break;
	case NODE_LINK:
		check_equal(a->link.url, b->link.url);
		check_equal(a->link.title, b->link.title);
		break;
	case NODE_IMAGE:
		check_equal(a->image.url, b->image.url);
		check_equal(a->image.title, b->image.title);
		check_equal(a->image.alt, b->image.alt);
		break;
	case NODE_ANCHOR:
		check_equal(a->anchor.name, b->anchor.name);
		break;
	default:
		break;
	}
}

static void check_sides(const struct article *a, const struct article *b, enum lang lang)
{
	struct node_walk walk = node_walk_from(a->sides[lang].root);
	struct node_walk other = node_walk_from(b->sides[lang].root);
	while (node_walk_next(&walk)) {
		check(node_walk_next(&other));
		check_same(walk.node, other.node);
	}
	check(!node_walk_next(&other));
}

/* Shown as it was written, with what is at the top. */
static bool is_plain(const struct article *article)
{
	for (size_t i = 0; i < article->findings.count; i++)
		if (slice_starts_with(slice_from(article->findings.items[i].rule->id),
				      SLICE("limit.")))
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct slice text = {(const char *)data, size};
	struct buffer bytes[2];
	struct article articles[2];
	for (size_t i = 0; i < 2; i++) {
		buffer_init(&bytes[i], BUFFER_MAX_PAGE);
		write_article(&bytes[i], text, i ? "[\x7f]: /shown\n\n" : "\n\n");
		if (article_read(&articles[i], "fuzz.md", buffer_view(&bytes[i])) != STATUS_OK)
			out_of_memory();
	}
	/* Whatever the parser is shown takes longer. */
	check(!is_plain(&articles[0]) || is_plain(&articles[1]));
	for (enum lang lang = LANG_EN; lang <= LANG_JA && !is_plain(&articles[1]); lang++)
		check_sides(&articles[0], &articles[1], lang);
	for (size_t i = 0; i < 2; i++) {
		article_release(&articles[i]);
		buffer_release(&bytes[i]);
	}
	return 0;
}
