/* Consonants: l is r, v is b, th is s; r before no vowel only lengthens. */
#include "loanword.h"

#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { LONG = 5 };

static void put(struct sounds *sounds, char letter)
{
	if (sounds->count < SOUNDS_MAX)
		sounds->letters[sounds->count++] = letter;
}

static bool is_vowel(char c)
{
	return c && strchr("aeiouy", c);
}

static char letter_at(struct slice word, size_t i)
{
	return i < word.len ? ascii_lower(word.ptr[i]) : '\0';
}

/* What two letters together sound as; '-' for nothing, 0 where each stands for
   itself. */
static char digraph(char a, char b)
{
	static const char *const pairs[] = {"phf", "shs", "cht", "ths", "ckk", "gh-", "wh-"};
	for (size_t i = 0; (b == 'h' || b == 'k') && i < sizeof(pairs) / sizeof(*pairs); i++)
		if (pairs[i][0] == a && pairs[i][1] == b)
			return pairs[i][2];
	return '\0';
}

static void put_single(struct sounds *sounds, struct slice word, size_t i)
{
	char c = letter_at(word, i);
	char next = letter_at(word, i + 1);
	bool is_soft = next == 'e' || next == 'i' || next == 'y';
	bool is_tion = c == 't' && next == 'i' && letter_at(word, i + 2) == 'o';
	bool is_s = is_tion || ((c == 'c' || c == 'g') && is_soft) || (c && strchr("xzj", c));
	if (c == 'x')
		put(sounds, 'k');
	if (is_s)
		put(sounds, 's');
	else if (c == 'c' || c == 'q')
		put(sounds, 'k');
	else if (c == 'l')
		put(sounds, 'r');
	else if (c == 'v')
		put(sounds, 'b');
	else if (c == 'm' && (next == 'p' || next == 'b'))
		put(sounds, 'n');
	else if (c == 'r' ? is_vowel(next) || next == 'r' : c && strchr("bdfgkmnpst", c) != NULL)
		put(sounds, c);
}

struct sounds sounds_of_english(struct slice word)
{
	struct sounds sounds = {0};
	for (size_t i = 0; i < word.len; i++) {
		char c = letter_at(word, i);
		char both = digraph(c, letter_at(word, i + 1));
		if (i > 0 && c == letter_at(word, i - 1))
			continue;
		if (both == '\0') {
			put_single(&sounds, word, i);
			continue;
		}
		if (both != '-')
			put(&sounds, both);
		i++;
	}
	return sounds;
}

/* U+30A1 to U+30F4, in the order of the block; '-' has no consonant. */
static const char katakana[] = "----------"
			       "kgkgkgkgkg"
			       "ssssssssss"
			       "tdtd-tdtdtd"
			       "nnnnn"
			       "-bp-bpfbp-bp-bp"
			       "mmmmm"
			       "------"
			       "rrrrr"
			       "-----"
			       "nb";

struct sounds sounds_of_katakana(struct slice word)
{
	struct sounds sounds = {0};
	for (size_t at = 0; at < word.len;) {
		int32_t c = utf8_next(word, &at);
		size_t i = (size_t)(c - 0x30A1);
		if (c >= 0x30A1 && i < sizeof(katakana) - 1 && katakana[i] != '-')
			put(&sounds, katakana[i]);
	}
	return sounds;
}

/* Whether one letter more, less or other makes them equal. */
static bool is_near(const struct sounds *a, const struct sounds *b)
{
	const struct sounds *shorter = a->count <= b->count ? a : b;
	const struct sounds *longer = shorter == a ? b : a;
	size_t n = 0;
	while (n < shorter->count && shorter->letters[n] == longer->letters[n])
		n++;
	size_t skip = longer->count - shorter->count;
	if (skip > 1)
		return false;
	size_t from = n + (skip == 0);
	return from >= shorter->count ||
	       memcmp(shorter->letters + from, longer->letters + n + 1, shorter->count - from) == 0;
}

bool sounds_are_alike(const struct sounds *a, const struct sounds *b)
{
	if (a->count < SOUNDS_SURE || b->count < SOUNDS_SURE || a->count == SOUNDS_MAX)
		return false;
	if (a->count == b->count && memcmp(a->letters, b->letters, a->count) == 0)
		return true;
	return a->count >= LONG && b->count >= LONG && is_near(a, b);
}
