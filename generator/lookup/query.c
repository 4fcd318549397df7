/* Reading what was typed, and what to offer instead. */
#include "lookup/query.h"

#include "lookup/found.h"
#include "text/normal.h"

enum { CANDIDATES_MAX = 6, LOOKED_AT_MAX = 24, TYPED_MAX_BYTES = 200 };

static bool has_candidate(const struct query *query, size_t entry)
{
	for (size_t i = 0; i < query->n_candidates; i++)
		if (query->candidates[i] == entry)
			return true;
	return false;
}

/* Duplicates are told with the entry itself. */
static void offer(const struct catalogue *catalogue, struct query *query, size_t entry)
{
	if (query->n_candidates < CANDIDATES_MAX && entry < catalogue_count(catalogue) &&
	    !catalogue_entry_at(catalogue, entry).is_duplicate && !has_candidate(query, entry))
		query->candidates[query->n_candidates++] = entry;
}

/* --- Without dots ------------------------------------------------------------- */

/* Letters and digits only, small: "4.4.312" is "44312". */
static size_t squeeze(struct slice text, char *out)
{
	size_t len = 0;
	for (size_t i = 0; i < text.len && len < TYPED_MAX_BYTES; i++)
		if (ascii_is_alnum(text.ptr[i]))
			out[len++] = ascii_lower(text.ptr[i]);
	return len;
}

/* "AADSTS" and "0x" may be left out. */
static struct slice without_prefix(struct slice squeezed)
{
	size_t at = 0;
	if (slice_starts_with(squeezed, SLICE("0x")))
		return slice_skip(squeezed, 2);
	while (at < squeezed.len && ascii_is_alpha(squeezed.ptr[at]))
		at++;
	return slice_skip(squeezed, at);
}

static bool is_bare(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ascii_is_alnum(text.ptr[i]))
			return false;
	return text.len >= 3 && text.len < TYPED_MAX_BYTES;
}

static void find_bare(const struct catalogue *catalogue, struct slice text, struct query *query)
{
	char typed[TYPED_MAX_BYTES];
	struct slice wanted = {typed, squeeze(text, typed)};
	if (!is_bare(text))
		return;
	for (size_t i = 0; i < catalogue_count(catalogue); i++) {
		char known[TYPED_MAX_BYTES];
		struct slice code = catalogue_entry_at(catalogue, i).code;
		struct slice squeezed = {known, squeeze(code, known)};
		if (slice_eq(squeezed, wanted) || slice_eq(without_prefix(squeezed), wanted))
			offer(catalogue, query, i);
	}
	if (query->n_candidates == 0)
		return;
	query->result = query->n_candidates == 1 ? QUERY_FOUND : QUERY_AMBIGUOUS;
	query->entry = query->candidates[0];
	struct catalogue_entry entry = catalogue_entry_at(catalogue, query->entry);
	query->code = catalogue_code_of(catalogue, &entry);
}

/* --- Reply codes -------------------------------------------------------------- */

/* What servers answer alone: RFC 5321 section 4.2.3, RFC 7504 (521, 556), RFC 4954 (432,
   454, 53x), RFC 2645 (453) and the registry of RFC 5248 (52x). Other numbers of three
   digits are rather a code without its dots. */
static const char *const basic_replies[] = {
	"421", "432", "450", "451", "452", "453", "454", "455", "500", "501",
	"502", "503", "504", "521", "523", "524", "525", "530", "534", "535",
	"538", "550", "551", "552", "553", "554", "555", "556", NULL,
};

static bool is_reply(struct slice text)
{
	return text.len == 3 && (text.ptr[0] == '4' || text.ptr[0] == '5') &&
	       ascii_is_digit(text.ptr[1]) && ascii_is_digit(text.ptr[2]);
}

static void find_reply(const struct catalogue *catalogue, struct slice text, struct query *query)
{
	if (!is_reply(text))
		return;
	query->result = QUERY_REPLY;
	for (size_t i = 0; i < catalogue_count(catalogue); i++)
		if (slice_eq(catalogue_entry_at(catalogue, i).reply, text))
			offer(catalogue, query, i);
}

/* --- The nearest -------------------------------------------------------------- */

static bool is_scheme(const struct catalogue *catalogue, size_t i, const struct scheme *scheme)
{
	return slice_eq(catalogue_entry_at(catalogue, i).scheme, scheme_name(scheme));
}

/* The same subject and detail in the other class: 5.1.10 for 4.1.10. */
static void offer_other_classes(const struct catalogue *catalogue, struct query *query)
{
	static const char others[] = "542";
	char text[TYPED_MAX_BYTES];
	struct slice code = query->code.normal;
	if (!slice_eq_str(scheme_name(query->code.scheme), "smtp") || code.len >= sizeof(text))
		return;
	for (size_t i = 0; i < code.len; i++)
		text[i] = code.ptr[i];
	for (size_t i = 0; others[i]; i++) {
		text[0] = others[i];
		offer(catalogue, query, catalogue_find(catalogue, (struct slice){text, code.len}));
	}
}

/* How far two codes go together, in bytes. */
static size_t common_start(struct slice a, struct slice b)
{
	size_t len = 0;
	while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len])
		len++;
	return len;
}

/* From where the code would stand outwards, the side that shares more of the
   code first. */
static void offer_neighbours(const struct catalogue *catalogue, struct query *query)
{
	struct slice code = query->code.normal;
	size_t above = catalogue_position(catalogue, code); /* entries before it */
	size_t below = above;
	size_t count = catalogue_count(catalogue);
	for (size_t n = 0; n < LOOKED_AT_MAX && (above || below < count); n++) {
		size_t common_above =
			above ? common_start(catalogue_entry_at(catalogue, above - 1).code, code)
			      : 0;
		size_t common_below =
			below < count
				? common_start(catalogue_entry_at(catalogue, below).code, code)
				: 0;
		bool takes_above = above && (common_above >= common_below || below == count);
		size_t at = takes_above ? --above : below++;
		if (is_scheme(catalogue, at, query->code.scheme))
			offer(catalogue, query, at);
	}
}

/* --- All ---------------------------------------------------------------------- */

static void find_code(const struct catalogue *catalogue, struct query *query)
{
	if (query->code.faults & CODE_BAD) {
		query->result = QUERY_FAULTY;
		return;
	}
	query->entry = catalogue_find_code(catalogue, &query->code);
	if (query->entry == CATALOGUE_NONE) {
		query->result = QUERY_UNKNOWN;
		if (!is_success(&query->code)) { /* else the nearest ones are of failures */
			offer_other_classes(catalogue, query);
			offer_neighbours(catalogue, query);
		}
		return;
	}
	struct slice found = catalogue_entry_at(catalogue, query->entry).code;
	query->result = QUERY_FOUND;
	query->is_in_range = !slice_eq(found, query->code.normal);
}

enum status query_find(const struct catalogue *catalogue, struct arena *arena, struct slice text,
		       struct query *out)
{
	struct normal_text normal;
	*out = (struct query){.result = QUERY_NO_CODE, .entry = CATALOGUE_NONE};
	out->candidates = arena_array(arena, CANDIDATES_MAX, sizeof(*out->candidates));
	enum status status = normal_text_make(arena, text, &normal);
	if (status == STATUS_OK)
		status = scheme_parse(catalogue_schemes(catalogue), arena, text, &out->code);
	if (status != STATUS_OK)
		return status;
	struct slice typed = slice_trim(normal.text);
	if (slice_starts_with(typed, SLICE("#")))
		typed = slice_trim(slice_skip(typed, 1));
	if (out->code.scheme)
		find_code(catalogue, out);
	else if (!slice_is_one_of(typed, basic_replies))
		find_bare(catalogue, typed, out);
	if (out->result == QUERY_NO_CODE)
		find_reply(catalogue, typed, out);
	return STATUS_OK;
}
