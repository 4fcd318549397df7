/* The words that a sentence is built with, by the hashes that words have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/frame_words.h"
#include "check/words.h"

static void known_in_any_case(void **state)
{
	(void)state;
	struct frame_words frame;
	struct arena arena;
	struct words words;
	struct slice text =
		SLICE("The server CAN'T (be) reached before you're a Youth; isn't it? Who");
	static const bool is_frame[] = {true,  false, true,  true, false, true,
					false, true,  false, true, true,  true};
	frame_words_init(&frame);
	arena_init(&arena);
	words_read(&words, text, &arena);
	assert_int_equal(words.count, sizeof(is_frame) / sizeof(*is_frame));
	for (size_t i = 0; i < words.count; i++)
		assert_int_equal(frame_words_have(&frame, words.items[i].hash), is_frame[i]);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(known_in_any_case)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
