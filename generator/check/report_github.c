/* The report as GitHub's workflow commands, which put each finding beside its
   line in a pull request:
   https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions */
#include "report_format.h"

static const char *const commands[] = {
	[SEVERITY_OFF] = "debug",
	[SEVERITY_INFO] = "notice",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

/* As the runner undoes it; `in_property` is for what stands before "::". */
static void write_escaped(struct buffer *out, struct slice text, bool in_property)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool is_special = c == '%' || c == '\r' || c == '\n' ||
				  (in_property && (c == ':' || c == ','));
		if (is_special)
			buffer_printf(out, "%%%02X", (unsigned int)(unsigned char)c);
		else
			buffer_char(out, c);
	}
}

/* The runner drops columns of what spans several lines, with a warning. */
static void write_region(struct buffer *out, const struct finding *finding)
{
	buffer_printf(out, ",line=%zu,endLine=%zu", finding->start.line, finding->end.line);
	if (finding->start.line == finding->end.line)
		buffer_printf(out, ",col=%zu,endColumn=%zu", finding->start.column,
			      finding->end.column);
}

static void finding_write(struct report *report, const struct finding *finding)
{
	struct buffer *out = &report->out;
	struct buffer message;
	buffer_init(&message, BUFFER_MAX_PAGE);
	finding_message(finding, report->options->lang, &message);
	buffer_printf(out, "::%s file=", commands[finding->severity]);
	write_escaped(out, slice_from(finding->file), true);
	write_region(out, finding);
	buffer_str(out, ",title=");
	write_escaped(out, slice_from(finding->rule->id), true);
	buffer_str(out, "::");
	write_escaped(out, buffer_view(&message), false);
	buffer_char(out, '\n');
	buffer_release(&message);
}

const struct report_format report_format_github = {
	.name = "github",
	.finding = finding_write,
	.is_finding_alone = true,
};
