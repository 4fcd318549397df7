/* Glossaries: both formats, their mistakes, and finding terms in a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "kb/glossary.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
	struct problems problems;
	struct glossary *glossary;
	enum status status;
	char *said;
	size_t said_len;
};

static void open_in(struct fixture *f, const char *text, size_t len, enum lang lang)
{
	char path[] = "/tmp/taiyaku-glossary-XXXXXX";
	int file = mkstemp(path);
	assert_true(file >= 0);
	assert_int_equal(write(file, text, len), len);
	close(file);
	FILE *out = open_memstream(&f->said, &f->said_len);
	problems_init(&f->problems, out, lang);
	f->status = glossary_read(path, &f->problems, &f->glossary);
	fclose(out);
	unlink(path);
}

static void open_text(struct fixture *f, const char *text)
{
	open_in(f, text, strlen(text), LANG_EN);
}

static void done(struct fixture *f)
{
	glossary_free(f->glossary);
	free(f->said);
}

static const struct term *term_of(const struct fixture *f, const char *en)
{
	size_t count;
	const struct term *terms = glossary_terms(f->glossary, &count);
	for (size_t i = 0; i < count; i++)
		if (slice_eq_str(terms[i].en, en))
			return &terms[i];
	fail_msg("no term %s", en);
	return NULL;
}

static void assert_list(const struct renderings *list, const char *expected)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, "");
	for (size_t i = 0; i < list->count; i++)
		buffer_printf(&text, "%s%.*s", i ? "|" : "", SLICE_ARG(list->items[i]));
	assert_string_equal(text.len ? text.ptr : "", expected);
	buffer_release(&text);
}

static void csv(void **state)
{
	(void)state;
	struct fixture f;
	open_text(&f, "\xEF\xBB\xBF"
		      "ja,EN,note,forbidden\r\n"
		      "受信者|宛先,recipient,\"a \"\"note\"\", long\",受取人\r\n"
		      "\r\n"
		      ",Outlook\r\n"
		      "サーバー|*,server\r\n"
		      "\"二\n行\",\"two, lines\"");
	assert_int_equal(f.status, STATUS_OK);
	const struct term *term = term_of(&f, "recipient");
	assert_list(&term->ja, "受信者|宛先");
	assert_list(&term->forbidden, "受取人");
	assert_int_equal(term->at.line, 2);
	assert_false(term->is_kept);
	assert_true(term_of(&f, "Outlook")->is_kept);
	assert_true(term_of(&f, "server")->is_free);
	assert_list(&term_of(&f, "server")->ja, "サーバー");
	assert_int_equal(term_of(&f, "two, lines")->at.line, 6);
	done(&f);
}

#define TBX_HEAD                                                                                   \
	"<?xml version='1.0'?>\n<!DOCTYPE martif SYSTEM \"http://127.0.0.1:9/TBX.dtd\">\n"         \
	"<martif type='TBX-Basic'><text><body>\n"
#define TBX_FOOT "</body></text></martif>\n"

static void tbx(void **state)
{
	(void)state;
	struct fixture f;
	open_text(
		&f, TBX_HEAD
		"<termEntry id='a'><langSet xml:lang='en-US'><tig><term>recipient</term></tig>"
		"</langSet><langSet xml:lang='ja'><ntig><termGrp><term>宛先</term></termGrp></ntig>"
		"<tig><term>受信者</term><termNote "
		"type='administrativeStatus'>preferredTerm-admn-sts"
		"</termNote></tig><tig><term>受取人</term><termNote type='administrativeStatus'>"
		"deprecatedTerm-admn-sts</termNote><termNote type='partOfSpeech'>noun</termNote>"
		"</tig></langSet><langSet xml:lang='de'><tig><term>Empfänger</term></tig></langSet>"
		"</termEntry>\n"
		"<conceptEntry><langSec xml:lang='en'><termSec><term>Outlook</term></termSec>"
		"</langSec></conceptEntry>" TBX_FOOT);
	assert_int_equal(f.status, STATUS_OK);
	assert_list(&term_of(&f, "recipient")->ja, "受信者|宛先");
	assert_list(&term_of(&f, "recipient")->forbidden, "受取人");
	assert_true(term_of(&f, "Outlook")->is_kept);
	done(&f);
}

struct mistake_case {
	const char *text;
	const char *said;
};

static void mistakes_have_lines(void **state)
{
	(void)state;
	static const struct mistake_case cases[] = {
		{"", ":1: the table is empty"},
		{"en,jp\na,b\n", ":1: unknown column \"jp\""},
		{"en,note\na,b\n", ":1: the columns en and ja are needed"},
		{"en,ja\na,b\n,c\n", ":3: the row has no English term"},
		{"en,ja\na,b,c\n", ":2: the row has more fields"},
		{"en,ja\n\"a,b\n", ":2: a quote is not closed"},
		{"en,ja\n\"a\"b,c\n", ":2: text follows a closing quote"},
		{"en,ja\n\xff,b\n", "the glossary is not UTF-8"},
		{"<martif>\n<text>\n</martif>",
		 "the glossary is not well-formed XML (Opening and ending tag"},
		{"<html/>", "no termEntry or conceptEntry found"},
		{"<!DOCTYPE m [<!ENTITY x 'y'>]>\n<m><termEntry><langSet xml:lang='en'><tig>"
		 "<term>&x;</term></tig></langSet></termEntry></m>",
		 ":2: the entity &x; is not expanded"},
		{"<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<m><termEntry>"
		 "<langSet xml:lang='en'><tig><term>&x;</term></tig></langSet></termEntry></m>",
		 ":2: the entity &x; is not expanded"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			struct fixture f;
			open_in(&f, cases[i].text, strlen(cases[i].text), lang);
			assert_int_equal(f.status, STATUS_FAILED);
			if (lang == LANG_EN && !strstr(f.said, cases[i].said))
				fail_msg("case %zu says %s", i, f.said);
			assert_non_null(strstr(f.said, "taiyaku-glossary-"));
			done(&f);
		}
}

/* A billion laughs ends at once, and says so. */
static void entities_do_not_grow(void **state)
{
	(void)state;
	struct fixture f;
	open_text(&f,
		  "<!DOCTYPE m [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
		  "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>]>"
		  "<m><termEntry><langSet xml:lang='en'><tig><term>&d;</term></tig></langSet>"
		  "</termEntry></m>");
	assert_int_equal(f.status, STATUS_FAILED);
	done(&f);
}

static void assert_found(const struct fixture *f, const char *text, const char *expected)
{
	struct buffer found;
	struct term_match match;
	struct span word;
	buffer_init(&found, BUFFER_MAX_PAGE);
	for (size_t at = 0; glossary_word(slice_from(text), &at, &word);) {
		if (!glossary_term_at(f->glossary, slice_from(text), word, &match))
			continue;
		buffer_printf(&found, "%.*s=%.*s;",
			      SLICE_ARG(slice_sub(slice_from(text), match.at.start, match.at.end)),
			      SLICE_ARG(match.term->en));
		assert_true(glossary_may_start(glossary_starts(f->glossary),
					       slice_sub(slice_from(text), word.start, word.end)));
		at = match.at.end;
	}
	assert_string_equal(found.len ? found.ptr : "", expected);
	buffer_release(&found);
}

static void terms_are_found(void **state)
{
	(void)state;
	struct fixture f;
	open_text(&f, "en,ja\nmail,m\ne-mail,e\nmail flow rule,r\npolicy,p\nroute,q\nspam,s\n"
		      "Teams,T\nset,x\nbox,b\naddress,a\nA record,A\n");
	assert_found(&f, "Mail flow rules, mail  flow\nrule; mail flow",
		     "Mail flow rules=mail flow rule;mail  flow\nrule=mail flow rule;mail=mail;");
	assert_found(&f, "mail flow. Rule", "mail=mail;");
	assert_found(&f, "an A record, a record", "A record=A record;");
	assert_found(&f, "mail, flow rule", "mail=mail;");
	assert_found(&f, "e-mails and mailbox", "e-mails=e-mail;");
	assert_found(&f, "policies' policy's POLICY",
		     "policies=policy;policy's=policy;POLICY=policy;");
	assert_found(&f, "routing spamming settings sets", "routing=route;spamming=spam;sets=set;");
	assert_found(&f, "teams Teams", "Teams=Teams;");
	assert_found(&f, "boxes addresses", "boxes=box;addresses=address;");
	done(&f);
	open_text(&f, "en,ja\nDNS,d\nHTTPS,h\nIP,i\nmailbox,m\n");
	assert_found(&f, "DN HTTP", "");
	assert_found(&f, "DNS's HTTPS IPs", "DNS's=DNS;HTTPS=HTTPS;IPs=IP;");
	assert_found(&f, "MAILBOXES", "MAILBOXES=mailbox;");
	done(&f);
}

static bool may_start(const struct fixture *f, const char *word)
{
	return glossary_may_start(glossary_starts(f->glossary), slice_from(word));
}

static void most_words_start_none(void **state)
{
	(void)state;
	struct fixture f;
	open_text(&f, "en,ja\nmail flow,m\nIP address,i\n");
	assert_true(may_start(&f, "MAILS"));
	assert_true(may_start(&f, "IPs"));
	assert_true(may_start(&f, "it")); /* the last letter of IP is not of all its forms */
	assert_false(may_start(&f, "mxil"));
	assert_false(may_start(&f, "flow"));
	assert_false(may_start(&f, "ma"));
	assert_false(may_start(&f, "address"));
	done(&f);
	open_text(&f, "en,ja\nA record,a\n");
	assert_true(may_start(&f, "mail"));
	done(&f);
}

static void renderings_are_found(void **state)
{
	(void)state;
	struct slice text = SLICE("このメールフロー ルール、DNSのdns");
	struct span at = rendering_find(text, SLICE("メール フロールール"), 0);
	assert_int_equal(at.start, 6);
	assert_int_equal(at.end, 6 + 28);
	at = rendering_find(text, SLICE("Dns"), 0);
	at = rendering_find(text, SLICE("Dns"), at.end);
	assert_int_equal(at.end, text.len);
	assert_true(rendering_find(text, SLICE("フロール"), 0).start != SLICE_NONE);
	assert_true(rendering_find(text, SLICE("ルール ル"), 0).start == SLICE_NONE);
	assert_true(rendering_find(text, SLICE(""), 0).start == SLICE_NONE);
	assert_true(rendering_is_in(text, SLICE("DNS")));
	assert_true(rendering_is_in(text, SLICE("Dns")));
	assert_true(rendering_is_in(text, SLICE("メール フロールール")));
	assert_false(rendering_is_in(text, SLICE("ルール ル")));
	assert_false(rendering_is_in(text, SLICE("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv),
		cmocka_unit_test(tbx),
		cmocka_unit_test(mistakes_have_lines),
		cmocka_unit_test(entities_do_not_grow),
		cmocka_unit_test(terms_are_found),
		cmocka_unit_test(most_words_start_none),
		cmocka_unit_test(renderings_are_found),
	};
	return cmocka_run_group_tests_name("kb/glossary", tests, NULL, NULL);
}
