/* Asked of every segment when all are known; a half that is missing altogether has been
   told of by the scanner. */
#include "empty_sides.h"

#include "align_rules.h"
#include "html_tokens.h"
#include "text/unicode.h"

/* Half a pair has been reported as such already. */
static bool is_whole_pair(const struct segment *segment)
{
	const struct span *text = segment->text;
	return text[LANG_EN].start != text[LANG_JA].start &&
	       text[LANG_JA].start != segment->whole.start;
}

/* Blanks of all widths, written as they are or by name, are no text. */
static bool is_blank_side(struct slice text)
{
	const struct slice named = SLICE("&nbsp;");
	for (size_t at = 0; at < text.len;)
		if (slice_starts_with(slice_skip(text, at), named))
			at += named.len;
		else if (!is_unicode_blank(utf8_next(text, &at)))
			return !html_has_text(text);
	return true;
}

static enum status report(struct article *article, const struct segment *segment, enum lang lang)
{
	struct findings *findings = &article->findings;
	struct finding *finding = findings_add(findings, &rule_align_empty, lang, segment->whole);
	if (!finding || finding_arg(findings, finding, segment->id) != STATUS_OK)
		return STATUS_NO_MEMORY;
	finding->segment = segment->id;
	if (lang == LANG_EN)
		finding_arg_words(finding, "write it", "原文を追加してください");
	else
		finding_arg_words(finding, "translate it", "訳文を追加してください");
	return STATUS_OK;
}

/* The first piece at or behind a place of the article. */
static size_t piece_at(const struct scan *scan, size_t at)
{
	size_t low = 0;
	size_t high = scan->n_pieces;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (scan->pieces[middle].at.start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* An anchor is what others link to, and is not translated: where the tool that wrote the
   pair left it in one half, the other has it too. */
static void share_anchor(const struct article *article, const struct segment *segment,
			 const struct scan *scan)
{
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct span text = segment->text[lang];
		struct slice other = segment_text(article, segment, lang_other(lang));
		if (!slice_is_blank(other) ||
		    !slice_contains(segment_text(article, segment, lang), SLICE("<a ")))
			continue;
		for (size_t i = piece_at(scan, text.start);
		     i < scan->n_pieces && scan->pieces[i].at.end <= text.end; i++)
			if (!scan->pieces[i].is_tag)
				scan->pieces[i].lang = LANG_BOTH;
	}
}

enum status empty_sides_look(struct article *article, const struct scan *scan)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < article->n_segments && status == STATUS_OK; i++) {
		const struct segment *segment = &article->segments[i];
		bool en = is_blank_side(segment_text(article, segment, LANG_EN));
		bool ja = is_blank_side(segment_text(article, segment, LANG_JA));
		if (!is_whole_pair(segment))
			continue;
		if (en && ja)
			share_anchor(article, segment, scan);
		else if (en || ja)
			status = report(article, segment, en ? LANG_EN : LANG_JA);
	}
	return status;
}
