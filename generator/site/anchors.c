/* The record of published anchors, carried on. */
#include "anchors.h"

#include "kb/anchors.h"

#include <string.h>

static const char *own_record(const struct build_options *options, struct arena *arena)
{
	return path_join(arena, options->output, ANCHORS_FILE);
}

const char *anchors_source(const struct build_options *options, struct arena *arena)
{
	bool is_own = !options->record || strcmp(options->record, own_record(options, arena)) == 0;
	return is_own ? NULL : options->record;
}

static void put_place(const struct anchors *anchors, bool is_kept, struct buffer *out)
{
	bool is_in[LANG_SIDES];
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		is_in[lang] = anchors->was[lang] || (anchors->is[lang] && !is_kept);
	if (!is_in[LANG_EN] && !is_in[LANG_JA])
		return;
	buffer_slice(out, anchors->text);
	buffer_str(out, is_in[LANG_EN] ? "\ten" : "\tja");
	buffer_str(out, is_in[LANG_EN] && is_in[LANG_JA] ? " ja\n" : "\n");
}

enum status anchors_write(const struct build_options *options, const struct output *output,
			  struct problems *problems, struct buffer *out)
{
	struct arena arena;
	struct anchors anchors;
	arena_init_must(&arena);
	/* The published one may have come back only now, after a build was killed. */
	const char *own = own_record(options, &arena);
	const char *record = options->record                  ? options->record
			     : file_kind(own) == FILE_MISSING ? NULL
							      : own;
	anchors_begin(&anchors, options->kb, record, problems);
	while (anchors_next(&anchors))
		if (!config_is_retired(options->config, anchors.text))
			put_place(&anchors, output->kind == OUTPUT_ANCHORS_KEPT, out);
	enum status status = anchors_end(&anchors);
	arena_release(&arena);
	return status;
}
