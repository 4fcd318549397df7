/*
 * Nothing is lost: every segment of every article of the corpus stands, in its
 * language, on the published page and on the one that has both languages side by
 * side, and no page shows what is no text.
 *
 * A segment's words are taken from its own bytes, read alone and apart from
 * the article around them; the page is read by libxml2. So neither the scan of
 * the spans, nor the article's trees, nor our HTML can lose a word unseen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "kb/knowledge.h"
#include "support/article.h"
#include "support/shared.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM "build/release/taiyaku"

enum kind {
	KIND_SAME,    /* a segment's words, read alone, stand on the page letter for letter */
	KIND_MARKS,   /* all words are there; marks of Markdown differ */
	KIND_LOST,    /* the words are not there, one after the other */
	KIND_APART,   /* side by side, that is: the other language's words stand between them */
	KIND_TAGS,    /* data-ttu-id, data-stu-id, sxs-lookup on a page */
	KIND_COLONS,  /* ::: on a page, outside code */
	KIND_BRACKET, /* [!WORD on a page, outside code */
	KIND_STARS,   /* ** on a page, outside code */
	KINDS
};

/* How many there may be, each explained. */
static const size_t expected[KINDS] = {
	[KIND_SAME] = SIZE_MAX,
	/* 40 segments in code (indented, or in <pre>), where "**" and a backslash are shown
	   as they stand, or cut in the middle of emphasis; and 23 that begin with a stray
	   "> [!NOTE]>" in a table cell or a line, of which a label is made. */
	[KIND_MARKS] = 63,
	/* Six of an article whose front matter stands in spans and is no text; three in
	   indented code, where a link shows its address; and "[!ヒント]", the marker of an
	   alert translated by mistake, of which a label is made. */
	[KIND_LOST] = 10,
	/* The same ten, and the English "[!TIPS]": the label of an alert is Japanese there. */
	[KIND_APART] = 11,
	/* None of these may ever show. */
	[KIND_TAGS] = 0,
	[KIND_COLONS] = 0,
	[KIND_BRACKET] = 0,
	/* Stars that were wrong in the source: "****", bold that was cut in two by the
	   spans, and escaped ones ("\\*\\*"). */
	[KIND_STARS] = 1213,
};

static const char *const kind_names[KINDS] = {
	[KIND_SAME] = "the same",       [KIND_MARKS] = "other marks",
	[KIND_LOST] = "lost",           [KIND_APART] = "apart",
	[KIND_TAGS] = "alignment tags", [KIND_COLONS] = ":::",
	[KIND_BRACKET] = "[!WORD",      [KIND_STARS] = "**",
};

struct counts {
	size_t of[KINDS];
	size_t n_pages;
	size_t n_shown;
};

struct work {
	const char *public;
	const char *content;
	struct arena arena;
	struct counts counts;
};

/* --- A page's words ----------------------------------------------------- */

struct page_text {
	struct buffer all;   /* without blanks */
	struct buffer words; /* letters and digits only */
	struct buffer prose; /* outside code, as it stands */
};

/* A control character is shown as U+FFFD. */
static bool is_blank_char(int32_t c)
{
	if ((c >= 0x7F && c <= 0x9F) || c == 0xFFFD)
		return true;
	return c <= ' ' || c == 0xA0 || c == 0x3000 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200B);
}

/* Characters that are no ASCII punctuation; blanks in neither. Pages are in NFC. */
static void squeeze(struct slice written, struct buffer *all, struct buffer *words)
{
	struct buffer composed;
	buffer_init(&composed, BUFFER_MAX_PAGE);
	if (text_nfc(written, &composed) != STATUS_OK)
		out_of_memory();
	struct slice text = buffer_view(&composed);
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		int32_t c = utf8_next(text, &at);
		if (is_blank_char(c))
			continue;
		buffer_slice(all, slice_sub(text, start, at));
		if (c >= 0x80 || ascii_is_alnum((char)c))
			buffer_slice(words, slice_sub(text, start, at));
	}
	buffer_release(&composed);
}

static bool is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static void add_page_text(struct page_text *page, const char *text, bool in_code)
{
	squeeze(slice_from(text), &page->all, &page->words);
	if (!in_code)
		buffer_str(&page->prose, text);
}

static bool has_class(xmlNode *node, const char *name)
{
	xmlChar *class = xmlGetProp(node, BAD_CAST "class");
	bool has = class && strcmp((const char *)class, name) == 0;
	xmlFree(class);
	return has;
}

/* In the order of the document, without recursion. */
static void read_nodes(xmlNode *root, struct page_text *page)
{
	size_t code_depth = 0;
	for (xmlNode *node = root; node;) {
		bool is_code = is_element(node, "code") || is_element(node, "pre");
		bool is_own = is_element(node, "a") && has_class(node, "heading-link");
		if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
			add_page_text(page, (const char *)node->content, code_depth > 0);
		if (is_element(node, "img")) {
			xmlChar *alt = xmlGetProp(node, BAD_CAST "alt");
			add_page_text(page, alt ? (const char *)alt : "", false);
			xmlFree(alt);
		}
		if (node->children && !is_own) {
			code_depth += is_code;
			node = node->children;
			continue;
		}
		while (node != root && !node->next) {
			node = node->parent;
			code_depth -= is_element(node, "code") || is_element(node, "pre");
		}
		node = node == root ? NULL : node->next;
	}
}

static xmlNode *find_main(xmlNode *root)
{
	for (xmlNode *node = root; node;) {
		if (is_element(node, "main"))
			return node;
		if (node->children) {
			node = node->children;
			continue;
		}
		while (node && !node->next)
			node = node->parent;
		node = node ? node->next : NULL;
	}
	return NULL;
}

static void page_open(struct page_text *page, const char *path)
{
	buffer_init(&page->all, BUFFER_MAX_PAGE);
	buffer_init(&page->words, BUFFER_MAX_PAGE);
	buffer_init(&page->prose, BUFFER_MAX_PAGE);
	htmlDocPtr document = htmlReadFile(path, "UTF-8",
					   HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
						   HTML_PARSE_NONET | (int)XML_PARSE_HUGE);
	if (!document)
		fail_msg("%s is no page", path);
	xmlNode *body = find_main(xmlDocGetRootElement(document));
	if (!body)
		fail_msg("%s has no <main>", path);
	read_nodes(body, page);
	xmlFreeDoc(document);
}

static void page_close(struct page_text *page)
{
	buffer_release(&page->all);
	buffer_release(&page->words);
	buffer_release(&page->prose);
}

/* --- A segment's words -------------------------------------------------- */

static void read_alone(struct slice text, struct buffer *out)
{
	struct article article;
	assert_int_equal(article_read(&article, "segment", text), STATUS_OK);
	node_plain_text(article.sides[LANG_EN].root, out);
	article_release(&article);
}

/* Text without any mark that means something reads as it is. */
static bool is_plain(struct slice text)
{
	for (size_t i = 0; i < text.len; i++)
		if (strchr("*_[]<>`&\\#|~!:\n\t+-=", text.ptr[i]))
			return false;
	return !text.len || !ascii_is_digit(text.ptr[0]);
}

static bool stands_in(const struct buffer *words, const struct buffer *page)
{
	return words->len == 0 ||
	       (page->len && memmem(page->ptr, page->len, words->ptr, words->len));
}

static enum kind compare(struct slice raw, const struct page_text *page)
{
	struct buffer plain;
	struct buffer all;
	struct buffer words;
	buffer_init(&plain, BUFFER_MAX_PAGE);
	buffer_init(&all, BUFFER_MAX_PAGE);
	buffer_init(&words, BUFFER_MAX_PAGE);
	if (is_plain(raw))
		buffer_slice(&plain, raw);
	else
		read_alone(raw, &plain);
	squeeze(buffer_view(&plain), &all, &words);
	enum kind kind = stands_in(&all, &page->all)       ? KIND_SAME
			 : stands_in(&words, &page->words) ? KIND_MARKS
							   : KIND_LOST;
	buffer_release(&plain);
	buffer_release(&all);
	buffer_release(&words);
	return kind;
}

/* --- Pages -------------------------------------------------------------- */

static void count(struct work *work, enum kind kind, const char *path, enum lang lang,
		  struct slice what)
{
	enum { SHOWN_MAX = 60 };
	work->counts.of[kind]++;
	bool is_many = kind == KIND_MARKS || kind == KIND_STARS;
	if (kind == KIND_SAME || (is_many && work->counts.n_shown++ >= SHOWN_MAX))
		return;
	print_message("%s: %s %s: %.*s\n", kind_names[kind], path, lang_name(lang),
		      SLICE_ARG(what));
}

static void count_in_prose(struct work *work, enum kind kind, const char *needle, const char *path,
			   enum lang lang, const struct page_text *page)
{
	struct slice prose = buffer_view(&page->prose);
	struct slice sign = slice_from(needle);
	for (size_t at = 0; (at = slice_find(prose, sign, at)) != SLICE_NONE; at += sign.len) {
		bool is_word = kind != KIND_BRACKET ||
			       (at + 2 < prose.len && ascii_is_alpha(prose.ptr[at + 2]));
		if (is_word)
			count(work, kind, path, lang,
			      slice_sub(prose, at > 30 ? at - 30 : 0, at + 40));
	}
}

static const char *page_file(struct work *work, const char *folder, const char *path)
{
	struct kb_article article = {.path = path};
	article.address = address_of_path(&work->arena, slice_from(path));
	struct slice page = article_page(&work->arena, &article);
	return arena_printf(&work->arena, "%s/%s/%.*s", work->public, folder, SLICE_ARG(page)).ptr;
}

/* An article without segments has no such page. */
static void check_pair(struct work *work, const struct article *article, const char *path)
{
	struct page_text page;
	if (article->n_segments == 0)
		return;
	page_open(&page, page_file(work, "ja-en", path));
	work->counts.n_pages++;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		for (size_t i = 0; i < article->n_segments; i++) {
			struct slice raw = segment_text(article, &article->segments[i], lang);
			if (compare(raw, &page) == KIND_LOST)
				count(work, KIND_APART, path, lang, raw);
		}
	page_close(&page);
}

static void check_page(struct work *work, const struct article *article, const char *path,
		       enum lang lang)
{
	const char *file = page_file(work, lang_name(lang), path);
	struct page_text page;
	page_open(&page, file);
	work->counts.n_pages++;
	for (size_t i = 0; i < article->n_segments; i++) {
		struct slice raw = segment_text(article, &article->segments[i], lang);
		count(work, compare(raw, &page), path, lang, raw);
	}
	count_in_prose(work, KIND_TAGS, "data-ttu-id", path, lang, &page);
	count_in_prose(work, KIND_TAGS, "data-stu-id", path, lang, &page);
	count_in_prose(work, KIND_TAGS, "sxs-lookup", path, lang, &page);
	count_in_prose(work, KIND_COLONS, ":::", path, lang, &page);
	count_in_prose(work, KIND_BRACKET, "[!", path, lang, &page);
	count_in_prose(work, KIND_STARS, "**", path, lang, &page);
	page_close(&page);
}

static void check_article(void *context, const char *path, struct slice bytes)
{
	struct work *work = context;
	struct article article;
	struct arena_mark mark = arena_mark(&work->arena);
	const char *name = path + strlen(work->content) + 1;
	if (strstr(name, "includes/")) /* parts of pages, and no pages */
		return;
	assert_int_equal(article_read(&article, path, bytes), STATUS_OK);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		check_page(work, &article, name, lang);
	check_pair(work, &article, name);
	article_release(&article);
	arena_rewind(&work->arena, mark);
}

/* --- The site ----------------------------------------------------------- */

static int run(const char *command)
{
	int status = system(command); /* fixed words and paths of our own */
	return status < 0 ? status : WEXITSTATUS(status);
}

/* With the release build: an instrumented one would take minutes. */
static void build_site(struct work *work)
{
	if (run("make program VARIANT=release BUILD=build/release >/dev/null 2>&1") != 0)
		fail_msg("make cannot build " PROGRAM);
	const char *command =
		arena_printf(&work->arena,
			     "'" PROGRAM
			     "' build -q --keep-going --content '%s' -o '%s' 2>/dev/null",
			     work->content, work->public)
			.ptr;
	int status = run(command);
	if (status != 0 && status != 1)
		fail_msg("the corpus was not built (status %d)", status);
}

static void test_corpus(void **state)
{
	(void)state;
	struct work work = {0};
	arena_init(&work.arena);
	char folder[] = "/tmp/taiyaku-lost-XXXXXX";
	work.content = shared_path(&work.arena, "corpus");
	assert_non_null(mkdtemp(folder));
	work.public = path_join(&work.arena, folder, "public");
	article_setup();
	build_site(&work);
	corpus_each("corpus", check_article, &work);
	for (enum kind kind = KIND_SAME; kind < KINDS; kind++)
		print_message("%8zu %s\n", work.counts.of[kind], kind_names[kind]);
	print_message("%8zu pages\n", work.counts.n_pages);
	struct problems problems;
	problems_init(&problems, stderr, LANG_EN);
	folder_remove(folder, &problems);
	arena_release(&work.arena);
	assert_true(work.counts.of[KIND_SAME] > 100000);
	for (enum kind kind = KIND_SAME; kind < KINDS; kind++)
		if (work.counts.of[kind] > expected[kind])
			fail_msg("%s: %zu, more than %zu", kind_names[kind], work.counts.of[kind],
				 expected[kind]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_corpus)};
	return cmocka_run_group_tests_name("site.nothing-lost", tests, NULL, NULL);
}
