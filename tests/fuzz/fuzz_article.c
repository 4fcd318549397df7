/* A whole article: scanner, sides, emphasis, Markdown, raw HTML, and then both
   renderings. Spans must lie inside the source, in order. */
#include "fuzz/fuzz_articles.h"

#include "render/html.h"

static void check_spans(const struct article *article)
{
	size_t len = article->bytes.len;
	for (size_t i = 0; i < article->n_segments; i++) {
		const struct segment *segment = &article->segments[i];
		check(segment->whole.start <= segment->whole.end && segment->whole.end <= len);
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			struct span text = segment->text[lang];
			check(text.start <= text.end && text.end <= len);
		}
	}
	for (size_t i = 0; i < article->findings.count; i++) {
		struct span at = article->findings.items[i].bytes;
		check(at.start <= at.end && at.end <= len);
	}
}

static void check_side(const struct article *article, enum lang lang)
{
	struct html_options options = {.lang = lang, .id_prefix = ""};
	struct html_writer writer;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	html_init(&writer, &options, &out);
	html_blocks(&writer, article->sides[lang].root, NULL);
	html_release(&writer);
	check(!slice_contains(buffer_view(&out), SLICE("<script")));
	check(!slice_contains(buffer_view(&out), SLICE("\xEF\xB7\x90"))); /* a mark */
	buffer_clear(&out);
	article_side_markdown(article, lang, &out);
	check(out.len <= article->bytes.len);
	buffer_release(&out);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct article article;
	struct slice bytes = {(const char *)data, size};
	if (article_read(&article, "fuzz.md", bytes) == STATUS_OK) {
		check_spans(&article);
		check_side(&article, LANG_EN);
		check_side(&article, LANG_JA);
	}
	article_release(&article);
	return 0;
}
