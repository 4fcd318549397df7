/*
 * The numbers in a text, by value: "3,000", "３０００" and "3 千" are one
 * number, and so are "third" and 三. Digits glued to letters (SHA256, E3), and
 * runs such as 4.4.312 or 192.0.2.1, are names and no numbers.
 */
#ifndef CHECK_NUMBERS_H
#define CHECK_NUMBERS_H

#include "base/lang.h"
#include "base/slice.h"

enum { NUMBERS_MAX = 64 };

struct number {
	double value;
	struct span at;  /* in the text */
	bool is_certain; /* in digits, and no ordinal: the other side must have it too */
};

struct number_list {
	struct number items[NUMBERS_MAX];
	size_t count;
	bool is_full; /* there are more */
};

/* In the order of the text. A word may stand for several ("half": 0.5, 2, 30):
   none of these is certain. */
void numbers_find(struct slice text, enum lang lang, struct number_list *out);

/* Adds those in digits, as all certain ones are, that begin in a part of the text; for
   who knows where letters of ASCII and digits begin, and begins there. Gives the place
   behind what was read. */
size_t numbers_add_digits(struct slice text, enum lang lang, struct span part,
			  struct number_list *list);

/* Whether an English word is a number, or a month. */
bool numbers_is_word(struct slice word);

/* What "II" and its like stand for; 0: nothing. */
double numbers_roman(struct slice word);

bool numbers_have(const struct number_list *list, double value);

#endif
