/*
 * An article from a short form, for what needs segments and sides.
 */
#ifndef TESTS_EXCHANGE_ARTICLE_FIXTURE_H
#define TESTS_EXCHANGE_ARTICLE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <string.h>

#include "source/article.h"

struct article_fixture {
	struct article article;
	struct buffer bytes;
};

static inline void fixture_span(struct buffer *out, const char *attribute, struct slice id,
				struct slice text)
{
	buffer_printf(out, "<span %s=\"%.*s\">", attribute, SLICE_ARG(id));
	buffer_slice(out, text);
	buffer_str(out, "</span>");
}

/* Segments are written <id|target|source> and become pairs of spans. */
static inline void article_fixture_init(struct article_fixture *f, const char *path,
					struct slice short_form)
{
	buffer_init(&f->bytes, BUFFER_MAX_PAGE);
	size_t from = 0;
	for (size_t at; (at = slice_find_char(short_form, '<', from)) != SLICE_NONE;) {
		size_t target = slice_find_char(short_form, '|', at) + 1;
		size_t source = slice_find_char(short_form, '|', target) + 1;
		size_t end = slice_find_char(short_form, '>', source);
		struct slice id = slice_sub(short_form, at + 1, target - 1);
		buffer_slice(&f->bytes, slice_sub(short_form, from, at));
		fixture_span(&f->bytes, "data-ttu-id", id,
			     slice_sub(short_form, target, source - 1));
		buffer_str(&f->bytes, "<span class=\"sxs-lookup\">");
		fixture_span(&f->bytes, "data-stu-id", id, slice_sub(short_form, source, end));
		buffer_str(&f->bytes, "</span>");
		from = end + 1;
	}
	buffer_slice(&f->bytes, slice_skip(short_form, from));
	article_setup();
	assert_int_equal(article_read(&f->article, path, buffer_view(&f->bytes)), STATUS_OK);
}

static inline void article_fixture_release(struct article_fixture *f)
{
	article_release(&f->article);
	buffer_release(&f->bytes);
}

#endif
