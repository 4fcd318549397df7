/* Logs: nothing is found where nothing failed, all is found where something
   did, wherever the pieces in which it is read are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lookup_fixture.h"
#include "lookup/log.h"
#include "support/mail_log.h"

#include <stdlib.h>
#include <string.h>

enum { ORDINARY_LINES = 1000, SEEDS = 20 };

static void make_log(struct buffer *out, uint64_t seed, size_t n_lines)
{
	struct mail_log log = mail_log_from(seed);
	buffer_init(out, BUFFER_MAX_PAGE);
	while (log.n_lines < n_lines)
		mail_log_line(&log, out);
	assert_false(out->failed);
}

/* Feeds pieces of `step` bytes, each in a block of its own size. */
static struct found scan(struct lookup_fixture *f, struct slice text, size_t step, size_t *n_lines)
{
	struct found found;
	size_t start = 0;
	size_t end = 0;
	found_init(&found, &f->arena, f->known);
	struct log_scan *scan = log_scan_new(&found);
	while (end < text.len || start < end) {
		end = end + step < text.len ? end + step : text.len;
		size_t len = end - start;
		char *exact = malloc(len ? len : 1);
		assert_non_null(exact);
		memcpy(exact, text.ptr + start, len);
		start += log_scan_feed(scan, (struct slice){exact, len}, end == text.len);
		free(exact);
	}
	*n_lines = log_scan_lines(scan);
	log_scan_free(scan);
	found_finish_log(&found);
	return found;
}

static void show(const struct found *found)
{
	for (size_t i = 0; i < found->count; i++)
		print_error("%.*s, line %zu: %.*s\n", SLICE_ARG(found->items[i].code.normal),
			    found->items[i].line, SLICE_ARG(found->items[i].words));
}

static void nothing_in_an_ordinary_log(void **state)
{
	(void)state;
	struct lookup_fixture f;
	size_t n_found = 0;
	lookup_fixture_init(&f, "content");
	for (uint64_t seed = 1; seed <= SEEDS; seed++) {
		struct buffer log;
		size_t n_lines;
		make_log(&log, seed, ORDINARY_LINES);
		struct found found = scan(&f, buffer_view(&log), 1 << 20, &n_lines);
		assert_int_equal(n_lines, ORDINARY_LINES);
		show(&found);
		n_found += found.count;
		struct found as_text = lookup_fixture_find(&f, buffer_view(&log));
		show(&as_text);
		n_found += as_text.count;
		buffer_release(&log);
	}
	print_message("%zu codes in %d lines of ordinary log\n", n_found, ORDINARY_LINES * SEEDS);
	assert_int_equal(n_found, 0);
	lookup_fixture_release(&f);
}

static size_t count_of(const struct found *found, const char *code)
{
	for (size_t i = 0; i < found->count; i++)
		if (slice_eq_str(found->items[i].code.normal, code))
			return found->items[i].count;
	return 0;
}

static void errors_among_ordinary_lines(void **state)
{
	(void)state;
	static const size_t steps[] = {1, 7, 1000, 4096, 1 << 20};
	struct lookup_fixture f;
	struct buffer text;
	struct mail_log log = mail_log_from(5);
	lookup_fixture_init(&f, NULL);
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < 200; i++) {
		mail_log_line(&log, &text);
		if (i % 10 == 0)
			mail_log_error(&log, "5.1.1", &text);
		if (i % 50 == 0)
			mail_log_error(&log, "4.2.2", &text);
	}
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		size_t n_lines;
		struct found found = scan(&f, buffer_view(&text), steps[i], &n_lines);
		assert_int_equal(n_lines, log.n_lines);
		assert_int_equal(found.count, 2);
		assert_string_equal(found.items[0].code.normal.ptr, "5.1.1");
		assert_int_equal(count_of(&found, "5.1.1"), 20);
		assert_int_equal(count_of(&found, "4.2.2"), 4);
		assert_int_equal(found.items[0].line, 2);
	}
	buffer_release(&text);
	lookup_fixture_release(&f);
}

/* What logs of errors really have; the codes expected, in the order of the text. */
static void lines_with_errors(void **state)
{
	(void)state;
	static const struct {
		const char *line;
		const char *code;
	} cases[] = {
		{"Nov 26 smtp[1]: to=<a@b.example>, dsn=4.4.1, status=deferred (connect to x)",
		 "4.4.1"},
		{"sm-mta[5]: x: to=<a@b.example>, dsn=5.1.2, stat=Host unknown", "5.1.2"},
		{"1a-b-c ** a@b.example R=r T=t H=h [4.5.6.7]: SMTP error: 550-5.7.1 no", "5.7.1"},
		{"delivery 5: failure: 4.5.6.7_does_not_like_recipient./(#5.5.1)", "5.5.1"},
		{"delivery 6: failure: 4.5.6.7_failed./Remote_host_said:_550_5.7.1_no./", "5.7.1"},
		{"RECIPIENT STATUS 550 5.1.10 RESOLVER.ADR.RecipientNotFound", "5.1.10"},
		{"[{LED=450 4.4.312 DNS query failed};{MSG=}]", "4.4.312"},
		{"result=\"TempFail\" stat=\"421 4.7.0 Try again later\"", "4.7.0"},
		{"Sign-in failed: AADSTS50011: the address", "AADSTS50011"},
		{"HRESULT: 0x80070005 (E_ACCESSDENIED)", "0x80070005"},
		{"エラー５．１．１ 宛先がありません", "5.1.1"},
		{"said: 5.2.2 full", "5.2.2"},
		{"reason 4.7.1 greylisted", "4.7.1"},
	};
	struct lookup_fixture f;
	lookup_fixture_init(&f, NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t n_lines;
		struct found found = scan(&f, slice_from(cases[i].line), 1 << 20, &n_lines);
		if (found.count != 1)
			fail_msg("\"%s\" has %zu codes", cases[i].line, found.count);
		assert_string_equal(found.items[0].code.normal.ptr, cases[i].code);
		assert_int_equal(n_lines, 1);
	}
	lookup_fixture_release(&f);
}

static void a_line_without_end(void **state)
{
	(void)state;
	struct lookup_fixture f;
	struct buffer text;
	size_t n_lines;
	lookup_fixture_init(&f, NULL);
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_repeat(&text, 'x', 3 * LOG_LINE_MAX_BYTES);
	buffer_str(&text, " said: 550 5.1.1 no such user ");
	buffer_repeat(&text, 'x', 3 * LOG_LINE_MAX_BYTES);
	struct found found = scan(&f, buffer_view(&text), 1 << 20, &n_lines);
	assert_int_equal(found.count, 1);
	assert_int_equal(found.items[0].count, 1);
	buffer_release(&text);
	lookup_fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_in_an_ordinary_log),
		cmocka_unit_test(errors_among_ordinary_lines),
		cmocka_unit_test(lines_with_errors),
		cmocka_unit_test(a_line_without_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
