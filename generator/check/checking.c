/* From what a rule sees to a finding. */
#include "checking.h"

#include "base/array.h"
#include "text/unicode.h"

#include <stdarg.h>
#include <stdlib.h>

enum {
	WORDS_MAX = 90,  /* bytes of an argument */
	WORDS_AROUND = 8 /* characters shown on each side of a place */
};

struct slice words_at(struct slice text, struct span at)
{
	return slice_cut(slice_sub(text, at.start, at.end), WORDS_MAX);
}

struct slice words_around(struct slice text, struct span at)
{
	size_t start = at.start;
	size_t end = at.end;
	for (size_t i = 0; i < WORDS_AROUND && start > 0 && text.ptr[start - 1] != '\n'; i++)
		utf8_previous(text, &start);
	for (size_t i = 0; i < WORDS_AROUND && end < text.len && text.ptr[end] != '\n'; i++)
		utf8_next(text, &end);
	return slice_trim(words_at(text, (struct span){start, end}));
}

static struct finding *add_to(struct findings *findings, const struct rule *rule, enum lang lang,
			      struct span bytes, size_t n_args, va_list args)
{
	struct finding *finding = findings_add(findings, rule, lang, bytes);
	for (size_t i = 0; i < n_args && finding; i++)
		if (finding_arg(findings, finding, va_arg(args, struct slice)) != STATUS_OK)
			return NULL;
	return finding;
}

bool is_wanted(const struct checking *c, const struct rule *rule)
{
	return config_severity(c->config, rule) != SEVERITY_OFF;
}

static struct finding *add(struct checking *c, const struct rule *rule, enum lang lang,
			   struct span bytes, size_t n_args, va_list args)
{
	if (!is_wanted(c, rule))
		return NULL;
	struct finding *finding = add_to(&c->article->findings, rule, lang, bytes, n_args, args);
	c->failed |= !finding;
	return finding;
}

/* A place in a text is looked for, so not for a finding that is counted only. */
static struct span place_of(const struct checking *c, const struct rule *rule,
			    const struct pair *pair, enum lang lang, struct span at)
{
	if (lang == LANG_BOTH)
		return pair->segment->whole;
	if (at.end <= at.start || findings_are_enough(&c->article->findings, rule))
		return pair->segment->text[lang];
	return pair_place(c->article, pair, lang, at);
}

struct finding *say(struct checking *c, const struct rule *rule, const struct pair *pair,
		    enum lang lang, struct span at, size_t n_args, ...)
{
	va_list args;
	struct span bytes = place_of(c, rule, pair, lang, at);
	va_start(args, n_args);
	struct finding *finding = add(c, rule, lang, bytes, n_args, args);
	va_end(args);
	if (finding)
		finding->segment = pair->segment->id;
	return finding;
}

struct finding *say_at(struct checking *c, const struct rule *rule, enum lang lang,
		       struct span bytes, size_t n_args, ...)
{
	va_list args;
	va_start(args, n_args);
	struct finding *finding = add(c, rule, lang, bytes, n_args, args);
	va_end(args);
	return finding;
}

struct finding *say_in_base(struct base_check *b, const struct rule *rule, enum lang lang,
			    const struct base_place *at, size_t n_args, ...)
{
	struct base_said *said = &b->said;
	size_t n_said = said->findings.count;
	va_list args;
	if (config_severity(b->config, rule) == SEVERITY_OFF)
		return NULL;
	va_start(args, n_args);
	struct finding *finding =
		add_to(&said->findings, rule, lang, (struct span){0}, n_args, args);
	va_end(args);
	b->failed |= !finding || !array_room(&said->articles, &said->capacity, n_said + 1);
	if (b->failed)
		return NULL;
	said->articles[n_said] = at->article;
	finding->file = b->kb->articles[at->article].findings.file;
	finding->start = at->start;
	finding->end = at->end;
	finding->segment = at->segment;
	return finding;
}

void base_tell(struct base_check *b)
{
	for (size_t i = 0; i < b->said.findings.count && !b->failed; i++) {
		const struct finding *said = &b->said.findings.items[i];
		struct findings *findings = &b->kb->articles[b->said.articles[i]].findings;
		struct finding *finding =
			findings_add(findings, said->rule, said->lang, said->bytes);
		b->failed = !finding;
		if (finding)
			*finding = *said;
	}
	findings_release(&b->said.findings);
	free(b->said.articles);
	b->said.articles = NULL;
}

void say_words(struct checking *c, struct finding *finding, struct slice en, struct slice ja)
{
	if (!en.ptr || !ja.ptr) {
		c->failed = true;
		return;
	}
	if (finding->n_args == FINDING_ARGS_MAX)
		return;
	finding->args[finding->n_args][LANG_EN] = en;
	finding->args[finding->n_args++][LANG_JA] = ja;
}
