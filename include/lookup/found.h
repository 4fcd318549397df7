/*
 * The codes in a message, a log or any text: which there are, where each was
 * found, and in what order they explain a failure.
 *
 * First comes what a mail server said of a recipient (Diagnostic-Code of RFC
 * 3464), then its Status, then the text for people and the subject; of these
 * a code that says something before x.0.0, which says nothing, and in one
 * place a precise one before x.y.0. The message that is carried along is
 * looked into only where nothing else has a code. Class 2 is success: such a
 * code is found only in mail that has no other, and never in a log.
 */
#ifndef LOOKUP_FOUND_H
#define LOOKUP_FOUND_H

#include "lookup/known.h"
#include "lookup/mail.h"

enum code_place {
	PLACE_DIAGNOSTIC,
	PLACE_STATUS,
	PLACE_REPORT, /* another field of the report */
	PLACE_TEXT,
	PLACE_SUBJECT,
	PLACE_CARRIED, /* the message inside the message */
};

/* "diagnostic-code", "status", …: `found_in` of the JSON. */
const char *code_place_name(enum code_place place);

/* Where it was found, as a sentence goes on: "in the field Diagnostic-Code". */
const char *code_place_words(enum code_place place, enum lang lang);

enum { FOUND_MAX = 200, FOUND_WORDS_MAX_BYTES = 600 };

struct found_code {
	struct code code;       /* its spans mean nothing */
	enum code_place place;  /* the best one */
	struct slice recipient; /* whom it concerns; or empty */
	struct slice words;     /* the line that it was found in, in one line */
	size_t count;           /* how often it was found; a line of a log counts once */
	size_t line;            /* of a text, from 1; else 0 */
	unsigned int rank;      /* private: less explains more */
	size_t order;           /* private */
};

struct found {
	struct arena *arena;
	const struct known *known;
	struct found_code *items; /* the one that explains most first */
	size_t count;
	size_t capacity;
	struct slice words;     /* what was said of the failure, for finding wordings in it */
	struct slice recipient; /* of the first failure, even without a code; or empty */
	bool is_cut;            /* something was too much, and was passed over */
};

/* `arena` must be one that never fails, and outlive the result. */
void found_init(struct found *found, struct arena *arena, const struct known *known);

void found_in_mail(struct found *found, const struct mail *mail);

/* Any text of a length that fits in memory: a line of a log, a part of a
   report, a pasted message without its header. */
void found_in_text(struct found *found, struct slice text);

/* The same code again, on the line that it was added from: maybe it has a reply
   code now ("dsn=5.2.2, … said: 552 5.2.2 full"). */
void found_add_reply(struct found *found, const struct code *code);

/* Is there such a code, with its reply code? Then the line can add no more. */
bool found_has_reply(const struct found *found, struct slice normal);

/* Puts finds that were added one by one in order: the most frequent first. What
   was said of that one becomes the words. */
void found_finish_log(struct found *found);

/* Adds one find, at a place of a log's line, of a code that is_code_meant(). */
void found_add_of_line(struct found *found, const struct code *code, struct slice line,
		       size_t place, size_t number);

/* Is the code, found in a text at code->at, meant as one? More is asked than by
   scheme_find: logs are full of versions and counts. `was_meant` says it of the code
   before, which this one may go on with. */
bool is_code_meant(const struct known *known, struct slice text, const struct code *code,
		   bool was_meant);

/* x.y.z of class 2. */
bool is_success(const struct code *code);

/* x.0.0, which says only that something failed. */
bool is_vague(const struct code *code);

#endif
