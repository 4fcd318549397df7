/* The report for people at a terminal: a line a finding, the article's line,
   a mark below it, and the numbers at the end. */
#include "report_format.h"

#include "excerpt.h"
#include "text/visible.h"

enum { INDENT = 4 };

/* Select Graphic Rendition parameters (ECMA-48, 8.3.117). */
#define COLOUR_PLACE "1"
#define COLOUR_RULE  "2"
#define COLOUR_MARK  "1;32"

static const char *const severity_colours[] = {
	[SEVERITY_OFF] = "0",
	[SEVERITY_INFO] = "1;36",
	[SEVERITY_WARNING] = "1;33",
	[SEVERITY_ERROR] = "1;31",
};

static void colour_on(struct report *report, const char *colour)
{
	if (report->options->colour)
		buffer_printf(&report->out, "\033[%sm", colour);
}

static void colour_off(struct report *report)
{
	if (report->options->colour)
		buffer_str(&report->out, "\033[0m");
}

static void write_message(struct report *report, const struct finding *finding)
{
	struct buffer *message = &report->scratch;
	buffer_clear(message);
	finding_message(finding, report->options->lang, message);
	text_visible(buffer_view(message), &report->out);
}

static void write_header(struct report *report, const struct finding *finding)
{
	struct buffer *out = &report->out;
	colour_on(report, COLOUR_PLACE);
	text_visible(slice_from(finding->file), out);
	buffer_char(out, ':');
	buffer_number(out, finding->start.line);
	buffer_char(out, ':');
	buffer_number(out, finding->start.column);
	buffer_str(out, ": ");
	colour_off(report);
	colour_on(report, severity_colours[finding->severity]);
	buffer_str(out, severity_word(finding->severity, report->options->lang));
	buffer_str(out, ": ");
	colour_off(report);
	write_message(report, finding);
	colour_on(report, COLOUR_RULE);
	buffer_str(out, " [");
	buffer_str(out, finding->rule->id);
	buffer_char(out, ']');
	colour_off(report);
	buffer_char(out, '\n');
}

static void write_excerpt(struct report *report, const struct report_place *place)
{
	size_t width = report->options->width_cells;
	struct buffer *mark = &report->scratch;
	buffer_clear(mark);
	if (width == 0)
		width = REPORT_WIDTH_DEFAULT;
	buffer_repeat(&report->out, ' ', INDENT);
	excerpt_write(place->line, (struct span){place->start, place->end},
		      width > INDENT ? width - INDENT : 0, &report->out, mark);
	buffer_char(&report->out, '\n');
	buffer_repeat(&report->out, ' ', INDENT);
	colour_on(report, COLOUR_MARK);
	buffer_slice(&report->out, buffer_view(mark));
	colour_off(report);
	buffer_char(&report->out, '\n');
}

static void finding_write(struct report *report, const struct finding *finding)
{
	struct report_place place;
	write_header(report, finding);
	/* Under an empty line a mark says nothing. */
	if (report_locate(report, finding, &place) && !slice_is_blank(place.line))
		write_excerpt(report, &place);
}

static void end(struct report *report)
{
	report_summary(report, &report->out);
	buffer_char(&report->out, '\n');
}

const struct report_format report_format_text = {
	.name = "text",
	.finding = finding_write,
	.is_finding_alone = true,
	.end = end,
};
