/* Related codes, the nearest first. */
#include "kb/links.h"
#include "page.h"

enum { RELATED_MAX = 10 };

struct related {
	struct page *page;
	const struct kb_entry *entry; /* whose relations they are */
	const struct kb_entry *found[RELATED_MAX];
	size_t count;
	struct value *list;
};

static struct value *add(struct related *r, const struct kb_entry *other)
{
	if (!other || other == r->entry || other->is_duplicate || r->count == RELATED_MAX)
		return NULL;
	for (size_t i = 0; i < r->count; i++)
		if (r->found[i] == other)
			return NULL;
	r->found[r->count++] = other;
	return page_add_entry(r->page, r->list, other);
}

/* --- The same error in another class ------------------------------------ */

/* 5.4.312 of 4.4.312: what a temporary failure becomes when it lasts. */
static void add_other_class(struct related *r)
{
	struct slice code = r->entry->code.normal;
	char class = code.len ? code.ptr[0] : 0;
	if (!slice_eq_str(scheme_name(r->entry->code.scheme), "smtp") ||
	    (class != '4' && class != '5'))
		return;
	struct slice other = arena_printf(r->page->arena, "%c%.*s", class == '4' ? '5' : '4',
					  SLICE_ARG(slice_skip(code, 1)));
	struct value *item = add(r, map_get(&page_kb(r->page)->by_code, other));
	if (item)
		value_set_text(r->page->arena, item, "note",
			       page_string(r->page, class == '4' ? "related_permanent"
								 : "related_temporary"));
}

/* --- Linked in the text ------------------------------------------------- */

/* The entry of an article that an address means: the one at its place, or the
   only one. */
static const struct kb_entry *entry_at(const struct knowledge *kb, const struct link_target *target)
{
	const struct kb_article *article = target->article;
	if (target->kind != LINK_ARTICLE || article->n_entries == 0)
		return NULL;
	const struct kb_entry *entries = &kb->entries[article->first_entry];
	for (size_t i = 0; i < article->n_entries; i++)
		if (target->fragment.len && slice_eq(entries[i].anchor, target->fragment))
			return &entries[i];
	return article->n_entries == 1 ? entries : NULL;
}

static void add_links_in(struct related *r, const struct node *root,
			 const struct kb_article *article)
{
	const struct knowledge *kb = page_kb(r->page);
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk) && r->count < RELATED_MAX) {
		if (!walk.entering || walk.node->kind != NODE_LINK)
			continue;
		struct link_target target = link_of(kb, article, walk.node, r->page->arena);
		add(r, entry_at(kb, &target));
	}
}

/* To the next heading of the same or a higher level. */
static void add_linked(struct related *r, const struct kb_article *article)
{
	const struct entry *entry = &r->page->material->entries->items[r->entry->in_article];
	const struct node *heading = entry->sides[page_lang(r->page)].heading;
	for (const struct node *node = heading ? heading->next : NULL; node; node = node->next) {
		if (node->kind == NODE_HEADING && node->heading.level <= heading->heading.level)
			break;
		add_links_in(r, node, article);
	}
}

/* --- Of the same class and subject -------------------------------------- */

/* "4.4." of 4.4.312. */
static struct slice subject_of(const struct kb_entry *entry)
{
	struct slice code = entry->code.normal;
	size_t dot = slice_find_char(code, '.', 0);
	dot = dot == SLICE_NONE ? SLICE_NONE : slice_find_char(code, '.', dot + 1);
	return slice_sub(code, 0, dot == SLICE_NONE ? 0 : dot + 1);
}

static const struct kb_entry *entry_of_rank(const struct related *r, size_t rank)
{
	const struct pages *site = r->page->site;
	return &site->options->kb->entries[site->codes_order[page_lang(r->page)][rank]];
}

/* They stand around it in the index, the nearest numbers first. */
static void add_subject(struct related *r)
{
	const struct pages *site = r->page->site;
	struct slice subject = subject_of(r->entry);
	size_t index = (size_t)(r->entry - site->options->kb->entries);
	size_t rank = site->rank_of[page_lang(r->page)][index];
	bool has_before = subject.len > 0;
	bool has_behind = subject.len > 0;
	for (size_t step = 1; (has_before || has_behind) && r->count < RELATED_MAX; step++) {
		has_before &=
			step <= rank &&
			slice_starts_with(entry_of_rank(r, rank - step)->code.normal, subject);
		if (has_before)
			add(r, entry_of_rank(r, rank - step));
		has_behind &=
			rank + step < site->n_codes &&
			slice_starts_with(entry_of_rank(r, rank + step)->code.normal, subject);
		if (has_behind)
			add(r, entry_of_rank(r, rank + step));
	}
}

void page_set_related(struct page *page, const struct kb_entry *entry,
		      const struct kb_article *article)
{
	struct related r = {.page = page, .entry = entry};
	r.list = value_set_list(page->arena, page->data, "related");
	add_other_class(&r);
	add_linked(&r, article);
	add_subject(&r);
	value_set_bool(page->arena, page->data, "has_related", r.count > 0);
}
