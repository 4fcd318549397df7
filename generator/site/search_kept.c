/* A record of the pages and one of each term; and the terms of two lists made one. */
#include "search_kept.h"

#include "base/record.h"
#include "search_gather.h"

static const char kind[] = "search 2"; /* another number when the record changes */

enum { CHANGED_PART = 16 }; /* of the pages: when more have changed, all are gathered */

/* --- What was kept --------------------------------------------------------- */

/* What the last build left, and what has changed since. */
struct former {
	struct record record;
	bool *has_changed; /* each page */
	size_t n_changed;
	struct search_term *terms;
	size_t n_terms;
};

static void take_pages(struct former *former, struct search_index *index)
{
	struct record *record = &former->record;
	record->failed |= record_take_word(record) != index->names;
	record->failed |= record_take_count(record) != index->n_docs;
	former->has_changed = arena_array(&index->arena, index->n_docs, sizeof(bool));
	for (size_t i = 0; i < index->n_docs && !record->failed; i++) {
		former->has_changed[i] = record_take_word(record) != index->texts[i];
		former->n_changed += former->has_changed[i];
	}
	record->failed |= former->n_changed > index->n_docs / CHANGED_PART + 1;
}

static void take_term(struct record *record, struct search_term *term)
{
	struct slice text = record_take_text(record);
	uint32_t n_docs = (uint32_t)record_take_up_to(record, SEARCH_PLACES_MAX);
	struct slice places = record_take_text(record);
	*term = (struct search_term){.text = text,
				     .start = search_term_start(text),
				     .places = places.ptr,
				     .places_len = (uint32_t)places.len,
				     .n_docs = n_docs};
}

static bool take_former(struct former *former, struct search_index *index)
{
	struct record *record = &former->record;
	if (!index->kept_path || !kept_open(&index->kept, index->kept_path, kind))
		return false;
	record->rest = index->kept.bytes;
	take_pages(former, index);
	former->n_terms = record_take_count(record);
	former->terms = arena_array_raw(&index->arena, former->n_terms, sizeof(*former->terms));
	for (size_t i = 0; i < former->n_terms && !record->failed; i++)
		take_term(record, &former->terms[i]);
	return !record->failed && record->rest.len == 0;
}

/* --- What has changed --------------------------------------------------------- */

/* What is on its way from the former terms to those of today. */
struct updating {
	struct former *former;
	struct search_index *index;
	size_t n_docs;
	bool failed; /* what was kept makes no sense */
};

static struct search_places places_of(const struct search_term *term)
{
	if (!term)
		return (struct search_places){0};
	return (struct search_places){.at = term->places, .end = term->places + term->places_len};
}

/* The next place on a page that has not changed. */
static bool next_unchanged(struct updating *update, struct search_places *places, uint32_t *doc,
			   bool *in_title)
{
	while (search_places_next(places, doc, in_title)) {
		update->failed |= *doc >= update->n_docs;
		if (update->failed)
			return false;
		if (!update->former->has_changed[*doc])
			return true;
	}
	return false;
}

static bool stands_on_changed(struct updating *update, const struct search_term *term)
{
	struct search_places places = places_of(term);
	size_t n = 0;
	uint32_t doc;
	bool in_title;
	while (next_unchanged(update, &places, &doc, &in_title))
		n++;
	update->failed |= places.at != places.end;
	return n != term->n_docs;
}

/* The term's places on pages that have not changed, and those of the gathered one. */
static struct search_term *join(struct updating *update, const struct search_term *term,
				const struct search_term *gathered)
{
	struct arena *arena = &update->index->arena;
	struct search_term *joined = search_term_new(arena, term->text);
	struct search_places old = places_of(term);
	struct search_places new = places_of(gathered);
	uint32_t old_doc = 0;
	uint32_t new_doc = 0;
	bool old_title = false;
	bool new_title = false;
	bool has_old = next_unchanged(update, &old, &old_doc, &old_title);
	bool has_new = search_places_next(&new, &new_doc, &new_title);
	while (has_old || has_new) {
		if (has_new && (!has_old || new_doc < old_doc)) {
			search_term_put(arena, joined, new_doc, new_title);
			has_new = search_places_next(&new, &new_doc, &new_title);
		} else {
			search_term_put(arena, joined, old_doc, old_title);
			has_old = next_unchanged(update, &old, &old_doc, &old_title);
		}
	}
	return joined;
}

static void add_term(struct search_index *index, struct search_term *term)
{
	if (term->n_docs)
		index->terms[index->n_terms++] = term;
}

/* Both lists are sorted. */
static void join_all(struct updating *update, struct search_term **gathered, size_t n_gathered)
{
	struct former *former = update->former;
	struct search_index *index = update->index;
	struct search_term **end = gathered + n_gathered;
	index->n_terms = 0;
	index->terms = arena_array_raw(&index->arena, former->n_terms + n_gathered,
				       sizeof(struct search_term *));
	for (size_t i = 0; i < former->n_terms && !update->failed; i++) {
		struct search_term *term = &former->terms[i];
		while (gathered < end && search_term_compare(*gathered, term) < 0)
			add_term(index, *gathered++);
		bool is_gathered = gathered < end && search_term_compare(*gathered, term) == 0;
		if (is_gathered)
			add_term(index, join(update, term, *gathered++));
		else if (stands_on_changed(update, term))
			add_term(index, join(update, term, NULL));
		else
			add_term(index, term);
	}
	while (gathered < end)
		add_term(index, *gathered++);
}

static bool update_terms(struct former *former, struct search_index *index)
{
	struct search_gathering changed;
	struct updating update = {.former = former, .index = index, .n_docs = index->n_docs};
	search_gather_init(&changed, &index->arena);
	for (size_t i = 0; i < index->n_docs; i++)
		if (former->has_changed[i])
			search_gather(&changed, (uint32_t)i, &index->docs[i]);
	join_all(&update, search_terms_sorted(&changed.terms), changed.terms.count);
	search_gather_release(&changed);
	return !update.failed;
}

bool search_kept_take(struct search_index *index, bool *is_same)
{
	struct former former = {0};
	bool is_taken = take_former(&former, index) && update_terms(&former, index);
	*is_same = is_taken && former.n_changed == 0;
	return is_taken;
}

/* --- Keeping ----------------------------------------------------------------- */

static void put_pages(struct kept_writer *writer, const struct search_index *index,
		      struct buffer *out)
{
	record_put_word(out, index->names);
	record_put_number(out, index->n_docs);
	for (size_t i = 0; i < index->n_docs; i++)
		record_put_word(out, index->texts[i]);
	record_put_number(out, index->n_terms);
	kept_hand_over(writer, out);
}

static void put_term(struct kept_writer *writer, const struct search_term *term, struct buffer *out)
{
	record_put_text(out, term->text);
	record_put_number(out, term->n_docs);
	record_put_text(out, (struct slice){term->places, term->places_len});
	kept_hand_over(writer, out);
}

void search_kept_save(const struct search_index *index)
{
	struct kept_writer writer;
	struct buffer out;
	if (!index->kept_path)
		return;
	buffer_init(&out, BUFFER_MAX_PAGE);
	kept_begin(&writer, index->kept_path, kind);
	put_pages(&writer, index, &out);
	for (size_t i = 0; i < index->n_terms; i++)
		put_term(&writer, index->terms[i], &out);
	kept_end(&writer);
	buffer_release(&out);
}
