/*
 * SMTP enhanced status codes, class.subject.detail (RFC 3463 section 2,
 * RFC 2034, RFC 5248), with the basic reply code before them and with ranges
 * of details. Much else has two dots: addresses, versions, dates, numbered
 * sections. A number is taken for a code where nothing around it says
 * otherwise; class 2, which no heading about errors has and every product's
 * version 2.0.1 looks like, only where the text says so.
 */
#include "scheme_kind.h"

#include <string.h>

/* Three numbers with two dots, and what lies around them. */
struct dotted {
	struct span at;
	struct slice parts[3];
	size_t n_parts; /* as written, maybe more than three */
	struct span reply;
	bool is_said;   /* by a reply code or a word before it */
	bool is_listed; /* behind another, with "and" or a comma between */
};

/* What became of the number before, for lists: "versions 4.8.31 and 4.8.32". */
struct previous {
	size_t end;
	enum context context;
	bool is_code;
	/* A word or a number came before. Where not, a number is what the heading is
	   about, even if it is no good code. */
	bool has_words;
};

/* In UTF-8 after NFKC: hyphen-minus, hyphen, en dash, em dash, minus, tilde,
   wave dash. NFKC makes U+2010 of the non-breaking hyphen. */
static const char *const dashes[] = {
	"-", "\xE2\x80\x90", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92", "~", "\xE3\x80\x9C"};

static const char *const range_words[] = {"to", "through", "thru", "から"};

/* "5.4.14-generic" is a kernel. */
static const char *const release_tags[] = {"alpha",   "beta",  "rc",       "pre",
					   "preview", "dev",   "snapshot", "generic",
					   "release", "build", "lts"};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

const char *smtp_word(enum scheme_word_group group, size_t i)
{
	if (group == SCHEME_WORDS_RANGE)
		return i < COUNT(range_words) ? range_words[i] : NULL;
	return group == SCHEME_WORDS_RELEASE && i < COUNT(release_tags) ? release_tags[i] : NULL;
}

/* Reads "1.22.333" at `start`; false where there is no number at all. */
static bool read_dotted(struct slice text, size_t start, struct dotted *out)
{
	size_t at = start;
	*out = (struct dotted){.at = {start, start}};
	for (;;) {
		size_t end = digits_end(text, at);
		if (end == at)
			return false;
		if (out->n_parts < 3)
			out->parts[out->n_parts] = slice_sub(text, at, end);
		out->n_parts++;
		out->at.end = end;
		if (text_at(text, end) != '.' || !ascii_is_digit(text_at(text, end + 1)))
			return true;
		at = end + 1;
	}
}

/* Bytes of the dash at `i`, or 0. */
static size_t dash_at(struct slice text, size_t i)
{
	char first = text_at(text, i);
	for (size_t k = 0; k < COUNT(dashes); k++)
		if (first == dashes[k][0] &&
		    slice_starts_with(slice_skip(text, i), slice_from(dashes[k])))
			return strlen(dashes[k]);
	return 0;
}

/* Signs and blanks between a reply code and its enhanced code. Mail headers
   fold there: "said: 450\r\n    4.1.1". */
enum { SIGNS_MAX = 3, BETWEEN_MAX_BYTES = 16 };

static bool is_sign(char c)
{
	return c && strchr("-#(:;/'\"", c) != NULL;
}

/* Where a reply code ends that stands in signs of its own: "(550, b'5.1.1", as Python's
   smtplib shows it, and "[550] 5.1.1", but not "smtp[550] 5.1.1". `start` where there
   is none. */
static size_t end_in_signs(struct slice text, size_t start)
{
	static const struct slice openings[] = {{", b'", 4}, {", b\"", 4}};
	struct slice before = slice_sub(text, 0, start);
	for (size_t i = 0; i < COUNT(openings); i++)
		if (slice_ends_with(before, openings[i]))
			return start - openings[i].len;
	bool is_bracketed = slice_ends_with(before, SLICE("] ")) && start > 5 &&
			    text.ptr[start - 6] == '[' &&
			    (start == 6 || ascii_is_blank(text.ptr[start - 7]));
	return is_bracketed ? start - 2 : start;
}

/* "450 4.4.312", "550-5.1.1", "550 #5.1.1", "554 (5.7.1": three digits, then
   blanks and signs. */
static struct span find_reply(struct slice text, size_t start)
{
	struct span none = {start, start};
	size_t end = end_in_signs(text, start);
	bool is_plain = end == start;
	for (int n_signs = 0; is_plain && end > 0 && start - end < BETWEEN_MAX_BYTES; end--) {
		char c = text.ptr[end - 1];
		n_signs += is_sign(c);
		if ((!is_sign(c) && !ascii_is_blank(c)) || n_signs > SIGNS_MAX)
			break;
	}
	if (end == start || end < 3)
		return none;
	size_t from = end - 3;
	struct slice reply = slice_sub(text, from, end);
	if (digits_end(reply, 0) != 3 || reply.ptr[0] < '2' || reply.ptr[0] > '5')
		return none;
	char before = text_before(text, from);
	if (is_word_char(before) || (before && strchr(".-/@$", before)))
		return none;
	return (struct span){from, end};
}

/* Letters or signs that make the number part of something longer. */
static bool is_joined_before(struct slice text, size_t start, const struct previous *previous)
{
	char before = text_before(text, start);
	char further = text_before(text, start ? start - 1 : 0);
	if (before == '.' || before == '/')
		return is_word_char(further) && previous->end + 1 != start &&
		       (before == '.' || context_before(text, start) != CONTEXT_CODE);
	if (before == ':')
		return ascii_is_digit(further); /* "engine=2.50.10432:5.13.68" */
	if (before == '-')
		return is_word_char(further) && !(previous->is_code && previous->end + 1 == start);
	if (ascii_is_alpha(before))
		return context_before(text, start) == CONTEXT_NONE;
	return before && strchr("_@$+\\", before) != NULL;
}

static bool is_release_tag(struct slice rest)
{
	for (size_t i = 0; i < COUNT(release_tags); i++) {
		struct slice tag = slice_from(release_tags[i]);
		if (slice_eq_nocase(slice_sub(rest, 0, tag.len), tag) &&
		    !ascii_is_alpha(text_at(rest, tag.len)))
			return true;
	}
	return false;
}

static bool is_joined_after(struct slice text, size_t end)
{
	char after = text_at(text, end);
	char further = text_at(text, end + 1);
	if (after == '.')
		return ascii_is_alpha(further) && !ascii_is_blank(text_at(text, end + 2));
	struct dotted next; /* "5.7.1-5.4.6" is two codes, "5.10.0-8" none */
	if (after == '-' && read_dotted(text, end + 1, &next))
		return next.n_parts != 3;
	if (after == '-')
		return is_release_tag(slice_skip(text, end + 1));
	return is_word_char(after) || (after && strchr("@%\\", after));
}

static unsigned int part_faults(struct slice part)
{
	unsigned int faults = 0;
	for (; part.len > 1 && part.ptr[0] == '0'; part = slice_skip(part, 1))
		faults = CODE_LEADING_ZERO;
	return part.len > 3 ? faults | CODE_DIGITS : faults;
}

static unsigned int dotted_faults(const struct dotted *dotted)
{
	struct slice class = dotted->parts[0];
	unsigned int faults = part_faults(dotted->parts[1]) | part_faults(dotted->parts[2]);
	if (class.len > 1 && class.ptr[0] == '0')
		faults |= CODE_LEADING_ZERO;
	else if (class.len != 1 || !strchr("245", class.ptr[0]))
		faults |= CODE_CLASS;
	return faults;
}

/* 4.12.2021 */
static bool is_date(const struct dotted *dotted)
{
	unsigned int year = digits_value(dotted->parts[2]);
	return dotted->parts[2].len == 4 && year >= 1900 && year < 2100 &&
	       dotted->parts[0].len <= 2 && digits_value(dotted->parts[1]) <= 31;
}

/* "1月5.1.1", "5.1.26年": with no blank between. */
static bool is_beside_date(struct slice text, struct span at)
{
	static const struct slice units[] = {{"年", 3}, {"月", 3}, {"日", 3}};
	struct slice before = slice_sub(text, 0, at.start);
	struct slice behind = slice_skip(text, at.end);
	if (slice_starts_with(behind, SLICE("日本")))
		return false;
	for (size_t i = 0; i < COUNT(units); i++) {
		bool is_before = slice_ends_with(before, units[i]) &&
				 ascii_is_digit(text_before(text, at.start - units[i].len));
		if (is_before || slice_starts_with(behind, units[i]))
			return true;
	}
	return false;
}

static bool is_listed(struct slice text, const struct dotted *dotted,
		      const struct previous *previous)
{
	struct slice between = slice_sub(text, previous->end, dotted->at.start);
	return previous->end && previous->end < dotted->at.start && between.len < 24 &&
	       is_list_between(between);
}

/* What the surroundings say, the nearest first. */
static enum context context_of(struct slice text, const struct dotted *dotted,
			       const struct previous *previous)
{
	enum context context = context_before(text, dotted->at.start);
	if (context != CONTEXT_NONE)
		return context;
	if (context_after(text, dotted->at.end) == CONTEXT_VERSION ||
	    is_beside_date(text, dotted->at))
		return CONTEXT_VERSION;
	return dotted->is_listed ? previous->context : CONTEXT_NONE;
}

/* Decides what a number of three parts is; bad codes are codes. */
static bool is_code(const struct dotted *dotted, enum context context, bool has_words)
{
	unsigned int faults = dotted_faults(dotted);
	char class = dotted->parts[0].ptr[0];
	bool is_said = dotted->reply.end > dotted->reply.start || context == CONTEXT_CODE;
	if (dotted->parts[1].len > 4 || dotted->parts[2].len > 4)
		return false; /* .NET 4.0.30319 */
	if (is_said)          /* not "error 10.3.2" nor "error 2021.4.12", but "error 04.4.312" */
		return dotted->parts[0].len == 1 || class == '0';
	if (context == CONTEXT_VERSION || class == '2' || (faults & CODE_CLASS) || is_date(dotted))
		return false;
	return !faults || (dotted->parts[0].len == 1 && !has_words);
}

/* The end of "-699" or " to 4.7.699" behind a code, whose last detail goes to
   `last`; 0 where there is none. */
static size_t find_range(struct slice text, const struct dotted *dotted, struct slice *last)
{
	size_t at = dotted->at.end;
	while (text_at(text, at) == ' ')
		at++;
	bool is_spaced = at > dotted->at.end;
	size_t sign = dash_at(text, at);
	bool is_dash = sign > 0;
	char first = text_at(text, at);
	for (size_t i = 0; !sign && i < COUNT(range_words); i++)
		if (first == range_words[i][0] &&
		    slice_starts_with(slice_skip(text, at), slice_from(range_words[i])))
			sign = strlen(range_words[i]);
	if (!sign)
		return 0;
	at += sign;
	is_spaced |= text_at(text, at) == ' ';
	while (text_at(text, at) == ' ')
		at++;
	struct dotted other;
	if (!read_dotted(text, at, &other) || is_joined_after(text, other.at.end) ||
	    text_at(text, other.at.end) == '-')
		return 0;
	bool is_whole = other.n_parts == 3 && slice_eq(other.parts[0], dotted->parts[0]) &&
			slice_eq(other.parts[1], dotted->parts[1]);
	bool is_short = other.n_parts == 1 && is_dash && !is_spaced;
	*last = other.parts[is_whole ? 2 : 0];
	if ((!is_whole && !is_short) || last->len > 3)
		return 0;
	/* "from 5.7.9 to 5.7.1" is two codes. */
	bool is_backwards = digits_value(*last) <= digits_value(dotted->parts[2]);
	return is_backwards && !is_dash ? 0 : other.at.end;
}

static enum status add_code(struct finder *finder, const struct dotted *dotted)
{
	struct slice text = finder->text;
	struct code code = {.at = dotted->at,
			    .whole = dotted->at,
			    .is_said = dotted->is_said,
			    .is_listed = dotted->is_listed};
	code.faults = dotted_faults(dotted);
	code.normal = slice_sub(text, dotted->at.start, dotted->at.end);
	if (dotted->reply.end > dotted->reply.start) {
		code.reply = slice_sub(text, dotted->reply.start, dotted->reply.end);
		code.whole.start = dotted->reply.start;
		if (code.reply.ptr[0] != code.normal.ptr[0])
			code.faults |= CODE_REPLY_CLASS;
	}
	struct slice last;
	size_t end = find_range(text, dotted, &last);
	if (end) {
		code.first = dotted->parts[2];
		code.last = last;
		code.at.end = code.whole.end = end;
		code.faults |= part_faults(last);
		if (digits_value(last) <= digits_value(code.first))
			code.faults |= CODE_RANGE;
		code.normal = arena_printf(finder->arena, "%.*s-%.*s", SLICE_ARG(code.normal),
					   SLICE_ARG(last));
	}
	return finder_add(finder, code);
}

/* "version 4.8.31.0 and 4.8.32": the first number is none of ours, but what it is
   the second one is too. */
static void note_other(struct slice text, const struct dotted *dotted, struct previous *previous)
{
	if (dotted->n_parts == 1 || context_before(text, dotted->at.start) != CONTEXT_VERSION)
		return;
	*previous = (struct previous){dotted->at.end, CONTEXT_VERSION, false, true};
}

/* One number, from its first digit; moves `at` behind it. */
static enum status take_number(struct finder *finder, size_t *at, struct previous *previous)
{
	struct slice text = finder->text;
	struct dotted dotted;
	bool had_words = previous->has_words;
	read_dotted(text, *at, &dotted);
	*at = dotted.at.end;
	previous->has_words = true;
	if (dotted.n_parts != 3) {
		note_other(text, &dotted, previous);
		return STATUS_OK;
	}
	dotted.reply = find_reply(text, dotted.at.start);
	bool has_reply = dotted.reply.end > dotted.reply.start;
	dotted.is_listed = is_listed(text, &dotted, previous);
	enum context context = context_of(text, &dotted, previous);
	dotted.is_said = has_reply || context == CONTEXT_CODE;
	struct slice last;
	size_t range_end = find_range(text, &dotted, &last);
	bool is_joined = (!has_reply && is_joined_before(text, dotted.at.start, previous)) ||
			 (!range_end && is_joined_after(text, dotted.at.end));
	bool is_good = !is_joined && is_code(&dotted, context, had_words);
	dotted.is_listed &= previous->is_code;
	*previous = (struct previous){dotted.at.end, context, is_good, true};
	if (!is_good)
		return STATUS_OK;
	if (has_reply)
		previous->context = CONTEXT_CODE;
	if (range_end)
		*at = previous->end = range_end;
	return add_code(finder, &dotted);
}

static enum status find(struct finder *finder)
{
	struct previous previous = {0};
	enum status status = STATUS_OK;
	for (size_t at = 0; status == STATUS_OK && at < finder->text.len;) {
		char c = finder->text.ptr[at];
		if (ascii_is_digit(c)) {
			status = take_number(finder, &at, &previous);
			continue;
		}
		previous.has_words |= !ascii_is_blank(c) && !ascii_is_punct(c);
		at++;
	}
	return status;
}

/* "4-4-312", the form of addresses, to "4.4.312"; a fourth number is a range's
   last detail. The pointer is NULL where it is none. */
static struct slice from_address(struct finder *finder)
{
	struct slice copy = arena_copy(finder->arena, finder->text);
	char *bytes = (char *)copy.ptr; /* our own copy */
	size_t n_signs = 0;
	for (size_t i = 0; bytes && i < copy.len; i++) {
		bool separates = bytes[i] == '-' && ascii_is_digit(text_before(copy, i)) &&
				 ascii_is_digit(text_at(copy, i + 1));
		if (!separates && !ascii_is_digit(bytes[i]))
			return (struct slice){0};
		if (separates && ++n_signs <= 2)
			bytes[i] = '.';
	}
	/* Not an Office code, nor "450-4.4.312". */
	bool is_address = bytes && (n_signs == 2 || n_signs == 3) && bytes[1] == '.';
	return is_address ? copy : (struct slice){0};
}

/* The text is a code and nothing else, so no context is asked for. */
static enum status parse(struct finder *finder)
{
	struct slice typed = from_address(finder);
	struct slice text = typed.ptr ? typed : finder->text;
	size_t start = 0;
	while (start < text.len && strchr("#([<\"' ", text.ptr[start]))
		start++;
	size_t end = digits_end(text, start);
	struct dotted dotted;
	if (end == start + 3 && text_at(text, end) != '.') {
		while (is_sign(text_at(text, end)) || ascii_is_blank(text_at(text, end)))
			end++;
		start = end;
	}
	if (!read_dotted(text, start, &dotted) || dotted.n_parts != 3 || dotted.parts[0].len > 2)
		return STATUS_OK;
	dotted.reply = find_reply(text, start);
	struct slice last;
	size_t range_end = find_range(text, &dotted, &last);
	struct slice rest = slice_skip(text, range_end ? range_end : dotted.at.end);
	while (rest.len && strchr(")]>\"'.,;: ", rest.ptr[0]))
		rest = slice_skip(rest, 1);
	if (rest.len)
		return STATUS_OK;
	finder->text = text;
	return add_code(finder, &dotted);
}

const struct scheme_kind scheme_smtp = {.name = "smtp", .find = find, .parse = parse};
