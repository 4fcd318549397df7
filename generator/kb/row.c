/* Each part of a row has a function that puts it and one that takes it, one
   below the other: what one writes the other reads, in the same order. */
#include "row.h"

#include "base/array.h"
#include "link_check.h"

#include <stdlib.h>

struct taking {
	const struct knowledge *kb;
	const struct scheme_set *schemes;
	const struct map *rules;
	struct record record;
	struct arena *arena;
	bool out_of_memory;
};

static void *take_array(struct taking *t, size_t count, size_t size)
{
	void *array = arena_array(t->arena, count, size);
	t->out_of_memory |= !array;
	return array;
}

/* --- Small things ------------------------------------------------------- */

static void put_span(struct buffer *out, struct span at)
{
	record_put_number(out, at.start);
	record_put_number(out, at.end);
}

static struct span take_span(struct record *record)
{
	size_t start = (size_t)record_take_number(record);
	return (struct span){start, (size_t)record_take_number(record)};
}

static void put_day(struct buffer *out, struct day day)
{
	record_put_number(out, (uint64_t)day.year);
	record_put_number(out, (uint64_t)day.month);
	record_put_number(out, (uint64_t)day.day);
}

static struct day take_day(struct record *record)
{
	int year = (int)record_take_up_to(record, 9999);
	int month = (int)record_take_up_to(record, 12);
	return (struct day){year, month, (int)record_take_up_to(record, 31)};
}

/* --- Entries ------------------------------------------------------------ */

static void put_code(struct buffer *out, const struct code *code)
{
	record_put_text(out, scheme_name(code->scheme));
	record_put_text(out, code->normal);
	record_put_text(out, code->reply);
	record_put_text(out, code->first);
	record_put_text(out, code->last);
	put_span(out, code->at);
	put_span(out, code->whole);
	record_put_number(out, code->faults);
}

static const struct scheme *scheme_called(const struct scheme_set *set, struct slice name)
{
	for (size_t i = 0; i < scheme_count(set); i++)
		if (slice_eq(scheme_name(scheme_at(set, i)), name))
			return scheme_at(set, i);
	return NULL;
}

static void take_code(struct taking *t, struct code *code)
{
	struct record *record = &t->record;
	code->scheme = scheme_called(t->schemes, record_take_text(record));
	record->failed |= !code->scheme;
	code->normal = record_take_text(record);
	code->reply = record_take_text(record);
	code->first = record_take_text(record);
	code->last = record_take_text(record);
	code->at = take_span(record);
	code->whole = take_span(record);
	code->faults = (unsigned int)record_take_number(record);
}

/* Entries of one heading share its titles, here too. */
static void put_titles(struct buffer *out, const struct kb_entry *entry,
		       const struct kb_entry *before, enum lang lang)
{
	bool is_shared = before && before->full_titles[lang].ptr == entry->full_titles[lang].ptr;
	record_put_number(out, is_shared);
	if (is_shared)
		return;
	record_put_text(out, entry->titles[lang]);
	record_put_text(out, entry->full_titles[lang]);
}

static void take_titles(struct record *record, struct kb_entry *entry,
			const struct kb_entry *before, enum lang lang)
{
	bool is_shared = record_take_up_to(record, before ? 1 : 0) != 0 && before;
	entry->titles[lang] = is_shared ? before->titles[lang] : record_take_text(record);
	entry->full_titles[lang] = is_shared ? before->full_titles[lang] : record_take_text(record);
}

static void put_entry(struct buffer *out, const struct kb_entry *entry,
		      const struct kb_entry *before)
{
	put_code(out, &entry->code);
	record_put_text(out, entry->address);
	record_put_text(out, entry->man_name);
	record_put_text(out, entry->anchor);
	record_put_text(out, entry->segment);
	record_put_position(out, entry->start);
	record_put_position(out, entry->end);
	record_put_number(out, entry->is_repeated);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_titles(out, entry, before, lang);
}

static void take_entry(struct taking *t, struct kb_entry *entry, const struct kb_entry *before)
{
	struct record *record = &t->record;
	take_code(t, &entry->code);
	entry->address = record_take_text(record);
	entry->man_name = record_take_text(record);
	entry->anchor = record_take_text(record);
	entry->segment = record_take_text(record);
	entry->start = record_take_position(record);
	entry->end = record_take_position(record);
	entry->is_repeated = record_take_up_to(record, 1) != 0;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		take_titles(record, entry, before, lang);
}

static void put_entries(struct buffer *out, const struct kb_entry *entries, size_t count)
{
	record_put_number(out, count);
	for (size_t i = 0; i < count; i++)
		put_entry(out, &entries[i], i ? &entries[i - 1] : NULL);
}

static struct kb_entry *take_entries(struct taking *t, size_t *count)
{
	*count = record_take_count(&t->record);
	struct kb_entry *entries = take_array(t, *count, sizeof(*entries));
	for (size_t i = 0; entries && i < *count && !t->record.failed; i++)
		take_entry(t, &entries[i], i ? &entries[i - 1] : NULL);
	return entries;
}

/* --- What the front matter adds ------------------------------------------ */

static void put_own_keys(struct buffer *out, const struct kb_article *row)
{
	record_put_number(out, row->acts.count);
	for (size_t i = 0; i < row->acts.count; i++)
		record_put_number(out, row->acts.items[i]);
	record_put_text(out, row->bounce);
}

static void take_own_keys(struct record *record, struct kb_article *row)
{
	row->acts.count = record_take_up_to(record, ROLES);
	for (size_t i = 0; i < row->acts.count; i++)
		row->acts.items[i] = (enum role)record_take_up_to(record, ROLES - 1);
	row->bounce = record_take_text(record);
}

/* --- Links -------------------------------------------------------------- */

static void put_links(struct buffer *out, const struct knowledge *kb, const struct kb_article *row)
{
	record_put_number(out, row->n_links);
	for (size_t i = 0; i < row->n_links; i++) {
		const struct kb_link *link = &row->links[i];
		record_put_number(out, (size_t)(link->target - kb->articles));
		record_put_text(out, link->url);
		record_put_number(out, link->fragment.len);
		record_put_text(out, link->segment);
		record_put_position(out, link->start);
		record_put_position(out, link->end);
		record_put_number(out, link->lang);
	}
}

static void take_link(struct taking *t, struct kb_link *link)
{
	struct record *record = &t->record;
	link->target = &t->kb->articles[record_take_up_to(record, t->kb->n_articles - 1)];
	link->url = record_take_text(record);
	size_t fragment_len = record_take_up_to(record, link->url.len);
	link->fragment = slice_skip(link->url, link->url.len - fragment_len);
	link->segment = record_take_text(record);
	link->start = record_take_position(record);
	link->end = record_take_position(record);
	link->lang = (enum lang)record_take_up_to(record, LANG_BOTH);
}

static void take_links(struct taking *t, struct kb_article *row)
{
	size_t count = record_take_count(&t->record);
	row->links = count ? calloc(count, sizeof(*row->links)) : NULL;
	t->out_of_memory |= count && !row->links;
	for (size_t i = 0; row->links && i < count && !t->record.failed; i++)
		take_link(t, &row->links[i]);
	row->n_links = count;
}

/* --- Findings ----------------------------------------------------------- */

static void put_args(struct buffer *out, const struct finding *finding)
{
	record_put_number(out, finding->n_args);
	for (size_t i = 0; i < finding->n_args; i++) {
		const struct slice *arg = finding->args[i];
		bool is_same = slice_eq(arg[LANG_EN], arg[LANG_JA]);
		record_put_number(out, is_same);
		record_put_text(out, arg[LANG_EN]);
		if (!is_same)
			record_put_text(out, arg[LANG_JA]);
	}
}

static void take_args(struct record *record, struct finding *finding)
{
	finding->n_args = record_take_up_to(record, FINDING_ARGS_MAX);
	for (size_t i = 0; i < finding->n_args; i++) {
		struct slice *arg = finding->args[i];
		bool is_same = record_take_up_to(record, 1) != 0;
		arg[LANG_EN] = record_take_text(record);
		arg[LANG_JA] = is_same ? arg[LANG_EN] : record_take_text(record);
	}
}

/* Findings of an article name its file, or none. */
static void put_finding(struct buffer *out, const struct finding *finding, const char *file)
{
	bool is_own = slice_eq(slice_from(finding->file), slice_from(file));
	record_put_text(out, slice_from(finding->rule->id));
	record_put_number(out, finding->severity);
	record_put_number(out, finding->lang);
	record_put_number(out, is_own);
	if (!is_own)
		record_put_text(out, slice_from(finding->file));
	put_span(out, finding->bytes);
	record_put_position(out, finding->start);
	record_put_position(out, finding->end);
	record_put_text(out, finding->segment);
	record_put_text(out, finding->code);
	put_args(out, finding);
}

static void take_finding(struct taking *t, struct findings *findings)
{
	struct record *record = &t->record;
	const struct rule *rule = map_get(t->rules, record_take_text(record));
	record->failed |= !rule;
	struct finding *finding =
		rule ? findings_add(findings, rule, LANG_BOTH, (struct span){0, 0}) : NULL;
	t->out_of_memory |= rule && !finding;
	if (!finding)
		return;
	finding->severity = (enum severity)record_take_up_to(record, SEVERITY_ERROR);
	finding->lang = (enum lang)record_take_up_to(record, LANG_BOTH);
	bool is_own = record_take_up_to(record, 1) != 0;
	if (!is_own)
		finding->file = record_take_text(record).ptr;
	finding->bytes = take_span(record);
	finding->start = record_take_position(record);
	finding->end = record_take_position(record);
	finding->segment = record_take_text(record);
	finding->code = record_take_text(record);
	take_args(record, finding);
}

static void put_findings(struct buffer *out, const struct findings *findings)
{
	record_put_number(out, findings->count);
	for (size_t i = 0; i < findings->count; i++)
		put_finding(out, &findings->items[i], findings->file);
}

static void take_findings(struct taking *t, struct kb_article *row)
{
	size_t count = record_take_count(&t->record);
	findings_init(&row->findings, t->arena, row->file, NULL);
	if (findings_reserve(&row->findings, count) != STATUS_OK)
		t->out_of_memory = true;
	for (size_t i = 0; i < count && !t->record.failed && !t->out_of_memory; i++)
		take_finding(t, &row->findings);
}

/* --- Rows --------------------------------------------------------------- */

static void put_lang(struct buffer *out, const struct kb_article *row, enum lang lang)
{
	record_put_text(out, row->titles[lang]);
	record_put_text(out, row->descriptions[lang]);
}

static void put_anchors(struct buffer *out, const struct kb_article *row, enum lang lang)
{
	record_put_number(out, row->n_anchors[lang]);
	for (size_t i = 0; i < row->n_anchors[lang]; i++)
		record_put_text(out, row->anchors[lang][i]);
}

static void take_lang(struct record *record, struct kb_article *row, enum lang lang)
{
	row->titles[lang] = record_take_text(record);
	row->descriptions[lang] = record_take_text(record);
}

static void take_anchors(struct taking *t, struct kb_article *row, enum lang lang)
{
	struct record *record = &t->record;
	row->n_anchors[lang] = record_take_count(record);
	row->anchors[lang] = take_array(t, row->n_anchors[lang], sizeof(*row->anchors[lang]));
	for (size_t i = 0; row->anchors[lang] && i < row->n_anchors[lang]; i++)
		row->anchors[lang][i] = record_take_text(record);
}

struct row_marks row_put(const struct knowledge *kb, const struct kb_article *row,
			 const struct kb_entry *entries, struct buffer *out)
{
	struct row_marks marks;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_lang(out, row, lang);
	record_put_number(out, row->lang);
	put_day(out, row->updated);
	record_put_number(out, row->translation);
	record_put_number(out, row->n_segments);
	record_put_number(out, row->is_recovered);
	record_put_text(out, row->redirect_from);
	record_put_position(out, row->redirect_at);
	put_own_keys(out, row);
	put_entries(out, entries, row->n_entries);
	marks.anchors = out->len;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		put_anchors(out, row, lang);
	marks.end = out->len;
	put_links(out, kb, row);
	put_findings(out, &row->findings);
	record_put_text(out, row->facts);
	record_put_text(out, row->texts);
	return marks;
}

static void take_all(struct taking *t, struct kb_article *row, struct kb_entry **entries)
{
	struct record *record = &t->record;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		take_lang(record, row, lang);
	row->lang = (enum lang)record_take_up_to(record, LANG_BOTH);
	row->updated = take_day(record);
	row->translation = (enum translation)record_take_up_to(record, TRANSLATION_MACHINE);
	row->n_segments = (size_t)record_take_number(record);
	row->is_recovered = record_take_up_to(record, 1) != 0;
	row->redirect_from = record_take_text(record);
	row->redirect_at = record_take_position(record);
	take_own_keys(record, row);
	*entries = take_entries(t, &row->n_entries);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		take_anchors(t, row, lang);
	take_links(t, row);
	take_findings(t, row);
	row->facts = record_take_text(record);
	row->texts = record_take_text(record);
	record->failed |= record->rest.len != 0;
}

enum status row_take(const struct knowledge *kb, const struct scheme_set *schemes,
		     const struct map *rules, struct slice bytes, struct kb_article *row,
		     struct kb_entry **entries, struct arena *arena)
{
	const struct kb_article before = *row;
	struct taking t = {.kb = kb,
			   .schemes = schemes,
			   .rules = rules,
			   .record = {.rest = bytes},
			   .arena = arena};
	take_all(&t, row, entries);
	row->was_read = true;
	if (!t.record.failed && !t.out_of_memory)
		return STATUS_OK;
	free(row->links);
	findings_release(&row->findings);
	*row = before;
	return t.out_of_memory ? STATUS_NO_MEMORY : STATUS_FAILED;
}
