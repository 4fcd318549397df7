/* The pager is a child that reads from us; when it ends early, the rest of the
   text is not wanted. */
#include "pager.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char *pager_command(void)
{
	const char *pager = getenv("PAGER");
	if (!pager)
		return "less -R";
	return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

/* "less", also with a path or options. */
bool pager_has_links(void)
{
	const char *command = pager_command();
	if (!command)
		return true;
	struct slice name = {command, strcspn(command, " \t")};
	return slice_eq(name, SLICE("less")) || slice_ends_with(name, SLICE("/less"));
}

static size_t count_lines(struct slice text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++)
		count += text.ptr[i] == '\n';
	return count;
}

static bool is_long(struct slice text)
{
	struct winsize size;
	return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
	       size.ws_row > 0 && count_lines(text) >= size.ws_row;
}

static void write_out(struct slice text, FILE *out)
{
	if (text.len)
		(void)fwrite(text.ptr, 1, text.len, out);
}

/* False where the pager could not be started. */
static bool show_paged(struct slice text, const char *command)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction before;
	(void)fflush(stdout);
	/* Both are asked for by users of less who never set them; theirs win. */
	(void)setenv("LESS", "R", 0);
	(void)setenv("LESSCHARSET", "utf-8", 0);
	FILE *pager = popen(command, "w");
	if (!pager)
		return false;
	sigaction(SIGPIPE, &ignore, &before);
	write_out(text, pager);
	int status = pclose(pager);
	sigaction(SIGPIPE, &before, NULL);
	enum { NOT_FOUND = 127 };
	return !(WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND);
}

void pager_show(struct slice text)
{
	const char *command = pager_command();
	if (command && is_long(text) && show_paged(text, command))
		return;
	write_out(text, stdout);
}
