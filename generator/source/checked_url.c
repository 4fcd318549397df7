#include "checked_url.h"

#include "html_rules.h"
#include "source/url.h"

/* "data:image/png;base64,": a picture in the article itself (RFC 2397). */
static bool is_picture(struct slice url)
{
	const struct slice start = SLICE("data:image/");
	return url.len > start.len && slice_eq_nocase(slice_sub(url, 0, start.len), start);
}

/* Of a picture's no more than says what it is. */
static struct slice shown(struct builder *builder, struct slice url)
{
	size_t data = is_picture(url) ? slice_find_char(url, ',', 0) : SLICE_NONE;
	if (data == SLICE_NONE)
		return url;
	return arena_join(&builder->article->arena, slice_sub(url, 0, data + 1), SLICE("…"));
}

struct slice checked_url(struct builder *builder, struct slice url)
{
	if (url_classify(url) != URL_REFUSED)
		return url;
	struct finding *finding =
		builder_report_address(builder, &rule_html_bad_url, url, shown(builder, url));
	if (finding && is_picture(url))
		finding_arg_words(finding, "save the picture as a file, and write its path",
				  "画像をファイルに保存し、そのパスを書いてください");
	else if (finding)
		finding_arg_words(finding,
				  "write a whole http or https address, mailto, tel, or a path in "
				  "this site",
				  "http または https の完全なアドレス、mailto、tel、"
				  "サイト内のパスのいずれかで書いてください");
	return SLICE("");
}
