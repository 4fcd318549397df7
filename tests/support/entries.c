#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/entries.h"

#include <string.h>

void read_entries(struct read_entries *r, const char *path, struct slice text)
{
	struct problems problems;
	*r = (struct read_entries){0};
	article_setup();
	problems_init(&problems, stderr, LANG_EN);
	assert_int_equal(scheme_set_new(NULL, 0, &problems, &r->schemes), STATUS_OK);
	assert_int_equal(article_read(&r->article, path, text), STATUS_OK);
	assert_int_equal(entries_find(&r->article, r->schemes, part_words_default(), &r->entries),
			 STATUS_OK);
	findings_sort(&r->article.findings);
}

void read_entries_release(struct read_entries *r)
{
	article_release(&r->article);
	scheme_set_free(r->schemes);
}

void print_findings(const struct findings *findings, const char *family, struct buffer *out)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		if (strncmp(finding->rule->id, family, strlen(family)) != 0)
			continue;
		buffer_printf(out, "%zu:%zu %s %s %s %.*s %.*s: ", finding->start.line,
			      finding->start.column, severity_name(finding->severity),
			      finding->rule->id, lang_name(finding->lang),
			      SLICE_ARG(finding->code.len ? finding->code : SLICE("-")),
			      SLICE_ARG(finding->segment.len ? finding->segment : SLICE("-")));
		finding_message(finding, LANG_EN, out);
		buffer_char(out, '\n');
	}
}

size_t count_findings(const struct findings *findings, const char *rule)
{
	size_t n = 0;
	for (size_t i = 0; i < findings->count; i++)
		n += strcmp(findings->items[i].rule->id, rule) == 0;
	return n;
}

static void print_range(struct block_range range, struct buffer *out)
{
	size_t start = out->len;
	for (const struct node *node = range.first; node && node != range.end; node = node->next) {
		if (out->len > start)
			buffer_char(out, '\n');
		node_plain_text(node, out);
	}
	for (size_t i = start; i < out->len; i++)
		if (out->ptr[i] == '\n')
			out->ptr[i] = '/';
}

void print_parts(const struct part *first, struct buffer *out)
{
	for (const struct part *part = first; part; part = part->next) {
		if (part != first)
			buffer_str(out, " + ");
		print_range(part->body, out);
	}
}
