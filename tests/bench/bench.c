/*
 * The benchmarks: one table, every row a ratio of things measured in this
 * run, on this machine.
 *
 *     bench TAIYAKU CORPUS [WHERE [PART]]
 *
 * WHERE is a folder; all is written to one of the bench's own in it, which is removed
 * at the end. Without WHERE, or where it is empty, that is in memory (/dev/shm) if it
 * has room, as programs are to be compared and a disk's state changes from one run to
 * the next; else in /tmp. PART is check, build, rebuild or memory; without it, all.
 *
 * The floor is cmark-gfm alone: it parses and renders both sides of every
 * article in one thread, in this process, and writes nothing. Everything
 * else is a whole process, measured by what the system says of it when it
 * has ended (wait4). What is compared takes turns, as the machine's own speed changes
 * within a minute, and each turn has a ratio of its own: a row is the median of them,
 * so that neither the luckiest run of the one nor that of the other decides.
 */
#include "base/array.h"
#include "base/file.h"
#include "base/pool.h"
#include "check/checking.h"
#include "source/article.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FAMILY_ADDRESS(name) &family_##name,

enum { TURNS = 9, REPEATS = 10, PATH_BYTES = 4096 };

struct bench {
	const char *taiyaku;
	const char *corpus;
	const char *work;
	struct arena arena;
	struct problems problems;
	struct slice *sides; /* both sides of every article */
	size_t n_sides;
	size_t capacity;
};

struct cost {
	double user;
	double wall;
	double peak_mib;
	int status;
};

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* --- The floor ---------------------------------------------------------- */

static void load_article(struct bench *bench, const char *path)
{
	struct slice bytes;
	struct article article;
	if (file_read(&bench->arena, path, &bench->problems, &bytes) != STATUS_OK)
		exit(2);
	if (article_read(&article, path, bytes) != STATUS_OK)
		out_of_memory();
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct buffer side;
		buffer_init(&side, BUFFER_MAX_PAGE);
		article_side_markdown(&article, lang, &side);
		if (!array_room(&bench->sides, &bench->capacity, bench->n_sides + 1))
			out_of_memory();
		struct slice text = buffer_view(&side);
		text = slice_skip(text, article.front.whole.end);
		bench->sides[bench->n_sides++] = arena_copy(&bench->arena, text);
		buffer_release(&side);
	}
	article_release(&article);
}

static void load_corpus(struct bench *bench)
{
	struct file_list files;
	if (folder_walk(&bench->arena, bench->corpus, &bench->problems, &files) != STATUS_OK)
		exit(2);
	for (size_t i = 0; i < files.count; i++)
		if (slice_ends_with(slice_from(files.paths[i]), SLICE(".md")))
			load_article(bench,
				     path_join(&bench->arena, bench->corpus, files.paths[i]));
	file_list_release(&files);
}

static size_t render_with_cmark(struct slice text)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("strikethrough"));
	cmark_parser_feed(parser, text.ptr, text.len);
	cmark_node *document = cmark_parser_finish(parser);
	char *html = cmark_render_html(document, CMARK_OPT_UNSAFE, NULL);
	size_t len = strlen(html);
	free(html);
	cmark_node_free(document);
	cmark_parser_free(parser);
	return len;
}

static struct cost floor_once(const struct bench *bench)
{
	struct rusage before;
	struct rusage after;
	size_t bytes = 0;
	double start = now();
	getrusage(RUSAGE_SELF, &before);
	for (size_t i = 0; i < bench->n_sides; i++)
		bytes += render_with_cmark(bench->sides[i]);
	getrusage(RUSAGE_SELF, &after);
	if (bytes == 0)
		exit(2);
	return (struct cost){.user = seconds_of(after.ru_utime) - seconds_of(before.ru_utime),
			     .wall = now() - start};
}

/* --- Where it writes ---------------------------------------------------- */

static const char in_memory[] = "/dev/shm";

static struct bench *to_clean_up;
static volatile sig_atomic_t is_stopped;

static void stop(int signal_number)
{
	(void)signal_number;
	is_stopped = 1;
}

static void clean_up(void)
{
	folder_remove(to_clean_up->work, &to_clean_up->problems);
}

/* For the sites of nine turns, or the corpus ten times over and its site. */
static bool has_room(const char *folder)
{
	const double needed = 10e9;
	struct statvfs system;
	return access(folder, W_OK) == 0 && statvfs(folder, &system) == 0 &&
	       (double)system.f_bavail * (double)system.f_frsize >= needed;
}

/* However the bench ends, nothing of it stays: in memory least of all. */
static void make_work_folder(struct bench *bench, const char *where)
{
	const struct sigaction on_stop = {.sa_handler = stop};
	if (!where || !*where)
		where = has_room(in_memory) ? in_memory : "/tmp";
	char *folder = (char *)arena_printf(&bench->arena, "%s/taiyaku-bench-XXXXXX", where).ptr;
	if (!mkdtemp(folder)) {
		perror(folder);
		exit(2);
	}
	bench->work = folder;
	to_clean_up = bench;
	atexit(clean_up);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	sigaction(SIGINT, &on_stop, NULL);
	sigaction(SIGTERM, &on_stop, NULL);
	printf("in %s%s\n", where, strcmp(where, in_memory) == 0 ? " (memory)" : "");
}

/* --- Whole processes ---------------------------------------------------- */

/* The bench was stopped: nobody writes any more when its folder is removed. */
static void end_all(pid_t child)
{
	kill(-child, SIGKILL);
	while (wait(NULL) > 0)
		;
	exit(2);
}

static struct cost run_once(char *const args[])
{
	struct rusage usage;
	int status;
	if (is_stopped)
		exit(2);
	double start = now();
	pid_t child = fork();
	if (child == 0) {
		setpgid(0, 0);
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execvp(args[0], args);
		_exit(127);
	}
	if (child < 0)
		exit(2);
	if (wait4(child, &status, 0, &usage) != child)
		end_all(child);
	return (struct cost){.user = seconds_of(usage.ru_utime),
			     .wall = now() - start,
			     .peak_mib = (double)usage.ru_maxrss / 1024,
			     .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128};
}

/* With findings, or without: what could not do its work is no measure. */
static struct cost run_ours(char *const args[])
{
	struct cost cost = run_once(args);
	if (cost.status > 1) {
		fprintf(stderr, "bench: %s %s ended with status %d\n", args[0], args[1],
			cost.status);
		exit(2);
	}
	return cost;
}

/* What one of those that are compared has cost, turn by turn. */
struct series {
	double user[TURNS];
	double wall[TURNS];
	size_t n_turns;
	double peak_mib; /* the highest */
};

static void add_turn(struct series *series, struct cost cost)
{
	series->user[series->n_turns] = cost.user;
	series->wall[series->n_turns++] = cost.wall;
	if (cost.peak_mib > series->peak_mib)
		series->peak_mib = cost.peak_mib;
}

static int compare_numbers(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;
	return (left > right) - (left < right);
}

static double median(const double values[TURNS])
{
	double sorted[TURNS];
	memcpy(sorted, values, sizeof(sorted));
	qsort(sorted, TURNS, sizeof(*sorted), compare_numbers);
	return sorted[TURNS / 2];
}

static double median_ratio(const double values[TURNS], const double to[TURNS])
{
	double ratios[TURNS];
	for (size_t i = 0; i < TURNS; i++)
		ratios[i] = values[i] / to[i];
	return median(ratios);
}

static double lowest(const double values[TURNS])
{
	double low = values[0];
	for (size_t i = 1; i < TURNS; i++)
		low = values[i] < low ? values[i] : low;
	return low;
}

static char *text(struct bench *bench, const char *a, const char *b)
{
	return (char *)arena_printf(&bench->arena, "%s%s", a, b).ptr;
}

static const char *output_of(struct bench *bench, const char *kind, int run_number)
{
	return arena_printf(&bench->arena, "%s/public-%s-%d", bench->work, kind, run_number).ptr;
}

static struct cost build_into(struct bench *bench, const char *content, const char *output,
			      const char *jobs)
{
	char *args[] = {text(bench, bench->taiyaku, ""),
			"build",
			"-q",
			"--keep-going",
			"--content",
			text(bench, content, ""),
			"-o",
			text(bench, output, ""),
			"--jobs",
			text(bench, jobs, ""),
			NULL};
	return run_ours(args);
}

/* The first build of a site, each into a folder of its own. None is deleted before
   all is measured: ext4 without a journal passes over inodes freed a moment ago, one
   by one, and would make whoever comes next pay for it. */
static struct cost build_afresh(struct bench *bench, const char *jobs, int run_number)
{
	return build_into(bench, bench->corpus, output_of(bench, jobs, run_number), jobs);
}

/* --- The corpus, changed ------------------------------------------------ */

static void must(enum status status)
{
	if (status != STATUS_OK)
		exit(2);
}

/* `times` copies of every article below `folder`. */
static void copy_corpus(struct bench *bench, const char *folder, size_t times)
{
	struct file_list files;
	must(folder_remove(folder, &bench->problems));
	must(folder_walk(&bench->arena, bench->corpus, &bench->problems, &files));
	for (size_t i = 0; i < files.count; i++) {
		struct arena_mark mark = arena_mark(&bench->arena);
		struct slice bytes;
		must(file_read(&bench->arena,
			       path_join(&bench->arena, bench->corpus, files.paths[i]),
			       &bench->problems, &bytes));
		for (size_t n = 0; n < times; n++)
			must(file_write(
				arena_printf(&bench->arena, "%s/%zu/%s", folder, n, files.paths[i])
					.ptr,
				bytes, &bench->problems));
		arena_rewind(&bench->arena, mark);
	}
	file_list_release(&files);
}

/* Where the English of a segment begins: of the second, which most descriptions are made
   of, or of the last. SLICE_NONE where there are fewer than three. */
static size_t place_to_change(struct slice bytes, bool is_last)
{
	const struct slice tag = SLICE("<span data-stu-id=\"");
	size_t places[3] = {0}; /* the first two, and the last */
	size_t n = 0;
	for (size_t at = 0; (at = slice_find(bytes, tag, at)) != SLICE_NONE; at += tag.len) {
		places[n < 2 ? n : 2] = slice_find_char(bytes, '>', at) + 1;
		n++;
	}
	return n < 3 ? SLICE_NONE : places[is_last ? 2 : 1];
}

/* Says something more in one article, from the middle of the corpus on. */
static void change_one(struct bench *bench, const char *folder, bool is_last)
{
	struct file_list files;
	must(folder_walk(&bench->arena, folder, &bench->problems, &files));
	for (size_t i = files.count / 2; i < files.count; i++) {
		struct slice bytes;
		const char *path = path_join(&bench->arena, folder, files.paths[i]);
		if (!slice_ends_with(slice_from(path), SLICE(".md")))
			continue;
		must(file_read(&bench->arena, path, &bench->problems, &bytes));
		size_t at = place_to_change(bytes, is_last);
		if (at == SLICE_NONE)
			continue;
		struct slice changed = arena_printf(&bench->arena, "%.*sChanged: %.*s", (int)at,
						    bytes.ptr, SLICE_ARG(slice_skip(bytes, at)));
		must(file_write(path, changed, &bench->problems));
		break;
	}
	file_list_release(&files);
}

/* --- The table ---------------------------------------------------------- */

static void row(const char *what, double value, const char *unit, double limit)
{
	const char *verdict = limit <= 0 ? "" : value <= limit ? "reached" : "NOT REACHED";
	if (limit > 0)
		printf("%-58s %8.3f %-4s %8.3f  %s\n", what, value, unit, limit, verdict);
	else
		printf("%-58s %8.3f %-4s\n", what, value, unit);
	fflush(stdout);
}

static void floor_row(const struct series *floor)
{
	row("floor: cmark-gfm alone, both sides, user time", median(floor->user), "s", 0);
}

static bool has_program(const char *name)
{
	char *args[] = {(char *)name, "version", NULL};
	return run_once(args).status == 0;
}

/* Both sides as a two-language site with the least of templates. True when
   Hugo can build it and has made a page of each file. An "index.md" would turn its
   whole folder into one page, so it has another name here. */
static bool prepare_hugo(struct bench *bench)
{
	char *script = text(bench, bench->work, "/hugo.sh");
	static const char steps[] =
		"set -e\n"
		"rm -rf \"$1/hugo\"; mkdir -p \"$1/hugo/layouts/_default\"\n"
		"\"$2\" export --format markdown --lang en -o \"$1/hugo/content/en\" \"$3\"\n"
		"\"$2\" export --format markdown --lang ja -o \"$1/hugo/content/ja\" \"$3\"\n"
		"cat > \"$1/hugo/config.toml\" <<'END'\n"
		"baseURL = 'https://example.com/'\n"
		"disableKinds = ['taxonomy', 'term', 'RSS']\n"
		"ignoreErrors = ['error-remote-getjson']\n"
		"[markup.goldmark.renderer]\nunsafe = true\n"
		"[languages.en]\ncontentDir = 'content/en'\nweight = 1\n"
		"[languages.ja]\ncontentDir = 'content/ja'\nweight = 2\n"
		"END\n"
		"for kind in single list; do echo '<!DOCTYPE html><html lang=\"{{ "
		".Site.Language.Lang "
		"}}\"><title>{{ .Title }}</title><body class=\"'$kind'\">{{ .Content "
		"}}</body></html>' > "
		"\"$1/hugo/layouts/_default/$kind.html\"; done\n"
		"find \"$1/hugo/content\" -iname index.md |"
		" while read -r file; do mv \"$file\" \"${file%.*}-page.md\"; done\n"
		/* Without the few articles that stop it. */
		"for try in $(seq 10); do\n"
		"out=$1/hugo-try-$try\n"
		"file=$(hugo --quiet -s \"$1/hugo\" -d \"$out\" 2>&1 |"
		" grep -oP '\"\\K[^\"]+\\.md(?=:)' | head -n 1) || true\n"
		"[ -n \"$file\" ] || break\n"
		"name=${file#*/content/*/}\n"
		"rm -f \"$1/hugo/content/en/$name\" \"$1/hugo/content/ja/$name\"\n"
		"done\n"
		"pages=$(grep -rlF 'class=\"single\"' \"$out\" | wc -l)\n"
		"[ \"$pages\" = \"$(find \"$1/hugo/content\" -name '*.md' | wc -l)\" ]\n"
		"[ \"$pages\" -ge \"$4\" ]\n";
	/* In both languages, and a few may have been left out. */
	size_t least = bench->n_sides - bench->n_sides / 100;
	must(file_write(script, SLICE(steps), &bench->problems));
	char *prepare[] = {"bash",
			   script,
			   text(bench, bench->work, ""),
			   text(bench, bench->taiyaku, ""),
			   text(bench, bench->corpus, ""),
			   (char *)arena_printf(&bench->arena, "%zu", least).ptr,
			   NULL};
	return run_once(prepare).status == 0;
}

/* Into a folder of its own each time, as ours. */
static struct cost hugo_once(struct bench *bench, int run_number)
{
	char *args[] = {"hugo", "--quiet",
			"-s",   text(bench, bench->work, "/hugo"),
			"-d",   text(bench, output_of(bench, "hugo", run_number), ""),
			NULL};
	return run_once(args);
}

static void hugo_rows(bool has_hugo, const struct series *hugo, const struct series *ours)
{
	if (!has_hugo) {
		puts("Hugo is not installed: no peer to compare with");
		return;
	}
	if (hugo->n_turns != TURNS) {
		puts("NOT MEASURED: Hugo has not made a page of each article");
		return;
	}
	row("Hugo on the same pages, wall", median(hugo->wall), "s", 0);
	row("build, wall / Hugo's wall, two cores", median_ratio(ours->wall, hugo->wall), "", 0.25);
	row("  the best of each", lowest(ours->wall) / lowest(hugo->wall), "", 0);
}

/* All rules, and those of the articles and the knowledge base alone. */
static void bench_check(struct bench *bench)
{
	enum { ARGS_MAX = 1024 };
	static const struct family *const families[] = {FAMILIES(FAMILY_ADDRESS)};
	char *all_rules[] = {text(bench, bench->taiyaku, ""), "check", "--jobs", "1",
			     text(bench, bench->corpus, ""),  NULL};
	char *few_rules[ARGS_MAX];
	size_t n = sizeof(all_rules) / sizeof(*all_rules) - 1;
	memcpy(few_rules, all_rules, sizeof(all_rules));
	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
		for (const struct rule *const *rule = families[i]->rules; *rule; rule++) {
			if (n + 3 > ARGS_MAX)
				exit(2);
			few_rules[n++] = "--rule";
			few_rules[n++] = text(bench, (*rule)->id, "=off");
		}
	few_rules[n] = NULL;
	struct series floor = {0};
	struct series all = {0};
	struct series few = {0};
	for (int i = 0; i < TURNS; i++) {
		add_turn(&floor, floor_once(bench));
		add_turn(&all, run_ours(all_rules));
		add_turn(&few, run_ours(few_rules));
	}
	floor_row(&floor);
	row("check, user time / floor's user time", median_ratio(all.user, floor.user), "", 6);
	row("  the same without the translation rules", median_ratio(few.user, floor.user), "", 3);
}

static void bench_build(struct bench *bench)
{
	bool has_hugo = has_program("hugo");
	bool hugo_works = has_hugo && prepare_hugo(bench);
	struct series floor = {0};
	struct series one = {0};
	struct series two = {0};
	struct series copies = {0};
	struct series hugo = {0};
	for (int i = 0; i < TURNS; i++) {
		char *output = text(bench, output_of(bench, "2", i), "");
		char *copy = text(bench, output_of(bench, "copy", i), "");
		char *copy_args[] = {"cp", "-r", output, copy, NULL};
		add_turn(&floor, floor_once(bench));
		add_turn(&one, build_afresh(bench, "1", i));
		add_turn(&two, build_afresh(bench, "2", i));
		add_turn(&copies, run_once(copy_args));
		struct cost of_hugo = hugo_works ? hugo_once(bench, i) : (struct cost){.status = 1};
		if (of_hugo.status == 0)
			add_turn(&hugo, of_hugo);
	}
	floor_row(&floor);
	row("build, user time / floor's user time", median_ratio(one.user, floor.user), "", 6);
	row("build with two threads, wall / one thread's", median_ratio(two.wall, one.wall), "", 0);
	row("build, peak memory", two.peak_mib, "MiB", 100);
	row("build, wall / wall of cp -r of its output", median_ratio(two.wall, copies.wall), "",
	    0);
	hugo_rows(has_hugo, &hugo, &two);
}

/* Both of the same content, in turns. */
static void bench_rebuild(struct bench *bench)
{
	char *content = text(bench, bench->work, "/corpus");
	struct series full = {0};
	struct series changed = {0};
	struct series found = {0}; /* otherwise than before */
	copy_corpus(bench, content, 1);
	for (int i = 0; i < TURNS; i++) {
		const char *output = output_of(bench, "rebuilt", i);
		add_turn(&full, build_into(bench, content, output, "2"));
		change_one(bench, content, true);
		add_turn(&changed, build_into(bench, content, output, "2"));
		change_one(bench, content, false);
		add_turn(&found, build_into(bench, content, output, "2"));
	}
	row("build after one article changed, wall / a full one's",
	    median_ratio(changed.wall, full.wall), "", 0.1);
	row("  the same where its description changed", median_ratio(found.wall, full.wall), "",
	    0.1);
}

static void bench_memory(struct bench *bench)
{
	char *content = text(bench, bench->work, "/tenfold");
	char *output = text(bench, bench->work, "/tenfold-public");
	copy_corpus(bench, content, REPEATS);
	folder_remove(output, &bench->problems);
	struct cost large = build_into(bench, content, output, "2");
	double articles = (double)(bench->n_sides / 2) * REPEATS;
	row("the corpus ten times over: peak memory", large.peak_mib, "MiB", 0);
	row("  beyond 100 MiB, per article",
	    large.peak_mib > 100 ? (large.peak_mib - 100) * 1024 / articles : 0, "KiB", 8);
	folder_remove(content, &bench->problems);
	folder_remove(output, &bench->problems);
}

int main(int argc, char *argv[])
{
	if (argc < 3) {
		fputs("usage: bench TAIYAKU CORPUS [WHERE [PART]]\n", stderr);
		return 2;
	}
	static struct bench bench;
	bench = (struct bench){.taiyaku = argv[1], .corpus = argv[2]};
	arena_init_must(&bench.arena);
	problems_init(&bench.problems, stderr, LANG_EN);
	make_work_folder(&bench, argc > 3 ? argv[3] : NULL);
	article_setup();
	load_corpus(&bench);
	printf("%zu articles, %zu processors\n\n%-58s %8s %-4s %8s\n", bench.n_sides / 2,
	       pool_processors(), "", "measured", "", "at most");
	const char *part = argc > 4 ? argv[4] : NULL;
	if (!part || strcmp(part, "check") == 0)
		bench_check(&bench);
	if (!part || strcmp(part, "build") == 0)
		bench_build(&bench);
	if (!part || strcmp(part, "rebuild") == 0)
		bench_rebuild(&bench);
	if (!part || strcmp(part, "memory") == 0)
		bench_memory(&bench);
	free(bench.sides);
	return 0;
}
