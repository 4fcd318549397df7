/*
 * Where the text for people ends and the message that failed begins, in the
 * bounces that are one text: behind a line that says so, or at that message's
 * own header.
 */
#ifndef LOOKUP_ORIGINAL_H
#define LOOKUP_ORIGINAL_H

#include "base/slice.h"

/* Offset of that line, or the text's length. */
size_t original_start(struct slice text);

#endif
