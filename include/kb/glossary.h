/*
 * A glossary: English terms with the Japanese that was agreed on for each, what
 * must not be written for it, and words that stay as they are.
 *
 *     struct glossary *glossary;
 *     if (glossary_read("site/glossary.csv", &problems, &glossary) != STATUS_OK)
 *             return 2;
 *     for (size_t at = 0; glossary_word(text, &at, &word);)
 *             if (glossary_term_at(glossary, text, word, &match))
 *                     at = match.at.end;
 *     glossary_free(glossary);
 *
 * Two formats are read, told apart by the first character:
 *
 *   CSV (RFC 4180), UTF-8, with a first row of names: "en" and "ja", and if
 *   wanted "forbidden" and "note". Several renderings have '|' between them, the
 *   preferred one first. A term without Japanese, or with itself for Japanese,
 *   is a word to keep.
 *
 *   TBX-Basic (ISO 30042): langSet or langSec, tig, ntig or termSec, termNote of
 *   type administrativeStatus or normativeAuthorization, of which deprecated and
 *   superseded mean forbidden.
 *
 * Never changes once it is read, so threads may share it.
 */
#ifndef KB_GLOSSARY_H
#define KB_GLOSSARY_H

#include "base/arena.h"
#include "base/problem.h"

#include <stdint.h>

struct glossary;

struct renderings {
	struct slice *items;
	size_t count;
};

struct term {
	struct slice en;
	struct renderings ja; /* the preferred one first */
	struct renderings forbidden;
	bool is_free;    /* other renderings are fine, and none */
	bool is_kept;    /* a name: stays as it is */
	struct place at; /* in the glossary's file */
};

/* Every mistake is reported with its line. The caller frees `*out` with
   glossary_free. */
enum status glossary_read(const char *path, struct problems *problems, struct glossary **out);
void glossary_free(struct glossary *glossary); /* NULL is fine */

const struct term *glossary_terms(const struct glossary *glossary, size_t *count);
uint64_t glossary_hash(const struct glossary *glossary); /* of the file's bytes */

struct term_match {
	const struct term *term;
	struct span at; /* in the text */
};

/* The next word of an English text at or after `*at`, which moves behind it; false at
   the end. Words are letters and digits of ASCII, with - ' . _ / & + between them. */
bool glossary_word(struct slice text, size_t *at, struct span *word);

/* What the first words of terms begin with: by two letters a bit for each third one, all
   of them by their last five bits. */
struct glossary_starts {
	uint32_t thirds[1 << 10];
};

const struct glossary_starts *glossary_starts(const struct glossary *glossary);

/* Private: a letter in either case, or 0 behind the end. */
static inline unsigned int glossary_letter(struct slice word, size_t at)
{
	return at < word.len ? word.ptr[at] & 0x1F : 0;
}

/* Whether a term may begin with a word: asked first, since with most words none does. */
static inline bool glossary_may_start(const struct glossary_starts *starts, struct slice word)
{
	unsigned int two = glossary_letter(word, 0) << 5 | glossary_letter(word, 1);
	return starts->thirds[two] >> glossary_letter(word, 2) & 1;
}

/* The term that begins with a word of the text: of several the longest. Words are
   compared whole, with plural, possessive and -ing forms; in any case, unless the term
   has capital letters. */
bool glossary_term_at(const struct glossary *glossary, struct slice text, struct span word,
		      struct term_match *match);

/* The place of a rendering in a Japanese text, at or after `from`; an empty span
   at SLICE_NONE where it is not. Blanks count for nothing, neither in the text
   nor in the rendering, nor does the case of Latin letters. */
struct span rendering_find(struct slice text, struct slice rendering, size_t from);

/* Whether it is there at all: quicker, since mostly it is as it was agreed on. */
bool rendering_is_in(struct slice text, struct slice rendering);

#endif
