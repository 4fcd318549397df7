/*
 * taiyaku serve: a preview of the site in the browser, which follows every change
 * of the knowledge base until a signal ends it.
 */
#include "base.h"
#include "base/watch.h"
#include "publishing.h"
#include "site/preview.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum { PORT, OUTPUT, CONTENT, KEEP_GOING, N_OPTIONS };

enum {
	PORT_DEFAULT = 4312,
	QUIET_MS = 100,
	PATIENCE_MS = 2000,
	TICK_MS = 20000,
};

static const struct option_row rows[] = {
	[PORT] = {.name = "port",
		  .letter = 'p',
		  .kind = OPTION_NUMBER,
		  .min = 0,
		  .max = UINT16_MAX,
		  .value = {"N", "番号"},
		  .help = {"The port on 127.0.0.1 (default: 4312; 0: any that is free).",
			   "127.0.0.1 のポート番号。既定値は 4312 で、0 "
			   "を指定すると空いているポートを使います。"}},
	[OUTPUT] = PUBLISHING_OPTION_OUTPUT,
	[CONTENT] = BASE_OPTION_CONTENT,
	[KEEP_GOING] = {.name = "keep-going",
			.kind = OPTION_FLAG,
			.help = {"Publish although there are errors.",
				 "エラーがあっても公開します。"}},
};

static const struct command_line line = {
	.name = "serve",
	.what = {"Preview the site in a browser; it follows every change.",
		 "サイトをブラウザーでプレビューし、変更を自動的に反映します。"},
	.rows = rows,
	.n_rows = N_OPTIONS,
	.operands_max = 0,
	.notes = {"Publishes as taiyaku build does, whenever an article, a template or a file in "
		  "site/ has changed, and the open pages reload. While a finding of severity "
		  "error stands, the last site stays and its pages say so. Only this machine "
		  "can see the preview. Ctrl+C ends it.",
		  "記事、テンプレート、site/ のファイルが変更されるたびに taiyaku build "
		  "と同じように公開し、開いているページを再読み込みします。重大度がエラーの指摘が"
		  "ある間は直前のサイトが残り、ページにその旨が表示されます。プレビューは、この"
		  "コンピューターからのみ表示できます。終了するには Ctrl+C を押します。"},
};

struct serving {
	const struct invocation *invocation;
	struct publishing_wishes wishes;
	struct preview *preview;
	struct watch *watch;
	int signals; /* signalfd(2), or -1 */
	sigset_t ends;
};

/* --- Publishing --------------------------------------------------------------- */

/* A build may take long, and can be left at any time: the next one cleans up. */
static void leave(int signal)
{
	(void)signal;
	_exit(EXIT_CLEAN);
}

static void expect_base_url(void *context, struct slice base_url)
{
	struct serving *s = context;
	preview_expect(s->preview, base_url);
}

/* With memory and errors of its own: a preview runs all day. */
static enum exit_status publish(const struct serving *s)
{
	struct arena arena;
	struct problems problems;
	struct publishing_result result;
	struct invocation invocation = *s->invocation;
	problems_init(&problems, s->invocation->problems->out, invocation.lang);
	invocation.arena = &arena;
	invocation.problems = &problems;
	arena_init_must(&arena);
	pthread_sigmask(SIG_UNBLOCK, &s->ends, NULL);
	enum exit_status status = publishing_run(&invocation, &s->wishes, &result);
	pthread_sigmask(SIG_BLOCK, &s->ends, NULL);
	preview_tell(s->preview, &(struct preview_news){
					 .is_changed = result.is_published && result.n_written > 0,
					 .is_failed = !result.is_published,
				 });
	arena_release(&arena);
	return status;
}

/* --- Waiting ------------------------------------------------------------------ */

enum happening { HAPPENED_NOTHING, HAPPENED_TRIFLE, HAPPENED_CHANGE, HAPPENED_END };

/* What comes first; nothing within the time. */
static enum happening wait_for(const struct serving *s, int timeout_ms)
{
	struct pollfd on[] = {{.fd = s->signals, .events = POLLIN},
			      {.fd = watch_descriptor(s->watch), .events = POLLIN}};
	if (poll(on, 2, timeout_ms) <= 0)
		return HAPPENED_NOTHING;
	if (on[0].revents)
		return HAPPENED_END;
	return watch_take(s->watch) ? HAPPENED_CHANGE : HAPPENED_TRIFLE;
}

static long long now_ms(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* An editor's save and a checkout are many changes: until no more come. */
static enum happening wait_for_quiet(const struct serving *s)
{
	enum happening what;
	long long end = now_ms() + PATIENCE_MS;
	do
		what = wait_for(s, QUIET_MS);
	while (what != HAPPENED_NOTHING && what != HAPPENED_END && now_ms() < end);
	return what;
}

static void follow(const struct serving *s)
{
	for (;;) {
		enum happening what = wait_for(s, TICK_MS);
		if (what == HAPPENED_END ||
		    (what == HAPPENED_CHANGE && wait_for_quiet(s) == HAPPENED_END))
			return;
		if (what == HAPPENED_CHANGE)
			publish(s);
		else if (what == HAPPENED_NOTHING)
			preview_tick(s->preview);
		(void)fflush(stdout);
	}
}

/* --- Beginning ------------------------------------------------------------------ */

/* A browser that goes away in the middle of an answer ends nothing; the signals
   that do end this are read where they are waited for. */
static enum status take_signals(struct serving *s)
{
	static const int ends[] = {SIGINT, SIGTERM};
	struct sigaction leaving = {.sa_handler = leave};
	struct sigaction ignoring = {.sa_handler = SIG_IGN};
	sigemptyset(&s->ends);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		sigaddset(&s->ends, ends[i]);
		sigaction(ends[i], &leaving, NULL);
	}
	sigaction(SIGPIPE, &ignoring, NULL);
	pthread_sigmask(SIG_BLOCK, &s->ends, NULL);
	s->signals = signalfd(-1, &s->ends, SFD_CLOEXEC);
	if (s->signals >= 0)
		return STATUS_OK;
	struct problems *problems = s->invocation->problems;
	return problem_report(problems, (struct place){0},
			      "cannot wait for signals: %s; close other programs and try again",
			      "シグナルを待ち受けられません (%s)。"
			      "他のプログラムを終了してから、もう一度実行してください",
			      problem_of_system(problems, errno));
}

static enum status watch_all(struct serving *s)
{
	const struct invocation *invocation = s->invocation;
	const char *content =
		s->wishes.content ? s->wishes.content : base_path(invocation, "content");
	const char *const sources[] = {content, base_path(invocation, "templates"),
				       base_path(invocation, "site")};
	enum status status = watch_new(&s->watch, invocation->problems);
	if (status == STATUS_OK)
		status = watch_pass_over(s->watch, publishing_output(invocation, &s->wishes));
	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources) && status == STATUS_OK; i++)
		status = watch_add(s->watch, sources[i]);
	return status;
}

static void say_where(const struct serving *s)
{
	printf(s->invocation->lang == LANG_JA
		       ? "http://127.0.0.1:%u/ で表示できます。終了するには Ctrl+C "
			 "を押してください。\n"
		       : "http://127.0.0.1:%u/ shows the site; Ctrl+C ends it.\n",
	       preview_port(s->preview));
	(void)fflush(stdout);
}

/* The port is taken, and changes are waited for, before the first build: that may
   take long. What cannot be built at all is not watched. */
static enum exit_status serve(struct serving *s, uint16_t port)
{
	const char *output = publishing_output(s->invocation, &s->wishes);
	if (preview_open(&s->preview, output, port, s->invocation->problems) != STATUS_OK ||
	    watch_all(s) != STATUS_OK || take_signals(s) != STATUS_OK ||
	    publish(s) == EXIT_CANNOT || preview_start(s->preview) != STATUS_OK)
		return EXIT_CANNOT;
	say_where(s);
	follow(s);
	return EXIT_CLEAN;
}

static enum exit_status run(const struct invocation *invocation)
{
	const struct option_value *own = invocation->options->own;
	size_t port = own[PORT].count ? own[PORT].number : PORT_DEFAULT;
	struct serving serving = {
		.invocation = invocation,
		.wishes = {.output = own[OUTPUT].text,
			   .content = own[CONTENT].text,
			   .keeps_going = own[KEEP_GOING].count > 0,
			   .is_preview = true,
			   .on_base_url = expect_base_url,
			   .context = &serving},
		.signals = -1,
	};
	enum exit_status status = serve(&serving, (uint16_t)port);
	preview_close(serving.preview);
	watch_free(serving.watch);
	if (serving.signals >= 0)
		close(serving.signals);
	return status;
}

const struct command command_serve = {&line, run};
