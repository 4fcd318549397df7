/*
 * Content-Transfer-Encoding (RFC 2045 section 6): bytes that were made fit for
 * mail, decoded. What is no such code is passed over (base64) or kept as it
 * is (quoted-printable), as section 6.7 and 6.8 advise. Decoding ends where
 * `out` is full.
 */
#ifndef LOOKUP_TRANSFER_H
#define LOOKUP_TRANSFER_H

#include "base/buffer.h"

void decode_base64(struct slice text, struct buffer *out);
void decode_quoted_printable(struct slice text, struct buffer *out);

/* The variant of encoded words (RFC 2047 section 4.2): '_' is a blank. */
void decode_q(struct slice text, struct buffer *out);

#endif
