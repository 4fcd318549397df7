/* Raw HTML: cut into tokens that make up the text again, and then a block of an
   article, whose page holds nothing that runs. */
#include "fuzz/fuzz_articles.h"

#include "render/html.h"
#include "source/html_tokens.h"

static void check_attributes(struct arena *arena, struct slice rest)
{
	struct html_attribute attribute;
	while (html_attribute_next(&rest, &attribute)) {
		check(attribute.name.len > 0);
		check(html_unescape(arena, attribute.value).ptr != NULL);
	}
}

static void check_tokens(struct slice text)
{
	struct arena arena;
	struct html_token token;
	struct html_reader reader = html_reader_from(text);
	const char *at = text.ptr;
	arena_init(&arena);
	while (html_token_next(&reader, &token)) {
		check(token.raw.ptr == at && token.raw.len > 0);
		at += token.raw.len;
		if (token.kind == HTML_OPEN)
			check_attributes(&arena, token.attributes);
	}
	check(at == text.ptr + text.len);
	arena_release(&arena);
}

static void check_page(const struct article *article)
{
	static const char *const forbidden[] = {
		"<script",          "<iframe", "<object", "<svg",
		"<style",           "<base",   "<meta",   "href=\"javascript:",
		"src=\"javascript:"};
	struct html_options options = {.lang = LANG_EN, .id_prefix = ""};
	struct html_writer writer;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	html_init(&writer, &options, &out);
	html_blocks(&writer, article->sides[LANG_EN].root, NULL);
	html_release(&writer);
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(*forbidden); i++)
		check(!slice_contains(buffer_view(&out), slice_from(forbidden[i])));
	buffer_release(&out);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct slice text = {(const char *)data, size};
	struct buffer bytes;
	struct article article;
	check_tokens(text);
	buffer_init(&bytes, BUFFER_MAX_PAGE);
	buffer_str(&bytes, "<div>");
	buffer_slice(&bytes, text);
	if (article_read(&article, "fuzz.md", buffer_view(&bytes)) != STATUS_OK)
		out_of_memory();
	check_page(&article);
	article_release(&article);
	buffer_release(&bytes);
	return 0;
}
