/* Lines of `:::`, before Markdown is parsed. */
#include "directives.h"

#include <string.h>

const struct rule rule_directive_unknown = {
	.id = "directive.unknown",
	.severity = SEVERITY_WARNING,
	.message = {"the directive \"{0}\" is not known, its content is shown as it is; correct or "
		    "remove it",
		    "ディレクティブ「{0}"
		    "」は不明なため、内容だけを表示します。修正するか、削除してください"},
	.explain = {"Known are :::row, :::column, :::image, :::code, :::zone and :::moniker, and "
		    "quotes that "
		    "begin with [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION], [!VIDEO], "
		    "[!div] or "
		    "[!INCLUDE].",
		    "使えるのは、:::row、:::column、:::image、:::code、:::zone、:::moniker "
		    "と、[!NOTE]、[!TIP]、"
		    "[!IMPORTANT]、[!WARNING]、[!CAUTION]、[!VIDEO]、[!div]、[!INCLUDE] "
		    "で始まる引用です。"},
};

enum { FENCE_MIN = 3, NAME_SHOWN = 40 };

/* The run of ` or ~ that opens or closes a code fence at the start of a line. */
static size_t fence_of(struct slice line, char *mark)
{
	size_t at = 0;
	while (at < line.len &&
	       (line.ptr[at] == ' ' || line.ptr[at] == '>' || line.ptr[at] == '\t'))
		at++;
	if (at >= line.len || (line.ptr[at] != '`' && line.ptr[at] != '~'))
		return 0;
	*mark = line.ptr[at];
	size_t run = 0;
	while (at + run < line.len && line.ptr[at + run] == *mark)
		run++;
	return run >= FENCE_MIN ? run : 0;
}

/* What stands between the colons of a directive's line: `image source="x"`. */
static bool directive_of(struct slice line, struct slice *body, size_t *start)
{
	*start = 0;
	while (*start < line.len && (ascii_is_blank(line.ptr[*start]) || line.ptr[*start] == '>'))
		++*start;
	struct slice text = slice_trim(slice_skip(line, *start));
	if (!slice_starts_with(text, SLICE(":::")))
		return false;
	while (text.len && text.ptr[0] == ':')
		text = slice_skip(text, 1);
	while (text.len && text.ptr[text.len - 1] == ':')
		text.len--;
	*body = slice_trim(text);
	return true;
}

static struct slice name_of(struct slice body)
{
	size_t end = 0;
	while (body.ptr && end < body.len &&
	       (ascii_is_alnum(body.ptr[end]) || body.ptr[end] == '-'))
		end++;
	return slice_sub(body, 0, end);
}

static struct slice attribute_of(struct slice body, struct slice name)
{
	for (size_t at = 0; (at = slice_find(body, name, at)) != SLICE_NONE; at++) {
		struct slice rest = slice_skip(body, at + name.len);
		bool starts = at > 0 && body.ptr && ascii_is_blank(body.ptr[at - 1]);
		if (!starts || !slice_starts_with(rest, SLICE("=\"")))
			continue;
		rest = slice_skip(rest, 2);
		size_t end = slice_find_char(rest, '"', 0);
		return slice_sub(rest, 0, end == SLICE_NONE ? 0 : end);
	}
	return (struct slice){0};
}

static size_t put(char *out, size_t at, struct slice text)
{
	if (text.len)
		memcpy(out + at, text.ptr, text.len);
	return at + text.len;
}

/* `![alt](source)` or `[source](source)`, where it fits: it always does for an
   image, whose names of attributes are longer than the marks. */
static void replace_line(char *line, size_t len, size_t start, struct slice body, bool is_image)
{
	struct slice source = attribute_of(body, SLICE("source"));
	struct slice alt = is_image ? attribute_of(body, SLICE("alt-text")) : source;
	char copy[4096];
	size_t needed = alt.len + source.len + 5;
	bool fits = source.len && start + needed <= len && needed <= sizeof(copy);
	size_t n = 0;
	if (fits) {
		if (is_image)
			n = put(copy, n, SLICE("!"));
		n = put(copy, n, SLICE("["));
		n = put(copy, n, alt);
		n = put(copy, n, SLICE("]("));
		n = put(copy, n, source);
		n = put(copy, n, SLICE(")"));
	}
	memset(line + start, ' ', len - start);
	if (fits)
		memcpy(line + start, copy, n);
}

static bool is_known_container(struct slice name)
{
	static const char *const names[] = {"row",        "column",      "row-end",
					    "column-end", "zone",        "moniker",
					    "zone-end",   "moniker-end", "image-end"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (slice_eq_nocase(name, slice_from(names[i])))
			return true;
	return name.len == 0;
}

static enum status report_unknown(struct article *article, struct slice body, size_t at)
{
	struct findings *findings = &article->findings;
	struct finding *finding = findings_add(findings, &rule_directive_unknown, LANG_BOTH,
					       (struct span){at, at + 1});
	if (!finding)
		return STATUS_NO_MEMORY;
	return finding_arg(findings, finding, slice_sub(body, 0, NAME_SHOWN));
}

enum status directives_replace(char *text, size_t len, struct article *article,
			       directive_origin *origin, const void *context)
{
	struct slice rest = {text, len};
	struct slice line;
	char fence = 0;
	size_t fence_len = 0;
	if (!slice_contains(rest, SLICE(":::")))
		return STATUS_OK;
	while (slice_next_line(&rest, &line)) {
		char mark = 0;
		size_t run = fence_of(line, &mark);
		if (run && !fence_len) {
			fence = mark;
			fence_len = run;
		} else if (run >= fence_len && mark == fence) {
			fence_len = 0;
		}
		struct slice body;
		size_t start;
		if (fence_len || !directive_of(line, &body, &start))
			continue;
		struct slice name = name_of(body);
		bool is_image = slice_eq_nocase(name, SLICE("image"));
		bool is_code = slice_eq_nocase(name, SLICE("code"));
		size_t at = (size_t)(line.ptr - text) + start;
		if (!is_image && !is_code && !is_known_container(name) && article &&
		    report_unknown(article, body, origin(context, at)) != STATUS_OK)
			return STATUS_NO_MEMORY;
		replace_line(text + (line.ptr - text), line.len, start,
			     is_image || is_code ? body : (struct slice){0}, is_image);
	}
	return STATUS_OK;
}
