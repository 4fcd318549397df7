/* From codes and words to entries. */
#include "lookup/fits.h"

#include "lookup/wording.h"

/* How many codes, wordings and titles are asked for entries. */
enum { CODES_MAX = 5, WORDINGS_MAX = 3, TITLES_MAX = 3 };

static const char *const names[] = {
	[WHY_CODE] = "code",       [WHY_RANGE] = "range",     [WHY_OTHER_CLASS] = "other-class",
	[WHY_SUBJECT] = "subject", [WHY_WORDING] = "wording", [WHY_TITLE] = "title",
};

const char *fit_why_name(enum fit_why why)
{
	return names[why];
}

static bool has_entry(const struct fits *fits, const struct known_entry *entry)
{
	for (size_t i = 0; i < fits->count; i++)
		if (fits->items[i].entry == entry)
			return true;
	return false;
}

static void add(struct fits *fits, const struct known_entry *entry, enum fit_why why,
		struct slice of)
{
	if (!entry || fits->count == FITS_MAX || has_entry(fits, entry))
		return;
	fits->items[fits->count++] = (struct fit){entry, why, of};
}

/* x.y.z of a class that has a counterpart. */
static bool is_smtp_failure(const struct code *code)
{
	return slice_eq(scheme_name(code->scheme), SLICE("smtp")) && code->normal.len > 4 &&
	       !is_success(code);
}

/* "4.1.1" of "5.1.1". */
static struct slice in_class(struct arena *arena, struct slice normal, char class)
{
	return arena_printf(arena, "%c%.*s", class, SLICE_ARG(slice_skip(normal, 1)));
}

static const struct known_entry *find_other_class(struct arena *arena, const struct known *known,
						  const struct code *code)
{
	if (!is_smtp_failure(code))
		return NULL;
	struct code other = *code;
	other.normal = in_class(arena, code->normal, code->normal.ptr[0] == '5' ? '4' : '5');
	return known_find(known, &other);
}

/* "5.1.0" for "5.1.9", in the class of the code or the other one. */
static const struct known_entry *find_subject(struct arena *arena, const struct known *known,
					      const struct code *code)
{
	if (!is_smtp_failure(code))
		return NULL;
	size_t dot = slice_find_char(code->normal, '.', 2);
	struct slice general =
		arena_printf(arena, "%.*s.0", SLICE_ARG(slice_sub(code->normal, 0, dot)));
	const struct known_entry *entry = known_find_normal(known, general);
	if (entry)
		return entry;
	return known_find_normal(known,
				 in_class(arena, general, general.ptr[0] == '5' ? '4' : '5'));
}

static void add_by_codes(struct fits *fits, struct arena *arena, const struct found *found)
{
	for (size_t i = 0; i < found->count && i < CODES_MAX; i++) {
		const struct code *code = &found->items[i].code;
		const struct known_entry *entry = known_find(found->known, code);
		bool is_same = entry && slice_eq(entry->code.normal, code->normal);
		add(fits, entry, is_same ? WHY_CODE : WHY_RANGE, code->normal);
	}
	for (size_t i = 0; i < found->count && i < CODES_MAX; i++) {
		const struct code *code = &found->items[i].code;
		add(fits, find_other_class(arena, found->known, code), WHY_OTHER_CLASS,
		    code->normal);
	}
}

/* A wording stands in the table with one class; the failure may be of the other. */
static void add_by_wording(struct fits *fits, struct arena *arena, const struct found *found)
{
	const struct wording *wordings[WORDINGS_MAX];
	size_t n = wording_find(arena, found->words, wordings, WORDINGS_MAX);
	char class = found->count && is_smtp_failure(&found->items[0].code)
			     ? found->items[0].code.normal.ptr[0]
			     : '\0';
	for (size_t i = 0; i < n; i++) {
		struct slice code = slice_from(wordings[i]->code);
		const struct known_entry *entry = NULL;
		if (class == '4' || class == '5')
			entry = known_find_normal(found->known, in_class(arena, code, class));
		if (!entry)
			entry = known_find_normal(found->known, code);
		if (!entry)
			entry = known_find_normal(
				found->known,
				in_class(arena, code, code.ptr[0] == '5' ? '4' : '5'));
		add(fits, entry, WHY_WORDING, slice_from(wordings[i]->phrase));
	}
}

static bool is_of_code(const struct fits *fits)
{
	for (size_t i = 0; i < fits->count; i++)
		if (fits->items[i].why <= WHY_RANGE)
			return true;
	return false;
}

/* Titles that sound alike are for what nothing else explains. Where there is a code
   only the words beside it count: the rest of a notification says "mail system"
   and "could not be delivered" whatever happened. */
static void add_by_titles(struct fits *fits, const struct found *found)
{
	struct known_match matches[TITLES_MAX];
	struct slice words = found->count ? found->items[0].words : found->words;
	if (is_of_code(fits))
		return;
	size_t n = known_match_words(found->known, words, matches, TITLES_MAX);
	for (size_t i = 0; i < n; i++)
		add(fits, matches[i].entry, WHY_TITLE, (struct slice){0});
}

void fits_find(struct fits *fits, struct arena *arena, const struct found *found)
{
	*fits = (struct fits){0};
	if (found->count && is_vague(&found->items[0].code))
		add_by_wording(fits, arena, found);
	size_t n_before = fits->count;
	add_by_codes(fits, arena, found);
	bool has_code = fits->count > n_before;
	add_by_wording(fits, arena, found);
	add_by_titles(fits, found);
	if (!has_code && found->count)
		add(fits, find_subject(arena, found->known, &found->items[0].code), WHY_SUBJECT,
		    found->items[0].code.normal);
}

void fit_why(const struct fit *entry, enum lang lang, struct buffer *out)
{
	static const char *const texts[][LANG_SIDES] = {
		[WHY_CODE] = {"the entry of %.*s", "%.*s のエントリ"},
		[WHY_RANGE] = {"its range holds %.*s", "範囲に %.*s を含むエントリ"},
		[WHY_OTHER_CLASS] = {"the same problem as %.*s, in the other class (4 is "
				     "temporary, 5 permanent)",
				     "%.*s と同じ内容で、クラスが異なるエントリ (4 は一時的、5 は"
				     "恒久的なエラー)"},
		[WHY_SUBJECT] = {"no entry explains %.*s; this one is of the same subject",
				 "%.*s のエントリはありません。同じ分類のエントリです"},
		[WHY_WORDING] = {"the message says \"%.*s\"",
				 "メッセージに「%.*s」という文言があります"},
		[WHY_TITLE] = {"the message has the words of its title%.*s",
			       "メッセージにタイトルの語句が含まれています%.*s"},
	};
	buffer_printf(out, texts[entry->why][lang == LANG_JA ? LANG_JA : LANG_EN],
		      SLICE_ARG(entry->of));
}
