/* The index of a knowledge base: which files are read, duplicates across
   articles, addresses, and where links lead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "kb/links.h"
#include "kb/rules.h"
#include "support/entries.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own, and what was read from it. */
struct bed {
	struct arena arena;
	struct problems problems;
	char *told; /* what was reported */
	size_t told_len;
	FILE *out;
	const char *folder;
	struct config *config;
	struct knowledge kb;
};

static void bed_open(struct bed *bed)
{
	*bed = (struct bed){0};
	arena_init_must(&bed->arena);
	char *folder = (char *)arena_copy(&bed->arena, SLICE("/tmp/taiyaku-kb-XXXXXX")).ptr;
	assert_non_null(mkdtemp(folder));
	bed->folder = folder;
	bed->out = open_memstream(&bed->told, &bed->told_len);
	assert_non_null(bed->out);
	problems_init(&bed->problems, bed->out, LANG_EN);
	assert_int_equal(config_read("/nowhere", &bed->problems, &bed->config), STATUS_OK);
	article_setup();
}

static void bed_close(struct bed *bed)
{
	knowledge_release(&bed->kb);
	config_free(bed->config);
	(void)fclose(bed->out);
	free(bed->told);
	problems_init(&bed->problems, stderr, LANG_EN);
	assert_int_equal(folder_remove(bed->folder, &bed->problems), STATUS_OK);
	arena_release(&bed->arena);
}

static const char *in_bed(struct bed *bed, const char *name)
{
	return path_join(&bed->arena, bed->folder, name);
}

static void put(struct bed *bed, const char *name, const char *text)
{
	assert_int_equal(file_write(in_bed(bed, name), slice_from(text), &bed->problems),
			 STATUS_OK);
}

static enum status read_paths(struct bed *bed, const char *content, const char *const *paths,
			      size_t n_paths)
{
	struct knowledge_options options = {.content = content,
					    .paths = paths,
					    .n_paths = n_paths,
					    .config = bed->config,
					    .n_threads = 2};
	enum status status = knowledge_read(&bed->kb, &options, &bed->problems);
	(void)fflush(bed->out);
	return status;
}

static void read_content(struct bed *bed)
{
	assert_int_equal(read_paths(bed, bed->folder, NULL, 0), STATUS_OK);
}

static const struct kb_article *article_at(const struct bed *bed, const char *path)
{
	const struct kb_article *article = map_get(&bed->kb.by_path, slice_from(path));
	if (!article)
		fail_msg("no article %s", path);
	return article;
}

static const char entry_text[] = "# 450 4.4.312 DNS\n\nCause.\n\n## Fix\n\nMend it.\n";

/* --- Files ---------------------------------------------------------------- */

static void files_of_a_folder(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed);
	put(&bed, "b.md", "# B\n");
	put(&bed, "a/Index.MD", "# A\n");
	put(&bed, "a/media/x.png", "x");
	put(&bed, ".hidden.md", "# No\n");
	put(&bed, ".git/x.md", "# No\n");
	put(&bed, "x.md/y.md", "# A folder may be called so\n");
	read_content(&bed);
	assert_int_equal(bed.kb.n_articles, 3);
	assert_string_equal(bed.kb.articles[0].path, "a/Index.MD");
	assert_string_equal(bed.kb.articles[1].path, "b.md");
	assert_string_equal(bed.kb.articles[2].path, "x.md/y.md");
	assert_int_equal(bed.kb.n_media, 1);
	assert_string_equal(bed.kb.media[0], "a/media/x.png");
	assert_int_equal(bed.told_len, 0);
	bed_close(&bed);
}

static void a_file_named_twice_is_read_once(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed);
	put(&bed, "a.md", entry_text);
	const char *paths[] = {in_bed(&bed, "a.md"), in_bed(&bed, "./a.md"), bed.folder,
			       in_bed(&bed, "a.md")};
	assert_int_equal(read_paths(&bed, NULL, paths, 4), STATUS_OK);
	assert_int_equal(bed.kb.n_articles, 1);
	assert_int_equal(bed.kb.n_entries, 1);
	assert_int_equal(bed.kb.articles[0].findings.count, 1); /* of one language only */
	bed_close(&bed);
}

/* Each is told by name, and none is read. */
static void links_out_of_the_folder(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed);
	put(&bed, "outside/secret.md", "# Secret\n");
	put(&bed, "outside/secret.png", "secret");
	put(&bed, "content/a.md", "# A\n");
	assert_int_equal(symlink("../outside/secret.md", in_bed(&bed, "content/out.md")), 0);
	assert_int_equal(symlink("../outside/secret.png", in_bed(&bed, "content/out.png")), 0);
	assert_int_equal(symlink("../outside", in_bed(&bed, "content/folder")), 0);
	assert_int_equal(symlink("a.md", in_bed(&bed, "content/inside.md")), 0);
	assert_int_equal(symlink(".", in_bed(&bed, "content/loop")), 0);
	assert_int_equal(read_paths(&bed, in_bed(&bed, "content"), NULL, 0), STATUS_OK);
	assert_int_equal(bed.kb.n_articles, 2);
	assert_string_equal(bed.kb.articles[0].path, "a.md");
	assert_string_equal(bed.kb.articles[1].path, "inside.md");
	assert_int_equal(bed.kb.n_media, 0);
	assert_non_null(strstr(bed.told, "content/out.md: "));
	assert_non_null(strstr(bed.told, "content/out.png: "));
	assert_non_null(strstr(bed.told, "content/folder: "));
	bed_close(&bed);
}

static void what_is_no_article(void **state)
{
	(void)state;
	static const char *const names[] = {"dangling.md", "pipe.md"};
	for (size_t i = 0; i < 2; i++) {
		struct bed bed;
		bed_open(&bed);
		put(&bed, "a.md", "# A\n");
		const char *path = in_bed(&bed, names[i]);
		assert_int_equal(i ? mkfifo(path, 0600) : symlink("nowhere.md", path), 0);
		assert_int_equal(read_paths(&bed, bed.folder, NULL, 0), STATUS_FAILED);
		assert_non_null(strstr(bed.told, names[i]));
		bed_close(&bed);
	}
}

static void other_endings_of_markdown(void **state)
{
	(void)state;
	static const char *const names[] = {"content/b.markdown", "content/mail/c.MKD",
					    "content/d.e.mdown"};
	struct bed bed;
	bed_open(&bed);
	put(&bed, "content/a.md", "# A\n");
	put(&bed, "content/picture.png", "picture");
	for (size_t i = 0; i < 3; i++)
		put(&bed, names[i], "# B\n");
	assert_int_equal(read_paths(&bed, in_bed(&bed, "content"), NULL, 0), STATUS_OK);
	assert_int_equal(bed.kb.n_articles, 1);
	assert_int_equal(bed.kb.n_media, 4); /* a link may still lead to them */
	assert_non_null(strstr(bed.told, "content/b.markdown: "));
	assert_non_null(strstr(bed.told, "content/mail/c.MKD: "));
	assert_non_null(strstr(bed.told, "rename it to c.md"));
	assert_non_null(strstr(bed.told, "rename it to d.e.md"));
	assert_null(strstr(bed.told, "picture.png"));
	bed_close(&bed);
}

/* --- Duplicates ----------------------------------------------------------- */

static void assert_findings(struct bed *bed, const char *path, const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	print_findings(&article_at(bed, path)->findings, "entry.", &out);
	const char *actual = out.ptr ? out.ptr : "";
	/* The folder's name differs from run to run. */
	size_t len = strlen(bed->folder) + 1;
	struct buffer plain;
	buffer_init(&plain, BUFFER_MAX_PAGE);
	buffer_str(&plain, "");
	for (const char *at = actual; *at; at++) {
		if (strncmp(at, bed->folder, len - 1) == 0)
			at += len;
		buffer_char(&plain, *at);
	}
	assert_string_equal(plain.ptr, expected);
	buffer_release(&plain);
	buffer_release(&out);
}

static void duplicates_across_articles(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed);
	put(&bed, "a.md", "# A\n\n## 450 4.4.312 DNS\n\nCause.\n\n### Fix\n\nMend it.\n");
	put(&bed, "b.md",
	    "## 450 4.4.312 DNS\n\nCause.\n\n### Fix\n\nMend it.\n\n"
	    "## 4.4.312 again\n\nCause.\n\n### Fix\n\nMend it.\n");
	read_content(&bed);
	assert_findings(&bed, "a.md", "");
	assert_findings(&bed, "b.md",
			"1:1 error entry.duplicate both 4.4.312 -: 4.4.312 has an entry already, "
			"in a.md:3; "
			"keep one of the two\n"
			"9:1 error entry.duplicate both 4.4.312 -: 4.4.312 has an entry already, "
			"in b.md:1; "
			"keep one of the two\n");
	assert_int_equal(bed.kb.n_entries, 3);
	assert_false(bed.kb.entries[0].is_duplicate);
	assert_true(bed.kb.entries[1].is_duplicate);
	assert_true(bed.kb.entries[2].is_duplicate);
	assert_ptr_equal(map_get(&bed.kb.by_code, SLICE("4.4.312")), &bed.kb.entries[0]);
	bed_close(&bed);
}

static void duplicates_name_their_segment(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed);
	put(&bed, "a.md", entry_text);
	put(&bed, "b.md",
	    "# <span data-ttu-id=\"a0001-103\">4.4.312 DNS</span><span class=\"sxs-lookup\">"
	    "<span data-stu-id=\"a0001-103\">4.4.312 DNS</span></span>\n\nx\n\n## Fix\n\nx\n");
	read_content(&bed);
	assert_findings(&bed, "b.md",
			"1:1 error entry.duplicate both 4.4.312 a0001-103: 4.4.312 has an entry "
			"already, in a.md:1; keep one of the two\n");
	bed_close(&bed);
}

/* --- Summaries ------------------------------------------------------------ */

static void addresses(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"smtp/4-4-312.md", "smtp/4-4-312"},
		{"index.md", ""},
		{"INDEX.MD", ""},
		{"smtp/index.md", "smtp"},
		{"reindex.md", "reindex"},
		{"A b/C#d?.md", "a-b/c-d-"},
		{"100%.md", "100-"},
		{"日本語.md", "日本語"},
		{"bad\xffname.md", "bad-name"},
		{"x.md.md", "x.md"},
	};
	struct bed bed;
	bed_open(&bed);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		put(&bed, cases[i][0], "# A\n");
	read_content(&bed);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct slice address = article_at(&bed, cases[i][0])->address;
		if (!slice_eq_str(address, cases[i][1]))
			fail_msg("%s: \"%.*s\"", cases[i][0], SLICE_ARG(address));
	}
	bed_close(&bed);
}

static void assert_man_name(const struct bed *bed, const char *path, const char *expected)
{
	struct slice name = article_at(bed, path)->man_name;
	if (!slice_eq_str(name, expected))
		fail_msg("%s: %.*s, not %s", path, SLICE_ARG(name), expected);
}

/* All lie in one folder, with the pages of codes. */
static void names_of_man_pages(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed);
	put(&bed, "index.md", "# Mail & errors/bounces\n");
	put(&bed, "smtp/dns.md", entry_text);
	put(&bed, "4.4.312.md", "# A code\n");
	put(&bed, "450-4.4.312.md", "# With its reply code\n");
	put(&bed, "a-b.md", "# 1\n");
	put(&bed, "a-b-2.md", "# 2\n");
	put(&bed, "a/b.md", "# 3\n");
	put(&bed, "a/b/index.md", "# 4\n");
	put(&bed, "エラー/一覧.md", "# 5\n");
	put(&bed, "a/includes/part.md", "# 6\n");
	read_content(&bed);
	assert_man_name(&bed, "index.md", "mail---errors-bounces");
	assert_man_name(&bed, "smtp/dns.md", "smtp-dns");
	assert_man_name(&bed, "4.4.312.md", "4.4.312-2");
	assert_man_name(&bed, "450-4.4.312.md", "450-4.4.312-2");
	assert_man_name(&bed, "a-b.md", "a-b");
	assert_man_name(&bed, "a-b-2.md", "a-b-2");
	assert_man_name(&bed, "a/b.md", "a-b-3");
	assert_man_name(&bed, "a/b/index.md", "a-b-4");
	assert_man_name(&bed, "エラー/一覧.md", "エラー-一覧");
	assert_int_equal(article_at(&bed, "a/includes/part.md")->man_name.len, 0);
	bed_close(&bed);
}

/* A file's name has at most 255 bytes. */
static void long_names_of_man_pages(void **state)
{
	(void)state;
	struct bed bed;
	char folder[131], name[131 * 2 + 16], kana[4 * 3 * 20 + 8] = "";
	bed_open(&bed);
	memset(folder, 'x', 130);
	folder[130] = '\0';
	snprintf(name, sizeof(name), "%s/%s.md", folder, folder);
	put(&bed, name, "# Long\n");
	for (int i = 0; i < 80; i++)
		memcpy(kana + strlen(kana), "ア", sizeof("ア"));
	memcpy(kana + strlen(kana), ".md", sizeof(".md"));
	put(&bed, kana, "# 長い\n");
	read_content(&bed);
	assert_man_name(&bed, name, folder);
	struct slice short_name = article_at(&bed, kana)->man_name;
	assert_int_equal(short_name.len, 198);
	assert_true(slice_starts_with(short_name, SLICE("ア")));
	bed_close(&bed);
}

static void titles(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		{"# English\n", "English", "English"},
		{"---\ntitle: 題\n---\n\nText.\n", "a", "題"},
		{"---\ntitle: Plain\n---\n\nText.\n", "Plain", "Plain"},
		{"---\ntitle: 題\n---\n# <span data-ttu-id=\"a0001-103\">見出し</span>"
		 "<span class=\"sxs-lookup\"><span data-stu-id=\"a0001-103\"></span></span>\n",
		 "a", "見出し"},
		{"", "a", "a"},
		{"---\ntitle: \"a\\u0007\\e[31mb\"\n---\n", "a\a\x1b[31mb", "a\a\x1b[31mb"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct bed bed;
		bed_open(&bed);
		put(&bed, "a.md", cases[i][0]);
		read_content(&bed);
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			struct slice title = bed.kb.articles[0].titles[lang];
			if (!slice_eq_str(title, cases[i][lang + 1]))
				fail_msg("%s %s: \"%.*s\"", cases[i][0], lang_name(lang),
					 SLICE_ARG(title));
		}
		bed_close(&bed);
	}
}

static void dates_and_translation(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed);
	put(&bed, "a.md",
	    "---\nms.date: ''\nms.lasthandoff: 02/11/2019\nms.translationtype: MT\n---\n");
	put(&bed, "b.md", "---\nms.date: 2019-03-01\nms.translationtype: HT\n---\n");
	put(&bed, "c.md", "---\nms.lasthandoff: 02/30/2019\n---\n");
	read_content(&bed);
	assert_int_equal(article_at(&bed, "a.md")->updated.day, 11);
	assert_int_equal(article_at(&bed, "a.md")->translation, TRANSLATION_MACHINE);
	assert_int_equal(article_at(&bed, "b.md")->updated.month, 3);
	assert_int_equal(article_at(&bed, "b.md")->translation, TRANSLATION_HUMAN);
	assert_int_equal(article_at(&bed, "c.md")->updated.month, 0);
	assert_int_equal(article_at(&bed, "c.md")->translation, TRANSLATION_UNKNOWN);
	bed_close(&bed);
}

/* --- Links ---------------------------------------------------------------- */

static const char *kind_name(enum link_kind kind)
{
	static const char *const names[] = {[LINK_EXTERNAL] = "external",
					    [LINK_SELF] = "self",
					    [LINK_ARTICLE] = "article",
					    [LINK_MEDIA] = "media",
					    [LINK_BROKEN] = "broken"};
	return names[kind];
}

static void links(void **state)
{
	(void)state;
	static const struct {
		const char *url;
		enum link_kind kind;
		const char *leads; /* an article's path or a media file's */
		const char *fragment;
	} cases[] = {
		{"b.md", LINK_ARTICLE, "smtp/b.md", ""},
		{"b", LINK_ARTICLE, "smtp/b.md", ""},
		{"B.MD#x", LINK_ARTICLE, "smtp/b.md", "x"},
		{"./b.md?view=1#x", LINK_ARTICLE, "smtp/b.md", "x"},
		{"../c%20d.md", LINK_ARTICLE, "c d.md", ""},
		{"..\\c d.md", LINK_ARTICLE, "c d.md", ""},
		{"../c%2", LINK_BROKEN, NULL, ""},
		{"/smtp/b.md", LINK_ARTICLE, "smtp/b.md", ""},
		{"/", LINK_ARTICLE, "index.md", ""},
		{"..", LINK_ARTICLE, "index.md", ""},
		{"../index.md", LINK_ARTICLE, "index.md", ""},
		{"../sub/", LINK_ARTICLE, "sub/index.md", ""},
		{"../sub", LINK_ARTICLE, "sub/index.md", ""},
		{"a.md", LINK_SELF, NULL, ""},
		{"#top", LINK_SELF, NULL, "top"},
		{"#", LINK_SELF, NULL, ""},
		{"?x", LINK_SELF, NULL, ""},
		{"media/p.png", LINK_MEDIA, "smtp/media/p.png", ""},
		{"media/P.PNG", LINK_MEDIA, "smtp/media/p.png", ""},
		{"../../b.md", LINK_BROKEN, NULL, ""},
		{"../../../etc/passwd", LINK_BROKEN, NULL, ""},
		{"/../b.md", LINK_BROKEN, NULL, ""},
		{"%2e%2e/%2e%2e/b.md", LINK_BROKEN, NULL, ""},
		{"nowhere.md", LINK_BROKEN, NULL, ""},
		{"b.md%00", LINK_BROKEN, NULL, ""},
		{"", LINK_BROKEN, NULL, ""},
		{"https://example.com/x.md", LINK_EXTERNAL, NULL, ""},
		{"//example.com/x", LINK_EXTERNAL, NULL, ""},
		{"mailto:a@example.com", LINK_EXTERNAL, NULL, ""},
		{"javascript:alert(1)", LINK_BROKEN, NULL, ""},
		{" java\tscript:alert(1)", LINK_BROKEN, NULL, ""},
		{"data:text/html,x", LINK_BROKEN, NULL, ""},
		{"file:///etc/passwd", LINK_BROKEN, NULL, ""},
	};
	struct bed bed;
	bed_open(&bed);
	put(&bed, "smtp/a.md", "# A\n");
	put(&bed, "smtp/b.md", "# B\n");
	put(&bed, "smtp/media/p.png", "p");
	put(&bed, "smtp/media/q.png", "q");
	put(&bed, "c d.md", "# C\n");
	put(&bed, "index.md", "# Home\n");
	put(&bed, "sub/index.md", "# Sub\n");
	put(&bed, "b.md.png", "x");
	read_content(&bed);
	const struct kb_article *from = article_at(&bed, "smtp/a.md");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct link_target target =
			link_find(&bed.kb, from, slice_from(cases[i].url), &bed.arena);
		const char *leads = target.kind == LINK_ARTICLE ? target.article->path
				    : target.kind == LINK_MEDIA ? target.media
								: NULL;
		if (target.kind != cases[i].kind)
			fail_msg("%s: %s", cases[i].url, kind_name(target.kind));
		if (cases[i].leads)
			assert_string_equal(leads, cases[i].leads);
		if (!slice_eq_str(target.fragment, cases[i].fragment))
			fail_msg("%s: #%.*s", cases[i].url, SLICE_ARG(target.fragment));
	}
	bed_close(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_of_a_folder),
		cmocka_unit_test(a_file_named_twice_is_read_once),
		cmocka_unit_test(links_out_of_the_folder),
		cmocka_unit_test(what_is_no_article),
		cmocka_unit_test(other_endings_of_markdown),
		cmocka_unit_test(duplicates_across_articles),
		cmocka_unit_test(duplicates_name_their_segment),
		cmocka_unit_test(addresses),
		cmocka_unit_test(names_of_man_pages),
		cmocka_unit_test(long_names_of_man_pages),
		cmocka_unit_test(titles),
		cmocka_unit_test(dates_and_translation),
		cmocka_unit_test(links),
	};
	return cmocka_run_group_tests_name("kb-knowledge", tests, NULL, NULL);
}
