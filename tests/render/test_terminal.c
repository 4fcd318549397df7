/* Text for terminals: where lines break, what is styled, and that nothing of an
   article reaches the terminal as a control. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "render/terminal.h"
#include "source/article.h"
#include "support/article.h"
#include "text/linebreak.h"
#include "text/unicode.h"

#include <string.h>

static bool resolve(void *context, struct slice url, struct buffer *out)
{
	(void)context;
	buffer_slice(out, url);
	return !slice_starts_with(url, SLICE("nowhere"));
}

/* What the Markdown looks like, in one arena's time. */
static void show(const char *markdown, struct terminal_options options, struct buffer *out)
{
	struct reading r;
	struct arena arena;
	arena_init_must(&arena);
	options.breaker = line_breaker_new();
	options.resolve = resolve;
	assert_non_null(options.breaker);
	article_setup();
	reading_open_unchecked(&r, slice_from(markdown));
	struct terminal_writer *writer = terminal_begin(&arena, &options, out);
	terminal_blocks(writer, r.article.sides[options.lang].root->first, NULL);
	terminal_end(writer);
	reading_close(&r);
	line_breaker_free(options.breaker);
	arena_release(&arena);
}

static void assert_shown(const char *markdown, struct terminal_options options,
			 const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	show(markdown, options, &out);
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
}

static const struct terminal_options plain = {.lang = LANG_EN, .columns = 40};

static void blocks_in_plain_text(void **state)
{
	(void)state;
	assert_shown("# Title\n\nA paragraph of **some** `words` that is\nlonger than a line.\n",
		     plain, "Title\nA paragraph of some `words` that is\nlonger than a line.\n");
	assert_shown("- a\n- b\n  1. c\n  2. d\n- e\n", plain, "• a\n• b\n  1. c\n  2. d\n• e\n");
	assert_shown("9. a\n10. b\n\n    c\n", plain, " 9. a\n\n10. b\n\n    c\n");
	assert_shown("- - a\n  - b\n- c\n", plain, "• • a\n  • b\n• c\n");
	assert_shown("- [x] done\n- [ ] open\n", plain, "[x] done\n[ ] open\n");
	assert_shown("> quoted\n>\n> text\n\nend\n", plain, "│ quoted\n│\n│ text\n\nend\n");
	assert_shown("> [!NOTE]\n> Mind.\n", plain, "Note:\n  Mind.\n");
	assert_shown("a\n\n```\n\tb\n  c\n```\n\nd\n", plain, "a\n\n            b\n      c\n\nd\n");
	assert_shown("- a\n\n  ```\n  b\n  ```\n\n- c\n", plain, "• a\n\n      b\n\n• c\n");
	assert_shown("a  \nb\n", plain, "a\nb\n");
	assert_shown("![picture](x.png) ~~gone~~\n", plain, "picture ~~gone~~\n");
	assert_shown("<dl><dt>Term</dt><dd>Text</dd></dl>\n", plain, "Term\n    Text\n");
}

static void tables(void **state)
{
	(void)state;
	assert_shown("| A | Bee |\n|--|--:|\n| x | 1 |\n| long | 22 |\n", plain,
		     "A     Bee\n────  ───\nx       1\nlong   22\n");
	assert_shown("| 項目 | 値 |\n|--|--|\n| x | 1 |\n", plain, "項目  値\n────  ──\nx     1\n");
	assert_shown("| Name | What it means in the end |\n|--|--|\n"
		     "| first | a text that is too wide for the grid |\n| second | x |\n",
		     plain,
		     "first\n  What it means in the end: a text that\n  is too wide for the "
		     "grid\n\nsecond\n"
		     "  What it means in the end: x\n");
}

static void links_and_styles(void **state)
{
	(void)state;
	struct terminal_options rich = plain;
	rich.is_styled = true;
	rich.has_links = true;
	assert_shown(
		"[web](https://a.example/ü) and [none](nowhere)\n", rich,
		"\033]8;;https://a.example/%C3%BC\033\\\033[4mweb\033[0m\033]8;;\033\\ and none\n");
	assert_shown("a **b c** d\n", rich, "a \033[1mb c\033[0m d\n");
	assert_shown("[web](https://a.example/)\n", plain, "web <https://a.example/>\n");
	assert_shown("<https://a.example/x>\n", plain, "https://a.example/x\n");
	/* A style ends with its line and begins again with the next. */
	rich.columns = 10;
	assert_shown("**aaaaaaaa bbbbbbbb cccccccc**\n", rich,
		     "\033[1maaaaaaaa bbbbbbbb\033[0m\n\033[1mcccccccc\033[0m\n");
}

static const char not_first[] =
	"、。，．・：；？！」』）】〕］ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶゝゞヽヾ々";
static const char not_last[] = "「『（【〔［";

static bool is_one_of(const char *set, int32_t c)
{
	struct slice chars = slice_from(set);
	for (size_t at = 0; at < chars.len;)
		if (utf8_next(chars, &at) == c)
			return true;
	return false;
}

static void check_lines(struct slice text, size_t columns)
{
	struct slice line;
	while (slice_next_line(&text, &line)) {
		size_t first = 0;
		size_t last = line.len;
		if (text_width(line) > columns)
			fail_msg("%zu columns: %.*s", text_width(line), SLICE_ARG(line));
		if (is_one_of(not_first, utf8_next(line, &first)))
			fail_msg("begins a line: %.*s", SLICE_ARG(line));
		if (is_one_of(not_last, utf8_previous(line, &last)))
			fail_msg("ends a line: %.*s", SLICE_ARG(line));
	}
}

/* Each such character, alone and behind or before a blank, at every column near
   the end of the line. */
static void every_mark_at_every_edge(void **state)
{
	(void)state;
	struct buffer chars;
	buffer_init(&chars, BUFFER_MAX_PAGE);
	buffer_str(&chars, not_first);
	buffer_str(&chars, not_last);
	struct slice all = buffer_view(&chars);
	for (size_t at = 0, start = 0; at < all.len; start = at) {
		utf8_next(all, &at);
		struct slice mark = slice_sub(all, start, at);
		bool is_opening = slice_contains(slice_from(not_last), mark);
		for (size_t before = 15; before < 45; before++) {
			struct buffer text;
			struct buffer out;
			buffer_init(&text, BUFFER_MAX_PAGE);
			buffer_init(&out, BUFFER_MAX_PAGE);
			for (size_t i = 0; i < before / 2; i++)
				buffer_str(&text, "字");
			buffer_str(&text, before % 2 ? "" : is_opening ? "" : "a ");
			buffer_slice(&text, mark);
			buffer_str(&text, before % 2 ? "" : is_opening ? " a" : "");
			buffer_str(&text, "字字字字字字字字字字字字\n");
			struct terminal_options options = {.lang = LANG_JA, .columns = 40};
			show(text.ptr, options, &out);
			check_lines(buffer_view(&out), 40);
			buffer_release(&text);
			buffer_release(&out);
		}
	}
	buffer_release(&chars);
}

static void nothing_hostile_reaches_the_terminal(void **state)
{
	(void)state;
	struct terminal_options rich = plain;
	rich.is_styled = rich.has_links = true;
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	show("a\033[2Jb \xc2\x9b"
	     "31m `c\033]0;x\007` [d\033](https://x.example/\033\\\007)\n\n"
	     "```\n\033[1mcode\n```\n\n| a\033 |\n|--|\n| \007 |\n\n![\033](x)\n",
	     rich, &out);
	for (size_t i = 0; i < out.len; i++) {
		unsigned char c = (unsigned char)out.ptr[i];
		if (c == '\033')
			assert_true(slice_starts_with(slice_skip(buffer_view(&out), i + 1),
						      SLICE("[0m")) ||
				    slice_starts_with(slice_skip(buffer_view(&out), i + 1),
						      SLICE("[1m")) ||
				    slice_starts_with(slice_skip(buffer_view(&out), i + 1),
						      SLICE("[4m")) ||
				    slice_starts_with(slice_skip(buffer_view(&out), i + 1),
						      SLICE("]8;;")) ||
				    slice_starts_with(slice_skip(buffer_view(&out), i + 1),
						      SLICE("\\")));
		else
			assert_true(c >= ' ' || c == '\n');
	}
	assert_false(slice_contains(buffer_view(&out), SLICE("\xc2\x9b")));
	buffer_release(&out);
}

static void deep_nesting_is_shown(void **state)
{
	(void)state;
	struct buffer text;
	struct buffer out;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t depth = 0; depth < 45; depth++)
		buffer_str(&text, "> ");
	buffer_str(&text, "deep\n");
	show(text.ptr, plain, &out);
	assert_true(slice_contains(buffer_view(&out), SLICE("deep")));
	buffer_release(&text);
	buffer_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_in_plain_text),
		cmocka_unit_test(tables),
		cmocka_unit_test(links_and_styles),
		cmocka_unit_test(every_mark_at_every_edge),
		cmocka_unit_test(nothing_hostile_reaches_the_terminal),
		cmocka_unit_test(deep_nesting_is_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
