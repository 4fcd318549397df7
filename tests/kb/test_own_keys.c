/* Our own keys of the front matter, and what a status code says by its numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "kb/knowledge.h"
#include "kb/status_meaning.h"
#include "support/entries.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- Front matter --------------------------------------------------------- */

struct read_keys {
	struct arena arena;
	struct config *config;
	struct knowledge kb;
	char folder[32];
};

static void read_front(struct read_keys *r, const char *front)
{
	struct problems problems;
	*r = (struct read_keys){.folder = "/tmp/taiyaku-keys-XXXXXX"};
	arena_init_must(&r->arena);
	problems_init(&problems, stderr, LANG_EN);
	assert_non_null(mkdtemp(r->folder));
	struct slice text = arena_printf(
		&r->arena, "---\n%s---\n# 450 4.4.312 DNS\n\nCause.\n\n## Fix\n\nMend it.\n",
		front);
	const char *file = path_join(&r->arena, r->folder, "a.md");
	assert_int_equal(file_write(file, text, &problems), STATUS_OK);
	assert_int_equal(config_read("/nowhere", &problems, &r->config), STATUS_OK);
	struct knowledge_options options = {
		.content = r->folder, .config = r->config, .n_threads = 1};
	assert_int_equal(knowledge_read(&r->kb, &options, &problems), STATUS_OK);
	assert_int_equal(folder_remove(r->folder, &problems), STATUS_OK);
}

static void release_keys(struct read_keys *r)
{
	knowledge_release(&r->kb);
	config_free(r->config);
	arena_release(&r->arena);
}

/* The findings about our keys: "LINE: RULE: message" in the language. */
static void assert_told(const char *front, enum lang lang, const char *expected)
{
	struct read_keys r;
	struct buffer told;
	read_front(&r, front);
	buffer_init(&told, BUFFER_MAX_PAGE);
	buffer_str(&told, "");
	const struct findings *findings = &r.kb.articles[0].findings;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		if (!slice_eq_str(finding->code, "") ||
		    strncmp(finding->rule->id, "entry.", 6) != 0)
			continue;
		buffer_printf(&told, "%zu: %s: ", finding->start.line, finding->rule->id);
		finding_message(finding, lang, &told);
		buffer_char(&told, '\n');
	}
	assert_string_equal(told.ptr, expected);
	buffer_release(&told);
	release_keys(&r);
}

static void roles_keep_their_order(void **state)
{
	(void)state;
	struct read_keys r;
	read_front(&r, "taiyaku:\n  act: [recipient-admin, sender, recipient-admin]\n");
	const struct role_list *acts = &r.kb.articles[0].acts;
	assert_int_equal(acts->count, 2);
	assert_int_equal(acts->items[0], ROLE_RECIPIENT_ADMIN);
	assert_int_equal(acts->items[1], ROLE_SENDER);
	release_keys(&r);
	read_front(&r, "taiyaku.act: partner\n");
	assert_int_equal(r.kb.articles[0].acts.count, 1);
	assert_int_equal(r.kb.articles[0].acts.items[0], ROLE_PARTNER);
	release_keys(&r);
}

static void lines_of_bounces_are_kept(void **state)
{
	(void)state;
	struct read_keys r;
	const char *front = "taiyaku:\n  bounce: |\n    450 4.4.312 DNS, query failed\n    two\n";
	read_front(&r, front);
	assert_true(slice_eq_str(r.kb.articles[0].bounce, "450 4.4.312 DNS, query failed\ntwo"));
	release_keys(&r);
	assert_told(front, LANG_EN, "");
}

static void unknown_roles_are_told(void **state)
{
	(void)state;
	const char *front = "title: x\ntaiyaku:\n  act: [sender, sender_admin]\n";
	assert_told(front, LANG_EN,
		    "4: entry.unknown-role: \"sender_admin\" is nobody who can act; write sender, "
		    "sender-admin, recipient, recipient-admin or partner (did you mean "
		    "sender-admin?)\n");
	assert_told("taiyaku.act: 誰か\n", LANG_JA,
		    "2: entry.unknown-role: 「誰か」は対応する人として使えません。sender、"
		    "sender-admin、recipient、recipient-admin、partner "
		    "のいずれかを書いてください\n");
}

static void unknown_keys_are_told(void **state)
{
	(void)state;
	assert_told("taiyakus: a\ntaiyaku.acts: sender\n", LANG_EN,
		    "3: entry.unknown-key: the key \"taiyaku.acts\" means nothing here; write "
		    "taiyaku.act or taiyaku.bounce\n");
}

static void a_bounce_of_another_code_is_told(void **state)
{
	(void)state;
	assert_told("taiyaku.bounce: 550 5.1.1 User unknown\n", LANG_EN,
		    "2: entry.bounce-code: a bounce with 5.1.1 stands in an article that has no "
		    "entry for it; correct the code, or move the line\n");
}

/* --- Status codes --------------------------------------------------------- */

static void assert_meaning(const char *text, const char *subject, const char *detail)
{
	struct arena arena;
	struct problems problems;
	struct scheme_set *schemes;
	struct code code;
	struct status_meaning meaning;
	arena_init_must(&arena);
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(scheme_set_new(NULL, 0, &problems, &schemes), STATUS_OK);
	assert_int_equal(scheme_parse(schemes, &arena, slice_from(text), &code), STATUS_OK);
	assert_int_equal(status_meaning(&code, &meaning), subject != NULL);
	if (subject)
		assert_string_equal(meaning.subject[LANG_EN], subject);
	if (detail)
		assert_string_equal(meaning.detail[LANG_EN], detail);
	else
		assert_null(meaning.detail[LANG_EN]);
	scheme_set_free(schemes);
	arena_release(&arena);
}

static void numbers_have_meanings(void **state)
{
	(void)state;
	assert_meaning("550 5.7.23", "Security and policy",
		       "SPF does not permit this server to send for the domain");
	assert_meaning("4.4.312", "The network, DNS and routing", NULL);
	assert_meaning("4.7.500-699", NULL, NULL);
	assert_meaning("5.9.1", NULL, NULL);
	assert_meaning("0x80070005", NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles_keep_their_order),
		cmocka_unit_test(lines_of_bounces_are_kept),
		cmocka_unit_test(unknown_roles_are_told),
		cmocka_unit_test(unknown_keys_are_told),
		cmocka_unit_test(a_bounce_of_another_code_is_told),
		cmocka_unit_test(numbers_have_meanings),
	};
	article_setup();
	return cmocka_run_group_tests_name("kb.own-keys", tests, NULL, NULL);
}
