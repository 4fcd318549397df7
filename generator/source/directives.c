/* Lines of `:::`, before Markdown is parsed. */
#include "directives.h"

#include "directive_lines.h"

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

enum { NAME_SHOWN = 40 };

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
static void replace_directive(char *text, struct span at, struct slice body, bool is_image)
{
	struct slice source = attribute_of(body, SLICE("source"));
	struct slice alt = is_image ? attribute_of(body, SLICE("alt-text")) : source;
	char copy[4096];
	size_t needed = alt.len + source.len + 5;
	bool fits = source.len && at.start + needed <= at.end && needed <= sizeof(copy);
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
	memset(text + at.start, ' ', at.end - at.start);
	if (fits)
		memcpy(text + at.start, copy, n);
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
	struct directive_lines lines = directive_lines_of((struct slice){text, len});
	struct directive directive;
	while (directive_lines_next(&lines, &directive)) {
		bool is_image = slice_eq_nocase(directive.name, SLICE("image"));
		bool is_code = slice_eq_nocase(directive.name, SLICE("code"));
		if (!is_image && !is_code && !is_known_container(directive.name) && article &&
		    report_unknown(article, directive.body, origin(context, directive.at)) !=
			    STATUS_OK)
			return STATUS_NO_MEMORY;
		size_t end = directive.line.end;
		while (end > directive.at && ascii_is_blank(text[end - 1]))
			end--;
		replace_directive(text, (struct span){directive.at, end},
				  is_image || is_code ? directive.body : (struct slice){0},
				  is_image);
	}
	return STATUS_OK;
}
