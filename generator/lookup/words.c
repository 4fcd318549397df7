/* Splitting a text into words. */
#include "words.h"

#include "text/unicode.h"

#include <string.h>

enum { LATIN_MIN = 3 };

/* In alphabetical order. */
static const char *const common[] = {
	"and", "are",  "been", "but",  "can",     "code", "could", "error", "for",  "from",
	"has", "have", "its",  "mail", "message", "not",  "one",   "said",  "smtp", "that",
	"the", "this", "was",  "were", "when",    "with", "you",   "your",
};

struct words words_of(struct slice text)
{
	return (struct words){.text = text};
}

static bool is_common(struct slice word)
{
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (slice_eq_str(word, common[i]))
			return true;
	return false;
}

/* From the letter at words->at; moves behind the word. */
static bool take_latin(struct words *words, struct slice *word)
{
	size_t len = 0;
	struct slice text = words->text;
	for (; words->at < text.len && ascii_is_alnum(text.ptr[words->at]); words->at++)
		if (len < WORD_BYTES_MAX)
			words->word[len++] = ascii_lower(text.ptr[words->at]);
	if (len > LATIN_MIN && words->word[len - 1] == 's' && words->word[len - 2] != 's')
		len--;
	*word = (struct slice){words->word, len};
	return len >= LATIN_MIN && ascii_is_alpha(words->word[0]) && !is_common(*word);
}

/* The character at words->at with its neighbour; moves behind the first. */
static bool take_pair(struct words *words, struct slice *word)
{
	size_t start = words->at;
	size_t end;
	utf8_next(words->text, &words->at);
	end = words->at;
	if (!is_japanese(utf8_next(words->text, &end)) || end - start > WORD_BYTES_MAX)
		return false;
	memcpy(words->word, words->text.ptr + start, end - start);
	*word = (struct slice){words->word, end - start};
	return true;
}

bool words_next(struct words *words, struct slice *word)
{
	while (words->at < words->text.len) {
		if (ascii_is_alnum(words->text.ptr[words->at])) {
			if (take_latin(words, word))
				return true;
			continue;
		}
		size_t next = words->at;
		int32_t c = utf8_next(words->text, &next);
		if (!is_japanese(c))
			words->at = next;
		else if (take_pair(words, word))
			return true;
	}
	return false;
}
