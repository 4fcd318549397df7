/* What all pages share: the order of the codes, the assets' version. */
#include "pages.h"

#include "base/hash.h"
#include "feed.h"
#include "layouts.h"
#include "strings.h"

#include <stdlib.h>

/* --- The order of codes ------------------------------------------------- */

struct sorting {
	const struct knowledge *kb;
	struct collator *collator;
};

/* Numbers inside a code count as numbers: 4.4.7 comes before 4.4.312. In hexadecimal
   ones, which are all of one length, the bytes are in order. */
static int compare_codes(const void *left, const void *right, void *context)
{
	const struct sorting *sorting = context;
	const struct kb_entry *a = &sorting->kb->entries[*(const size_t *)left];
	const struct kb_entry *b = &sorting->kb->entries[*(const size_t *)right];
	int order = slice_compare(scheme_name(a->code.scheme), scheme_name(b->code.scheme));
	bool is_hex = slice_starts_with(a->code.normal, SLICE("0x"));
	if (!order && !is_hex)
		order = collator_compare(sorting->collator, a->code.normal, b->code.normal);
	return order ? order : slice_compare(a->code.normal, b->code.normal);
}

static void order_codes(struct pages *pages, enum lang lang)
{
	const struct knowledge *kb = pages->options->kb;
	size_t *order = arena_array(&pages->arena, kb->n_entries, sizeof(*order));
	struct sorting sorting = {kb, collator_new(lang)};
	if (!sorting.collator)
		out_of_memory();
	pages->n_codes = 0;
	for (size_t i = 0; i < kb->n_entries; i++)
		if (!kb->entries[i].is_duplicate)
			order[pages->n_codes++] = i;
	qsort_r(order, pages->n_codes, sizeof(*order), compare_codes, &sorting);
	collator_free(sorting.collator);
	size_t *rank_of = arena_array(&pages->arena, kb->n_entries, sizeof(*rank_of));
	for (size_t rank = 0; rank < pages->n_codes; rank++)
		rank_of[order[rank]] = rank;
	pages->codes_order[lang] = order;
	pages->rank_of[lang] = rank_of;
}

/* --- Assets ------------------------------------------------------------- */

/* A new version when any of them changes, so that no browser keeps an old one. */
static enum status version_assets(struct pages *pages)
{
	uint64_t hash = 0;
	for (size_t i = 0; i < pages->plan->count; i++) {
		const struct output *output = &pages->plan->outputs[i];
		struct slice bytes;
		if (output->kind != OUTPUT_ASSET)
			continue;
		struct arena_mark mark = arena_mark(&pages->arena);
		if (file_read(&pages->arena, output->source, pages->problems, &bytes) != STATUS_OK)
			return STATUS_FAILED;
		hash = hash_more(hash, bytes);
		arena_rewind(&pages->arena, mark);
	}
	pages->asset_version =
		arena_printf(&pages->arena, "%08llx", (unsigned long long)(hash & 0xFFFFFFFF));
	return STATUS_OK;
}

enum status pages_init(struct pages *pages, const struct build_options *options,
		       const struct plan *plan, const struct templates *templates,
		       struct problems *problems)
{
	*pages = (struct pages){
		.options = options, .plan = plan, .templates = templates, .problems = problems};
	arena_init_must(&pages->arena);
	pages->layouts = layouts_new();
	pages->has_feed = feed_is_possible(options);
	enum status status = STATUS_OK;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		if (strings_load(pages, lang) != STATUS_OK)
			status = STATUS_FAILED;
	if (status != STATUS_OK)
		return status;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		order_codes(pages, lang);
		pages->dates[lang] = dates_new(lang);
	}
	return version_assets(pages);
}

void pages_release(struct pages *pages)
{
	layouts_free(pages->layouts);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		dates_free(pages->dates[lang]);
	arena_release(&pages->arena);
}

struct slice pages_string(const struct pages *pages, enum lang lang, const char *key)
{
	const struct value *text = value_get(pages->strings[lang], slice_from(key));
	return text && text->kind == VALUE_TEXT ? text->text : (struct slice){0};
}
