/*
 * What is done to the trees once both are built: alerts are recognised,
 * lines of Japanese joined, and every heading gets its address.
 */
#ifndef SOURCE_FINISH_H
#define SOURCE_FINISH_H

#include "source/article.h"

/* `has_markers`: a "[!" stands somewhere in the article. */
enum status finish_article(struct article *article, bool has_markers);

#endif
