/*
 * The directives of Microsoft's docs: lines of `:::`, and quotes that begin
 * with `[!…]`. What they enclose is kept; they themselves never show.
 */
#ifndef SOURCE_DIRECTIVES_H
#define SOURCE_DIRECTIVES_H

#include "source/article.h"

extern const struct rule rule_directive_unknown;

/* Takes the lines of `:::` out of a side's text before it is parsed, in place
   and without changing its length: a line becomes blank, or for :::image and
   :::code an ordinary image or link, also where that goes on in the next lines. Lines in
   fenced code are left alone. An
   unknown directive is reported when `article` is not NULL; `offset_of` gives
   its place in the article. */
typedef size_t directive_origin(const void *context, size_t offset);
enum status directives_replace(char *text, size_t len, struct article *article,
			       directive_origin *origin, const void *context);

/* Makes alerts, videos and plain blocks of the quotes that begin with `[!…]`. */
enum status directives_apply(struct article *article, enum lang lang);

/* Makes a bold label of a `[!NOTE]` in the middle of a text. What stands behind it
   becomes a text of its own, behind the label in the tree. */
enum status stray_settle(struct article *article, enum lang lang, struct node *text);

#endif
