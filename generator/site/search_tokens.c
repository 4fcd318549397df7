/* Folding, and cutting into runs. */
#include "search_tokens.h"

#include "base/arena.h"
#include "base/array.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <stdlib.h>

enum char_kind { CHAR_OTHER, CHAR_WORD, CHAR_JAPANESE };

/* Characters of one kind without a gap. */
struct run {
	enum char_kind kind;
	size_t start;
	size_t last; /* start of its last character */
	int32_t last_char;
	size_t n_chars;
	size_t word_end; /* where a word that is too long is cut */
	bool is_number;
};

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

static enum char_kind kind_of(int32_t c)
{
	if (c < 0x80)
		return ascii_is_alnum((char)c) ? CHAR_WORD : CHAR_OTHER;
	if (is_plain_kanji(c) || is_plain_kana(c))
		return CHAR_JAPANESE;
	if (!is_unicode_word(c))
		return CHAR_OTHER;
	return is_japanese(c) ? CHAR_JAPANESE : CHAR_WORD;
}

static void add(struct search_tokens *tokens, size_t start, size_t end)
{
	if (!array_room(&tokens->items, &tokens->capacity, tokens->count + 1))
		out_of_memory();
	tokens->items[tokens->count++] = slice_sub(buffer_view(&tokens->folded), start, end);
}

static void run_begin(struct run *run, enum char_kind kind, size_t at)
{
	*run = (struct run){.kind = kind, .start = at, .is_number = true};
}

static void run_add(struct search_tokens *tokens, struct run *run, int32_t c, size_t at, size_t end)
{
	if (run->kind == CHAR_JAPANESE && run->n_chars)
		add(tokens, run->last, end);
	run->n_chars++;
	if (run->n_chars <= SEARCH_WORD_MAX)
		run->word_end = end;
	run->is_number &= c >= '0' && c <= '9';
	run->last = at;
	run->last_char = c;
}

static void run_end(struct search_tokens *tokens, const struct run *run, size_t end)
{
	if (run->kind == CHAR_JAPANESE && (run->n_chars == 1 || is_han(run->last_char)))
		add(tokens, run->last, end);
	bool is_short = run->is_number && run->n_chars < SEARCH_DIGITS_MIN;
	if (run->kind == CHAR_WORD && !is_short)
		add(tokens, run->start, run->word_end);
}

void search_tokens_read(struct search_tokens *tokens, struct slice text)
{
	struct run run;
	tokens->count = 0;
	buffer_clear(&tokens->folded);
	if (text_fold(text, &tokens->folded) != STATUS_OK)
		out_of_memory();
	struct slice folded = buffer_view(&tokens->folded);
	run_begin(&run, CHAR_OTHER, 0);
	for (size_t at = 0; at < folded.len;) {
		size_t start = at;
		int32_t c = utf8_next(folded, &at);
		enum char_kind kind = kind_of(c);
		if (kind != run.kind) {
			run_end(tokens, &run, start);
			run_begin(&run, kind, start);
		}
		run_add(tokens, &run, c, start, at);
	}
	run_end(tokens, &run, folded.len);
}
