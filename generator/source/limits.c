/*
 * One pass over a side's lines, which counts what cmark-gfm 0.29.0.gfm.6 takes
 * more than linear time for. Every count may be too high, as it does not know
 * code from text, and none too low. What was measured, in a paragraph of n
 * bytes: `[` (CVE-2023-22486), `<!` and `<?` (CVE-2023-22483) cost n²; a text
 * above a table's delimiter row n², and that for each such row; each column of
 * a table all others; each line all containers that are open
 * (CVE-2023-24824); each use of a link's definition a copy of it.
 */
#include "limits.h"

#include "limits_rules.h"
#include "base/finder.h"

#include <stdint.h>

/* About nanoseconds. Twice this, and the linear part, is what an article may
   take: less than a second. */
#define WORK_MAX ((size_t)300 * 1000 * 1000)

/* Bytes of link definitions, once for each bracket that may use one. */
#define COPIES_MAX ((size_t)32 << 20)

enum { TAB_COLUMNS = 4, WORK_BRACKETS = 2, WORK_COLUMNS = 5, WORK_LINE = 1500 };

/* Lines that no blank line parts: the most that a paragraph or a table can be. */
struct run {
	size_t bytes;
	size_t brackets;
	size_t declarations; /* <! and <? */
	size_t columns;      /* of the widest row that may be a table's delimiter */
};

struct measure {
	struct finder brackets; /* in the whole side */
	struct finder angles;
	struct finder colons;
	struct run run;
	size_t items[LIMIT_DEPTH + 1]; /* columns where the open items' text begins */
	size_t n_items;
	size_t n_cells;
	size_t n_brackets;
	size_t definition; /* bytes so far of the link definition that this may be */
	size_t longest_definition;
	size_t work; /* of the runs that have ended */
	bool has_table;
	bool has_box; /* of a task */
};

/* --- Reports ------------------------------------------------------------ */

/* A finding with the limit as its first argument; NULL: memory is out. */
static struct finding *add(struct article *article, const struct rule *rule, enum lang lang,
			   struct span at, unsigned int limit)
{
	struct findings *findings = &article->findings;
	struct finding *finding = findings_add(findings, rule, lang, at);
	struct slice number = arena_printf(&article->arena, "%u", limit);
	if (!finding || !number.ptr || finding_arg(findings, finding, number) != STATUS_OK)
		return NULL;
	return finding;
}

static enum status report(struct article *article, const struct rule *rule, enum lang lang,
			  struct span at, unsigned int limit)
{
	return add(article, rule, lang, at, limit) ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status limits_check_file(struct article *article, bool *over)
{
	if (article->bytes.len <= (size_t)LIMIT_FILE_MIB << 20)
		return STATUS_OK;
	*over = true;
	return report(article, &rule_limit_file_size, LANG_BOTH, (struct span){0, 0},
		      LIMIT_FILE_MIB);
}

enum status limits_check_lines(struct article *article, bool *over)
{
	if (article->bytes.len <= (size_t)LIMIT_LINE_KIB << 10)
		return STATUS_OK;
	for (size_t line = 1; line <= article->lines.count; line++) {
		struct slice text = lines_text(&article->lines, line);
		size_t start = lines_offset(&article->lines, line);
		if (text.len <= (size_t)LIMIT_LINE_KIB << 10)
			continue;
		*over = true;
		return report(article, &rule_limit_line_length, LANG_BOTH,
			      (struct span){start, start}, LIMIT_LINE_KIB);
	}
	return STATUS_OK;
}

enum status limits_check_segments(struct article *article, bool *over)
{
	if (article->n_segments <= LIMIT_SEGMENTS)
		return STATUS_OK;
	*over = true;
	return report(article, &rule_limit_segments, LANG_BOTH,
		      article->segments[LIMIT_SEGMENTS].whole, LIMIT_SEGMENTS);
}

enum status limits_tell_long_segments(struct article *article)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < article->n_segments && status == STATUS_OK; i++) {
		const struct segment *segment = &article->segments[i];
		if (!segment_is_long(segment))
			continue;
		struct finding *finding = add(article, &rule_limit_segment_length, LANG_BOTH,
					      segment->whole, SEGMENT_KIB_MAX);
		status = finding ? finding_arg(&article->findings, finding, segment->id)
				 : STATUS_NO_MEMORY;
	}
	return status;
}

enum status article_tell_rest(struct findings *findings)
{
	const size_t n_rules = findings->n_tallies; /* without the one that is told here */
	for (size_t i = 0; i < n_rules; i++) {
		const struct findings_tally tally = findings->tallies[i];
		if (tally.count <= findings->most_of_a_rule)
			continue;
		struct finding *finding = findings_add(findings, &rule_limit_findings, LANG_BOTH,
						       (struct span){0, 0});
		struct slice more = arena_printf(findings->arena, "%zu",
						 tally.count - findings->most_of_a_rule);
		if (!finding || !more.ptr ||
		    finding_arg(findings, finding, slice_from(tally.rule->id)) != STATUS_OK ||
		    finding_arg(findings, finding, more) != STATUS_OK)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

/* --- Depth -------------------------------------------------------------- */

/* Bytes of the bullet or the number that opens a list item, or 0. */
static size_t item_marker(struct slice line, size_t at)
{
	size_t digits = 0;
	while (at + digits < line.len && ascii_is_digit(line.ptr[at + digits]))
		digits++;
	char c = at + digits < line.len ? line.ptr[at + digits] : '\0';
	bool is_marker = digits ? c == '.' || c == ')' : c == '-' || c == '+' || c == '*';
	size_t end = at + digits + 1;
	bool is_apart = end >= line.len || ascii_is_blank(line.ptr[end]);
	return is_marker && is_apart ? digits + 1 : 0;
}

/* "- - -" is no list. */
static bool is_thematic_break(struct slice line, size_t at)
{
	size_t count = 0;
	for (size_t i = at; i < line.len; i++) {
		if (line.ptr[i] == line.ptr[at])
			count++;
		else if (!ascii_is_blank(line.ptr[i]))
			return false;
	}
	return count >= 3 && line.ptr[at] != '+';
}

static size_t skip_blanks(struct slice line, size_t *at, size_t column)
{
	for (; *at < line.len && ascii_is_blank(line.ptr[*at]); ++*at)
		column += line.ptr[*at] == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : 1;
	return column;
}

/* Quotes are counted anew in each line, as each line must repeat them; items
   stay open in the lines that are indented as their text is. Blanks before a
   quote sign may stand for the items that the quote is in. */
static size_t depth_at(struct measure *m, struct slice line)
{
	size_t outer = 0; /* quotes, and items around them */
	size_t column = 0;
	bool is_first = true;
	for (size_t at = 0; outer + m->n_items <= LIMIT_DEPTH;) {
		column = skip_blanks(line, &at, column);
		if (at < line.len && line.ptr[at] == '>') {
			outer += 1 + column / 2;
			column = 0;
			at++;
			continue;
		}
		size_t len = item_marker(line, at);
		if (len == 0 || is_thematic_break(line, at))
			break;
		while (is_first && m->n_items && m->items[m->n_items - 1] > column)
			m->n_items--;
		is_first = false;
		column += len;
		at += len;
		m->items[m->n_items++] = column + 1;
	}
	return outer + m->n_items;
}

/* --- Tables ------------------------------------------------------------- */

/* How many columns the line gives a table below a header; 0 where it is no
   delimiter row: "| :-- | --: |". */
static size_t delimiter_columns(struct slice line)
{
	size_t bars = 0;
	bool has_dash = false;
	size_t at = 0;
	while (at < line.len && (ascii_is_blank(line.ptr[at]) || line.ptr[at] == '>'))
		at++;
	for (; at < line.len; at++) {
		char c = line.ptr[at];
		if (c != '|' && c != '-' && c != ':' && !ascii_is_blank(c))
			return 0;
		bars += c == '|';
		has_dash |= c == '-';
	}
	return has_dash ? bars + 1 : 0;
}

static size_t product(size_t a, size_t b)
{
	size_t result;
	return __builtin_mul_overflow(a, b, &result) ? SIZE_MAX : result;
}

static size_t sum(size_t a, size_t b)
{
	return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

static void measure_table(struct measure *m, struct slice line)
{
	size_t columns = delimiter_columns(line);
	if (columns) {
		m->has_table = true;
		m->work = sum(m->work, product(m->run.bytes, m->run.bytes / 2));
		m->work = sum(m->work, product(columns * WORK_COLUMNS, columns));
	}
	if (columns > m->run.columns)
		m->run.columns = columns;
	m->n_cells += m->run.columns;
}

/* --- Inlines and links -------------------------------------------------- */

/* What stands in a line that takes time. */
struct counts {
	size_t brackets;
	size_t declarations;
	bool has_definition; /* "]:" */
};

static struct counts count_in(struct measure *m, struct span line)
{
	struct counts counts = {0};
	const char *text = m->angles.text.ptr;
	for (size_t at = line.start; (at = finder_next(&m->brackets, at)) < line.end; at++) {
		counts.brackets++;
		m->has_box |= at + 2 < line.end && text[at + 2] == ']';
	}
	for (size_t at = line.start; (at = finder_next(&m->angles, at)) < line.end; at++)
		counts.declarations +=
			at + 1 < line.end && (text[at + 1] == '!' || text[at + 1] == '?');
	for (size_t at = line.start; (at = finder_next(&m->colons, at)) < line.end; at++)
		counts.has_definition |= at > line.start && text[at - 1] == ']';
	return counts;
}

static void end_definition(struct measure *m)
{
	if (m->definition > m->longest_definition)
		m->longest_definition = m->definition;
	m->definition = 0;
}

/* A definition's title may go on in the next lines. */
static void measure_definition(struct measure *m, struct slice line, bool begins)
{
	if (begins)
		end_definition(m);
	if (begins || m->definition)
		m->definition += line.len;
}

static size_t work_of_inlines(const struct run *run)
{
	if (run->brackets == 0 && run->declarations == 0)
		return 0;
	return sum(product(run->brackets * WORK_BRACKETS, run->brackets),
		   product(run->declarations, run->bytes));
}

static void end_run(struct measure *m)
{
	m->work = sum(m->work, work_of_inlines(&m->run));
	m->run = (struct run){0};
	end_definition(m);
}

/* --- The side ----------------------------------------------------------- */

/* Only what is blank in a quote, too. */
static bool is_blank_line(struct slice line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!ascii_is_blank(line.ptr[i]) && line.ptr[i] != '>')
			return false;
	return true;
}

static void measure_line(struct measure *m, struct slice line, size_t start)
{
	if (is_blank_line(line)) {
		end_run(m);
		return;
	}
	struct counts counts = count_in(m, (struct span){start, start + line.len});
	measure_table(m, line);
	measure_definition(m, line, counts.has_definition);
	m->n_brackets += counts.brackets;
	m->run.brackets += counts.brackets;
	m->run.declarations += counts.declarations;
	m->work = sum(m->work, WORK_LINE);
	m->run.bytes += line.len + 1;
}

static bool is_intricate(const struct measure *m)
{
	size_t definition =
		m->definition > m->longest_definition ? m->definition : m->longest_definition;
	return sum(m->work, work_of_inlines(&m->run)) > WORK_MAX ||
	       product(definition, m->n_brackets) > COPIES_MAX;
}

static const struct rule *rule_broken(struct measure *m, struct slice line, size_t start,
				      unsigned int *limit)
{
	if (line.len == 0) {
		end_run(m);
		return NULL;
	}
	*limit = LIMIT_DEPTH;
	if (depth_at(m, line) > LIMIT_DEPTH)
		return &rule_limit_depth;
	measure_line(m, line, start);
	*limit = LIMIT_TABLE_CELLS;
	if (m->n_cells > LIMIT_TABLE_CELLS)
		return &rule_limit_table;
	return is_intricate(m) ? &rule_limit_markup : NULL;
}

enum status limits_check_side(struct article *article, struct side_text *side, enum lang lang,
			      bool *over)
{
	struct slice text = buffer_view(&side->text);
	struct measure measure = {
		.brackets = finder_of(text, '['),
		.angles = finder_of(text, '<'),
		.colons = finder_of(text, ':'),
	};
	size_t next = lines_offset(&side->lines, 1);
	for (size_t number = 1; number <= side->lines.count; number++) {
		size_t at = next;
		next = lines_offset(&side->lines, number + 1);
		size_t end = number < side->lines.count ? next - 1 : text.len;
		unsigned int limit;
		const struct rule *rule =
			rule_broken(&measure, slice_sub(text, at, end), at, &limit);
		if (rule) {
			size_t start = side_text_origin(side, at);
			*over = true;
			return report(article, rule, lang, (struct span){start, start}, limit);
		}
	}
	side->may_have_tables = measure.has_table;
	side->may_have_tasks = measure.has_box;
	return STATUS_OK;
}

/* As cmark does, and for the same reason: U+0000 has no place in a page. */
static void append_without_nul(struct buffer *out, struct slice text)
{
	for (size_t at = 0; at < text.len;) {
		size_t nul = slice_find_char(text, '\0', at);
		size_t end = nul == SLICE_NONE ? text.len : nul;
		buffer_slice(out, slice_sub(text, at, end));
		if (nul != SLICE_NONE)
			buffer_utf8(out, 0xFFFD);
		at = end + 1;
	}
}

enum status limits_show_plain(struct builder *builder, struct side_text *side)
{
	struct buffer *text = &builder->scratch;
	buffer_clear(text);
	append_without_nul(text, buffer_view(&side->text));
	struct slice shown = builder_literal(builder, buffer_view(text));
	builder->segment = SEGMENT_NONE;
	builder->block = (struct span){side_text_origin(side, 0), builder->article->bytes.len};
	struct node *code = builder_leaf(builder, NODE_CODE_BLOCK);
	if (code)
		code->code.text = shown;
	builder->failed |= text->failed || !code;
	return builder->failed ? STATUS_NO_MEMORY : STATUS_OK;
}
