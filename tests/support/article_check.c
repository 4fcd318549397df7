/* What every article promises, whatever was in its file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"

#include "source/marks.h"
#include "source/rules.h"
#include "source/scan.h"
#include "source/url.h"
#include "text/unicode.h"

#include "base/map.h"

#include <string.h>

#define CHECK(condition, ...)                                                                      \
	do {                                                                                       \
		if (!(condition))                                                                  \
			fail_msg(__VA_ARGS__);                                                     \
	} while (0)

static bool inside(struct span inner, struct span outer)
{
	return outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
}

/* --- Segments and pieces ------------------------------------------------ */

static void check_segment(const struct article *article, size_t i)
{
	const struct segment *segment = &article->segments[i];
	const struct span all = {0, article->bytes.len};
	CHECK(inside(segment->whole, all), "segment %zu leaves the article", i);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		CHECK(inside(segment->text[lang], segment->whole),
		      "segment %zu: %s [%zu,%zu) leaves [%zu,%zu)", i, lang_name(lang),
		      segment->text[lang].start, segment->text[lang].end, segment->whole.start,
		      segment->whole.end);
	CHECK(segment->text[LANG_JA].end <= segment->text[LANG_EN].start ||
		      segment->text[LANG_EN].start == segment->text[LANG_EN].end ||
		      segment->text[LANG_JA].start == segment->text[LANG_JA].end,
	      "segment %zu: its sides overlap", i);
	for (size_t j = i; j-- > 0;) {
		struct span before = article->segments[j].whole;
		CHECK(before.start < segment->whole.start, "segment %zu goes back", i);
		if (before.end <= segment->whole.start)
			break;
		CHECK(segment->whole.end <= before.end, "segments %zu and %zu cross", j, i);
	}
}

static void check_pieces(const struct article *article)
{
	const struct scan *scan = article->scan;
	size_t at = slice_starts_with(article->bytes, SLICE("\xEF\xBB\xBF")) ? 3 : 0;
	for (size_t i = 0; i < scan->n_pieces; i++) {
		const struct piece *piece = &scan->pieces[i];
		CHECK(piece->at.start == at, "piece %zu begins at %zu, not %zu", i, piece->at.start,
		      at);
		CHECK(piece->at.end > at, "piece %zu is empty", i);
		CHECK(!piece->is_tag || piece->lang == LANG_BOTH, "tag %zu has a language", i);
		CHECK(!piece->is_tag || !piece->mended.ptr, "tag %zu is text too", i);
		at = piece->at.end;
	}
	CHECK(at == article->bytes.len, "pieces end at %zu of %zu", at, article->bytes.len);
}

/* --- Text --------------------------------------------------------------- */

static void check_text(const char *what, struct slice text)
{
	CHECK(text.ptr || text.len == 0, "%s: a length without text", what);
	CHECK(utf8_invalid_at(text) == SLICE_NONE, "%s is not UTF-8: %.*s", what, SLICE_ARG(text));
	struct mark mark;
	CHECK(mark_find(text, 0, &mark) == SLICE_NONE, "%s holds a mark: %.*s", what,
	      SLICE_ARG(text));
	CHECK(slice_find_char(text, '\0', 0) == SLICE_NONE, "%s holds a NUL", what);
}

static void check_url(struct slice url)
{
	check_text("an address", url);
	CHECK(url_classify(url) != URL_REFUSED, "%.*s is followed", SLICE_ARG(url));
}

/* --- Trees -------------------------------------------------------------- */

static bool is_named(const struct node *node, const char *name)
{
	return node->kind == NODE_ELEMENT && slice_eq_str(node->element.name, name);
}

static bool holds_inlines(const struct node *node)
{
	return node->kind == NODE_PARAGRAPH || node->kind == NODE_HEADING || is_named(node, "dt") ||
	       is_named(node, "summary") || !node_is_block(node);
}

static bool may_hold(const struct node *parent, const struct node *child)
{
	if (holds_inlines(parent))
		return !node_is_block(child);
	if (parent->kind == NODE_LIST || child->kind == NODE_ITEM)
		return parent->kind == NODE_LIST && child->kind == NODE_ITEM;
	if (parent->kind == NODE_TABLE || child->kind == NODE_ROW)
		return parent->kind == NODE_TABLE && child->kind == NODE_ROW;
	if (parent->kind == NODE_ROW || child->kind == NODE_CELL)
		return parent->kind == NODE_ROW && child->kind == NODE_CELL;
	if (is_named(parent, "dl") || is_named(child, "dt") || is_named(child, "dd"))
		return is_named(parent, "dl") && (is_named(child, "dt") || is_named(child, "dd"));
	if (is_named(child, "summary"))
		return is_named(parent, "details") && parent->first == child;
	if (child->kind == NODE_DOCUMENT)
		return false;
	return parent->kind == NODE_CELL || node_is_block(child);
}

static void check_place(const struct article *article, enum lang lang, const struct node *node)
{
	const struct span all = {0, article->bytes.len};
	CHECK(inside(node->at, all), "a node of kind %d leaves the article: [%zu,%zu)", node->kind,
	      node->at.start, node->at.end);
	CHECK(node->segment >= SEGMENT_NONE && node->segment < (int)article->n_segments,
	      "no segment %d", node->segment);
	bool is_leaf = !node->first && !node_is_block(node);
	if (is_leaf && node->segment != SEGMENT_NONE)
		CHECK(inside(node->at, article->segments[node->segment].text[lang]),
		      "a leaf of kind %d leaves its segment", node->kind);
}

static void check_element(const struct node *node)
{
	static const char *const allowed[] = {"details", "summary", "dl",  "dt",   "dd",    "sub",
					      "sup",     "kbd",     "u",   "code", "small", "mark",
					      "q",       "cite",    "var", "samp", "ins",   "abbr"};
	bool known = false;
	for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
		known |= slice_eq_str(node->element.name, allowed[i]);
	CHECK(known, "<%.*s> is let through", SLICE_ARG(node->element.name));
	CHECK(node->is_html, "<%.*s> out of no HTML", SLICE_ARG(node->element.name));
	for (const struct attribute *a = node->element.attributes; a; a = a->next) {
		CHECK(is_named(node, "abbr") && slice_eq_str(a->name, "title"),
		      "attribute %.*s is let through", SLICE_ARG(a->name));
		check_text("an attribute", a->value);
	}
}

static void check_link(const struct node *node)
{
	check_url(node->link.url);
	check_text("a title", node->link.title);
}

static void check_content(const struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
	case NODE_CODE:
		check_text("a text", node->text);
		break;
	case NODE_CODE_BLOCK:
		check_text("a code block", node->code.text);
		check_text("a language", node->code.language);
		break;
	case NODE_LINK:
		check_link(node);
		break;
	case NODE_IMAGE:
		check_url(node->image.url);
		check_text("a title", node->image.title);
		check_text("an alternative text", node->image.alt);
		break;
	case NODE_ANCHOR:
		check_text("an anchor", node->anchor.name);
		CHECK(node->anchor.name.len, "an anchor without a name");
		break;
	case NODE_HEADING:
		CHECK(node->heading.level >= 1 && node->heading.level <= 6, "no such level");
		check_text("a heading's anchor", node->heading.anchor);
		break;
	case NODE_ELEMENT:
		check_element(node);
		break;
	default:
		break;
	}
}

static bool is_leaf_kind(enum node_kind kind)
{
	return kind == NODE_CODE_BLOCK || kind == NODE_RULE || kind == NODE_TEXT ||
	       kind == NODE_SOFT_BREAK || kind == NODE_HARD_BREAK || kind == NODE_CODE ||
	       kind == NODE_IMAGE || kind == NODE_ANCHOR;
}

static void check_children(const struct node *node)
{
	CHECK(!is_leaf_kind(node->kind) || !node->first, "a leaf of kind %d has children",
	      node->kind);
	const struct node *last = NULL;
	for (const struct node *child = node->first; child; child = child->next) {
		CHECK(child->parent == node, "a child of another parent");
		CHECK(may_hold(node, child), "kind %d%s%.*s in kind %d%s%.*s", child->kind,
		      child->kind == NODE_ELEMENT ? " " : "",
		      child->kind == NODE_ELEMENT ? (int)child->element.name.len : 0,
		      child->kind == NODE_ELEMENT ? child->element.name.ptr : "", node->kind,
		      node->kind == NODE_ELEMENT ? " " : "",
		      node->kind == NODE_ELEMENT ? (int)node->element.name.len : 0,
		      node->kind == NODE_ELEMENT ? node->element.name.ptr : "");
		last = child;
	}
	CHECK(node->last == last, "the last child is not the last");
}

struct tree_check {
	struct map anchors;
	size_t n_links; /* open now */
};

static void check_node(const struct article *article, enum lang lang, const struct node *node,
		       struct tree_check *check)
{
	static char present;
	CHECK(node->kind < NODE_KINDS, "no such kind");
	check_children(node);
	check_place(article, lang, node);
	check_content(node);
	CHECK(node->kind != NODE_LINK || check->n_links == 0, "a link in a link");
	if (node->kind != NODE_HEADING)
		return;
	CHECK(node->heading.anchor.len, "a heading without an anchor");
	CHECK(!map_has(&check->anchors, node->heading.anchor), "two headings at #%.*s",
	      SLICE_ARG(node->heading.anchor));
	assert_int_equal(map_put(&check->anchors, node->heading.anchor, &present), STATUS_OK);
}

static void check_tree(const struct article *article, enum lang lang)
{
	const struct node *root = article->sides[lang].root;
	CHECK(root && root->kind == NODE_DOCUMENT && !root->parent && !root->next, "no document");
	struct tree_check check = {.n_links = 0};
	map_init(&check.anchors);
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		if (walk.entering)
			check_node(article, lang, walk.node, &check);
		if (walk.node->kind == NODE_LINK)
			check.n_links += walk.entering ? 1 : (size_t)-1;
	}
	map_release(&check.anchors);
}

/* --- Findings ----------------------------------------------------------- */

static bool is_listed(const struct rule *rule)
{
	const struct rule *const *const tables[] = {align_rules,  front_matter_rules, text_rules,
						    html_rules,   directive_rules,    limit_rules,
						    include_rules};
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		for (const struct rule *const *at = tables[i]; *at; at++)
			if (*at == rule)
				return true;
	return false;
}

static void check_finding(const struct article *article, const struct finding *finding)
{
	const struct span all = {0, article->bytes.len};
	const char *id = finding->rule->id;
	CHECK(is_listed(finding->rule), "%s is in no table", id);
	CHECK(inside(finding->bytes, all), "%s leaves the article", id);
	struct position start = lines_position(&article->lines, finding->bytes.start);
	CHECK(start.line == finding->start.line && start.column == finding->start.column,
	      "%s is not where it says", id);
	CHECK(finding->file == article->path, "%s is of no file", id);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		for (const char *at = finding->rule->message[lang]; (at = strchr(at, '{')); at++)
			CHECK(strncmp(at, "{lang}", 6) == 0 ||
				      (size_t)(at[1] - '0') < finding->n_args,
			      "%s lacks argument %c", id, at[1]);
}

void article_check(const struct article *article)
{
	CHECK(utf8_invalid_at(article->bytes) == SLICE_NONE, "the article is not UTF-8");
	CHECK(inside(article->front.whole, (struct span){0, article->bytes.len}),
	      "the front matter leaves the article");
	for (size_t i = 0; i < article->n_segments; i++)
		check_segment(article, i);
	check_pieces(article);
	check_tree(article, LANG_EN);
	check_tree(article, LANG_JA);
	for (size_t i = 0; i < article->findings.count; i++)
		check_finding(article, &article->findings.items[i]);
}
