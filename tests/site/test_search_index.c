/* That every word of every page stands in the shard where it is looked for, with
   its pages and no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "site/search_shards.h"
#include "site/search_tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N_ARTICLES = 1000 };

struct fixture {
	struct arena arena;
	struct knowledge kb;
	struct search_index index;
	struct search_tokens tokens;
};

/* Titles of some words each, from few that are common and many that are rare. */
static struct slice some_words(struct fixture *f, size_t seed, const char *const *words, size_t n)
{
	size_t a = seed * 7919 % (seed % 5 + 1);
	size_t b = seed * 104729 % n;
	return arena_printf(&f->arena, "%s%s%zu %s", words[a % n], words[b], seed % 300, words[0]);
}

/* As whoever reads articles does. */
static void hash_articles(struct knowledge *kb)
{
	for (size_t i = 0; i < kb->n_articles; i++) {
		struct kb_article *article = &kb->articles[i];
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
			article->hashes.texts[lang] = hash_text(hash_text(0, article->titles[lang]),
								article->descriptions[lang]);
	}
}

static void setup(struct fixture *f, size_t n_articles)
{
	static const char *const en[] = {"mail", "mailbox ", "Queue", "policy ", "TLS", "sender"};
	static const char *const ja[] = {"メール", "管理者", "配信", "の一覧", "再試行", "認証"};
	*f = (struct fixture){0};
	arena_init_must(&f->arena);
	f->kb.n_articles = n_articles;
	f->kb.articles = arena_array(&f->arena, n_articles, sizeof(*f->kb.articles));
	for (size_t i = 0; i < n_articles; i++) {
		struct kb_article *article = &f->kb.articles[i];
		article->lang = LANG_BOTH;
		article->address = arena_printf(&f->arena, "a/%zu", i);
		article->path = arena_printf(&f->arena, "a/%zu.md", i).ptr;
		article->titles[LANG_EN] = some_words(f, i, en, 6);
		article->titles[LANG_JA] = some_words(f, i + 1, ja, 6);
		article->descriptions[LANG_EN] = some_words(f, i * 3, en, 6);
		article->descriptions[LANG_JA] = some_words(f, i * 3 + 2, ja, 6);
	}
	hash_articles(&f->kb);
	search_tokens_init(&f->tokens);
	search_index_init(&f->index, &f->kb, NULL);
	search_index_fill(&f->index);
}

static void teardown(struct fixture *f)
{
	search_index_release(&f->index);
	search_tokens_release(&f->tokens);
	arena_release(&f->arena);
}

/* Reads places as the browser does. False where the page is not among them. */
static bool has_place(const struct search_term *term, size_t doc, bool *in_title)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t number = 0;
	size_t unit = 1;
	size_t at = 0; /* behind the last page */
	for (size_t i = 0; i < term->places_len; i++) {
		size_t digit = (size_t)(strchr(digits, term->places[i]) - digits);
		number += digit % 32 * unit;
		unit *= 32;
		if (digit >= 32)
			continue;
		at += number / 2;
		*in_title = number % 2;
		if (at == doc + 1)
			return true;
		number = 0;
		unit = 1;
	}
	return false;
}

static const struct search_term *find_term(const struct search_index *index, struct slice text)
{
	for (size_t i = 0; i < index->n_terms; i++)
		if (slice_eq(index->terms[i]->text, text))
			return index->terms[i];
	return NULL;
}

static void check_words(struct fixture *f, size_t doc, struct slice text, bool is_title)
{
	search_tokens_read(&f->tokens, text);
	for (size_t i = 0; i < f->tokens.count; i++) {
		bool in_title = false;
		const struct search_term *term = find_term(&f->index, f->tokens.items[i]);
		assert_non_null(term);
		assert_true(has_place(term, doc, &in_title));
		assert_true(in_title || !is_title);
	}
}

static void every_word_is_found(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, N_ARTICLES);
	assert_int_equal(f.index.n_docs, N_ARTICLES);
	for (size_t i = 0; i < N_ARTICLES; i += 13)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			check_words(&f, i, f.kb.articles[i].titles[lang], true);
			check_words(&f, i, f.kb.articles[i].descriptions[lang], false);
		}
	teardown(&f);
}

static void shards_hold_all_words_evenly(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, N_ARTICLES);
	const struct search_index *index = &f.index;
	assert_int_equal(index->n_term_shards, N_ARTICLES / SEARCH_TERMS_DOCS);
	assert_int_equal(index->term_shards[0], 0);
	assert_int_equal(index->term_shards[index->n_term_shards], index->n_terms);
	size_t total = 0;
	size_t largest = 0;
	for (size_t shard = 0; shard < index->n_term_shards; shard++) {
		size_t bytes = 0;
		assert_true(index->term_shards[shard] <= index->term_shards[shard + 1]);
		for (size_t i = index->term_shards[shard]; i < index->term_shards[shard + 1]; i++)
			bytes += index->terms[i]->text.len + index->terms[i]->places_len;
		total += bytes;
		largest = bytes > largest ? bytes : largest;
	}
	assert_true(largest < 3 * total / index->n_term_shards);
	for (size_t i = 1; i < index->n_terms; i++)
		assert_true(slice_compare(index->terms[i - 1]->text, index->terms[i]->text) < 0);
	teardown(&f);
}

static void same_bytes_each_time(void **state)
{
	(void)state;
	struct fixture f;
	struct fixture g;
	struct buffer a;
	struct buffer b;
	setup(&f, N_ARTICLES);
	setup(&g, N_ARTICLES);
	buffer_init(&a, BUFFER_MAX_PAGE);
	buffer_init(&b, BUFFER_MAX_PAGE);
	for (size_t shard = 0; shard < f.index.n_term_shards; shard++) {
		search_write_terms(&f.index, shard, &a);
		search_write_terms(&g.index, shard, &b);
	}
	search_write_docs(&f.index, LANG_JA, 3, &a);
	search_write_docs(&g.index, LANG_JA, 3, &b);
	assert_true(a.len > 10000 && slice_eq(buffer_view(&a), buffer_view(&b)));
	buffer_release(&a);
	buffer_release(&b);
	teardown(&f);
	teardown(&g);
}

static void few_pages_and_none(void **state)
{
	(void)state;
	for (size_t n = 0; n < 3; n++) {
		struct fixture f;
		struct buffer out;
		setup(&f, n);
		buffer_init(&out, BUFFER_MAX_PAGE);
		assert_int_equal(f.index.n_term_shards, 1);
		assert_int_equal(f.index.n_doc_shards, n > 0);
		search_write_terms(&f.index, 0, &out);
		assert_true(slice_starts_with(buffer_view(&out), SLICE("taiyakuSearch(\"t0\",")));
		assert_true(slice_ends_with(buffer_view(&out), SLICE("\");\n")));
		buffer_release(&out);
		teardown(&f);
	}
}

/* --- What is kept from one build to the next ---------------------------------- */

/* The index again, of what the pages say now. */
static void fill_again(struct fixture *f, const char *kept)
{
	search_index_release(&f->index);
	hash_articles(&f->kb);
	search_index_init(&f->index, &f->kb, kept);
	search_index_fill(&f->index);
}

static void assert_same_terms(const struct search_index *a, const struct search_index *b)
{
	assert_int_equal(a->n_terms, b->n_terms);
	for (size_t i = 0; i < a->n_terms; i++) {
		const struct search_term *one = a->terms[i];
		const struct search_term *other = b->terms[i];
		assert_true(slice_eq(one->text, other->text));
		assert_int_equal(one->n_docs, other->n_docs);
		assert_true(slice_eq((struct slice){one->places, one->places_len},
				     (struct slice){other->places, other->places_len}));
	}
	for (size_t i = 0; i <= a->n_term_shards; i++)
		assert_int_equal(a->term_shards[i], b->term_shards[i]);
	for (size_t i = 0; i < a->n_term_shards; i++)
		assert_int_equal(a->term_versions[i], b->term_versions[i]);
	for (size_t i = 0; i < a->n_doc_shards; i++)
		assert_int_equal(a->doc_versions[i], b->doc_versions[i]);
}

/* Fills the index from what is kept, and compares it with one that is made anew. Gives
   whether anything was taken over. */
static bool check_kept(struct fixture *f, const char *kept)
{
	struct search_index anew;
	fill_again(f, kept);
	search_index_init(&anew, &f->kb, NULL);
	search_index_fill(&anew);
	assert_same_terms(&f->index, &anew);
	search_index_release(&anew);
	return f->index.kept.mapping != NULL;
}

struct kept_bed {
	struct fixture f;
	char folder[64];
	char path[80];
};

static void set_bed_up(struct kept_bed *bed, size_t n_articles)
{
	snprintf(bed->folder, sizeof(bed->folder), "/tmp/taiyaku-search-XXXXXX");
	assert_non_null(mkdtemp(bed->folder));
	snprintf(bed->path, sizeof(bed->path), "%s/kept", bed->folder);
	setup(&bed->f, n_articles);
	assert_false(check_kept(&bed->f, bed->path)); /* there is nothing yet */
}

static void tear_bed_down(struct kept_bed *bed)
{
	teardown(&bed->f);
	unlink(bed->path);
	assert_int_equal(rmdir(bed->folder), 0);
}

static void what_is_kept_is_brought_up_to_date(void **state)
{
	(void)state;
	struct kept_bed bed;
	set_bed_up(&bed, N_ARTICLES);
	struct kb_article *articles = bed.f.kb.articles;
	assert_true(check_kept(&bed.f, bed.path)); /* nothing has changed */
	articles[500].descriptions[LANG_EN] = SLICE("a word of its own, mail");
	assert_true(check_kept(&bed.f, bed.path));
	articles[500].descriptions[LANG_EN] = SLICE("");
	articles[500].descriptions[LANG_JA] = SLICE("");
	articles[0].titles[LANG_JA] = SLICE("管理者の一覧");
	articles[N_ARTICLES - 1].titles[LANG_EN] = SLICE("aaa zzz mail Queue");
	assert_true(check_kept(&bed.f, bed.path));
	/* A word goes from a page's title to its text. */
	articles[7].titles[LANG_EN] = SLICE("other");
	articles[7].descriptions[LANG_EN] = SLICE("mail");
	assert_true(check_kept(&bed.f, bed.path));
	for (size_t i = 0; i < 40; i++)
		articles[i * 20].titles[LANG_EN] =
			arena_printf(&bed.f.arena, "title %zu 再試行", i);
	assert_true(check_kept(&bed.f, bed.path));
	assert_true(check_kept(&bed.f, bed.path));
	tear_bed_down(&bed);
}

static void what_does_not_fit_is_gathered_anew(void **state)
{
	(void)state;
	struct kept_bed bed;
	set_bed_up(&bed, N_ARTICLES);
	struct kb_article *articles = bed.f.kb.articles;
	/* Many pages. */
	for (size_t i = 0; i < N_ARTICLES; i += 2)
		articles[i].descriptions[LANG_EN] = arena_printf(&bed.f.arena, "text %zu", i);
	check_kept(&bed.f, bed.path);
	assert_true(check_kept(&bed.f, bed.path));
	/* Another order, and one page less. */
	articles[3].path = "another";
	check_kept(&bed.f, bed.path);
	bed.f.kb.n_articles--;
	check_kept(&bed.f, bed.path);
	assert_true(check_kept(&bed.f, bed.path));
	tear_bed_down(&bed);
}

static void damaged_ones_are_not_used(void **state)
{
	(void)state;
	struct kept_bed bed;
	set_bed_up(&bed, 100);
	assert_int_equal(truncate(bed.path, 1000), 0);
	assert_false(check_kept(&bed.f, bed.path));
	assert_true(check_kept(&bed.f, bed.path));
	tear_bed_down(&bed);
}

/* Of those not all places are known. */
static void too_common_words_are_gathered_anew(void **state)
{
	(void)state;
	struct kept_bed bed;
	set_bed_up(&bed, SEARCH_PLACES_MAX + 100);
	struct kb_article *articles = bed.f.kb.articles;
	articles[11].titles[LANG_EN] = SLICE("nothing in common");
	check_kept(&bed.f, bed.path);
	articles[11].titles[LANG_EN] = SLICE("mail");
	check_kept(&bed.f, bed.path);
	tear_bed_down(&bed);
}

/* The words of a page decide about the shards that hold them, and no others. */
static void few_shards_change_with_a_page(void **state)
{
	(void)state;
	struct fixture f;
	struct fixture g;
	setup(&f, N_ARTICLES);
	setup(&g, N_ARTICLES);
	g.kb.articles[300].descriptions[LANG_EN] = SLICE("zebra");
	fill_again(&g, NULL);
	size_t n_docs = 0;
	size_t n_terms = 0;
	for (size_t i = 0; i < f.index.n_doc_shards; i++)
		n_docs += f.index.doc_versions[i] != g.index.doc_versions[i];
	for (size_t i = 0; i < f.index.n_term_shards; i++)
		n_terms += f.index.term_versions[i] != g.index.term_versions[i];
	assert_int_equal(n_docs, 1);
	assert_in_range(n_terms, 1, f.index.n_term_shards - 1);
	teardown(&f);
	teardown(&g);
}

static void keys_put_related_codes_together(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		const char *key;
	} cases[] = {
		{"4.4.312", "smtp:004.312.4"}, {"550 5.4.312", "smtp:004.312.5"},
		{"5.7.1", "smtp:007.001.5"},   {"5.7.500-699", "smtp:007.500.5"},
		{"0x8007000E", "0x8007000e"},  {"AADSTS50011", "aadsts50011"},
		{"30125-4", "30125-4"},
	};
	struct arena arena;
	struct problems problems;
	struct scheme_set *schemes;
	arena_init_must(&arena);
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(scheme_set_new(NULL, 0, &problems, &schemes), STATUS_OK);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct code code;
		assert_int_equal(scheme_parse(schemes, &arena, slice_from(cases[i].typed), &code),
				 STATUS_OK);
		assert_string_equal(search_code_key(&arena, &code).ptr, cases[i].key);
	}
	scheme_set_free(schemes);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_is_found),
		cmocka_unit_test(shards_hold_all_words_evenly),
		cmocka_unit_test(same_bytes_each_time),
		cmocka_unit_test(few_pages_and_none),
		cmocka_unit_test(what_is_kept_is_brought_up_to_date),
		cmocka_unit_test(what_does_not_fit_is_gathered_anew),
		cmocka_unit_test(damaged_ones_are_not_used),
		cmocka_unit_test(too_common_words_are_gathered_anew),
		cmocka_unit_test(few_shards_change_with_a_page),
		cmocka_unit_test(keys_put_related_codes_together),
	};
	return cmocka_run_group_tests_name("site.search-index", tests, NULL, NULL);
}
