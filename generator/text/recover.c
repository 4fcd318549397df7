/* Text of another encoding, found and converted by ICU. */
#include "text/transform.h"

#include "text/unicode.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum { CONFIDENCE_MIN = 10, LENGTH_MAX = 1 << 30 };

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
