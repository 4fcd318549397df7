/*
 * Memory that runs out at every single allocation in turn, through reading an
 * article and through reading a knowledge base, its cache included: what comes
 * out is STATUS_NO_MEMORY and its message, and nothing is leaked (LeakSanitizer
 * looks when the test ends).
 *
 * The program's own calls of malloc and its kin come here (the linker's --wrap);
 * those of libraries do not. cmark-gfm's do, as it allocates through us.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "kb/cache.h"
#include "kb/rules.h"
#include "source/article.h"
#include "source/rules.h"
#include "support/shared.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* --- The allocator that fails ------------------------------------------- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *ptr, size_t size);
void *__real_reallocarray(void *ptr, size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
void *__wrap_reallocarray(void *ptr, size_t count, size_t size);

static size_t n_requests; /* since `fail_at` was set */
static size_t fail_at;    /* the request that fails; 0: none does */

static bool fails(void)
{
	n_requests++;
	if (n_requests != fail_at)
		return false;
	errno = ENOMEM;
	return true;
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *ptr, size_t size)
{
	return fails() ? NULL : __real_realloc(ptr, size);
}

void *__wrap_reallocarray(void *ptr, size_t count, size_t size)
{
	return fails() ? NULL : __real_reallocarray(ptr, count, size);
}

static void arm(size_t n)
{
	n_requests = 0;
	fail_at = n;
}

/* --- One article -------------------------------------------------------- */

#define PAIR(id, ja, en)                                                                           \
	"<span data-ttu-id=\"" id "\">" ja "</span><span class=\"sxs-lookup\"><span "              \
	"data-stu-id=\"" id "\">" en "</span></span>"

/* A little of everything that is read. */
/* The formatter would break the lines at each macro. */
/* clang-format off */
static const char rich[] =
	"---\ntitle: 'エラー'\ndescription: d\nms.translationtype: MT\nms.date: 11/20/2026\n"
	"redirect_from: [old, older]\ntaiyaku:\n  act: [sender, nobody]\n---\n"
	"# <a name=\"code\"></a>" PAIR("a-1", "エラー 450 4.4.312: 失敗", "Error 450 4.4.312: it failed")
	"\n\n" PAIR("a-2", "**「重要」**です。`code` [次](b.md#x)", "It is **important**. `code` [next](b.md#x)")
	" " PAIR("a-3", "二", "Two ~~gone~~") "\n\n"
	"## <a name=\"fix\"></a>" PAIR("a-4", "対処", "Fix") "\n\n"
	"1. " PAIR("a-5", "一", "One") "\n   - [x] done\n   > [!NOTE]\n   > " PAIR("a-6", "注", "Note") "\n\n"
	"|" PAIR("a-7", "列", "Column") "|b|\n|:-|-:|\n|<br>c|![alt](media/a.png \"t\")|\n\n"
	"<table><tr><td>" PAIR("a-8", "表", "Table") "</td></tr></table>\n\n"
	"<details><summary>more</summary>\n\n```sh\nls\n```\n\n</details>\n\n"
	"[!INCLUDE [part](includes/part.md)]\n\n:::image source=\"media/b.png\" alt-text=\"b\":::\n\n"
	":::row:::\n   :::column:::\n      words\n   :::column-end:::\n:::row-end:::\n\n"
	"> [!VIDEO https://example.com/v]\n\n<script>no</script> &copy; <javascript:x> [z](javascript:x)\n"
	"<span data-ttu-id=\"a-9\">damaged\n\n</span>\n# 5.1.1 and 4.4.312\n";
/* clang-format on */

static enum status read_article(struct slice bytes)
{
	struct article article;
	enum status status = article_read(&article, "rich.md", bytes);
	if (status == STATUS_OK)
		status = article_tell_rest(&article.findings);
	article_release(&article);
	return status;
}

/* Returns how many requests there are. */
static size_t fail_each(struct slice bytes)
{
	size_t n = 1;
	for (;; n++) {
		arm(n);
		enum status status = read_article(bytes);
		size_t seen = n_requests;
		arm(0);
		if (seen < n) { /* none failed any more */
			assert_int_equal(status, STATUS_OK);
			return n - 1;
		}
		if (status != STATUS_NO_MEMORY)
			fail_msg("request %zu failed and the status is %d", n, (int)status);
	}
}

static void an_article_at_every_request(void **state)
{
	(void)state;
	article_setup();
	size_t n = fail_each(slice_from(rich));
	print_message("the rich article: %zu requests\n", n);
	assert_true(n > 20);
}

static void corpus_articles_at_every_request(void **state)
{
	static const char *const folders[] = {"corpus/seed", "corpus/support-insights"};
	enum { PER_FOLDER = 3 };
	struct arena arena;
	struct problems problems;
	(void)state;
	arena_init(&arena);
	problems_init(&problems, stderr, LANG_EN);
	article_setup();
	for (size_t f = 0; f < sizeof(folders) / sizeof(*folders); f++) {
		struct file_list files;
		const char *folder = shared_path(&arena, folders[f]);
		assert_int_equal(folder_walk(&arena, folder, &problems, &files), STATUS_OK);
		for (size_t i = 0, n = 0; i < files.count && n < PER_FOLDER; i++) {
			struct slice bytes;
			const char *path = path_join(&arena, folder, files.paths[i]);
			if (!slice_ends_with(slice_from(path), SLICE(".md")))
				continue;
			assert_int_equal(file_read(&arena, path, &problems, &bytes), STATUS_OK);
			print_message("%s: %zu requests\n", files.paths[i], fail_each(bytes));
			n++;
		}
		file_list_release(&files);
	}
	arena_release(&arena);
}

/* --- A knowledge base --------------------------------------------------- */

struct bed {
	struct arena arena;
	struct problems problems; /* of the test itself */
	const char *folder;
	const char *cache;
	struct config *config;
	struct map rules;
};

static void put(struct bed *bed, const char *name, const char *text)
{
	assert_int_equal(file_write(path_join(&bed->arena, bed->folder, name), slice_from(text),
				    &bed->problems),
			 STATUS_OK);
}

static const struct rule *const *const source_rules[] = {
	text_rules,      front_matter_rules, align_rules,  html_rules,
	directive_rules, limit_rules,        include_rules};

static void add_rules(struct bed *bed, const struct rule *const *rules)
{
	for (; *rules; rules++)
		assert_int_equal(map_put(&bed->rules, slice_from((*rules)->id), (void *)*rules),
				 STATUS_OK);
}

static void bed_open(struct bed *bed)
{
	*bed = (struct bed){0};
	arena_init_must(&bed->arena);
	problems_init(&bed->problems, stderr, LANG_EN);
	map_init(&bed->rules);
	char *folder = (char *)arena_copy(&bed->arena, SLICE("/tmp/taiyaku-memory-XXXXXX")).ptr;
	assert_non_null(mkdtemp(folder));
	bed->folder = path_join(&bed->arena, folder, "content");
	bed->cache = path_join(&bed->arena, folder, "cache");
	assert_int_equal(config_read("/nowhere", &bed->problems, &bed->config), STATUS_OK);
	article_setup();
	add_rules(bed, entry_rules);
	add_rules(bed, link_rules);
	add_rules(bed, own_keys_rules);
	for (size_t i = 0; i < sizeof(source_rules) / sizeof(*source_rules); i++)
		add_rules(bed, source_rules[i]);
	put(bed, "rich.md", rich);
	put(bed, "b.md", "# B\n\n[back](rich.md#gone) [typo](rihc.md)\n");
	put(bed, "includes/part.md", "## Part\n\n4.4.312\n");
	put(bed, "media/a.png", "PNG");
}

static void bed_close(struct bed *bed)
{
	const char *top = arena_copy(&bed->arena, path_folder(slice_from(bed->folder))).ptr;
	assert_int_equal(folder_remove(top, &bed->problems), STATUS_OK);
	config_free(bed->config);
	map_release(&bed->rules);
	arena_release(&bed->arena);
}

/* All that is said of the base, in one number. */
static uint64_t digest_of(const struct knowledge *kb)
{
	uint64_t hash = hash_slice(SLICE(""));
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < kb->n_articles; i++) {
		const struct kb_article *article = &kb->articles[i];
		buffer_printf(&text, "%s %zu %zu\n", article->path, article->n_entries,
			      article->n_anchors[LANG_JA]);
		for (size_t f = 0; f < article->findings.count; f++)
			finding_message(&article->findings.items[f], LANG_EN, &text);
	}
	hash = hash_more(hash, buffer_view(&text));
	buffer_release(&text);
	return hash;
}

static enum status read_base(struct bed *bed, struct problems *problems, const char *cache_path,
			     bool saves, uint64_t *digest)
{
	struct knowledge kb;
	/* Making the cache itself belongs to a command, where no memory is the end. */
	size_t armed = fail_at;
	arm(0);
	struct kb_cache *cache = kb_cache_new(cache_path, &bed->rules);
	arm(armed);
	struct knowledge_options options = {
		.content = bed->folder, .config = bed->config, .n_threads = 1, .cache = cache};
	enum status status = knowledge_read(&kb, &options, problems);
	fail_at = 0; /* the requests so far are still counted */
	*digest = status == STATUS_OK ? digest_of(&kb) : 0;
	if (status == STATUS_OK && saves)
		kb_cache_save(cache, &kb, bed->cache);
	knowledge_release(&kb);
	kb_cache_free(cache);
	return status;
}

/* Where it went on all the same, with a block larger than needed or without the
   cache, it has to say what it says at other times. */
static size_t fail_each_of_base(struct bed *bed, const char *cache_path, uint64_t expected)
{
	for (size_t n = 1;; n++) {
		char *told = NULL;
		size_t told_len = 0;
		struct problems problems;
		FILE *out = open_memstream(&told, &told_len);
		assert_non_null(out);
		problems_init(&problems, out, LANG_EN);
		arm(n);
		uint64_t digest;
		enum status status = read_base(bed, &problems, cache_path, false, &digest);
		size_t seen = n_requests;
		arm(0);
		(void)fclose(out);
		bool is_told = told_len && strstr(told, "out of memory");
		free(told);
		if (seen < n) {
			assert_true(status == STATUS_OK && digest == expected);
			return n - 1;
		}
		if (status != STATUS_OK && !is_told)
			fail_msg("request %zu failed, and no word about memory", n);
		if (status == STATUS_OK && digest != expected)
			fail_msg("request %zu failed, and something is missing", n);
	}
}

static void a_base_at_every_request(void **state)
{
	struct bed bed;
	(void)state;
	bed_open(&bed);
	uint64_t expected;
	assert_int_equal(read_base(&bed, &bed.problems, NULL, true, &expected), STATUS_OK);
	size_t without = fail_each_of_base(&bed, NULL, expected);
	size_t with = fail_each_of_base(&bed, bed.cache, expected);
	print_message("the base: %zu requests, %zu with its cache\n", without, with);
	assert_true(without > 50 && with > 20);
	bed_close(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_article_at_every_request),
		cmocka_unit_test(corpus_articles_at_every_request),
		cmocka_unit_test(a_base_at_every_request),
	};
	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
