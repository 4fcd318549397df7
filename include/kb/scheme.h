/*
 * Schemes: the families of error codes, and finding their codes in what
 * people write.
 *
 * Built in: "smtp" (enhanced status codes, RFC 3463, with ranges of details),
 * "hresult" (0x80070005), "aadsts" (AADSTS50011) and "office" (30125-4);
 * site/site.yaml can define more.
 *
 *     struct code_list codes;
 *     scheme_find(set, &arena, SLICE("Error 450 4.4.312 or 5.7.501-503"), &codes);
 *     // codes.items[0]: reply "450", normal "4.4.312"
 *     // codes.items[1]: normal "5.7.501-503", first "501", last "503"
 */
#ifndef KB_SCHEME_H
#define KB_SCHEME_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/problem.h"
#include "base/slice.h"
#include "base/status.h"

struct scheme;

/* Every scheme that a knowledge base knows. Never changes once it is made, so
   threads may share it. */
struct scheme_set;

/* What breaks a scheme's own rules; added up. */
enum code_fault {
	CODE_LEADING_ZERO = 1, /* 4.4.0312 */
	CODE_CLASS = 2,        /* 3.4.312: a class other than 2, 4 and 5 */
	CODE_DIGITS = 4,       /* 4.4.3120, AADSTS12: too many digits or too few */
	CODE_RANGE = 8,        /* 4.7.500-400: it runs backwards */
	CODE_REPLY_CLASS = 16, /* 450 5.4.1: the basic reply code is of another class */
};

/* All but CODE_REPLY_CLASS: the code itself is wrong. */
enum { CODE_BAD = CODE_LEADING_ZERO | CODE_CLASS | CODE_DIGITS | CODE_RANGE };

/* Slices live in the arena or are static. */
struct code {
	const struct scheme *scheme;
	struct slice normal; /* "4.4.312", "4.7.500-699", "0x80070005", "AADSTS50011" */
	struct slice reply;  /* basic reply code just before it ("450"), or empty */
	struct slice first;  /* details of a range ("500", "699"), or empty */
	struct slice last;
	struct span at;      /* of the code in the text, without the reply code */
	struct span whole;   /* with it */
	unsigned int faults; /* enum code_fault */
	bool is_said;        /* the text around it says that it is a code (smtp alone) */
	bool is_listed;      /* it goes on with the code before: "5.1.1 or 5.1.2" (smtp) */
};

struct code_list {
	struct code *items; /* in the order of the text, not overlapping */
	size_t count;
	/* A user's scheme whose pattern took too long for this text, or NULL. */
	const struct scheme *gave_up;
};

enum code_letters { LETTERS_AS_WRITTEN, LETTERS_UPPER, LETTERS_LOWER };

/* A scheme as the configuration defines it. */
struct scheme_definition {
	struct slice name;
	struct slice pattern; /* ICU regular expression, over the text in NFKC */
	struct slice normal;  /* "ERR-$1"; $0 is the whole match, $$ a dollar sign */
	enum code_letters letters;
	struct place name_at; /* for messages */
	struct place pattern_at;
	struct place normal_at;
};

/* The built-in schemes and the user's. STATUS_FAILED where a definition is
   wrong; it is reported. The definitions may go away afterwards. The caller
   frees `*out` with scheme_set_free. */
enum status scheme_set_new(const struct scheme_definition *definitions, size_t count,
			   struct problems *problems, struct scheme_set **out);
void scheme_set_free(struct scheme_set *set);

/* What a user's scheme was made of, to make it again elsewhere; false for a
   built-in one. Slices are borrowed from the set, and places are empty. */
bool scheme_definition(const struct scheme *scheme, struct scheme_definition *out);

size_t scheme_count(const struct scheme_set *set);
const struct scheme *scheme_at(const struct scheme_set *set, size_t i);

/* "smtp", or the name in the configuration. */
struct slice scheme_name(const struct scheme *scheme);

/* Finds every code in a plain text of one or more lines. What merely looks
   like one (an IPv4 address, a version, a date) is passed over; what is meant
   as one and breaks the rules is found, with its faults. Time is linear in the
   text but for user's patterns, which have a limit. */
enum status scheme_find(const struct scheme_set *set, struct arena *arena, struct slice text,
			struct code_list *out);

/* What the words just before a place say of the number there. Cheap: whoever has
   very much text asks before scheme_find. */
enum code_hint { CODE_HINT_NONE, CODE_HINT_CODE, CODE_HINT_VERSION };
enum code_hint code_hint_before(struct slice text, size_t start);

/* Reads one code as a person types it: "450 4.4.312", "#4.4.312", "4-4-312",
   "０ｘ８００７０００５", "-2147024891", "error 4.4.312". `out->scheme` is NULL
   where the text is no code, or more than one. */
enum status scheme_parse(const struct scheme_set *set, struct arena *arena, struct slice text,
			 struct code *out);

/* The words that scheme_find goes by, for a finder in another language: what the
   words before a number make of it, those behind a version, between the numbers of
   a list and of a range, behind the '-' of a release. Lower case. */
enum scheme_word_group {
	SCHEME_WORDS_CODE,
	SCHEME_WORDS_VERSION,
	SCHEME_WORDS_PRODUCT,
	SCHEME_WORDS_FILLER,
	SCHEME_WORDS_TAIL,
	SCHEME_WORDS_LIST,
	SCHEME_WORDS_RANGE,
	SCHEME_WORDS_RELEASE,
	SCHEME_WORD_GROUPS
};

/* The group's i-th word, or NULL behind the last. */
const char *scheme_word(enum scheme_word_group group, size_t i);

/* What is wrong with a code, in words for `{0}` of a message. `fault` is one
   of enum code_fault. */
const char *code_fault_text(enum code_fault fault, enum lang lang);

/* The form for addresses, unique per code and safe in any URL and file
   system: "4-4-312", "0x80070005", "aadsts50011". Only [a-z0-9-], never
   empty. The pointer is NULL when memory is out. */
struct slice code_address(struct arena *arena, const struct code *code);

/* The name of a man page: "4.4.312", or with its reply code "450-4.4.312".
   Only [A-Za-z0-9._-], and no '.' or '-' first. */
struct slice code_man_name(struct arena *arena, const struct code *code);
struct slice code_man_name_with_reply(struct arena *arena, const struct code *code);

/* Is it the same code, or does the range `code` hold the code `other`? */
bool code_covers(const struct code *code, const struct code *other);

#endif
