/* What was typed, and which entry that is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lookup/query.h"
#include "support/catalogues.h"

#include <string.h>

#define ENTRY(heading) "# " heading "\n\nCause.\n\n## Fix\n\nFix.\n\n"

static void fill(struct catalogue_bed *bed)
{
	bed_put(bed, "content/a.md",
		ENTRY("450 4.4.312 DNS") ENTRY("4.43.12 Not real") ENTRY("5.5.2 Syntax")
			ENTRY("552 5.2.2 Full") ENTRY("450 4.4.7 Expired")
				ENTRY("550 5.1.10 No such recipient") ENTRY("5.7.500-699 Denied")
					ENTRY("0x80070005 Access") ENTRY("AADSTS50011 Reply")
						ENTRY("30125-4 Office"));
	bed_compile(bed, 1);
}

static struct query ask(struct catalogue_bed *bed, const char *text)
{
	struct query query;
	assert_int_equal(query_find(bed->catalogue, &bed->arena, slice_from(text), &query),
			 STATUS_OK);
	return query;
}

static void assert_found(struct catalogue_bed *bed, const char *text, const char *code)
{
	struct query query = ask(bed, text);
	if (query.result != QUERY_FOUND)
		fail_msg("%s was not found", text);
	struct slice found = catalogue_entry_at(bed->catalogue, query.entry).code;
	if (!slice_eq_str(found, code))
		fail_msg("%s is %.*s and not %s", text, SLICE_ARG(found), code);
}

static void spellings(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *code;
	} cases[] = {
		{"4.4.312", "4.4.312"},        {" 450 4.4.312 ", "4.4.312"},
		{"450-4.4.312", "4.4.312"},    {"#4.4.312", "4.4.312"},
		{"４．４．３１２", "4.4.312"}, {"447", "4.4.7"},
		{"５１１０", "5.1.10"},        {"#5110", "5.1.10"},
		{"5.7.600", "5.7.500-699"},    {"0x80070005", "0x80070005"},
		{"0X80070005", "0x80070005"},  {"80070005", "0x80070005"},
		{"-2147024891", "0x80070005"}, {"aadsts50011", "AADSTS50011"},
		{"50011", "AADSTS50011"},      {"30125-4", "30125-4"},
		{"301254", "30125-4"},
	};
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_found(&bed, cases[i].text, cases[i].code);
	bed_close(&bed);
}

static void assert_candidates(struct catalogue_bed *bed, const struct query *query,
			      const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_str(&out, "");
	for (size_t i = 0; i < query->n_candidates; i++) {
		struct slice code = catalogue_entry_at(bed->catalogue, query->candidates[i]).code;
		buffer_printf(&out, i ? " %.*s" : "%.*s", SLICE_ARG(code));
	}
	assert_string_equal(out.ptr, expected);
	buffer_release(&out);
}

static void what_is_not_found(void **state)
{
	(void)state;
	struct catalogue_bed bed;
	bed_open(&bed);
	fill(&bed);
	struct query query = ask(&bed, "44312"); /* 4.4.312 or 4.43.12 */
	assert_int_equal(query.result, QUERY_AMBIGUOUS);
	assert_candidates(&bed, &query, "4.4.312 4.43.12");
	query = ask(&bed, "4.1.10");
	assert_int_equal(query.result, QUERY_UNKNOWN);
	assert_int_equal(query.candidates[0],
			 catalogue_find(bed.catalogue, SLICE("5.1.10"))); /* the other class */
	query = ask(&bed, "4.4.8");
	assert_int_equal(query.result, QUERY_UNKNOWN);
	assert_candidates(&bed, &query, "4.4.7 4.4.312 4.43.12 5.1.10 5.2.2 5.5.2");
	query = ask(&bed, "0x80070006"); /* never of another scheme */
	assert_candidates(&bed, &query, "0x80070005");
	query = ask(&bed, "2.1.10"); /* a success is near no failure */
	assert_int_equal(query.result, QUERY_UNKNOWN);
	assert_int_equal(query.n_candidates, 0);
	query = ask(&bed, "450");
	assert_int_equal(query.result, QUERY_REPLY);
	assert_candidates(&bed, &query, "4.4.7 4.4.312");
	query = ask(&bed, "552"); /* rather than 5.5.2 */
	assert_int_equal(query.result, QUERY_REPLY);
	assert_candidates(&bed, &query, "5.2.2");
	assert_int_equal(ask(&bed, "421").result, QUERY_REPLY);
	query = ask(&bed, "4.4.0312");
	assert_int_equal(query.result, QUERY_FAULTY);
	assert_int_equal(query.code.faults & CODE_BAD, CODE_LEADING_ZERO);
	assert_int_equal(ask(&bed, "").result, QUERY_NO_CODE);
	assert_int_equal(ask(&bed, "hello").result, QUERY_NO_CODE);
	assert_int_equal(ask(&bed, "192.0.2.25").result, QUERY_NO_CODE);
	assert_int_equal(ask(&bed, "4.4.312 5.1.10").result, QUERY_NO_CODE); /* two */
	bed_close(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spellings),
		cmocka_unit_test(what_is_not_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
