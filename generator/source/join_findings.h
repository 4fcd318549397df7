/*
 * What stands outside any span belongs to both sides and is read twice: what
 * is found there in both is said once.
 */
#ifndef SOURCE_JOIN_FINDINGS_H
#define SOURCE_JOIN_FINDINGS_H

#include "source/article.h"

/* Of the findings from `first[LANG_EN]` on, which are the English side's, and
   from `first[LANG_JA]` on, the Japanese side's to the end. */
enum status join_findings(struct article *article, const size_t first[LANG_SIDES]);

#endif
