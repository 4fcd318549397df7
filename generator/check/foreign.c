/* A text tells its language by its small words, and by letters that English lacks. */
#include "foreign.h"

static const char *const english[] = {"an",   "and", "are", "be",   "by",   "can", "for",  "from",
				      "how",  "if",  "is",  "it",   "not",  "of",  "the",  "this",
				      "that", "to",  "use", "when", "with", "you", "your", NULL};

/* Short ones may be a part of a name: Los Angeles, De Morgan. */
static const char *const foreign_short[] = {"da",  "de", "del", "des", "di",  "du",  "el",  "em",
					    "est", "il", "la",  "las", "le",  "les", "los", "por",
					    "que", "su", "sus", "un",  "una", "une", NULL};

static const char *const foreign_long[] = {"avec",  "como", "dans", "della", "minha",
					   "nella", "para", "seu",  "sua",   "uma",
					   "votre", "vous", NULL};

/* ñ, ç, ã, é and so on: U+00E0 to U+00FF. */
static bool has_foreign_letter(struct slice text)
{
	for (size_t at = 0; (at = slice_find_char(text, '\xC3', at)) != SLICE_NONE; at++)
		if (at + 1 < text.len && (unsigned char)text.ptr[at + 1] >= 0xA0)
			return true;
	return false;
}

bool words_are_foreign(const struct words *words, struct slice text)
{
	enum { ENOUGH = 2 };
	size_t n = has_foreign_letter(text) ? ENOUGH : 0;
	for (size_t i = 0; i < words->count; i++) {
		struct slice word = word_text(&words->items[i], text);
		if (slice_is_one_of_nocase(word, english))
			return false;
		n += slice_is_one_of_nocase(word, foreign_short);
		n += slice_is_one_of_nocase(word, foreign_long) ? ENOUGH : 0;
	}
	return n >= ENOUGH;
}
