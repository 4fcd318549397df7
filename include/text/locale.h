/*
 * What differs between the two languages: sort orders, dates, lists, numbers.
 */
#ifndef TEXT_LOCALE_H
#define TEXT_LOCALE_H

#include "base/buffer.h"
#include "base/lang.h"
#include "base/status.h"

/* Compares texts in a language's dictionary order, digits by their number: 4.4.7 comes
   before 4.4.312. Not shared by threads. */
struct collator;

struct collator *collator_new(enum lang lang); /* NULL when memory is out */
void collator_free(struct collator *collator);
int collator_compare(const struct collator *collator, struct slice a, struct slice b);

/* A calendar day. */
struct day {
	int year;
	int month; /* 1 to 12; 0: no day known */
	int day;
};

/* Reads MM/DD/YYYY or YYYY-MM-DD (as front matter has them); false where the
   text is no real day. */
bool day_parse(struct slice text, struct day *out);

/* "2019-02-11". */
void day_iso(struct day day, struct buffer *out);

/* Writes days as people do: "February 11, 2019", "2019年2月11日". Opening one
   costs much more than using it. Not shared by threads. */
struct day_writer;

struct day_writer *day_writer_new(enum lang lang); /* NULL when memory is out */
void day_writer_free(struct day_writer *writer);

/* Writes nothing where no day is known. */
enum status day_write(struct day_writer *writer, struct day day, struct buffer *out);

/* Joins texts as the language does: "a, b and c", "a、b、c". */
enum status list_write(enum lang lang, const struct slice *items, size_t count, struct buffer *out);

/* "3,514". */
enum status number_write(enum lang lang, size_t number, struct buffer *out);

/* Whether a noun after this number takes its singular form (CLDR's "one"). */
bool number_is_one(enum lang lang, size_t number);

#endif
