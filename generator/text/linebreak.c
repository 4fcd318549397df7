/*
 * Break opportunities from ICU's line iterator, over UTF-8 as it stands: a
 * UText's native index is a byte offset, so nothing has to be mapped.
 */
#include "text/linebreak.h"

#include <stdint.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/* Small kana and the long-vowel mark may not begin a line: that is "strict";
   ICU's default for Japanese lets them (CSS line-break: normal). */
#define LINE_BREAK_LOCALE "ja@lb=strict"

struct line_breaker {
	UBreakIterator *iterator;
	UText *text; /* reused, so that opening it does not allocate */
};

struct line_breaker *line_breaker_new(void)
{
	UErrorCode error = U_ZERO_ERROR;
	struct line_breaker *breaker = calloc(1, sizeof(*breaker));
	if (!breaker)
		return NULL;
	breaker->iterator = ubrk_open(UBRK_LINE, LINE_BREAK_LOCALE, NULL, 0, &error);
	breaker->text = utext_openUTF8(NULL, "", 0, &error);
	if (U_FAILURE(error)) {
		line_breaker_free(breaker);
		return NULL;
	}
	return breaker;
}

void line_breaker_free(struct line_breaker *breaker)
{
	if (!breaker)
		return;
	ubrk_close(breaker->iterator);
	utext_close(breaker->text);
	free(breaker);
}

/* ICU's iterators count in int32_t. */
static bool set_text(struct line_breaker *breaker, struct slice text)
{
	UErrorCode error = U_ZERO_ERROR;
	if (text.len > INT32_MAX)
		return false;
	utext_openUTF8(breaker->text, text.len ? text.ptr : "", (int64_t)text.len, &error);
	ubrk_setUText(breaker->iterator, breaker->text, &error);
	return U_SUCCESS(error);
}

/* There is at most one a byte: counting them first would take as long as finding
   them. */
enum status line_breaks_find(struct line_breaker *breaker, struct arena *arena, struct slice text,
			     struct line_breaks *out)
{
	*out = (struct line_breaks){0};
	if (!set_text(breaker, text))
		return STATUS_NO_MEMORY;
	size_t *offsets = arena_array_raw(arena, text.len + 1, sizeof(*offsets));
	if (!offsets)
		return STATUS_NO_MEMORY;
	size_t n = 0;
	int32_t at;
	ubrk_first(breaker->iterator);
	while (n < text.len && (at = ubrk_next(breaker->iterator)) != UBRK_DONE)
		offsets[n++] = (size_t)at;
	if (n == 0)
		offsets[n++] = text.len;
	*out = (struct line_breaks){.offsets = offsets, .count = n};
	return STATUS_OK;
}
