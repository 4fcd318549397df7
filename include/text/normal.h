/*
 * A text in NFKC that remembers where each byte came from: full-width digits
 * and letters become ASCII, half-width katakana become katakana, characters
 * that show nothing (zero-width space, soft hyphen) are left out. For finding
 * things in what people write; spans found are mapped back.
 */
#ifndef TEXT_NORMAL_H
#define TEXT_NORMAL_H

#include "base/arena.h"
#include "base/status.h"

#include <stdint.h>

struct normal_origin {
	uint32_t start; /* bytes of the original that a byte was made from */
	uint32_t end;
};

struct normal_text {
	struct slice text;
	/* One for each byte of `text`, or NULL where it is the original itself. */
	const struct normal_origin *origins;
};

/* Original texts longer than 4 GiB are refused as STATUS_NO_MEMORY. The
   result lives in the arena, or is `original` itself. */
enum status normal_text_make(struct arena *arena, struct slice original, struct normal_text *out);

/* The part of the original behind a span of the normal text. */
struct span normal_text_origin(const struct normal_text *normal, struct span span);

#endif
