/* Plain YAML: its tree is libyaml's, and what is less plain is left to libyaml. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "source/yaml_plain.h"

#include "source/yaml_trees.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

/* The text with nothing behind it. */
static struct slice exact(struct slice text)
{
	char *copy = malloc(text.len ? text.len : 1);
	assert_non_null(copy);
	memcpy(copy, text.ptr, text.len);
	return (struct slice){copy, text.len};
}

/* Whether it was plain. Then libyaml says the same. */
static bool is_read_alike(struct slice view)
{
	struct arena arena;
	struct slice text = exact(view);
	arena_init(&arena);
	struct span whole = {0, text.len};
	const struct yaml_node *plain = yaml_plain_read(&arena, text, whole, 1);
	if (plain && !yaml_trees_equal(plain, libyaml_tree(&arena, text)))
		fail_msg("not as libyaml: %.*s", SLICE_ARG(text));
	bool is_plain = plain != NULL;
	arena_release(&arena);
	free((char *)text.ptr);
	return is_plain;
}

static void plain_texts_are_read_as_libyaml_does(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"title: Error 4.4.312",
		"title: Error 4.4.312\n",
		"title: DNS のクエリに失敗しました (4.4.312)：「対処」\r\nauthor: a\r\n",
		"a:\nb: \nc:    x  \nd: ''\ne: \"\"\n",
		"a: \"it's: # here\"\nb: 'say \"\\n\" - [x]'\nc: \"  blanks \"  \n",
		"a: https://example.com/x#y?z=1,2\nb: C#, F#\n",
		"a: /x/{y}/[z] & * ! | > ' \" % @ `\n",
		"a: x - y ? z\nb.c-d_e: ~\nF1: <none>\n",
		"list:\n- one\n- \"9000760\"\n-   'two: 2'\nb: x\n",
		"list:\n  - one\n  - 日本 語\n",
		"list:  \n - one\nb:\n    - two\nc:\n- three\n",
		"a: 1\nb:\n- x\nc:\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!is_read_alike(slice_from(texts[i])))
			fail_msg("%s", texts[i]);
}

static void what_is_less_plain_is_left_to_libyaml(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"",
		"\n",
		"just words\n",
		"- a list\n",
		"# comment\na: 1\n",
		"a: 1\n\nb: 2\n",
		"a: 1 # comment\n",
		"a: 1\n  more\n",
		"a: 'one\n  two'\n",
		"a: \"tab\\t\"\n",
		"a: 'it''s'\n",
		"a: 'it's'\n",
		"a: 'b' c\n",
		"a: \"b\n",
		"a: b: c\n",
		"a: b:\n",
		"a:b\n",
		"a : b\n",
		"'a': b\n",
		"1: b\n",
		"a: [b]\n",
		"a: {b: c}\n",
		"a: |\n  b\n",
		"a: &x b\n",
		"a: *x\n",
		"a: !x b\n",
		"a: - b\n",
		"a: ? b\n",
		"a: %b\n",
		"a: @b\n",
		"a: `b`\n",
		"a: 1\na: 2\n",
		"a:\tb\n",
		"a: b\x7F\n",
		"a: b\rc: d\n",
		"a: \xFF\n",
		"a: \xE6\x97",
		"a: x\xC2\x85y\n",
		"a: x\xE2\x80\xA8y\n",
		"a: \xEF\xBB\xBFx\n",
		"a: 😀\n",
		"a: b\n- c\n",
		"a: ''\n- c\n",
		"a:\n- b: c\n",
		"a:\n- b\n - c\n",
		"a:\n  - b\n- c\n",
		"a:\n-\n",
		"a:\n- - b\n",
		"a:\n-b\n",
		"a:\n--- b\n",
		"a:\n  b: c\n",
		"a: 1\n---\nb: 2\n",
		"a: 1\n...\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (is_read_alike(slice_from(texts[i])))
			fail_msg("%s", texts[i]);
}

static bool is_plain_with(const char *before, const char *unit, size_t count, const char *after)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, before);
	for (size_t i = 0; i < count; i++)
		buffer_printf(&text, unit, i);
	buffer_str(&text, after);
	bool is_plain = is_read_alike(buffer_view(&text));
	buffer_release(&text);
	return is_plain;
}

static void long_ones_are_left_to_libyaml(void **state)
{
	(void)state;
	assert_true(is_plain_with("", "k%zu: x\n", 64, ""));
	assert_false(is_plain_with("", "k%zu: x\n", 65, ""));
	assert_true(is_plain_with("", "%zu", 0, "a: x\n"));
	assert_true(is_plain_with("k", "%08zu", 15, ": x\n"));
	assert_false(is_plain_with("k", "%08zu", 16, ": x\n"));
	assert_true(is_plain_with("a:\n", "- %09zu\n", 1365, "")); /* 16,383 bytes */
	assert_false(is_plain_with("a:\n", "- %09zu\n", 1366, ""));
}

static void a_part_counts_from_the_start_of_the_text(void **state)
{
	(void)state;
	struct arena arena;
	struct slice text = SLICE("---\na: 1\nb:\n  - \"日本\"\n---\nc: 2\n");
	arena_init(&arena);
	const struct yaml_node *root = yaml_plain_read(&arena, text, (struct span){4, 25}, 2);
	assert_non_null(root);
	assert_int_equal(root->count, 2);
	const struct yaml_node *item = root->last->first;
	assert_true(slice_eq(slice_sub(text, item->at.start, item->at.end), SLICE("\"日本\"")));
	assert_int_equal(item->start.line, 4);
	assert_int_equal(item->start.column, 5);
	assert_int_equal(root->at.start, 4);
	assert_int_equal(root->at.end, item->at.end);
	arena_release(&arena);
}

/* A small generator, so that a failure repeats. */
static unsigned int next_random(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static void random_lines_are_read_as_libyaml_does(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"a",     "b:", "c: ", "- ", "\n", "\n",   "\n- ", "\r",   "\r\n", " ",
		"  ",    ":",  "'",   "\"", "#",  "日本", "、",   "key:", "\n ",  "x",
		"\nd: ", "[",  "-",   "?",  "%",  "0",    ".",    "\ne:"};
	unsigned int seed = 11;
	size_t n_plain = 0;
	for (int round = 0; round < 60000; round++) {
		struct buffer text;
		buffer_init(&text, BUFFER_MAX_PAGE);
		buffer_str(&text, next_random(&seed) % 2 ? "k: " : "k:");
		for (unsigned int n = next_random(&seed) % 16; n; n--)
			buffer_str(&text,
				   pieces[next_random(&seed) % (sizeof(pieces) / sizeof(*pieces))]);
		n_plain += is_read_alike(buffer_view(&text));
		buffer_release(&text);
	}
	assert_true(n_plain > 2000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_texts_are_read_as_libyaml_does),
		cmocka_unit_test(what_is_less_plain_is_left_to_libyaml),
		cmocka_unit_test(long_ones_are_left_to_libyaml),
		cmocka_unit_test(a_part_counts_from_the_start_of_the_text),
		cmocka_unit_test(random_lines_are_read_as_libyaml_does),
	};
	return cmocka_run_group_tests_name("source/yaml_plain", tests, NULL, NULL);
}
