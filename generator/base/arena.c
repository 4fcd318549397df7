/*
 * Blocks in a list, filled from the front. A block is at least 16 KiB and
 * doubles up to 1 MiB, so that a small article costs one malloc and a large
 * one few.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_FIRST = 16 * 1024,
	BLOCK_LARGEST = 1024 * 1024,
};

struct arena_block {
	struct arena_block *previous;
	size_t size;
	alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

void arena_init_must(struct arena *arena)
{
	*arena = (struct arena){.must = true};
}

void arena_release(struct arena *arena)
{
	bool must = arena->must;
	while (arena->head) {
		struct arena_block *previous = arena->head->previous;
		free(arena->head);
		arena->head = previous;
	}
	*arena = (struct arena){.must = must};
}

static size_t block_size(const struct arena *arena, size_t wanted)
{
	size_t size = arena->head ? arena->head->size * 2 : BLOCK_FIRST;
	if (size > BLOCK_LARGEST)
		size = BLOCK_LARGEST;
	return size < wanted ? wanted : size;
}

static bool block_push(struct arena *arena, size_t wanted)
{
	size_t size = block_size(arena, wanted);
	if (size > SIZE_MAX - sizeof(struct arena_block))
		return false;
	struct arena_block *block = malloc(sizeof(*block) + size);
	if (!block)
		return false;
	block->previous = arena->head;
	block->size = size;
	arena->head = block;
	arena->next = block->bytes;
	arena->end = block->bytes + size;
	arena->total += size;
	return true;
}

void *arena_take_slow(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	size_t rounded = size ? size : align; /* nothing has an address of its own, too */
	bool fits = rounded <= SIZE_MAX - align;
	if (fits) {
		rounded = (rounded + align - 1) / align * align;
		fits = rounded <= (size_t)(arena->end - arena->next) || block_push(arena, rounded);
	}
	if (fits)
		return arena_take(arena, rounded);
	if (arena->must)
		out_of_memory();
	arena->failed = true;
	return NULL;
}

void *arena_array_raw(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		bytes = SIZE_MAX; /* refused by the allocation below */
	return arena_take(arena, bytes);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	void *ptr = arena_array_raw(arena, count, size);
	return ptr ? memset(ptr, 0, count * size) : NULL;
}

void arena_trim(struct arena *arena, void *last, size_t size)
{
	arena->next = last;
	arena_take(arena, size); /* has room where it was */
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
	char *copy = arena_take(arena, text.len + 1);
	if (!copy)
		return (struct slice){NULL, 0};
	if (text.len)
		memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	return (struct slice){copy, text.len};
}

struct slice arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	char first[256]; /* mostly it is enough, and formatting once is */
	va_list again;
	va_copy(again, args);
	int len = vsnprintf(first, sizeof(first), format, args);
	char *text = len < 0 ? NULL : arena_take(arena, (size_t)len + 1);
	if (text && (size_t)len < sizeof(first))
		memcpy(text, first, (size_t)len + 1);
	else if (text)
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return (struct slice){text, text ? (size_t)len : 0};
}

struct slice arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct slice text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

struct slice arena_join(struct arena *arena, struct slice a, struct slice b)
{
	char *text = arena_take(arena, a.len + b.len + 1);
	if (!text)
		return (struct slice){0};
	if (a.len)
		memcpy(text, a.ptr, a.len);
	if (b.len)
		memcpy(text + a.len, b.ptr, b.len);
	text[a.len + b.len] = '\0';
	return (struct slice){text, a.len + b.len};
}

struct arena_mark arena_mark(const struct arena *arena)
{
	return (struct arena_mark){arena->head, arena->next};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	while (arena->head != mark.block) {
		struct arena_block *previous = arena->head->previous;
		arena->total -= arena->head->size;
		free(arena->head);
		arena->head = previous;
	}
	arena->next = mark.next;
	arena->end = arena->head ? arena->head->bytes + arena->head->size : NULL;
}

size_t arena_size(const struct arena *arena)
{
	return arena->total;
}

_Noreturn void out_of_memory(void)
{
	fputs("taiyaku: out of memory; close other programs or use --jobs 1\n", stderr);
	exit(2);
}
