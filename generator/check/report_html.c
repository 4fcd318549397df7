/*
 * The report for reviewers: one HTML file that needs nothing else. Articles are
 * ranked by score, and each segment that has a finding stands there in both
 * languages as the article has it, with the findings marked in place.
 */
#include "report_format.h"

#include "check/score.h"
#include "report_assets.h"
#include "report_marks.h"
#include "source/article.h"
#include "text/html.h"

#include <stdlib.h>
#include <string.h>

/* The findings of one article: they follow each other. */
struct group {
	const char *file;
	const struct finding *first;
	size_t count;
	size_t score;
	size_t n_of[SEVERITY_ERROR + 1];
};

struct words {
	const char *title;
	const char *intro;
	const char *rule;
	const char *all_rules;
	const char *article;
	const char *score;
	const char *nothing;
	const char *keys;
	const char *no_match;
};

static const struct words all_words[LANG_SIDES] = {
	[LANG_EN] = {.title = "Translation report",
		     .intro = "The articles with the most to mend come first.",
		     .rule = "Rule",
		     .all_rules = "All rules",
		     .article = "Article",
		     .score = "score",
		     .nothing = "Nothing was found: every article is clean.",
		     .keys = "j and k move between findings, n and p between articles, Enter opens "
			     "or closes an article, / goes to the filter.",
		     .no_match = "No finding matches the filters."},
	[LANG_JA] =
		{.title = "翻訳検査レポート",
		 .intro = "修正の必要が多い記事から順に並べています。",
		 .rule = "規則",
		 .all_rules = "すべての規則",
		 .article = "記事",
		 .score = "スコア",
		 .nothing = "指摘はありません。すべての記事に問題がありません。",
		 .keys = "j と k で指摘、n と p で記事の間を移動します。Enter で記事を開閉し、/ "
			 "で絞り込みに移動します。",
		 .no_match = "条件に合う指摘はありません。"},
};

static const struct words *words_of_prose(const struct report *report)
{
	return &all_words[report->options->lang == LANG_JA ? LANG_JA : LANG_EN];
}

/* --- Ranking ------------------------------------------------------------ */

static struct group *groups_make(struct report *report, size_t *n_groups)
{
	const struct findings *findings = report->findings;
	struct group *groups = arena_array(&report->arena, findings->count + 1, sizeof(*groups));
	size_t n = 0;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		const char *file = finding->file ? finding->file : "";
		if (n == 0 || strcmp(groups[n - 1].file, file) != 0)
			groups[n++] = (struct group){.file = file, .first = finding};
		struct group *group = &groups[n - 1];
		group->count++;
		group->n_of[finding->severity]++;
		group->score += finding_weight(finding->severity);
	}
	*n_groups = n;
	return groups;
}

static int compare_groups(const void *a, const void *b)
{
	const struct group *left = a;
	const struct group *right = b;
	if (left->score != right->score)
		return left->score < right->score ? 1 : -1;
	return strcmp(left->file, right->file);
}

/* --- Findings ----------------------------------------------------------- */

static void write_message(struct report *report, const struct finding *finding)
{
	struct buffer message;
	buffer_init(&message, BUFFER_MAX_PAGE);
	finding_message(finding, report->options->lang, &message);
	html_escape(&report->out, buffer_view(&message));
	buffer_release(&message);
}

static void write_finding(struct report *report, const struct finding *finding)
{
	struct buffer *out = &report->out;
	const char *name = severity_name(finding->severity);
	buffer_printf(out, "<li class=\"finding %s\" data-rule=\"%s\" data-severity=\"%s\">", name,
		      finding->rule->id, name);
	buffer_printf(out, "<span class=\"severity\">%s</span> ",
		      severity_word(finding->severity, report->options->lang));
	write_message(report, finding);
	buffer_printf(out, " <span class=\"where\"><code>%s</code> %zu:%zu", finding->rule->id,
		      finding->start.line, finding->start.column);
	if (finding->segment.len) {
		buffer_str(out, " ");
		html_escape(out, finding->segment);
	}
	buffer_str(out, "</span></li>\n");
}

static void write_side(struct report *report, const struct article *article,
		       const struct segment *segment, enum lang lang, const struct finding *first,
		       size_t count)
{
	buffer_printf(&report->out, "<p lang=\"%s\">", lang_name(lang));
	report_marks_write(&report->arena, article, segment->text[lang], first, count,
			   &report->out);
	buffer_str(&report->out, "</p>\n");
}

static const struct segment *find_segment(const struct article *article, struct slice id)
{
	for (size_t i = 0; i < article->n_segments; i++)
		if (slice_eq(article->segments[i].id, id))
			return &article->segments[i];
	return NULL;
}

static bool is_inside_character(const struct article *article, size_t at)
{
	return utf8_is_trail(article->bytes.ptr[at]);
}

/* The line of a finding, or what of a long one stands around it. */
static struct span window_of(const struct article *article, const struct finding *finding)
{
	enum { AROUND = 200 };
	struct slice line = lines_text(&article->lines, finding->start.line);
	size_t start = lines_offset(&article->lines, finding->start.line);
	size_t end = start + line.len;
	struct span at = report_marks_place(article, finding);
	if (at.start > start + AROUND)
		for (start = at.start - AROUND; is_inside_character(article, start);)
			start++;
	if (at.start + AROUND < end)
		for (end = at.start + AROUND; is_inside_character(article, end);)
			end--;
	return (struct span){start, end};
}

/* The findings of one segment, or one that stands in none. */
static void write_place(struct report *report, const struct article *article,
			const struct finding *first, size_t count)
{
	struct buffer *out = &report->out;
	const struct segment *segment =
		article && first->segment.len ? find_segment(article, first->segment) : NULL;
	buffer_str(out, "<div class=\"place\">\n");
	if (segment) {
		buffer_str(out, "<div class=\"pair\">\n");
		write_side(report, article, segment, LANG_EN, first, count);
		write_side(report, article, segment, LANG_JA, first, count);
		buffer_str(out, "</div>\n");
	} else if (article) {
		buffer_str(out, "<p class=\"source\">");
		report_marks_write(&report->arena, article, window_of(article, first), first, count,
				   out);
		buffer_str(out, "</p>\n");
	}
	buffer_str(out, "<ul>\n");
	for (size_t i = 0; i < count; i++)
		if (first[i].severity != SEVERITY_OFF)
			write_finding(report, &first[i]);
	buffer_str(out, "</ul>\n</div>\n");
}

/* How many findings from `first` on belong to its segment, or its line. */
static size_t place_length(const struct finding *first, size_t count)
{
	size_t n = 1;
	while (n < count && slice_eq(first[n].segment, first->segment) &&
	       (first->segment.len || first[n].start.line == first->start.line))
		n++;
	return n;
}

/* --- Articles ----------------------------------------------------------- */

static void write_counts(struct report *report, const struct group *group)
{
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_INFO; severity--)
		if (group->n_of[severity])
			buffer_printf(&report->out, "<span class=\"count %s\">%s %zu</span> ",
				      severity_name((enum severity)severity),
				      severity_word((enum severity)severity, report->options->lang),
				      group->n_of[severity]);
}

static bool read_article(struct report *report, const char *file, struct article *article)
{
	const struct report_source *source = &report->options->source;
	struct slice text;
	if (!source->read || !*file || !source->read(source->context, file, &report->arena, &text))
		return false;
	if (article_read(article, file, text) != STATUS_OK)
		out_of_memory();
	return true;
}

static void write_group(struct report *report, const struct group *group, size_t number)
{
	struct buffer *out = &report->out;
	struct article article;
	struct arena_mark mark = arena_mark(&report->arena);
	bool is_read = read_article(report, group->file, &article);
	buffer_printf(out,
		      "<details class=\"article\" id=\"a%zu\"%s>\n<summary><span class=\"file\">",
		      number, number == 1 ? " open" : "");
	html_escape(out, slice_from(group->file));
	buffer_printf(out, "</span> <span class=\"score\">%s %zu</span> ",
		      words_of_prose(report)->score, group->score);
	write_counts(report, group);
	buffer_str(out, "</summary>\n");
	for (size_t i = 0; i < group->count;) {
		size_t n = place_length(&group->first[i], group->count - i);
		write_place(report, is_read ? &article : NULL, &group->first[i], n);
		i += n;
	}
	buffer_str(out, "</details>\n");
	if (is_read)
		article_release(&article);
	arena_rewind(&report->arena, mark);
	report_flush(report);
}

/* --- The page ----------------------------------------------------------- */

static void write_head(struct report *report)
{
	struct buffer *out = &report->out;
	const struct words *words = words_of_prose(report);
	buffer_printf(out,
		      "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		      "style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
		      "form-action 'none'\">\n"
		      "<title>%s</title>\n<style>\n",
		      lang_name(report->options->lang), words->title);
	buffer_slice(out, report_asset_css());
	buffer_printf(out, "</style>\n</head>\n<body>\n<header>\n<h1>%s</h1>\n<p>", words->title);
	report_summary(report, out);
	buffer_printf(out, "</p>\n<p>%s</p>\n", words->intro);
}

static int compare_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids of all rules that were found, each with how often. */
static void write_rule_choices(struct report *report)
{
	const struct findings *findings = report->findings;
	const char **ids = arena_array(&report->arena, findings->count + 1, sizeof(*ids));
	size_t n = 0;
	for (size_t i = 0; i < findings->count; i++)
		if (findings->items[i].severity != SEVERITY_OFF)
			ids[n++] = findings->items[i].rule->id;
	if (n)
		qsort(ids, n, sizeof(*ids), compare_ids);
	for (size_t i = 0, next; i < n; i = next) {
		for (next = i; next < n && strcmp(ids[next], ids[i]) == 0;)
			next++;
		buffer_printf(&report->out, "<option value=\"%s\">%s (%zu)</option>\n", ids[i],
			      ids[i], next - i);
	}
}

/* Shown by the script: without one there is nothing to filter with. */
static void write_filters(struct report *report)
{
	struct buffer *out = &report->out;
	const struct words *words = words_of_prose(report);
	buffer_str(out, "<form id=\"filters\" hidden>\n");
	for (int severity = SEVERITY_ERROR; severity >= SEVERITY_INFO; severity--) {
		const char *name = severity_name((enum severity)severity);
		buffer_printf(
			out,
			"<label class=\"count %s\"><input type=\"checkbox\" name=\"severity\" "
			"value=\"%s\" checked> %s %zu</label>\n",
			name, name, severity_word((enum severity)severity, report->options->lang),
			report->n_of[severity]);
	}
	buffer_printf(out, "<label>%s <select name=\"rule\">\n<option value=\"\">%s</option>\n",
		      words->rule, words->all_rules);
	write_rule_choices(report);
	buffer_printf(
		out,
		"</select></label>\n<label>%s <input type=\"search\" name=\"article\"></label>\n"
		"</form>\n<p id=\"keys\" hidden>%s</p>\n"
		"<p id=\"none\" role=\"status\" hidden>%s</p>\n",
		words->article, words->keys, words->no_match);
}

static void begin(struct report *report)
{
	size_t n_groups;
	struct group *groups = groups_make(report, &n_groups);
	if (n_groups)
		qsort(groups, n_groups, sizeof(*groups), compare_groups);
	write_head(report);
	if (n_groups)
		write_filters(report);
	buffer_str(&report->out, "</header>\n<main>\n");
	if (n_groups == 0)
		buffer_printf(&report->out, "<p>%s</p>\n", words_of_prose(report)->nothing);
	for (size_t i = 0; i < n_groups; i++)
		write_group(report, &groups[i], i + 1);
	buffer_str(&report->out, "</main>\n<script>\n");
	buffer_slice(&report->out, report_asset_js());
	buffer_str(&report->out, "</script>\n</body>\n</html>\n");
}

const struct report_format report_format_html = {
	.name = "html",
	.begin = begin,
};
