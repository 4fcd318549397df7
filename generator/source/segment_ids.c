/* One walk over the segments, with a table of the ids seen; none where all are in
   order. */
#include "segment_ids.h"

#include "align_rules.h"
#include "base/map.h"

struct segment_id segment_id_split(struct slice id)
{
	struct segment_id parts = {.prefix = id};
	size_t dash = slice_find_char(id, '-', 0);
	if (dash == SLICE_NONE)
		return parts;
	parts.prefix = slice_sub(id, 0, dash);
	struct slice digits = slice_skip(id, dash + 1);
	parts.is_merged = slice_starts_with(digits, SLICE("p"));
	if (parts.is_merged)
		digits = slice_skip(digits, 1);
	for (size_t i = 0; i < digits.len && i < 9; i++) {
		if (!ascii_is_digit(digits.ptr[i]))
			return parts;
		parts.number = parts.number * 10 + (unsigned long)(digits.ptr[i] - '0');
	}
	parts.is_valid = digits.len > 0 && digits.len <= 9;
	return parts;
}

/* The prefix that most of the ids have (Boyer and Moore's vote); the first id
   may be the one that was copied from elsewhere. */
static struct slice common_prefix(const struct article *article)
{
	struct slice prefix = {0};
	size_t votes = 0;
	for (size_t i = 0; i < article->n_segments; i++) {
		struct segment_id id = segment_id_split(article->segments[i].id);
		if (votes == 0)
			prefix = id.prefix;
		if (slice_eq(id.prefix, prefix))
			votes++;
		else
			votes--;
	}
	return prefix;
}

static enum status report(struct article *article, const struct rule *rule,
			  const struct segment *segment, struct slice other)
{
	struct findings *findings = &article->findings;
	struct finding *finding = findings_add(findings, rule, LANG_BOTH, segment->whole);
	if (!finding || finding_arg(findings, finding, segment->id) != STATUS_OK)
		return STATUS_NO_MEMORY;
	finding->segment = segment->id;
	return finding_arg(findings, finding, other);
}

static enum status report_repeat(struct article *article, const struct segment *segment,
				 const struct segment *first)
{
	size_t line = lines_position(&article->lines, first->whole.start).line;
	struct slice number = arena_printf(&article->arena, "%zu", line);
	if (!number.ptr)
		return STATUS_NO_MEMORY;
	return report(article, &rule_align_repeated_id, segment, number);
}

/* Whether the ids are all of one form and prefix, and of each kind every one above
   the one before it: so none is there twice, either. */
static bool are_in_order(const struct article *article)
{
	struct slice prefix = {0};
	unsigned long previous[2] = {0}; /* plain, merged; the number and one */
	for (size_t i = 0; i < article->n_segments; i++) {
		struct segment_id id = segment_id_split(article->segments[i].id);
		if (i == 0)
			prefix = id.prefix;
		if (!id.is_valid || id.number < previous[id.is_merged] ||
		    !slice_eq(id.prefix, prefix))
			return false;
		previous[id.is_merged] = id.number + 1;
	}
	return true;
}

struct id_check {
	struct article *article;
	struct map seen;
	struct slice prefix;
	const struct segment *previous[2]; /* plain, merged */
};

static enum status check_one(struct id_check *check, struct segment *segment)
{
	struct segment_id id = segment_id_split(segment->id);
	const struct segment *first = map_get(&check->seen, segment->id);
	if (first)
		return report_repeat(check->article, segment, first);
	if (map_put(&check->seen, segment->id, segment) != STATUS_OK)
		return STATUS_NO_MEMORY;
	if (!id.is_valid || !slice_eq(id.prefix, check->prefix))
		return report(check->article, &rule_align_prefix, segment, check->prefix);
	const struct segment *previous = check->previous[id.is_merged];
	check->previous[id.is_merged] = segment;
	if (previous && segment_id_split(previous->id).number > id.number)
		return report(check->article, &rule_align_order, segment, previous->id);
	return STATUS_OK;
}

enum status segment_ids_check(struct article *article)
{
	if (are_in_order(article))
		return STATUS_OK;
	struct id_check check = {.article = article, .prefix = common_prefix(article)};
	enum status status = STATUS_OK;
	map_init(&check.seen);
	for (size_t i = 0; i < article->n_segments && status == STATUS_OK; i++)
		status = check_one(&check, &article->segments[i]);
	map_release(&check.seen);
	return status;
}
