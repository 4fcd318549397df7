/* Numbers the pages, and notes of each word where it stands. */
#include "search_index.h"

#include "base/hash.h"
#include "search_tokens.h"

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

/* --- Words ---------------------------------------------------------------- */

/* The index being made. */
struct indexing {
	struct search_index *index;
	struct search_tokens tokens;
	struct search_terms terms;
};

static void add_words(struct indexing *work, uint32_t doc, struct slice text, bool in_title)
{
	struct search_index *index = work->index;
	index->version = hash_more(index->version, text);
	search_tokens_read(&work->tokens, text);
	for (size_t i = 0; i < work->tokens.count; i++) {
		struct search_term *term = search_term_of(&work->terms, work->tokens.items[i]);
		if (term->next_doc == doc + 1)
			continue;
		term->next_doc = doc + 1;
		term->n_docs++;
		if (term->n_docs <= (in_title ? SEARCH_TITLES_MAX : SEARCH_PLACES_MAX))
			search_term_put(&work->terms, term, doc, in_title);
	}
}

/* Titles first: where a word stands in both, the title counts. */
static void add_doc(struct indexing *work, size_t i)
{
	const struct search_doc *doc = &work->index->docs[i];
	struct slice page = doc->entry ? doc->entry->address : slice_from(doc->article->path);
	work->index->version = hash_more(hash_more(work->index->version, doc->key), page);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		add_words(work, (uint32_t)i, search_doc_title(doc, lang), true);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		add_words(work, (uint32_t)i, search_doc_text(doc, lang), false);
}

/* A shard ends where its part of all bytes is reached. */
static void cut_shards(struct search_index *index)
{
	size_t total = 0;
	size_t bytes = 0;
	size_t shard = 0;
	for (size_t i = 0; i < index->n_terms; i++)
		total += index->terms[i]->text.len + index->terms[i]->places_len;
	index->term_shards = arena_array(&index->arena, index->n_term_shards + 1, sizeof(size_t));
	for (size_t i = 0; i < index->n_terms; i++) {
		for (; bytes * index->n_term_shards > total * (shard + 1); shard++)
			index->term_shards[shard + 1] = i;
		bytes += index->terms[i]->text.len + index->terms[i]->places_len;
	}
	for (; shard < index->n_term_shards; shard++)
		index->term_shards[shard + 1] = index->n_terms;
}

static void fill(struct search_index *index)
{
	struct indexing work = {.index = index};
	index->version = hash_slice(SLICE(TAIYAKU_VERSION));
	search_tokens_init(&work.tokens);
	search_terms_init(&work.terms, &index->arena);
	number_docs(index);
	for (size_t i = 0; i < index->n_docs; i++)
		add_doc(&work, i);
	index->n_terms = work.terms.count;
	index->terms = search_terms_sorted(&work.terms);
	cut_shards(index);
	search_terms_release(&work.terms);
	search_tokens_release(&work.tokens);
}

/* --- Its life --------------------------------------------------------------- */

static size_t at_least_one(size_t n)
{
	return n ? n : 1;
}

void search_index_init(struct search_index *index, const struct knowledge *kb)
{
	*index = (struct search_index){.kb = kb};
	arena_init_must(&index->arena);
	pthread_mutex_init(&index->lock, NULL);
	count_docs(index);
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
	pthread_mutex_destroy(&index->lock);
	*index = (struct search_index){0};
}
