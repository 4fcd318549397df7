/* Terms of the glossary: rendered as agreed, never as forbidden, names kept. */
#include "kb/glossary.h"
#include "words.h"

#include <string.h>

static const struct rule rule_glossary = {
	.id = "term.glossary",
	.severity = SEVERITY_WARNING,
	.message = {"the glossary has \"{1}\" for \"{0}\", which is not in the Japanese; use it",
		    "用語集では「{0}」の訳は「{1}」ですが、日本語にありません。用語集の訳を"
		    "使ってください"},
	.explain = {"A reader who meets two words for one thing looks for two things. The glossary "
		    "is the file that `glossary:` of site.yaml or --glossary names.",
		    "1 つの事柄を 2 つの語で書くと、読者は別のものと受け取ります。用語集は "
		    "site.yaml の glossary または --glossary で指定します。"},
	.example = "The recipient is unknown. (glossary: recipient, 受信者)\n- 宛先が不明です。\n"
		   "+ 受信者が不明です。",
};

static const struct rule rule_forbidden = {
	.id = "term.forbidden",
	.severity = SEVERITY_WARNING,
	.message = {"\"{0}\" is not to be used for \"{1}\"; write \"{2}\"",
		    "「{1}」の訳に「{0}」は使えません。「{2}」と書いてください"},
	.explain = {"The glossary forbids this rendering. It counts only where the English has the "
		    "term, and not inside a longer word that is agreed on.",
		    "用語集で禁止されている訳語です。英語側にその用語がある場合だけを対象とし、"
		    "より長い承認済みの語に含まれる場合は除きます。"},
	.example = "The server is down. (glossary: server, サーバー, not サーバ)\n"
		   "- サーバが停止しています。\n+ サーバーが停止しています。",
};

static const struct rule rule_keep = {
	.id = "term.keep",
	.severity = SEVERITY_WARNING,
	.message =
		{"the name \"{0}\" is not in the Japanese; keep it as it is, capitals too",
		 "名称「{0}」が日本語にありません。大文字と小文字も含めて、そのまま書いてください"},
	.explain = {"The glossary lists it as a name that is not translated, and is written "
		    "like this.",
		    "用語集で、翻訳せずにこのとおりに書く名称とされています。"},
	.example = "Open Exchange Online. (glossary: Exchange Online, kept)\n"
		   "- Exchange オンラインを開きます。\n+ Exchange Online を開きます。",
};

static const struct rule *const rules[] = {&rule_glossary, &rule_forbidden, &rule_keep, NULL};

enum { MATCHES_MAX = 64 }; /* terms looked at in one pair */

struct matches {
	struct term_match items[MATCHES_MAX]; /* each term once */
	size_t count;
};

/* Of several places of a term the first is kept, rather one without a capital: that
   is no name. */
static void add_match(struct matches *matches, struct slice text, const struct term_match *match)
{
	for (size_t i = 0; i < matches->count; i++) {
		struct term_match *other = &matches->items[i];
		if (other->term != match->term)
			continue;
		if (ascii_is_upper(text.ptr[other->at.start]) &&
		    !ascii_is_upper(text.ptr[match->at.start]))
			other->at = match->at;
		return;
	}
	if (matches->count < MATCHES_MAX)
		matches->items[matches->count++] = *match;
}

/* The terms that begin in a word of several parts, from `at` on. Gives the place behind
   the last one, or `at`. */
static size_t find_in_parts(const struct glossary *glossary, struct slice text,
			    const struct word *word, size_t at, struct matches *out)
{
	struct span part;
	struct term_match match;
	struct slice up_to = slice_sub(text, 0, word->last);
	for (size_t from = at > word->first ? at : word->first;
	     glossary_word(up_to, &from, &part);) {
		if (!glossary_term_at(glossary, text, part, &match))
			continue;
		add_match(out, text, &match);
		at = from = match.at.end;
	}
	return at;
}

static void find_terms(const struct glossary *glossary, struct slice text,
		       const struct words *words, struct matches *out)
{
	const struct glossary_starts *starts = glossary_starts(glossary);
	const struct word *end = words->items + words->count;
	size_t at = 0; /* behind the last term */
	struct term_match match;
	out->count = 0;
	for (const struct word *word = words->items; word < end; word++) {
		struct span whole = {word->first, word->last};
		if (word->last <= at || word->first == word->last)
			continue;
		if (at > word->first || word->traits & (WORD_PARTS | WORD_OPAQUE)) {
			at = find_in_parts(glossary, text, word, at, out);
		} else if (glossary_may_start(starts, word_text(word, text)) &&
			   glossary_term_at(glossary, text, whole, &match)) {
			add_match(out, text, &match);
			at = match.at.end;
		}
	}
}

static bool has_any(struct slice text, const struct renderings *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (rendering_is_in(text, list->items[i]))
			return true;
	return false;
}

/* Whether a longer rendering of one of the terms lies over the place: サーバ in
   サーバー, メール in 電子メール. */
static bool is_covered(struct slice text, struct span at, const struct matches *matches)
{
	for (size_t m = 0; m < matches->count; m++)
		for (size_t i = 0; i < matches->items[m].term->ja.count; i++) {
			struct slice longer = matches->items[m].term->ja.items[i];
			struct span found = rendering_find(text, longer, 0);
			for (; found.start <= at.start;
			     found = rendering_find(text, longer, found.end))
				if (found.end >= at.end &&
				    found.end - found.start > at.end - at.start)
					return true;
		}
	return false;
}

static bool tell_forbidden(struct checking *c, const struct pair *pair, const struct term *term,
			   const struct matches *matches)
{
	struct slice text = pair->sides[LANG_JA].prose;
	bool is_any = false;
	for (size_t i = 0; i < term->forbidden.count; i++) {
		struct slice word = term->forbidden.items[i];
		struct span at = rendering_find(text, word, 0);
		for (; at.start != SLICE_NONE; at = rendering_find(text, word, at.end)) {
			if (is_covered(text, at, matches))
				continue;
			say(c, &rule_forbidden, pair, LANG_JA, at, 3, words_at(text, at), term->en,
			    term->ja.items[0]);
			is_any = true;
		}
	}
	return is_any;
}

/* A part of a name that Japanese keeps: "Certificate of Authenticity" stands in both.
   At the start of a sentence the capital says nothing. */
static bool is_of_kept_name(const struct pair *pair, struct span at)
{
	struct slice en = pair->sides[LANG_EN].prose;
	return at.start > 0 && ascii_is_upper(en.ptr[at.start]) &&
	       slice_contains(pair->sides[LANG_JA].text, slice_sub(en, at.start, at.end));
}

/* "alias" of "SMTP:alias@example.com". */
static bool is_of_address(struct slice text, struct span at)
{
	return (at.start > 0 && text.ptr[at.start - 1] == '@') ||
	       (at.end < text.len && text.ptr[at.end] == '@');
}

/* Part of an address, or of a file's name. */
static bool is_joined(struct slice text, struct span at)
{
	char before = at.start > 0 ? text.ptr[at.start - 1] : ' ';
	char after = at.end < text.len ? text.ptr[at.end] : ' ';
	bool is_before = ascii_is_alnum(before) || (before && strchr(".@/_-\\", before));
	bool is_after = ascii_is_alnum(after) || (after && strchr(".@/_-\\", after));
	return is_before || is_after;
}

/* content.acronym tells of DNS as "dns". */
static bool is_acronym(struct slice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] >= 'a' && name.ptr[i] <= 'z')
			return false;
	return true;
}

/* Where a name stands in other capitals than in the English and the glossary, and nowhere
   in these; empty: nowhere. */
static struct span other_capitals_at(const struct pair *pair, const struct term_match *match)
{
	struct slice name = match->term->en;
	struct slice ja = pair->sides[LANG_JA].prose;
	struct slice english =
		slice_sub(pair->sides[LANG_EN].prose, match->at.start, match->at.end);
	if (is_acronym(name) || !slice_eq(english, name) ||
	    slice_contains(pair->sides[LANG_JA].text, name))
		return (struct span){0, 0};
	struct span at = rendering_find(ja, name, 0);
	bool is_other =
		at.start != SLICE_NONE && at.end - at.start == name.len && !is_joined(ja, at);
	return is_other ? at : (struct span){0, 0};
}

static void check_kept(struct checking *c, const struct pair *pair, const struct term_match *match)
{
	struct span at = other_capitals_at(pair, match);
	if (at.end || !has_any(pair->sides[LANG_JA].text, &match->term->ja))
		say(c, &rule_keep, pair, LANG_JA, at, 1, match->term->en);
}

static void check_pair(struct checking *c, const struct pair *pair)
{
	const struct glossary *glossary = config_glossary(c->config);
	struct slice ja = pair->sides[LANG_JA].text;
	struct matches matches;
	if (!glossary)
		return;
	find_terms(glossary, pair->sides[LANG_EN].prose, words_of_prose(c, pair), &matches);
	for (size_t i = 0; i < matches.count; i++) {
		const struct term *term = matches.items[i].term;
		struct span at = matches.items[i].at;
		if (tell_forbidden(c, pair, term, &matches) || term->is_free)
			continue;
		if (term->is_kept)
			check_kept(c, pair, &matches.items[i]);
		else if (!has_any(ja, &term->ja) && !is_of_kept_name(pair, at) &&
			 !is_of_address(pair->sides[LANG_EN].prose, at))
			say(c, &rule_glossary, pair, LANG_JA, (struct span){0}, 2, term->en,
			    term->ja.items[0]);
	}
}

const struct family family_term = {.rules = rules, .pair = check_pair};
