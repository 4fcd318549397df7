/* A line per segment, five fields, byte for byte. */
#include "article_fixture.h"

#include "exchange/tsv.h"

static void expect(const char *path, struct slice bytes, const char *expected)
{
	struct article_fixture f;
	struct buffer out;
	article_fixture_init(&f, path, bytes);
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	tsv_write(&f.article, &out);
	assert_false(out.failed);
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
	article_fixture_release(&f);
}

static void test_a_line_per_segment(void **state)
{
	(void)state;
	expect("content/dns.md",
	       SLICE("# <1b4da-103|原因|Cause>\n\n<1b4da-104|長い。|Long.> "
		     "<1b4da-p105|二つ。|Two.>\n"),
	       "content/dns.md\t1\t1b4da-103\tCause\t原因\n"
	       "content/dns.md\t3\t1b4da-104\tLong.\t長い。\n"
	       "content/dns.md\t3\t1b4da-p105\tTwo.\t二つ。\n");
}

static void test_no_segments(void **state)
{
	(void)state;
	expect("a.md", SLICE("text"), "");
	expect("a.md", SLICE(""), "");
}

static void test_text_is_exact_but_for_four_characters(void **state)
{
	(void)state;
	expect("a.md", SLICE("<x-101| a\tb\r\nc\\d |**e**\\n\x01\n>"),
	       "a.md\t1\tx-101\t**e**\\\\n\x01\\n\t a\\tb\\r\\nc\\\\d \n");
	expect("a.md", SLICE("<x-101||>"), "a.md\t1\tx-101\t\t\n");
}

static void test_odd_file_names_keep_five_fields(void **state)
{
	(void)state;
	expect("a\tb\n.md", SLICE("<x-101|a|b>"), "a\\tb\\n.md\t1\tx-101\tb\ta\n");
}

static void test_nul_is_kept(void **state)
{
	(void)state;
	struct article_fixture f;
	struct buffer out;
	article_fixture_init(&f, "a.md", SLICE("<x-101|a\0b|c>"));
	buffer_init(&out, BUFFER_MAX_PAGE);
	tsv_write(&f.article, &out);
	assert_int_equal(out.len, sizeof("a.md\t1\tx-101\tc\ta\0b\n") - 1);
	assert_memory_equal(out.ptr, "a.md\t1\tx-101\tc\ta\0b\n", out.len);
	buffer_release(&out);
	article_fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_per_segment),
		cmocka_unit_test(test_no_segments),
		cmocka_unit_test(test_text_is_exact_but_for_four_characters),
		cmocka_unit_test(test_odd_file_names_keep_five_fields),
		cmocka_unit_test(test_nul_is_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
