/* Front matter: its borders, its fields, and what is said about a broken one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "source/front_matter.h"

#include "base/file.h"
#include "source/rules.h"
#include "support/shared.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
	struct arena arena;
	struct lines lines;
	struct findings findings;
	struct front_matter front;
	struct slice bytes;
};

static void read_bytes(struct fixture *f, struct slice bytes)
{
	arena_init(&f->arena);
	f->bytes = bytes;
	assert_int_equal(lines_init(&f->lines, &f->arena, bytes), STATUS_OK);
	findings_init(&f->findings, &f->arena, "article.md", &f->lines);
	assert_int_equal(front_matter_read(&f->front, &f->arena, bytes, &f->findings), STATUS_OK);
}

static void read_text(struct fixture *f, const char *text)
{
	read_bytes(f, slice_from(text));
}

static void done(struct fixture *f)
{
	findings_release(&f->findings);
	arena_release(&f->arena);
}

static void assert_field(const struct fixture *f, const char *key, const char *value)
{
	const struct front_matter_field *field = front_matter_field(&f->front, key);
	if (!field)
		fail_msg("no field %s", key);
	if (!slice_eq_str(field->value, value))
		fail_msg("%s is \"%.*s\", not \"%s\"", key, SLICE_ARG(field->value), value);
	assert_true(slice_eq_str(front_matter_get(&f->front, key), value));
}

static void assert_finding(const struct fixture *f, size_t i, const char *id, size_t line,
			   size_t column)
{
	assert_true(i < f->findings.count);
	const struct finding *finding = &f->findings.items[i];
	assert_string_equal(finding->rule->id, id);
	assert_int_equal(finding->start.line, line);
	assert_int_equal(finding->start.column, column);
	assert_true(finding->bytes.end <= f->bytes.len);
}

static void assert_message(const struct fixture *f, size_t i, enum lang lang, const char *part)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	finding_message(&f->findings.items[i], lang, &out);
	if (!strstr(out.ptr, part))
		fail_msg("no \"%s\" in \"%s\"", part, out.ptr);
	buffer_release(&out);
}

static void fields_as_written(void **state)
{
	(void)state;
	struct fixture f;
	read_text(
		&f,
		"---\ntitle: メールが届かない\nms.date: ''\nms.lasthandoff: 02/11/2019\n"
		"search.appverid:\n- MET150\n- \"MOE150\"\nROBOTS: NOINDEX, NOFOLLOW\n---\n# x\n");
	assert_int_equal(f.findings.count, 0);
	assert_int_equal(f.front.count, 5);
	assert_field(&f, "title", "メールが届かない");
	assert_field(&f, "ms.date", "");
	assert_field(&f, "ms.lasthandoff", "02/11/2019");
	assert_field(&f, "search.appverid", "MET150, MOE150");
	assert_field(&f, "ROBOTS", "NOINDEX, NOFOLLOW");
	assert_null(front_matter_field(&f.front, "robots"));
	assert_int_equal(front_matter_get(&f.front, "robots").len, 0);
	assert_int_equal(f.front.whole.start, 0);
	assert_memory_equal(f.bytes.ptr + f.front.whole.end, "# x\n", 4);
	struct span at = front_matter_field(&f.front, "title")->at;
	assert_memory_equal(f.bytes.ptr + at.start, "メールが届かない", at.end - at.start);
	done(&f);
}

static void windows_files(void **state)
{
	(void)state;
	struct fixture f;
	read_text(&f, "\xEF\xBB\xBF---  \r\ntitle: a\r\nb: \"c\"\r\n--- \r\nx");
	assert_int_equal(f.findings.count, 0);
	assert_field(&f, "title", "a");
	assert_field(&f, "b", "c");
	assert_int_equal(f.front.whole.start, 3);
	assert_string_equal(f.bytes.ptr + f.front.whole.end, "x");
	done(&f);
}

static void borders(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t end; /* 0: no front matter */
	} cases[] = {
		{"", 0},
		{"---", 0}, /* and a finding */
		{"----\na: 1\n---\n", 0},
		{"--- a\n---\n", 0},
		{"\n---\na: 1\n---\n", 0},
		{"# a\n---\nb: 1\n---\n", 0},
		{"---\n---\n", 8},
		{"---\n---", 7},
		{"---\n\n\n---\nx", 10},
		{"---\n# only a comment\n---\nx", 25},
		{"---\na: 1\n...\nx", 13},
		{"---\na: |\n  ---\n  b\n---\nx", 23},
		{"---\na: 1\n----\n---\nx", 18},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture f;
		read_text(&f, cases[i].text);
		if (f.front.whole.end != cases[i].end)
			fail_msg("%s ends at %zu", cases[i].text, f.front.whole.end);
		done(&f);
	}
}

static void nested_maps_have_dotted_keys(void **state)
{
	(void)state;
	struct fixture f;
	read_text(&f, "---\na:\n  b:\n    c: 1\n    d: [x, {y: z}, [v, w]]\n  e: {}\nf: []\n---\n");
	assert_int_equal(f.findings.count, 0);
	assert_int_equal(f.front.count, 4);
	assert_field(&f, "a.b.c", "1");
	assert_field(&f, "a.b.d", "x, y: z, v, w");
	assert_field(&f, "a.e", "");
	assert_field(&f, "f", "");
	done(&f);
}

static void unclosed_is_read_as_text(void **state)
{
	(void)state;
	struct fixture f;
	read_text(&f, "---\ntitle: a\n\n# Heading\n");
	assert_int_equal(f.front.count, 0);
	assert_int_equal(f.front.whole.end, 0);
	assert_int_equal(f.findings.count, 1);
	assert_finding(&f, 0, "front.unclosed", 1, 1);
	done(&f);
}

static void broken_keeps_what_was_read(void **state)
{
	(void)state;
	struct fixture f;
	read_text(&f, "\xEF\xBB\xBF---\r\ntitle: 日本\r\ndescription: エラー: 拒否\r\nrest: "
		      "1\r\n---\r\nx");
	assert_int_equal(f.front.count, 1);
	assert_field(&f, "title", "日本");
	assert_int_equal(f.findings.count, 1);
	assert_finding(&f, 0, "front.yaml", 3, 17);
	assert_message(&f, 0, LANG_EN, "colon");
	assert_message(&f, 0, LANG_JA, "コロン");
	assert_int_equal(f.findings.items[0].end.line, 3);
	assert_string_equal(f.bytes.ptr + f.front.whole.end, "x");
	done(&f);
	read_text(&f, "---\na: 1\nb: \"2\nc: 3\n---\n");
	assert_field(&f, "a", "1");
	assert_finding(&f, 0, "front.yaml", 3, 4);
	done(&f);
	read_text(&f, "---\na: 1\nb: &x 2\nc: *x\n---\n");
	assert_int_equal(f.front.count, 1);
	assert_finding(&f, 0, "front.yaml", 3, 4);
	done(&f);
}

static void no_map_is_a_finding(void **state)
{
	(void)state;
	struct fixture f;
	read_text(&f, "---\n- a\n- b\n---\n");
	assert_int_equal(f.front.count, 0);
	assert_int_equal(f.findings.count, 1);
	assert_finding(&f, 0, "front.yaml", 2, 1);
	done(&f);
	read_text(&f, "---\n\njust words\n---\n");
	assert_int_equal(f.findings.count, 1);
	assert_finding(&f, 0, "front.yaml", 3, 1);
	done(&f);
}

static void repeated_keys_are_findings(void **state)
{
	(void)state;
	struct fixture f;
	read_text(&f, "---\na: 1\nb:\n  a: 2\n  a: 3\na: 4\na: 5\n---\n");
	assert_int_equal(f.findings.count, 3);
	assert_finding(&f, 0, "front.duplicate-key", 5, 3);
	assert_finding(&f, 1, "front.duplicate-key", 6, 1);
	assert_message(&f, 1, LANG_EN, "\"a\" is already given in line 2");
	assert_finding(&f, 2, "front.duplicate-key", 7, 1);
	assert_message(&f, 2, LANG_JA, "「a」は 2 行目");
	assert_field(&f, "a", "1");
	assert_field(&f, "b.a", "2");
	done(&f);
}

/* A key of 1,000 bytes over 90,000 keys must not become 90 MB of keys. */
static void long_keys_are_not_repeated(void **state)
{
	(void)state;
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, "---\n");
	buffer_repeat(&text, 'k', 1000);
	buffer_str(&text, ": {");
	for (int i = 0; i < 40000; i++)
		buffer_printf(&text, "%d: ,", i);
	buffer_str(&text, "}\n---\n");
	struct fixture f;
	read_bytes(&f, buffer_view(&text));
	assert_int_equal(f.findings.count, 0);
	assert_int_equal(f.front.count, 1);
	assert_true(arena_size(&f.arena) < 40u << 20);
	done(&f);
	buffer_release(&text);
}

static void rules_are_complete(void **state)
{
	(void)state;
	size_t n = 0;
	for (const struct rule *const *rule = front_matter_rules; *rule; rule++, n++) {
		assert_true(slice_starts_with(slice_from((*rule)->id), SLICE("front.")));
		for (int lang = 0; lang < LANG_SIDES; lang++) {
			assert_non_null((*rule)->message[lang]);
			assert_non_null((*rule)->explain[lang]);
		}
	}
	assert_int_equal(n, 3);
}

/* The counts are PyYAML's, over the same files. */
static void real_articles(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	const char *corpus = shared_path(&arena, "corpus");
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	struct file_list files = {0};
	assert_int_equal(folder_walk(&arena, corpus, &problems, &files), STATUS_OK);
	size_t n_without = 0;
	size_t n_fields = 0;
	size_t n_broken = 0;
	for (size_t i = 0; i < files.count; i++) {
		if (!slice_ends_with(slice_from(files.paths[i]), SLICE(".md")))
			continue;
		struct arena_mark mark = arena_mark(&arena);
		struct slice bytes;
		const char *path = path_join(&arena, corpus, files.paths[i]);
		assert_int_equal(file_read(&arena, path, &problems, &bytes), STATUS_OK);
		struct fixture f;
		read_bytes(&f, bytes);
		n_without += f.front.whole.end == 0;
		n_broken += f.findings.count != 0;
		if (f.findings.count == 0)
			n_fields += f.front.count;
		done(&f);
		arena_rewind(&arena, mark);
	}
	file_list_release(&files);
	arena_release(&arena);
	assert_int_equal(n_without, 6);
	assert_int_equal(n_broken, 1);
	assert_int_equal(n_fields, 61647);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_as_written),
		cmocka_unit_test(windows_files),
		cmocka_unit_test(borders),
		cmocka_unit_test(nested_maps_have_dotted_keys),
		cmocka_unit_test(unclosed_is_read_as_text),
		cmocka_unit_test(broken_keeps_what_was_read),
		cmocka_unit_test(no_map_is_a_finding),
		cmocka_unit_test(repeated_keys_are_findings),
		cmocka_unit_test(long_keys_are_not_repeated),
		cmocka_unit_test(rules_are_complete),
		cmocka_unit_test(real_articles),
	};
	return cmocka_run_group_tests_name("source/front_matter", tests, NULL, NULL);
}
