/* A knowledge base for lookup's tests: this project's own content/, or one of
   hardly an entry.
   Include after cmocka.h. */
#ifndef TESTS_LOOKUP_LOOKUP_FIXTURE_H
#define TESTS_LOOKUP_LOOKUP_FIXTURE_H

#include "lookup/found.h"
#include "support/catalogues.h"

struct lookup_fixture {
	struct arena arena;
	struct problems problems;
	struct catalogue_bed bed;
	struct known *known;
};

static inline void lookup_fixture_init(struct lookup_fixture *f, const char *content)
{
	size_t count = 0;
	*f = (struct lookup_fixture){0};
	arena_init_must(&f->arena);
	problems_init(&f->problems, stderr, LANG_EN);
	bed_open(&f->bed);
	if (!content) /* one entry, of a code that no test has */
		bed_put(&f->bed, "content/a.md", "# 4.7.999 Odd\n\nOdd.\n\n## Fix\n\nMend it.\n");
	bed_compile_folder(&f->bed,
			   content ? content : path_join(&f->bed.arena, f->bed.folder, "content"),
			   "no such file", 1);
	struct known_entry *entries = known_entries(&f->arena, f->bed.catalogue, &count);
	f->known = known_new(entries, count, catalogue_schemes(f->bed.catalogue));
}

static inline void lookup_fixture_release(struct lookup_fixture *f)
{
	known_free(f->known);
	bed_close(&f->bed);
	arena_release(&f->arena);
}

/* The codes of a mail, or of a text that is none, the first one first. */
static inline struct found lookup_fixture_find(struct lookup_fixture *f, struct slice bytes)
{
	struct found found;
	struct mail mail;
	found_init(&found, &f->arena, f->known);
	if (is_mail(bytes)) {
		mail_read(&mail, &f->arena, bytes);
		found_in_mail(&found, &mail);
	} else {
		found_in_text(&found, bytes);
	}
	return found;
}

#endif
