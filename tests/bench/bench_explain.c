/*
 * The benchmark of `taiyaku explain`: how long a whole process takes to answer
 * from a catalogue of ten thousand entries, which it makes first.
 *
 *     bench_explain TAIYAKU
 */
#include "base/buffer.h"
#include "base/file.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ENTRIES = 10000, SUBJECTS = 8, PER_ARTICLE = 5, RUNS = 101, LIMIT_MS = 20 };

extern char **environ;

struct bench {
	const char *taiyaku;
	const char *work;
	struct arena arena;
	struct problems problems;
	double times[RUNS]; /* milliseconds */
};

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* --- Ten thousand entries ------------------------------------------------------- */

#define PAIR                                                                                       \
	"<span data-ttu-id=\"%05zx-%zu\">%s</span><span class=\"sxs-lookup\"><span "               \
	"data-stu-id=\"%05zx-%zu\">%s</span></span>"

struct writing {
	struct buffer text;
	size_t article;
	size_t next; /* number of the next segment */
};

static void pair(struct writing *w, const char *prefix, const char *ja, const char *en)
{
	buffer_str(&w->text, prefix);
	buffer_printf(&w->text, PAIR, w->article, w->next, ja, w->article, w->next, en);
	buffer_str(&w->text, "\n\n");
	w->next++;
}

static const char *code_of(struct bench *bench, size_t i)
{
	size_t details = ENTRIES / (2 * SUBJECTS);
	return arena_printf(&bench->arena, "%c.%zu.%zu", i / (SUBJECTS * details) ? '5' : '4',
			    i / details % SUBJECTS, i % details)
		.ptr;
}

static void put_entry(struct bench *bench, struct writing *w, size_t i)
{
	const char *code = code_of(bench, i);
	char reply = *code;
	const char *en = arena_printf(&bench->arena, "Error %c50 %s: the server of %zu said no",
				      reply, code, i)
				 .ptr;
	const char *ja =
		arena_printf(&bench->arena, "エラー %c50 %s: サーバー %zu に拒否されました", reply,
			     code, i)
			.ptr;
	buffer_printf(&w->text, "## <a name=\"e%zu\"></a>", i);
	pair(w, "", ja, en);
	for (int n = 0; n < 3; n++)
		pair(w, "",
		     "相手のメール サーバーが応答を返さず、接続の待ち時間が過ぎたため、メッセージは"
		     "キューに残り、24 時間にわたり再試行されます。",
		     "The other mail server did not answer until the time for a connection was "
		     "over, "
		     "so the message stays in the queue and is tried again for 24 hours.");
	pair(w, "### ", "対処方法", "Fix");
	for (int n = 0; n < 4; n++)
		pair(w, "1. ",
		     "[管理センター](https://admin.example.com/)で**コネクタ**を開き、`Status` が"
		     "「有効」であることを確認します。",
		     "Open **Connectors** in the [admin centre](https://admin.example.com/) and "
		     "see "
		     "that `Status` is \"Enabled\".");
}

static void put_article(struct bench *bench, const char *content, size_t article)
{
	struct writing w = {.article = article, .next = 101};
	buffer_init(&w.text, BUFFER_MAX_PAGE);
	buffer_str(&w.text, "# <a name=\"top\"></a>");
	pair(&w, "", "エラー コード", "Error codes");
	for (size_t i = 0; i < PER_ARTICLE; i++)
		put_entry(bench, &w, article * PER_ARTICLE + i);
	const char *path = arena_printf(&bench->arena, "%s/%zu.md", content, article).ptr;
	if (file_write(path, buffer_view(&w.text), &bench->problems) != STATUS_OK)
		exit(2);
	buffer_release(&w.text);
}

/* --- Measuring ------------------------------------------------------------------ */

static int run(char *const args[])
{
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	if (posix_spawn(&child, args[0], &actions, NULL, args, environ) != 0 ||
	    waitpid(child, &status, 0) != child)
		exit(2);
	posix_spawn_file_actions_destroy(&actions);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;
	return (left > right) - (left < right);
}

static void measure(struct bench *bench, const char *what, char *const args[], int expected,
		    int n_runs, double limit)
{
	for (int i = 0; i < n_runs; i++) {
		double start = now();
		if (run(args) != expected) {
			fprintf(stderr, "bench_explain: %s: unexpected exit status\n", what);
			exit(2);
		}
		bench->times[i] = now() - start;
	}
	qsort(bench->times, (size_t)n_runs, sizeof(*bench->times), compare);
	printf("%-46s %8.1f ms, slowest of %d %8.1f ms", what, bench->times[n_runs / 2], n_runs,
	       bench->times[n_runs - 1]);
	if (limit > 0)
		printf(", at most %.0f ms%s", limit,
		       bench->times[n_runs / 2] > limit ? ": TOO SLOW" : "");
	putchar('\n');
}

int main(int argc, char *argv[])
{
	char folder[] = "/tmp/taiyaku-explain-XXXXXX";
	struct bench bench = {.work = mkdtemp(folder)};
	if (argc != 2 || !bench.work) {
		fputs("usage: bench_explain TAIYAKU\n", stderr);
		return 2;
	}
	arena_init_must(&bench.arena);
	problems_init(&bench.problems, stderr, LANG_EN);
	char *taiyaku = argv[1];
	char *content = (char *)path_join(&bench.arena, bench.work, "content");
	char *public = (char *)path_join(&bench.arena, bench.work, "public");
	char *file = (char *)path_join(&bench.arena, public, "catalogue.bin");
	for (size_t i = 0; i < ENTRIES / PER_ARTICLE; i++)
		put_article(&bench, content, i);
	char *build[] = {taiyaku, "build", "-q", "--keep-going", "--content", content,
			 "-o",    public,  NULL};
	int built = run(build);
	struct stat about;
	if (built > 1 || stat(file, &about) != 0) {
		fputs("bench_explain: the build failed\n", stderr);
		return 2;
	}
	printf("\nexplain, %d entries, catalogue of %.1f MiB, median\n", ENTRIES,
	       (double)about.st_size / (1 << 20));
	char *found[] = {taiyaku, "explain", "--catalogue", file, "4.4.312", NULL};
	char *ja[] = {taiyaku, "explain", "--lang", "ja", "--catalogue", file, "5.7.600", NULL};
	char *bare[] = {taiyaku, "explain", "--catalogue", file, "57600", NULL};
	char *unknown[] = {taiyaku, "explain", "--catalogue", file, "5.1.999", NULL};
	char *sources[] = {taiyaku, "explain", "--content", content, "4.4.312", NULL};
	measure(&bench, "  a code", found, 0, RUNS, LIMIT_MS);
	measure(&bench, "  a code, in Japanese", ja, 0, RUNS, LIMIT_MS);
	measure(&bench, "  a code without its dots", bare, 0, RUNS, LIMIT_MS);
	measure(&bench, "  a code that has no entry", unknown, 1, RUNS, LIMIT_MS);
	measure(&bench, "  from the articles", sources, 0, 3, 0);
	folder_remove(bench.work, &bench.problems);
	arena_release(&bench.arena);
	return 0;
}
