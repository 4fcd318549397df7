/* The compiled catalogue: what is written is read again, and what is damaged is
   refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lookup/catalogue_format.h"
#include "render/markdown.h"
#include "support/catalogues.h"

#include <stdlib.h>
#include <string.h>

static const char dns[] =
	"---\ntitle: DNS\nms.date: 02/11/2019\n"
	"taiyaku:\n  act: [partner, sender, recipient-admin]\n---\n"
	"# 450 4.4.312 DNS query failed\n\nIt asked [another](b.md#fix), [the web]"
	"(https://example.com/?a=1) and [nobody](gone.md).\n\n![Picture](media/p.png)\n\n"
	"## Cause\n\n- No *record*\n- **Broken** `dig`\n\n1. One\n\n   | A | B |\n   | - | -: |\n"
	"   | 1 | 2 |\n\n> [!NOTE]\n> Slow.\n\n## Fix\n\n```sh\ndig x\n```\n\n## "
	"Workaround\n\nWait.\n";

static void fill(struct catalogue_bed *bed)
{
	bed_put(bed, "content/a.md", dns);
	bed_put(bed, "content/media/p.png", "x");
	bed_put(bed, "content/b.md",
		"# Error codes\n\n## 550 5.7.501 Denied\n\nBad sender.\n\n### Fix\n\nWrite to "
		"us.\n\n"
		"## 5.7.500-699 Access denied\n\nRange.\n\n### Fix\n\nAsk.\n\n"
		"## Error 4.4.7\n\nExpired.\n\n### Fix\n\nSend again.\n");
	bed_put(bed, "content/c.md", "# 4.4.312 again\n\nOther.\n\n## Fix\n\nElse.\n");
	bed_put(bed, "content/d.md",
		"# ERR-00042 Shop\n\nNo stock.\n\n## Fix\n\nOrder.\n\n# 0x80070005\n\nNo.\n\n## "
		"Fix\n\nYes.\n");
	bed_put(bed, "site.yaml",
		"schemes:\n  - name: shop\n    pattern: 'ERR-([0-9]+)'\n    normal: ERR-$1\n"
		"    letters: upper\n");
}

static bool resolve(void *context, const struct node *node, struct buffer *out)
{
	const struct catalogue_bed *bed = context;
	struct arena arena;
	struct slice url = node->kind == NODE_IMAGE ? node->image.url : node->link.url;
	arena_init_must(&arena);
	struct catalogue_link link = catalogue_link(bed->catalogue, &arena, url, LANG_JA);
	buffer_slice(out, link.url);
	arena_release(&arena);
	return out->len > 0;
}

static void assert_markdown(struct catalogue_bed *bed, const struct node *document,
			    const char *expected)
{
	struct markdown_options options = {.resolve = resolve, .context = bed};
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	markdown_blocks(&options, document->first, NULL, &out);
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
}

static void what_is_written_is_read(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	bed_compile(&bed, 2);
	size_t i = catalogue_find(bed.catalogue, SLICE("4.4.312"));
	assert_true(i < catalogue_count(bed.catalogue));
	struct catalogue_entry entry = catalogue_entry_at(bed.catalogue, i);
	assert_true(slice_eq_str(entry.scheme, "smtp"));
	assert_true(slice_eq_str(entry.reply, "450"));
	assert_true(slice_eq_str(entry.page, "codes/4-4-312.html"));
	assert_true(slice_eq_str(entry.man_name, "4.4.312"));
	assert_true(slice_eq_str(entry.titles[LANG_EN], "DNS query failed"));
	assert_false(entry.is_duplicate);
	struct catalogue_article article = catalogue_article_at(bed.catalogue, entry.article);
	assert_true(slice_eq_str(article.path, "a.md"));
	assert_true(slice_eq_str(article.page, "a.html"));
	assert_true(slice_eq_str(article.man_name, "4.4.312"));
	assert_int_equal(article.updated.day, 11);
	assert_int_equal(article.acts.count, 3);
	assert_int_equal(article.acts.items[0], ROLE_PARTNER);
	assert_int_equal(article.acts.items[1], ROLE_SENDER);
	assert_int_equal(article.acts.items[2], ROLE_RECIPIENT_ADMIN);
	struct catalogue_body body;
	assert_int_equal(
		catalogue_body(bed.catalogue, i, LANG_EN, &bed.arena, &bed.problems, &body),
		STATUS_OK);
	assert_markdown(&bed, body.intro,
			"It asked [another](https://help.example/ja/b.html#fix), [the "
			"web](https://example.com/?a=1) and nobody.\n\n"
			"![Picture](https://help.example/media/media/p.png)");
	assert_markdown(&bed, body.cause,
			"- No *record*\n- **Broken** `dig`\n\n1. One\n\n   | A | B |\n"
			"   | --- | --: |\n   | 1 | 2 |\n\n> [!NOTE]\n> Slow.");
	assert_markdown(&bed, body.fix, "```sh\ndig x\n```\n\n## Workaround\n\nWait.");
	bed_close(&bed);
}

static void assert_code(const struct catalogue_bed *bed, size_t i, const char *code)
{
	struct slice found = catalogue_entry_at(bed->catalogue, i).code;
	if (!slice_eq_str(found, code))
		fail_msg("%zu is %.*s and not %s", i, SLICE_ARG(found), code);
}

static void codes_stand_in_natural_order(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	bed_compile(&bed, 1);
	assert_int_equal(catalogue_count(bed.catalogue), 7);
	assert_code(&bed, 0, "0x80070005");
	assert_code(&bed, 1, "4.4.7");
	assert_code(&bed, 2, "4.4.312");
	assert_code(&bed, 3, "4.4.312");
	assert_true(catalogue_entry_at(bed.catalogue, 3).is_duplicate);
	assert_code(&bed, 4, "5.7.500-699");
	assert_code(&bed, 5, "5.7.501");
	assert_code(&bed, 6, "ERR-00042");
	assert_int_equal(catalogue_position(bed.catalogue, SLICE("4.4.8")), 2);
	assert_true(catalogue_find(bed.catalogue, SLICE("4.4.8")) == CATALOGUE_NONE);
	bed_close(&bed);
}

static void orders_are_total(void **state)
{
	(void)state;
	static const char *const sorted[] = {"",       "-1",   "4.4.7", "4.4.07", "4.4.7-9",
					     "4.4.12", "4.40", "5",     "A1",     "a",
					     "a1b",    "a2",   "a10"};
	enum { N = sizeof(sorted) / sizeof(*sorted) };
	for (size_t i = 0; i < N; i++)
		for (size_t j = 0; j < N; j++) {
			int order = catalogue_compare_codes(slice_from(sorted[i]),
							    slice_from(sorted[j]));
			/* 4.4.7 and 4.4.07 differ by their bytes alone. */
			bool is_zero = (i == 2 && j == 3) || (i == 3 && j == 2);
			int expected = (i > j) - (i < j);
			assert_int_equal(order > 0   ? 1
					 : order < 0 ? -1
						     : 0,
					 is_zero ? -expected : expected);
		}
}

static size_t find(struct catalogue_bed *bed, const char *text)
{
	struct code code;
	assert_int_equal(scheme_parse(catalogue_schemes(bed->catalogue), &bed->arena,
				      slice_from(text), &code),
			 STATUS_OK);
	assert_non_null(code.scheme);
	return catalogue_find_code(bed->catalogue, &code);
}

static void a_range_holds_its_codes(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	bed_compile(&bed, 1);
	assert_code(&bed, find(&bed, "5.7.501"), "5.7.501");
	assert_code(&bed, find(&bed, "5.7.502"), "5.7.500-699");
	assert_true(find(&bed, "5.7.700") == CATALOGUE_NONE);
	assert_code(&bed, find(&bed, "err-00042"), "ERR-00042"); /* the user's scheme */
	bed_close(&bed);
}

static void the_same_bytes_from_any_number_of_threads(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	bed_compile(&bed, 1);
	struct slice first = arena_copy(&bed.arena, buffer_view(&bed.bytes));
	bed_compile(&bed, 4);
	assert_true(slice_eq(first, buffer_view(&bed.bytes)));
	bed_close(&bed);
}

/* --- Damage ------------------------------------------------------------------- */

/* Opens an exact-size copy, so that a sanitizer sees one byte too far, and reads
   all of it. */
static bool is_readable(struct catalogue_bed *bed, struct slice bytes)
{
	char *copy = malloc(bytes.len ? bytes.len : 1);
	struct catalogue *catalogue;
	struct arena arena;
	assert_non_null(copy);
	memcpy(copy, bytes.ptr, bytes.len);
	arena_init_must(&arena);
	size_t told = bed->problems.count;
	bool readable = catalogue_open_bytes((struct slice){copy, bytes.len}, "copy.bin",
					     &bed->problems, &catalogue) == STATUS_OK;
	for (size_t i = 0; readable && i < catalogue_count(catalogue); i++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA && readable; lang++) {
			struct catalogue_body body;
			readable = catalogue_body(catalogue, i, lang, &arena, &bed->problems,
						  &body) == STATUS_OK;
		}
	assert_int_equal(bed->problems.count, told + !readable); /* told once */
	catalogue_free(catalogue);
	arena_release(&arena);
	free(copy);
	return readable;
}

static void every_changed_byte_is_noticed(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	bed_compile(&bed, 1);
	struct slice bytes = buffer_view(&bed.bytes);
	assert_true(is_readable(&bed, bytes));
	for (size_t i = 0; i < bytes.len; i++) {
		char *at = bed.bytes.ptr + i;
		*at = (char)(*at ^ 0x20);
		if (is_readable(&bed, bytes))
			fail_msg("byte %zu of %zu was changed in silence", i, bytes.len);
		*at = (char)(*at ^ 0x20);
	}
	bed_close(&bed);
}

static void a_file_cut_short_is_refused(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	bed_compile(&bed, 1);
	for (size_t len = 0; len < bed.bytes.len; len++)
		assert_false(is_readable(&bed, slice_sub(buffer_view(&bed.bytes), 0, len)));
	bed_close(&bed);
}

static void another_version_is_told(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	bed_compile(&bed, 1);
	bed.bytes.ptr[HEADER_VERSION] = 9;
	assert_false(is_readable(&bed, buffer_view(&bed.bytes)));
	(void)fflush(bed.out);
	assert_non_null(strstr(bed.told, "copy.bin: is a catalogue of version 9, but this program "
					 "reads version 2; make it again with \"taiyaku build\""));
	bed_close(&bed);
}

static void files_that_are_none(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	struct catalogue *catalogue;
	bed_open(&bed);
	bed_put(&bed, "text.bin",
		"This is a text of more bytes than the header of a catalogue has.");
	bed_put(&bed, "empty.bin", "");
	static const char *const names[] = {"text.bin", "empty.bin", "missing.bin", "."};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *path = path_join(&bed.arena, bed.folder, names[i]);
		assert_int_equal(catalogue_open(path, &bed.problems, &catalogue), STATUS_FAILED);
		assert_null(catalogue);
		assert_int_equal(bed.problems.count, i + 1);
	}
	bed_close(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(codes_stand_in_natural_order),
		cmocka_unit_test(orders_are_total),
		cmocka_unit_test(a_range_holds_its_codes),
		cmocka_unit_test(the_same_bytes_from_any_number_of_threads),
		cmocka_unit_test(every_changed_byte_is_noticed),
		cmocka_unit_test(a_file_cut_short_is_refused),
		cmocka_unit_test(another_version_is_told),
		cmocka_unit_test(files_that_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
