/* A log, read in two pieces: as many lines as there are, whatever the pieces. */
#include "fuzz/fuzz.h"

#include "lookup/log.h"

#include <stdlib.h>
#include <string.h>

static const struct known *open_known(void)
{
	static struct known *known;
	static struct scheme_set *schemes;
	struct problems problems;
	problems_init(&problems, NULL, LANG_EN);
	if (!known && scheme_set_new(NULL, 0, &problems, &schemes) != STATUS_OK)
		out_of_memory();
	if (!known)
		known = known_new(NULL, 0, schemes);
	return known;
}

static size_t scan(struct arena *arena, struct slice text, size_t cut)
{
	struct found found;
	found_init(&found, arena, open_known());
	struct log_scan *scan = log_scan_new(&found);
	size_t done = log_scan_feed(scan, slice_sub(text, 0, cut), cut == text.len);
	if (done > cut)
		abort();
	if (cut < text.len && log_scan_feed(scan, slice_skip(text, done), true) + done != text.len)
		abort();
	size_t n_lines = log_scan_lines(scan);
	log_scan_free(scan);
	found_finish_log(&found);
	if (found.count > FOUND_MAX)
		abort();
	return n_lines;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct arena arena;
	struct slice text = {(const char *)data, size};
	size_t n_lines = size && data[size - 1] != '\n';
	for (size_t i = 0; i < size; i++)
		n_lines += data[i] == '\n';
	arena_init_must(&arena);
	if (scan(&arena, text, size) != n_lines || scan(&arena, text, size / 3) != n_lines)
		abort();
	arena_release(&arena);
	return 0;
}
