/* That the name meant is found, as if every name had been looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/nearest.h"
#include "kb/alike.h"

struct fixture {
	struct arena arena;
	struct map names;
	struct alike alike;
};

static void begin(struct fixture *f)
{
	arena_init_must(&f->arena);
	map_init(&f->names);
}

static void add(struct fixture *f, struct slice name)
{
	struct slice key = arena_copy(&f->arena, name);
	assert_int_equal(map_put(&f->names, key, (void *)key.ptr), STATUS_OK);
}

static void end(struct fixture *f)
{
	map_release(&f->names);
	arena_release(&f->arena);
}

static void expect(struct fixture *f, const char *written, const char *meant)
{
	const char *found = alike_find(&f->alike, slice_from(written));
	if (meant)
		assert_string_equal(found, meant);
	else
		assert_null(found);
}

static void test_a_few_slips(void **state)
{
	(void)state;
	static const char *const names[] = {"ab",           "mailbox",      "mailboxes",
					    "message-size", "quota-policy", "4-4-312"};
	struct fixture f;
	begin(&f);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		add(&f, slice_from(names[i]));
	assert_int_equal(alike_init(&f.alike, &f.names, &f.arena), STATUS_OK);
	expect(&f, "4-4-321", "4-4-312");
	expect(&f, "mesage-size", "message-size");
	expect(&f, "essage-size", "message-size"); /* the end alone is whole */
	expect(&f, "quota-polici", "quota-policy");
	expect(&f, "qu", NULL);
	expect(&f, "", NULL);
	expect(&f, "abc", NULL);
	expect(&f, "uqota-polyci", NULL); /* both ends are wrong */
	expect(&f, "somewhere-else", NULL);
	end(&f);
}

static void test_the_first_of_equals(void **state)
{
	(void)state;
	struct fixture f;
	begin(&f);
	add(&f, SLICE("xx-end-of-it"));
	add(&f, SLICE("begin-with-a"));
	add(&f, SLICE("begin-with-b"));
	add(&f, SLICE("cegin-with-c")); /* by its end */
	assert_int_equal(alike_init(&f.alike, &f.names, &f.arena), STATUS_OK);
	expect(&f, "begin-with-d", "begin-with-a");
	expect(&f, "begin-with-c", "begin-with-a");
	end(&f);
}

static void test_no_names(void **state)
{
	(void)state;
	struct fixture f;
	begin(&f);
	assert_int_equal(alike_init(&f.alike, &f.names, &f.arena), STATUS_OK);
	expect(&f, "anything", NULL);
	end(&f);
}

/* What is found is as near as the nearest of all that have an end in common. */
static void test_as_near_as_any(void **state)
{
	(void)state;
	enum { NAMES = 3000, LENGTH = 7, ASKED = 500 };
	struct fixture f;
	uint32_t random = 1;
	char name[LENGTH + 1] = "";
	begin(&f);
	for (size_t n = 0; n < NAMES + ASKED; n++) {
		for (size_t i = 0; i < LENGTH; i++) {
			random = random * 1664525 + 1013904223;
			name[i] = (char)('a' + (random >> 24) % 5);
		}
		if (n < NAMES) {
			add(&f, slice_from(name));
			continue;
		}
		if (n == NAMES)
			assert_int_equal(alike_init(&f.alike, &f.names, &f.arena), STATUS_OK);
		struct nearest nearest;
		nearest_init(&nearest, slice_from(name));
		for (size_t i = 0; i < f.names.count; i++) {
			const char *key = f.names.entries[i].key.ptr;
			if (memcmp(key, name, 2) == 0 ||
			    memcmp(key + LENGTH - 2, name + LENGTH - 2, 2) == 0)
				nearest_offer(&nearest, key);
		}
		expect(&f, name, nearest.name);
	}
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_few_slips),
		cmocka_unit_test(test_the_first_of_equals),
		cmocka_unit_test(test_no_names),
		cmocka_unit_test(test_as_near_as_any),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
