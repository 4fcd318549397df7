/* The places that are published, and those that were, side by side. */
#include "kb/anchors.h"

#include "anchor_record.h"
#include "base/eight.h"

#include <stdlib.h>

struct slice anchor_address(struct slice place)
{
	return slice_sub(place, 0, slice_find_char(place, '#', 0));
}

struct slice anchor_name(struct slice place)
{
	size_t hash = slice_find_char(place, '#', 0);
	return hash == SLICE_NONE ? (struct slice){NULL, 0} : slice_skip(place, hash + 1);
}

bool anchor_is_code(struct slice place)
{
	return slice_starts_with(place, SLICE("codes/")) &&
	       slice_find_char(place, '#', 0) == SLICE_NONE;
}

/* --- Pages ---------------------------------------------------------------- */

struct anchor_page {
	struct slice address;
	const struct kb_article *article; /* NULL: the page of a code */
};

/* Articles of one address are before a code. */
static int compare_pages(const void *a, const void *b)
{
	const struct anchor_page *left = a;
	const struct anchor_page *right = b;
	int order = slice_compare(left->address, right->address);
	if (order || !left->article || !right->article)
		return order ? order : !left->article - !right->article;
	return (left->article > right->article) - (left->article < right->article);
}

static bool add_code(struct anchors *a, const struct kb_entry *entry)
{
	if (entry->is_duplicate)
		return true;
	struct slice address = arena_join(&a->arena, SLICE("codes/"), entry->address);
	a->pages[a->n_pages++] = (struct anchor_page){.address = address};
	return address.ptr != NULL;
}

/* No character of an address sorts before '#' (address_of_path): pages in the order
   of their addresses have their places in the order of the record. */
static enum status sort_pages(struct anchors *a, const struct knowledge *kb)
{
	a->pages = arena_array(&a->arena, kb->n_articles + kb->n_entries, sizeof(*a->pages));
	if (!a->pages)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < kb->n_articles; i++)
		if (!kb->articles[i].is_include)
			a->pages[a->n_pages++] =
				(struct anchor_page){kb->articles[i].address, &kb->articles[i]};
	for (size_t i = 0; i < kb->n_entries; i++)
		if (!add_code(a, &kb->entries[i]))
			return STATUS_NO_MEMORY;
	if (a->n_pages)
		qsort(a->pages, a->n_pages, sizeof(*a->pages), compare_pages);
	return STATUS_OK;
}

const struct kb_article *anchors_page(const struct anchors *a, struct slice address)
{
	size_t low = 0;
	size_t high = a->n_pages;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_compare(a->pages[middle].address, address) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool is_there = low < a->n_pages && slice_eq(a->pages[low].address, address);
	return is_there ? a->pages[low].article : NULL;
}

/* --- Places of a page ------------------------------------------------------- */

/* How many of eight bytes, from the first, are put as they are. */
static size_t kept_bytes(uint64_t eight)
{
	return eight_before(eight_below(eight, ' ' + 1) | eight_equal(eight, 0x7f) |
			    eight_equal(eight, '%'));
}

static void put_anchor(struct buffer *out, struct slice anchor)
{
	size_t written = 0;
	for (size_t at = 0; (at = eight_end(anchor, at, kept_bytes)) < anchor.len; at++) {
		char c = anchor.ptr[at];
		buffer_slice(out, slice_sub(anchor, written, at));
		if (ascii_is_blank(c))
			buffer_char(out, '-'); /* as the page has it */
		else
			buffer_printf(out, "%%%02X", (unsigned int)(unsigned char)c);
		written = at + 1;
	}
	buffer_slice(out, slice_skip(anchor, written));
}

static enum status add_place(struct anchors *a, const struct kb_article *page, enum lang lang,
			     struct slice anchor)
{
	struct anchor_place *place = &a->places[a->n_places++];
	buffer_clear(&a->name);
	buffer_slice(&a->name, page->address);
	buffer_char(&a->name, '#');
	put_anchor(&a->name, anchor);
	*place = (struct anchor_place){.text = arena_copy(&a->arena, buffer_view(&a->name))};
	place->is_in[lang] = true;
	return place->text.ptr && !a->name.failed ? STATUS_OK : STATUS_NO_MEMORY;
}

static int compare_places(const void *a, const void *b)
{
	const struct anchor_place *left = a;
	const struct anchor_place *right = b;
	return slice_compare(left->text, right->text);
}

/* The page of a code is a place itself. */
static void add_code_place(struct anchors *a, struct slice address)
{
	struct anchor_place *place = &a->places[a->n_places++];
	*place = (struct anchor_place){.text = address};
	place->is_in[LANG_EN] = place->is_in[LANG_JA] = true;
}

static enum status add_places(struct anchors *a, const struct kb_article *article)
{
	enum status status = STATUS_OK;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		for (size_t i = 0; i < article->n_anchors[lang] && status == STATUS_OK; i++)
			status = add_place(a, article, lang, article->anchors[lang][i]);
	return status;
}

/* One for each anchor, whatever languages have it. */
static void merge_places(struct anchors *a)
{
	size_t kept = 0;
	if (a->n_places)
		qsort(a->places, a->n_places, sizeof(*a->places), compare_places);
	for (size_t i = 0; i < a->n_places; i++) {
		const struct anchor_place place = a->places[i];
		if (kept == 0 || !slice_eq(a->places[kept - 1].text, place.text))
			a->places[kept++] = (struct anchor_place){.text = place.text};
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
			a->places[kept - 1].is_in[lang] |= place.is_in[lang];
	}
	a->n_places = kept;
}

/* "a.md" and "a/index.md" have one address. */
static size_t pages_of_address(const struct anchors *a, size_t *n_places)
{
	size_t n = 0;
	const struct anchor_page *pages = &a->pages[a->next_page];
	*n_places = 0;
	while (a->next_page + n < a->n_pages && slice_eq(pages[n].address, pages[0].address)) {
		const struct kb_article *article = pages[n++].article;
		*n_places +=
			article ? article->n_anchors[LANG_EN] + article->n_anchors[LANG_JA] : 1;
	}
	return n;
}

static enum status take_pages(struct anchors *a)
{
	size_t n_places;
	enum status status = STATUS_OK;
	size_t end = a->next_page + pages_of_address(a, &n_places);
	arena_rewind(&a->arena, a->mark);
	a->n_places = a->next_place = 0;
	a->places = arena_array(&a->arena, n_places, sizeof(*a->places));
	if (!a->places)
		return STATUS_NO_MEMORY;
	for (; a->next_page < end; a->next_page++) {
		const struct anchor_page *page = &a->pages[a->next_page];
		if (!page->article)
			add_code_place(a, page->address);
		else if (status == STATUS_OK)
			status = add_places(a, page->article);
	}
	merge_places(a);
	return status;
}

static enum status step_place(struct anchors *a)
{
	enum status status = STATUS_OK;
	if (a->has_place)
		a->next_place++;
	while (a->next_place >= a->n_places && a->next_page < a->n_pages && status == STATUS_OK)
		status = take_pages(a);
	a->has_place = status == STATUS_OK && a->next_place < a->n_places;
	return status;
}

/* --- Both ------------------------------------------------------------------- */

void anchors_begin(struct anchors *a, const struct knowledge *kb, const char *path,
		   struct problems *problems)
{
	*a = (struct anchors){.takes_recorded = true, .takes_place = true, .problems = problems};
	arena_init(&a->arena);
	buffer_init(&a->name, BUFFER_MAX_PAGE);
	a->status = sort_pages(a, kb);
	a->mark = arena_mark(&a->arena);
	enum status opened = anchor_record_open(&a->record, path, problems);
	if (a->status == STATUS_OK)
		a->status = opened;
}

static bool step(struct anchors *a)
{
	if (a->status == STATUS_OK && a->takes_recorded)
		a->status = anchor_record_next(&a->record, &a->has_recorded, a->problems);
	if (a->status == STATUS_OK && a->takes_place)
		a->status = step_place(a);
	return a->status == STATUS_OK && (a->has_recorded || a->has_place);
}

bool anchors_next(struct anchors *a)
{
	if (!step(a))
		return false;
	const struct anchor_place *recorded = &a->record.place;
	const struct anchor_place *now = a->has_place ? &a->places[a->next_place] : NULL;
	int order = !a->has_recorded ? 1 : !now ? -1 : slice_compare(recorded->text, now->text);
	a->takes_recorded = order <= 0;
	a->takes_place = order >= 0;
	a->text = order <= 0 ? recorded->text : now->text;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		a->was[lang] = order <= 0 && recorded->is_in[lang];
		a->is[lang] = order >= 0 && now->is_in[lang];
	}
	return true;
}

enum status anchors_end(struct anchors *a)
{
	enum status status = problem_memory(a->problems, a->status);
	anchor_record_close(&a->record);
	buffer_release(&a->name);
	arena_release(&a->arena);
	return status;
}
