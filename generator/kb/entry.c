/* From headings to entries. */
#include "kb/entry.h"

#include "base/array.h"
#include "entry_check.h"
#include "entry_titles.h"
#include "headings.h"

#include <stdlib.h>

/* What is known of a heading. */
struct heading_facts {
	struct code_list codes;
	bool says[PART_KINDS]; /* it announces a part */
	bool begins;           /* it begins an entry */
};

struct finder {
	struct article *article;
	const struct scheme_set *schemes;
	const struct part_words *words;
	struct heading_pairs headings;
	struct heading_facts *facts; /* of each heading */
	struct entry *entries;
	size_t n_entries;
	size_t capacity;
};

enum { LEVEL_MAX = 6 };

/* --- What each heading holds -------------------------------------------- */

/* Codes of the English text, or of the Japanese where that has none. */
static enum status find_codes(struct finder *f, size_t i)
{
	const struct heading_pair *pair = &f->headings.items[i];
	struct arena *arena = &f->article->arena;
	struct code_list *codes = &f->facts[i].codes;
	enum status status = scheme_find(f->schemes, arena, pair->texts[LANG_EN], codes);
	if (status == STATUS_OK && codes->count == 0)
		status = scheme_find(f->schemes, arena, pair->texts[LANG_JA], codes);
	return status;
}

static enum status find_words(struct finder *f, size_t i)
{
	const struct heading_pair *pair = &f->headings.items[i];
	for (enum part_kind kind = PART_CAUSE; kind < PART_KINDS; kind++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			bool says;
			if (part_words_match(f->words, kind, lang, pair->texts[lang], &says) !=
			    STATUS_OK)
				return STATUS_NO_MEMORY;
			f->facts[i].says[kind] |= says;
		}
	return STATUS_OK;
}

static bool says_part(const struct heading_facts *facts)
{
	return facts->says[PART_CAUSE] || facts->says[PART_FIX];
}

static bool has_code(const struct code_list *codes, struct slice normal)
{
	for (size_t i = 0; i < codes->count; i++)
		if (slice_eq(codes->items[i].normal, normal))
			return true;
	return false;
}

/* A heading inside an entry is a part of it where it only repeats its codes
   ("How do I fix error code 450 4.4.312?"). One that says so may name others
   besides ("Fix 4.4.312, also seen as 4.4.315"). */
static bool is_about(const struct heading_facts *inner, const struct heading_facts *outer)
{
	size_t n_same = 0;
	for (size_t i = 0; i < inner->codes.count; i++)
		n_same += has_code(&outer->codes, inner->codes.items[i].normal);
	return n_same == inner->codes.count || (n_same && says_part(inner));
}

/* A heading with codes begins an entry unless it stands inside one that it is
   about. */
static void find_beginnings(struct finder *f)
{
	const struct heading_facts *open[LEVEL_MAX + 1] = {NULL}; /* by level */
	for (size_t i = 0; i < f->headings.count; i++) {
		struct heading_facts *facts = &f->facts[i];
		unsigned int level = f->headings.items[i].level;
		facts->begins = facts->codes.count > 0;
		for (unsigned int outer = 1; outer < level; outer++)
			if (open[outer] && open[outer]->codes.count && is_about(facts, open[outer]))
				facts->begins = false;
		open[level] = facts;
		for (unsigned int inner = level + 1; inner <= LEVEL_MAX; inner++)
			open[inner] = NULL;
	}
}

static enum status read_headings(struct finder *f)
{
	struct arena *arena = &f->article->arena;
	if (headings_pair(f->article, &f->headings) != STATUS_OK)
		return STATUS_NO_MEMORY;
	f->facts = arena_array(arena, f->headings.count, sizeof(*f->facts));
	if (!f->facts)
		return STATUS_NO_MEMORY;
	bool has_codes = false;
	for (size_t i = 0; i < f->headings.count; i++) {
		if (find_codes(f, i) != STATUS_OK)
			return STATUS_NO_MEMORY;
		has_codes |= f->facts[i].codes.count > 0;
	}
	for (size_t i = 0; i < f->headings.count && has_codes; i++)
		if (find_words(f, i) != STATUS_OK)
			return STATUS_NO_MEMORY;
	find_beginnings(f);
	return STATUS_OK;
}

/* --- Parts -------------------------------------------------------------- */

/* Index of the first heading behind the scope of heading `i`. */
static size_t scope_end(const struct finder *f, size_t i)
{
	unsigned int level = f->headings.items[i].level;
	size_t end = i + 1;
	while (end < f->headings.count && f->headings.items[end].level > level)
		end++;
	return end;
}

static bool node_has_text(const struct node *root)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		if (!walk.entering)
			continue;
		if ((node->kind == NODE_TEXT || node->kind == NODE_CODE) &&
		    !slice_is_blank(node->text))
			return true;
		if (node->kind == NODE_CODE_BLOCK && !slice_is_blank(node->code.text))
			return true;
		if (node->kind == NODE_IMAGE)
			return true;
	}
	return false;
}

bool block_range_has_text(struct block_range range)
{
	for (const struct node *node = range.first; node && node != range.end; node = node->next)
		if (node->kind != NODE_HEADING && node_has_text(node))
			return true;
	return false;
}

/* A heading says so on either side, yet a reader must see one on this. */
static bool announces(const struct finder *f, size_t i, enum part_kind kind, enum lang lang)
{
	const struct heading_pair *pair = &f->headings.items[i];
	return f->facts[i].says[kind] && pair->nodes[lang] && pair->texts[lang].len;
}

static bool is_part_heading(const struct finder *f, size_t i)
{
	return says_part(&f->facts[i]) && !f->facts[i].begins;
}

/* The first heading node of a side from heading `i` on, NULL at the end. */
static const struct node *node_from(const struct finder *f, size_t i, enum lang lang)
{
	while (i < f->headings.count && !f->headings.items[i].nodes[lang])
		i++;
	return i < f->headings.count ? f->headings.items[i].nodes[lang] : NULL;
}

/* A walk over the headings of an entry, in one language. Text belongs to the
   innermost part heading above it: a "Fix" below each of the "Possible causes"
   is no cause. */
struct part_walk {
	struct finder *f;
	enum lang lang;
	size_t open[LEVEL_MAX + 1];       /* part headings by level: index + 1, or 0 */
	struct part *current[PART_KINDS]; /* that still runs, or NULL */
	struct part **ends[PART_KINDS];   /* where the side's next part goes */
};

/* Appends a part at `*end`, which moves behind it. */
static struct part *part_add(struct finder *f, struct part ***end)
{
	struct part *part = arena_alloc(&f->article->arena, sizeof(*part));
	**end = part;
	if (part)
		*end = &part->next;
	return part;
}

static void part_close(struct part_walk *walk, enum part_kind kind, size_t i)
{
	if (walk->current[kind])
		walk->current[kind]->body.end = node_from(walk->f, i, walk->lang);
	walk->current[kind] = NULL;
}

/* Begins a part at heading `i`: below it where it announces the part, with it
   where a part inside this one has just ended. */
static enum status part_open(struct part_walk *walk, enum part_kind kind, size_t i)
{
	struct part *part = part_add(walk->f, &walk->ends[kind]);
	if (!part)
		return STATUS_NO_MEMORY;
	if (announces(walk->f, i, kind, walk->lang)) {
		part->heading = walk->f->headings.items[i].nodes[walk->lang];
		part->body.first = part->heading->next;
	} else {
		part->body.first = node_from(walk->f, i, walk->lang);
	}
	walk->current[kind] = part;
	return STATUS_OK;
}

/* How many of the part headings above and at `i` announce this kind; 0 where
   the innermost does not. */
static size_t part_depth(const struct part_walk *walk, enum part_kind kind)
{
	size_t depth = 0;
	bool innermost = false;
	for (size_t level = 1; level <= LEVEL_MAX; level++) {
		if (!walk->open[level])
			continue;
		innermost = announces(walk->f, walk->open[level] - 1, kind, walk->lang);
		depth += innermost;
	}
	return innermost ? depth : 0;
}

static enum status visit_heading(struct part_walk *walk, size_t i)
{
	unsigned int heading_level = walk->f->headings.items[i].level;
	for (unsigned int level = heading_level; level <= LEVEL_MAX; level++)
		walk->open[level] = 0;
	if (is_part_heading(walk->f, i))
		walk->open[heading_level] = i + 1;
	for (enum part_kind kind = PART_CAUSE; kind < PART_KINDS; kind++) {
		size_t depth = part_depth(walk, kind);
		bool is_new = depth == 1 && announces(walk->f, i, kind, walk->lang);
		if (depth && walk->current[kind] && !is_new)
			continue;
		part_close(walk, kind, i);
		if (depth && part_open(walk, kind, i) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

static enum status fill_parts(struct finder *f, struct entry_side *side, enum lang lang,
			      size_t from, size_t to)
{
	struct part_walk walk = {.f = f, .lang = lang};
	for (enum part_kind kind = PART_CAUSE; kind < PART_KINDS; kind++)
		walk.ends[kind] = &side->parts[kind];
	for (size_t i = from; i < to; i++) {
		if (f->facts[i].begins) { /* an entry inside this one has its own parts */
			part_close(&walk, PART_CAUSE, i);
			part_close(&walk, PART_FIX, i);
			i = scope_end(f, i) - 1;
		} else if (visit_heading(&walk, i) != STATUS_OK) {
			return STATUS_NO_MEMORY;
		}
	}
	part_close(&walk, PART_CAUSE, to);
	part_close(&walk, PART_FIX, to);
	return STATUS_OK;
}

/* The text between the code's heading and the first part, or the entry's end,
   is the cause where no heading announces one. */
static enum status fill_intro(struct finder *f, struct entry_side *side, enum lang lang,
			      size_t from, size_t to)
{
	size_t i = from;
	while (i < to && !is_part_heading(f, i) && !f->facts[i].begins)
		i++;
	side->intro = (struct block_range){side->heading->next, node_from(f, i, lang)};
	if (side->parts[PART_CAUSE] || !block_range_has_text(side->intro))
		return STATUS_OK;
	struct part **end = &side->parts[PART_CAUSE];
	struct part *cause = part_add(f, &end);
	if (!cause)
		return STATUS_NO_MEMORY;
	cause->body = side->intro;
	side->intro = (struct block_range){NULL, NULL};
	return STATUS_OK;
}

/* --- Entries ------------------------------------------------------------ */

static enum status fill_titles(struct finder *f, struct entry_side *side, struct slice text)
{
	struct code_list codes;
	if (scheme_find(f->schemes, &f->article->arena, text, &codes) != STATUS_OK)
		return STATUS_NO_MEMORY;
	side->full_title = text;
	side->title = title_without_code(text, &codes);
	return STATUS_OK;
}

static enum status fill_side(struct finder *f, struct entry_side *side, size_t i, enum lang lang)
{
	const struct heading_pair *pair = &f->headings.items[i];
	side->heading = pair->nodes[lang];
	if (!side->heading)
		return STATUS_OK;
	size_t end = scope_end(f, i);
	enum status status = fill_titles(f, side, pair->texts[lang]);
	if (status == STATUS_OK)
		status = fill_parts(f, side, lang, i + 1, end);
	if (status == STATUS_OK)
		status = fill_intro(f, side, lang, i + 1, end);
	return status;
}

static struct slice segment_of(const struct finder *f, const struct heading_pair *pair)
{
	struct slice segment = {NULL, 0};
	for (enum lang lang = LANG_EN; lang <= LANG_JA && !segment.len; lang++)
		if (pair->nodes[lang])
			segment = heading_segment(f->article, pair->nodes[lang]);
	return segment;
}

/* A code that the heading names twice has one entry. */
static enum status add_entries(struct finder *f, struct entry entry, const struct code_list *codes)
{
	for (size_t i = 0; i < codes->count; i++) {
		const struct code_list earlier = {.items = codes->items, .count = i};
		if (has_code(&earlier, codes->items[i].normal))
			continue;
		if (!array_room(&f->entries, &f->capacity, f->n_entries + 1))
			return STATUS_NO_MEMORY;
		entry.code = codes->items[i];
		f->entries[f->n_entries++] = entry;
	}
	return STATUS_OK;
}

static enum status make_entries(struct finder *f, size_t i)
{
	const struct heading_pair *pair = &f->headings.items[i];
	const struct node *heading =
		pair->nodes[LANG_EN] ? pair->nodes[LANG_EN] : pair->nodes[LANG_JA];
	struct entry entry = {
		.anchor = pair->anchor, .segment = segment_of(f, pair), .at = heading->at};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		if (fill_side(f, &entry.sides[lang], i, lang) != STATUS_OK)
			return STATUS_NO_MEMORY;
	return add_entries(f, entry, &f->facts[i].codes);
}

static enum status keep(struct finder *f, struct entry_list *out)
{
	struct arena *arena = &f->article->arena;
	out->items = arena_array(arena, f->n_entries, sizeof(*out->items));
	if (!out->items)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < f->n_entries; i++)
		out->items[i] = f->entries[i];
	out->count = f->n_entries;
	return STATUS_OK;
}

enum status entries_find(struct article *article, const struct scheme_set *schemes,
			 const struct part_words *words, struct entry_list *out)
{
	struct finder f = {.article = article, .schemes = schemes, .words = words};
	*out = (struct entry_list){0};
	enum status status = read_headings(&f);
	for (size_t i = 0; i < f.headings.count && status == STATUS_OK; i++)
		if (f.facts[i].begins)
			status = make_entries(&f, i);
	if (status == STATUS_OK)
		status = keep(&f, out);
	if (status == STATUS_OK)
		status = entries_check(article, words, out);
	free(f.entries);
	return status;
}
