/*
 * The two languages of an article. LANG_BOTH is for what stands outside
 * every span, or concerns the pair.
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

enum lang { LANG_EN, LANG_JA, LANG_BOTH };

/* How many languages have a side of their own; LANG_EN and LANG_JA index
   arrays of this length. */
enum { LANG_SIDES = 2 };

/* "en", "ja" or "both": the words used in reports, addresses and options. */
const char *lang_name(enum lang lang);

/* The other side; LANG_BOTH stays itself. */
enum lang lang_other(enum lang lang);

#endif
