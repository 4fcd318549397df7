/* The span scanner: the pieces follow each other without a gap, and segments lie
   where the text is. */
#include "fuzz/fuzz.h"

#include "source/scan.h"

static void check_pieces(const struct scan *scan, size_t len)
{
	size_t at = 0;
	for (size_t i = 0; i < scan->n_pieces; i++) {
		const struct piece *piece = &scan->pieces[i];
		check(piece->at.start == at && piece->at.end > at);
		check(!piece->is_tag || (piece->lang == LANG_BOTH && !piece->mended.ptr));
		at = piece->at.end;
	}
	check(at == len);
}

static void check_segments(const struct article *article)
{
	for (size_t i = 0; i < article->n_segments; i++) {
		const struct segment *segment = &article->segments[i];
		check(segment->whole.start < segment->whole.end);
		check(segment->whole.end <= article->bytes.len);
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			check(segment->text[lang].start >= segment->whole.start);
			check(segment->text[lang].start <= segment->text[lang].end);
			check(segment->text[lang].end <= segment->whole.end);
		}
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct article article = {.path = "fuzz.md", .bytes = {(const char *)data, size}};
	struct scan scan;
	arena_init(&article.arena);
	if (lines_init(&article.lines, &article.arena, article.bytes) != STATUS_OK)
		out_of_memory();
	findings_init(&article.findings, &article.arena, article.path, &article.lines);
	if (scan_article(&article, 0, &scan) != STATUS_OK)
		out_of_memory();
	check_pieces(&scan, size);
	check_segments(&article);
	findings_release(&article.findings);
	arena_release(&article.arena);
	return 0;
}
