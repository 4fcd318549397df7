/*
 * What a scheme supplies: each built-in one lies in a file of its own and is
 * a row of the table in scheme.c.
 */
#ifndef KB_SCHEME_KIND_H
#define KB_SCHEME_KIND_H

#include "kb/scheme.h"
#include "text/normal.h"
#include "text/regex.h"

struct finder;

struct scheme_kind {
	const char *name; /* NULL for the user's */
	/* Adds all codes of finder->text. */
	enum status (*find)(struct finder *finder);
	/* Reads one code that is all of finder->text, trimmed. Adds none where it is
	   not one. */
	enum status (*parse)(struct finder *finder);
};

struct scheme {
	const struct scheme_kind *kind;
	struct slice name;
	struct regex *regex; /* of a user's scheme; owned */
	struct slice pattern;
	struct slice normal;
	enum code_letters letters;
};

/* One scheme at work on one text. Spans that it adds are of the normal text. */
struct finder {
	const struct scheme *scheme;
	struct arena *arena;
	struct slice text;
	struct code *items; /* malloc'ed */
	size_t count;
	size_t capacity;
	bool gave_up;
};

/* Takes the code over; its scheme is filled in. */
enum status finder_add(struct finder *finder, struct code code);

extern const struct scheme_kind scheme_smtp;
extern const struct scheme_kind scheme_hresult;
extern const struct scheme_kind scheme_aadsts;
extern const struct scheme_kind scheme_office;
extern const struct scheme_kind scheme_user;

/* Compiles a definition into `scheme`, reporting what is wrong with it. Names
   are checked by the caller. */
enum status scheme_user_init(struct scheme *scheme, struct arena *arena,
			     const struct scheme_definition *definition, struct problems *problems);

/* scheme_word's of the groups that only this file knows; NULL for others. */
const char *smtp_word(enum scheme_word_group group, size_t i);

/* --- Looking around in a text -------------------------------------------- */

/* The character at `i`, or NUL past either end. */
char text_at(struct slice text, size_t i);
char text_before(struct slice text, size_t i);

/* The end of the digits that start at `i`. */
size_t digits_end(struct slice text, size_t i);

/* A number of up to nine digits. */
unsigned int digits_value(struct slice digits);

bool is_word_char(char c); /* ASCII letter, digit or '_' */

/* What the words before a number make of it. */
enum context {
	CONTEXT_NONE,
	CONTEXT_CODE,    /* "error code: ", "ステータス " */
	CONTEXT_VERSION, /* "version ", "v", "agent ", "バージョン ", also "section " */
};

struct context_words {
	const char *const *words; /* lower case, NULL at the end */
	enum context context;
};

/* Looks back from the number that starts at `start`. Time is bounded. */
enum context context_before(struct slice text, size_t start);

/* The word behind a number, which ends at `end`: CONTEXT_VERSION for "release",
   "以降", a date in brackets, a time. */
enum context context_after(struct slice text, size_t end);

/* Does nothing but "," "/" "and" "または" stand between two numbers? */
bool is_list_between(struct slice between);

#endif
