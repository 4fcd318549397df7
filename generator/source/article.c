/* From a file's bytes to an article: the order of the stages. */
#include "source/article.h"

#include "align_rules.h"
#include "failed_tables.h"
#include "finish.h"
#include "includes.h"
#include "join_findings.h"
#include "limits.h"
#include "markdown.h"
#include "remarks.h"
#include "scan.h"
#include "sides.h"
#include "table_cells.h"
#include "text/transform.h"
#include "text/unicode.h"
#include "text_rules.h"

#include <string.h>

static enum status report(struct article *article, const struct rule *rule, size_t at,
			  const char *argument)
{
	size_t end = at < article->bytes.len ? at + 1 : at;
	struct finding *finding =
		findings_add(&article->findings, rule, LANG_BOTH, (struct span){at, end});
	if (!finding)
		return STATUS_NO_MEMORY;
	return finding_arg(&article->findings, finding, slice_from(argument));
}

/* The first character of the recovered text that is not ASCII. */
static size_t first_foreign(struct slice text)
{
	size_t at = 0;
	while (text.ptr && at < text.len && (unsigned char)text.ptr[at] < 0x80)
		at++;
	return at;
}

/* Bytes that are not UTF-8 become text; offsets are those of the text from
   here on. `*at` becomes that of the first character that was not UTF-8. */
static enum status recover_encoding(struct article *article, const char **encoding, size_t *at)
{
	*encoding = NULL;
	*at = utf8_invalid_at(article->bytes);
	if (*at == SLICE_NONE)
		return STATUS_OK;
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	enum status status = text_recover(article->bytes, &text, encoding);
	if (status == STATUS_OK) {
		article->bytes = arena_copy(&article->arena, buffer_view(&text));
		status = article->bytes.ptr ? STATUS_OK : STATUS_NO_MEMORY;
	}
	if (*encoding)
		*at = first_foreign(article->bytes);
	else
		*encoding = "UTF-8"; /* up to there, the text is what it was */
	buffer_release(&text);
	return status;
}

static enum status read_bytes(struct article *article)
{
	const char *encoding;
	size_t foreign;
	enum status status = recover_encoding(article, &encoding, &foreign);
	if (status == STATUS_OK)
		status = lines_init(&article->lines, &article->arena, article->bytes);
	if (status == STATUS_OK && encoding)
		status = report(article, &rule_text_encoding, foreign, encoding);
	size_t nul = slice_find_char(article->bytes, '\0', 0);
	if (status == STATUS_OK && nul != SLICE_NONE)
		status = report(article, &rule_text_nul, nul, "");
	return status;
}

/* Behind a byte order mark. */
static size_t mark_end(const struct article *article)
{
	return slice_starts_with(article->bytes, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
}

/* Where the Markdown begins. */
static size_t body_start(const struct article *article)
{
	return article->front.whole.end ? article->front.whole.end : mark_end(article);
}

/* `plain`: not as Markdown. */
static enum status read_side(struct article *article, const struct scan *scan, enum lang lang,
			     bool plain)
{
	struct side_text side;
	struct builder builder;
	if (side_text_init(&side, article, scan, lang) != STATUS_OK)
		return STATUS_NO_MEMORY;
	enum status status = builder_init(&builder, article, lang);
	if (status == STATUS_OK && !plain)
		status = limits_check_side(article, &side, lang, &plain);
	if (status == STATUS_OK)
		status = plain ? limits_show_plain(&builder, &side)
			       : markdown_parse(&builder, &side);
	if (status == STATUS_OK && side.has_hidden)
		table_cells_restore(builder.root);
	if (status == STATUS_OK && builder.has_odd_lines)
		status = failed_tables_tell(&builder);
	article->sides[lang] = (struct side){builder.root, builder.has_html, builder.has_quotes};
	builder_release(&builder);
	side_text_release(&side);
	return status;
}

static enum status report_absence(struct article *article, size_t start)
{
	if (slice_is_blank(slice_skip(article->bytes, start)))
		return report(article, &rule_text_empty, start, "");
	if (article->n_segments == 0)
		return report(article, &rule_align_none, start, "");
	return STATUS_OK;
}

/* One piece that belongs to both sides: the tags are text. */
static enum status scan_nothing(struct article *article, struct scan *scan)
{
	scan->pieces = arena_alloc(&article->arena, sizeof(*scan->pieces));
	if (!scan->pieces)
		return STATUS_NO_MEMORY;
	scan->pieces[scan->n_pieces++] =
		(struct piece){.at = {mark_end(article), article->bytes.len}, .lang = LANG_BOTH};
	return STATUS_OK;
}

static enum status find_segments(struct article *article, struct scan *scan, bool *plain)
{
	enum status status = front_matter_read(&article->front, &article->arena, article->bytes,
					       &article->findings);
	if (status == STATUS_OK)
		status = scan_article(article, mark_end(article), scan);
	if (status == STATUS_OK)
		status = remarks_find(article, scan);
	if (status == STATUS_OK)
		status = report_absence(article, body_start(article));
	if (status == STATUS_OK)
		status = limits_check_lines(article, plain);
	if (status == STATUS_OK)
		status = limits_check_segments(article, plain);
	if (status == STATUS_OK && !*plain)
		status = limits_tell_long_segments(article);
	return status;
}

static enum status read_stages(struct article *article, const struct article_sources *sources,
			       const struct include_chain *chain)
{
	bool plain = false;
	struct scan *scan = arena_alloc(&article->arena, sizeof(*scan));
	if (!scan)
		return STATUS_NO_MEMORY;
	article->scan = scan;
	enum status status = read_bytes(article);
	if (status == STATUS_OK)
		status = limits_check_file(article, &plain);
	if (status == STATUS_OK)
		status = plain ? scan_nothing(article, scan) : find_segments(article, scan, &plain);
	size_t first[LANG_SIDES] = {0};
	for (enum lang lang = LANG_EN; lang <= LANG_JA && status == STATUS_OK; lang++) {
		first[lang] = article->findings.count;
		status = read_side(article, scan, lang, plain);
	}
	if (status == STATUS_OK)
		status = join_findings(article, first);
	/* No alert, no video and no include is without one. */
	bool has_markers = slice_contains(article->bytes, SLICE("[!"));
	if (status == STATUS_OK && has_markers)
		status = includes_apply(article, sources, chain);
	if (status == STATUS_OK)
		status = finish_article(article, has_markers);
	return status;
}

enum status article_read_included(struct article *article, const char *path, struct slice bytes,
				  const struct article_sources *sources,
				  const struct include_chain *chain)
{
	*article = (struct article){.path = path, .bytes = bytes};
	arena_init(&article->arena);
	findings_init(&article->findings, &article->arena, path, &article->lines);
	findings_limit(&article->findings, FINDINGS_OF_A_RULE_MAX);
	if (!article->bytes.ptr)
		article->bytes = SLICE("");
	return read_stages(article, sources, chain);
}

enum status article_read_from(struct article *article, const char *path, struct slice bytes,
			      const struct article_sources *sources)
{
	return article_read_included(article, path, bytes, sources, NULL);
}

enum status article_read(struct article *article, const char *path, struct slice bytes)
{
	return article_read_from(article, path, bytes, NULL);
}

void article_release(struct article *article)
{
	includes_release(article);
	findings_release(&article->findings);
	arena_release(&article->arena);
}

struct slice segment_text(const struct article *article, const struct segment *segment,
			  enum lang lang)
{
	struct span text = segment->text[lang];
	return slice_sub(article->bytes, text.start, text.end);
}

void article_side_markdown(const struct article *article, enum lang lang, struct buffer *out)
{
	buffer_slice(out, slice_sub(article->bytes, 0, mark_end(article)));
	for (size_t i = 0; i < article->scan->n_pieces; i++) {
		const struct piece *piece = &article->scan->pieces[i];
		if (!piece->is_tag && (piece->lang == lang || piece->lang == LANG_BOTH))
			buffer_slice(out,
				     slice_sub(article->bytes, piece->at.start, piece->at.end));
	}
}

void article_setup(void)
{
	markdown_setup();
}
