/* The text of a side: every offset in it leads back into the article, and never
   backwards; the Markdown of a side is the article without the rest. */
#include "fuzz/fuzz.h"

#include "source/scan.h"
#include "source/sides.h"

static void check_side(struct article *article, const struct scan *scan, enum lang lang)
{
	struct side_text side;
	if (side_text_init(&side, article, scan, lang) != STATUS_OK)
		out_of_memory();
	size_t last = 0;
	for (size_t at = 0; at <= side.text.len; at++) {
		size_t origin = side_text_origin(&side, at);
		check(origin >= last && origin <= article->bytes.len);
		check(side_text_origin_end(&side, at) <= article->bytes.len);
		last = origin;
	}
	side_text_release(&side);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct article article = {.path = "fuzz.md", .bytes = {(const char *)data, size}};
	struct scan scan;
	struct buffer markdown;
	arena_init(&article.arena);
	buffer_init(&markdown, BUFFER_MAX_PAGE);
	if (lines_init(&article.lines, &article.arena, article.bytes) != STATUS_OK)
		out_of_memory();
	findings_init(&article.findings, &article.arena, article.path, &article.lines);
	if (scan_article(&article, 0, &scan) != STATUS_OK)
		out_of_memory();
	article.scan = &scan;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		check_side(&article, &scan, lang);
		buffer_clear(&markdown);
		article_side_markdown(&article, lang, &markdown);
		check(markdown.len <= size);
	}
	buffer_release(&markdown);
	findings_release(&article.findings);
	arena_release(&article.arena);
	return 0;
}
