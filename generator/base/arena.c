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
	size_t used;
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

static struct arena_block *block_push(struct arena *arena, size_t wanted)
{
	size_t size = block_size(arena, wanted);
	if (size > SIZE_MAX - sizeof(struct arena_block))
		return NULL;
	struct arena_block *block = malloc(sizeof(*block) + size);
	if (!block)
		return NULL;
	block->previous = arena->head;
	block->size = size;
	block->used = 0;
	arena->head = block;
	arena->total += size;
	return block;
}

/* Not zeroed. */
static char *take(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	if (size > SIZE_MAX - align)
		return NULL;
	size = size ? (size + align - 1) / align * align : align;
	struct arena_block *block = arena->head;
	if (!block || block->size - block->used < size)
		block = block_push(arena, size);
	if (!block)
		return NULL;
	char *ptr = block->bytes + block->used;
	block->used += size;
	return ptr;
}

static char *allocate(struct arena *arena, size_t size)
{
	char *ptr = take(arena, size);
	if (!ptr && arena->must)
		out_of_memory();
	arena->failed |= !ptr;
	return ptr;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	char *ptr = allocate(arena, size);
	return ptr ? memset(ptr, 0, size) : NULL;
}

void *arena_array_raw(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		bytes = SIZE_MAX; /* refused by the allocation below */
	return allocate(arena, bytes);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	void *ptr = arena_array_raw(arena, count, size);
	return ptr ? memset(ptr, 0, count * size) : NULL;
}

struct slice arena_copy(struct arena *arena, struct slice text)
{
	char *copy = allocate(arena, text.len + 1);
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
	char *text = len < 0 ? NULL : allocate(arena, (size_t)len + 1);
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
	char *text = allocate(arena, a.len + b.len + 1);
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
	return (struct arena_mark){arena->head, arena->head ? arena->head->used : 0};
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	while (arena->head != mark.block) {
		struct arena_block *previous = arena->head->previous;
		arena->total -= arena->head->size;
		free(arena->head);
		arena->head = previous;
	}
	if (arena->head)
		arena->head->used = mark.used;
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
