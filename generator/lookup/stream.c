/* Reading files in pieces. */
#include "stream.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE_BYTES = 64 << 10 };

enum status stream_open(struct stream *stream, const char *name, struct problems *problems)
{
	*stream = (struct stream){.name = name, .file = STDIN_FILENO};
	if (strcmp(name, "-") != 0)
		stream->file = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (stream->file >= 0)
		return STATUS_OK;
	return problem_report(problems, (struct place){.file = name},
			      "cannot be opened: %s; check the name and the permissions",
			      "開けません: %s。名前とアクセス許可を確認してください",
			      strerror(errno));
}

void stream_close(struct stream *stream)
{
	if (stream->file > STDIN_FILENO)
		close(stream->file);
	free(stream->bytes);
	*stream = (struct stream){.file = -1, .is_end = true};
}

static void make_room(struct stream *stream, size_t wanted)
{
	size_t held = stream->end - stream->start;
	if (stream->start && held)
		memmove(stream->bytes, stream->bytes + stream->start, held);
	stream->start = 0;
	stream->end = held;
	if (stream->capacity >= wanted)
		return;
	char *bytes = realloc(stream->bytes, wanted);
	if (!bytes)
		out_of_memory();
	stream->bytes = bytes;
	stream->capacity = wanted;
}

enum status stream_hold(struct stream *stream, size_t wanted, struct problems *problems)
{
	while (!stream->is_end && stream->end - stream->start < wanted) {
		if (stream->end == stream->capacity || stream->capacity - stream->start < wanted) {
			size_t more = wanted > PIECE_BYTES ? wanted : PIECE_BYTES;
			make_room(stream, more);
		}
		ssize_t n = read(stream->file, stream->bytes + stream->end,
				 stream->capacity - stream->end);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			stream->is_end = true;
			return problem_report(problems, (struct place){.file = stream->name},
					      "cannot be read: %s; check the disk and the "
					      "permissions",
					      "読み取れません: %s。ディスクとアクセス許可を確認し"
					      "てください",
					      strerror(errno));
		}
		stream->is_end = n == 0;
		stream->end += (size_t)n;
	}
	return STATUS_OK;
}

struct slice stream_view(const struct stream *stream)
{
	return (struct slice){stream->bytes ? stream->bytes + stream->start : "",
			      stream->end - stream->start};
}

void stream_consume(struct stream *stream, size_t n)
{
	stream->start += n;
}
