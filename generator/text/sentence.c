/*
 * Sentences from ICU's iterator over UTF-8 as it stands, and a glance at the
 * full stops for those who ask often and seldom need to know exactly.
 */
#include "text/sentence.h"

#include <stdint.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

struct sentence_counter {
	UBreakIterator *iterator;
	UText *text; /* reused, so that opening it does not allocate */
};

struct sentence_counter *sentence_counter_new(void)
{
	UErrorCode error = U_ZERO_ERROR;
	struct sentence_counter *counter = calloc(1, sizeof(*counter));
	if (!counter)
		return NULL;
	counter->iterator = ubrk_open(UBRK_SENTENCE, "en", NULL, 0, &error);
	counter->text = utext_openUTF8(NULL, "", 0, &error);
	if (U_FAILURE(error)) {
		sentence_counter_free(counter);
		return NULL;
	}
	return counter;
}

void sentence_counter_free(struct sentence_counter *counter)
{
	if (!counter)
		return;
	ubrk_close(counter->iterator);
	utext_close(counter->text);
	free(counter);
}

/* --- Abbreviations ------------------------------------------------------ */

static bool is_stop(char c)
{
	return c == '.' || c == '!' || c == '?';
}

/* The word with its full stop that a text ends with. */
static struct slice last_word(struct slice text)
{
	struct slice trimmed = slice_trim(text);
	size_t start = trimmed.len;
	while (start > 0 && !ascii_is_blank(trimmed.ptr[start - 1]) &&
	       trimmed.ptr[start - 1] != '(')
		start--;
	return slice_skip(trimmed, start);
}

/* A letter or a number alone ("A.", "1."), letters with a full stop each ("U.K.",
   "e.g."), and what is written short before a name. */
static bool is_abbreviation(struct slice word)
{
	static const char *const known[] = {"etc.", "vs.",  "no.",     "dr.",   "mr.", "mrs.",
					    "ms.",  "inc.", "corp.",   "ltd.",  "co.", "st.",
					    "fig.", "jr.",  "approx.", "dept.", "est."};
	if (word.len < 2 || word.ptr[word.len - 1] != '.')
		return false;
	if ((word.len == 2 && ascii_is_alnum(word.ptr[0])) ||
	    (word.len >= 4 && word.ptr[word.len - 3] == '.'))
		return true;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (slice_eq_nocase(word, slice_from(known[i])))
			return true;
	for (size_t i = 0; i + 1 < word.len; i++)
		if (!ascii_is_digit(word.ptr[i]))
			return false;
	return word.len <= 3;
}

/* Whether a break is one; in "is it spam? for more" and "More ( ... )" it is none. */
static bool is_real_break(struct slice text, size_t at, struct slice sentence)
{
	if (at == text.len)
		return true;
	return !(text.ptr[at] >= 'a' && text.ptr[at] <= 'z') && text.ptr[at] != ')' &&
	       !is_abbreviation(last_word(sentence));
}

/* --- Exactly ------------------------------------------------------------ */

size_t sentences_count(struct sentence_counter *counter, struct slice text)
{
	UErrorCode error = U_ZERO_ERROR;
	size_t n = 0;
	size_t start = 0;
	if (slice_is_blank(text))
		return 0;
	/* ICU's iterators count in int32_t. */
	if (text.len > INT32_MAX)
		return SLICE_NONE;
	utext_openUTF8(counter->text, text.ptr, (int64_t)text.len, &error);
	ubrk_setUText(counter->iterator, counter->text, &error);
	if (U_FAILURE(error))
		return SLICE_NONE;
	ubrk_first(counter->iterator);
	for (int32_t at; (at = ubrk_next(counter->iterator)) != UBRK_DONE;) {
		struct slice sentence = slice_sub(text, start, (size_t)at);
		start = (size_t)at;
		n += !slice_is_blank(sentence) && is_real_break(text, start, sentence);
	}
	return n ? n : 1;
}

/* --- At a glance -------------------------------------------------------- */

/* Behind the closing quotes and brackets that belong to a full stop. */
static size_t behind_closing(struct slice text, size_t at)
{
	for (; at < text.len; at++)
		if (text.ptr[at] != '"' && text.ptr[at] != '\'' && text.ptr[at] != ')' &&
		    text.ptr[at] != ']' && !is_stop(text.ptr[at]))
			return at;
	return at;
}

size_t sentences_at_most(struct slice text)
{
	struct slice trimmed = slice_trim(text);
	size_t n = trimmed.len != 0;
	for (size_t at = 0; at < trimmed.len; at++) {
		if (trimmed.ptr[at] == '\n')
			n++;
		if (!is_stop(trimmed.ptr[at]))
			continue;
		size_t blank = behind_closing(trimmed, at + 1);
		bool is_end = blank < trimmed.len && ascii_is_blank(trimmed.ptr[blank]);
		n += is_end;
		at = is_end ? blank : blank - 1;
	}
	return n;
}
