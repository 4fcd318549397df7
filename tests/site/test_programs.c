/*
 * What the site offers other programs: the feed, the list of codes, llms.txt,
 * Markdown, and the data in the pages' heads. Read by libxml2 and jansson.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/map.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BASE_URL "https://help.example.com/docs/"

struct site {
	struct arena arena;
	struct problems problems;
	char *folder;
	const char *public;
};

static struct site site;

static int build(void **state)
{
	(void)state;
	arena_init_must(&site.arena);
	site.folder = (char *)arena_copy(&site.arena, SLICE("/tmp/taiyaku-programs-XXXXXX")).ptr;
	problems_init(&site.problems, stderr, LANG_EN);
	if (!mkdtemp(site.folder))
		return -1;
	site.public = path_join(&site.arena, site.folder, "public");
	const char *program = getenv("TAIYAKU");
	const char *command =
		arena_printf(&site.arena, "'%s' build -q --base-url %s -o '%s'",
			     program ? program : "build/asan/taiyaku", BASE_URL, site.public)
			.ptr;
	return system(command); /* fixed words and paths of our own */
}

static int clean(void **state)
{
	(void)state;
	enum status status = folder_remove(site.folder, &site.problems);
	arena_release(&site.arena);
	return status == STATUS_OK ? 0 : -1;
}

static struct slice read_file(const char *path)
{
	struct slice bytes;
	const char *file = path_join(&site.arena, site.public, path);
	assert_int_equal(file_read(&site.arena, file, &site.problems, &bytes), STATUS_OK);
	return bytes;
}

/* The published file of a whole address. */
static void assert_published(struct slice url)
{
	assert_true(slice_starts_with(url, SLICE(BASE_URL)));
	struct slice path = slice_skip(url, strlen(BASE_URL));
	bool is_folder = path.len == 0 || path.ptr[path.len - 1] == '/';
	const char *file = arena_printf(&site.arena, "%s/%.*s%s", site.public, SLICE_ARG(path),
					is_folder ? "index.html" : "")
				   .ptr;
	if (file_kind(file) != FILE_REGULAR)
		fail_msg("nothing is published at %.*s", SLICE_ARG(url));
}

/* --- The feed ------------------------------------------------------------- */

static size_t count_nodes(xmlXPathContext *context, const char *path)
{
	xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST path, context);
	assert_non_null(found);
	size_t count = found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;
	xmlXPathFreeObject(found);
	return count;
}

/* RFC 4287, 4.1.1 and 4.1.2: what each feed and entry must have. */
static void assert_feed(const char *path, const char *lang)
{
	struct slice bytes = read_file(path);
	xmlDoc *document = xmlReadMemory(bytes.ptr, (int)bytes.len, path, NULL, XML_PARSE_NONET);
	assert_non_null(document);
	xmlXPathContext *context = xmlXPathNewContext(document);
	xmlXPathRegisterNs(context, BAD_CAST "a", BAD_CAST "http://www.w3.org/2005/Atom");
	char *language = (char *)xmlNodeGetLang(xmlDocGetRootElement(document));
	assert_string_equal(language, lang);
	xmlFree(language);
	assert_int_equal(count_nodes(context, "/a:feed[a:id][a:title][a:updated][a:author/a:name]"),
			 1);
	assert_int_equal(count_nodes(context, "/a:feed/a:link[@rel='self']"), 1);
	size_t n = count_nodes(context, "/a:feed/a:entry");
	assert_true(n > 10);
	assert_int_equal(
		count_nodes(context, "//a:entry[a:id][a:title][a:updated][a:summary][a:link]"), n);
	assert_int_equal(count_nodes(context, "//a:entry[a:id=preceding::a:id]"), 0);
	xmlXPathObject *ids = xmlXPathEvalExpression(BAD_CAST "//a:entry/a:id", context);
	for (int i = 0; i < ids->nodesetval->nodeNr; i++) {
		char *id = (char *)xmlNodeGetContent(ids->nodesetval->nodeTab[i]);
		assert_published(slice_from(id));
		xmlFree(id);
	}
	xmlXPathFreeObject(ids);
	xmlXPathFreeContext(context);
	xmlFreeDoc(document);
}

static void the_feeds_are_atom(void **state)
{
	(void)state;
	assert_feed("en/feed.xml", "en");
	assert_feed("ja/feed.xml", "ja");
}

/* --- codes.json ----------------------------------------------------------- */

static struct slice text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	assert_non_null(text);
	return slice_from(text);
}

static void every_code_is_listed(void **state)
{
	(void)state;
	struct slice bytes = read_file("codes.json");
	json_t *root = json_loadb(bytes.ptr, bytes.len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(root);
	assert_int_equal(json_integer_value(json_object_get(root, "version")), 1);
	const json_t *entries = json_object_get(root, "entries");
	assert_true(json_array_size(entries) > 60);
	for (size_t i = 0; i < json_array_size(entries); i++) {
		const json_t *entry = json_array_get(entries, i);
		assert_true(text_of(entry, "code").len > 0);
		assert_true(json_is_array(json_object_get(entry, "act")));
		const json_t *ja = json_object_get(entry, "ja");
		assert_published(text_of(ja, "url"));
		assert_published(text_of(ja, "markdown"));
		assert_published(text_of(json_object_get(entry, "en"), "url"));
		assert_true(text_of(ja, "title").len > 0);
	}
	json_decref(root);
}

/* --- llms.txt ------------------------------------------------------------- */

static size_t assert_links(const char *path)
{
	struct slice text = read_file(path);
	size_t n = 0;
	assert_true(slice_starts_with(text, SLICE("# ")));
	for (size_t at = 0; (at = slice_find(text, SLICE("]("), at)) != SLICE_NONE; n++) {
		size_t end = slice_find_char(text, ')', at);
		assert_published(slice_sub(text, at + 2, end));
		at = end;
	}
	return n;
}

static void links_of_llms_lead_to_files(void **state)
{
	(void)state;
	assert_int_equal(assert_links("llms.txt"), 2);
	assert_true(assert_links("en/llms.txt") > 60);
	assert_int_equal(assert_links("ja/llms.txt"), assert_links("en/llms.txt"));
}

static void markdown_is_of_one_language(void **state)
{
	(void)state;
	struct slice en = read_file("en/smtp/5-1-1.md");
	struct slice ja = read_file("ja/smtp/5-1-1.md");
	assert_true(slice_starts_with(en, SLICE("# ")));
	assert_int_equal(slice_find(en, SLICE("<span"), 0), SLICE_NONE);
	assert_int_equal(slice_find(en, SLICE("原因"), 0), SLICE_NONE);
	assert_true(slice_find(ja, SLICE("原因"), 0) != SLICE_NONE);
}

/* --- The pages' heads ----------------------------------------------------- */

static json_t *data_of(const char *path)
{
	const struct slice start = SLICE("<script type=\"application/ld+json\">");
	struct slice page = read_file(path);
	size_t at = slice_find(page, start, 0);
	assert_true(at != SLICE_NONE);
	at += start.len;
	struct slice text = slice_sub(page, at, slice_find(page, SLICE("</script>"), at));
	json_t *data = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(data);
	return data;
}

static void pages_say_what_they_are(void **state)
{
	(void)state;
	json_t *data = data_of("ja/codes/5-1-1.html");
	const json_t *article = json_array_get(json_object_get(data, "@graph"), 0);
	assert_true(slice_eq_str(text_of(article, "@type"), "TechArticle"));
	assert_true(slice_eq_str(text_of(article, "inLanguage"), "ja"));
	assert_published(text_of(article, "url"));
	assert_true(slice_eq_str(text_of(json_object_get(article, "about"), "termCode"), "5.1.1"));
	const json_t *way = json_object_get(json_array_get(json_object_get(data, "@graph"), 1),
					    "itemListElement");
	assert_int_equal(json_array_size(way), 3);
	assert_published(text_of(json_array_get(way, 1), "item"));
	assert_null(json_object_get(json_array_get(way, 2), "item")); /* the page itself */
	assert_true(text_of(json_array_get(way, 2), "name").len > 0);
	json_decref(data);
}

/* Where one begins to read a site, and not on each of its pages. */
static void the_first_pages_lead_to_the_lists(void **state)
{
	(void)state;
	const struct slice json = SLICE("type=\"application/json\" href=\"../codes.json\"");
	const struct slice llms = SLICE("title=\"llms.txt\" href=\"../llms.txt\"");
	struct slice home = read_file("ja/index.html");
	assert_true(slice_find(home, json, 0) != SLICE_NONE);
	assert_true(slice_find(home, llms, 0) != SLICE_NONE);
	assert_true(slice_find(read_file("en/codes/index.html"), SLICE("codes.json"), 0) !=
		    SLICE_NONE);
	assert_int_equal(slice_find(read_file("ja/codes/5-1-1.html"), SLICE("codes.json"), 0),
			 SLICE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_feeds_are_atom),
		cmocka_unit_test(every_code_is_listed),
		cmocka_unit_test(links_of_llms_lead_to_files),
		cmocka_unit_test(markdown_is_of_one_language),
		cmocka_unit_test(pages_say_what_they_are),
		cmocka_unit_test(the_first_pages_lead_to_the_lists),
	};
	return cmocka_run_group_tests_name("site.programs", tests, build, clean);
}
