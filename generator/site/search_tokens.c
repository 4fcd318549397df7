/* Folding, and cutting into runs. */
#include "search_tokens.h"

#include "base/arena.h"
#include "base/array.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <stdlib.h>

enum char_kind { CHAR_OTHER, CHAR_WORD, CHAR_JAPANESE };

void search_tokens_init(struct search_tokens *tokens)
{
	*tokens = (struct search_tokens){0};
	buffer_init(&tokens->folded, BUFFER_MAX_PAGE);
}

void search_tokens_release(struct search_tokens *tokens)
{
	buffer_release(&tokens->folded);
	free(tokens->items);
	*tokens = (struct search_tokens){0};
}

static enum char_kind kind_of_wide(int32_t c)
{
	if (!is_unicode_word(c))
		return CHAR_OTHER;
	return is_japanese(c) ? CHAR_JAPANESE : CHAR_WORD;
}

static inline enum char_kind kind_of(int32_t c)
{
	if (c < 0x80)
		return ascii_is_alnum((char)c) ? CHAR_WORD : CHAR_OTHER;
	return is_plain_kanji(c) || is_plain_kana(c) ? CHAR_JAPANESE : kind_of_wide(c);
}

/* There is room: no word takes less than a character of its own. */
static inline void add(struct search_tokens *tokens, struct slice text, size_t start, size_t end)
{
	tokens->items[tokens->count++] = slice_between(text.ptr + start, text.ptr + end);
}

static size_t skip_ascii_word(struct slice text, size_t at)
{
	while (at < text.len && ascii_is_alnum(text.ptr[at]))
		at++;
	return at;
}

static bool is_short_number(struct slice word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!ascii_is_digit(word.ptr[i]))
			return false;
	return word.len < SEARCH_DIGITS_MIN;
}

/* Where the first characters of a word end, as many as are kept. */
static size_t cut_word(struct slice text, size_t start, size_t end)
{
	size_t at = start;
	if (end - start <= SEARCH_WORD_MAX) /* bytes, and so characters too */
		return end;
	for (size_t n = 0; n < SEARCH_WORD_MAX && at < end; n++)
		utf8_next(text, &at);
	return at;
}

/* The word that begins at `start`. Gives where it ends. */
static size_t read_word(struct search_tokens *tokens, struct slice text, size_t start)
{
	size_t end = start;
	size_t next = start;
	while (next < text.len) {
		next = end = skip_ascii_word(text, next);
		if (kind_of(utf8_next(text, &next)) != CHAR_WORD)
			break;
		end = next;
	}
	if (!is_short_number(slice_sub(text, start, end)))
		add(tokens, text, start, cut_word(text, start, end));
	return end;
}

/* The run of Japanese that begins at `start`. Gives where it ends. */
static size_t read_japanese(struct search_tokens *tokens, struct slice text, size_t start)
{
	size_t end = start;
	size_t last = start; /* of its characters */
	int32_t last_char = utf8_next(text, &end);
	for (;;) {
		size_t next = end;
		int32_t c = utf8_next(text, &next);
		if (kind_of(c) != CHAR_JAPANESE)
			break;
		add(tokens, text, last, next);
		last = end;
		last_char = c;
		end = next;
	}
	if (last == start || is_han(last_char))
		add(tokens, text, last, end);
	return end;
}

void search_tokens_read(struct search_tokens *tokens, struct slice text)
{
	tokens->count = 0;
	buffer_clear(&tokens->folded);
	if (text_fold(text, &tokens->folded) != STATUS_OK)
		out_of_memory();
	struct slice folded = buffer_view(&tokens->folded);
	if (!array_room(&tokens->items, &tokens->capacity, folded.len))
		out_of_memory();
	for (size_t at = 0; at < folded.len;) {
		size_t start = at;
		enum char_kind kind = kind_of(utf8_next(folded, &at));
		if (kind == CHAR_WORD)
			at = read_word(tokens, folded, start);
		else if (kind == CHAR_JAPANESE)
			at = read_japanese(tokens, folded, start);
	}
}
