/* Headings' levels, mended. */
#include "render/html.h"

enum { LEVEL_MAX = 6 };

void html_outline_start(struct html_outline *outline, int level)
{
	*outline = (struct html_outline){.n_open = 1};
	outline->open[0].written = level;
	outline->open[0].shown = level;
}

void html_outline_below(struct html_outline *outline, int level)
{
	html_outline_start(outline, level);
	outline->n_kept = 1;
}

int html_outline_next(struct html_outline *outline, int written)
{
	if (written < 1)
		written = 1;
	while (outline->n_open > outline->n_kept &&
	       outline->open[outline->n_open - 1].written >= written)
		outline->n_open--;
	int above = outline->n_open ? outline->open[outline->n_open - 1].shown : 0;
	int shown = written > above + 1 || outline->n_kept ? above + 1 : written;
	if (shown > LEVEL_MAX) /* what is deeper stays beside the sixth */
		return LEVEL_MAX;
	outline->open[outline->n_open].written = written;
	outline->open[outline->n_open].shown = shown;
	outline->n_open++;
	return shown;
}
