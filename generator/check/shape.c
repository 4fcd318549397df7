/* Of both sides the words and signs were read already. */
#include "shape.h"

#include "base/hash.h"

#include <string.h>

enum {
	WORDS_MIN = 4,  /* of the English, gaps not counted */
	WORDS_MAX = 32, /* gaps counted; longer ones are hardly ever written twice */
	PARTED_MIN = SHAPE_PARTS,
};

/* --- English words ------------------------------------------------------ */

struct pattern {
	const struct frame_words *frame;
	uint32_t hashes[WORDS_MAX];
	bool is_frame[WORDS_MAX];
	size_t count;
	size_t n_gaps;
};

static void add_gap(struct pattern *pattern)
{
	enum { GAP = 1 };
	if (pattern->count && pattern->hashes[pattern->count - 1] == GAP)
		return;
	pattern->hashes[pattern->count] = GAP;
	pattern->is_frame[pattern->count++] = false;
	pattern->n_gaps++;
}

/* Names and what holds a digit are gaps: "OneDrive", "Exchange", "3.2". The first of a
   sentence has its capital anyway. */
static bool is_name(const struct word *word, bool is_first)
{
	uint32_t traits = WORD_DIGIT | WORD_OPAQUE | WORD_CAPITALS;
	return word->traits & (is_first ? traits : traits | WORD_CAPITAL);
}

static void add_word(struct pattern *pattern, const struct word *word)
{
	if (word->first == word->last)
		return;
	bool is_frame = frame_words_have(pattern->frame, word->hash);
	if (!is_frame && is_name(word, pattern->count == 0)) {
		add_gap(pattern);
		return;
	}
	pattern->hashes[pattern->count] = (uint32_t)(word->hash ^ word->hash >> 32);
	pattern->is_frame[pattern->count++] = is_frame;
}

/* --- Marked and quoted words -------------------------------------------- */

struct reader {
	struct slice text;
	size_t end;
	const struct pair_mark *marks;
	const struct pair_mark *marks_end;
	size_t next_mark; /* where it begins, or SLICE_NONE */
	bool is_torn;     /* the end lies within a mark: a title that holds two sentences */
};

static void pass_marks(struct reader *r, size_t at)
{
	while (r->marks < r->marks_end && r->marks->at.start < at)
		r->marks++;
	r->next_mark = r->marks < r->marks_end ? r->marks->at.start : SLICE_NONE;
}

static struct reader reader_of(const struct unit *unit, enum lang lang)
{
	const struct pair_side *side = &unit->pair->sides[lang];
	struct reader r = {.text = side->prose,
			   .end = unit->at[lang].end,
			   .marks = side->marks,
			   .marks_end = side->marks + side->n_marks};
	pass_marks(&r, unit->at[lang].start);
	return r;
}

/* Behind the mark that begins at a place, or the place. */
static size_t behind_mark(struct reader *r, size_t at)
{
	pass_marks(r, at);
	if (r->next_mark != at || r->marks->at.end <= at)
		return at;
	r->is_torn |= r->marks->at.end > r->end;
	return r->marks->at.end < r->end ? r->marks->at.end : r->end;
}

/* Of U+2000 to U+203F, and U+3000 to U+303F, the first byte alone. */
static bool may_be_quote(char c)
{
	return c == '"' || c == '[' || c == '\xE2' || c == '\xE3';
}

static bool is_quote(int32_t c)
{
	return c == '"' || c == '[' || c == 0x201C || c == 0x300C || c == 0x300E;
}

/* Behind the quotation that begins at a place, or the place. */
static size_t behind_quotation(const struct reader *r, size_t at)
{
	static const char *const quotes[][2] = {
		{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"[", "]"}, {"『", "』"}};
	struct slice rest = slice_sub(r->text, at, r->end);
	for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++) {
		struct slice open = slice_from(quotes[i][0]);
		struct slice close = slice_from(quotes[i][1]);
		if (!slice_starts_with(rest, open))
			continue;
		size_t end = slice_find(rest, close, open.len);
		return end == SLICE_NONE ? at : at + end + close.len;
	}
	return at;
}

static size_t behind_mark_or_quotation(struct reader *r, size_t at, bool has_quote)
{
	size_t behind = behind_mark(r, at);
	return behind == at && has_quote ? behind_quotation(r, at) : behind;
}

/* Asked of every character: mostly nothing begins there. */
static inline size_t behind_gap(struct reader *r, size_t at, bool has_quote)
{
	bool may_be_gap = has_quote || r->next_mark <= at;
	return may_be_gap ? behind_mark_or_quotation(r, at, has_quote) : at;
}

/* Whether neither the word nor anything from `at` up to it is marked or quoted. */
static bool is_plain(struct reader *r, size_t at, const struct word *word)
{
	if (r->next_mark < at)
		pass_marks(r, at);
	return word->start < r->end && word->end <= r->end && r->next_mark > word->start &&
	       (word->first == word->start || !may_be_quote(r->text.ptr[word->start]));
}

/* What begins at a place; gives the place behind it. */
static size_t read_at(struct reader *r, size_t at, struct pattern *pattern)
{
	size_t behind = behind_gap(r, at, may_be_quote(r->text.ptr[at]));
	struct word word;
	if (behind > at) {
		add_gap(pattern);
		return behind;
	}
	if (ascii_is_blank(r->text.ptr[at]))
		return at + 1;
	word_read(&word, slice_sub(r->text, 0, r->end), at);
	add_word(pattern, &word);
	return word.end;
}

static bool read_words(const struct unit *unit, struct pattern *pattern)
{
	struct reader r = reader_of(unit, LANG_EN);
	const struct word *word = unit->words;
	size_t behind = 0; /* the word before */
	for (size_t at = unit->at[LANG_EN].start; at < r.end;) {
		if (pattern->count + 1 >= WORDS_MAX)
			return false;
		for (; word->start < at; word++)
			behind = word->end;
		if (behind > at || !is_plain(&r, at, word)) {
			at = read_at(&r, at, pattern);
			continue;
		}
		add_word(pattern, word);
		at = behind = word++->end;
	}
	return !r.is_torn && pattern->count - pattern->n_gaps >= WORDS_MIN;
}

/* --- The English -------------------------------------------------------- */

static unsigned char fold(uint32_t hash)
{
	hash *= 0x9E3779B1; /* the golden ratio's, as in Knuth, 6.4 */
	return (unsigned char)(hash >> 24);
}

/* Short texts have no part that may differ: each byte is of the whole. */
static void put_whole(struct shape *out, const struct pattern *pattern)
{
	const char *bytes = (const char *)pattern->hashes;
	uint64_t hash =
		hash_slice((struct slice){bytes, pattern->count * sizeof(*pattern->hashes)});
	memset(out->en, 0, sizeof(out->en));
	memcpy(out->en, &hash, sizeof(hash));
	out->en[SHAPE_PARTS - 1] = out->en[0];
	out->en[SHAPE_PARTS - 2] = out->en[1];
}

static void put_parts(struct shape *out, const struct pattern *pattern)
{
	uint32_t parts[SHAPE_PARTS];
	for (size_t i = 0; i < SHAPE_PARTS; i++)
		parts[i] = (uint32_t)pattern->count;
	size_t part = 0;
	size_t part_end = pattern->count;
	for (size_t i = 0, tenths = 0; i < pattern->count; i++, tenths += SHAPE_PARTS) {
		uint32_t hash = pattern->hashes[i];
		for (; tenths >= part_end; part_end += pattern->count)
			part++;
		size_t next = part + 1 < SHAPE_PARTS ? part + 1 : 0;
		parts[part] = (parts[part] ^ hash) * 0x01000193;
		if (pattern->is_frame[i])
			parts[next] = (parts[next] ^ hash) * 0x01000193;
	}
	for (size_t i = 0; i < SHAPE_PARTS; i++)
		out->en[i] = fold(parts[i]);
}

/* Keys only meet in a table; multiplied by odd numbers, no byte is lost. */
uint64_t shape_key(const struct shape *shape, size_t without)
{
	unsigned char parts[SHAPE_PARTS];
	uint64_t first;
	uint16_t last;
	memcpy(parts, shape->en, sizeof(parts));
	parts[without] = 0;
	memcpy(&first, parts, sizeof(first));
	memcpy(&last, parts + sizeof(first), sizeof(last));
	uint64_t key = (first ^ (uint64_t)last << 24) * 0x9E3779B97F4A7C15;
	key = (key ^ key >> 29 ^ last) * 0xBF58476D1CE4E5B9;
	return key ^ key >> 32;
}

uint64_t shape_half_key(const struct shape *shape, size_t half)
{
	enum { HALF = SHAPE_PARTS / 2 };
	uint64_t parts = half + 1; /* the same bytes in the other half are another key */
	for (size_t i = 0; i < HALF; i++)
		parts = parts << 8 | shape->en[half * HALF + i];
	parts *= 0x9E3779B97F4A7C15;
	return parts ^ parts >> 32;
}

/* --- The Japanese ------------------------------------------------------- */

enum {
	HIRAGANA_NO = 0x306E - 0x3040,
	OTHER = 0, /* no hiragana: a word */
	NOTHING = -1,
};

/* Hiragana less U+3040, OTHER, or NOTHING for blanks and punctuation. */
static int said_by(const struct sign *sign)
{
	int32_t c = sign->c;
	if (sign->script != SCRIPT_OTHER)
		return sign->script == SCRIPT_HIRAGANA ? c - 0x3040 : OTHER;
	if (c < 0x80)
		return c == PAIR_OPAQUE || ascii_is_digit((char)c) ? OTHER : NOTHING;
	bool is_punctuation = c < 0x3040 ? c >= 0x3000 : c >= 0xF000 && c <= 0xFFFF;
	return is_punctuation ? NOTHING : OTHER;
}

/* What is said at a place; moves behind it. */
static inline int read_sign(struct reader *r, const struct sign **sign)
{
	const struct sign *first = (*sign)++;
	bool has_quote = first->script == SCRIPT_OTHER && is_quote(first->c);
	size_t behind = behind_gap(r, first->at, has_quote);
	if (behind == first->at)
		return said_by(first);
	while ((*sign)->at < behind)
		++*sign;
	return OTHER;
}

/* Moves behind the rest of a word: its signs say nothing more. */
static inline void pass_word(const struct reader *r, const struct sign **sign)
{
	size_t end = r->next_mark < r->end ? r->next_mark : r->end;
	while ((*sign)->at < end && (*sign)->script > SCRIPT_HIRAGANA)
		++*sign;
}

static uint64_t bit_of(int first, int second)
{
	uint32_t both = (uint32_t)first << 7 | (uint32_t)second;
	return (uint64_t)1 << (both * 0x9E3779B1 >> 26);
}

/* A の順に B is how a menu path may always be said. */
static bool is_path(struct slice text)
{
	return slice_contains(text, SLICE("の順に"));
}

static uint64_t read_japanese(const struct unit *unit)
{
	struct reader r = reader_of(unit, LANG_JA);
	const struct sign *sign = unit->signs->items;
	const struct sign *end = sign + signs_find(unit->signs, r.end);
	uint64_t bits = 0;
	int last = OTHER;
	bool is_joined = false; /* の stands behind a word, and maybe before one */
	sign += signs_find(unit->signs, unit->at[LANG_JA].start);
	while (sign < end) {
		int said = read_sign(&r, &sign);
		if (said == OTHER)
			pass_word(&r, &sign);
		if (said == NOTHING || (said == OTHER && last == OTHER && !is_joined))
			continue;
		bool joins = last == OTHER && said == HIRAGANA_NO;
		if (is_joined && said != OTHER)
			bits |= bit_of(OTHER, HIRAGANA_NO) | bit_of(HIRAGANA_NO, said);
		else if (!is_joined && !joins)
			bits |= bit_of(last, said);
		is_joined = !is_joined && joins;
		last = is_joined ? OTHER : said;
	}
	return bits;
}

unsigned int shape_likeness(uint64_t a, uint64_t b)
{
	int all = __builtin_popcountll(a | b);
	return all ? 100 * (unsigned int)__builtin_popcountll(a & b) / (unsigned int)all : 100;
}

/* --- Both --------------------------------------------------------------- */

bool shape_make(struct shape *out, const struct unit *unit, const struct frame_words *frame)
{
	struct pattern pattern;
	pattern.frame = frame;
	pattern.count = pattern.n_gaps = 0;
	if (unit->n_words < WORDS_MIN || unit->n_words > WORDS_MAX || !read_words(unit, &pattern))
		return false;
	if (pattern.count < PARTED_MIN)
		put_whole(out, &pattern);
	else
		put_parts(out, &pattern);
	/* A heading is no sentence; in two parts, since one may be left out. */
	out->en[0] ^= (unsigned char)unit->kind;
	out->en[1] ^= (unsigned char)unit->kind;
	out->ja = is_path(unit_text(unit, LANG_JA)) ? 0 : read_japanese(unit);
	return out->ja != 0;
}
