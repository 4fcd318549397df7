/* Particles and endings that stand twice. In hiragana most repetitions are a part of a
   word (もの|の, でも, ますます), so each has the places where it is none. */
#include "doubled.h"

enum { TAILS = 6 }; /* that may stand behind one */

enum kana_place {
	ANY,     /* wrong wherever it stands */
	BEHIND,  /* wrong behind a word that is not in hiragana */
	BETWEEN, /* and before such a word, or one of the tails */
};

struct doubled_kana {
	const char *word;
	enum kana_place place;
	const char *behind; /* hiragana before it that ends in no longer word; or NULL */
	const char *tails[TAILS];
};

/* doubled_lengths knows the first kana of each, and how many follow. */
static const struct doubled_kana doubles[] = {
	{"を", ANY, NULL, {NULL}},
	{"が", BETWEEN, NULL, {"あ", "でき", "ない", NULL}},
	{"に", BETWEEN, "よう", {"は", "なり", "なる", "なっ", "つい", NULL}},
	{"の", BETWEEN, "こ", {"が", "に", "は", "を", NULL}},
	{"で", BETWEEN, NULL, {"は", NULL}},
	{"と", BETWEEN, NULL, {NULL}},
	{"へ", BETWEEN, NULL, {NULL}},
	{"から", BETWEEN, NULL, {NULL}},
	{"する", BEHIND, NULL, {NULL}},
	{"です", ANY, NULL, {NULL}},
	{"します", ANY, NULL, {NULL}},
	{"ください", ANY, NULL, {NULL}},
};

static bool is_of_word(const struct sign *sign)
{
	return sign->script != SCRIPT_OTHER && sign->script != SCRIPT_HIRAGANA;
}

/* A blank, code, and what closes a bracket end a word too. */
static bool ends_word(const struct sign *sign)
{
	switch (sign->c) {
	case ' ':
	case PAIR_OPAQUE:
	case ')':
	case ']':
	case 0x300D: /* 」 */
	case 0x300F: /* 』 */
	case 0xFF09: /* ） */
		return true;
	default:
		return is_of_word(sign) || ascii_is_digit(sign->c < 0x80 ? (char)sign->c : ' ');
	}
}

static bool is_behind_word(const struct doubled_kana *row, const struct signs *text, size_t at,
			   struct slice before)
{
	return at > 0 && (ends_word(&text->items[at - 1]) ||
			  (row->behind && slice_ends_with(before, slice_from(row->behind))));
}

static bool is_before_word(const struct doubled_kana *row, const struct sign *next,
			   struct slice behind)
{
	if (is_of_word(next))
		return next->c != 0x63DA /* から揚げ */;
	return slice_starts_with_one_of(behind, row->tails);
}

static bool is_misplaced(const struct doubled_kana *row, const struct signs *text, size_t at,
			 size_t end, struct slice prose)
{
	if (row->place == ANY)
		return true;
	return is_behind_word(row, text, at, slice_sub(prose, 0, text->items[at].at)) &&
	       (row->place == BEHIND ||
		is_before_word(row, &text->items[end], slice_skip(prose, text->items[end].at)));
}

size_t doubled_kana_at(const struct signs *text, size_t at, struct slice prose)
{
	struct slice rest = slice_skip(prose, text->items[at].at);
	for (size_t i = 0; i < sizeof(doubles) / sizeof(*doubles); i++) {
		struct slice word = slice_from(doubles[i].word);
		size_t n_signs = word.len / 3; /* of UTF-8: each is kana */
		if (slice_starts_with(rest, word) &&
		    slice_starts_with(slice_skip(rest, word.len), word) &&
		    is_misplaced(&doubles[i], text, at, at + 2 * n_signs, prose))
			return n_signs;
	}
	return 0;
}
