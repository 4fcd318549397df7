/* Reading numbers: digits in both languages, English words, kanji. */
#include "numbers.h"

#include "signs.h"
#include "text/unicode.h"

#include <string.h>

enum { WORD_MAX = 12, MEANINGS = 3 };

struct word {
	const char *word;
	double values[MEANINGS]; /* 0: none, but for the first */
	double times;            /* it multiplies what stands before; or 0 */
};

/* Sorted: found by halving. */
static const struct word words[] = {
	{"apr", {4}, 0},
	{"april", {4}, 0},
	{"aug", {8}, 0},
	{"august", {8}, 0},
	{"billion", {1e9, 1}, 1e9},
	{"both", {2}, 0},
	{"century", {100}, 0},
	{"couple", {2}, 0},
	{"dec", {12}, 0},
	{"decade", {10}, 0},
	{"december", {12}, 0},
	{"double", {2}, 0},
	{"doubled", {2}, 0},
	{"doubles", {2}, 0},
	{"doubling", {2}, 0},
	{"dozen", {12}, 0},
	{"dual", {2}, 0},
	{"eight", {8}, 0},
	{"eighteen", {18}, 0},
	{"eighteenth", {18}, 0},
	{"eighth", {8}, 0},
	{"eighty", {80}, 0},
	{"either", {2}, 0},
	{"eleven", {11}, 0},
	{"eleventh", {11}, 0},
	{"feb", {2}, 0},
	{"february", {2}, 0},
	{"fifteen", {15}, 0},
	{"fifteenth", {15}, 0},
	{"fifth", {5}, 0},
	{"fifths", {5}, 0},
	{"fifty", {50}, 0},
	{"first", {1}, 0},
	{"five", {5}, 0},
	{"forty", {40}, 0},
	{"four", {4}, 0},
	{"fourfold", {4}, 0},
	{"fourteen", {14}, 0},
	{"fourteenth", {14}, 0},
	{"fourth", {4}, 0},
	{"half", {0.5, 2, 30}, 0},
	{"halves", {2}, 0},
	{"hundred", {100}, 100},
	{"hundreds", {100}, 0},
	{"hundredth", {100}, 0},
	{"jan", {1}, 0},
	{"january", {1}, 0},
	{"jul", {7}, 0},
	{"july", {7}, 0},
	{"jun", {6}, 0},
	{"june", {6}, 0},
	{"mar", {3}, 0},
	{"march", {3}, 0},
	{"may", {5}, 0},
	{"midnight", {0, 12, 24}, 0},
	{"million", {1e6, 1}, 1e6},
	{"nine", {9}, 0},
	{"nineteen", {19}, 0},
	{"nineteenth", {19}, 0},
	{"ninety", {90}, 0},
	{"ninth", {9}, 0},
	{"noon", {12}, 0},
	{"nov", {11}, 0},
	{"november", {11}, 0},
	{"oct", {10}, 0},
	{"october", {10}, 0},
	{"once", {1}, 0},
	{"one", {1}, 0},
	{"pair", {2}, 0},
	{"quarter", {4, 0.25, 15}, 0},
	{"quarters", {4}, 0},
	{"second", {2}, 0},
	{"secondary", {2}, 0},
	{"sep", {9}, 0},
	{"sept", {9}, 0},
	{"september", {9}, 0},
	{"seven", {7}, 0},
	{"seventeen", {17}, 0},
	{"seventeenth", {17}, 0},
	{"seventh", {7}, 0},
	{"seventy", {70}, 0},
	{"single", {1}, 0},
	{"six", {6}, 0},
	{"sixteen", {16}, 0},
	{"sixteenth", {16}, 0},
	{"sixth", {6}, 0},
	{"sixty", {60}, 0},
	{"ten", {10}, 0},
	{"tenfold", {10}, 0},
	{"tenth", {10}, 0},
	{"third", {3}, 0},
	{"thirds", {3}, 0},
	{"thirteen", {13}, 0},
	{"thirteenth", {13}, 0},
	{"thirtieth", {30}, 0},
	{"thirty", {30}, 0},
	{"thousand", {1000}, 1000},
	{"thousands", {1000}, 0},
	{"three", {3}, 0},
	{"threefold", {3}, 0},
	{"triple", {3}, 0},
	{"tripled", {3}, 0},
	{"triples", {3}, 0},
	{"twelfth", {12}, 0},
	{"twelve", {12}, 0},
	{"twentieth", {20}, 0},
	{"twenty", {20}, 0},
	{"twice", {2}, 0},
	{"two", {2}, 0},
	{"twofold", {2}, 0},
	{"zero", {0}, 0},
};

enum { N_WORDS = sizeof(words) / sizeof(*words) };

struct reader {
	struct slice text;
	enum lang lang;
	bool is_digits_only;
	struct number_list *out;
};

static void add(struct reader *r, double value, struct span at, bool is_certain)
{
	if (r->out->count == NUMBERS_MAX) {
		r->out->is_full = true;
		return;
	}
	r->out->items[r->out->count++] = (struct number){value, at, is_certain};
}

static struct number *last_of(const struct reader *r)
{
	return r->out->count ? &r->out->items[r->out->count - 1] : NULL;
}

/* --- English words ------------------------------------------------------ */

static const struct word *find_word(struct slice text)
{
	char lower[WORD_MAX + 1];
	size_t low = 0;
	size_t high = N_WORDS;
	if (text.len < 3 || text.len > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < text.len; i++)
		lower[i] = ascii_lower(text.ptr[i]);
	lower[text.len] = '\0';
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = lower[0] - words[middle].word[0];
		if (order == 0)
			order = strcmp(lower, words[middle].word);
		if (order == 0)
			return &words[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* I, V and X are letters as well. */
double numbers_roman(struct slice word)
{
	static const struct {
		struct slice word;
		double value;
	} romans[] = {{{"II", 2}, 2},  {{"III", 3}, 3},  {{"IV", 2}, 4}, {{"VI", 2}, 6},
		      {{"VII", 3}, 7}, {{"VIII", 4}, 8}, {{"IX", 2}, 9}};
	for (size_t i = 0; i < sizeof(romans) / sizeof(*romans); i++)
		if (slice_eq(word, romans[i].word))
			return romans[i].value;
	return 0;
}

/* "two hundred" is 200 too, "twenty-five" 25; the parts stay as well, and where
   Japanese has 3,000 万 it need not have the 30 of "30 million". */
static void join(struct reader *r, const struct word *word, struct span at)
{
	struct number *before = last_of(r);
	bool is_next = before && at.start - before->at.end <= 1;
	double value = word->values[0];
	if (is_next && word->times != 0) {
		before->is_certain = false;
		add(r, before->value * word->times, (struct span){before->at.start, at.end}, false);
	} else if (is_next && value < 10 && before->value >= 20 && before->value <= 90) {
		add(r, before->value + value, (struct span){before->at.start, at.end}, false);
	}
}

static size_t end_of_word(struct slice text, size_t at)
{
	while (at < text.len && ascii_is_alpha(text.ptr[at]))
		at++;
	return at;
}

static size_t read_word(struct reader *r, size_t start)
{
	size_t end = end_of_word(r->text, start);
	const struct word *word = find_word(slice_sub(r->text, start, end));
	struct span at = {start, end};
	double roman = word ? 0 : numbers_roman(slice_sub(r->text, start, end));
	if (roman != 0)
		add(r, roman, at, false);
	if (!word)
		return end;
	join(r, word, at);
	for (size_t i = 0; i < MEANINGS; i++)
		if (i == 0 || word->values[i] != 0)
			add(r, word->values[i], at, false);
	return end;
}

/* --- Digits ------------------------------------------------------------- */

/* The value of a digit, half or full width, at `at`; -1: none. */
static int digit_at(struct slice text, size_t at, size_t *len)
{
	*len = 1;
	if (at < text.len && ascii_is_digit(text.ptr[at]))
		return text.ptr[at] - '0';
	*len = 3;
	bool is_wide = at + 2 < text.len && text.ptr[at] == '\xEF' && text.ptr[at + 1] == '\xBC' &&
		       (unsigned char)text.ptr[at + 2] >= 0x90 &&
		       (unsigned char)text.ptr[at + 2] <= 0x99;
	return is_wide ? (unsigned char)text.ptr[at + 2] - 0x90 : -1;
}

static size_t read_digits(struct slice text, size_t at, double *value, size_t *n)
{
	size_t len;
	int digit;
	for (*n = 0; (digit = digit_at(text, at, &len)) >= 0; at += len, ++*n)
		*value = *value * 10 + digit;
	return at;
}

/* "3,000,000": groups of three behind commas. */
static size_t read_groups(struct slice text, size_t at, double *value)
{
	for (;;) {
		double group = 0;
		size_t n;
		if (at >= text.len || text.ptr[at] != ',')
			return at;
		size_t end = read_digits(text, at + 1, &group, &n);
		if (n != 3)
			return at;
		*value = *value * 1000 + group;
		at = end;
	}
}

static size_t read_fraction(struct slice text, size_t at, double *value)
{
	double fraction = 0;
	size_t n;
	if (at >= text.len || text.ptr[at] != '.')
		return at;
	size_t end = read_digits(text, at + 1, &fraction, &n);
	if (n == 0)
		return at;
	for (; n > 0; n--)
		fraction /= 10;
	*value += fraction;
	return end;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

/* Behind all that is glued to a name. */
static size_t end_of_name(struct slice text, size_t at)
{
	while (at < text.len && (is_name_char(text.ptr[at]) ||
				 ((text.ptr[at] == '.' || text.ptr[at] == '-') &&
				  at + 1 < text.len && is_name_char(text.ptr[at + 1]))))
		at++;
	return at;
}

static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
static const char *const units[] = {
	"GB", "MB", "KB", "TB", "PB", "kb",  "mb",   "gb",   "ms",   "s",     "h",    "x",   "px",
	"pt", "am", "pm", "AM", "PM", "GHz", "Kbps", "Mbps", "Gbps", "hours", "days", "min", NULL};

/* 万, 千 and so on behind a number of digits, a blank between them or not. Gives what it
   multiplies by, or 1. */
static size_t read_multiplier(struct slice text, size_t at, double *times)
{
	static const struct {
		int32_t sign;
		double times;
	} signs[] = {{0x5341, 10}, {0x767E, 100}, {0x5343, 1000}, {0x4E07, 1e4}, {0x5104, 1e8}};
	size_t end = at < text.len && text.ptr[at] == ' ' ? at + 1 : at;
	int32_t c = utf8_next(text, &end);
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (c == signs[i].sign) {
			*times = signs[i].times;
			return end;
		}
	*times = 1;
	return at;
}

/* 2億5000万, 1万5000, 1 万 5 千: each part is of less than the one before it. A few
   digits alone are another number, as in 1 万 2 回, or that of a note. */
static size_t read_parts(struct slice text, size_t at, double *value)
{
	double unit;
	at = read_multiplier(text, at, &unit);
	*value *= unit;
	while (unit > 1) {
		double part = 0;
		double times;
		size_t n;
		bool has_blank = at < text.len && text.ptr[at] == ' ';
		size_t end = read_digits(text, at + has_blank, &part, &n);
		end = n ? read_groups(text, end, &part) : end;
		end = read_multiplier(text, end, &times);
		bool is_whole = times > 1 || n >= 3 || part * 10 >= unit;
		if (n == 0 || part * times >= unit || !is_whole)
			return at;
		*value += part * times;
		unit = times;
		at = end;
	}
	return at;
}

/* Behind "3", "3:30" or "3 ": what begins there. */
static struct slice behind_time(struct slice text, size_t at)
{
	size_t end = at + 6 < text.len ? at + 6 : text.len;
	while (at < end &&
	       (ascii_is_digit(text.ptr[at]) || text.ptr[at] == ':' || text.ptr[at] == ' '))
		at++;
	return slice_skip(text, at);
}

static bool starts_with_nocase(struct slice text, struct slice word)
{
	return slice_eq_nocase(slice_sub(text, 0, word.len), word);
}

/* 3 PM may be 15 o'clock, and 12 AM 0. */
static void add_number(struct reader *r, double value, struct span at, bool is_certain)
{
	struct slice rest = behind_time(r->text, at.end);
	bool is_pm =
		starts_with_nocase(rest, SLICE("pm")) || starts_with_nocase(rest, SLICE("p.m"));
	bool is_am =
		starts_with_nocase(rest, SLICE("am")) || starts_with_nocase(rest, SLICE("a.m"));
	bool is_time = r->lang == LANG_EN && value <= 12 && (is_pm || is_am);
	add(r, value, at, is_certain && !is_time);
	if (is_time && is_pm)
		add(r, value + 12, at, false);
	if (is_time && is_am && value == 12)
		add(r, 0, at, false);
}

/* Letters behind a number make it an ordinal, a quantity, or part of a name. */
static size_t read_suffixed(struct reader *r, double value, struct span at)
{
	size_t end = at.end;
	while (end < r->text.len && ascii_is_alpha(r->text.ptr[end]))
		end++;
	struct slice suffix = slice_sub(r->text, at.end, end);
	double times = slice_eq_str(suffix, "K") ? 1e3 : slice_eq_str(suffix, "M") ? 1e6 : 0;
	if (times != 0) /* 100K is 10 万, or a hundred of some unit */
		add(r, value * times, at, false);
	if (times != 0 || slice_is_one_of(suffix, ordinals))
		add_number(r, value, at, false);
	else if (suffix.len == 0 || slice_is_one_of(suffix, units))
		add_number(r, value, at, true);
	else
		return end_of_name(r->text, end);
	return end;
}

/* Around the clock, all year: two ways to say it. */
static bool is_always(struct slice rest)
{
	return slice_starts_with(rest, SLICE("24/7")) || slice_starts_with(rest, SLICE("24x7"));
}

/* 0x80070005: a code. */
static bool is_hex_code(struct slice rest)
{
	return rest.len > 2 && slice_starts_with(rest, SLICE("0x")) && ascii_is_hex(rest.ptr[2]);
}

/* ".25" is 0.25. */
static bool has_point_before(struct slice text, size_t at)
{
	return at > 0 && text.ptr[at - 1] == '.' && (at == 1 || text.ptr[at - 2] == ' ');
}

/* {0}, %1$s. */
static bool is_in_placeholder(struct slice text, struct span digits)
{
	char before = digits.start > 0 ? text.ptr[digits.start - 1] : ' ';
	char after = digits.end < text.len ? text.ptr[digits.end] : ' ';
	return (before == '{' && after == '}') || (before == '%' && after == '$');
}

static size_t read_number(struct reader *r, size_t start)
{
	double value = 0;
	size_t n;
	if (is_hex_code(slice_skip(r->text, start)))
		return end_of_name(r->text, start);
	if (is_always(slice_skip(r->text, start)))
		return start + 4;
	size_t end = read_digits(r->text, start, &value, &n);
	if (is_in_placeholder(r->text, (struct span){start, end}))
		return end;
	if (has_point_before(r->text, start)) {
		value = 0;
		end = read_fraction(r->text, start - 1, &value);
	} else {
		end = read_groups(r->text, end, &value);
		end = read_fraction(r->text, end, &value);
	}
	/* 4.4.312: a code, a version, an address. */
	if (end + 1 < r->text.len && r->text.ptr[end] == '.' &&
	    ascii_is_digit(r->text.ptr[end + 1]))
		return end_of_name(r->text, end);
	if (r->lang == LANG_JA)
		end = read_parts(r->text, end, &value);
	return read_suffixed(r, value, (struct span){start, end});
}

/* --- Kanji -------------------------------------------------------------- */

static double kanji_digit(int32_t c)
{
	switch (c) {
	case 0x3007: /* 〇 */
		return 0;
	case 0x4E00: /* 一 */
		return 1;
	case 0x767E: /* 百 */
		return 100;
	case 0x5343: /* 千 */
		return 1000;
	case 0x534A: /* 半 */
		return 0.5;
	default:
		break;
	}
	int numeral = sign_numeral(c);
	return numeral ? numeral : -1;
}

/* One by one, and 十二 as 12 too: 一般 and 一部 are no numbers, so none of
   these is certain. */
static size_t read_kanji(struct reader *r, size_t start)
{
	size_t end = start;
	double value = kanji_digit(utf8_next(r->text, &end));
	if (value < 0)
		return end;
	struct number *before = last_of(r);
	if (before && before->at.end == start && before->value == 10 && value < 10)
		add(r, 10 + value, (struct span){before->at.start, end}, false);
	add(r, value, (struct span){start, end}, false);
	return end;
}

/* --- The text ----------------------------------------------------------- */

static size_t end_of_address(struct slice text, size_t at)
{
	while (at < text.len && (unsigned char)text.ptr[at] > ' ' &&
	       (unsigned char)text.ptr[at] < 0x7F)
		at++;
	return at;
}

static size_t read_at(struct reader *r, size_t at)
{
	size_t len;
	char c = r->text.ptr[at];
	if (digit_at(r->text, at, &len) >= 0)
		return read_number(r, at);
	if (ascii_is_alpha(c) || c == '_') {
		bool may_be_one = r->lang == LANG_EN && !r->is_digits_only;
		size_t end = may_be_one ? read_word(r, at) : end_of_word(r->text, at);
		if (slice_starts_with(slice_skip(r->text, end), SLICE("://")))
			return end_of_address(r->text, end);
		/* A digit glued to letters is a part of the name. */
		bool is_glued = end < r->text.len &&
				(ascii_is_digit(r->text.ptr[end]) || r->text.ptr[end] == '_');
		return is_glued ? end_of_name(r->text, end) : end;
	}
	if ((unsigned char)c < 0x80)
		return at + 1;
	if (r->lang == LANG_JA && !r->is_digits_only && (unsigned char)c >= 0xE3)
		return read_kanji(r, at);
	utf8_next(r->text, &at);
	return at;
}

void numbers_find(struct slice text, enum lang lang, struct number_list *out)
{
	struct reader r = {text, lang, false, out};
	out->count = 0;
	out->is_full = false;
	for (size_t at = 0; at < text.len;)
		at = read_at(&r, at);
}

size_t numbers_add_digits(struct slice text, enum lang lang, struct span part,
			  struct number_list *list)
{
	struct reader r = {text, lang, true, list};
	size_t at = part.start;
	while (at < part.end)
		at = read_at(&r, at);
	return at;
}

bool numbers_is_word(struct slice word)
{
	return find_word(word);
}

bool numbers_have(const struct number_list *list, double value)
{
	for (size_t i = 0; i < list->count; i++) {
		double difference = list->items[i].value - value;
		if (difference > -1e-6 && difference < 1e-6)
			return true;
	}
	return false;
}
