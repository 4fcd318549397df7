/* Each allocation is preceded by its size, for realloc. */
#include "cmark_memory.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Of the parse that this thread is in. */
static _Thread_local struct cmark_memory *current;

enum { HEADER = alignof(max_align_t) };

void cmark_memory_begin(struct cmark_memory *memory)
{
	arena_init(&memory->arena);
	memory->outer = current;
	current = memory;
}

void cmark_memory_end(struct cmark_memory *memory)
{
	current = memory->outer;
	arena_release(&memory->arena);
}

static void *allocate(size_t size)
{
	char *block = NULL;
	if (size <= SIZE_MAX - HEADER)
		block = arena_take(&current->arena, HEADER + size);
	if (!block)
		longjmp(current->out_of_memory, 1);
	memcpy(block, &size, sizeof(size));
	return block + HEADER;
}

static size_t size_of(const void *ptr)
{
	size_t size;
	memcpy(&size, (const char *)ptr - HEADER, sizeof(size));
	return size;
}

void *cmark_memory_calloc(size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes))
		bytes = SIZE_MAX;
	return memset(allocate(bytes), 0, bytes);
}

void *cmark_memory_realloc(void *ptr, size_t size)
{
	size_t old = ptr ? size_of(ptr) : 0;
	if (ptr && size <= old)
		return ptr;
	void *grown = allocate(size);
	if (ptr)
		memcpy(grown, ptr, old);
	return grown;
}

void cmark_memory_free(void *ptr)
{
	(void)ptr; /* all at once, when the parse is over */
}
