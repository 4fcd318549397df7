/*
 * Sort orders, dates, lists, numbers: ICU's tables for English and Japanese. Nothing here
 * asks the process's own locale, so output is the same everywhere.
 */
#include "text/locale.h"

#include <stdint.h>
#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/ulistformatter.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

static const char *const locales[LANG_SIDES] = {
	[LANG_EN] = "en_US",
	[LANG_JA] = "ja_JP",
};

static const char *locale_of(enum lang lang)
{
	return locales[lang == LANG_JA ? LANG_JA : LANG_EN];
}

struct collator {
	UCollator *icu;
};

struct collator *collator_new(enum lang lang)
{
	UErrorCode error = U_ZERO_ERROR;
	struct collator *collator = calloc(1, sizeof(*collator));
	if (!collator)
		return NULL;
	collator->icu = ucol_open(locale_of(lang), &error);
	ucol_setAttribute(collator->icu, UCOL_NUMERIC_COLLATION, UCOL_ON, &error);
	if (U_FAILURE(error)) {
		collator_free(collator);
		return NULL;
	}
	return collator;
}

void collator_free(struct collator *collator)
{
	if (!collator)
		return;
	ucol_close(collator->icu);
	free(collator);
}

/* Texts that the dictionary holds equal (the same word with other invisible
   characters) still get one order: that of their bytes. Sorted lists then do
   not depend on the order in which they were collected. */
int collator_compare(const struct collator *collator, struct slice a, struct slice b)
{
	UErrorCode error = U_ZERO_ERROR;
	if (a.len > INT32_MAX || b.len > INT32_MAX)
		return slice_compare(a, b);
	UCollationResult result =
		ucol_strcollUTF8(collator->icu, a.len ? a.ptr : "", (int32_t)a.len,
				 b.len ? b.ptr : "", (int32_t)b.len, &error);
	if (U_FAILURE(error) || result == UCOL_EQUAL)
		return slice_compare(a, b);
	return result == UCOL_LESS ? -1 : 1;
}

/* Reads a number of `min` to `max` digits and moves `text` behind it. */
static bool read_digits(struct slice *text, size_t min, size_t max, int *out)
{
	size_t n = 0;
	int value = 0;
	while (n < text->len && n < max && ascii_is_digit(text->ptr[n]))
		value = value * 10 + (text->ptr[n++] - '0');
	*text = slice_skip(*text, n);
	*out = value;
	return n >= min;
}

static bool read_char(struct slice *text, char c)
{
	if (!text->len || text->ptr[0] != c)
		return false;
	*text = slice_skip(*text, 1);
	return true;
}

static bool read_american(struct slice text, struct day *out)
{
	return read_digits(&text, 1, 2, &out->month) && read_char(&text, '/') &&
	       read_digits(&text, 1, 2, &out->day) && read_char(&text, '/') &&
	       read_digits(&text, 4, 4, &out->year) && !text.len;
}

static bool read_iso(struct slice text, struct day *out)
{
	return read_digits(&text, 4, 4, &out->year) && read_char(&text, '-') &&
	       read_digits(&text, 2, 2, &out->month) && read_char(&text, '-') &&
	       read_digits(&text, 2, 2, &out->day) && !text.len;
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && is_leap);
}

static bool is_real(struct day day)
{
	return day.year >= 1 && day.year <= 9999 && day.month >= 1 && day.month <= 12 &&
	       day.day >= 1 && day.day <= days_in_month(day.year, day.month);
}

bool day_parse(struct slice text, struct day *out)
{
	struct day day = {0};
	text = slice_trim(text);
	*out = (struct day){0};
	if (!read_iso(text, &day) && !read_american(text, &day))
		return false;
	if (!is_real(day))
		return false;
	*out = day;
	return true;
}

static void put_two_digits(struct buffer *out, int number)
{
	const char digits[] = {(char)('0' + number / 10), (char)('0' + number % 10)};
	buffer_append(out, digits, sizeof(digits));
}

/* A real day: its year has four digits at most. */
void day_iso(struct day day, struct buffer *out)
{
	if (!day.month)
		return;
	put_two_digits(out, day.year / 100);
	put_two_digits(out, day.year % 100);
	buffer_char(out, '-');
	put_two_digits(out, day.month);
	buffer_char(out, '-');
	put_two_digits(out, day.day);
}

struct day_writer {
	UCalendar *calendar;
	UDateFormat *format;
};

struct day_writer *day_writer_new(enum lang lang)
{
	static const UChar utc[] = {'U', 'T', 'C', 0};
	UErrorCode error = U_ZERO_ERROR;
	struct day_writer *writer = calloc(1, sizeof(*writer));
	if (!writer)
		return NULL;
	writer->calendar = ucal_open(utc, -1, "en_US", UCAL_GREGORIAN, &error);
	writer->format = udat_open(UDAT_NONE, UDAT_LONG, locale_of(lang), utc, -1, NULL, 0, &error);
	if (U_SUCCESS(error))
		return writer;
	day_writer_free(writer);
	return NULL;
}

void day_writer_free(struct day_writer *writer)
{
	if (!writer)
		return;
	udat_close(writer->format);
	ucal_close(writer->calendar);
	free(writer);
}

/* Noon of the day in UTC: ICU formats a moment, and at noon no rounding can
   make it another day. */
static UDate noon_of(struct day_writer *writer, struct day day, UErrorCode *error)
{
	ucal_setDateTime(writer->calendar, day.year, day.month - 1, day.day, 12, 0, 0, error);
	ucal_set(writer->calendar, UCAL_MILLISECOND, 0);
	return ucal_getMillis(writer->calendar, error);
}

enum status day_write(struct day_writer *writer, struct day day, struct buffer *out)
{
	enum { TEXT_MAX = 128 };
	UErrorCode error = U_ZERO_ERROR;
	UChar text[TEXT_MAX];
	char bytes[TEXT_MAX * 3];
	int32_t n_bytes = 0;
	if (!is_real(day))
		return STATUS_OK;
	UDate moment = noon_of(writer, day, &error);
	int32_t len = 0;
	if (U_SUCCESS(error))
		len = udat_format(writer->format, moment, text, TEXT_MAX, NULL, &error);
	u_strToUTF8(bytes, sizeof(bytes), &n_bytes, text, len, &error);
	if (U_FAILURE(error))
		return STATUS_NO_MEMORY;
	buffer_append(out, bytes, (size_t)n_bytes);
	return out->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

/* --- Lists -------------------------------------------------------------- */

/* What ICU is given and gives back, in UTF-16. */
struct joining {
	const UChar **texts;
	int32_t *lengths;
	UChar *storage;
	UChar *joined;
	char *bytes;
	size_t n_units; /* of all texts */
};

enum { LIST_EXTRA_UNITS = 16 }; /* what stands between two items, at most */

static bool joining_init(struct joining *j, const struct slice *items, size_t count)
{
	*j = (struct joining){0};
	for (size_t i = 0; i < count; i++)
		j->n_units += items[i].len + LIST_EXTRA_UNITS;
	j->texts = calloc(count, sizeof(*j->texts));
	j->lengths = calloc(count, sizeof(*j->lengths));
	j->storage = calloc(j->n_units, sizeof(*j->storage));
	j->joined = calloc(j->n_units, sizeof(*j->joined));
	j->bytes = calloc(j->n_units, 3);
	return j->texts && j->lengths && j->storage && j->joined && j->bytes;
}

static void joining_release(struct joining *j)
{
	free(j->texts);
	free(j->lengths);
	free(j->storage);
	free(j->joined);
	free(j->bytes);
}

static void join(struct joining *j, enum lang lang, const struct slice *items, size_t count,
		 struct buffer *out, UErrorCode *error)
{
	UChar *next = j->storage;
	int32_t n_bytes = 0;
	int32_t room = (int32_t)j->n_units;
	for (size_t i = 0; i < count; i++) {
		j->texts[i] = next;
		u_strFromUTF8(next, (int32_t)(j->storage + j->n_units - next), &j->lengths[i],
			      items[i].ptr, (int32_t)items[i].len, error);
		next += j->lengths[i];
	}
	UListFormatter *format = ulistfmt_open(locale_of(lang), error);
	int32_t len = ulistfmt_format(format, j->texts, j->lengths, (int32_t)count, j->joined, room,
				      error);
	ulistfmt_close(format);
	u_strToUTF8(j->bytes, room * 3, &n_bytes, j->joined, len, error);
	if (U_SUCCESS(*error))
		buffer_append(out, j->bytes, (size_t)n_bytes);
}

enum status list_write(enum lang lang, const struct slice *items, size_t count, struct buffer *out)
{
	UErrorCode error = U_ZERO_ERROR;
	struct joining j;
	if (count == 0)
		return STATUS_OK;
	bool done = joining_init(&j, items, count);
	if (done)
		join(&j, lang, items, count, out, &error);
	joining_release(&j);
	return done && U_SUCCESS(error) && !out->failed ? STATUS_OK : STATUS_NO_MEMORY;
}

/* --- Numbers ------------------------------------------------------------ */

enum status number_write(enum lang lang, size_t number, struct buffer *out)
{
	enum { DIGITS_MAX = 64 };
	UErrorCode error = U_ZERO_ERROR;
	UChar text[DIGITS_MAX];
	char bytes[DIGITS_MAX * 3];
	int32_t n_bytes = 0;
	UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, locale_of(lang), NULL, &error);
	int32_t len = unum_formatInt64(format, (int64_t)number, text, DIGITS_MAX, NULL, &error);
	unum_close(format);
	u_strToUTF8(bytes, sizeof(bytes), &n_bytes, text, len, &error);
	if (U_FAILURE(error))
		return STATUS_NO_MEMORY;
	buffer_append(out, bytes, (size_t)n_bytes);
	return out->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

bool number_is_one(enum lang lang, size_t number)
{
	enum { KEYWORD_MAX = 16 };
	static const UChar one[] = {'o', 'n', 'e', 0};
	UErrorCode error = U_ZERO_ERROR;
	UChar keyword[KEYWORD_MAX];
	UPluralRules *rules = uplrules_open(locale_of(lang), &error);
	int32_t len = uplrules_select(rules, (double)number, keyword, KEYWORD_MAX, &error);
	uplrules_close(rules);
	return U_SUCCESS(error) && len == 3 && u_strncmp(keyword, one, 3) == 0;
}
