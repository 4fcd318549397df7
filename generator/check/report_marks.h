/* A part of an article with its findings marked, as HTML. */
#ifndef CHECK_REPORT_MARKS_H
#define CHECK_REPORT_MARKS_H

#include "base/finding.h"
#include "source/article.h"

/* Appends the article's bytes in `part`, escaped, each place that one of the
   findings names in <mark class="SEVERITY">; where several meet, of the worst.
   A finding about the whole part marks nothing. */
void report_marks_write(struct arena *arena, const struct article *article, struct span part,
			const struct finding *findings, size_t count, struct buffer *out);

/* The bytes that a finding stands at. */
struct span report_marks_place(const struct article *article, const struct finding *finding);

#endif
