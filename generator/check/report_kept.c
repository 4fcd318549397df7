/* Records of a key and a text each. The folder they are kept in may be made only while
   the report is written: until then, the first wait in memory. */
#include "report_kept.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/record.h"

static const char kind[] = "findings 2"; /* another number when the record changes */

enum { WAITING_MAX = 1024 * 1024 };

/* --- Reading ---------------------------------------------------------------- */

struct known {
	uint64_t key;
	struct slice text;
};

static struct slice bytes_of(const uint64_t *key)
{
	return (struct slice){(const char *)key, sizeof(*key)};
}

static void take_texts(struct report_kept *kept)
{
	struct record record = {.rest = kept->file.bytes};
	while (record.rest.len) {
		struct known *known = arena_alloc(&kept->arena, sizeof(*known));
		known->key = record_take_word(&record);
		known->text = record_take_text(&record);
		if (record.failed)
			return;
		if (map_put(&kept->texts, bytes_of(&known->key), known) != STATUS_OK)
			out_of_memory();
	}
}

void report_kept_open(struct report_kept *kept, const struct report *report,
		      const struct report_format *format)
{
	const struct report_options *options = report->options;
	*kept = (struct report_kept){.report = report};
	arena_init_must(&kept->arena);
	map_init(&kept->texts);
	buffer_init(&kept->scratch, BUFFER_MAX_PAGE);
	buffer_init(&kept->waiting, BUFFER_MAX_PAGE);
	kept->options = hash_slice(slice_from(format->name));
	kept->options = hash_number(kept->options, options->lang);
	kept->options = hash_number(kept->options, options->colour);
	kept->options = hash_number(kept->options, options->width_cells);
	if (options->kept_path && kept_open(&kept->file, options->kept_path, kind))
		take_texts(kept);
}

struct slice report_kept_find(const struct report_kept *kept, uint64_t key)
{
	const struct known *known = key ? map_get(&kept->texts, bytes_of(&key)) : NULL;
	return known ? known->text : (struct slice){0};
}

/* --- Keys ------------------------------------------------------------------- */

static void put_finding(struct buffer *out, const struct finding *finding, enum lang lang)
{
	record_put_text(out, slice_from(finding->rule->id));
	record_put_number(out, finding->severity);
	record_put_number(out, finding->lang);
	record_put_position(out, finding->start);
	record_put_position(out, finding->end);
	record_put_text(out, finding->segment);
	record_put_text(out, finding->code);
	record_put_number(out, finding->n_args);
	for (size_t i = 0; i < finding->n_args; i++)
		record_put_text(out, finding->args[i][lang]);
}

uint64_t report_kept_key(struct report_kept *kept, const struct finding *findings, size_t count)
{
	const struct report_options *options = kept->report->options;
	const char *file = findings->file;
	if (!options->kept_path || !options->source.hash || !file)
		return 0;
	uint64_t source = options->source.hash(options->source.context, file);
	if (source == 0)
		return 0;
	struct buffer *out = &kept->scratch;
	buffer_clear(out);
	record_put_text(out, slice_from(file));
	for (size_t i = 0; i < count; i++)
		put_finding(out, &findings[i], options->lang);
	if (out->failed)
		out_of_memory();
	return hash_more(hash_number(kept->options, source), buffer_view(out));
}

/* --- Writing ---------------------------------------------------------------- */

void report_kept_begin(struct report_kept *kept)
{
	kept->is_wanted = kept->report->options->kept_path != NULL;
}

static bool has_folder(struct report_kept *kept)
{
	struct slice folder = path_folder(slice_from(kept->report->options->kept_path));
	return file_kind(arena_copy(&kept->arena, folder).ptr) == FILE_FOLDER;
}

void report_kept_put(struct report_kept *kept, uint64_t key, struct slice text)
{
	if (!kept->is_wanted || key == 0)
		return;
	record_put_word(&kept->waiting, key);
	record_put_text(&kept->waiting, text);
	if (!kept->is_begun && has_folder(kept)) {
		kept_begin(&kept->writer, kept->report->options->kept_path, kind);
		kept->is_begun = true;
	}
	if (kept->is_begun)
		kept_hand_over(&kept->writer, &kept->waiting);
	kept->is_wanted = kept->waiting.len <= WAITING_MAX;
}

void report_kept_close(struct report_kept *kept)
{
	if (kept->is_begun)
		kept_end(&kept->writer);
	buffer_release(&kept->waiting);
	buffer_release(&kept->scratch);
	map_release(&kept->texts);
	kept_close(&kept->file);
	arena_release(&kept->arena);
}
