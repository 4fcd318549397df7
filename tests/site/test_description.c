/* What of a long description is shown, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "site/description.h"

#include <string.h>

/* Letters that fill the room up to `len` bytes, in words or in one. */
static struct slice filled(struct arena *arena, size_t len, const char *unit)
{
	char *text = arena_alloc(arena, len + 1);
	assert_non_null(text);
	size_t n = strlen(unit);
	for (size_t i = 0; i < len; i++)
		text[i] = unit[i % n];
	text[len] = '\0';
	return (struct slice){text, len};
}

/* `before` bytes of `unit`, then `middle`, then enough that it does not fit. */
static void assert_fit(size_t before, const char *unit, const char *middle, const char *after,
		       size_t kept, const char *end)
{
	struct arena arena;
	arena_init_must(&arena);
	struct slice text = arena_join(&arena, filled(&arena, before, unit), slice_from(middle));
	text = arena_join(&arena, text, filled(&arena, 300, after));
	struct slice fit = description_fit(&arena, text);
	assert_true(fit.len <= DESCRIPTION_MAX);
	struct slice want = arena_join(&arena, slice_sub(text, 0, kept), slice_from(end));
	assert_string_equal(arena_copy(&arena, fit).ptr, arena_copy(&arena, want).ptr);
	arena_release(&arena);
}

static void what_fits_is_whole(void **state)
{
	struct arena arena;
	(void)state;
	arena_init_must(&arena);
	struct slice text = filled(&arena, DESCRIPTION_MAX, "mail ");
	assert_ptr_equal(description_fit(&arena, text).ptr, text.ptr);
	assert_int_equal(description_fit(&arena, text).len, text.len);
	assert_int_equal(description_fit(&arena, (struct slice){0}).len, 0);
	arena_release(&arena);
}

static void whole_sentences(void **state)
{
	(void)state;
	assert_fit(200, "mail ", "sent.", " mail", 205, "");
	assert_fit(200, "mail ", "sent?", " mail", 205, "");
	assert_fit(201, "届く", "ました。", "届く", 213, "");
	assert_fit(201, "届く", "ましたか？", "届く", 216, "");
	/* the last of two */
	assert_fit(200, "mail ", "sent. Read it.", " mail", 214, "");
}

static void no_sentence_of_it(void **state)
{
	(void)state;
	assert_fit(200, "mail ", "e.g.", " mail", 294, "…");     /* an abbreviation */
	assert_fit(200, "mail ", "5.1.1", " mail", 295, "…");    /* a code */
	assert_fit(201, "届く", "「はい。」", "届く", 297, "…"); /* within brackets */
	assert_fit(50, "mail ", "sent.", " mail", 295, "…");     /* too little */
}

static void words_are_whole(void **state)
{
	(void)state;
	assert_fit(280, "mail ", "and a-word-that-is-too-long", " mail", 283, "…");
	assert_fit(280, "mail ", "and, a-word-that-is-too-long", " mail", 283, "…");
	assert_fit(285, "届く", "は、「a-word", "届く", 297, "…");
	assert_fit(285, "届く", "(a ", "長い", 287, "…");
}

/* Without a blank: between two characters. */
static void characters_are_whole(void **state)
{
	(void)state;
	assert_fit(297, "届く", "", "届く", 297, "…");
	assert_fit(296, "abcd", "", "届く", 296, "…");
	assert_fit(298, "abcd", "", "abcd", 297, "…");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_is_whole),   cmocka_unit_test(whole_sentences),
		cmocka_unit_test(no_sentence_of_it),    cmocka_unit_test(words_are_whole),
		cmocka_unit_test(characters_are_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
