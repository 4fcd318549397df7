/* What a side names: the targets of its links, the sources of its images, the
   contents of its code. Compared as sets, since their order may change. */
#include "markup.h"

#include "base/buffer.h"

#include <stdlib.h>

const struct rule rule_markup_link = {
	.id = "markup.link",
	.severity = SEVERITY_ERROR,
	.message = {"the links lead to different pages (in English only: {0}; in Japanese only: "
		    "{1}); link to the same ones",
		    "リンク先が異なります (英語のみ: {0}、日本語のみ: {1})。"
		    "同じページにリンクしてください"},
	.explain = {"A link was lost, added or changed in translation. A language in the address "
		    "(en-us, ja-jp), a query and a slash at the end may differ.",
		    "翻訳の際に、リンクの欠落、追加、または変更が発生しています。アドレスの言語 "
		    "(en-us、ja-jp)、クエリ、末尾のスラッシュの違いは対象外です。"},
	.example = "See [Rules](rules.md).\n- [ルール](connectors.md) を参照してください。\n+ "
		   "[ルール](rules.md) を参照してください。",
};

const struct rule rule_markup_image = {
	.id = "markup.image",
	.severity = SEVERITY_ERROR,
	.message = {"the images differ (in English only: {0}; in Japanese only: {1}); show the "
		    "same ones",
		    "画像が異なります (英語のみ: {0}、日本語のみ: {1})。同じ画像を使ってください"},
	.explain = {"An image was lost, added or changed in translation.",
		    "翻訳の際に、画像の欠落、追加、または変更が発生しています。"},
	.example = "Click **Edit** ![Edit icon](edit.gif).\n- **[編集]** をクリックします。\n+ "
		   "**[編集]** ![編集アイコン](edit.gif) をクリックします。",
};

const struct rule rule_markup_code = {
	.id = "markup.code",
	.severity = SEVERITY_ERROR,
	.message = {"the code differs (in English only: {0}; in Japanese only: {1}); write it as "
		    "in English, in backticks",
		    "コードが異なります (英語のみ: {0}、日本語のみ: {1})。英語と同じコードを"
		    "バッククォートで囲んでください"},
	.explain = {"Code is typed as it stands, so it is the same in every language, down to the "
		    "blanks.",
		    "コードはそのまま入力されるため、空白も含めて、どの言語でも同じにします。"},
	.example = "Run `Get-Mailbox`.\n- Get-Mailbox を実行します。\n+ `Get-Mailbox` "
		   "を実行します。",
};

struct target {
	struct slice shown; /* as written */
	struct slice key;   /* what is compared */
	struct span at;     /* of the mark, in the side's text */
};

struct targets {
	struct target *items; /* in the order of the text */
	size_t count;
};

/* --- Keys --------------------------------------------------------------- */

/* "en-us", "zh-hant-tw": a part of a path that names a language. */
static bool is_locale(struct slice part)
{
	return (part.len == 5 || part.len == 10) && ascii_is_alpha(part.ptr[0]) &&
	       ascii_is_alpha(part.ptr[1]) && part.ptr[2] == '-' && ascii_is_alpha(part.ptr[3]) &&
	       ascii_is_alpha(part.ptr[4]) && (part.len == 5 || part.ptr[part.len - 3] == '-');
}

static struct slice without_scheme(struct slice url)
{
	static const char *const schemes[] = {"https://", "http://"};
	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		struct slice scheme = slice_from(schemes[i]);
		if (slice_eq_nocase(slice_sub(url, 0, scheme.len), scheme))
			return slice_skip(url, scheme.len);
	}
	return url;
}

/* The path without its languages and the slash at its end, in lower case. */
static void write_path(struct buffer *out, struct slice path)
{
	size_t at = 0;
	bool is_first = true;
	while (path.len && path.ptr[path.len - 1] == '/')
		path.len--;
	while (at < path.len) {
		size_t slash = slice_find_char(path, '/', at);
		size_t end = slash == SLICE_NONE ? path.len : slash;
		struct slice part = slice_sub(path, at, end);
		at = end + 1;
		if (is_locale(part))
			continue;
		if (!is_first)
			buffer_char(out, '/');
		is_first = false;
		for (size_t i = 0; i < part.len; i++)
			buffer_char(out, ascii_lower(part.ptr[i]));
	}
}

static struct slice url_key(struct checking *c, struct slice url)
{
	struct buffer out;
	size_t hash = slice_find_char(url, '#', 0);
	struct slice rest = without_scheme(slice_sub(url, 0, hash == SLICE_NONE ? url.len : hash));
	size_t query = slice_find_char(rest, '?', 0);
	buffer_init(&out, BUFFER_MAX_PAGE);
	write_path(&out, slice_sub(rest, 0, query == SLICE_NONE ? rest.len : query));
	if (hash != SLICE_NONE && hash + 1 < url.len)
		buffer_slice(&out, slice_skip(url, hash));
	struct slice key = arena_copy(c->scratch, buffer_view(&out));
	c->failed |= out.failed || !key.ptr;
	buffer_release(&out);
	return key;
}

static struct slice shown_of(const struct node *node)
{
	return node->kind == NODE_LINK    ? node->link.url
	       : node->kind == NODE_IMAGE ? node->image.url
					  : node->text;
}

/* --- Sets --------------------------------------------------------------- */

static bool collect(struct checking *c, const struct pair_side *side, enum node_kind kind,
		    struct targets *out)
{
	out->count = 0;
	out->items = arena_array(c->scratch, pair_count(side, kind), sizeof(*out->items));
	if (!out->items) {
		c->failed = true;
		return false;
	}
	for (size_t i = 0; i < side->n_marks; i++) {
		const struct node *node = side->marks[i].node;
		if (node->kind != kind)
			continue;
		struct slice shown = shown_of(node);
		out->items[out->count++] = (struct target){
			shown, kind == NODE_CODE ? slice_trim(shown) : url_key(c, shown),
			side->marks[i].at};
	}
	return true;
}

static int compare_keys(const void *a, const void *b)
{
	return slice_compare(((const struct target *)a)->key, ((const struct target *)b)->key);
}

/* Takes out of `targets` what `others` have too, and empty ones: their addresses
   were refused, which is told elsewhere. */
static void subtract(struct checking *c, struct targets *targets, const struct targets *others)
{
	struct target *sorted = arena_array(c->scratch, others->count, sizeof(*sorted));
	size_t n = 0;
	if (!sorted) {
		c->failed = true;
		return;
	}
	for (size_t i = 0; i < others->count; i++)
		sorted[i] = others->items[i];
	qsort(sorted, others->count, sizeof(*sorted), compare_keys);
	for (size_t i = 0; i < targets->count; i++)
		if (targets->items[i].key.len && !bsearch(&targets->items[i], sorted, others->count,
							  sizeof(*sorted), compare_keys))
			targets->items[n++] = targets->items[i];
	targets->count = n;
}

/* The same targets in the same order need no closer look. */
static bool are_alike(const struct pair *pair, enum node_kind kind)
{
	const struct pair_side *en = &pair->sides[LANG_EN];
	const struct pair_side *ja = &pair->sides[LANG_JA];
	size_t j = 0;
	for (size_t i = 0; i < en->n_marks; i++) {
		if (en->marks[i].node->kind != kind)
			continue;
		while (j < ja->n_marks && ja->marks[j].node->kind != kind)
			j++;
		if (j == ja->n_marks ||
		    !slice_eq(shown_of(en->marks[i].node), shown_of(ja->marks[j].node)))
			return false;
		j++;
	}
	while (j < ja->n_marks && ja->marks[j].node->kind != kind)
		j++;
	return j == ja->n_marks;
}

enum { LIST_MAX = 160 }; /* bytes after which a list is cut */

static struct slice list_of(struct checking *c, const struct targets *targets)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	for (size_t i = 0; i < targets->count; i++) {
		struct slice shown = targets->items[i].shown;
		if (out.len > LIST_MAX) {
			buffer_str(&out, " …");
			break;
		}
		buffer_str(&out, out.len ? ", " : "");
		buffer_slice(&out, words_at(shown, (struct span){0, shown.len}));
	}
	struct slice list = out.len ? arena_copy(c->scratch, buffer_view(&out)) : SLICE("–");
	c->failed |= out.failed || !list.ptr;
	buffer_release(&out);
	return list;
}

/* Where the Japanese has the address of a lost link or image after all, as in
   "[](rules.md)", which shows nothing; empty: nowhere. */
static struct span address_at(const struct checking *c, const struct pair *pair,
			      struct slice address)
{
	struct span side = pair->segment->text[LANG_JA];
	struct slice raw = segment_text(c->article, pair->segment, LANG_JA);
	size_t at = address.len ? slice_find(raw, address, 0) : SLICE_NONE;
	if (at == SLICE_NONE)
		return (struct span){0, 0};
	return (struct span){side.start + at, side.start + at + address.len};
}

/* At what the Japanese has too much; or where it tried to write what it lacks. */
static void tell(struct checking *c, const struct pair *pair, const struct rule *rule,
		 const struct targets only[LANG_SIDES])
{
	struct slice lists[LANG_SIDES] = {list_of(c, &only[LANG_EN]), list_of(c, &only[LANG_JA])};
	const struct targets *ja = &only[LANG_JA];
	struct span at = {0, 0};
	if (ja->count == 0)
		at = address_at(c, pair, only[LANG_EN].items[0].shown);
	if (at.end == 0) {
		at = ja->count ? ja->items[0].at : (struct span){0, 0};
		say(c, rule, pair, LANG_JA, at, 2, lists[LANG_EN], lists[LANG_JA]);
		return;
	}
	struct finding *finding = say_at(c, rule, LANG_JA, at, 2, lists[LANG_EN], lists[LANG_JA]);
	if (finding)
		finding->segment = pair->segment->id;
}

/* An image that became a link is told as the lost image. */
static void forgive_images(struct checking *c, const struct pair *pair, struct targets *links)
{
	struct targets images;
	if (links->count && collect(c, &pair->sides[LANG_EN], NODE_IMAGE, &images))
		subtract(c, links, &images);
}

static void check_kind(struct checking *c, const struct pair *pair, enum node_kind kind,
		       const struct rule *rule)
{
	struct targets all[LANG_SIDES];
	struct targets only[LANG_SIDES];
	if (are_alike(pair, kind))
		return;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		if (!collect(c, &pair->sides[lang], kind, &all[lang]) ||
		    !collect(c, &pair->sides[lang], kind, &only[lang]))
			return;
	subtract(c, &only[LANG_EN], &all[LANG_JA]);
	subtract(c, &only[LANG_JA], &all[LANG_EN]);
	if (kind == NODE_LINK)
		forgive_images(c, pair, &only[LANG_JA]);
	if (only[LANG_EN].count == 0 && only[LANG_JA].count == 0)
		return;
	tell(c, pair, rule, only);
}

void markup_check_targets(struct checking *c, const struct pair *pair)
{
	check_kind(c, pair, NODE_LINK, &rule_markup_link);
	check_kind(c, pair, NODE_IMAGE, &rule_markup_image);
	check_kind(c, pair, NODE_CODE, &rule_markup_code);
}
