/* How many sentences a text has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/sentence.h"

static const struct {
	const char *text;
	size_t n;
} cases[] = {
	{"", 0},
	{" \n", 0},
	{"One", 1},
	{"One.", 1},
	{"One. Two! Three?", 3},
	{"One sentence (with another. inside) here.", 1},
	{"Use a name, e.g. Contoso. Then go on.", 2},
	{"See the U.K. Data Protection Act.", 1},
	{"Vendors (Contoso, Fabrikam, etc. In all) are listed.", 1},
	{"A. Yes, you can.", 1},
	{"1. Open the page.", 1},
	{"Office 4.5.3 is here. Version 2.0 follows.", 2},
	{"He said \"Stop.\" Then it stopped.", 2},
	{"It works on example.com. Try it.", 2},
	{"See What is spam? for more. It helps.", 2},
	{"Click More ( ... ). It opens.", 2},
	{"Wait 24. Then go on.", 1}, /* a number alone numbers a step */
};

static void exactly(void **state)
{
	(void)state;
	struct sentence_counter *counter = sentence_counter_new();
	assert_non_null(counter);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t n = sentences_count(counter, slice_from(cases[i].text));
		if (n != cases[i].n)
			fail_msg("\"%s\": %zu, not %zu", cases[i].text, n, cases[i].n);
	}
	sentence_counter_free(counter);
}

static void at_most(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t most = sentences_at_most(slice_from(cases[i].text));
		if (most < cases[i].n)
			fail_msg("\"%s\": at most %zu", cases[i].text, most);
	}
	assert_int_equal(sentences_at_most(slice_from("One. (Two.) Three ...")), 3);
	assert_int_equal(sentences_at_most(slice_from("See the U.K. Act.\nGo on.")), 3);
	assert_int_equal(sentences_at_most(slice_from("Apply this . . .")), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exactly),
		cmocka_unit_test(at_most),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
