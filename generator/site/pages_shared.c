/* What all pages share: strings, the order of the codes, the assets' version. */
#include "pages.h"

#include "base/hash.h"
#include "feed.h"
#include "layouts.h"
#include "source/yaml.h"

#include <stdlib.h>

/* --- Strings ------------------------------------------------------------ */

static void add_strings(struct pages *pages, struct value *into, const struct yaml_node *root)
{
	for (const struct yaml_node *node = root ? root->first : NULL; node; node = node->next)
		if (node->kind == YAML_SCALAR && node->key)
			value_set_text(&pages->arena, into, node->key->text.ptr, node->text);
}

static enum status load_strings_file(struct pages *pages, struct value *into, const char *path)
{
	struct slice text;
	struct yaml_node *root;
	struct yaml_error error;
	if (file_kind(path) == FILE_MISSING)
		return STATUS_OK;
	if (file_read(&pages->arena, path, pages->problems, &text) != STATUS_OK)
		return STATUS_FAILED;
	pages->strings_hash = hash_more(pages->strings_hash, text);
	enum status status =
		yaml_read(&pages->arena, text, (struct span){0, text.len}, 0, &root, &error);
	if (status == STATUS_FAILED)
		return problem_report_text(pages->problems,
					   (struct place){path, error.at.line, error.at.column},
					   error.message);
	add_strings(pages, into, root);
	return problem_memory(pages->problems, status);
}

/* The least preferred folder first: what comes later replaces single texts. */
static enum status load_strings(struct pages *pages, enum lang lang)
{
	struct value *strings = value_object(&pages->arena);
	for (size_t i = pages->options->n_template_folders; i-- > 0;) {
		const char *path =
			arena_printf(&pages->arena, "%s/strings/%s.yaml",
				     pages->options->template_folders[i], lang_name(lang))
				.ptr;
		if (load_strings_file(pages, strings, path) != STATUS_OK)
			return STATUS_FAILED;
	}
	pages->strings[lang] = strings;
	return STATUS_OK;
}

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
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		if (load_strings(pages, lang) != STATUS_OK)
			return STATUS_FAILED;
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
