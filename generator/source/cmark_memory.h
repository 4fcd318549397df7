/*
 * Memory for cmark-gfm: an arena that is thrown away when the parse is over,
 * and a way out when memory runs out, where cmark itself would abort.
 *
 * cmark's allocator has no place for a context, so the arena of the parse
 * that runs is known per thread.
 */
#ifndef SOURCE_CMARK_MEMORY_H
#define SOURCE_CMARK_MEMORY_H

#include "base/arena.h"

#include <setjmp.h>

struct cmark_memory {
	struct arena arena;
	char *next;            /* free and zeroed memory of the arena, from here */
	char *end;             /* to here */
	jmp_buf out_of_memory; /* where an allocation that fails goes */
	struct cmark_memory *outer;
};

/* From here until cmark_memory_end the functions below allocate in `memory`.
   The caller sets memory->out_of_memory before it calls cmark. */
void cmark_memory_begin(struct cmark_memory *memory);
void cmark_memory_end(struct cmark_memory *memory);

void *cmark_memory_calloc(size_t count, size_t size);
void *cmark_memory_realloc(void *ptr, size_t size);
void cmark_memory_free(void *ptr);

#endif
