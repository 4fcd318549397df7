/*
 * The sides of articles as ordinary Markdown files below an output folder,
 * each at its article's relative path:
 *
 *     struct sides sides;
 *     if (sides_open(&sides, "out/ja", "content", &problems) != STATUS_OK)
 *             return STATUS_FAILED;
 *     status = sides_write(&sides, &article, "email/dns.md", LANG_JA);
 *     …
 *     sides_close(&sides);                      // out/ja/email/dns.md
 *
 * Nothing is written outside the output folder, whatever a name says and
 * whatever links lie in it: a link in the place of a folder is refused, one
 * in the place of a file is replaced, and an article is never overwritten by
 * its own side.
 */
#ifndef EXCHANGE_SIDES_H
#define EXCHANGE_SIDES_H

#include "base/problem.h"
#include "source/article.h"

/* Fields are private. */
struct sides {
	int folder; /* descriptor */
	const char *path;
	struct problems *problems;
};

/* Makes the folder where it is missing. Refuses "/", the folder of the
   content and what lies in that (the next run would read the sides as
   articles). `content` may be NULL; `folder` and `problems` must outlive the
   struct. */
enum status sides_open(struct sides *sides, const char *folder, const char *content,
		       struct problems *problems);

/* Safe after sides_open has failed. */
void sides_close(struct sides *sides);

/* Writes one side of an article to `name`, relative to the folder. Not for
   several threads with one name. */
enum status sides_write(const struct sides *sides, const struct article *article, const char *name,
			enum lang lang);

#endif
