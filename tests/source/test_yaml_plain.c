/* What is read without libyaml is what libyaml reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/shared.h"

#include "source/yaml_plain.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

static void assert_same_span(struct span a, struct span b)
{
	assert_int_equal(a.start, b.start);
	assert_int_equal(a.end, b.end);
}

static void assert_same_tree(const struct yaml_node *a, const struct yaml_node *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_same_span(a->at, b->at);
	assert_int_equal(a->start.line, b->start.line);
	assert_int_equal(a->start.column, b->start.column);
	assert_true(slice_eq(a->text, b->text));
	assert_int_equal(!a->text.ptr, !b->text.ptr);
	if (a->text.ptr)
		assert_int_equal(a->text.ptr[a->text.len], '\0');
	assert_int_equal(a->is_quoted, b->is_quoted);
	assert_null(a->repeats);
	assert_null(b->repeats);
	assert_int_equal(!a->key, !b->key);
	if (a->key)
		assert_same_tree(a->key, b->key);
	assert_int_equal(a->count, b->count);
	const struct yaml_node *of_b = b->first;
	for (const struct yaml_node *of_a = a->first; of_a; of_a = of_a->next) {
		assert_non_null(of_b);
		assert_same_tree(of_a, of_b);
		if (!of_a->next)
			assert_ptr_equal(of_a, a->last);
		of_b = of_b->next;
	}
	assert_null(of_b);
}

/* Whether it was read without libyaml. */
static bool compare(struct slice text, struct span part, size_t line)
{
	struct arena arena;
	arena_init(&arena);
	struct yaml_node *plain = yaml_plain_read(&arena, text, part, line);
	if (plain) {
		struct yaml_node *root;
		struct yaml_node *by_default;
		struct yaml_error error;
		enum status status = yaml_read(&arena, text, part, YAML_BY_LIBYAML, &root, &error);
		if (status != STATUS_OK)
			fail_msg("%s: %.*s", error.message[LANG_EN], SLICE_ARG(text));
		assert_same_tree(plain, root);
		assert_int_equal(yaml_read(&arena, text, part, 0, &by_default, &error), STATUS_OK);
		assert_int_equal(error.offset, part.start);
		assert_same_tree(by_default, root);
	}
	arena_release(&arena);
	return plain;
}

static bool compare_exact(struct slice text)
{
	char *exact = malloc(text.len + 1); /* with nothing behind it */
	assert_non_null(exact);
	if (text.len)
		memcpy(exact, text.ptr, text.len);
	bool is_plain = compare((struct slice){exact, text.len}, (struct span){0, text.len}, 1);
	free(exact);
	return is_plain;
}

static void plain_entries_are_read(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"a: 1",
		"a:\n",
		"a:  x y  \r\n\r\nb_c.d-e: \"日本語: # \"  \n",
		"a: '\"'\nb: \"'\"\nc: ''\n",
		"a: b:c#d\nb: http://x/y#z\n",
		"\n\na:\n- 1\n- '2'\n\n- \"\"\nb: x\n",
		"a:\n  -   1\n  - 2\nb:\n - 3\n",
		"a: （注）\nb: ／\n",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!compare_exact(slice_from(texts[i])))
			fail_msg("%s", texts[i]);
}

/* libyaml takes nothing for a key that is longer than 1,024 bytes. */
static void long_values_are_read(void **state)
{
	(void)state;
	static const char *const starts[] = {"a: ", "a:\n- ", "a:\n  - \"", "a: '"};
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		struct buffer text;
		buffer_init(&text, BUFFER_MAX_PAGE);
		buffer_str(&text, starts[i]);
		char last = text.ptr[text.len - 1];
		for (int n = 0; n < 3000; n++)
			buffer_str(&text, "x ");
		if (last != ' ')
			buffer_char(&text, last);
		buffer_str(&text, "\nb: y\n");
		assert_true(compare_exact(buffer_view(&text)));
		buffer_release(&text);
	}
}

static void the_rest_is_left_to_libyaml(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"",           "\n",         "a",         "a: b: c",       "a: b:",
		"a: b #c",    "a: #c",      "a: &b c",   "a: *b",         "a: !b c",
		"a: |\n b",   "a: [b]",     "a: {b: c}", "a: 'b''c'",     "a: \"b\\n\"",
		"a: 'b' c",   "a: 'b",      "a: b\n c",  "a:\tb",         "a:b",
		"a: b\na: c", "a: b\n- c",  "- a",       "a:\n- b\n - c", "a:\n-\n",
		"a:\n- b: c", "a:\n  b: c", "\"a\": b",  "a: -",          "a: %b",
		"a: @b",      "a: \xFF",    "a: \x01",   "a: b\xC2\x85",  "a: b\xE2\x80\xA8 c",
		"---\na: b",  "# b\na: c",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (compare_exact(slice_from(texts[i])))
			fail_msg("%s", texts[i]);
}

static unsigned int next_random(unsigned int *seed)
{
	*seed = *seed * 1103515245 + 12345;
	return *seed >> 16;
}

/* Lines put together of what is plain and, now and then, of what is not. */
static void lines_of_any_pieces_are_the_same(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"a: ",
		"b: ",
		"title: ",
		"x",
		"x y",
		"日本",
		"（",
		"1",
		".",
		"\"",
		"\"q\"",
		"'",
		"'q'",
		"- ",
		"-",
		" - ",
		"\n",
		"\n",
		"\n",
		"\nc: ",
		"\nd:\n- ",
		" ",
		"  ",
		":",
		": ",
		"#",
		" #",
		"\\",
		"\t",
		"\r\n",
		"\r",
		",",
		"[",
		"\xFF",
		"😀",
		"---",
		"...",
		"\xEF\xBB\xBF",
		"\xE2\x80\xA9",
		"?",
		"~",
		"|",
	};
	unsigned int seed = 11;
	size_t n_plain = 0;
	for (int round = 0; round < 60000; round++) {
		struct buffer text;
		buffer_init(&text, BUFFER_MAX_PAGE);
		buffer_str(&text, "k: ");
		for (unsigned int n = next_random(&seed) % 8; n; n--)
			buffer_str(&text,
				   pieces[next_random(&seed) % (sizeof(pieces) / sizeof(*pieces))]);
		n_plain += compare_exact(buffer_view(&text));
		buffer_release(&text);
	}
	assert_true(n_plain > 3000);
}

/* --- Real front matter -------------------------------------------------- */

/* Between its two lines; an empty span where it has none. */
static struct span front_matter_of(struct slice bytes)
{
	size_t bom = slice_starts_with(bytes, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
	struct slice rest = slice_skip(bytes, bom);
	struct slice line;
	if (!slice_next_line(&rest, &line) || !slice_eq_str(line, "---"))
		return (struct span){0, 0};
	size_t start = bytes.len - rest.len;
	for (size_t at = start; slice_next_line(&rest, &line); at = bytes.len - rest.len)
		if (slice_eq_str(line, "---"))
			return (struct span){start, at};
	return (struct span){0, 0};
}

/* Whether it is plain. */
static bool compare_file(const char *path)
{
	struct arena arena;
	struct problems problems;
	struct slice bytes;
	arena_init(&arena);
	problems_init(&problems, NULL, LANG_EN);
	assert_int_equal(file_read(&arena, path, &problems, &bytes), STATUS_OK);
	struct span part = front_matter_of(bytes);
	bool is_plain = part.end && compare(bytes, part, 2);
	arena_release(&arena);
	return is_plain;
}

static void real_front_matter_is_the_same(void **state)
{
	(void)state;
	struct arena arena;
	struct problems problems;
	struct file_list files;
	arena_init(&arena);
	problems_init(&problems, NULL, LANG_EN);
	const char *folder = shared_path(&arena, "corpus");
	assert_int_equal(folder_walk(&arena, folder, &problems, &files), STATUS_OK);
	size_t n_articles = 0;
	size_t n_plain = 0;
	for (size_t i = 0; i < files.count; i++) {
		if (!slice_ends_with(slice_from(files.paths[i]), SLICE(".md")))
			continue;
		n_articles++;
		n_plain += compare_file(path_join(&arena, folder, files.paths[i]));
	}
	print_message("plain: %zu of %zu\n", n_plain, n_articles);
	assert_true(n_articles > 3000 && n_plain * 100 > n_articles * 98);
	file_list_release(&files);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_entries_are_read),
		cmocka_unit_test(long_values_are_read),
		cmocka_unit_test(the_rest_is_left_to_libyaml),
		cmocka_unit_test(lines_of_any_pieces_are_the_same),
		cmocka_unit_test(real_front_matter_is_the_same),
	};
	return cmocka_run_group_tests_name("source/yaml_plain", tests, NULL, NULL);
}
