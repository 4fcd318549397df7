/* A buffer over somebody else's memory keeps to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"

static void what_fits_is_in_the_memory(void **state)
{
	(void)state;
	char memory[8] = "........";
	struct buffer buffer;
	buffer_init_in(&buffer, memory, sizeof(memory));
	buffer_str(&buffer, "1234");
	buffer_repeat(&buffer, '5', 3);
	assert_false(buffer.failed);
	assert_ptr_equal(buffer.ptr, memory);
	assert_string_equal(memory, "1234555"); /* with its NUL, to the last byte */
}

static void what_does_not_fit_fails(void **state)
{
	(void)state;
	for (size_t size = 0; size < 8; size++) {
		char memory[8] = "........";
		struct buffer buffer;
		buffer_init_in(&buffer, memory, size);
		buffer_str(&buffer, "1234567");
		assert_true(buffer.failed);
		buffer_str(&buffer, "");
		buffer_repeat(&buffer, '5', 2);
		assert_true(buffer.failed);
		assert_memory_equal(memory + size, "........", sizeof(memory) - size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_is_in_the_memory),
		cmocka_unit_test(what_does_not_fit_fails),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
