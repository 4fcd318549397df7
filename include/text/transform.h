/*
 * Texts made from texts: normal forms, case, slugs, encodings. Results are
 * appended to a buffer.
 */
#ifndef TEXT_TRANSFORM_H
#define TEXT_TRANSFORM_H

#include "base/buffer.h"
#include "base/status.h"

/* NFC. */
enum status text_nfc(struct slice text, struct buffer *out);

/* Where the run of characters from `at` on ends that are composed and stay so beside
   anything (UAX #15: no part of them combines), of those that Japanese is mostly made
   of, three bytes of UTF-8 each: kana, but not their marks U+3099 and U+309A; their
   punctuation up to U+3029; kanji; full-width forms up to U+FF5F. HTML may hold all of
   them. */
size_t text_composed_end(struct slice text, size_t at);

/* Whether a text surely is in NFC and stays so behind any other text: quick,
   so false also where it would take text_nfc to know. */
bool text_is_nfc(struct slice text);

/* Whether a text begins with a character that combines with the one before. */
bool text_combines(struct slice text);

/* NFKC with case folded (UAX #31 NFKC_Casefold): for comparing and searching. */
enum status text_fold(struct slice text, struct buffer *out);

/* An anchor made from a heading's text as the docs' own tools make it: lower
   case, punctuation dropped, blanks to '-'. */
enum status text_slug(struct slice text, struct buffer *out);

/* Text from outside as a terminal may be sent it: control characters (other
   than tab and line feed), unassigned ones and bytes that are not UTF-8 as
   U+FFFD, line separators as blanks, invisible and direction-changing
   characters left out. */
enum status text_printable(struct slice text, struct buffer *out);

/* Text that is not UTF-8: finds its encoding (Shift_JIS, EUC-JP, ISO-2022-JP,
   UTF-16, …) and appends it as UTF-8. `encoding` gets a static name for
   people, or NULL where none fits: then each bad byte becomes U+FFFD. */
enum status text_recover(struct slice bytes, struct buffer *out, const char **encoding);

/* Text whose encoding is named, as in a mail's `charset` (IANA's names, any that
   ICU has a converter for), as UTF-8; bytes that are none in it become U+FFFD.
   Names that mean less than what people send by them are read as that: Shift_JIS
   with NEC's and IBM's characters, ISO-8859-1 as Windows-1252. An unknown name,
   none, US-ASCII and UTF-8 mean: what the bytes themselves look like. */
enum status text_decode(struct slice bytes, struct slice charset, struct buffer *out);

#endif
