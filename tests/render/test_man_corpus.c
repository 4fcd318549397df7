/*
 * Real articles as man pages in the hands of mandoc, groff and man-db: no
 * warning, a name and a description, no line wider than the page, and no line
 * that begins or ends as no Japanese line may.
 *
 * The programs are run once over all pages.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "render/man_entry.h"
#include "source/article.h"
#include "support/shared.h"
#include "text/linebreak.h"
#include "text/unicode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGES = 300, ARTICLES = PAGES / LANG_SIDES, FILLED = 64 };

struct fixture {
	struct arena arena;
	struct problems problems;
	char folder[64];    /* man/man7/aNNN.7 and man/ja/man7/aNNN.7 are below it */
	struct buffer code; /* every line of code there is */
	size_t n_pages;
};

/* --- The pages ---------------------------------------------------------------- */

static void keep_code(struct fixture *f, const struct node *root)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk))
		if (walk.node->kind == NODE_CODE_BLOCK)
			buffer_slice(&f->code, walk.node->code.text);
}

static struct slice title_of(struct fixture *f, const struct node *root)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	if (root->first)
		node_plain_text(root->first, &text);
	struct slice first;
	struct slice rest = buffer_view(&text);
	struct slice title = {0};
	if (slice_next_line(&rest, &first))
		title = arena_copy(&f->arena, first);
	buffer_release(&text);
	return title.len ? title : SLICE("article");
}

static void write_page(struct fixture *f, const struct article *article, enum lang lang,
		       struct line_breaker *breaker, size_t number)
{
	const struct node *root = article->sides[lang].root;
	struct man_options options = {.breaker = breaker};
	struct man_page_head head = {
		.name = arena_printf(&f->arena, "a%zu", number),
		.description = title_of(f, root),
		.lang = lang,
		.date = {2020, 1, 2},
		.source = SLICE("Corpus"),
		.manual = man_entry_manual(lang),
	};
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	struct man_writer *man = man_begin(&f->arena, &out, &options, &head);
	man_article(man, root, lang);
	man_end(man);
	const char *path = arena_printf(&f->arena, "%s/man/%sman7/a%zu.7", f->folder,
					lang == LANG_JA ? "ja/" : "", number)
				   .ptr;
	assert_int_equal(file_write(path, buffer_view(&out), &f->problems), STATUS_OK);
	buffer_release(&out);
	keep_code(f, root);
	f->n_pages++;
}

static void write_article(struct fixture *f, const char *path, struct line_breaker *breaker,
			  size_t number)
{
	struct article article;
	struct slice bytes;
	assert_int_equal(file_read(&f->arena, path, &f->problems, &bytes), STATUS_OK);
	assert_int_equal(article_read(&article, path, bytes), STATUS_OK);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		write_page(f, &article, lang, breaker, number);
	article_release(&article);
}

/* Articles from all over the corpus, always the same. */
static void write_pages(struct fixture *f, const char *corpus)
{
	struct file_list files;
	struct line_breaker *breaker = line_breaker_new();
	size_t n = 0;
	assert_non_null(breaker);
	assert_int_equal(folder_walk(&f->arena, corpus, &f->problems, &files), STATUS_OK);
	assert_true(files.count > ARTICLES);
	for (size_t i = 0; i < files.count && n < ARTICLES; i += files.count / ARTICLES) {
		size_t at = i;
		while (at < files.count &&
		       !slice_ends_with(slice_from(files.paths[at]), SLICE(".md")))
			at++;
		if (at < files.count)
			write_article(f, path_join(&f->arena, corpus, files.paths[at]), breaker,
				      n++);
	}
	file_list_release(&files);
	line_breaker_free(breaker);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	assert_non_null(f);
	arena_init_must(&f->arena);
	problems_init(&f->problems, stderr, LANG_EN);
	buffer_init(&f->code, BUFFER_MAX_PAGE);
	snprintf(f->folder, sizeof(f->folder), "/tmp/taiyaku-man-corpus-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	article_setup();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	folder_remove(f->folder, &f->problems);
	buffer_release(&f->code);
	arena_release(&f->arena);
	free(f);
	return 0;
}

/* --- The programs ------------------------------------------------------------- */

static void need(const char *program)
{
	char command[128];
	snprintf(command, sizeof(command), "command -v %s >/dev/null 2>&1", program);
	if (system(command) == 0)
		return;
	if (getenv("CI"))
		fail_msg("%s is not installed", program);
	print_message("SKIPPED: %s is not installed\n", program);
	skip();
}

/* man-db starts groff for each page: on two cores it takes half the time. */
static const char man_lines[] =
	"ls %2$sman7/*.7 | xargs -n 38 -P 2 sh -c '%1$s -l \"$@\" >$1.man 2>&1' -- ; "
	"cat %2$sman7/*.man";

/* Ubuntu's container images put a placeholder in the place of man. */
static const char *man_program(void)
{
	need("man");
	return access("/usr/bin/man.REAL", X_OK) == 0 ? "man.REAL" : "man";
}

/* Both outputs, without what makes text bold. */
static struct slice run(struct fixture *f, const char *command)
{
	struct buffer out;
	char piece[1 << 16];
	size_t n;
	const char *line = arena_printf(&f->arena,
					"cd %s/man && unset MANPAGER MANROFFOPT MANOPT && export "
					"LC_ALL=C.UTF-8 MANWIDTH=%d PAGER=cat && { %s; } 2>&1 | "
					"sed 's/.\\x08//g; s/\\x1b\\[[0-9;]*m//g'",
					f->folder, MAN_PAGE_COLUMNS, command)
				   .ptr;
	FILE *pipe = popen(line, "r");
	assert_non_null(pipe);
	buffer_init(&out, BUFFER_MAX_PAGE);
	while ((n = fread(piece, 1, sizeof(piece), pipe)) > 0)
		buffer_append(&out, piece, n);
	pclose(pipe);
	struct slice said = arena_copy(&f->arena, buffer_view(&out));
	buffer_release(&out);
	return said;
}

static void assert_silent(struct fixture *f, const char *command)
{
	struct slice said = run(f, command);
	if (said.len)
		fail_msg("%s:\n%.*s", command, said.len < 2000 ? (int)said.len : 2000, said.ptr);
}

static size_t indent_of(struct slice line)
{
	size_t indent = 0;
	while (indent < line.len && line.ptr[indent] == ' ')
		indent++;
	return indent;
}

static bool is_one_of(const char *set, int32_t c)
{
	struct slice chars = slice_from(set);
	for (size_t at = 0; at < chars.len;)
		if (utf8_next(chars, &at) == c)
			return true;
	return false;
}

/* Two lines of one paragraph: equally indented, the first well filled. */
static void check_kinsoku(const char *command, struct slice above, struct slice line)
{
	static const char not_first[] = "、。，．・：；？！」』）】〕］ーぁぃぅぇぉっゃゅょゎ"
					"ァィゥェォッャュョヮヵヶゝゞヽヾ々";
	size_t first = indent_of(line);
	size_t last = above.len;
	if (!above.len || indent_of(above) != first || text_width(above) < FILLED)
		return;
	if (is_one_of(not_first, utf8_next(line, &first)))
		fail_msg("%s begins a line:\n%.*s\n%.*s", command, SLICE_ARG(above),
			 SLICE_ARG(line));
	if (is_one_of("「『（【〔［", utf8_previous(above, &last)))
		fail_msg("%s ends a line:\n%.*s\n%.*s", command, SLICE_ARG(above), SLICE_ARG(line));
}

static void check_lines(struct fixture *f, const char *command)
{
	struct slice rest = run(f, command);
	struct slice above = {0};
	struct slice line;
	size_t n_lines = 0;
	while (slice_next_line(&rest, &line)) {
		bool is_code = slice_trim(line).len &&
			       slice_contains(buffer_view(&f->code), slice_trim(line));
		if (text_width(line) > MAN_PAGE_COLUMNS)
			fail_msg("%s: %zu columns: %.*s", command, text_width(line),
				 SLICE_ARG(line));
		if (!is_code)
			check_kinsoku(command, above, line);
		above = is_code ? (struct slice){0} : line;
		n_lines++;
	}
	assert_true(n_lines > PAGES * 4);
}

static void pages_are_clean(void **state)
{
	struct fixture *f = *state;
	struct arena arena;
	arena_init_must(&arena);
	const char *corpus = shared_path(&arena, "corpus");
	need("mandoc");
	need("groff");
	need("lexgrog");
	const char *man = man_program();
	write_pages(f, corpus);
	assert_int_equal(f->n_pages, PAGES);
	assert_silent(f, "mandoc -Tlint -W warning man7/*.7 ja/man7/*.7");
	assert_silent(f, "groff -man -t -ww -z -K utf8 -Tutf8 man7/*.7");
	assert_silent(f, "groff -man -t -ww -z -K utf8 -Tutf8 ja/man7/*.7");
	assert_silent(f, "groff -man -mja -t -ww -z -K utf8 -Tutf8 ja/man7/*.7");
	assert_silent(f, "lexgrog man7/*.7 ja/man7/*.7 | grep -v ': \"a[0-9]* - ..*\"$'");
	check_lines(f, "mandoc -Tutf8 man7/*.7");
	check_lines(f, "mandoc -Tutf8 ja/man7/*.7");
	check_lines(f, "groff -man -t -K utf8 -Tutf8 man7/*.7");
	check_lines(f, "groff -man -t -K utf8 -Tutf8 ja/man7/*.7");
	check_lines(f, "groff -man -mja -t -K utf8 -Tutf8 ja/man7/*.7");
	check_lines(f, arena_printf(&arena, man_lines, man, "").ptr);
	check_lines(f, arena_printf(&arena, man_lines, man, "ja/").ptr);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(pages_are_clean, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
