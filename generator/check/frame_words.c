/* A list, and a table of its hashes. */
#include "frame_words.h"

#include "words.h"

#include <string.h>

static const char *const list[] = {
	"a",      "about",   "after", "again",   "all",    "already", "also",   "always",
	"an",     "and",     "any",   "are",     "as",     "at",      "be",     "because",
	"been",   "before",  "being", "between", "both",   "but",     "by",     "can",
	"can't",  "cannot",  "could", "did",     "do",     "does",    "don't",  "during",
	"each",   "either",  "else",  "every",   "except", "few",     "first",  "for",
	"from",   "had",     "has",   "have",    "how",    "if",      "in",     "into",
	"is",     "isn't",   "it",    "its",     "last",   "least",   "less",   "like",
	"many",   "may",     "might", "more",    "most",   "much",    "must",   "need",
	"needs",  "never",   "next",  "no",      "none",   "nor",     "not",    "now",
	"of",     "off",     "on",    "once",    "one",    "only",    "or",     "other",
	"our",    "out",     "over",  "per",     "please", "same",    "second", "several",
	"should", "since",   "so",    "some",    "still",  "such",    "than",   "that",
	"the",    "their",   "them",  "then",    "there",  "these",   "they",   "this",
	"those",  "through", "to",    "too",     "two",    "under",   "unless", "until",
	"up",     "use",     "used",  "using",   "very",   "via",     "want",   "was",
	"we",     "were",    "what",  "when",    "where",  "whether", "which",  "while",
	"who",    "why",     "will",  "with",    "within", "without", "you",    "your",
};

_Static_assert(sizeof(list) / sizeof(*list) * 2 < FRAME_SLOTS, "half of the slots stay free");

void frame_words_init(struct frame_words *words)
{
	memset(words, 0, sizeof(*words));
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
		uint64_t hash = word_hash(slice_from(list[i]));
		size_t slot = hash & (FRAME_SLOTS - 1);
		while (words->hashes[slot])
			slot = (slot + 1) & (FRAME_SLOTS - 1);
		words->hashes[slot] = hash;
	}
}
