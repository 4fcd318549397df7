/* Links as docs authors write them: where they lead, and what is found where
   they lead nowhere; includes, which are followed in the same way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kb/links.h"
#include "support/entries.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bed {
	struct arena arena;
	struct problems problems;
	const char *folder;
	struct config *config;
	struct knowledge kb;
};

static void bed_open(struct bed *bed, const char *settings)
{
	*bed = (struct bed){0};
	arena_init_must(&bed->arena);
	char *folder = (char *)arena_copy(&bed->arena, SLICE("/tmp/taiyaku-links-XXXXXX")).ptr;
	assert_non_null(mkdtemp(folder));
	bed->folder = folder;
	problems_init(&bed->problems, stderr, LANG_EN);
	const char *path = path_join(&bed->arena, folder, "site.yaml");
	assert_int_equal(file_write(path, slice_from(settings), &bed->problems), STATUS_OK);
	assert_int_equal(config_read(path, &bed->problems, &bed->config), STATUS_OK);
	article_setup();
}

static void bed_close(struct bed *bed)
{
	knowledge_release(&bed->kb);
	config_free(bed->config);
	assert_int_equal(folder_remove(bed->folder, &bed->problems), STATUS_OK);
	arena_release(&bed->arena);
}

static void put(struct bed *bed, const char *name, const char *text)
{
	const char *path = arena_printf(&bed->arena, "%s/content/%s", bed->folder, name).ptr;
	assert_int_equal(file_write(path, slice_from(text), &bed->problems), STATUS_OK);
}

static struct knowledge_options options_of(struct bed *bed)
{
	return (struct knowledge_options){
		.content = path_join(&bed->arena, bed->folder, "content"),
		.config = bed->config,
		.n_threads = 2,
	};
}

static void read_all(struct bed *bed)
{
	struct knowledge_options options = options_of(bed);
	assert_int_equal(knowledge_read(&bed->kb, &options, &bed->problems), STATUS_OK);
}

static const struct kb_article *article_of(const struct bed *bed, const char *path)
{
	const struct kb_article *article = map_get(&bed->kb.by_path, slice_from(path));
	assert_non_null(article);
	return article;
}

/* The findings of one article and one family, a line each. */
static void assert_found(const struct bed *bed, const char *path, const char *family,
			 const char *expected)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	print_findings(&article_of(bed, path)->findings, family, &out);
	assert_string_equal(out.ptr ? out.ptr : "", expected);
	buffer_release(&out);
}

/* --- Targets ------------------------------------------------------------ */

static void assert_leads(struct bed *bed, const char *url, enum link_kind kind, const char *to)
{
	struct link_target target =
		link_find(&bed->kb, article_of(bed, "sub/a.md"), slice_from(url), &bed->arena);
	const char *path = target.kind == LINK_MEDIA ? target.media
			   : target.article          ? target.article->path
						     : target.address.ptr;
	if (target.kind != kind || (to && (!path || strcmp(path, to) != 0)))
		fail_msg("%s: kind %d, %s", url, target.kind, path ? path : "nothing");
}

static void test_ways_of_writing(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed, "links: {root: https://docs.example.com}\n");
	put(&bed, "sub/a.md", "# A\n");
	put(&bed, "sub/b.md", "# B\n");
	put(&bed, "Other/My File.md", "# C\n");
	put(&bed, "guide/index.md", "# G\n");
	put(&bed, "sub/media/P q.PNG", "x");
	put(&bed, "sub/tool.exe", "x");
	put(&bed, "sub/includes/part.md", "# I\n");
	read_all(&bed);
	static const char *const b[] = {"b.md",          "b",         "B.MD",      "./b.md",
					"../sub/b.md",   "/sub/b.md", "b.md?x=1",  "b.md#y",
					"..\\sub\\b.md", "b/",        "%62%2Emd",  "b.html",
					"/SUB/b/",       " b.md ",    "b?view=o#z"};
	for (size_t i = 0; i < sizeof(b) / sizeof(*b); i++)
		assert_leads(&bed, b[i], LINK_ARTICLE, "sub/b.md");
	assert_leads(&bed, "../other/my%20file.md", LINK_ARTICLE, "Other/My File.md");
	assert_leads(&bed, "../guide/", LINK_ARTICLE, "guide/index.md");
	assert_leads(&bed, "../guide/index", LINK_ARTICLE, "guide/index.md");
	assert_leads(&bed, "a.md", LINK_SELF, "sub/a.md");
	assert_leads(&bed, "#x", LINK_SELF, "sub/a.md");
	assert_leads(&bed, "media/p%20Q.png", LINK_MEDIA, "sub/media/P q.PNG");
	assert_leads(&bed, "/", LINK_HOME, NULL);
	assert_leads(&bed, "../index.md", LINK_HOME, NULL);
	assert_leads(&bed, "/exchange/x?y#z", LINK_EXTERNAL,
		     "https://docs.example.com/exchange/x?y#z");
	assert_leads(&bed, "https://x.example/a.md", LINK_EXTERNAL, NULL);
	assert_leads(&bed, "//x.example/a.md", LINK_EXTERNAL, NULL);
	assert_leads(&bed, "tool.exe", LINK_BROKEN, NULL);
	assert_leads(&bed, "includes/part.md", LINK_BROKEN, NULL);
	assert_leads(&bed, "../../etc/passwd", LINK_BROKEN, NULL);
	assert_leads(&bed, "b%00.md", LINK_BROKEN, NULL);
	assert_leads(&bed, "javascript:x", LINK_BROKEN, NULL);
	bed_close(&bed);
}

/* Every link of a side leads where link_find says; returns how many know it. */
static size_t count_known(const struct knowledge *kb, const struct kb_article *from,
			  const struct node *root, struct arena *arena)
{
	struct node_walk walk = node_walk_from(root);
	size_t known = 0;
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		bool is_image = node->kind == NODE_IMAGE;
		if (!walk.entering || (!is_image && node->kind != NODE_LINK))
			continue;
		struct slice url = is_image ? node->image.url : node->link.url;
		struct link_target right = link_find(kb, from, url, arena);
		struct link_target target = link_of(kb, from, node, arena);
		assert_int_equal(target.kind, right.kind);
		assert_ptr_equal(target.article, right.article);
		assert_ptr_equal(target.media, right.media);
		assert_true(slice_eq(target.fragment, right.fragment));
		assert_true(slice_eq(target.address, right.address));
		known += (is_image ? node->image.target : node->link.target) != NULL;
	}
	return known;
}

static enum status count_targets(void *context, const struct knowledge *kb, size_t index,
				 const struct article *article, const struct entry_list *entries,
				 size_t worker)
{
	size_t *known = context;
	const struct kb_article *row = &kb->articles[index];
	struct arena arena;
	(void)entries;
	(void)worker;
	if (strcmp(row->path, "a.md") != 0)
		return STATUS_OK;
	arena_init_must(&arena);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		known[lang] = count_known(kb, row, article->sides[lang].root, &arena);
	arena_release(&arena);
	return STATUS_OK;
}

static enum status count_nothing(void *context, const struct knowledge *kb, size_t n_workers)
{
	(void)context;
	(void)kb;
	(void)n_workers;
	return STATUS_OK;
}

/* Whatever stands in one tree, in both, or in another file. */
static void test_links_know_their_targets(void **state)
{
	(void)state;
	struct bed bed;
	size_t known[LANG_SIDES] = {0};
	struct knowledge_hook hook = {
		.begin = count_nothing, .on_article = count_targets, .context = known};
	bed_open(&bed, "links: {root: https://docs.example.com}\n");
	put(&bed, "a.md",
	    "[b](b.md#x) ![p](p.png) [r](/r) [?](no.md) [e](https://x.example/)\n\n"
	    "<span data-ttu-id=\"1b4da-101\">[い](b)</span><span class=\"sxs-lookup\">"
	    "<span data-stu-id=\"1b4da-101\">[i](b.md) [self](#a)</span></span>\n\n"
	    "[!INCLUDE [t](includes/part.md)]\n");
	put(&bed, "b.md", "# B\n");
	put(&bed, "p.png", "x");
	put(&bed, "includes/part.md", "[c](b.md)\n");
	struct knowledge_options options = options_of(&bed);
	options.on_read = &hook;
	options.n_threads = 1; /* what fails in another thread ends the program */
	assert_int_equal(knowledge_read(&bed.kb, &options, &bed.problems), STATUS_OK);
	assert_int_equal(known[LANG_EN], 7);
	assert_int_equal(known[LANG_JA], 6);
	bed_close(&bed);
}

/* --- Findings ----------------------------------------------------------- */

static void test_found_once_in_its_place(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed, "");
	put(&bed, "sub/a.md",
	    "# A\n\n[x](nothing.md) ![y](media/z.png) [x](nothing.md)\n\n"
	    "<span data-ttu-id=\"1b4da-101\">[い](kind.md)</span><span class=\"sxs-lookup\">"
	    "<span data-stu-id=\"1b4da-101\">[i](kid.md#plce) [out](../../x) "
	    "[ok](b.md)</span></span>\n");
	put(&bed, "b.md", "# B\n");
	put(&bed, "sub/b.md", "# B\n\n## Place\n\n[p](#Place) [t](#top) [u](#plac)\n");
	put(&bed, "far/kids.md", "# K\n");
	put(&bed, "far/kind.md", "# K\n");
	read_all(&bed);
	assert_found(
		&bed, "sub/a.md", "link",
		"3:5 warning link.missing-target both - -: there is no article at \"nothing.md\"; "
		"correct the address, or remove the link\n"
		"3:22 warning link.missing-media both - -: there is no file at \"media/z.png\"; "
		"correct the address, or add the file\n"
		"3:39 warning link.missing-target both - -: there is no article at \"nothing.md\"; "
		"correct the address, or remove the link\n"
		"5:35 warning link.missing-target ja - 1b4da-101: there is no article at "
		"\"kind.md\"; did you mean \"../far/kind.md\"?\n"
		"5:109 warning link.missing-target en - 1b4da-101: there is no article at "
		"\"kid.md#plce\"; did you mean \"../far/kids.md\"?\n"
		"5:128 warning link.leaves-folder en - 1b4da-101: \"../../x\" leads out of the "
		"content folder; remove one \"../\" or more, or write the whole web address\n");
	assert_found(
		&bed, "sub/b.md", "link",
		"5:5 warning link.missing-anchor both - -: \"#Place\" leads to no place on that "
		"page (both languages); did you mean \"#place\"?\n"
		"5:27 warning link.missing-anchor both - -: \"#plac\" leads to no place on that "
		"page (both languages); did you mean \"#place\"?\n");
	bed_close(&bed);
}

static void test_images_of_other_sites(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed, "");
	put(&bed, "a.md", "# A\n\n[x](https://x.example/) ![y](https://x.example/y.png)\n");
	read_all(&bed);
	assert_found(&bed, "a.md", "link",
		     "3:30 warning link.outside-image both - -: the image "
		     "\"https://x.example/y.png\" is on another site and is shown as a link; put "
		     "the file into the content folder\n");
	bed_close(&bed);
}

/* What is behind # says nothing: the link's words are those of a heading. */
static void test_anchors_by_words(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed, "");
	put(&bed, "a.md",
	    "# A\n\n## Set up DKIM\n\n<span data-ttu-id=\"1b4da-101\">[設定](#x1)。</span><span "
	    "class=\"sxs-lookup\"><span data-stu-id=\"1b4da-101\">[**Set up** DKIM](#x1)."
	    "</span></span>\n\n[Set up DKIM](a.md#x2) [other](#x3)\n");
	read_all(&bed);
	assert_found(
		&bed, "a.md", "link",
		"5:36 warning link.missing-anchor ja - 1b4da-101: \"#x1\" leads to no place on "
		"that page (Japanese); did you mean \"#set-up-dkim\"?\n"
		"5:121 warning link.missing-anchor en - 1b4da-101: \"#x1\" leads to no place on "
		"that page (English); did you mean \"#set-up-dkim\"?\n"
		"7:15 warning link.missing-anchor both - -: \"a.md#x2\" leads to no place on that "
		"page (both languages); did you mean \"#set-up-dkim\"?\n"
		"7:32 warning link.missing-anchor both - -: \"#x3\" leads to no place on that "
		"page (both languages); correct what stands behind #, or add the anchor\n");
	bed_close(&bed);
}

/* An anchor is looked for in the language of the link. */
static void test_anchors_of_other_articles(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed, "");
	put(&bed, "a.md", "[x](z.md#only) [y](z.md#%E5%8E%9F%E5%9B%A0) [z](z.md#head)\n");
	put(&bed, "z.md",
	    "# Head\n\n<span data-ttu-id=\"1b4da-101\"><a name=\"原因\"></a>文。</span><span "
	    "class=\"sxs-lookup\"><span data-stu-id=\"1b4da-101\"><a name=\"only\"></a>Text."
	    "</span></span>\n");
	read_all(&bed);
	assert_found(
		&bed, "a.md", "link",
		"1:5 warning link.missing-anchor ja - -: \"z.md#only\" leads to no place on that "
		"page (Japanese); correct what stands behind #, or add the anchor\n"
		"1:20 warning link.missing-anchor en - -: \"z.md#%E5%8E%9F%E5%9B%A0\" leads to no "
		"place on that page (English); correct what stands behind #, or add the "
		"anchor\n");
	bed_close(&bed);
}

/* --- Includes ----------------------------------------------------------- */

static void test_includes(void **state)
{
	(void)state;
	struct bed bed;
	bed_open(&bed, "");
	put(&bed, "sub/a.md",
	    "[!INCLUDE [title](../includes/one.md)]\n\n[!include [t](no.md)] "
	    "[!INCLUDE [t](../../x.md)]\n\n[!INCLUDE [t](a.md)]\n\n[!INCLUDE [t](b.md)]\n");
	put(&bed, "sub/b.md", "[!INCLUDE [t](a.md)]\n");
	put(&bed, "includes/one.md", "## 450 4.4.312 In\n\nBody [x](two.md)\n");
	read_all(&bed);
	assert_found(
		&bed, "sub/a.md", "include",
		"3:1 warning include.leaves-folder both - -: \"../../x.md\" lies outside the "
		"content folder and is not included; move the file into it\n"
		"3:1 warning include.missing both - -: there is no file \"no.md\" to include; "
		"correct the path, or add the file\n"
		"5:1 warning include.cycle both - -: \"a.md\" includes itself, directly or through "
		"others; remove one of the includes\n"
		"7:1 warning include.cycle both - -: \"b.md\" includes itself, directly or through "
		"others; remove one of the includes\n");
	/* What stands in the other file is told of that file, */
	assert_int_equal(count_findings(&article_of(&bed, "includes/one.md")->findings,
					"link.missing-target"),
			 1);
	assert_int_equal(
		count_findings(&article_of(&bed, "sub/a.md")->findings, "link.missing-target"), 0);
	/* and its entries are those of the article that shows them. */
	assert_int_equal(article_of(&bed, "includes/one.md")->n_entries, 0);
	assert_true(article_of(&bed, "sub/a.md")->n_entries > 0);
	bed_close(&bed);
}

/* Links without number, and the same address again and again: a thousand are
   listed, and it is told that there are more. */
static void test_many_links(void **state)
{
	(void)state;
	enum { LINKS = 20000 };
	struct bed bed;
	struct buffer text;
	bed_open(&bed, "");
	buffer_init(&text, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < LINKS; i++)
		buffer_printf(&text, "[a](x%zu.md)%s", i % 7, i % 50 ? " " : "\n\n");
	put(&bed, "a.md", text.ptr);
	read_all(&bed);
	const struct findings *findings = &article_of(&bed, "a.md")->findings;
	assert_int_equal(count_findings(findings, "link.missing-target"), 1000);
	assert_int_equal(count_findings(findings, "limit.findings"), 1);
	buffer_release(&text);
	bed_close(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ways_of_writing),
		cmocka_unit_test(test_links_know_their_targets),
		cmocka_unit_test(test_found_once_in_its_place),
		cmocka_unit_test(test_images_of_other_sites),
		cmocka_unit_test(test_anchors_by_words),
		cmocka_unit_test(test_anchors_of_other_articles),
		cmocka_unit_test(test_includes),
		cmocka_unit_test(test_many_links),
	};
	return cmocka_run_group_tests_name("kb.links", tests, NULL, NULL);
}
