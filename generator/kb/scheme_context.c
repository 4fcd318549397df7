/*
 * A number with two dots is a status code or a version, and only the words
 * around it tell. These are they, in both languages; the nearest one decides.
 */
#include "scheme_kind.h"

#include <string.h>

/* How far back, and how many words that mean nothing are stepped over. */
enum { LOOK_BACK_BYTES = 64, FILLERS_MAX = 5 };

/* What a word says of the number behind it. */
enum word_kind {
	WORD_UNKNOWN,
	WORD_CODE,
	WORD_VERSION, /* also across "is", ":" or "(" */
	WORD_PRODUCT, /* only with just a blank or a slash between: "Android 4.4.2" */
	WORD_FILLER,
};

struct word {
	const char *text; /* lower case */
	enum word_kind kind;
};

static const struct word latin_words[] = {
	{"error", WORD_CODE},
	{"errors", WORD_CODE},
	{"err", WORD_CODE},
	{"code", WORD_CODE},
	{"codes", WORD_CODE},
	{"status", WORD_CODE},
	{"stat", WORD_CODE},
	{"statuses", WORD_CODE},
	{"ndr", WORD_CODE},
	{"ndrs", WORD_CODE},
	{"dsn", WORD_CODE},
	{"smtp", WORD_CODE},
	{"esmtp", WORD_CODE},
	{"bounce", WORD_CODE},
	{"bounced", WORD_CODE},
	{"enhanced", WORD_CODE},
	{"reply", WORD_CODE},
	{"response", WORD_CODE},
	{"diagnostic", WORD_CODE},
	{"returned", WORD_CODE},
	{"version", WORD_VERSION},
	{"versions", WORD_VERSION},
	{"ver", WORD_VERSION},
	{"vers", WORD_VERSION},
	{"v", WORD_VERSION},
	{"agent", WORD_VERSION},
	{"agents", WORD_VERSION},
	{"build", WORD_VERSION},
	{"builds", WORD_VERSION},
	{"release", WORD_VERSION},
	{"releases", WORD_VERSION},
	{"revision", WORD_VERSION},
	{"rev", WORD_VERSION},
	{"patch", WORD_VERSION},
	{"hotfix", WORD_VERSION},
	{"firmware", WORD_VERSION},
	{"daemon", WORD_VERSION},
	{"engine", WORD_VERSION},
	{"section", WORD_VERSION},
	{"sections", WORD_VERSION},
	{"chapter", WORD_VERSION},
	{"step", WORD_VERSION},
	{"steps", WORD_VERSION},
	{"figure", WORD_VERSION},
	{"table", WORD_VERSION},
	{"appendix", WORD_VERSION},
	{"clause", WORD_VERSION},
	{"control", WORD_VERSION},
	{"controls", WORD_VERSION},
	{"requirement", WORD_VERSION},
	{"net", WORD_PRODUCT},
	{"framework", WORD_PRODUCT},
	{"ios", WORD_PRODUCT},
	{"ipados", WORD_PRODUCT},
	{"macos", WORD_PRODUCT},
	{"osx", WORD_PRODUCT},
	{"android", WORD_PRODUCT},
	{"linux", WORD_PRODUCT},
	{"ubuntu", WORD_PRODUCT},
	{"debian", WORD_PRODUCT},
	{"kernel", WORD_PRODUCT},
	{"windows", WORD_PRODUCT},
	{"java", WORD_PRODUCT},
	{"jre", WORD_PRODUCT},
	{"jdk", WORD_PRODUCT},
	{"python", WORD_PRODUCT},
	{"php", WORD_PRODUCT},
	{"node", WORD_PRODUCT},
	{"perl", WORD_PRODUCT},
	{"ruby", WORD_PRODUCT},
	{"powershell", WORD_PRODUCT},
	{"tls", WORD_PRODUCT},
	{"ssl", WORD_PRODUCT},
	{"openssl", WORD_PRODUCT},
	{"openssh", WORD_PRODUCT},
	{"postfix", WORD_PRODUCT},
	{"exim", WORD_PRODUCT},
	{"sendmail", WORD_PRODUCT},
	{"dovecot", WORD_PRODUCT},
	{"qmail", WORD_PRODUCT},
	{"apache", WORD_PRODUCT},
	{"nginx", WORD_PRODUCT},
	{"firefox", WORD_PRODUCT},
	{"chrome", WORD_PRODUCT},
	{"safari", WORD_PRODUCT},
	{"edge", WORD_PRODUCT},
	{"mozilla", WORD_PRODUCT},
	{"thunderbird", WORD_PRODUCT},
	{"boost", WORD_PRODUCT},
	{"phpmailer", WORD_PRODUCT},
	{"spamassassin", WORD_PRODUCT},
	{"rspamd", WORD_PRODUCT},
	{"clamav", WORD_PRODUCT},
	{"amavisd", WORD_PRODUCT},
	{"opendkim", WORD_PRODUCT},
	{"opendmarc", WORD_PRODUCT},
	{"opensmtpd", WORD_PRODUCT},
	{"mailman", WORD_PRODUCT},
	{"roundcube", WORD_PRODUCT},
	{"zimbra", WORD_PRODUCT},
	{"cyrus", WORD_PRODUCT},
	{"bind", WORD_PRODUCT},
	{"sdk", WORD_PRODUCT},
	{"api", WORD_PRODUCT},
	{"module", WORD_PRODUCT},
	{"plugin", WORD_PRODUCT},
	{"client", WORD_PRODUCT},
	{"app", WORD_PRODUCT},
	{"number", WORD_FILLER},
	{"numbers", WORD_FILLER},
	{"no", WORD_FILLER},
	{"is", WORD_FILLER},
	{"are", WORD_FILLER},
	{"was", WORD_FILLER},
	{"of", WORD_FILLER},
	{"the", WORD_FILLER},
	{"a", WORD_FILLER},
	{"an", WORD_FILLER},
	{"from", WORD_FILLER},
	{"with", WORD_FILLER},
	{"message", WORD_FILLER},
	{"messages", WORD_FILLER},
	{"value", WORD_FILLER},
	{"local", WORD_FILLER},
};

/* Japanese has no blanks: these are compared with the end of what stands
   before, the longer one first where one ends another. */
static const struct word japanese_words[] = {
	{"エラー", WORD_CODE},
	{"コード", WORD_CODE},
	{"ステータス", WORD_CODE},
	{"状態", WORD_CODE},
	{"応答", WORD_CODE},
	{"返信", WORD_CODE},
	{"配信不能", WORD_CODE},
	{"バウンス", WORD_CODE},
	{"バージョン", WORD_VERSION},
	{"ヴァージョン", WORD_VERSION},
	{"ビルド", WORD_VERSION},
	{"リリース", WORD_VERSION},
	{"リビジョン", WORD_VERSION},
	{"エージェント", WORD_VERSION},
	{"版", WORD_VERSION},
	{"セクション", WORD_VERSION},
	{"ステップ", WORD_VERSION},
	{"手順", WORD_VERSION},
	{"コントロール", WORD_VERSION},
	{"第", WORD_VERSION},
	{"章", WORD_VERSION},
	{"節", WORD_VERSION},
	{"図", WORD_VERSION},
	{"明治", WORD_VERSION},
	{"大正", WORD_VERSION},
	{"昭和", WORD_VERSION},
	{"平成", WORD_VERSION},
	{"令和", WORD_VERSION},
	{"日付", WORD_VERSION},
	{"年月日", WORD_VERSION},
	{"作成日", WORD_VERSION},
	{"更新日", WORD_VERSION},
	{"発行日", WORD_VERSION},
	{"クライアント", WORD_PRODUCT},
	{"アプリ", WORD_PRODUCT},
	{"番号", WORD_FILLER},
	{"メッセージ", WORD_FILLER},
	{"は", WORD_FILLER},
	{"が", WORD_FILLER},
	{"の", WORD_FILLER},
	{"を", WORD_FILLER},
	{"に", WORD_FILLER},
	{"「", WORD_FILLER},
	{"『", WORD_FILLER},
	{"【", WORD_FILLER},
};

/* Behind a number, after a blank or none. */
static const char *const version_tails[] = {
	"release",   "build",      "beta",      "preview",    "or later", "or newer",
	"or higher", "and later",  "and newer", "and higher", "以降",     "以前",
	"以上",      "バージョン", "リリース",  "ビルド",     "版",
};

/* Between the numbers of a list. */
static const char *const list_words[] = {"and",    "or",   "to",     "through", "thru",
					 "および", "及び", "または", "又は",    "もしくは",
					 "と",     "か",   "や",     "から"};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* The i-th of those of one kind, the Latin ones first. */
static const char *word_of_kind(enum word_kind kind, size_t i)
{
	for (size_t k = 0; k < COUNT(latin_words); k++)
		if (latin_words[k].kind == kind && i-- == 0)
			return latin_words[k].text;
	for (size_t k = 0; k < COUNT(japanese_words); k++)
		if (japanese_words[k].kind == kind && i-- == 0)
			return japanese_words[k].text;
	return NULL;
}

const char *scheme_word(enum scheme_word_group group, size_t i)
{
	switch (group) {
	case SCHEME_WORDS_CODE:
		return word_of_kind(WORD_CODE, i);
	case SCHEME_WORDS_VERSION:
		return word_of_kind(WORD_VERSION, i);
	case SCHEME_WORDS_PRODUCT:
		return word_of_kind(WORD_PRODUCT, i);
	case SCHEME_WORDS_FILLER:
		return word_of_kind(WORD_FILLER, i);
	case SCHEME_WORDS_TAIL:
		return i < COUNT(version_tails) ? version_tails[i] : NULL;
	case SCHEME_WORDS_LIST:
		return i < COUNT(list_words) ? list_words[i] : NULL;
	default:
		return smtp_word(group, i);
	}
}

char text_at(struct slice text, size_t i)
{
	return i < text.len ? text.ptr[i] : '\0';
}

char text_before(struct slice text, size_t i)
{
	return i > 0 && i <= text.len ? text.ptr[i - 1] : '\0';
}

size_t digits_end(struct slice text, size_t i)
{
	while (ascii_is_digit(text_at(text, i)))
		i++;
	return i;
}

unsigned int digits_value(struct slice digits)
{
	unsigned int value = 0;
	for (size_t i = 0; i < digits.len && i < 9; i++)
		value = value * 10 + (unsigned int)(digits.ptr[i] - '0');
	return value;
}

bool is_word_char(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

/* The kind of the last word of `text`, whose start goes to `start`. */
static enum word_kind last_word(struct slice text, size_t *start)
{
	size_t from = text.len;
	while (ascii_is_alpha(text_before(text, from)))
		from--;
	*start = from;
	struct slice word = slice_skip(text, from);
	if (word.len) {
		char first = ascii_lower(word.ptr[0]);
		for (size_t i = 0; i < COUNT(latin_words); i++)
			if (first == latin_words[i].text[0] &&
			    slice_eq_nocase(word, slice_from(latin_words[i].text)))
				return latin_words[i].kind;
		return WORD_UNKNOWN;
	}
	if (from == 0 || (unsigned char)text.ptr[from - 1] < 0x80)
		return WORD_UNKNOWN; /* no character of Japanese is before it */
	for (size_t i = 0; i < COUNT(japanese_words); i++) {
		struct slice known = slice_from(japanese_words[i].text);
		*start = text.len - (slice_ends_with(text, known) ? known.len : 0);
		if (*start < text.len)
			return japanese_words[i].kind;
	}
	return WORD_UNKNOWN;
}

static bool is_filler_char(char c)
{
	return c && strchr(" \t:=\"'(<[*`#|", c) != NULL;
}

/* Steps back over blanks and signs that may stand between a word and its
   number. False where the sign means that the word is not the number's. */
static bool skip_back(struct slice *text, bool *is_plain)
{
	while (text->len && is_filler_char(text->ptr[text->len - 1])) {
		char c = text->ptr[text->len - 1];
		*is_plain &= c == ' ' || c == '\t';
		text->len--;
	}
	/* "ver. 4.8.31", "rev. 4.8.31", "no. 5.7.1" */
	if (text->len && text->ptr[text->len - 1] == '.' &&
	    ascii_is_alpha(text_before(*text, text->len - 1)))
		text->len--;
	return text->len > 0;
}

enum context context_before(struct slice text, size_t start)
{
	size_t from = start > LOOK_BACK_BYTES ? start - LOOK_BACK_BYTES : 0;
	struct slice before = slice_sub(text, from, start);
	bool is_plain = true;
	for (int fillers = 0; fillers < FILLERS_MAX; fillers++) {
		/* "Postfix/3.4.5", "SMTP/5.7.1" */
		if (fillers == 0 && text_before(before, before.len) == '/')
			before.len--;
		if (!skip_back(&before, &is_plain))
			return CONTEXT_NONE;
		switch (last_word(before, &before.len)) {
		case WORD_CODE:
			return CONTEXT_CODE;
		case WORD_VERSION:
			return CONTEXT_VERSION;
		case WORD_PRODUCT:
			return is_plain ? CONTEXT_VERSION : CONTEXT_NONE;
		case WORD_FILLER:
			is_plain = false;
			break;
		case WORD_UNKNOWN:
			return CONTEXT_NONE;
		}
	}
	return CONTEXT_NONE;
}

/* "(05/12/2021)", "(2021-05-12)", "10:30": what is dated is a version, or a date
   itself. */
static bool is_date_behind(struct slice rest)
{
	bool is_bracketed = text_at(rest, 0) == '(';
	size_t start = is_bracketed ? 1 : 0;
	size_t end = digits_end(rest, start);
	char sign = text_at(rest, end);
	if (end == start || end - start > 4 || !ascii_is_digit(text_at(rest, end + 1)))
		return false;
	if (is_bracketed)
		return sign == '/' || sign == '-';
	return sign == ':' && end - start <= 2;
}

enum context context_after(struct slice text, size_t end)
{
	struct slice rest = slice_skip(text, end);
	while (rest.len && rest.ptr[0] == ' ')
		rest = slice_skip(rest, 1);
	if (is_date_behind(rest))
		return CONTEXT_VERSION;
	char first = ascii_lower(text_at(rest, 0));
	for (size_t i = 0; i < COUNT(version_tails); i++) {
		if (first != version_tails[i][0])
			continue;
		struct slice tail = slice_from(version_tails[i]);
		if (!slice_eq_nocase(slice_sub(rest, 0, tail.len), tail))
			continue;
		if (!ascii_is_alpha(tail.ptr[0]) || !is_word_char(text_at(rest, tail.len)))
			return CONTEXT_VERSION;
	}
	return CONTEXT_NONE;
}

bool is_list_between(struct slice between)
{
	bool has_sign = false;
	while (between.len && strchr(" \t,/&", between.ptr[0])) {
		has_sign |= between.ptr[0] != ' ' && between.ptr[0] != '\t';
		between = slice_skip(between, 1);
	}
	between = slice_trim(between);
	if (slice_eq(between, SLICE("、")) || slice_eq(between, SLICE("・")))
		return true;
	for (size_t i = 0; i < COUNT(list_words); i++)
		if (slice_eq_nocase(between, slice_from(list_words[i])))
			return true;
	return has_sign && between.len == 0;
}
