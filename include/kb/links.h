/*
 * Where an article's links lead: to another article, to a media file, out of
 * the site, or nowhere.
 */
#ifndef KB_LINKS_H
#define KB_LINKS_H

#include "kb/knowledge.h"

enum link_kind {
	LINK_EXTERNAL, /* as written, or as `address` says */
	LINK_SELF,     /* a place on the same page */
	LINK_ARTICLE,
	LINK_HOME, /* the home page, where no article is one */
	LINK_MEDIA,
	LINK_BROKEN
};

/* Why a link is broken. */
enum link_fault {
	LINK_FAULT_NONE,
	LINK_FAULT_REFUSED, /* empty, or an address that no page may name */
	LINK_FAULT_MISSING,
	LINK_FAULT_LEAVES,      /* "../" beyond the content folder */
	LINK_FAULT_UNPUBLISHED, /* a file that is there, of a kind the site does not take */
	LINK_FAULT_UNSAFE       /* or a picture that could run script */
};

struct link_target {
	enum link_kind kind;
	enum link_fault fault;
	const struct kb_article *article; /* of LINK_ARTICLE and LINK_SELF */
	const char *media;                /* of LINK_MEDIA: its path in the content folder */
	struct slice fragment;            /* without '#'; a part of the address given */
	struct slice address;             /* of LINK_EXTERNAL where it is not as written */
	struct slice path;                /* in the content folder, as understood; or empty */
	bool is_absolute;                 /* written with a leading '/' */
};

/* Finds the target of an address as docs authors write them: with or without
   ".md", any case, percent-encoded, "../", '\' for '/', or from the content
   folder's root with a leading '/'. An address that begins with '/' and is no
   article leads to the site that the configuration names, if any (links:
   {root: …}). `from` NULL: seen from the content folder. What is made lives in
   `arena`; a full one gives LINK_BROKEN. */
struct link_target link_find(const struct knowledge *kb, const struct kb_article *from,
			     struct slice url, struct arena *arena);

/* The same of a link or an image in the article `from`. One that links_check has
   looked at knows its target; in text from another file it does not. */
struct link_target link_of(const struct knowledge *kb, const struct kb_article *from,
			   const struct node *node, struct arena *arena);

/* Whether the side has this anchor. The fragment may be percent-encoded; the
   empty one and "top" are on every page (HTML 7.4.6.3). */
bool link_has_anchor(const struct kb_article *article, enum lang lang, struct slice fragment,
		     struct arena *arena);

/* The article whose name is most like that of a path where none is; as `from`
   would write it ("../smtp/4-4-312.md"). The pointer is NULL where nothing is
   near enough, or memory is out. */
struct slice link_suggest_article(const struct knowledge *kb, const struct kb_article *from,
				  struct slice path, struct arena *arena);
struct slice link_suggest_media(const struct knowledge *kb, const struct kb_article *from,
				struct slice path, struct arena *arena);

/* "#fix", or a pointer of NULL. */
struct slice link_suggest_anchor(const struct kb_article *article, enum lang lang,
				 struct slice fragment, struct arena *arena);

/* The bytes that "%41" and the like stand for; any other '%' stays. The pointer
   is NULL for %00, which no path and no anchor holds, and when memory is out. */
struct slice percent_decode(struct arena *arena, struct slice text);

/* Kinds of files that the site publishes beside its articles. */
bool media_is_of_kind(struct slice path);

/* A file of such a kind that is not published all the same: an SVG that could run script,
   or that cannot be read. */
bool media_is_unsafe(const struct knowledge *kb, struct slice path);

/* Whether the site publishes a file of the base. */
bool media_is_published(const struct knowledge *kb, struct slice path);

#endif
