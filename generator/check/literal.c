/*
 * Words that every language writes alike: codes, addresses, paths, options,
 * functions, placeholders. In Japanese they are glued to kana, so they are
 * looked for as they stand, without word boundaries.
 */
#include "signs.h"
#include "text/transform.h"
#include "text/unicode.h"
#include "words.h"

#include <string.h>

static const struct rule rule_code = {
	.id = "content.code",
	.severity = SEVERITY_ERROR,
	.message = {"\"{0}\" is missing from the Japanese; carry it over as it is",
		    "「{0}」が日本語にありません。そのまま記載してください"},
	.explain = {"Error codes, IP and e-mail addresses, paths, options, commands and "
		    "placeholders mean something only to the letter.",
		    "エラー コード、IP アドレス、メール アドレス、パス、オプション、コマンド、"
		    "プレースホルダーは、1 文字でも違うと意味をなしません。"},
	.example = "Error 4.4.312 means a DNS failure.\n- エラー 4.4.132 は DNS の障害を示します。"
		   "\n+ エラー 4.4.312 は DNS の障害を示します。",
};

static const struct rule *const rules[] = {&rule_code, NULL};

/* --- The Japanese, for searching ---------------------------------------- */

/* Its text with widths and cases folded, made at the first question. */
struct haystack {
	struct checking *c;
	const struct pair *pair;
	struct slice folded; /* no pointer: not yet */
};

static bool holds_folded(struct haystack *hay, struct slice words)
{
	struct buffer fold;
	bool has = true; /* nothing is said where memory is out */
	buffer_init(&fold, BUFFER_MAX_PAGE);
	if (!hay->folded.ptr && text_fold(hay->pair->sides[LANG_JA].text, &fold) == STATUS_OK)
		hay->folded = arena_copy(hay->c->scratch, buffer_view(&fold));
	buffer_clear(&fold);
	if (hay->folded.ptr && text_fold(words, &fold) == STATUS_OK && !fold.failed)
		has = slice_contains(hay->folded, buffer_view(&fold));
	else
		hay->c->failed = true;
	buffer_release(&fold);
	return has;
}

static bool holds(struct haystack *hay, struct slice words)
{
	return slice_contains(hay->pair->sides[LANG_JA].text, words);
}

/* --- Tokens ------------------------------------------------------------- */

/* A run without blanks, without the punctuation around it. */
static bool next_token(struct slice text, size_t *from, struct span *out)
{
	size_t at = *from;
	while (at < text.len && (unsigned char)text.ptr[at] <= ' ')
		at++;
	size_t end = at;
	while (end < text.len && (unsigned char)text.ptr[end] > ' ')
		end++;
	*from = end;
	*out = (struct span){at, end};
	return end > at;
}

static struct span without_punctuation(struct slice text, struct span at)
{
	while (at.start < at.end && strchr("\"'([<{*", text.ptr[at.start]))
		at.start++;
	while (at.end > at.start && strchr("\"'()]>}.,;:?!*", text.ptr[at.end - 1]))
		at.end--;
	return at;
}

static bool is_all(struct slice text, bool is_of(char c))
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_of(text.ptr[i]))
			return false;
	return text.len > 0;
}

static bool is_digit_or_dot(char c)
{
	return ascii_is_digit(c) || c == '.';
}

/* 4.4.312, 192.0.2.1, 4.8.31.0. */
static bool is_dotted(struct slice word)
{
	return ascii_is_digit(word.ptr[0]) && is_all(word, is_digit_or_dot) &&
	       slice_count_char(word, '.') >= 2;
}

static bool is_hex_code(struct slice word)
{
	return word.len > 4 && slice_starts_with(word, SLICE("0x")) &&
	       is_all(slice_skip(word, 2), ascii_is_hex);
}

static bool is_mail_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr("._%+-", c));
}

static bool is_mail_address(struct slice word)
{
	size_t at = slice_find_char(word, '@', 0);
	if (at == SLICE_NONE || at == 0)
		return false;
	struct slice domain = slice_skip(word, at + 1);
	return is_all(slice_sub(word, 0, at), is_mail_char) && is_all(domain, is_mail_char) &&
	       slice_find_char(domain, '.', 0) != SLICE_NONE;
}

static bool is_path_char(char c)
{
	return ascii_is_alnum(c) || (c && strchr("/._-+", c));
}

/* /etc/hosts, ~/.ssh/config: two parts at least, so that "/day" is none. */
static bool is_unix_path(struct slice word)
{
	struct slice parts = slice_skip(word, word.ptr[0] == '~');
	if (parts.len < 4 || parts.ptr[0] != '/' || !is_all(parts, is_path_char))
		return false;
	return ((parts.ptr[1] >= 'a' && parts.ptr[1] <= 'z') || word.ptr[0] == '~') &&
	       (slice_count_char(parts, '/') >= 2 || word.ptr[0] == '~');
}

/* C:\x, \\server\share. */
static bool is_path(struct slice word)
{
	bool is_drive = word.len > 3 && ascii_is_alpha(word.ptr[0]) && word.ptr[1] == ':' &&
			word.ptr[2] == '\\';
	bool is_share = word.len > 4 && slice_starts_with(word, SLICE("\\\\")) &&
			ascii_is_alpha(word.ptr[2]);
	return is_drive || is_share || is_unix_path(word);
}

static bool is_hex_or_colon(char c)
{
	return ascii_is_hex(c) || c == ':';
}

/* 2001:db8::25; 10:30:00 is a time. */
static bool is_ipv6(struct slice word)
{
	if (word.len < 4 || !is_hex_or_colon(word.ptr[0]))
		return false;
	size_t n = slice_count_char(word, ':');
	return n >= 2 && n <= 8 && is_all(word, is_hex_or_colon) &&
	       (slice_contains(word, SLICE("::")) || n == 7);
}

/* 30034-4, of Office's installer; 98052-6399 is a place, 10000-20000 a range. */
static bool is_office_code(struct slice word)
{
	enum { FIRST = 5, LAST_MAX = 5 };
	struct slice last = slice_skip(word, FIRST + 1);
	if (word.len < FIRST + 2 || word.ptr[0] != '3' || word.ptr[FIRST] != '-' ||
	    last.len > LAST_MAX)
		return false;
	return is_all(slice_sub(word, 0, FIRST), ascii_is_digit) && is_all(last, ascii_is_digit) &&
	       (last.len < FIRST || slice_compare(slice_sub(word, 0, FIRST), last) > 0);
}

/* "--File deletion", "-The file": a dash before a sentence, for want of a blank. */
static bool is_dash_before_words(struct slice name, size_t dashes)
{
	static const char *const words[] = {"And", "For",  "If", "In",  "It", "On",
					    "The", "This", "To", "You", NULL};
	if (dashes == 2)
		return ascii_is_upper(name.ptr[0]);
	return slice_is_one_of(name, words);
}

/* A capital alone stands behind a dash in "C, -H". */
static bool is_option_name(struct slice name, size_t dashes)
{
	return name.len >= dashes && ascii_is_alpha(name.ptr[0]) && is_all(name, ascii_is_alnum) &&
	       (name.len > 1 || !ascii_is_upper(name.ptr[0]));
}

/* -v, -Identity, --force. */
static bool is_option(struct slice word)
{
	size_t dashes = slice_starts_with(word, SLICE("--")) ? 2 : word.ptr[0] == '-' ? 1 : 0;
	struct slice name = slice_skip(word, dashes);
	return dashes && is_option_name(name, dashes) && !is_dash_before_words(name, dashes);
}

static bool is_cmdlet(struct slice word)
{
	static const char *const verbs[] = {"Get-",     "Set-",     "New-",    "Remove-", "Add-",
					    "Enable-",  "Disable-", "Start-",  "Stop-",   "Test-",
					    "Connect-", "Import-",  "Export-", "Search-", NULL};
	if (!ascii_is_upper(word.ptr[0]) || slice_find_char(word, '-', 0) == SLICE_NONE ||
	    slice_eq_str(word, "Get-Together"))
		return false;
	for (const char *const *verb = verbs; *verb; verb++) {
		struct slice rest = slice_skip(word, slice_from(*verb).len);
		if (slice_starts_with(word, slice_from(*verb)) && rest.len > 4 &&
		    is_all(rest, ascii_is_alpha) && rest.ptr[0] < 'a' && rest.ptr[1] >= 'a')
			return true;
	}
	return false;
}

/* f(), as in strcpy(): the brackets were taken off with the punctuation. */
static bool is_call(struct slice text, struct span at)
{
	struct slice rest = slice_skip(text, at.end);
	return at.end - at.start >= 3 && rest.len >= 2 && rest.ptr[0] == '(' &&
	       rest.ptr[1] == ')' && ascii_is_alpha(text.ptr[at.start]);
}

static size_t skip_all(struct slice text, size_t at, bool is_of(char c))
{
	while (at < text.len && is_of(text.ptr[at]))
		at++;
	return at;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '.';
}

/* What is in brackets at `at`: the place behind them, or 0. */
static size_t behind_brackets(struct slice text, size_t at, char open, char close,
			      bool is_of(char c))
{
	if (at >= text.len || text.ptr[at] != open)
		return 0;
	size_t end = skip_all(text, at + 1, is_of);
	return end > at + 1 && end < text.len && text.ptr[end] == close ? end + 1 : 0;
}

/* {0}, ${name}, %(name)s, %1$s at a place: the one behind it, or 0. Brackets are a part of
   these, and no punctuation around them. */
static size_t behind_placeholder(struct slice text, size_t at)
{
	size_t end = behind_brackets(text, at, '{', '}', ascii_is_digit);
	if (end)
		return end;
	if (text.ptr[at] == '$')
		return behind_brackets(text, at + 1, '{', '}', is_name_char);
	if (text.ptr[at] != '%')
		return 0;
	end = behind_brackets(text, at + 1, '(', ')', is_name_char);
	if (!end) {
		end = skip_all(text, at + 1, ascii_is_digit);
		end = end > at + 1 && end < text.len && text.ptr[end] == '$' ? end + 1 : 0;
	}
	return end && end < text.len && text.ptr[end] && strchr("sdiux", text.ptr[end]) ? end + 1
											: 0;
}

/* %s, %1, $name. */
static bool is_placeholder(struct slice word)
{
	if (word.len >= 2 && word.ptr[0] == '%')
		return word.len == 2 &&
		       (strchr("sdiux", word.ptr[1]) || ascii_is_digit(word.ptr[1]));
	return word.len >= 3 && word.ptr[0] == '$' && ascii_is_alpha(word.ptr[1]) &&
	       is_all(slice_skip(word, 1), ascii_is_alnum);
}

static bool is_aadsts(struct slice word)
{
	return word.len > 8 && slice_starts_with(word, SLICE("AADSTS")) &&
	       is_all(slice_skip(word, 6), ascii_is_digit);
}

static bool is_literal(struct slice text, struct span at)
{
	struct slice word = slice_sub(text, at.start, at.end);
	return is_dotted(word) || is_hex_code(word) || is_ipv6(word) || is_office_code(word) ||
	       is_mail_address(word) || is_path(word) || is_option(word) || is_cmdlet(word) ||
	       is_call(text, at) || is_placeholder(word) || is_aadsts(word);
}

/* Mostly a full stop at the end of a sentence is all that a code could have too. */
static bool is_ordinary(const struct word *word)
{
	return word_is_plain(word) && !(word->traits & WORD_HYPHEN) && word->first == word->start &&
	       word->end - word->last <= 1;
}

static void check_code(struct haystack *hay, struct slice text, struct span at)
{
	struct slice code = slice_sub(text, at.start, at.end);
	if (!holds(hay, code) && !holds_folded(hay, code))
		say(hay->c, &rule_code, hay->pair, LANG_EN, at, 1, words_at(text, at));
}

/* Whether a token has placeholders, which are checked then. */
static bool check_placeholders(struct haystack *hay, struct slice up_to, struct span token)
{
	size_t n = 0;
	for (size_t at = token.start; at < token.end; at++) {
		char c = up_to.ptr[at];
		bool may_begin = c == '{' || c == '$' || c == '%';
		size_t end = may_begin ? behind_placeholder(up_to, at) : 0;
		if (!end)
			continue;
		check_code(hay, up_to, (struct span){at, end});
		at = end - 1;
		n++;
	}
	return n > 0;
}

/* The tokens of one word: of several where something opaque stands in it. */
static void check_word(struct haystack *hay, struct slice text, const struct word *word)
{
	struct span token;
	struct slice up_to = slice_sub(text, 0, word->end);
	for (size_t from = word->start; next_token(up_to, &from, &token);) {
		struct span at = without_punctuation(text, token);
		if (!check_placeholders(hay, slice_sub(text, 0, token.end), token) &&
		    at.end - at.start >= 2 && is_literal(text, at))
			check_code(hay, text, at);
	}
}

static void check_literals(struct haystack *hay, struct slice text, const struct words *words)
{
	const uint32_t looks_like_one = WORD_SIGN | WORD_DIGIT;
	const struct word *end = words->items + words->count;
	if (!(words->traits & (looks_like_one | WORD_PARTS)))
		return;
	for (const struct word *word = words->items; word < end; word++) {
		bool may_be_path = word->traits & WORD_PARTS && word->first > word->start;
		if ((word->traits & looks_like_one || may_be_path) && !is_ordinary(word))
			check_word(hay, text, word);
	}
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	struct haystack hay = {.c = c, .pair = pair};
	if (pair_is_japanese(c, pair))
		check_literals(&hay, pair->sides[LANG_EN].prose, words_of_prose(c, pair));
}

const struct family family_literal = {.rules = rules, .pair = check_pair};
