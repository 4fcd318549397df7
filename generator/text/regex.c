/* ICU's regular expressions, with limits. */
#include "text/regex.h"

#include <stdlib.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

/* ICU counts steps of its engine; one is about a millisecond. */
enum { STEPS_MAX = 50, STACK_MAX_BYTES = 1 << 20 };

struct regex {
	URegularExpression *icu;
	size_t n_groups;
};

struct regex_search {
	URegularExpression *icu; /* a clone: a search has state */
	UText text;
	size_t n_groups;
	enum regex_result result;
};

static const struct fault_text {
	UErrorCode code;
	const char *message[LANG_SIDES];
} fault_texts[] = {
	{U_REGEX_MISMATCHED_PAREN,
	 {"a parenthesis is opened and not closed, or the other way round",
	  "括弧の対応が取れていません"}},
	{U_REGEX_MISSING_CLOSE_BRACKET, {"a closing ] is missing", "閉じる ] がありません"}},
	{U_REGEX_BAD_ESCAPE_SEQUENCE,
	 {"an unknown escape behind a backslash", "\\ の後に不明なエスケープがあります"}},
	{U_REGEX_BAD_INTERVAL, {"the braces {…} hold no count", "{…} の中に回数がありません"}},
	{U_REGEX_MAX_LT_MIN,
	 {"in {m,n} the second number is smaller than the first",
	  "{m,n} の 2 つ目の数が 1 つ目より小さくなっています"}},
	{U_REGEX_NUMBER_TOO_BIG, {"a number is too large", "数が大きすぎます"}},
	{U_REGEX_INVALID_BACK_REF,
	 {"a back reference to a group that is not there", "存在しないグループを参照しています"}},
	{U_REGEX_INVALID_RANGE,
	 {"a range in [x-y] runs backwards", "[x-y] の範囲が逆順になっています"}},
	{U_REGEX_LOOK_BEHIND_LIMIT,
	 {"a look-behind (?<=…) has no greatest length", "後読み (?<=…) の長さに上限がありません"}},
	{U_REGEX_SET_CONTAINS_STRING,
	 {"a set [{…}] holds a string", "集合 [{…}] に文字列が含まれています"}},
	{U_REGEX_PROPERTY_SYNTAX,
	 {"an unknown property in \\p{…}", "\\p{…} のプロパティ名が不明です"}},
};

static const char *const fault_other[LANG_SIDES] = {"this is no regular expression",
						    "正規表現として読み取れません"};

static enum status fail(struct regex_fault *fault, UErrorCode code, const UParseError *at)
{
	if (code == U_MEMORY_ALLOCATION_ERROR)
		return STATUS_NO_MEMORY;
	const char *const *message = fault_other;
	for (size_t i = 0; i < sizeof(fault_texts) / sizeof(*fault_texts); i++)
		if (fault_texts[i].code == code)
			message = fault_texts[i].message;
	bool is_known = at && at->line <= 1 && at->offset > 0;
	*fault = (struct regex_fault){.character = is_known ? (size_t)at->offset : 0,
				      .message = {message[LANG_EN], message[LANG_JA]}};
	return STATUS_FAILED;
}

static URegularExpression *compile(struct slice pattern, UParseError *at, UErrorCode *code)
{
	UChar units[REGEX_PATTERN_MAX_BYTES]; /* UTF-16 never has more units than UTF-8 bytes */
	int32_t length = 0;
	u_strFromUTF8(units, REGEX_PATTERN_MAX_BYTES, &length, pattern.ptr, (int32_t)pattern.len,
		      code);
	return U_SUCCESS(*code) ? uregex_open(units, length, 0, at, code) : NULL;
}

enum status regex_new(struct slice pattern, struct regex **out, struct regex_fault *fault)
{
	static const char *const too_long[LANG_SIDES] = {"it is longer than 1,000 bytes",
							 "1,000 バイトを超えています"};
	static const char *const empty[LANG_SIDES] = {"it is empty", "空です"};
	*out = NULL;
	if (pattern.len == 0 || pattern.len > REGEX_PATTERN_MAX_BYTES) {
		const char *const *says = pattern.len ? too_long : empty;
		*fault = (struct regex_fault){0, {says[LANG_EN], says[LANG_JA]}};
		return STATUS_FAILED;
	}
	UErrorCode code = U_ZERO_ERROR;
	UParseError at = {0};
	struct regex *regex = calloc(1, sizeof(*regex));
	if (!regex)
		return STATUS_NO_MEMORY;
	regex->icu = compile(pattern, &at, &code);
	if (U_SUCCESS(code))
		regex->n_groups = (size_t)uregex_groupCount(regex->icu, &code);
	if (U_FAILURE(code)) {
		regex_free(regex);
		return fail(fault, code, &at);
	}
	*out = regex;
	return STATUS_OK;
}

void regex_free(struct regex *regex)
{
	if (!regex)
		return;
	if (regex->icu)
		uregex_close(regex->icu);
	free(regex);
}

size_t regex_groups(const struct regex *regex)
{
	return regex->n_groups;
}

static void note_failure(struct regex_search *search, UErrorCode code)
{
	if (U_SUCCESS(code))
		return;
	search->result = code == U_MEMORY_ALLOCATION_ERROR ? REGEX_NO_MEMORY : REGEX_GAVE_UP;
}

struct regex_search *regex_search_new(const struct regex *regex, struct slice text)
{
	struct regex_search *search = calloc(1, sizeof(*search));
	if (!search)
		return NULL;
	UErrorCode code = U_ZERO_ERROR;
	search->text = (UText)UTEXT_INITIALIZER;
	search->n_groups = regex->n_groups;
	search->icu = uregex_clone(regex->icu, &code);
	utext_openUTF8(&search->text, text.ptr ? text.ptr : "", (int64_t)text.len, &code);
	if (U_SUCCESS(code)) {
		/* A clone starts without limits. */
		uregex_setTimeLimit(search->icu, STEPS_MAX, &code);
		uregex_setStackLimit(search->icu, STACK_MAX_BYTES, &code);
		uregex_setUText(search->icu, &search->text, &code);
	}
	note_failure(search, code);
	return search;
}

void regex_search_free(struct regex_search *search)
{
	if (!search)
		return;
	if (search->icu)
		uregex_close(search->icu);
	utext_close(&search->text);
	free(search);
}

bool regex_matches_empty(const struct regex *regex)
{
	UErrorCode code = U_ZERO_ERROR;
	struct regex_search *search = regex_search_new(regex, SLICE(""));
	bool is_match = search && search->result == REGEX_DONE &&
			uregex_matches(search->icu, 0, &code) && U_SUCCESS(code);
	regex_search_free(search);
	return is_match;
}

static struct span group_span(const struct regex_search *search, int32_t group, UErrorCode *code)
{
	struct span none = {SLICE_NONE, SLICE_NONE};
	if ((size_t)group > search->n_groups)
		return none;
	/* Native indexes of a UTF-8 UText are bytes. */
	int64_t start = uregex_start64(search->icu, group, code);
	int64_t end = uregex_end64(search->icu, group, code);
	if (U_FAILURE(*code) || start < 0)
		return none;
	return (struct span){(size_t)start, (size_t)end};
}

bool regex_search_next(struct regex_search *search, struct regex_match *match)
{
	UErrorCode code = U_ZERO_ERROR;
	while (search && search->result == REGEX_DONE && uregex_findNext(search->icu, &code)) {
		for (int32_t i = 0; i <= REGEX_GROUPS_MAX; i++)
			match->groups[i] = group_span(search, i, &code);
		if (U_FAILURE(code))
			break;
		if (match->groups[0].end > match->groups[0].start)
			return true;
	}
	if (search)
		note_failure(search, code);
	return false;
}

enum regex_result regex_search_result(const struct regex_search *search)
{
	return search ? search->result : REGEX_NO_MEMORY;
}
