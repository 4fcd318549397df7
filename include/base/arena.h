/*
 * An arena owns many small allocations that live and die together: all of
 * an article, or all that a build keeps. Nothing in it is freed alone.
 *
 *     struct arena arena;
 *     arena_init(&arena);
 *     struct node *node = arena_alloc(&arena, sizeof(*node));   // zeroed
 *     if (!node)
 *             return STATUS_NO_MEMORY;
 *     …
 *     arena_release(&arena);                                    // all of it
 *
 * A scratch arena is rewound: mark, use, rewind.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

#include <stdalign.h>
#include <stdarg.h>

struct arena_block;

/* Read `failed`; the rest is private. */
struct arena {
	struct arena_block *head; /* the block that serves the next request, */
	char *next;               /* from here */
	char *end;                /* to here; both are aligned for any type */
	size_t total;             /* bytes asked of malloc so far */
	bool must;                /* out of memory ends the program */
	bool failed;              /* an allocation has failed, and stays so: for who asks
				     many things and looks once */
};

struct arena_mark {
	struct arena_block *block;
	char *next;
};

void arena_init(struct arena *arena);

/* For the layers above source/ and kb/, where out of memory is the end of
   the run: allocations never return NULL, they print one line and exit 2. */
void arena_init_must(struct arena *arena);

void arena_release(struct arena *arena);

/* Private: where the block has no room. */
void *arena_take_slow(struct arena *arena, size_t size);

/* Aligned for any type, not zeroed. NULL when memory is out. */
static inline void *arena_take(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	if (size == 0 || size > (size_t)(arena->end - arena->next))
		return arena_take_slow(arena, size);
	char *ptr = arena->next;
	arena->next += (size + align - 1) / align * align;
	return ptr;
}

/* The same, zeroed: what nearly everything starts from. Here, so that the compiler
   sees the size, which it mostly knows. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
	void *ptr = arena_take(arena, size);
	return ptr ? memset(ptr, 0, size) : NULL;
}

/* `count` elements of `size` bytes; NULL also when the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* The same, not zeroed: for who writes all of it, text by text. */
void *arena_array_raw(struct arena *arena, size_t count, size_t size);

/* Gives back all but the first `size` bytes of what was taken last: for who asked for
   as much as there might be. */
void arena_trim(struct arena *arena, void *last, size_t size);

/* A terminated copy. The pointer is NULL when memory is out, also for an
   empty text; a copy of the empty text is "". */
struct slice arena_copy(struct arena *arena, struct slice text);

/* A terminated string; a pointer of NULL when memory is out. */
__attribute__((format(printf, 2, 3))) struct slice arena_printf(struct arena *arena,
								const char *format, ...);
__attribute__((format(printf, 2, 0))) struct slice arena_vprintf(struct arena *arena,
								 const char *format, va_list args);

/* Two texts as one, terminated; a pointer of NULL when memory is out. */
struct slice arena_join(struct arena *arena, struct slice a, struct slice b);

struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* Bytes the arena holds from the system. */
size_t arena_size(const struct arena *arena);

/* Prints the one line and ends the program with status 2. */
_Noreturn void out_of_memory(void);

#endif
