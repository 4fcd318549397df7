/* Taking messages apart: encodings, charsets, parts, and what is too much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lookup/mail.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
	struct arena arena;
	struct mail mail;
};

/* Reads in a block of exactly the text's size, so that a byte too far is seen. */
static char *read_exact(struct fixture *f, struct slice text)
{
	char *exact = malloc(text.len ? text.len : 1);
	assert_non_null(exact);
	memcpy(exact, text.ptr, text.len);
	arena_init_must(&f->arena);
	mail_read(&f->mail, &f->arena, (struct slice){exact, text.len});
	return exact;
}

static void expect_part(const char *message, const char *expected)
{
	struct fixture f;
	char *exact = read_exact(&f, slice_from(message));
	assert_int_equal(f.mail.n_parts, 1);
	struct slice text = arena_copy(&f.arena, slice_trim(f.mail.parts[0].text));
	assert_string_equal(text.ptr, expected);
	arena_release(&f.arena);
	free(exact);
}

#define TEXT_OF(type, encoding, body)                                                              \
	"From: a\nContent-Type: " type "\nContent-Transfer-Encoding: " encoding "\n\n" body

static void transfer_encodings(void **state)
{
	(void)state;
	expect_part(TEXT_OF("text/plain", "base64", "NTUwIDUuMS\n4x"), "550 5.1.1");
	expect_part(TEXT_OF("text/plain", "BASE64", "NTUw=IDUuMS4x"), "550 5.1.1");
	expect_part(TEXT_OF("text/plain", "quoted-printable", "550 5.1.=\n1 =3D =zz=C3=A9  \r\nx="),
		    "550 5.1.1 = =zz\xC3\xA9\nx");
	expect_part(TEXT_OF("text/plain", "8bit", "550 5.1.1"), "550 5.1.1");
	expect_part(TEXT_OF("text/plain", "x-unheard-of", "550 5.1.1"), "550 5.1.1");
}

static void charsets(void **state)
{
	(void)state;
	expect_part(TEXT_OF("text/plain; charset=iso-2022-jp", "7bit", "\x1b$B08@h\x1b(B"), "宛先");
	expect_part(
		TEXT_OF("text/plain; charset=\"Shift_JIS\"", "8bit", "\x88\xb6\x90\xe6\x87\x40"),
		"宛先①");
	expect_part(TEXT_OF("text/plain; charset=EUC-JP", "base64", "sLjA6A=="), "宛先");
	expect_part(TEXT_OF("text/plain; charset=windows-1252", "8bit", "\x93\x65\x94"), "“e”");
	expect_part(TEXT_OF("text/plain; charset=iso-8859-1", "8bit", "\x93\xe9"), "“é");
	expect_part(TEXT_OF("text/plain; charset=windows-1251", "8bit", "\xcd\xe5\xf2"), "Нет");
	expect_part(TEXT_OF("text/plain; charset=utf-8", "8bit", "宛先"), "宛先");
	/* A lie, and names that are none: the bytes themselves tell. */
	expect_part(TEXT_OF("text/plain; charset=us-ascii", "8bit", "宛先"), "宛先");
	expect_part(TEXT_OF("text/plain; charset=\"../../x\"", "8bit", "宛先"), "宛先");
	expect_part(TEXT_OF("text/plain; charset=x-unheard-of", "8bit", "宛先"), "宛先");
}

static void html(void **state)
{
	(void)state;
	expect_part(TEXT_OF("text/html", "7bit",
			    "<html><head><title>x</title></head><body><style>5.7.1</style><p>550 "
			    "<b>5.1</b>.1&nbsp;&lt;a@b.example&gt; &#x2F; &#47; &unknown; "
			    "<c@d.example> "
			    "&#0;<!-- 4.4.1 --><script>4.4.2</script><br>end"),
		    "550 5.1.1 <a@b.example> / / &unknown; <c@d.example> \xEF\xBF\xBD\nend");
}

static void encoded_words(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"plain", "plain"},
		{"=?iso-2022-jp?B?GyRCMDhAaBsoQg==?=", "宛先"},
		{"=?utf-8?q?a_=3D?=", "a ="},
		{"=?UTF-8?B?5a6b?=\n =?UTF-8?B?5YWI?= x", "宛先 x"},
		{"=?utf-8?B?5a6b5Q==?= =?utf-8?B?hYg=?=", "宛先"}, /* cut in a character */
		{"=?utf-8?x?abc?= =?broken", "=?utf-8?x?abc?= =?broken"},
		{"=?utf-8*en?q?abc?=", "abc"},
		{"folded\n\there", "folded here"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture f;
		struct buffer message;
		buffer_init(&message, BUFFER_MAX_PAGE);
		buffer_printf(&message, "From: a\nSubject: %s\nTo: b\n\nx", cases[i][0]);
		char *exact = read_exact(&f, buffer_view(&message));
		assert_string_equal(arena_copy(&f.arena, f.mail.subject).ptr, cases[i][1]);
		arena_release(&f.arena);
		free(exact);
		buffer_release(&message);
	}
}

static void parts(void **state)
{
	(void)state;
	static const char message[] =
		"From: a\nContent-Type: multipart/report; (a comment) boundary*0=\"a;\";\n"
		" boundary*1=\"b\"\n\n"
		"preamble\n--a;b\n\none\n--a;bc\nstill one\n--a;b \r\n"
		"Content-Type: message/delivery-status\n\nStatus: 5.1.1\n"
		"--a;b\nContent-Type: message/rfc822\n\nSubject: x\n\ncarried\n"
		"--a;b\nContent-Type: text/rfc822-headers\n\nReceived: x\n"
		"--a;b\nContent-Type: application/pdf\n\n5.7.1\n"
		"--a;b--\nepilogue\n";
	struct fixture f;
	char *exact = read_exact(&f, SLICE(message));
	assert_int_equal(f.mail.n_parts, 3);
	assert_string_equal(f.mail.parts[0].text.ptr, "one\n--a;bc\nstill one\n");
	assert_int_equal(f.mail.parts[1].role, MAIL_STATUS);
	assert_false(f.mail.parts[1].is_of_carried);
	assert_string_equal(f.mail.parts[2].text.ptr, "carried\n");
	assert_true(f.mail.parts[2].is_of_carried);
	assert_false(f.mail.is_cut);
	arena_release(&f.arena);
	free(exact);
}

static void broken_messages(void **state)
{
	(void)state;
	expect_part("From: a\nContent-Type: multipart/mixed; boundary=x\n\nno part", "no part");
	expect_part("From: a\nContent-Type: multipart/mixed\n\nno boundary", "no boundary");
	expect_part("From: a\nTo: b\nno empty line before the text",
		    "no empty line before the text");
	expect_part("From x Mon Jan  1 00:00:00 2001\nFrom: a\n\ntext", "text");
	expect_part("From: a\r\nContent-Type: text\r\n\r\ntext\r\n", "text");
	expect_part("From: a\nContent-Type: message/rfc822\n\n\nSubject: x\n\ntext", "text");
}

static void no_text(void **state)
{
	(void)state;
	static const char *const messages[] = {"", "\n", "From: a", "From: a\n\n", ":", "\r\n\r\n"};
	for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++) {
		struct fixture f;
		char *exact = read_exact(&f, slice_from(messages[i]));
		assert_true(f.mail.n_parts <= 1);
		arena_release(&f.arena);
		free(exact);
	}
}

/* A message in a message in a message …, and a multipart in a multipart. */
static void too_deep(void **state)
{
	(void)state;
	struct fixture f;
	struct buffer message;
	buffer_init(&message, BUFFER_MAX_PAGE);
	for (int i = 0; i < 5000; i++)
		buffer_printf(&message, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i,
			      i);
	char *exact = read_exact(&f, buffer_view(&message));
	assert_true(f.mail.is_cut);
	arena_release(&f.arena);
	free(exact);
	buffer_clear(&message);
	for (int i = 0; i < 5000; i++)
		buffer_str(&message, "Content-Type: message/rfc822\n\n");
	exact = read_exact(&f, buffer_view(&message));
	assert_true(f.mail.is_cut);
	arena_release(&f.arena);
	free(exact);
	buffer_release(&message);
}

static void too_many_parts(void **state)
{
	(void)state;
	struct fixture f;
	struct buffer message;
	buffer_init(&message, BUFFER_MAX_PAGE);
	buffer_str(&message, "From: a\nContent-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < 100000; i++)
		buffer_str(&message, "--b\n\nx\n");
	char *exact = read_exact(&f, buffer_view(&message));
	assert_true(f.mail.is_cut);
	assert_true(f.mail.n_parts <= MAIL_PARTS_MAX);
	arena_release(&f.arena);
	free(exact);
	buffer_release(&message);
}

static void too_long(void **state)
{
	(void)state;
	struct fixture f;
	struct buffer message;
	buffer_init(&message, BUFFER_MAX_PAGE);
	buffer_str(&message, "From: a\n\n550 5.1.1 ");
	buffer_repeat(&message, 'x', 2 * (size_t)MAIL_PART_MAX_BYTES);
	char *exact = read_exact(&f, buffer_view(&message));
	assert_true(f.mail.is_cut);
	assert_int_equal(f.mail.parts[0].text.len, MAIL_PART_MAX_BYTES);
	arena_release(&f.arena);
	free(exact);
	buffer_release(&message);
}

static void telling_mail_from_text(void **state)
{
	(void)state;
	assert_true(is_mail(SLICE("Return-Path: <>\nFrom: a\n\nx")));
	assert_true(is_mail(SLICE("Received: by x\r\n\tfor y\r\nX-Y: z\r\n\r\nx")));
	assert_false(is_mail(SLICE("")));
	assert_false(is_mail(SLICE("Nov 26 17:33:31 mx1 postfix/smtp[1]: x\n")));
	assert_false(is_mail(SLICE("Final-Recipient: rfc822; a@b.example\nStatus: 5.1.1\n")));
	assert_false(is_mail(SLICE("Error: 550 5.1.1\nHost: x\n")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(transfer_encodings),
		cmocka_unit_test(charsets),
		cmocka_unit_test(html),
		cmocka_unit_test(encoded_words),
		cmocka_unit_test(parts),
		cmocka_unit_test(broken_messages),
		cmocka_unit_test(no_text),
		cmocka_unit_test(too_deep),
		cmocka_unit_test(too_many_parts),
		cmocka_unit_test(too_long),
		cmocka_unit_test(telling_mail_from_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
