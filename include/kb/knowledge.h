/*
 * The knowledge base: what must be known of all articles before one of them
 * can be rendered. Articles are read one by one, by several threads, and
 * released again; what stays is this index, so memory follows the number of
 * articles and entries and not their text.
 *
 *     struct knowledge kb;
 *     status = knowledge_read(&kb, &options, &problems);
 *     …kb.entries[i]…
 *     knowledge_release(&kb);
 */
#ifndef KB_KNOWLEDGE_H
#define KB_KNOWLEDGE_H

#include "base/file.h"
#include "base/map.h"
#include "kb/config.h"
#include "kb/entry.h"
#include "kb/role.h"
#include "text/locale.h"

enum translation { TRANSLATION_UNKNOWN, TRANSLATION_HUMAN, TRANSLATION_MACHINE };

/* An entry as the index knows it. */
struct kb_entry {
	size_t article;    /* index into knowledge.articles */
	size_t in_article; /* its number among the article's entries */
	struct code code;
	struct slice address;  /* "4-4-312": its page's name, unique */
	struct slice man_name; /* "4.4.312" */
	struct slice anchor;   /* of its heading on the article's page */
	struct slice segment;  /* id of its heading's segment, or empty */
	struct position start; /* of its heading in the file */
	struct position end;
	struct slice titles[LANG_SIDES];      /* without the code */
	struct slice full_titles[LANG_SIDES]; /* the whole heading */
	bool is_duplicate;                    /* another entry has this code and comes first */
	bool is_repeated;                     /* and that is one of the same article */
};

/* Hashes that change with what is in an article's row. */
struct kb_hashes {
	uint64_t row; /* all but links and findings */
	uint64_t titles;
	uint64_t texts[LANG_SIDES]; /* title and description */
	uint64_t anchors;
};

struct kb_link;

struct kb_article {
	const char *path;      /* below the content folder: "smtp/4-4-312.md"; of one that
				  is_alone below the root of the file system */
	const char *file;      /* for messages and for reading: "content/smtp/…" */
	struct slice address;  /* "smtp/4-4-312"; empty for the home page */
	struct slice man_name; /* "smtp-4-4-312": of its man page, unique */
	struct slice titles[LANG_SIDES];
	struct slice descriptions[LANG_SIDES]; /* may be empty */
	enum lang lang;     /* LANG_BOTH, or that of an article without segments */
	struct day updated; /* month 0: unknown */
	enum translation translation;
	struct slice *anchors[LANG_SIDES]; /* of all headings and <a name> */
	size_t n_anchors[LANG_SIDES];
	size_t n_segments;
	struct kb_link *links; /* private, while the index is made */
	size_t n_links;
	size_t first_entry; /* in knowledge.entries */
	size_t n_entries;
	struct slice redirect_from;  /* addresses it once had, joined by ", "; or empty */
	struct position redirect_at; /* where it says so */
	struct role_list acts;       /* who has to act on its errors; mostly none is told */
	struct slice bounce;         /* lines of bounces that its codes are in, or empty */
	struct findings findings;    /* of this article, sorted by place, until they are taken */
	struct slice facts;          /* what the checker keeps of it; or empty */
	struct slice texts;          /* of its entries: knowledge_options.texts; or empty */
	uint64_t hash;               /* of its bytes and of what it includes */
	struct kb_hashes hashes;     /* of parts of this row; 0 without a cache */
	bool was_read;
	bool is_recovered; /* not UTF-8: findings count in the text it was recovered to */
	bool is_alone;     /* named by itself and not found in a folder */
	bool is_include;   /* lies under a folder "includes": a part of pages, and none itself */
};

struct alike; /* private */
struct surroundings;

/* Read-only once it is read. */
struct knowledge {
	struct arena arena;
	struct arena *worker_arenas;
	size_t n_workers;
	const char *content; /* as in knowledge_options */
	const char *folder;
	struct kb_article *articles; /* sorted by path */
	size_t n_articles;
	struct kb_entry *entries; /* in the order of the articles */
	size_t n_entries;
	const char **media; /* other files of the content folder, sorted */
	size_t n_media;
	struct map by_path;       /* path to kb_article */
	struct map by_lower_path; /* the same, path in lower case (ASCII) */
	struct map media_by_path; /* path to the string in `media` */
	struct map media_by_lower_path;
	struct map unsafe_media; /* paths of pictures that could run script (kb/links.h) */
	struct map by_name;      /* "4-4-312" to the first kb_article of that name */
	struct map media_by_name;
	struct alike *alike; /* the names, for "Did you mean …?" */
	struct alike *media_alike;
	struct slice links_root;           /* where "/x" leads when it is no article; or empty */
	struct surroundings *surroundings; /* of articles named one by one; else NULL */
	struct map by_code;                /* normal form to kb_entry; the first of duplicates */
};

/* What else to do with each article while it is in memory. `begin` runs once,
   when all paths are known; `on_article` on many threads, when the article's
   own row of the index is filled. Other rows may not be yet. `on_kept` takes
   its place for an article that the cache knows, which is not in memory; where
   it is NULL every article is read. */
struct knowledge_hook {
	enum status (*begin)(void *context, const struct knowledge *kb, size_t n_workers);
	enum status (*on_article)(void *context, const struct knowledge *kb, size_t index,
				  const struct article *article, const struct entry_list *entries,
				  size_t worker);
	enum status (*on_kept)(void *context, const struct knowledge *kb, size_t index,
			       size_t worker);
	void *context;
};

/* Finds more to say about the articles than the index itself does. */
struct knowledge_checker {
	/* On many threads, for each article while it is in memory: adds to its
	   findings. What the check of the whole base will have to know of this
	   article goes into `facts`, whose bytes (without pointers, so that they
	   can be kept between runs) live in `keep`; or that stays empty. */
	enum status (*on_article)(void *context, const struct knowledge *kb, size_t index,
				  struct article *article, struct arena *keep, struct slice *facts,
				  size_t worker);
	/* Once, when all is indexed: adds to the findings of the index's rows. May
	   be NULL. */
	enum status (*on_base)(void *context, struct knowledge *kb);
	void *context;
};

/* On many threads, for each article with entries: what is to be kept of their
   texts, as bytes without pointers that live in `keep`. */
typedef enum status knowledge_texts(const struct knowledge *kb, size_t index,
				    const struct entry_list *entries, struct arena *keep,
				    struct slice *texts);

struct kb_cache;

struct knowledge_options {
	const char *content;      /* the folder of articles, or NULL */
	const char *folder;       /* that which site.yaml names articles from, or NULL */
	const char *const *paths; /* else: files and folders */
	size_t n_paths;
	const struct config *config;
	size_t n_threads;
	const struct knowledge_checker *checker; /* or NULL */
	knowledge_texts *texts;                  /* or NULL */
	const struct knowledge_hook *on_read;    /* or NULL */
	struct kb_cache *cache;                  /* kb/cache.h; or NULL */
	/* Once, when all is indexed, while the checker looks at the whole base: may read the
	   index, but no findings of its rows. Or NULL. */
	void (*on_index)(void *context, const struct knowledge *kb);
	void *on_index_context;
};

/* Reads all articles. Fails for what is no finding: folders and files that
   cannot be read, memory. `options->config` must outlive the index. */
enum status knowledge_read(struct knowledge *kb, const struct knowledge_options *options,
			   struct problems *problems);

/* Safe after knowledge_read has failed. */
void knowledge_release(struct knowledge *kb);

/* Where an article of the index finds the files that it includes; `kb` must
   outlive it. `read` is NULL for an article that was named by itself. */
struct article_sources knowledge_sources(const struct knowledge *kb,
					 const struct kb_article *article);

/* Moves every article's findings into one list, sorted, and as severe as the config
   wants them. Their strings live as long as the index. */
enum status knowledge_take_findings(struct knowledge *kb, const struct config *config,
				    struct findings *out);

size_t knowledge_segments(const struct knowledge *kb);

/* Below a language's folder, an article's page, "smtp/4-4-312.html", of "a/index.md"
   "a/index.html"; its Markdown beside it, "smtp/4-4-312.md", where it has entries; and an
   entry's page, "codes/4-4-312.html". */
struct slice article_page(struct arena *arena, const struct kb_article *article);
struct slice article_markdown(struct arena *arena, const struct kb_article *article);
struct slice entry_page(struct arena *arena, const struct kb_entry *entry);

/* A page's address on a server, which adds "index.html" itself: "a/index.html" to
   "a/". */
struct slice page_address(struct slice page);

/* "smtp/4-4-312.md" to "smtp/4-4-312", "index.md" to "", "a/index.md" to "a":
   lower case, with '-' for what an address should not hold. */
struct slice address_of_path(struct arena *arena, struct slice path);

/* The path below the site that somebody names a page by, without the language's
   folder in front and ".html" behind: "/en/old/x.html" to "old/x", "ja/old/" to
   "old". `*has_html` says whether that was there. The pointer is NULL for what is no
   address below the site, and when memory is out. address_of_path goes on. */
struct slice path_of_written(struct arena *arena, struct slice written, bool *has_html);

/* The address that a redirect stands for, as it is written: "/en/Old/X.html" to
   "Old/X", "old/a%20b" to "old/a b", "old/index.html" to "old"; that of a file
   "Old/X.md" as its article would have it. The pointer is NULL for what is no address,
   or a name that no page should have, and when memory is out. */
struct slice address_of_redirect(struct arena *arena, struct slice written, bool *has_html);

/* Published addresses begin with a language: "en/x" to "x". */
struct slice path_without_lang(struct slice path);

/* The man page that shows an article: its own, or that of its only entry. */
struct slice man_name_of_article(const struct knowledge *kb, const struct kb_article *article);

#endif
