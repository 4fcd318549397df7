/*
 * Texts made from texts: normal forms, case, slugs, encodings. Results are
 * appended to a buffer.
 */
#ifndef TEXT_TRANSFORM_H
#define TEXT_TRANSFORM_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdint.h>
#include <string.h>

/* NFC. */
enum status text_nfc(struct slice text, struct buffer *out);

/* Whether three bytes of UTF-8 are a character that is composed and stays so beside
   anything (UAX #15: no part of it combines), of those that Japanese is mostly made
   of: kana, but not their marks U+3099 and U+309A; their punctuation up to U+3029;
   kanji; full-width forms up to U+FF5F. HTML may hold all of them. */
static inline bool text_is_composed_triple(struct slice text, size_t at)
{
	if (text.len - at < 3)
		return false;
	const unsigned char *bytes = (const unsigned char *)text.ptr + at;
	uint16_t rest;
	memcpy(&rest, bytes + 1, sizeof(rest));
	if ((rest & 0xC0C0) != 0x8080)
		return false;
	if (bytes[0] == 0xE3)
		return bytes[1] == 0x81 || bytes[1] == 0x83 ||
		       (bytes[1] == 0x82 && bytes[2] != 0x99 && bytes[2] != 0x9A) ||
		       (bytes[1] == 0x80 && bytes[2] <= 0xA9);
	if (bytes[0] > 0xE4 && bytes[0] <= 0xE9)
		return true;
	if (bytes[0] == 0xE4)
		return bytes[1] >= 0xB8;
	return bytes[0] == 0xEF && (bytes[1] == 0xBC || (bytes[1] == 0xBD && bytes[2] <= 0x9F));
}

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
