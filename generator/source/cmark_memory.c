/* Each allocation is preceded by its size, for realloc. They are hundreds of thousands
   and mostly small: memory is zeroed for many of them at a time. */
#include "cmark_memory.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Of the parse that this thread is in. */
static _Thread_local struct cmark_memory *current;

enum {
	HEADER = alignof(max_align_t),
	AT_A_TIME = 1024,      /* bytes that are zeroed in one go */
	SMALL = AT_A_TIME / 4, /* larger ones have memory of their own */
};

void cmark_memory_begin(struct cmark_memory *memory)
{
	arena_init(&memory->arena);
	memory->next = memory->end = NULL;
	memory->outer = current;
	current = memory;
}

void cmark_memory_end(struct cmark_memory *memory)
{
	current = memory->outer;
	arena_release(&memory->arena);
}

/* Never NULL: without memory it leaves the parse. */
static void *kept(char *block)
{
	if (!block)
		longjmp(current->out_of_memory, 1);
	return block;
}

static void *with_size(char *block, size_t size)
{
	memcpy(block, &size, sizeof(size));
	return block + HEADER;
}

static size_t taken_by(size_t size)
{
	return HEADER + (size + HEADER - 1) / HEADER * HEADER;
}

/* From what is zeroed, which has room for it. */
static void *cut(struct cmark_memory *memory, size_t size)
{
	char *block = memory->next;
	memory->next += taken_by(size);
	return with_size(block, size);
}

__attribute__((noinline)) static void *cut_next(struct cmark_memory *memory, size_t size)
{
	memory->next = kept(arena_array(&memory->arena, 1, AT_A_TIME));
	memory->end = memory->next + AT_A_TIME;
	return cut(memory, size);
}

static inline void *take_small(size_t size)
{
	struct cmark_memory *memory = current;
	if (taken_by(size) > (size_t)(memory->end - memory->next))
		return cut_next(memory, size);
	return cut(memory, size);
}

/* Not zeroed. */
static void *take_large(size_t size)
{
	size_t bytes = size <= SIZE_MAX - HEADER ? HEADER + size : SIZE_MAX;
	return with_size(kept(arena_take(&current->arena, bytes)), size);
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
	return bytes <= SMALL ? take_small(bytes) : memset(take_large(bytes), 0, bytes);
}

void *cmark_memory_realloc(void *ptr, size_t size)
{
	size_t old = ptr ? size_of(ptr) : 0;
	if (ptr && size <= old)
		return ptr;
	void *grown = size <= SMALL ? take_small(size) : take_large(size);
	if (ptr)
		memcpy(grown, ptr, old);
	return grown;
}

void cmark_memory_free(void *ptr)
{
	(void)ptr; /* all at once, when the parse is over */
}
