/*
 * Acronyms: words in capitals are the same in Japanese, in the same letters.
 */
#include "numbers.h"
#include "signs.h"
#include "text/unicode.h"
#include "words.h"

#include <string.h>

static const struct rule rule_acronym = {
	.id = "content.acronym",
	.severity = SEVERITY_WARNING,
	.message = {"{0}; write \"{1}\" as in the English",
		    "{0}。英語と同じ「{1}」と書いてください"},
	.explain = {"An acronym names the same thing in both languages. One that is missing was "
		    "left out or translated apart from the others; \"Url\" for URL is a machine's "
		    "spelling.",
		    "略語は両言語で同じものを指します。訳文にない場合は、訳し落としか別の表記です。"
		    "URL を「Url」と書くのは機械翻訳の癖です。"},
	.example = "See the list of URLs.\n- Url の一覧を参照してください。\n+ URL "
		   "の一覧を参照してください。",
};

static const struct rule *const rules[] = {&rule_acronym, NULL};

/* --- What is one ----------------------------------------------------------- */

/* Whether a word is one of a list, in which each has blanks around it. */
static bool is_listed(struct slice list, struct slice word)
{
	for (size_t at = 0; (at = slice_find(list, word, at)) != SLICE_NONE; at++)
		if (list.ptr[at - 1] == ' ' && list.ptr[at + word.len] == ' ')
			return true;
	return false;
}

/* Words in capitals that Japanese translates, or that are no acronyms but written so
   for emphasis or as on a label: blanks around each, by its first letter. */
static const char *const translated[] = {
	['A' - 'A'] = " ADD AFTER ALERT ALL ALT ALWAYS AM AND ANOTHER ANY APAC ARE AS ASAP AT ",
	['B' - 'A'] = " BACK BE BEFORE BLOCK BOTH BUT BUY BY ",
	['C' - 'A'] = (" CALL CAN CANCEL CANNOT CAUTION CEO CHANGE CHECK CIO CLICK CLOSE "
		       "CODE CONTINUE COO COPY CREATE CTRL "),
	['D' - 'A'] = " DANGER DATE DAY DEL DELETE DISABLE DISABLED DO DOWN ",
	['E' - 'A'] = (" EACH EDIT EMEA ENABLE ENABLED ENTER ERROR ESC EU EUR EVENT EVERY "
		       "EXAMPLE EXPIRES "),
	['F' - 'A'] = " FALSE FAQ FAQs FAST FILE FIRST FOR FREE FROM FYI ",
	['G' - 'A'] = " GET GO ",
	['H' - 'A'] = " HAVE HELP HIGH HOW HR ",
	['I' - 'A'] = " IAAS ID IDs IF IM IMPORTANT IN INTO IS IT ITEM ITPRO ",
	['J' - 'A'] = " JOINED JPY JUNK ",
	['L' - 'A'] = " LAST LESS LIST LOW ",
	['M' - 'A'] = " MAIL MAY MORE MUST ",
	['N' - 'A'] = " NAME NEVER NEW NEXT NO NONE NOT NOTE NOW NULL ",
	['O' - 'A'] = " OF OFF OK OLD ON ONLY OPEN OPTION OR ORDER OUR OUT ",
	['P' - 'A'] = " PAAS PM PO PORT PRIORITY ",
	['Q' - 'A'] = " QUERIES ",
	['R' - 'A'] = " READ RECEIVED REQUIRED RESET RSS RUN ",
	['S' - 'A'] = (" SAAS SAVE SECOND SELECT SEND SENDER SET SHIFT SHOW SIGN SIMILAR SO "
		       "START STATUS STEP STOP SUBJECT "),
	['T' - 'A'] = " TAB TASK TAX TEST THAT THE THIS TIME TIP TO TRUE TURN TV TYPE ",
	['U' - 'A'] = " UK UN UP UPDATE US USA USD USE USER UTC ",
	['V' - 'A'] = " VIDEO VIP VIPs ",
	['W' - 'A'] = " WAIT WARNING WAS WATCH WHEN WILL WITH WITHOUT ",
	['Y' - 'A'] = " YES YOU YOUR ",
	['Z' - 'A'] = " ZIP ",
};

static bool is_translated(struct slice word)
{
	size_t letter = (size_t)(word.ptr[0] - 'A');
	return letter < sizeof(translated) / sizeof(*translated) && translated[letter] &&
	       is_listed(slice_from(translated[letter]), word);
}

/* The acronym at the start of a word of letters: "URLs" has "URL", "DNS" is
   itself. 0: none. */
static size_t acronym_length(struct slice word)
{
	size_t n = 0;
	while (n < word.len && ascii_is_upper(word.ptr[n]))
		n++;
	bool is_plural = n + 1 == word.len && word.ptr[n] == 's';
	return n >= 2 && (n == word.len || is_plural) ? n : 0;
}

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

/* A word glued to a digit, a slash or an underscore is a part of a name. */
static bool stands_alone(struct slice text, struct span at)
{
	const char *glue = "0123456789_/\\.@-\x01&=<>";
	char before = at.start > 0 ? text.ptr[at.start - 1] : ' ';
	char after = at.end < text.len ? text.ptr[at.end] : ' ';
	bool ends =
		after == '.' && (at.end + 1 == text.len || !ascii_is_alnum(text.ptr[at.end + 1]));
	return !is_one_of(before, glue) && (ends || !is_one_of(after, glue));
}

/* --- What may stand for it -------------------------------------------------- */

/* Whether Latin words of the Japanese spell the acronym out: "Cloud App Security"
   for CAS. */
static bool is_spelt_out(struct slice text, struct slice name)
{
	size_t n = 0; /* letters of the acronym that the words so far stand for */
	bool is_start = true;
	for (size_t i = 0; i < text.len && n < name.len; i++) {
		char c = text.ptr[i];
		if (is_start && ascii_is_alpha(c))
			n = c == name.ptr[n] ? n + 1 : c == name.ptr[0] ? 1 : 0;
		else if (!ascii_is_alpha(c) && c != ' ')
			n = 0;
		is_start = !ascii_is_alpha(c);
	}
	return n == name.len;
}

/* Acronyms that Japanese rather says in full. */
static bool is_said_in_full(struct slice text, struct slice name)
{
	static const char *const words[][2] = {
		{"AI", "人工知能"},
		{"CA", "証明機関"},
		{"CSP", "クラウド ソリューション プロバイダー"},
		{"EAC", "Exchange 管理センター"},
		{"KB", "サポート技術情報"},
		{"MFA", "多要素認証"},
		{"OS", "オペレーティング システム"},
		{"PC", "コンピューター"},
		{"RMS", "Rights Management"},
		{"SEC", "証券取引委員会"},
		{"SSO", "サインオン"},
		{"VM", "仮想マシン"},
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (slice_eq_str(name, words[i][0]))
			return slice_contains(text, slice_from(words[i][1]));
	return false;
}

/* --- In other letters ------------------------------------------------------- */

/* A letter of either width in upper case, or 0. */
static char capital_of(int32_t c)
{
	if (c >= 0xFF21 && c <= 0xFF5A) /* Ａ to ｚ */
		c -= 0xFF21 - 'A';
	return c > 0 && c < 0x80 && ascii_is_alpha((char)c) ? (char)(c & ~0x20) : 0;
}

/* Behind the letters at `at` that are the acronym, or an s more; or SLICE_NONE. */
static size_t end_of_name(struct slice text, size_t at, struct slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (capital_of(utf8_next(text, &at)) != name.ptr[i])
			return SLICE_NONE;
	size_t end = at;
	char next = capital_of(utf8_next(text, &at));
	if (next == 'S')
		next = capital_of(utf8_next(text, &at));
	return next ? SLICE_NONE : end;
}

/* A file's name, an address, ip4: not 8mb. */
static bool is_part_of_name(struct slice text, struct span at)
{
	char before = at.start > 0 ? text.ptr[at.start - 1] : ' ';
	char after = at.end < text.len ? text.ptr[at.end] : ' ';
	char behind = at.end + 1 < text.len ? text.ptr[at.end + 1] : ' ';
	if ((after == '.' || after == '-') && ascii_is_alnum(behind))
		return true;
	return is_one_of(before, "_/\\.@&=<>") || is_one_of(after, "0123456789_/\\@&=<>");
}

/* The next word of the Japanese that is the acronym but for cases and widths. */
static bool next_other(struct slice text, size_t *from, struct slice name, struct span *out)
{
	bool is_within = false; /* a word that began before */
	while (*from < text.len) {
		size_t at = *from;
		size_t end = is_within ? SLICE_NONE : end_of_name(text, at, name);
		*out = (struct span){at, end};
		if (end != SLICE_NONE) {
			*from = end;
			return true;
		}
		is_within = capital_of(utf8_next(text, from)) != 0;
	}
	return false;
}

/* --- A pair ----------------------------------------------------------------- */

/* What is said of the word at a place: it stands there, or is missing on the other side. */
static const char *const missing[] = {"\"%.*s\" is missing from the Japanese",
				      "「%.*s」が日本語にありません"};
static const char *const in_other_letters[] = {"the Japanese has \"%.*s\"",
					       "日本語では「%.*s」になっています"};

static void tell(struct checking *c, const struct pair *pair, enum lang lang, struct span at,
		 const char *const said[LANG_SIDES], struct slice name)
{
	struct slice word = words_at(pair->sides[lang].text, at);
	struct arena *arena = c->article->findings.arena;
	struct finding *finding = say(c, &rule_acronym, pair, lang, at, 0);
	if (!finding)
		return;
	finding->lang = LANG_JA;
	say_words(c, finding, arena_printf(arena, said[LANG_EN], SLICE_ARG(word)),
		  arena_printf(arena, said[LANG_JA], SLICE_ARG(word)));
	c->failed |= finding_arg(&c->article->findings, finding, name) != STATUS_OK;
}

/* .xlsx is as good as XLSX. */
static bool is_extension(struct slice text, struct span at)
{
	return at.start > 0 && text.ptr[at.start - 1] == '.';
}

/* Where the Japanese has it in other letters, each of these is told. */
static void check_name(struct checking *c, const struct pair *pair, struct span at,
		       struct slice name)
{
	struct slice ja = pair->sides[LANG_JA].text;
	struct span other;
	bool has_other = false;
	for (size_t from = 0; next_other(ja, &from, name, &other);) {
		bool is_word = !is_part_of_name(ja, other);
		if (is_word)
			tell(c, pair, LANG_JA, other, in_other_letters, name);
		has_other |= is_word || is_extension(ja, other);
	}
	if (!has_other && !is_said_in_full(ja, name))
		tell(c, pair, LANG_EN, at, missing, name);
}

/* "Part II" is 第 2 部. */
static bool is_said_in_digits(struct slice ja, struct slice name)
{
	struct number_list numbers = {.count = 0};
	double value = numbers_roman(name);
	if (value == 0)
		return false;
	numbers_find(ja, LANG_JA, &numbers);
	return numbers_have(&numbers, value);
}

/* Whether the Japanese should have the acronym of a word, and has not. */
static bool is_missed(const struct pair *pair, struct span place, struct slice name)
{
	struct slice text = pair->sides[LANG_EN].prose;
	struct slice ja = pair->sides[LANG_JA].text;
	return stands_alone(text, place) && !slice_contains(ja, name) &&
	       !is_translated(slice_sub(text, place.start, place.end)) && !is_translated(name) &&
	       !is_spelt_out(ja, name) && !is_said_in_digits(ja, name);
}

/* Whether the English has it before `at`: once is enough. */
static bool stands_before(struct slice text, size_t at, struct slice name)
{
	for (size_t i = 0; (i = slice_find(text, name, i)) < at; i++) {
		size_t end = i + name.len;
		bool is_word = i == 0 || !ascii_is_alpha(text.ptr[i - 1]);
		end += end < text.len && text.ptr[end] == 's';
		is_word &= end == text.len || !ascii_is_alpha(text.ptr[end]);
		if (is_word && stands_alone(text, (struct span){i, end}))
			return true;
	}
	return false;
}

/* Each is looked for in all of the Japanese; a text of more is no sentence. */
enum { ACRONYMS_MAX = 32 };

/* Gives how many there were. */
static size_t check_capitals(struct checking *c, const struct pair *pair, const struct word *whole)
{
	struct slice text = pair->sides[LANG_EN].prose;
	size_t n = 0;
	for (size_t at = whole->first; at < whole->last && n < ACRONYMS_MAX;) {
		size_t end = at;
		while (end < whole->last && ascii_is_alpha(text.ptr[end]))
			end++;
		struct span place = {at, end};
		struct slice word = slice_sub(text, at, end);
		struct slice name = slice_sub(word, 0, acronym_length(word));
		n += name.len != 0;
		if (name.len && is_missed(pair, place, name) && !stands_before(text, at, name))
			check_name(c, pair, place, name);
		at = end > at ? end : at + 1;
	}
	return n;
}

/* Where all is in capitals, they say nothing. */
static void check_pair(struct checking *c, const struct pair *pair)
{
	const uint32_t both = WORD_CAPITALS | WORD_SMALL;
	if (!pair_is_japanese(c, pair))
		return;
	const struct words *words = words_of_prose(c, pair);
	const struct word *end = words->items + words->count;
	if ((words->traits & both) != both)
		return;
	size_t n = 0;
	for (const struct word *word = words->items; word < end && n < ACRONYMS_MAX; word++)
		if (word->traits & WORD_CAPITALS)
			n += check_capitals(c, pair, word);
}

const struct family family_acronym = {.rules = rules, .pair = check_pair};
