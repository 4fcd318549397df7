/* Text of another encoding, found or named, converted by ICU. */
#include "text/transform.h"

#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum { CONFIDENCE_MIN = 10, LENGTH_MAX = 1 << 30, CHARSET_MAX = 64 };

/* The encodings that Japanese documents really have; a detector's guess of
   anything else is noise. */
static const char *known_encoding(const char *name)
{
	static const char *const names[] = {
		"Shift_JIS", "EUC-JP",   "ISO-2022-JP",  "UTF-16LE",   "UTF-16BE",
		"UTF-32LE",  "UTF-32BE", "windows-1252", "ISO-8859-1",
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (slice_eq_nocase(slice_from(name), slice_from(names[i])))
			return names[i];
	return NULL;
}

/* Whether the text is UTF-8 with a few bad bytes in it, or cut in the middle of
   a character. Sequences of three bytes, which all Japanese is made of, do not
   come about by chance as those of two do; a statistical guess, which goes by
   the English around them, takes such a text for Latin-1. */
static bool is_damaged_utf8(struct slice bytes)
{
	size_t good = 0;
	size_t bad = 0;
	for (size_t at = 0; at < bytes.len;) {
		size_t start = at;
		bool is_bad = utf8_next(bytes, &at) == 0xFFFD &&
			      !slice_starts_with(slice_skip(bytes, start), SLICE("\xEF\xBF\xBD"));
		bad += is_bad;
		good += !is_bad && at - start >= 3;
	}
	return good > bad;
}

/* UTF-16 without a byte order mark: the zero halves of its ASCII characters. */
static const char *utf16_by_zeros(struct slice bytes)
{
	size_t zeros[2] = {0, 0};
	for (size_t at = 0; (at = slice_find_char(bytes, '\0', at)) != SLICE_NONE; at++)
		zeros[at % 2]++;
	if (zeros[0] + zeros[1] < bytes.len / 16 + 1)
		return NULL;
	if (zeros[1] / 8 >= zeros[0])
		return "UTF-16LE";
	return zeros[0] / 8 >= zeros[1] ? "UTF-16BE" : NULL;
}

/* --- Japanese encodings ------------------------------------------------- */

static unsigned char byte_at(struct slice bytes, size_t at)
{
	return at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
}

static bool is_between(unsigned char c, unsigned char first, unsigned char last)
{
	return c >= first && c <= last;
}

/* Bytes of one character, 0 where there is none (JIS X 0208 in its EUC form:
   two bytes of 0xA1 to 0xFE; kana of half width behind 0x8E). */
static size_t euc_jp_next(struct slice bytes, size_t at, bool *kana)
{
	unsigned char c = byte_at(bytes, at);
	unsigned char next = byte_at(bytes, at + 1);
	*kana = (c == 0xA4 || c == 0xA5) && is_between(next, 0xA1, 0xF6);
	if (c < 0x80)
		return 1;
	if (c == 0x8F)
		return is_between(next, 0xA1, 0xFE) &&
				       is_between(byte_at(bytes, at + 2), 0xA1, 0xFE)
			       ? 3
			       : 0;
	return (c == 0x8E || is_between(c, 0xA1, 0xFE)) && is_between(next, 0xA1, 0xFE) ? 2 : 0;
}

/* The same in Shift_JIS, with Microsoft's extensions. */
static size_t shift_jis_next(struct slice bytes, size_t at, bool *kana)
{
	unsigned char c = byte_at(bytes, at);
	unsigned char next = byte_at(bytes, at + 1);
	*kana = (c == 0x82 && is_between(next, 0x9F, 0xF1)) ||
		(c == 0x83 && is_between(next, 0x40, 0x96));
	if (c < 0x80 || is_between(c, 0xA1, 0xDF))
		return 1;
	bool is_lead = is_between(c, 0x81, 0x9F) || is_between(c, 0xE0, 0xFC);
	return is_lead && next != 0x7F && is_between(next, 0x40, 0xFC) ? 2 : 0;
}

/* Whether all bytes are characters, and kana among them: no Japanese goes
   without, and in what is not Japanese they do not come about. */
static bool is_written_in(struct slice bytes, size_t next(struct slice, size_t, bool *))
{
	size_t n_kana = 0;
	for (size_t at = 0; at < bytes.len;) {
		bool kana;
		size_t len = next(bytes, at, &kana);
		if (len == 0 && bytes.len - at <= 2)
			break; /* cut in the middle of a character */
		if (len == 0)
			return false;
		n_kana += kana;
		at += len;
	}
	return n_kana > 0;
}

/* Before any statistics, which go by the English around a little Japanese. */
static const char *japanese_encoding(struct slice bytes)
{
	if (is_written_in(bytes, euc_jp_next))
		return "EUC-JP";
	return is_written_in(bytes, shift_jis_next) ? "Shift_JIS" : NULL;
}

/* --- All ---------------------------------------------------------------- */

static const char *guess(struct slice bytes)
{
	UErrorCode error = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&error);
	int32_t n_matches = 0;
	const char *found = NULL;
	ucsdet_setText(detector, bytes.ptr, (int32_t)bytes.len, &error);
	const UCharsetMatch **matches = ucsdet_detectAll(detector, &n_matches, &error);
	for (int32_t i = 0; U_SUCCESS(error) && i < n_matches && !found; i++) {
		const char *name = ucsdet_getName(matches[i], &error);
		int32_t confidence = ucsdet_getConfidence(matches[i], &error);
		if (U_FAILURE(error))
			break;
		if (confidence < CONFIDENCE_MIN || slice_eq_str(slice_from(name), "UTF-8"))
			break; /* UTF-8 with a few bad bytes is the likeliest */
		found = known_encoding(name);
	}
	ucsdet_close(detector);
	return found;
}

static const char *detect(struct slice bytes)
{
	bool has_mark = slice_starts_with(bytes, SLICE("\xFF\xFE")) ||
			slice_starts_with(bytes, SLICE("\xFE\xFF"));
	if (!has_mark && is_damaged_utf8(bytes))
		return NULL;
	const char *encoding = has_mark ? NULL : utf16_by_zeros(bytes);
	if (!encoding && !has_mark)
		encoding = japanese_encoding(bytes);
	return encoding ? encoding : guess(bytes);
}

static enum status convert(struct slice bytes, const char *encoding, struct buffer *out)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t length =
		ucnv_convert("UTF-8", encoding, NULL, 0, bytes.ptr, (int32_t)bytes.len, &error);
	if (U_SUCCESS(error) && length == 0)
		return STATUS_OK;
	if (error != U_BUFFER_OVERFLOW_ERROR || !buffer_reserve(out, (size_t)length + 1))
		return STATUS_NO_MEMORY;
	error = U_ZERO_ERROR;
	length = ucnv_convert("UTF-8", encoding, out->ptr + out->len, length + 1, bytes.ptr,
			      (int32_t)bytes.len, &error);
	if (U_FAILURE(error))
		return STATUS_NO_MEMORY;
	out->len += (size_t)length;
	return STATUS_OK;
}

/* What senders mean by a name, where that is more than it says. */
static const struct {
	const char *said;
	const char *meant;
} meant_names[] = {
	{"shift_jis", "windows-31j"},
	{"shift-jis", "windows-31j"},
	{"x-sjis", "windows-31j"},
	{"iso-8859-1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"ks_c_5601-1987", "windows-949"},
	{"iso-8859-9", "windows-1254"},
	{"gb2312", "gb18030"},
	{"gbk", "gb18030"},
	{"cp932", "windows-31j"},
	{"x-euc-jp", "euc-jp"},
	{"cp50220", "iso-2022-jp"},
	{"cp50221", "iso-2022-jp"},
	{"iso-2022-jp-ms", "iso-2022-jp"},
};

/* Only what is a name goes to ICU, which would look for a file of it, and of
   those only what it has built in. NULL: not to be decoded by its name. */
static const char *converter_name(struct slice charset, char name[CHARSET_MAX])
{
	UErrorCode error = U_ZERO_ERROR;
	if (charset.len == 0 || charset.len >= CHARSET_MAX)
		return NULL;
	for (size_t i = 0; i < charset.len; i++) {
		char c = charset.ptr[i];
		if (!ascii_is_alnum(c) && !(c && strchr("-_.:+", c)))
			return NULL;
		name[i] = ascii_lower(c);
	}
	name[charset.len] = '\0';
	for (size_t i = 0; i < sizeof(meant_names) / sizeof(*meant_names); i++)
		if (strcmp(name, meant_names[i].said) == 0)
			return meant_names[i].meant;
	bool is_plain = strcmp(name, "utf-8") == 0 || strcmp(name, "us-ascii") == 0;
	bool is_known = !is_plain && ucnv_countAliases(name, &error) > 0 && U_SUCCESS(error);
	return is_known ? name : NULL;
}

static void replace_bad_bytes(struct slice bytes, struct buffer *out)
{
	for (size_t at = 0; at < bytes.len;)
		buffer_utf8(out, (unsigned int)utf8_next(bytes, &at));
}

enum status text_recover(struct slice bytes, struct buffer *out, const char **encoding)
{
	*encoding = bytes.len && bytes.len < LENGTH_MAX ? detect(bytes) : NULL;
	if (*encoding)
		return convert(bytes, *encoding, out);
	replace_bad_bytes(bytes, out);
	return out->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

enum status text_decode(struct slice bytes, struct slice charset, struct buffer *out)
{
	char name[CHARSET_MAX];
	const char *encoding = converter_name(charset, name);
	if (bytes.len == 0)
		return STATUS_OK;
	if (encoding && bytes.len < LENGTH_MAX)
		return convert(bytes, encoding, out);
	if (utf8_invalid_at(bytes) != SLICE_NONE)
		return text_recover(bytes, out, &encoding);
	buffer_slice(out, bytes);
	return out->failed ? STATUS_NO_MEMORY : STATUS_OK;
}
