/* Which codes are found, in what order, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lookup_fixture.h"
#include "lookup/dsn.h"
#include "lookup/fits.h"
#include "lookup/wording.h"

#include <string.h>

#define HEAD                                                                                       \
	"From: MAILER-DAEMON\nSubject: failure\nContent-Type: multipart/report; boundary=b\n\n"    \
	"--b\n\n"
#define STATUS "\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"

/* "5.1.1 diagnostic-code a@b.example; 5.0.0 status" */
static void describe(const struct found *found, struct buffer *out)
{
	buffer_str(out, "");
	for (size_t i = 0; i < found->count; i++) {
		const struct found_code *code = &found->items[i];
		buffer_printf(out, "%s%.*s %s", i ? "; " : "", SLICE_ARG(code->code.normal),
			      code_place_name(code->place));
		if (code->recipient.len)
			buffer_printf(out, " %.*s", SLICE_ARG(code->recipient));
	}
}

struct shape {
	const char *text;
	const char *codes;
};

static void check_shapes(const struct shape *shapes, size_t count)
{
	struct lookup_fixture f;
	size_t n_wrong = 0;
	lookup_fixture_init(&f, NULL);
	for (size_t i = 0; i < count; i++) {
		struct buffer is;
		struct found found = lookup_fixture_find(&f, slice_from(shapes[i].text));
		buffer_init(&is, BUFFER_MAX_PAGE);
		describe(&found, &is);
		if (strcmp(is.ptr ? is.ptr : "", shapes[i].codes) != 0) {
			print_error("\"%s\" has \"%s\", not \"%s\"\n", shapes[i].text,
				    is.ptr ? is.ptr : "", shapes[i].codes);
			n_wrong++;
		}
		buffer_release(&is);
	}
	assert_int_equal(n_wrong, 0);
	lookup_fixture_release(&f);
}

#define CHECK_SHAPES(shapes) check_shapes((shapes), sizeof(shapes) / sizeof(*(shapes)))

static void reports(void **state)
{
	(void)state;
	static const struct shape shapes[] = {
		{HEAD "x" STATUS "Final-Recipient: rfc822; a@b.example\nAction: failed\n"
		      "Status: 5.0.0\nDiagnostic-Code: smtp; 550\n 5.7.1 no\n",
		 "5.7.1 diagnostic-code a@b.example; 5.0.0 status a@b.example"},
		{HEAD "x" STATUS
		      "Original-Recipient: rfc822;<a@b.example>\nStatus: 4.4.7 (expired)\n",
		 "4.4.7 status a@b.example"},
		/* The one that failed before the one that waits, and no success at all. */
		{HEAD "x" STATUS "Final-Recipient: rfc822; a@b.example\nAction: delayed\n"
		      "Status: 4.4.1\n\nFinal-Recipient: rfc822; c@d.example\nAction: failed\n"
		      "Status: 5.1.1\n\nFinal-Recipient: rfc822; e@f.example\nAction: relayed\n"
		      "Status: 2.0.0\n",
		 "5.1.1 status c@d.example; 4.4.1 status a@b.example"},
		{HEAD "x" STATUS "Final-Recipient: rfc822; a@b.example\nStatus: 5.0.0\n"
		      "X-Supplementary-Info: < #5.7.1 smtp; 550 5.7.1 no>\n",
		 "5.7.1 report a@b.example; 5.0.0 status a@b.example"},
		/* Without a code in the report, the text. */
		{HEAD "<a@b.example>: host x said: 550\n    5.1.1 unknown" STATUS
		      "Final-Recipient: rfc822; a@b.example\nAction: failed\n",
		 "5.1.1 text a@b.example"},
		/* A success is told where nothing failed. */
		{HEAD "x" STATUS "Final-Recipient: rfc822; a@b.example\nAction: delivered\n"
		      "Status: 2.1.5\n",
		 "2.1.5 status a@b.example"},
		/* A report pasted without its message. */
		{"Final-Recipient: rfc822; a@b.example\nStatus: 5.2.2\n"
		 "Diagnostic-Code: smtp; 552 5.2.2 full\n",
		 "5.2.2 diagnostic-code a@b.example"},
	};
	CHECK_SHAPES(shapes);
}

/* A server without codes of its own: its reply goes with the code in Status. */
static void reply_of_a_report(void **state)
{
	(void)state;
	static const struct {
		const char *diagnostic;
		const char *reply;
	} cases[] = {
		{"smtp; 550 User unknown", "550"},
		{"smtp;554-no", "554"},
		{"smtp; 550 no; user unknown", "550"},
		{"550", "550"},
		{"smtp; 450 later", ""}, /* of another class */
		{"smtp; 5501 x", ""},
		{"smtp; 550 5.1.1 unknown", ""}, /* the reply of 5.1.1 */
		{"x-unix; input/output error", ""},
	};
	struct lookup_fixture f;
	lookup_fixture_init(&f, NULL);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buffer text;
		buffer_init(&text, BUFFER_MAX_PAGE);
		buffer_printf(&text,
			      HEAD "x" STATUS "Final-Recipient: rfc822; a@b.example\n"
				   "Status: 5.0.0\nDiagnostic-Code: %s\n",
			      cases[i].diagnostic);
		struct found found = lookup_fixture_find(&f, buffer_view(&text));
		const struct found_code *last = &found.items[found.count - 1];
		assert_true(slice_eq_str(last->code.normal, "5.0.0"));
		if (!slice_eq_str(last->code.reply, cases[i].reply))
			fail_msg("%s: reply %.*s", cases[i].diagnostic,
				 SLICE_ARG(last->code.reply));
		buffer_release(&text);
	}
	lookup_fixture_release(&f);
}

static void texts(void **state)
{
	(void)state;
	static const struct shape shapes[] = {
		{"550-5.1.1 no such user", "5.1.1 text"},
		{"<a@b.example>:\nSorry, no such user. (#5.1.1)", "5.1.1 text a@b.example"},
		{"< mx.example.com #5.7.1 smtp;530 5.7.1 Authentication required>", "5.7.1 text"},
		{"Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'",
		 "5.1.10 text"},
		{"5.1.0 - Unknown address error 550-'5.7.1 denied'", "5.7.1 text; 5.1.0 text"},
		{"Remote Server returned '554 5.7.0 < #5.7.23 smtp;550 5.7.23 Rejected by SPF>'",
		 "5.7.23 text; 5.7.0 text"},
		{"starting delivery 5: msg 77 to remote a@x.example\ndelivery 5: failure: "
		 "192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_User_unknown/",
		 "5.1.1 text a@x.example"},
		{"delivery 6: deferral: Remote_host_said:_451_4.7.1_Greylisting_in_action/",
		 "4.7.1 text"},
		{"5.1.1 or 5.1.2", "5.1.1 text; 5.1.2 text"},
		{"5.1.1 and 5.7.1", "5.1.1 text; 5.7.1 text"},
		{"5.1.1/5.1.2,5.1.3", "5.1.1 text; 5.1.2 text; 5.1.3 text"},
		{"5.1.1、5.1.2", "5.1.1 text; 5.1.2 text"},
		{"5.1.1, then 5.1.2", "5.1.1 text"},
		{"about 4.5.1 or 4.5.2", ""},
		{"got a 5.7.57 bounce", "5.7.57 text"},
		{"The 5.1.1 error is back", "5.1.1 text"},
		{"a 5.1.1 kernel, amavis 5.1.1 error", ""},
		{"[550] 5.1.1 no", "5.1.1 text"},
		{"エラー 4.4.7: 配信できません", "4.4.7 text"},
		{"dsn=2.0.0, status=sent (250 2.0.0 Ok)", ""},
		{"Postfix 4.5.1, mx4.5.1.example.com [4.5.1.3], SpamAssassin (4.5.1)", ""},
		{"", ""},
		{"hello", ""},
	};
	CHECK_SHAPES(shapes);
}

/* Each server writes the address at another place. */
static void recipients(void **state)
{
	(void)state;
	static const struct shape shapes[] = {
		{"550 5.1.1 <a@x.example>... User unknown\n552 5.2.2 b@x.example... Mailbox full\n"
		 "550 5.7.1 <c@x.example>... Relaying denied\n",
		 "5.1.1 text a@x.example; 5.2.2 text b@x.example; 5.7.1 text c@x.example"},
		{"a@x.example: 550 5.1.1 <b@y.example>: User unknown", "5.1.1 text a@x.example"},
		{"RCPT TO:<a@x.example>\n550 5.1.1 no such user\nRCPT TO:<b@x.example>\n"
		 "550 5.7.606 Access denied; write to help@y.example\n",
		 "5.1.1 text a@x.example; 5.7.606 text b@x.example"},
		{"RCPT TO:<a@x.example>\n550 5.1.8 <s@y.example>: Sender address rejected\n",
		 "5.1.8 text a@x.example"},
		{"<a@x.example>: host x said:\n    550 5.1.1 <b@y.example>: User unknown",
		 "5.1.1 text a@x.example"},
		{"  550 5.1.1 <a@x.example>... User unknown\n  552 5.2.2 <b@x.example>... full",
		 "5.1.1 text a@x.example; 5.2.2 text b@x.example"},
		{"reject: RCPT from y[192.0.2.1]: 450 4.1.8 <s@y.example>: Sender address "
		 "rejected; "
		 "from=<s@y.example> to=<a@x.example>",
		 "4.1.8 text a@x.example"},
		{"550 5.1.10 RecipientNotFound; Recipient a@x.example not found",
		 "5.1.10 text a@x.example"},
		{"{'a@x.example': (550, b'5.1.1 <a@x.example>: rejected')}",
		 "5.1.1 text a@x.example"},
		{"to=a@x.example, stat=550 5.1.1 no", "5.1.1 text a@x.example"},
	};
	CHECK_SHAPES(shapes);
}

static void assert_words(struct lookup_fixture *f, struct slice text, struct slice words)
{
	struct found found = lookup_fixture_find(f, text);
	assert_int_equal(found.count, 1);
	if (!slice_eq(found.items[0].words, words))
		fail_msg("\"%.*s\" is quoted as \"%.*s\"", SLICE_ARG(text),
			 SLICE_ARG(found.items[0].words));
}

/* Of a character only a half is left out, where the quote was cut. */
static void ends_of_quotes(void **state)
{
	(void)state;
	static const char *const whole[] = {"550 5.1.1 宛先が存在しません",
					    "550 5.1.1 пользователь не найден",
					    "550 5.1.1 refusé",
					    "said: 550 5.1.1 a_b",
					    "550 5.1.1 no 📪",
					    "550 5.1.1 宛先なし。"};
	struct lookup_fixture f;
	struct buffer text;
	lookup_fixture_init(&f, NULL);
	for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++)
		assert_words(&f, slice_from(whole[i]), slice_from(whole[i]));
	for (size_t n_shift = 0; n_shift < 3; n_shift++) {
		buffer_init(&text, BUFFER_MAX_PAGE);
		buffer_str(&text, "550 5.1.1 ");
		buffer_repeat(&text, '-', n_shift);
		size_t head = text.len;
		while (text.len < FOUND_WORDS_MAX_BYTES + 30)
			buffer_str(&text, "宛");
		size_t kept = head + (FOUND_WORDS_MAX_BYTES - head) / 3 * 3;
		assert_words(&f, buffer_view(&text), slice_sub(buffer_view(&text), 0, kept));
		buffer_release(&text);
	}
	lookup_fixture_release(&f);
}

/* What the failed message itself says is no error, unless nothing else is. */
static void carried_messages(void **state)
{
	(void)state;
	static const struct shape shapes[] = {
		{"From: a\nTo: b\n\nfailed: 550 5.1.1 x\n\n--- Below this line is a copy of the "
		 "message.\n\nSubject: Error 5.7.1\n",
		 "5.1.1 text"},
		{"From: a\nTo: b\n\nfailed.\n\n------ This is a copy of the message, including "
		 "all the headers. ------\n\nSubject: Error 5.7.1\n",
		 "5.7.1 original-message"},
		{"From: a\nTo: b\nSubject: Fwd\nContent-Type: multipart/mixed; "
		 "boundary=o\n\n--o\n\n"
		 "What is this?\n--o\nContent-Type: message/rfc822\n\n" HEAD "x" STATUS
		 "Final-Recipient: rfc822; a@b.example\nStatus: 5.1.1\n",
		 "5.1.1 original-message a@b.example"},
		{"From: a\nTo: b\nSubject: Undelivered: 550 5.1.1 no user\n\nx", "5.1.1 subject"},
	};
	CHECK_SHAPES(shapes);
}

static void fields_of_a_status(void **state)
{
	(void)state;
	struct arena arena;
	struct dsn dsn;
	arena_init_must(&arena);
	dsn_read(&dsn, &arena,
		 SLICE("Reporting-MTA: dns; x\r\n\r\nfinal-recipient: RFC822; a@b.example\r\n"
		       "ACTION: Delayed\r\nStatus: 4.4.1\r\nRemote-MTA: dns;mx.example.com\r\n"
		       "Diagnostic-Code: X-Postfix; =?utf-8?q?a=3Db?=\r\n\tfolded\r\n\r\n"
		       "junk\nFinal-Recipient: rfc822;c@d.example\nStatus: 5.1.1\n"
		       "Final-Recipient: rfc822;e@f.example\nStatus: 5.1.2\n"));
	assert_int_equal(dsn.count, 3);
	assert_int_equal(dsn.recipients[0].action, DSN_DELAYED);
	assert_true(slice_eq_str(dsn.recipients[0].recipient, "a@b.example"));
	assert_true(slice_eq_str(dsn.recipients[0].remote, "mx.example.com"));
	assert_true(slice_eq_str(dsn.recipients[0].diagnostic, "a=b folded"));
	assert_true(slice_eq_str(dsn.recipients[2].recipient, "e@f.example"));
	assert_true(slice_eq_str(dsn.recipients[2].status, "5.1.2"));
	arena_release(&arena);
}

/* More than is kept: the time and the memory stay bounded. */
static void too_much(void **state)
{
	(void)state;
	struct lookup_fixture f;
	struct buffer text;
	struct dsn dsn;
	lookup_fixture_init(&f, NULL);
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (int i = 0; i < 20000; i++)
		buffer_printf(&text, "Final-Recipient: rfc822; u%d@b.example\nStatus: 5.1.%d\n\n",
			      i, i % 900);
	dsn_read(&dsn, &f.arena, buffer_view(&text));
	assert_true(dsn.is_cut);
	assert_int_equal(dsn.count, DSN_RECIPIENTS_MAX);
	struct found found = lookup_fixture_find(&f, buffer_view(&text));
	assert_true(found.is_cut);
	assert_int_equal(found.count, FOUND_MAX);
	buffer_clear(&text);
	buffer_str(&text, "Status: 5.1.1\n");
	for (int i = 0; i < 50000; i++)
		buffer_str(&text, "X-Y: a long field, again and again\n");
	dsn_read(&dsn, &f.arena, buffer_view(&text));
	assert_int_equal(dsn.count, 1);
	assert_true(arena_size(&f.arena) < (size_t)64 << 20);
	buffer_release(&text);
	lookup_fixture_release(&f);
}

static void entries_that_fit(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *code;
		enum fit_why why;
	} cases[] = {
		{"said: 550 5.1.1 no", "5.1.1", WHY_CODE},
		{"said: 550 5.1.8 no", "5.1.8", WHY_CODE},
		{"said: 450 4.5.3 no", "4.5.3", WHY_CODE},
		{"said: 550 5.3.1 x", "4.3.1", WHY_OTHER_CLASS},
		{"said: 550 User unknown", "5.1.1", WHY_WORDING},
		{"the mailbox\n   is Full", "5.2.2", WHY_WORDING},
		{"452 mailbox full, try again", "5.2.2", WHY_WORDING},
		{"said: 550 5.1.99 x", "5.1.0", WHY_SUBJECT},
		{"said: 550 5.0.0 Mailbox full", "5.2.2", WHY_WORDING},
		{"said: 550 5.0.0 x", "5.0.0", WHY_CODE},
		{"said: 550 5.1.1 Mailbox full", "5.1.1", WHY_CODE},
	};
	struct lookup_fixture f;
	lookup_fixture_init(&f, "content");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fits fits;
		struct found found = lookup_fixture_find(&f, slice_from(cases[i].text));
		fits_find(&fits, &f.arena, &found);
		if (!fits.count)
			fail_msg("nothing for \"%s\"", cases[i].text);
		assert_true(slice_eq_str(fits.items[0].entry->code.normal, cases[i].code));
		assert_int_equal(fits.items[0].why, cases[i].why);
	}
	lookup_fixture_release(&f);
}

/* "was rejected" and "was not found" are said of everything. */
static void predicates_of_titles(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *code; /* "": no entry */
	} cases[] = {
		{"接続が拒否されました", "4.4.316"},
		{"受信者が見つかりません", "5.1.10"},
		{"受信者のドメインが見つかりません", "5.1.2"},
		{"リレーが拒否されました", "5.7.1"},
		{"ユーザーが拒否されました", ""},
		{"アクセスが拒否されました", ""},
		{"ファイルが見つかりません", ""},
		{"ページが見つかりません", ""},
		{"プリンターが見つかりません", ""},
		{"DNS クエリが失敗しました", "4.4.312"},
		{"処理が失敗しました", ""},
	};
	struct lookup_fixture f;
	lookup_fixture_init(&f, "content");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fits fits;
		struct found found = lookup_fixture_find(&f, slice_from(cases[i].text));
		fits_find(&fits, &f.arena, &found);
		struct slice code = {0};
		if (fits.count)
			code = fits.items[0].entry->code.normal;
		if (!slice_eq_str(code, cases[i].code))
			fail_msg("\"%s\" leads to \"%.*s\"", cases[i].text, SLICE_ARG(code));
	}
	lookup_fixture_release(&f);
}

/* Each wording leads somewhere: this project's content explains its code, or the
   one of the other class. */
static void wordings(void **state)
{
	(void)state;
	struct lookup_fixture f;
	size_t count;
	const struct wording *table = wording_table(&count);
	lookup_fixture_init(&f, "content");
	for (size_t i = 0; i < count; i++) {
		struct fits fits;
		struct found found;
		found_init(&found, &f.arena, f.known);
		found.words = slice_from(table[i].phrase);
		fits_find(&fits, &f.arena, &found);
		if (!fits.count)
			fail_msg("\"%s\" (%s) leads to no entry", table[i].phrase, table[i].code);
		for (const char *c = table[i].phrase; *c; c++)
			if (*c >= 'A' && *c <= 'Z')
				fail_msg("\"%s\" is not in lower case", table[i].phrase);
	}
	lookup_fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports),
		cmocka_unit_test(reply_of_a_report),
		cmocka_unit_test(texts),
		cmocka_unit_test(carried_messages),
		cmocka_unit_test(fields_of_a_status),
		cmocka_unit_test(too_much),
		cmocka_unit_test(entries_that_fit),
		cmocka_unit_test(wordings),
		cmocka_unit_test(ends_of_quotes),
		cmocka_unit_test(recipients),
		cmocka_unit_test(predicates_of_titles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
