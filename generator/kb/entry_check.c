/* The rules of entries, applied to one article. */
#include "entry_check.h"

#include "base/map.h"
#include "entry_rules.h"
#include "headings.h"

struct checker {
	struct article *article;
	const struct part_words *words;
	struct map seen; /* code to the first struct entry that has it */
};

/* A finding whose first argument is the code; NULL when memory is out. */
static struct finding *add_finding(struct checker *c, const struct rule *rule, enum lang lang,
				   const struct entry *entry)
{
	struct findings *findings = &c->article->findings;
	struct finding *finding = findings_add(findings, rule, lang, entry->at);
	if (!finding)
		return NULL;
	finding->code = entry->code.normal;
	finding->segment = entry->segment;
	return finding_arg(findings, finding, entry->code.normal) == STATUS_OK ? finding : NULL;
}

/* A finding whose arguments are the code and then `args`. */
static enum status report(struct checker *c, const struct rule *rule, enum lang lang,
			  const struct entry *entry, const struct slice *args, size_t n_args)
{
	struct finding *finding = add_finding(c, rule, lang, entry);
	enum status status = finding ? STATUS_OK : STATUS_NO_MEMORY;
	for (size_t i = 0; i < n_args && status == STATUS_OK; i++)
		status = finding_arg(&c->article->findings, finding, args[i]);
	return status;
}

static enum status report_missing(struct checker *c, const struct entry *entry, enum part_kind kind,
				  enum lang lang)
{
	static const struct rule *const rules[PART_KINDS] = {&rule_entry_no_cause,
							     &rule_entry_no_fix};
	const struct slice example = part_words_example(c->words, kind, lang);
	return report(c, rules[kind], lang, entry, &example, 1);
}

/* Tells at the part's own heading. */
static enum status report_empty(struct checker *c, const struct entry *entry, enum part_kind kind,
				enum lang lang, const struct node *heading)
{
	static const struct rule *const rules[PART_KINDS] = {&rule_entry_empty_cause,
							     &rule_entry_empty_fix};
	struct entry at_heading = *entry;
	if (heading) {
		at_heading.at = heading->at;
		at_heading.segment = heading_segment(c->article, heading);
	}
	return report(c, rules[kind], lang, &at_heading, NULL, 0);
}

static enum status check_part(struct checker *c, const struct entry *entry, enum part_kind kind,
			      enum lang lang)
{
	const struct part *first = entry->sides[lang].parts[kind];
	if (!first)
		return report_missing(c, entry, kind, lang);
	for (const struct part *part = first; part; part = part->next)
		if (block_range_has_text(part->body))
			return STATUS_OK;
	return report_empty(c, entry, kind, lang, first->heading);
}

static enum status check_code(struct checker *c, const struct entry *entry)
{
	const struct code *code = &entry->code;
	for (unsigned int fault = 1; fault <= CODE_RANGE; fault <<= 1) {
		if (!(code->faults & fault & CODE_BAD))
			continue;
		struct finding *finding = add_finding(c, &rule_entry_bad_code, LANG_BOTH, entry);
		if (!finding)
			return STATUS_NO_MEMORY;
		finding_arg_words(finding, code_fault_text(fault, LANG_EN),
				  code_fault_text(fault, LANG_JA));
	}
	if (!(code->faults & CODE_REPLY_CLASS))
		return STATUS_OK;
	const struct slice args[] = {code->reply, slice_sub(code->normal, 0, 1)};
	return report(c, &rule_entry_class_mismatch, LANG_BOTH, entry, args,
		      sizeof(args) / sizeof(*args));
}

static enum status check_repeats(struct checker *c, struct entry *entry)
{
	const struct entry *first = map_get(&c->seen, entry->code.normal);
	if (!first)
		return map_put(&c->seen, entry->code.normal, entry);
	size_t line = lines_position(&c->article->lines, first->at.start).line;
	struct slice where = arena_printf(&c->article->arena, "%s:%zu", c->article->path, line);
	if (!where.ptr)
		return STATUS_NO_MEMORY;
	entry->is_repeated = true;
	return report(c, &rule_entry_duplicate, LANG_BOTH, entry, &where, 1);
}

static enum status check_entry(struct checker *c, struct entry *entry)
{
	enum status status = check_code(c, entry);
	if (status == STATUS_OK)
		status = check_repeats(c, entry);
	for (enum part_kind kind = PART_CAUSE; kind < PART_KINDS; kind++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA && status == STATUS_OK; lang++)
			status = check_part(c, entry, kind, lang);
	return status;
}

enum status entries_check(struct article *article, const struct part_words *words,
			  const struct entry_list *entries)
{
	struct checker c = {.article = article, .words = words};
	map_init(&c.seen);
	enum status status = STATUS_OK;
	for (size_t i = 0; i < entries->count && status == STATUS_OK; i++)
		status = check_entry(&c, &entries->items[i]);
	map_release(&c.seen);
	return status;
}
