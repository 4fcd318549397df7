/* Things of one key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/chains.h"

/* The numbers of the only chain of many, in its order. */
static size_t read_chain(const struct chains *chains, size_t *numbers)
{
	size_t n = 0;
	size_t n_chains = 0;
	for (size_t slot = 0; slot < chains->n_slots; slot++) {
		size_t first = chains_first_of_many(chains, slot);
		n_chains += first != CHAIN_END;
		for (size_t i = first; i != CHAIN_END; i = chains_next(chains, i))
			numbers[n++] = i;
	}
	assert_int_equal(n_chains, 1);
	return n;
}

static void keys_apart(void **state)
{
	(void)state;
	/* 7 and 7 + 2^32 begin at one slot, and are two keys. */
	static const uint64_t keys[] = {7, UINT64_C(0x100000007), 5, 7, 7, 6};
	const size_t count = sizeof(keys) / sizeof(*keys);
	struct chains chains;
	size_t numbers[sizeof(keys) / sizeof(*keys)];
	assert_true(chains_init(&chains, count));
	for (size_t i = count; i-- > 0;)
		chains_add(&chains, i, keys[i]);
	assert_int_equal(read_chain(&chains, numbers), 3);
	assert_int_equal(numbers[0], 0);
	assert_int_equal(numbers[1], 3);
	assert_int_equal(numbers[2], 4);
	chains_clear(&chains);
	chains_add(&chains, 5, 6);
	chains_add(&chains, 2, 6);
	assert_int_equal(read_chain(&chains, numbers), 2);
	assert_int_equal(numbers[0], 2);
	assert_int_equal(numbers[1], 5);
	chains_release(&chains);
}

static void nothing(void **state)
{
	(void)state;
	struct chains chains;
	assert_true(chains_init(&chains, 0));
	for (size_t slot = 0; slot < chains.n_slots; slot++)
		assert_true(chains_first_of_many(&chains, slot) == CHAIN_END);
	chains_release(&chains);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(keys_apart), cmocka_unit_test(nothing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
