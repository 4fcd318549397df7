/*
 * The compiled catalogue: every entry of a knowledge base in one file that is
 * mapped and read in place, so that one code is found without reading the
 * others.
 *
 *     struct catalogue *catalogue;
 *     if (catalogue_open("site/public/catalogue.bin", &problems, &catalogue) != STATUS_OK)
 *             return 2;
 *     size_t i = catalogue_find(catalogue, SLICE("4.4.312"));
 *     if (i != CATALOGUE_NONE) {
 *             struct catalogue_entry entry = catalogue_entry_at(catalogue, i);
 *             struct catalogue_body body;
 *             status = catalogue_body(catalogue, i, LANG_JA, &arena, &problems, &body);
 *     }
 *     catalogue_free(catalogue);
 *
 * The file is written by lookup/catalogue_writer.h; its layout is told in
 * generator/lookup/catalogue_format.h. It may come from anywhere: what is no
 * catalogue, is damaged or was made by another version is refused with an
 * error, and nothing in it can make its reader fail otherwise. While it is
 * open it must not be cut short (publishing replaces the file, and leaves the
 * one that is mapped as it was).
 *
 * Entries stand in natural order of their codes ("4.4.7" before "4.4.312"), so
 * an entry's neighbours are the entries beside it. All slices are borrowed
 * from the catalogue.
 */
#ifndef LOOKUP_CATALOGUE_H
#define LOOKUP_CATALOGUE_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/problem.h"
#include "kb/role.h"
#include "kb/scheme.h"
#include "source/node.h"
#include "text/locale.h"

struct catalogue;

#define CATALOGUE_NONE ((size_t)-1)

/* Maps a file. All that is wrong with it is reported. The caller frees `*out`
   with catalogue_free. */
enum status catalogue_open(const char *path, struct problems *problems, struct catalogue **out);

/* The same over bytes that outlive the catalogue; `name` is for messages. */
enum status catalogue_open_bytes(struct slice bytes, const char *name, struct problems *problems,
				 struct catalogue **out);
void catalogue_free(struct catalogue *catalogue); /* NULL is fine */

/* Where the site is published, with a final '/'; or empty. */
struct slice catalogue_base_url(const struct catalogue *catalogue);
struct slice catalogue_title(const struct catalogue *catalogue, enum lang lang);

/* The schemes of the knowledge base, the user's among them. */
const struct scheme_set *catalogue_schemes(const struct catalogue *catalogue);

/* --- Entries ---------------------------------------------------------------- */

struct catalogue_entry {
	struct slice code;   /* normal form */
	struct slice scheme; /* name */
	struct slice reply;  /* basic reply code, or empty */
	struct slice first;  /* details of a range, or empty */
	struct slice last;
	struct slice man_name;
	struct slice page;                    /* "codes/4-4-312.html", below a language's folder */
	struct slice anchor;                  /* of its heading on the article's page */
	struct slice titles[LANG_SIDES];      /* without the code; or empty */
	struct slice full_titles[LANG_SIDES]; /* the whole heading; or empty */
	size_t article;
	bool is_duplicate; /* the one before explains this code first */
};

struct catalogue_article {
	struct slice path;     /* below the content folder: "smtp/4-4-312.md" */
	struct slice page;     /* "smtp/4-4-312.html", below a language's folder; or empty: home */
	struct slice man_name; /* of the page that shows it; empty: it has none */
	struct slice titles[LANG_SIDES];
	struct day updated;    /* month 0: unknown */
	struct role_list acts; /* who has to act; mostly none is told */
};

size_t catalogue_count(const struct catalogue *catalogue);
struct catalogue_entry catalogue_entry_at(const struct catalogue *catalogue, size_t i);

size_t catalogue_article_count(const struct catalogue *catalogue);
struct catalogue_article catalogue_article_at(const struct catalogue *catalogue, size_t i);

/* The first entry of a code in normal form, or CATALOGUE_NONE. Duplicates, if
   any, stand behind it. */
size_t catalogue_find(const struct catalogue *catalogue, struct slice code);

/* The first entry of the code, or else the smallest range that holds it. */
size_t catalogue_find_code(const struct catalogue *catalogue, const struct code *code);

/* Where the code stands or would stand: the number of entries before it. */
size_t catalogue_position(const struct catalogue *catalogue, struct slice code);

/* A code's entry as kb/scheme.h has it, for code_covers and the like. */
struct code catalogue_code_of(const struct catalogue *catalogue,
			      const struct catalogue_entry *entry);

/* "https://…/ja/codes/4-4-312.html", in the arena; empty without a base URL. */
struct slice catalogue_entry_url(const struct catalogue *catalogue, struct arena *arena,
				 const struct catalogue_entry *entry, enum lang lang);
struct slice catalogue_article_url(const struct catalogue *catalogue, struct arena *arena,
				   const struct catalogue_article *article, enum lang lang);

/* --- Texts ------------------------------------------------------------------ */

/* What an entry says in one language: trees of blocks, in the arena. Each is a
   NODE_DOCUMENT, without children where there is nothing. Parts of one kind
   stand below each other, from the second on with their headings. */
struct catalogue_body {
	const struct node *intro;
	const struct node *cause;
	const struct node *fix;
};

/* STATUS_FAILED, reported, where the file is damaged at this place. */
enum status catalogue_body(const struct catalogue *catalogue, size_t i, enum lang lang,
			   struct arena *arena, struct problems *problems,
			   struct catalogue_body *out);

enum catalogue_link_kind { CATALOGUE_LINK_NONE, CATALOGUE_LINK_URL, CATALOGUE_LINK_ARTICLE };

/* Where a link in a body leads to. */
struct catalogue_link {
	enum catalogue_link_kind kind;
	struct slice url;      /* absolute; empty for an article of a site without a base URL */
	size_t article;        /* CATALOGUE_LINK_ARTICLE */
	struct slice man_name; /* the article's; or empty */
};

/* `url` is that of a NODE_LINK or NODE_IMAGE of a body; strings are made in the
   arena. */
struct catalogue_link catalogue_link(const struct catalogue *catalogue, struct arena *arena,
				     struct slice url, enum lang lang);

#endif
