/*
 * Whether the English of a pair is in another language: what was written in Spanish
 * for readers of Spanish is the same on both sides, and right so.
 */
#ifndef CHECK_FOREIGN_H
#define CHECK_FOREIGN_H

#include "words.h"

/* Clearly so: there is not one of the small words of English. Knows French, Spanish,
   Portuguese and Italian. */
bool words_are_foreign(const struct words *words, struct slice text);

#endif
