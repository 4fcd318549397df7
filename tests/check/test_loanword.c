/* Loan words are known by their sound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/loanword.h"

static bool match(const char *english, const char *katakana)
{
	struct sounds a = sounds_of_english(slice_from(english));
	struct sounds b = sounds_of_katakana(slice_from(katakana));
	return sounds_match(&a, &b);
}

static void loans(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"on-premises", "オンプレミス"}, {"connector", "コネクタ"},
		{"connector", "コネクター"},     {"message", "メッセージ"},
		{"domain", "ドメイン"},          {"tenant", "テナント"},
		{"partner", "パートナー"},       {"filter", "フィルター"},
		{"policy", "ポリシー"},          {"Mailbox", "メールボックス"},
		{"service", "サービス"},         {"security", "セキュリティ"},
	};
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (!match(pairs[i][0], pairs[i][1]))
			fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
}

static void others(void **state)
{
	(void)state;
	assert_false(match("connector", "メッセージ"));
	assert_false(match("partner", "コネクタ"));
	assert_false(match("server", "サービス"));
	assert_false(match("user", "ユーザー")); /* too short to be sure */
	assert_false(match("", ""));
	assert_false(match("bdfgkmnpstbdfgkmnpstbdfgkmnpst", "ビディ"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(loans), cmocka_unit_test(others)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
