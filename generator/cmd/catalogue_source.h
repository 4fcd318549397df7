/*
 * Where a command that answers finds its catalogue: the compiled one of the
 * knowledge base it stands in, or that base's articles, or what was installed.
 */
#ifndef CMD_CATALOGUE_SOURCE_H
#define CMD_CATALOGUE_SOURCE_H

#include "command.h"
#include "lookup/catalogue.h"

/* Rows of the tables of commands that let their user choose. */
#define CATALOGUE_SOURCE_CONTENT                                                                   \
	{                                                                                          \
		.name = "content", .kind = OPTION_TEXT, .value = {"DIR", "フォルダー"},            \
		.help = {"Read the articles of this folder, not what was built.",                  \
			 "ビルド結果ではなく、このフォルダーの記事を読み取ります。"},              \
	}
#define CATALOGUE_SOURCE_FILE                                                                      \
	{                                                                                          \
		.name = "catalogue", .kind = OPTION_TEXT, .value = {"FILE", "ファイル"},           \
		.help = {"Use this compiled catalogue (a site's catalogue.bin).",                  \
			 "このコンパイル済みのカタログ (サイトの catalogue.bin) を使います。"},    \
	}

struct catalogue_source {
	struct catalogue *catalogue;
	struct buffer bytes; /* of one that was made from articles */
	const char *content; /* the articles behind it, or NULL */
	const char *built;   /* the folder whose time tells when it was compiled, or NULL */
};

/* `file` is a catalogue named by the user, `content` a folder of articles; both
   may be NULL. Without them: FOLDER/site/public/catalogue.bin, the articles of
   FOLDER/content, then the catalogue that was installed. */
enum status catalogue_source_open(struct catalogue_source *source,
				  const struct invocation *invocation, const char *file,
				  const char *content);

/* Safe after catalogue_source_open has failed. */
void catalogue_source_close(struct catalogue_source *source);

/* Whether a compiled catalogue may be older than an article (a path below the
   content folder), or than any of them where `article` is empty. */
bool catalogue_source_is_stale(const struct catalogue_source *source,
			       const struct invocation *invocation, struct slice article);

/* Reads the articles in the place of a compiled catalogue. */
enum status catalogue_source_refresh(struct catalogue_source *source,
				     const struct invocation *invocation);

#endif
