/*
 * An article: one Markdown file in the side-by-side format, read into two
 * parallel trees.
 *
 *     struct article article;
 *     enum status status = article_read(&article, path, bytes);
 *     …article.sides[LANG_JA].root…
 *     article_release(&article);
 *
 * article_read never fails for what an article says: that becomes findings.
 * It fails only when memory is out.
 */
#ifndef SOURCE_ARTICLE_H
#define SOURCE_ARTICLE_H

#include "base/arena.h"
#include "base/finding.h"
#include "source/front_matter.h"
#include "source/node.h"

/* One aligned pair. All spans are byte offsets into the article. */
struct segment {
	struct slice id;              /* "1b4da-103" */
	struct span whole;            /* from the first tag to behind the last */
	struct span text[LANG_SIDES]; /* between the tags, exactly */
};

/* A comment that speaks to this program, "<!-- taiyaku: WORDS -->", outside of
   code. One that ends its line is in no side. What it may say is check/'s. */
struct remark {
	struct span at;     /* from "<!--" to behind "-->", or to the line's end */
	struct span whole;  /* what is taken out: its line, where it stands alone */
	struct slice words; /* without blanks around */
	size_t first_line;  /* that it is about, from 1: its own; or, where it */
	size_t last_line;   /* stands alone, those of the next block */
	bool is_closed;     /* before the line's end */
	bool ends_line;
};

/* A longer text is no sentence, and not compared with its translation: what compares
   words may look for each of them in all of the other text. */
enum { SEGMENT_KIB_MAX = 16 };

/* Whether either text of a segment is. */
static inline bool segment_is_long(const struct segment *segment)
{
	size_t most = (size_t)SEGMENT_KIB_MAX << 10;
	return segment->text[LANG_EN].end - segment->text[LANG_EN].start > most ||
	       segment->text[LANG_JA].end - segment->text[LANG_JA].start > most;
}

/* Findings of a rule that are listed of an article (findings_limit). */
enum { FINDINGS_OF_A_RULE_MAX = 1000 };

struct included; /* private: files that the article includes */
struct scan;     /* private: the article cut into pieces */

struct side {
	struct node *root; /* NODE_DOCUMENT */
	bool has_html;     /* raw HTML opened some container of it */
	bool has_quotes;
};

/* Read-only for callers. */
struct article {
	struct arena arena;
	const char *path;   /* for messages; borrowed */
	struct slice bytes; /* UTF-8; borrowed, or in the arena where it was mended */
	struct lines lines;
	struct front_matter front;
	struct segment *segments; /* in the order of the file */
	size_t n_segments;
	struct remark *remarks; /* in the order of the file */
	size_t n_remarks;
	struct side sides[LANG_SIDES];
	const struct scan *scan;
	struct included *included;
	struct findings findings;
};

/* `path` and `bytes` must outlive the article. */
enum status article_read(struct article *article, const char *path, struct slice bytes);

/* Where the files are that an article includes. */
struct article_sources {
	const char *path; /* of the article below the content folder */
	/* Reads the file at a path below the content folder into the arena;
	   `*bytes` keeps its pointer of NULL where there is none. Fails only when
	   memory is out. */
	enum status (*read)(void *context, const char *path, struct arena *arena,
			    struct slice *bytes);
	void *context;
};

/* The same with the files that `[!INCLUDE [title](path)]` names, in both
   languages; their nodes are marked is_included and stand at the directive.
   NULL: titles are shown, and findings say so. */
enum status article_read_from(struct article *article, const char *path, struct slice bytes,
			      const struct article_sources *sources);

/* The last step, when nobody adds findings any more: tells of those that are not
   listed, where a rule has very many. */
enum status article_tell_rest(struct findings *findings);

/* Safe on an article that article_read failed to read. */
void article_release(struct article *article);

/* A segment's id taken apart: prefix, '-', 'p' for a merged segment, number. */
struct segment_id {
	struct slice prefix;
	bool is_merged;
	unsigned long number;
	bool is_valid; /* the id is of this form */
};

struct segment_id segment_id_split(struct slice id);

/* The exact text of one side of a segment. */
struct slice segment_text(const struct article *article, const struct segment *segment,
			  enum lang lang);

/* The side as ordinary Markdown: byte for byte what stands in the article once
   the other language and the alignment tags are taken out. */
void article_side_markdown(const struct article *article, enum lang lang, struct buffer *out);

/* Must be called once, before any thread reads an article. */
void article_setup(void);

#endif
