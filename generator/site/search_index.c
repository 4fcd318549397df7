/* Numbers the pages, has their words gathered or taken over, and cuts these into
   shards. */
#include "search_index.h"

#include "base/hash.h"
#include "search_gather.h"
#include "search_kept.h"

#include <stdlib.h>

/* --- Pages ---------------------------------------------------------------- */

struct slice search_code_key(struct arena *arena, const struct code *code)
{
	if (!slice_eq_str(scheme_name(code->scheme), "smtp")) {
		struct slice key = arena_copy(arena, code->normal);
		char *bytes = (char *)key.ptr; /* just made */
		for (size_t i = 0; i < key.len; i++)
			bytes[i] = ascii_lower(bytes[i]);
		return key;
	}
	char *rest = NULL;
	struct slice copy = arena_copy(arena, code->normal);
	unsigned long class = strtoul(copy.ptr, &rest, 10);
	unsigned long subject = strtoul(*rest ? rest + 1 : rest, &rest, 10);
	unsigned long detail = strtoul(*rest ? rest + 1 : rest, &rest, 10);
	return arena_printf(arena, "smtp:%03lu.%03lu.%lu", subject, detail, class);
}

struct slice search_doc_title(const struct search_doc *doc, enum lang lang)
{
	const struct slice *titles = doc->entry ? doc->entry->titles : doc->article->titles;
	return titles[lang].len ? titles[lang] : titles[lang_other(lang)];
}

/* Several codes of one article are told apart by their titles; what they have in
   common is the article's. */
struct slice search_doc_text(const struct search_doc *doc, enum lang lang)
{
	bool is_one_of_many = doc->entry && doc->article->n_entries > 1;
	const struct slice *texts =
		is_one_of_many ? doc->article->titles : doc->article->descriptions;
	return texts[lang].len ? texts[lang] : texts[lang_other(lang)];
}

/* An article about one code is found by the page of that code. */
static bool is_its_entry(const struct knowledge *kb, const struct kb_article *article)
{
	if (article->n_entries != 1)
		return false;
	const struct kb_entry *entry = &kb->entries[article->first_entry];
	return !entry->is_duplicate &&
	       slice_eq(entry->full_titles[LANG_EN], article->titles[LANG_EN]) &&
	       slice_eq(entry->full_titles[LANG_JA], article->titles[LANG_JA]);
}

static int compare_docs(const void *left, const void *right)
{
	const struct search_doc *a = left;
	const struct search_doc *b = right;
	int order = slice_compare(a->key, b->key);
	return order ? order : (a->entry > b->entry) - (a->entry < b->entry);
}

static bool entry_has_page(const struct knowledge *kb, const struct kb_entry *entry)
{
	return !entry->is_duplicate && !kb->articles[entry->article].is_include;
}

static bool article_is_found(const struct knowledge *kb, const struct kb_article *article)
{
	return !article->is_include && !is_its_entry(kb, article);
}

static void count_docs(struct search_index *index)
{
	const struct knowledge *kb = index->kb;
	for (size_t i = 0; i < kb->n_entries; i++)
		index->n_coded += entry_has_page(kb, &kb->entries[i]);
	index->n_docs = index->n_coded;
	for (size_t i = 0; i < kb->n_articles; i++)
		index->n_docs += article_is_found(kb, &kb->articles[i]);
}

static void number_docs(struct search_index *index)
{
	const struct knowledge *kb = index->kb;
	size_t n = 0;
	index->docs = arena_array(&index->arena, index->n_docs, sizeof(*index->docs));
	for (size_t i = 0; i < kb->n_entries; i++) {
		const struct kb_entry *entry = &kb->entries[i];
		if (entry_has_page(kb, entry))
			index->docs[n++] =
				(struct search_doc){&kb->articles[entry->article], entry,
						    search_code_key(&index->arena, &entry->code)};
	}
	if (n)
		qsort(index->docs, n, sizeof(*index->docs), compare_docs);
	for (size_t i = 0; i < kb->n_articles; i++)
		if (article_is_found(kb, &kb->articles[i]))
			index->docs[n++] = (struct search_doc){.article = &kb->articles[i]};
}

struct span search_shard_docs(const struct search_index *index, size_t shard)
{
	size_t start = shard * SEARCH_SHARD_DOCS;
	size_t end = start + SEARCH_SHARD_DOCS;
	return (struct span){start, end < index->n_docs ? end : index->n_docs};
}

/* --- Shards --------------------------------------------------------------- */

/* How far from its place a border may be: the word nearby that has the lowest hash is
   taken, and so most borders stay where they are when a few words come or go. */
enum { REACH_MAX = 32, REACH_PART = 8 };

static size_t steady_border(const struct search_index *index, size_t least, size_t at)
{
	size_t reach = index->n_terms / index->n_term_shards / REACH_PART;
	reach = reach < REACH_MAX ? reach : REACH_MAX;
	size_t i = at > least + reach ? at - reach : least;
	size_t end = at + reach < index->n_terms ? at + reach : index->n_terms;
	size_t border = at;
	uint64_t lowest = UINT64_MAX;
	for (; i < end; i++) {
		uint64_t hash = hash_slice(index->terms[i]->text);
		if (hash < lowest)
			border = i;
		lowest = hash < lowest ? hash : lowest;
	}
	return border;
}

/* A shard ends about where its part of all bytes is reached. */
static void cut_shards(struct search_index *index)
{
	size_t total = 0;
	size_t bytes = 0;
	size_t shard = 0;
	size_t *borders = arena_array(&index->arena, index->n_term_shards + 1, sizeof(*borders));
	for (size_t i = 0; i < index->n_terms; i++)
		total += index->terms[i]->text.len + index->terms[i]->places_len;
	for (size_t i = 0; i < index->n_terms; i++) {
		for (; bytes * index->n_term_shards > total * (shard + 1); shard++)
			borders[shard + 1] = steady_border(index, borders[shard], i);
		bytes += index->terms[i]->text.len + index->terms[i]->places_len;
	}
	for (; shard < index->n_term_shards; shard++)
		borders[shard + 1] = index->n_terms;
	index->term_shards = borders;
}

/* --- What pages and shards are made of ------------------------------------------ */

/* Whose titles and descriptions have their hashes since the article was read. */
static uint64_t hash_of_doc(const struct search_doc *doc)
{
	const struct kb_article *article = doc->article;
	const struct kb_entry *entry = doc->entry;
	uint64_t hash = hash_text(hash_number(0, article->lang), article->address);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		hash = hash_step(hash, article->hashes.texts[lang]);
	if (!entry)
		return hash;
	hash = hash_text(hash_text(hash, entry->address), entry->code.normal);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		hash = hash_text(hash, entry->titles[lang]);
	return hash_step(hash, article->n_entries);
}

static void hash_docs(struct search_index *index)
{
	index->texts = arena_array(&index->arena, index->n_docs, sizeof(*index->texts));
	for (size_t i = 0; i < index->n_docs; i++) {
		const struct search_doc *doc = &index->docs[i];
		struct slice page =
			doc->entry ? doc->entry->address : slice_from(doc->article->path);
		index->names = hash_text(hash_text(index->names, doc->key), page);
		index->texts[i] = hash_of_doc(doc);
	}
}

static uint32_t version_of_terms(const struct search_index *index, size_t shard)
{
	uint64_t hash = hash_slice(SLICE(TAIYAKU_VERSION));
	for (size_t i = index->term_shards[shard]; i < index->term_shards[shard + 1]; i++) {
		const struct search_term *term = index->terms[i];
		hash = hash_text(hash, term->text);
		hash = hash_text(hash, (struct slice){term->places, term->places_len});
	}
	return (uint32_t)(hash >> 32);
}

static uint32_t version_of_docs(const struct search_index *index, size_t shard)
{
	uint64_t hash = hash_slice(SLICE(TAIYAKU_VERSION));
	struct span docs = search_shard_docs(index, shard);
	for (size_t i = docs.start; i < docs.end; i++)
		hash = hash_number(hash, index->texts[i]);
	return (uint32_t)(hash >> 32);
}

static void find_versions(struct search_index *index)
{
	struct arena *arena = &index->arena;
	index->term_versions = arena_array(arena, index->n_term_shards, sizeof(uint32_t));
	index->doc_versions = arena_array(arena, index->n_doc_shards, sizeof(uint32_t));
	for (size_t shard = 0; shard < index->n_term_shards; shard++)
		index->term_versions[shard] = version_of_terms(index, shard);
	for (size_t shard = 0; shard < index->n_doc_shards; shard++)
		index->doc_versions[shard] = version_of_docs(index, shard);
}

/* --- Its life --------------------------------------------------------------- */

static void gather_all(struct search_index *index)
{
	struct search_gathering all;
	search_gather_init(&all, &index->arena);
	for (size_t i = 0; i < index->n_docs; i++)
		search_gather(&all, (uint32_t)i, &index->docs[i]);
	index->n_terms = all.terms.count;
	index->terms = search_terms_sorted(&all.terms);
	search_gather_release(&all);
}

static void fill(struct search_index *index)
{
	bool is_same = false; /* as it was kept */
	hash_docs(index);
	if (!search_kept_take(index, &is_same))
		gather_all(index);
	cut_shards(index);
	find_versions(index);
	if (!is_same)
		search_kept_save(index);
}

static size_t at_least_one(size_t n)
{
	return n ? n : 1;
}

void search_index_init(struct search_index *index, const struct knowledge *kb,
		       const char *kept_path)
{
	*index = (struct search_index){.kb = kb, .kept_path = kept_path};
	arena_init_must(&index->arena);
	pthread_mutex_init(&index->lock, NULL);
	count_docs(index);
	number_docs(index);
	index->n_doc_shards = (index->n_docs + SEARCH_SHARD_DOCS - 1) / SEARCH_SHARD_DOCS;
	size_t n = (index->n_docs + SEARCH_TERMS_DOCS - 1) / SEARCH_TERMS_DOCS;
	index->n_term_shards =
		at_least_one(n < SEARCH_TERM_SHARDS_MAX ? n : SEARCH_TERM_SHARDS_MAX);
}

void search_index_fill(struct search_index *index)
{
	pthread_mutex_lock(&index->lock);
	if (!index->is_filled)
		fill(index);
	index->is_filled = true;
	pthread_mutex_unlock(&index->lock);
}

void search_index_release(struct search_index *index)
{
	arena_release(&index->arena);
	kept_close(&index->kept);
	pthread_mutex_destroy(&index->lock);
	*index = (struct search_index){0};
}
