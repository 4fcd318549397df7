/*
 * Whether a number found in mail or a log is meant as a code. scheme_find was
 * made for headings about errors; a log has a version, a count or a piece of
 * an address on every line, and none of them may be taken for an error.
 */
#include "meant.h"

#include "lookup/found.h"

#include <string.h>

enum { SUBJECT_MAX = 7, HRESULT_DIGITS = 8 };

/* "x.y.z": RFC 3463 section 3 has subjects 0 to 7; x.0.0 is the only x.0.z. */
static bool is_registered(struct slice normal)
{
	char subject = normal.len > 3 ? normal.ptr[2] : '\0';
	if (subject < '0' || subject > '0' + SUBJECT_MAX || normal.ptr[3] != '.')
		return false;
	return subject != '0' || slice_eq(slice_skip(normal, 4), SLICE("0"));
}

/* What a sentence has before a code, where no word like "error" or "status"
   (which scheme_find knows) is nearer. */
static const char *const leading_words[] = {
	"because", "bounced",  "deferred", "denied", "failed",        "failure", "got", "reason",
	"refused", "rejected", "replied",  "result", "undeliverable", "with",    NULL,
};

static struct slice word_before(struct slice text, size_t end)
{
	size_t start = end;
	while (start > 0 && (ascii_is_alnum(text.ptr[start - 1]) || text.ptr[start - 1] == '_'))
		start--;
	return slice_sub(text, start, end);
}

/* "got a 5.7.57 bounce", "the 5.1.1 error" */
static const char *const articles[] = {"a", "an", "the", "this", "that", NULL};
static const char *const nouns[] = {"bounce",  "bounces", "code", "error", "errors",
				    "message", "ndr",     "ndrs", "reply", NULL};

static struct slice word_behind(struct slice text, size_t end)
{
	size_t start = end;
	while (start < text.len && text.ptr[start] == ' ')
		start++;
	end = start;
	while (end < text.len && (ascii_is_alnum(text.ptr[end]) || text.ptr[end] == '_'))
		end++;
	return slice_sub(text, start, end);
}

/* `at` is the end of the word before. */
static bool is_in_sentence(struct slice text, size_t at, size_t number_end)
{
	struct slice before = word_before(text, at);
	return slice_is_one_of_nocase(before, leading_words) ||
	       (slice_is_one_of_nocase(before, articles) &&
		slice_is_one_of_nocase(word_behind(text, number_end), nouns));
}

/* "Dovecot (4.5.1)", "amavisd-new (5.1.1)": a name with its version. */
static bool is_version_in_brackets(struct slice text, size_t bracket, size_t number_end)
{
	bool is_alone = number_end < text.len && text.ptr[number_end] == ')';
	size_t end = bracket;
	while (end > 0 && text.ptr[end - 1] == ' ')
		end--;
	struct slice word = word_before(text, end);
	bool is_name = word.len && ascii_lower(word.ptr[0]) != word.ptr[0];
	return is_alone && (is_name || text.ptr[bracket] == '/');
}

/* Does the number begin a line, or what a server said? */
static bool is_at_beginning(const struct known *known, struct slice text, struct span number)
{
	size_t at = number.start;
	while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t'))
		at--;
	char before = at ? text.ptr[at - 1] : '\n';
	if (before == '(')
		return !is_version_in_brackets(text, at - 1, number.end) ||
		       known_find_normal(known, slice_sub(text, number.start, number.end));
	if (strchr("\n\r#:;[<{\"'>|!", before))
		return true;
	if ((unsigned char)before >= 0x80) /* "宛先不明5.1.1" */
		return true;
	return at < number.start && is_in_sentence(text, at, number.end);
}

/* A failure has its first bit set (MS-ERREF 2.1); what else has eight digits is
   an address or a mask. */
static bool is_failure(struct slice normal)
{
	struct slice digits = slice_skip(normal, 2);
	return digits.len == HRESULT_DIGITS && strchr("89ABCDEF", digits.ptr[0]) &&
	       !slice_starts_with(digits, SLICE("FFFFFF"));
}

/* Signs and blanks that may stand between a reply code and an enhanced one. */
static bool is_behind_reply(struct slice text, size_t start)
{
	enum { BETWEEN_MAX = 16 };
	size_t at = start;
	while (at > 0 && start - at < BETWEEN_MAX && strchr(" \t-#(:;/'\"_]", text.ptr[at - 1]))
		at--;
	return at < start && at > 0 && ascii_is_digit(text.ptr[at - 1]);
}

bool may_be_code(const struct known *known, struct slice text, struct span number)
{
	if (is_behind_reply(text, number.start))
		return true;
	switch (code_hint_before(text, number.start)) {
	case CODE_HINT_CODE:
		return true;
	case CODE_HINT_VERSION:
		return false;
	default:
		return is_at_beginning(known, text, number);
	}
}

bool is_success(const struct code *code)
{
	return slice_eq(scheme_name(code->scheme), SLICE("smtp")) && code->normal.len &&
	       code->normal.ptr[0] == '2';
}

bool is_vague(const struct code *code)
{
	return slice_ends_with(code->normal, SLICE(".0.0"));
}

bool is_code_meant(const struct known *known, struct slice text, const struct code *code,
		   bool was_meant)
{
	struct slice scheme = scheme_name(code->scheme);
	if (code->faults & CODE_BAD)
		return false;
	if (slice_eq(scheme, SLICE("smtp"))) {
		if (code->reply.len)
			return !(code->faults & CODE_REPLY_CLASS) || is_registered(code->normal);
		return code->is_said ||
		       (is_registered(code->normal) &&
			((was_meant && code->is_listed) || is_at_beginning(known, text, code->at)));
	}
	if (slice_eq(scheme, SLICE("hresult")))
		return is_failure(code->normal);
	if (slice_eq(scheme, SLICE("office"))) /* telephone and part numbers look alike */
		return known_find_normal(known, code->normal) != NULL;
	return true;
}
