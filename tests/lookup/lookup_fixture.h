/* A knowledge base for lookup's tests: this project's own content/, or none.
   Include after cmocka.h. */
#ifndef TESTS_LOOKUP_LOOKUP_FIXTURE_H
#define TESTS_LOOKUP_LOOKUP_FIXTURE_H

#include "lookup/found.h"
#include "source/article.h"

struct lookup_fixture {
	struct arena arena;
	struct problems problems;
	struct config *config;
	struct knowledge kb;
	struct known *known;
};

static inline void lookup_fixture_init(struct lookup_fixture *f, const char *content)
{
	size_t count = 0;
	struct known_entry *entries = NULL;
	*f = (struct lookup_fixture){0};
	arena_init_must(&f->arena);
	problems_init(&f->problems, stderr, LANG_EN);
	article_setup();
	assert_int_equal(config_read("no such file", &f->problems, &f->config), STATUS_OK);
	if (content) {
		struct knowledge_options options = {
			.content = content, .config = f->config, .n_threads = 1};
		assert_int_equal(knowledge_read(&f->kb, &options, &f->problems), STATUS_OK);
		entries = known_entries(&f->arena, &f->kb, &count);
	}
	f->known = known_new(entries, count, config_schemes(f->config));
}

static inline void lookup_fixture_release(struct lookup_fixture *f)
{
	known_free(f->known);
	if (f->kb.content)
		knowledge_release(&f->kb);
	config_free(f->config);
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
