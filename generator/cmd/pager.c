/* The pager is a child that reads from us; when it ends early, the rest of the
   text is not wanted. */
#include "pager.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_FOUND = 127 }; /* of a shell, for a command that is not there */

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

/* PAGER may have options, so a shell reads it. */
_Noreturn static void run_pager(const char *command, int input, int output)
{
	close(output);
	if (dup2(input, STDIN_FILENO) >= 0)
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(NOT_FOUND);
}

static bool feed_pager(struct slice text, int output, pid_t child)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction before;
	int status = 0;
	sigaction(SIGPIPE, &ignore, &before);
	FILE *pager = fdopen(output, "w");
	if (pager) {
		write_out(text, pager);
		(void)fclose(pager);
	} else {
		close(output);
	}
	pid_t ended = waitpid(child, &status, 0);
	sigaction(SIGPIPE, &before, NULL);
	return pager && ended == child && !(WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND);
}

/* False where the pager could not be started. */
static bool show_paged(struct slice text, const char *command)
{
	int ends[2];
	(void)fflush(stdout);
	/* What users of less who never set them need; theirs win. */
	(void)setenv("LESS", "R", 0);
	(void)setenv("LESSCHARSET", "utf-8", 0);
	if (pipe(ends) != 0)
		return false;
	pid_t child = fork();
	if (child == 0)
		run_pager(command, ends[0], ends[1]);
	close(ends[0]);
	if (child > 0)
		return feed_pager(text, ends[1], child);
	close(ends[1]);
	return false;
}

void pager_show(struct slice text)
{
	const char *command = pager_command();
	if (command && is_long(text) && show_paged(text, command))
		return;
	write_out(text, stdout);
}
