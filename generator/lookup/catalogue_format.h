/*
 * The catalogue as bytes. All numbers are little-endian and unaligned, all
 * offsets count from a place in the file, never from an address:
 *
 *     header (64 bytes)
 *         0  8  "\x89TYKCAT\n": no text, and damaged by a transfer as text
 *         8  4  version
 *        12  4  0
 *        16  8  size of the file
 *        24  8  size of the index
 *        32  8  hash of the index (XXH64, seed 0)
 *        40  4  number of schemes
 *        44  4  number of articles
 *        48  4  number of entries
 *        52  4  number of entries that are ranges
 *        56  8  hash of the 56 bytes before
 *     index: rows of the site (one), schemes, articles, entries, ranges; then
 *         the strings that they refer to
 *     bodies: the texts of entries (catalogue_tree.h), each with a hash in its
 *         entry's row, so that only what is read has to be checked
 *
 * A reference to a string is its offset from the first string (4 bytes) and
 * its length (4 bytes). Entries stand sorted by catalogue_compare_codes.
 */
#ifndef LOOKUP_CATALOGUE_FORMAT_H
#define LOOKUP_CATALOGUE_FORMAT_H

#include "base/buffer.h"
#include "base/slice.h"

#include <stdint.h>

#define CATALOGUE_MAGIC "\x89TYKCAT\n"

enum { CATALOGUE_VERSION = 2, CATALOGUE_HEADER_BYTES = 64 };

enum header_field {
	HEADER_VERSION = 8,
	HEADER_ZERO = 12,
	HEADER_FILE_BYTES = 16,
	HEADER_INDEX_BYTES = 24,
	HEADER_INDEX_HASH = 32,
	HEADER_SCHEMES = 40,
	HEADER_ARTICLES = 44,
	HEADER_ENTRIES = 48,
	HEADER_RANGES = 52,
	HEADER_HASH = 56,
};

/* Rows: offsets of their fields. A field without a type is a reference. */
enum { TEXT_BYTES = 8 };

enum site_field { SITE_BASE_URL = 0, SITE_TITLES = 8, SITE_BYTES = 24 };

enum scheme_field {
	SCHEME_NAME = 0,
	SCHEME_PATTERN = 8, /* empty: a built-in one */
	SCHEME_NORMAL = 16,
	SCHEME_LETTERS = 24, /* 4: enum code_letters */
	SCHEME_BYTES = 28,
};

enum article_field {
	ARTICLE_PATH = 0,
	ARTICLE_PAGE = 8,
	ARTICLE_MAN_NAME = 16,
	ARTICLE_TITLES = 24,
	ARTICLE_UPDATED = 40, /* 4: year * 10000 + month * 100 + day; or 0 */
	ARTICLE_ACTS = 44,    /* 4: enum role + 1, the first in the lowest 4 bits; or 0 */
	ARTICLE_BYTES = 48,
};

enum { ROLE_BITS = 4, ROLE_MASK = (1 << ROLE_BITS) - 1 };

enum entry_field {
	ENTRY_CODE = 0,
	ENTRY_REPLY = 8,
	ENTRY_FIRST = 16,
	ENTRY_LAST = 24,
	ENTRY_MAN_NAME = 32,
	ENTRY_PAGE = 40,
	ENTRY_ANCHOR = 48,
	ENTRY_TITLES = 56,
	ENTRY_FULL_TITLES = 72,
	ENTRY_SCHEME = 88,  /* 4: row */
	ENTRY_ARTICLE = 92, /* 4: row */
	ENTRY_FLAGS = 96,   /* 4: enum entry_flag */
	ENTRY_BODIES = 100, /* of each language: */
	BODY_OFFSET = 0,    /* 8: from the start of the bodies */
	BODY_LENGTH = 8,    /* 4 */
	BODY_HASH = 12,     /* 8 */
	BODY_BYTES = 20,
	ENTRY_BYTES = ENTRY_BODIES + 2 * BODY_BYTES,
};

enum entry_flag { ENTRY_IS_DUPLICATE = 1 };

/* Addresses in a body that are not absolute: an article's row, with "#fragment"
   where there is one; a file below the site's media folder; the site's home
   page. No address that an article may name begins so (source/url.h). */
#define CATALOGUE_ARTICLE_URL "article:"
#define CATALOGUE_MEDIA_URL   "media:"
#define CATALOGUE_HOME_URL    "home:"

uint32_t get_u32(const char *at);
uint64_t get_u64(const char *at);
void put_u32(struct buffer *out, uint32_t number);
void put_u64(struct buffer *out, uint64_t number);

/* Numbers in codes count as numbers. Only equal codes compare as 0. */
int catalogue_compare_codes(struct slice a, struct slice b);

#endif
