/* The words of an English text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "check/words.h"

static struct arena arena;

static struct words read_text(const char *text)
{
	struct words words;
	words_read(&words, slice_from(text), &arena);
	return words;
}

static uint64_t hash_of(const char *letters)
{
	uint64_t hash = HASH_START;
	for (; *letters; letters++)
		hash = hash_step(hash, (unsigned char)*letters);
	return hash;
}

static void places(void **state)
{
	(void)state;
	static const struct {
		uint32_t start, first, last, end;
	} wanted[] = {{1, 2, 10, 12}, {14, 15, 15, 15}, {16, 16, 21, 22}, {23, 23, 23, 23}};
	struct words words = read_text(" (OneDrive). \t- and/o. ");
	assert_int_equal(words.count, 3);
	assert_int_equal(words.n_bytes, 11 + 1 + 6);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(words.items[i].start, wanted[i].start);
		assert_int_equal(words.items[i].first, wanted[i].first);
		assert_int_equal(words.items[i].last, wanted[i].last);
		assert_int_equal(words.items[i].end, wanted[i].end);
	}
	assert_int_equal(read_text("").count, 0);
	assert_int_equal(read_text(" \n ").count, 0);
}

static void hashes(void **state)
{
	(void)state;
	struct words words = read_text("\"Servers,\" a On-Premises. ...");
	assert_true(words.items[0].hash == hash_of("servers"));
	assert_true(words.items[1].hash == hash_of("a"));
	assert_true(words.items[2].hash == hash_of("on-premises"));
	assert_true(words.items[3].hash == hash_of(""));
}

static void traits(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		uint32_t traits;
	} cases[] = {
		{"...", WORD_SIGN},
		{"*a`", WORD_LETTER | WORD_SMALL | WORD_MARK},
		{"mail,", WORD_LETTER | WORD_SMALL},
		{"(Mail", WORD_LETTER | WORD_SMALL | WORD_CAPITAL | WORD_SIGN},
		{"I", WORD_LETTER | WORD_CAPITAL},
		{"DNS", WORD_LETTER | WORD_CAPITAL | WORD_CAPITALS},
		{"OneDrive", WORD_LETTER | WORD_SMALL | WORD_CAPITAL | WORD_CAPITALS},
		{"iOS", WORD_LETTER | WORD_SMALL | WORD_CAPITALS},
		{"4", WORD_DIGIT},
		{"e-mail", WORD_LETTER | WORD_SMALL | WORD_SIGN | WORD_HYPHEN},
		{"a--b", WORD_LETTER | WORD_SMALL | WORD_SIGN | WORD_PARTS},
		{"and/or", WORD_LETTER | WORD_SMALL | WORD_PARTS},
		{"4.5", WORD_DIGIT | WORD_SIGN | WORD_PARTS},
		{"\x01\x01", WORD_OPAQUE},
		{"“so”", WORD_LETTER | WORD_SMALL | WORD_ODD},
		{"\x02", WORD_ODD},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct words words = read_text(cases[i].text);
		assert_int_equal(words.count, 1);
		if (words.items[0].traits != cases[i].traits || words.traits != cases[i].traits)
			fail_msg("\"%s\": traits %x", cases[i].text, words.items[0].traits);
	}
	assert_int_equal(read_text("a\vB").traits,
			 WORD_LETTER | WORD_SMALL | WORD_CAPITAL | WORD_ODD);
}

static void plain_words(void **state)
{
	(void)state;
	struct words words = read_text("(mail) on-premises user's 4 x64");
	assert_true(word_is_plain(&words.items[0]));
	assert_true(word_is_plain(&words.items[1]));
	for (size_t i = 2; i < words.count; i++)
		assert_false(word_is_plain(&words.items[i]));
}

/* From within another: what stands before it does not count. */
static void one_alone(void **state)
{
	(void)state;
	struct word word;
	word_read(&word, SLICE("“OneDrive”s"), 6);
	assert_int_equal(word.start, 6);
	assert_int_equal(word.first, 6);
	assert_true(word.hash != hash_of("drive"));
	assert_int_equal(word.traits,
			 WORD_LETTER | WORD_SMALL | WORD_CAPITAL | WORD_PARTS | WORD_ODD);
}

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(places), cmocka_unit_test(hashes),
					   cmocka_unit_test(traits), cmocka_unit_test(plain_words),
					   cmocka_unit_test(one_alone)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
