/* Scanning logs. */
#include "lookup/log.h"

#include "meant.h"
#include "qmail.h"

#include <stdlib.h>
#include <string.h>

/* How much around a place is shown, and how much is read to understand it. */
enum {
	LINE_BEFORE_BYTES = 1024,
	LINE_AFTER_BYTES = 1024,
	READ_BEFORE_BYTES = 72,
	READ_AFTER_BYTES = 32
};

enum { LINE_CODES_MAX = 16, BUILT_IN_SCHEMES = 4 };

/* Finds the next place at or after `from` that may be a code; SLICE_NONE at the
   end. A probe may be wrong about what is a code, never about what is none. */
typedef size_t probe_find(const struct known *known, struct slice text, size_t from);

struct log_scan {
	struct found *found;
	struct arena scratch;
	size_t n_lines; /* whole ones, read so far */
	bool reads_all;
};

/* --- Probes --------------------------------------------------------------- */

static char at(struct slice text, size_t i)
{
	return i < text.len ? text.ptr[i] : '\0';
}

/* Is the number that starts at `start` part of a word or a longer number? What
   kb/scheme.h would not take for a code need not be read by it. */
static bool is_joined_before(struct slice text, size_t start)
{
	char before = start ? text.ptr[start - 1] : '\n';
	char further = start > 1 ? text.ptr[start - 2] : '\n';
	if (before == '-') /* "550-5.1.1", but not "host-5.1.1" */
		return !ascii_is_digit(further) && !ascii_is_blank(further);
	return ascii_is_alnum(before) || before == '.' || before == '@' || before == '+';
}

/* A fourth number makes it an address, letters a host's name. */
static bool is_joined_after(struct slice text, size_t end)
{
	char after = at(text, end);
	char further = at(text, end + 1);
	if (after == '.')
		return ascii_is_alnum(further);
	if (after == '-') /* "4.5.1-155" */
		return ascii_is_digit(further) && at(text, end + 2) != '.';
	return ascii_is_alnum(after) || after == '@' || after == '%';
}

/* The first dot of "4.x.y" and "5.x.y": nearly every other dot of a log is told
   off by the byte before it. */
static size_t find_dotted(const struct known *known, struct slice text, size_t from)
{
	for (size_t i = from; (i = slice_find_char(text, '.', i)) != SLICE_NONE; i++) {
		if (i == 0 || (text.ptr[i - 1] != '4' && text.ptr[i - 1] != '5'))
			continue;
		size_t end = i + 1;
		while (end < i + 4 && ascii_is_digit(at(text, end)))
			end++;
		if (end == i + 1 || at(text, end) != '.' || !ascii_is_digit(at(text, end + 1)))
			continue;
		for (end++; ascii_is_digit(at(text, end));)
			end++;
		if (!is_joined_before(text, i - 1) && !is_joined_after(text, end) &&
		    may_be_code(known, text, (struct span){i - 1, end}))
			return i - 1;
	}
	return SLICE_NONE;
}

/* "0x80070005": by its x, of which there are fewer than zeros. */
static size_t find_hex_of(struct slice text, size_t from, char x)
{
	for (size_t i = from; (i = slice_find_char(text, x, i)) != SLICE_NONE; i++)
		if (i > from && text.ptr[i - 1] == '0' && at(text, i + 1) >= '8' && at(text, i + 8))
			return i - 1;
	return SLICE_NONE;
}

static size_t find_hex(const struct known *known, struct slice text, size_t from)
{
	(void)known;
	return find_hex_of(text, from, 'x');
}

static size_t find_upper_hex(const struct known *known, struct slice text, size_t from)
{
	(void)known;
	return find_hex_of(text, from, 'X');
}

static size_t find_aadsts(const struct known *known, struct slice text, size_t from)
{
	(void)known;
	return slice_find(text, SLICE("AADSTS"), from);
}

/* "30125-4": five digits and a hyphen. */
static size_t find_office(const struct known *known, struct slice text, size_t from)
{
	if (!known_has_scheme(known, SLICE("office")))
		return SLICE_NONE; /* it takes an entry to believe it */
	for (size_t i = from; (i = slice_find_char(text, '-', i)) != SLICE_NONE; i++) {
		if (i < 5 || !ascii_is_digit(at(text, i + 1)) || !ascii_is_digit(text.ptr[i - 1]))
			continue;
		size_t start = i;
		while (start > 0 && i - start < 6 && ascii_is_digit(text.ptr[start - 1]))
			start--;
		if (i - start == 5)
			return start;
	}
	return SLICE_NONE;
}

/* Full-width digits, "５．１．１": U+FF14 and U+FF15 are EF BC 94 and EF BC 95. */
static size_t find_wide(const struct known *known, struct slice text, size_t from)
{
	(void)known;
	for (size_t i = from; (i = slice_find_char(text, '\xEF', i)) != SLICE_NONE; i++)
		if (at(text, i + 1) == '\xBC' &&
		    (at(text, i + 2) == '\x94' || at(text, i + 2) == '\x95'))
			return i;
	return SLICE_NONE;
}

static probe_find *const probes[] = {find_dotted, find_hex,    find_upper_hex,
				     find_aadsts, find_office, find_wide};

enum { N_PROBES = sizeof(probes) / sizeof(*probes) };

/* --- Lines ---------------------------------------------------------------- */

/* A line that has places to be read, and the codes found in it so far. */
struct line {
	struct slice text;
	size_t number;
	struct slice codes[LINE_CODES_MAX];
	size_t n_codes;
};

static bool is_seen(const struct line *line, struct slice normal)
{
	for (size_t i = 0; i < line->n_codes; i++)
		if (slice_eq(line->codes[i], normal))
			return true;
	return line->n_codes == LINE_CODES_MAX;
}

/* Reads a part of the line. */
static void read_part(struct log_scan *scan, struct line *line, struct slice part)
{
	struct found *found = scan->found;
	struct code_list codes;
	struct slice text = qmail_with_blanks(&scan->scratch, part);
	if (scheme_find(known_schemes(found->known), &scan->scratch, text, &codes) != STATUS_OK)
		out_of_memory();
	bool was_meant = false;
	for (size_t i = 0; i < codes.count; i++) {
		const struct code *code = &codes.items[i];
		was_meant = is_code_meant(found->known, text, code, was_meant);
		if (is_success(code) || !was_meant)
			continue;
		if (is_seen(line, code->normal)) {
			found_add_reply(found, code);
			continue;
		}
		line->codes[line->n_codes++] = code->normal;
		size_t place = (size_t)(part.ptr - line->text.ptr) + code->whole.start;
		found_add_of_line(found, code, qmail_with_blanks(&scan->scratch, line->text), place,
				  line->number);
	}
}

/* The line around a place, of a long one the part around it; `next` is where the
   next one starts. */
static struct slice line_around(struct slice text, size_t place, size_t *next)
{
	size_t from = place > LINE_BEFORE_BYTES ? place - LINE_BEFORE_BYTES : 0;
	size_t to = place + LINE_AFTER_BYTES < text.len ? place + LINE_AFTER_BYTES : text.len;
	const char *before = place > from ? memrchr(text.ptr + from, '\n', place - from) : NULL;
	const char *behind = memchr(text.ptr + place, '\n', to - place);
	size_t start = before ? (size_t)(before - text.ptr) + 1 : from;
	size_t end = behind ? (size_t)(behind - text.ptr) : to;
	*next = behind ? end + 1 : end;
	return slice_sub(text, start, end);
}

/* What of the line must be read to understand a place of it: from a blank to a
   blank, so that no number is cut. */
static struct slice part_around(struct slice line, size_t place)
{
	size_t start = place > READ_BEFORE_BYTES ? place - READ_BEFORE_BYTES : 0;
	size_t end = place + READ_AFTER_BYTES < line.len ? place + READ_AFTER_BYTES : line.len;
	while (start > 0 && line.ptr[start - 1] != ' ' && line.ptr[start - 1] != ',')
		start--;
	while (end < line.len && line.ptr[end] != ' ' && line.ptr[end] != ',')
		end++;
	return slice_sub(line, start, end);
}

/* Lines are counted from one that was read to the next. */
struct line_count {
	size_t at;
	size_t lines;
};

static void count_to(struct line_count *count, struct slice text, size_t to)
{
	const char *end = text.ptr + to;
	const char *p = text.ptr + count->at;
	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		count->lines++;
		p++;
	}
	count->at = to;
}

/* The next place of each probe. */
struct places {
	const struct known *known;
	struct slice text;
	size_t next[N_PROBES];
};

static void pass_over(struct places *places, size_t end)
{
	for (size_t i = 0; i < N_PROBES; i++)
		if (places->next[i] < end)
			places->next[i] = probes[i](places->known, places->text, end);
}

static size_t first_place(const struct places *places)
{
	size_t first = SLICE_NONE;
	for (size_t i = 0; i < N_PROBES; i++)
		first = places->next[i] < first ? places->next[i] : first;
	return first;
}

/* "dsn=5.1.1, status=bounced (… said: 550 5.1.1 …": the second one need not be
   read, once its reply code is known. */
static size_t end_of_known(const struct log_scan *scan, const struct line *line, struct slice text,
			   size_t place)
{
	size_t end = place;
	while (ascii_is_digit(at(text, end)) ||
	       (at(text, end) == '.' && ascii_is_digit(at(text, end + 1))))
		end++;
	struct slice number = slice_sub(text, place, end);
	bool is_known = number.len && line->n_codes && is_seen(line, number) &&
			found_has_reply(scan->found, number);
	return is_known ? end : 0;
}

/* Reads around each place of one line, from `place` on. */
static void read_places(struct log_scan *scan, struct places *places, struct line *line, size_t end)
{
	size_t start = (size_t)(line->text.ptr - places->text.ptr);
	struct arena_mark mark = arena_mark(&scan->scratch);
	size_t place;
	while ((place = first_place(places)) < end) {
		size_t known_end = end_of_known(scan, line, places->text, place);
		if (known_end) {
			pass_over(places, known_end);
			continue;
		}
		struct slice part = part_around(line->text, place - start);
		size_t part_end = (size_t)(part.ptr + part.len - places->text.ptr);
		read_part(scan, line, part);
		pass_over(places, part_end > place ? part_end : place + 1);
	}
	arena_rewind(&scan->scratch, mark);
}

static void scan_lines(struct log_scan *scan, struct slice text)
{
	struct line_count count = {0, scan->n_lines};
	struct places places = {.known = scan->found->known, .text = text};
	size_t place;
	for (size_t i = 0; i < N_PROBES; i++)
		places.next[i] = probes[i](places.known, text, 0);
	while ((place = first_place(&places)) != SLICE_NONE) {
		size_t end;
		struct line line = {.text = line_around(text, place, &end)};
		count_to(&count, text, place);
		line.number = count.lines + 1;
		read_places(scan, &places, &line, end);
	}
	count_to(&count, text, text.len);
	scan->n_lines = count.lines;
}

static void read_all_lines(struct log_scan *scan, struct slice text)
{
	struct line line = {.number = scan->n_lines};
	while (slice_next_line(&text, &line.text)) {
		struct arena_mark mark = arena_mark(&scan->scratch);
		line.number++;
		line.n_codes = 0;
		read_part(scan, &line, line.text);
		arena_rewind(&scan->scratch, mark);
	}
	scan->n_lines = line.number;
}

/* --- The scan ------------------------------------------------------------- */

struct log_scan *log_scan_new(struct found *found)
{
	struct log_scan *scan = calloc(1, sizeof(*scan));
	if (!scan)
		out_of_memory();
	scan->found = found;
	scan->reads_all = scheme_count(known_schemes(found->known)) > BUILT_IN_SCHEMES;
	arena_init_must(&scan->scratch);
	return scan;
}

void log_scan_free(struct log_scan *scan)
{
	if (!scan)
		return;
	arena_release(&scan->scratch);
	free(scan);
}

size_t log_scan_feed(struct log_scan *scan, struct slice bytes, bool is_end)
{
	const char *last = bytes.len ? memrchr(bytes.ptr, '\n', bytes.len) : NULL;
	size_t whole = last ? (size_t)(last - bytes.ptr) + 1 : 0;
	if (is_end || (!whole && bytes.len >= LOG_LINE_MAX_BYTES))
		whole = bytes.len;
	struct slice text = slice_sub(bytes, 0, whole);
	if (whole == 0)
		return 0;
	if (scan->reads_all)
		read_all_lines(scan, text);
	else
		scan_lines(scan, text);
	if (is_end && !scan->reads_all && text.ptr[text.len - 1] != '\n')
		scan->n_lines++; /* the last one, without its end */
	return whole;
}

size_t log_scan_lines(const struct log_scan *scan)
{
	return scan->n_lines;
}
