/* Addresses without marks, in English and Japanese text: GitHub Flavored Markdown,
   section 6.9, and what is ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "source/bare_url.h"

#include <stdlib.h>
#include <string.h>

/* All of a text's, each in brackets. */
static const char *found(struct arena *arena, const char *text)
{
	struct slice all = slice_from(text);
	struct slice out = {0};
	struct bare_urls urls;
	struct span at;
	bare_urls_init(&urls, all);
	while (bare_urls_next(&urls, &at)) {
		assert_true(at.start < at.end && at.end <= all.len);
		out = arena_printf(arena, "%.*s[%.*s]", SLICE_ARG(out),
				   SLICE_ARG(slice_sub(all, at.start, at.end)));
	}
	return out.ptr ? out.ptr : "";
}

struct example {
	const char *text;
	const char *found;
};

static void assert_examples(const struct example *examples, size_t n)
{
	struct arena arena;
	arena_init_must(&arena);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(found(&arena, examples[i].text), examples[i].found);
	arena_release(&arena);
}

#define ASSERT_EXAMPLES(examples) assert_examples(examples, sizeof(examples) / sizeof(*(examples)))

/* Examples 622 to 631 of version 0.29. */
static void as_github_has_it(void **state)
{
	static const struct example examples[] = {
		{"www.commonmark.org", "[www.commonmark.org]"},
		{"Visit www.commonmark.org/help for more information.",
		 "[www.commonmark.org/help]"},
		{"Visit www.commonmark.org.", "[www.commonmark.org]"},
		{"Visit www.commonmark.org/a.b.", "[www.commonmark.org/a.b]"},
		{"www.google.com/search?q=Markup+(business)",
		 "[www.google.com/search?q=Markup+(business)]"},
		{"www.google.com/search?q=Markup+(business)))",
		 "[www.google.com/search?q=Markup+(business)]"},
		{"(www.google.com/search?q=Markup+(business))",
		 "[www.google.com/search?q=Markup+(business)]"},
		{"(www.google.com/search?q=Markup+(business)",
		 "[www.google.com/search?q=Markup+(business)]"},
		{"www.google.com/search?q=(business))+ok",
		 "[www.google.com/search?q=(business))+ok]"},
		{"http://commonmark.org", "[http://commonmark.org]"},
		{"(Visit https://encrypted.google.com/search?q=Markup+(business))",
		 "[https://encrypted.google.com/search?q=Markup+(business)]"},
	};
	(void)state;
	ASSERT_EXAMPLES(examples);
}

static void in_japanese_text(void **state)
{
	static const struct example examples[] = {
		{"アプリケーションhttps://aka.msへのアクセス", "[https://aka.ms]"},
		{"詳しくは、https://aka.ms/adをご覧ください", "[https://aka.ms/ad]"},
		{"「https://aka.ms/ad」、（http://www.example.com）",
		 "[https://aka.ms/ad][http://www.example.com]"},
		{"https://aka.ms/ad。www.example.com、https://aka.ms/b",
		 "[https://aka.ms/ad][www.example.com][https://aka.ms/b]"},
		{"（HTTPS://AKA.MS/A?b=1&c=d#e）", "[HTTPS://AKA.MS/A?b=1&c=d#e]"},
	};
	(void)state;
	ASSERT_EXAMPLES(examples);
}

static void none_of_these(void **state)
{
	static const struct example examples[] = {
		{"", ""},
		{"http:// と https://、www.", ""},
		{"http://localhost:8080/", ""},
		{"ftp://ftp.example.com mailto:me@example.com javascript://a.b", ""},
		{"xhttps://example.com site:https://example.com", ""},
		{"\"https://example.com/a\" xmlns='http://example.com/a'", ""},
		{"https://.example.com https://a..example.com https://a_b.com", ""},
		{"awww.example.com /www.example.com", ""},
		{"https://bank.example@evil.example/ www.bank.example:80@evil.example", ""},
		{"https://bank.example/@me", "[https://bank.example/@me]"},
	};
	(void)state;
	ASSERT_EXAMPLES(examples);
}

static void a_place_to_fill_in(void **state)
{
	static const struct example examples[] = {
		{"https://<tenant>.sharepoint.com/", ""},
		{"https://example.com/sites/<site>", ""},
		{"https://example.com/{id}/a", ""},
		{"https://example.com/personal/*", ""},
		{"https://*.example.com", ""},
		{"https://example.com/?owner=[address]", ""},
		{"https://example.com/a…", ""},
		{"https://example.com/<a> https://example.com/b", "[https://example.com/b]"},
	};
	(void)state;
	ASSERT_EXAMPLES(examples);
}

static void what_goes_on(void **state)
{
	(void)state;
	assert_true(bare_url_goes_on(SLICE("a")));
	assert_true(bare_url_goes_on(SLICE("<user>")));
	assert_false(bare_url_goes_on(SLICE("")));
	assert_false(bare_url_goes_on(SLICE(" a")));
	assert_false(bare_url_goes_on(SLICE("を開く")));
}

/* A megabyte each: what looks at anything twice would not end. */
static void long_texts(void **state)
{
	static const char *const units[] = {
		"http://",           "(www.",     "www.a.b ",   "https://a.b ",
		"(https://a.b",      "://",       "www.",       "あhttps://a.b/)",
		"https://a.b/(((((", "(https://", "https://a.", "\xe3\x80\x82www.a.b)"};
	enum { LEN = 1000000 };
	char *text = malloc(LEN);
	(void)state;
	assert_non_null(text);
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++) {
		struct bare_urls urls;
		struct span at;
		size_t n = strlen(units[u]);
		for (size_t i = 0; i < LEN; i++)
			text[i] = i + 1 < LEN ? units[u][i % n] : '<';
		bare_urls_init(&urls, (struct slice){text, LEN});
		for (size_t end = 0; bare_urls_next(&urls, &at); end = at.end)
			assert_true(at.start >= end && at.end <= LEN);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_github_has_it), cmocka_unit_test(in_japanese_text),
		cmocka_unit_test(none_of_these),    cmocka_unit_test(a_place_to_fill_in),
		cmocka_unit_test(what_goes_on),     cmocka_unit_test(long_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
