/* The preview's server, over libmicrohttpd. */
#include "site/preview.h"

#include "base/buffer.h"
#include "base/embed.h"
#include "http_library.h"
#include "preview_file.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

EMBED(preview_js, "generator/site/preview.js");

enum { CONNECTIONS_MAX = 256, IDLE_SECONDS = 60, BACKLOG = 64 };

#define SCRIPT_PATH "/.taiyaku/reload.js"
#define STATE_PATH  "/.taiyaku/state"

struct preview {
	const char *output;
	struct problems *problems;
	struct http_library http;
	int listener; /* or -1 */
	uint16_t port;
	struct MHD_Daemon *daemon;

	pthread_mutex_t lock; /* of what follows */
	uint64_t site;        /* a number for each site, also those of earlier runs */
	uint64_t turn;        /* goes up with all that is told */
	bool is_failed;
	bool is_ending;
	/* "/docs/", or NULL: the present site's, and that of the next one. */
	char *base_path, *next_base_path;
	struct MHD_Connection *waiting[CONNECTIONS_MAX];
	size_t n_waiting;
};

/* --- Responses -------------------------------------------------------------- */

/* Takes the response over; NULL is one for which memory was out. */
static enum MHD_Result send_response(const struct preview *p, struct MHD_Connection *connection,
				     unsigned int status, struct MHD_Response *response,
				     const char *type)
{
	/* Other sites may neither frame what is served here nor load it as a script. */
	static const char *const headers[][2] = {
		{MHD_HTTP_HEADER_CACHE_CONTROL, "no-store"},
		{"X-Content-Type-Options", "nosniff"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Content-Security-Policy", "frame-ancestors 'self'"},
	};
	if (!response)
		return MHD_NO;
	enum MHD_Result result =
		p->http.add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
	for (size_t i = 0; i < sizeof(headers) / sizeof(*headers) && result == MHD_YES; i++)
		result = p->http.add_response_header(response, headers[i][0], headers[i][1]);
	if (result == MHD_YES)
		result = p->http.queue_response(connection, status, response);
	p->http.destroy_response(response);
	return result;
}

static struct MHD_Response *copy_of(const struct preview *p, struct slice body)
{
	return p->http.create_response_from_buffer(body.len, (void *)body.ptr,
						   MHD_RESPMEM_MUST_COPY);
}

static enum MHD_Result send_text(const struct preview *p, struct MHD_Connection *connection,
				 unsigned int status, const char *text)
{
	return send_response(p, connection, status, copy_of(p, slice_from(text)),
			     "text/plain; charset=utf-8");
}

/* --- Pages ------------------------------------------------------------------- */

static bool read_all(const struct preview_file *file, struct buffer *out)
{
	if (file->size > BUFFER_MAX_PAGE || !buffer_reserve(out, (size_t)file->size))
		return false;
	char bytes[16 * 1024];
	for (;;) {
		ssize_t n = read(file->fd, bytes, sizeof(bytes));
		if (n <= 0)
			return n == 0 && !out->failed;
		buffer_append(out, bytes, (size_t)n);
	}
}

/* Where the last </body> stands, or the end. */
static size_t end_of_body(struct slice page)
{
	static const struct slice tag = {"</body", 6};
	for (size_t at = page.len; at-- > 0;)
		if (page.ptr[at] == '<' && slice_eq_nocase(slice_sub(page, at, at + tag.len), tag))
			return at;
	return page.len;
}

static enum MHD_Result send_page(const struct preview *p, struct MHD_Connection *connection,
				 unsigned int status, struct slice page, uint64_t site)
{
	struct buffer out;
	size_t end = end_of_body(page);
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_slice(&out, slice_sub(page, 0, end));
	buffer_printf(&out, "<script src=\"" SCRIPT_PATH "?site=%llu\"></script>\n",
		      (unsigned long long)site);
	buffer_slice(&out, slice_skip(page, end));
	struct MHD_Response *response = out.failed ? NULL : copy_of(p, buffer_view(&out));
	buffer_release(&out);
	return send_response(p, connection, status, response, "text/html; charset=utf-8");
}

/* Closes the file. */
static enum MHD_Result send_file(const struct preview *p, struct MHD_Connection *connection,
				 unsigned int status, const struct preview_file *file,
				 uint64_t site)
{
	if (!file->is_page) {
		struct MHD_Response *response =
			p->http.create_response_from_fd64(file->size, file->fd);
		if (!response)
			close(file->fd);
		return send_response(p, connection, status, response, file->type);
	}
	struct buffer page;
	buffer_init(&page, BUFFER_MAX_PAGE);
	enum MHD_Result result =
		read_all(file, &page) ? send_page(p, connection, status, buffer_view(&page), site)
				      : MHD_NO;
	buffer_release(&page);
	close(file->fd);
	return result;
}

/* Relative links of a folder's page need its final '/'. */
static enum MHD_Result send_to_folder(const struct preview *p, struct MHD_Connection *connection,
				      struct slice path)
{
	struct buffer to;
	buffer_init(&to, BUFFER_MAX_PAGE);
	buffer_slice(&to, path);
	buffer_char(&to, '/');
	struct MHD_Response *response = copy_of(p, (struct slice){0});
	if (response &&
	    (to.failed ||
	     p->http.add_response_header(response, MHD_HTTP_HEADER_LOCATION, to.ptr) != MHD_YES)) {
		p->http.destroy_response(response);
		response = NULL;
	}
	buffer_release(&to);
	return send_response(p, connection, MHD_HTTP_FOUND, response, "text/plain; charset=utf-8");
}

static enum MHD_Result send_not_found(const struct preview *p, struct MHD_Connection *connection,
				      struct slice path, uint64_t site)
{
	struct preview_file file;
	struct slice page = slice_starts_with(path, SLICE("/ja/"))   ? SLICE("/ja/404.html")
			    : slice_starts_with(path, SLICE("/en/")) ? SLICE("/en/404.html")
								     : SLICE("/404.html");
	if (preview_find(p->output, page, &file) == PREVIEW_FILE)
		return send_file(p, connection, MHD_HTTP_NOT_FOUND, &file, site);
	return send_text(p, connection, MHD_HTTP_NOT_FOUND,
			 "No such page. / ページがありません。\n");
}

static enum MHD_Result send_nothing_yet(const struct preview *p, struct MHD_Connection *connection,
					uint64_t site)
{
	static const char page[] =
		"<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n<title>Taiyaku</title>\n"
		"<p>Nothing is published yet: the terminal says what to mend. This page follows by "
		"itself.</p>\n"
		"<p lang=\"ja\">まだ公開されていません。"
		"修正が必要な箇所はターミナルに表示されています。"
		"公開されると、このページは自動的に切り替わります。</p>\n</body>\n";
	return send_page(p, connection, MHD_HTTP_SERVICE_UNAVAILABLE, slice_from(page), site);
}

/* --- News ---------------------------------------------------------------------- */

/* Suspends the connection where its page knows all there is: resume_all resumes it,
   and it is asked about again. */
static enum MHD_Result answer_state(struct preview *p, struct MHD_Connection *connection)
{
	const char *known =
		p->http.lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "turn");
	char turn[32];
	char body[128];
	pthread_mutex_lock(&p->lock);
	snprintf(turn, sizeof(turn), "%llu", (unsigned long long)p->turn);
	snprintf(body, sizeof(body), "{\"turn\": \"%s\", \"site\": \"%llu\", \"failed\": %s}\n",
		 turn, (unsigned long long)p->site, p->is_failed ? "true" : "false");
	bool waits = known && strcmp(known, turn) == 0 && !p->is_ending &&
		     p->n_waiting < CONNECTIONS_MAX;
	if (waits) {
		p->http.suspend_connection(connection);
		p->waiting[p->n_waiting++] = connection;
	}
	pthread_mutex_unlock(&p->lock);
	if (waits)
		return MHD_YES;
	return send_response(p, connection, MHD_HTTP_OK, copy_of(p, slice_from(body)),
			     "application/json");
}

/* With the lock held. */
static void resume_all(struct preview *p)
{
	p->turn++;
	for (size_t i = 0; i < p->n_waiting; i++)
		p->http.resume_connection(p->waiting[i]);
	p->n_waiting = 0;
}

/* "/docs/" of "https://help.example.com/docs/", or NULL: links on the page for what
   is missing begin with it. */
static char *path_of(struct slice url)
{
	size_t host = slice_find(url, SLICE("//"), 0);
	size_t path = host == SLICE_NONE ? SLICE_NONE : slice_find_char(url, '/', host + 2);
	return path == SLICE_NONE ? NULL : strndup(url.ptr + path, url.len - path);
}

void preview_expect(struct preview *p, struct slice base_url)
{
	pthread_mutex_lock(&p->lock);
	free(p->next_base_path);
	p->next_base_path = path_of(base_url);
	pthread_mutex_unlock(&p->lock);
}

void preview_tell(struct preview *p, const struct preview_news *news)
{
	pthread_mutex_lock(&p->lock);
	p->is_failed = news->is_failed;
	if (news->is_changed) {
		p->site++;
		free(p->base_path);
		p->base_path = p->next_base_path;
		p->next_base_path = NULL;
	}
	resume_all(p);
	pthread_mutex_unlock(&p->lock);
}

void preview_tick(struct preview *p)
{
	pthread_mutex_lock(&p->lock);
	resume_all(p);
	pthread_mutex_unlock(&p->lock);
}

/* --- Requests ------------------------------------------------------------------ */

static bool take_base(struct slice *path, const char *base_path)
{
	struct slice base = slice_from(base_path);
	bool has_base = base.len > 1 && slice_starts_with(*path, base);
	if (has_base)
		*path = slice_skip(*path, base.len - 1);
	return has_base;
}

/* The path below the site's root, and the number of the site, which is asked for
   before any file of it is opened: a page may then reload once too often, but not
   stay old. */
static struct slice below_root(struct preview *p, struct slice path, uint64_t *site)
{
	pthread_mutex_lock(&p->lock);
	(void)(take_base(&path, p->base_path) || take_base(&path, p->next_base_path));
	*site = p->site;
	pthread_mutex_unlock(&p->lock);
	return path;
}

static enum MHD_Result answer_path(struct preview *p, struct MHD_Connection *connection,
				   struct slice asked)
{
	struct preview_file file;
	uint64_t site;
	struct slice path = below_root(p, asked, &site);
	switch (preview_find(p->output, path, &file)) {
	case PREVIEW_FILE:
		return send_file(p, connection, MHD_HTTP_OK, &file, site);
	case PREVIEW_FOLDER:
		return send_to_folder(p, connection, asked);
	case PREVIEW_NO_FOLDER:
		return send_nothing_yet(p, connection, site);
	default:
		return send_not_found(p, connection, path, site);
	}
}

/* A name of this machine, with any port: one may lead here through a tunnel. */
static bool is_local(const struct preview *p, struct MHD_Connection *connection)
{
	const char *host =
		p->http.lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
	struct slice text = slice_from(host);
	size_t colon = slice_find_char(text, ':', 0);
	struct slice name = slice_sub(text, 0, colon);
	for (size_t i = name.len + 1; i < text.len; i++)
		if (!ascii_is_digit(text.ptr[i]))
			return false;
	return slice_eq_nocase(name, SLICE("localhost")) || slice_eq_str(name, "127.0.0.1");
}

static enum MHD_Result refuse_method(const struct preview *p, struct MHD_Connection *connection)
{
	static const char text[] = "GET and HEAD only. / GET と HEAD だけを受け付けます。\n";
	struct MHD_Response *response = copy_of(p, slice_from(text));
	if (response)
		(void)p->http.add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	return send_response(p, connection, MHD_HTTP_METHOD_NOT_ALLOWED, response,
			     "text/plain; charset=utf-8");
}

/* libmicrohttpd asks first when the head of the request is there, and again when
   its body is; what is refused is refused at once. */
static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url,
			      const char *method, const char *version, const char *body,
			      size_t *body_len, void **seen)
{
	struct preview *p = context;
	(void)version;
	(void)body;
	if (!*seen) {
		if (!is_local(p, connection))
			return send_text(p, connection, MHD_HTTP_FORBIDDEN,
					 "Only localhost and 127.0.0.1 are served. / localhost と "
					 "127.0.0.1 以外には応答しません。\n");
		if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 &&
		    strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
			return refuse_method(p, connection);
		*seen = p;
		return MHD_YES;
	}
	if (*body_len) {
		*body_len = 0; /* of a GET: of no meaning */
		return MHD_YES;
	}
	if (strcmp(url, STATE_PATH) == 0)
		return answer_state(p, connection);
	if (strcmp(url, SCRIPT_PATH) == 0)
		return send_response(p, connection, MHD_HTTP_OK,
				     copy_of(p, slice_between(preview_js, preview_js_end)),
				     "text/javascript; charset=utf-8");
	return answer_path(p, connection, slice_from(url));
}

/* Decoded here, a path with %00 would end early. */
static size_t leave_encoded(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

/* --- Beginning and ending -------------------------------------------------------- */

static enum status cannot_listen(const struct preview *p, uint16_t port)
{
	if (errno == EADDRINUSE)
		return problem_report(
			p->problems, (struct place){0},
			"port %u is in use, perhaps by another preview; end that, or choose "
			"another "
			"port with --port, such as --port %u",
			"ポート %u "
			"は使用中です。別のプレビューが動いている場合は終了するか、--port %u "
			"のように別のポートを指定してください",
			port, port == UINT16_MAX ? 4000U : port + 1U);
	return problem_report(
		p->problems, (struct place){0},
		"cannot listen on port %u: %s; choose a port from 1024 up with --port",
		"ポート %u で接続を待ち受けられません (%s)。--port で 1024 "
		"以上のポートを指定してください",
		port, problem_of_system(p->problems, errno));
}

static bool listen_on(struct preview *p, uint16_t port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_port = htons(port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	int yes = 1; /* a preview that has just ended does not block its port */
	p->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (p->listener < 0 ||
	    setsockopt(p->listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) != 0 ||
	    bind(p->listener, (const struct sockaddr *)&at, len) != 0 ||
	    listen(p->listener, BACKLOG) != 0 ||
	    getsockname(p->listener, (struct sockaddr *)&at, &len) != 0)
		return false;
	p->port = ntohs(at.sin_port);
	return true;
}

/* A page of an earlier run must not take this one's first site for its own. */
static uint64_t first_number(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

enum status preview_open(struct preview **out, const char *output, uint16_t port,
			 struct problems *problems)
{
	struct preview *p = calloc(1, sizeof(*p));
	*out = p;
	if (!p)
		return problem_memory(problems, STATUS_NO_MEMORY);
	p->output = output;
	p->problems = problems;
	p->site = first_number();
	p->listener = -1;
	pthread_mutex_init(&p->lock, NULL);
	if (http_library_load(&p->http, problems) != STATUS_OK)
		return STATUS_FAILED;
	return listen_on(p, port) ? STATUS_OK : cannot_listen(p, port);
}

uint16_t preview_port(const struct preview *p)
{
	return p->port;
}

/* The time zone is settled before there is a second thread: libmicrohttpd asks for it
   to date its answers, and ICU on this one. */
enum status preview_start(struct preview *p)
{
	tzset();
	unsigned int flags =
		MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME;
	p->daemon = p->http.start_daemon(
		flags, p->port, NULL, NULL, answer, p, MHD_OPTION_LISTEN_SOCKET, p->listener,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned int)CONNECTIONS_MAX,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int)IDLE_SECONDS,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL, MHD_OPTION_END);
	if (!p->daemon)
		return cannot_listen(p, p->port);
	p->listener = -1; /* the daemon closes it */
	return STATUS_OK;
}

void preview_close(struct preview *p)
{
	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->is_ending = true;
	resume_all(p);
	pthread_mutex_unlock(&p->lock);
	if (p->daemon)
		p->http.stop_daemon(p->daemon);
	if (p->listener >= 0)
		close(p->listener);
	pthread_mutex_destroy(&p->lock);
	free(p->base_path);
	free(p->next_base_path);
	free(p);
}
