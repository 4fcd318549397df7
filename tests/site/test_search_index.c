/* That every word of every page stands in the shard where it is looked for, with
   its pages and no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "site/search_shards.h"
#include "site/search_tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
		article->titles[LANG_EN] = some_words(f, i, en, 6);
		article->titles[LANG_JA] = some_words(f, i + 1, ja, 6);
		article->descriptions[LANG_EN] = some_words(f, i * 3, en, 6);
		article->descriptions[LANG_JA] = some_words(f, i * 3 + 2, ja, 6);
	}
	search_tokens_init(&f->tokens);
	search_index_init(&f->index, &f->kb);
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
		cmocka_unit_test(keys_put_related_codes_together),
	};
	return cmocka_run_group_tests_name("site.search-index", tests, NULL, NULL);
}
