/* A file read in pieces into one buffer that its reader consumes from. */
#ifndef LOOKUP_STREAM_H
#define LOOKUP_STREAM_H

#include "base/problem.h"
#include "base/slice.h"

/* Read `file` and `is_end`; the rest is private. */
struct stream {
	const char *name;
	int file; /* -1: not open, or given away */
	char *bytes;
	size_t capacity;
	size_t start;
	size_t end;
	bool is_end; /* nothing comes behind what is held */
};

/* "-" is standard input. Reported where it fails. */
enum status stream_open(struct stream *stream, const char *name, struct problems *problems);
void stream_close(struct stream *stream);

/* Reads until `wanted` bytes are held, or the end. */
enum status stream_hold(struct stream *stream, size_t wanted, struct problems *problems);

/* What is held; valid until more is read. */
struct slice stream_view(const struct stream *stream);

void stream_consume(struct stream *stream, size_t n);

#endif
