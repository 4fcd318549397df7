/* Opening inputs, telling what they are, and taking them apart. */
#include "lookup/input.h"

#include "mailbox.h"
#include "stream.h"
#include "base/file.h"
#include "lookup/log.h"
#include "text/transform.h"
#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How much is looked at to tell a mail from a text. */
enum { PEEK_BYTES = 64 << 10, LOG_PIECE_BYTES = 1 << 20, STEP_BYTES = 256 << 10 };

struct inputs {
	struct problems *problems;
	struct arena arena;
	const char *const *paths;
	size_t n_paths;
	size_t next_path;
	struct file_list files; /* of the folder that is being read */
	const char *folder;
	size_t next_file;
	struct stream mailbox; /* the one that is being read; file -1: none */
	size_t n_messages;     /* of it, so far */
	bool has_failed;
};

static const char *const standard_input[] = {"-"};

struct inputs *inputs_new(const char *const *paths, size_t n_paths, struct problems *problems)
{
	struct inputs *inputs = calloc(1, sizeof(*inputs));
	if (!inputs)
		out_of_memory();
	inputs->problems = problems;
	inputs->paths = n_paths ? paths : standard_input;
	inputs->n_paths = n_paths ? n_paths : 1;
	inputs->mailbox.file = -1;
	arena_init_must(&inputs->arena);
	return inputs;
}

void inputs_free(struct inputs *inputs)
{
	if (!inputs)
		return;
	stream_close(&inputs->mailbox);
	file_list_release(&inputs->files);
	arena_release(&inputs->arena);
	free(inputs);
}

enum status inputs_status(const struct inputs *inputs)
{
	return inputs->has_failed ? STATUS_FAILED : STATUS_OK;
}

static bool note(struct inputs *inputs, enum status status)
{
	inputs->has_failed |= status != STATUS_OK;
	return status == STATUS_OK;
}

/* --- Mailbox files ----------------------------------------------------------- */

/* The length of the message that the stream begins with; all is held then, or
   as much as is read of one. */
static size_t hold_message(struct inputs *inputs)
{
	struct stream *box = &inputs->mailbox;
	size_t from = 1;
	for (;;) {
		struct slice view = stream_view(box);
		size_t end = mailbox_message_end(view, from);
		if (end != SLICE_NONE)
			return end;
		if (box->is_end)
			return view.len;
		if (view.len > MAIL_MAX_BYTES)
			return SLICE_NONE;
		from = view.len > 512 ? view.len - 512 : 1; /* a line cut in two */
		note(inputs, stream_hold(box, view.len + STEP_BYTES, inputs->problems));
	}
}

/* Of a message that is too long: all but its beginning. */
static void skip_rest(struct inputs *inputs)
{
	struct stream *box = &inputs->mailbox;
	for (;;) {
		struct slice view = stream_view(box);
		size_t end = mailbox_message_end(view, 1);
		if (end != SLICE_NONE || box->is_end) {
			stream_consume(box, end == SLICE_NONE ? view.len : end);
			return;
		}
		stream_consume(box, view.len > 512 ? view.len - 512 : 0);
		note(inputs, stream_hold(box, STEP_BYTES, inputs->problems));
	}
}

static bool next_message(struct inputs *inputs, struct arena *arena, struct input *out)
{
	struct stream *box = &inputs->mailbox;
	if (box->file < 0)
		return false;
	if (stream_view(box).len == 0)
		note(inputs, stream_hold(box, STEP_BYTES, inputs->problems));
	size_t len = stream_view(box).len ? hold_message(inputs) : 0;
	if (len == 0) {
		stream_close(box);
		return false;
	}
	bool is_cut = len == SLICE_NONE;
	struct slice bytes = slice_sub(stream_view(box), 0, is_cut ? MAIL_MAX_BYTES : len);
	*out = (struct input){.kind = INPUT_MAIL,
			      .bytes = arena_copy(arena, bytes),
			      .file = -1,
			      .is_cut = is_cut};
	stream_consume(box, bytes.len);
	if (is_cut)
		skip_rest(inputs);
	inputs->n_messages++;
	bool is_only = inputs->n_messages == 1 && box->is_end && stream_view(box).len == 0;
	out->name = is_only ? box->name
			    : arena_printf(arena, "%s#%zu", box->name, inputs->n_messages).ptr;
	return true;
}

/* --- Other files ------------------------------------------------------------- */

/* PowerShell writes its logs so. */
static bool is_utf16(struct slice text)
{
	return slice_starts_with(text, SLICE("\xFF\xFE")) ||
	       slice_starts_with(text, SLICE("\xFE\xFF"));
}

/* As a Japanese system has it that does not use UTF-8: ISO-2022-JP shifts by escapes
   (RFC 1468). */
static bool is_foreign(struct slice text)
{
	return utf8_invalid_at(text) != SLICE_NONE || slice_contains(text, SLICE("\x1B$"));
}

static void recover(struct inputs *inputs, struct arena *arena, struct stream *stream,
		    struct input *out)
{
	struct buffer text;
	const char *encoding;
	note(inputs, stream_hold(stream, FILE_MAX_BYTES, inputs->problems));
	buffer_init(&text, FILE_MAX_BYTES * 2);
	if (text_recover(stream_view(stream), &text, &encoding) != STATUS_OK)
		out->is_cut = true;
	out->bytes = arena_copy(arena, buffer_view(&text));
	out->is_cut |= !stream->is_end;
	buffer_release(&text);
}

static void take_text(struct inputs *inputs, struct arena *arena, struct stream *stream,
		      struct input *out)
{
	struct slice view = stream_view(stream);
	bool is_whole = stream->is_end && view.len <= INPUT_TEXT_MAX_BYTES;
	if (is_utf16(view) || (is_whole && is_foreign(view))) {
		recover(inputs, arena, stream, out);
	} else {
		bool has_mark = slice_starts_with(view, SLICE("\xEF\xBB\xBF"));
		out->bytes = arena_copy(arena, slice_skip(view, has_mark ? 3 : 0));
		if (!stream->is_end) {
			out->file = stream->file;
			stream->file = -1; /* given away */
		}
	}
	bool is_short = out->file < 0 && out->bytes.len <= INPUT_TEXT_MAX_BYTES;
	out->kind = is_short ? INPUT_TEXT : INPUT_LOG;
}

static bool is_mailbox(struct slice view)
{
	struct slice rest = view;
	struct slice line;
	return slice_next_line(&rest, &line) && is_mailbox_start(line) && is_mail(rest);
}

/* False where there is nothing to search yet: a mailbox file was opened, or it
   cannot be read. */
static bool open_file(struct inputs *inputs, struct arena *arena, const char *path,
		      struct input *out)
{
	struct stream stream;
	if (!note(inputs, stream_open(&stream, path, inputs->problems)))
		return false;
	if (!note(inputs, stream_hold(&stream, PEEK_BYTES + 1, inputs->problems))) {
		stream_close(&stream);
		return false;
	}
	struct slice view = stream_view(&stream);
	if (is_mailbox(view)) {
		inputs->mailbox = stream;
		inputs->n_messages = 0;
		return false;
	}
	*out = (struct input){.name = path, .kind = INPUT_MAIL, .file = -1};
	if (is_mail(view)) {
		note(inputs, stream_hold(&stream, MAIL_MAX_BYTES + 1, inputs->problems));
		view = stream_view(&stream);
		out->is_cut = view.len > MAIL_MAX_BYTES;
		out->bytes = arena_copy(arena, slice_sub(view, 0, MAIL_MAX_BYTES));
	} else {
		take_text(inputs, arena, &stream, out);
	}
	stream_close(&stream);
	return true;
}

/* --- Paths ------------------------------------------------------------------- */

/* False where it holds no file. */
static bool enter_folder(struct inputs *inputs, const char *path)
{
	file_list_release(&inputs->files);
	inputs->next_file = 0;
	inputs->folder = path;
	if (note(inputs, folder_walk(&inputs->arena, path, inputs->problems, &inputs->files)))
		return inputs->files.count > 0;
	inputs->files.count = 0;
	return true;
}

/* The next file, of the folder or among the paths, or a folder that holds none; NULL at
   the end. */
static const char *next_path(struct inputs *inputs)
{
	for (;;) {
		if (inputs->next_file < inputs->files.count)
			return path_join(&inputs->arena, inputs->folder,
					 inputs->files.paths[inputs->next_file++]);
		if (inputs->next_path == inputs->n_paths)
			return NULL;
		const char *path = inputs->paths[inputs->next_path++];
		if (strcmp(path, "-") == 0 || file_kind(path) != FILE_FOLDER)
			return path;
		if (!enter_folder(inputs, path))
			return path;
	}
}

static bool next_input(struct inputs *inputs, struct arena *arena, struct input *out)
{
	for (;;) {
		if (next_message(inputs, arena, out))
			return true;
		const char *path = next_path(inputs);
		if (!path)
			return false;
		if (path == inputs->folder) { /* in which nothing is found */
			*out = (struct input){.name = path, .kind = INPUT_TEXT, .file = -1};
			return true;
		}
		if (open_file(inputs, arena, path, out))
			return true;
	}
}

size_t inputs_next(struct inputs *inputs, struct arena *arena, struct input *round)
{
	size_t n = 0;
	size_t bytes = 0;
	while (n < INPUT_ROUND_MAX && bytes < INPUT_ROUND_MAX_BYTES &&
	       next_input(inputs, arena, &round[n]))
		bytes += round[n++].bytes.len;
	return n;
}

/* --- Searching --------------------------------------------------------------- */

static enum status read_log(struct input *input, struct log_scan *scan, struct problems *problems)
{
	struct stream stream = {.name = input->name, .file = input->file};
	struct slice first = input->bytes;
	size_t done = log_scan_feed(scan, first, input->file < 0);
	if (input->file < 0)
		return STATUS_OK;
	struct slice rest = slice_skip(first, done);
	stream.bytes = malloc(LOG_PIECE_BYTES);
	if (!stream.bytes)
		out_of_memory();
	stream.capacity = LOG_PIECE_BYTES;
	memcpy(stream.bytes, rest.ptr, rest.len); /* shorter than PEEK_BYTES */
	stream.end = rest.len;
	enum status status;
	do {
		status = stream_hold(&stream, LOG_PIECE_BYTES, problems);
		done = log_scan_feed(scan, stream_view(&stream), stream.is_end);
		stream_consume(&stream, done);
	} while (status == STATUS_OK && !stream.is_end);
	stream_close(&stream);
	input->file = -1;
	return status;
}

enum status input_search(struct input *input, struct found *found, struct problems *problems,
			 size_t *n_lines)
{
	struct mail mail;
	struct log_scan *scan;
	enum status status = STATUS_OK;
	*n_lines = 0;
	found->is_cut |= input->is_cut;
	switch (input->kind) {
	case INPUT_MAIL:
		mail_read(&mail, found->arena, input->bytes);
		found_in_mail(found, &mail);
		break;
	case INPUT_TEXT:
		found_in_text(found, input->bytes);
		break;
	case INPUT_LOG:
		scan = log_scan_new(found);
		status = read_log(input, scan, problems);
		*n_lines = log_scan_lines(scan);
		log_scan_free(scan);
		found_finish_log(found);
		break;
	}
	return status;
}
