/* Quotes that begin with `[!…]`, and videos outside of them, in the tree. */
#include "directives.h"

#include "source/rules.h"
#include "source/url.h"

#include <string.h>

const struct rule *const directive_rules[] = {&rule_directive_unknown, NULL};

/* --- The marker at the start of a quote --------------------------------- */

/* "[!NOTE]" or "[!VIDEO https://…]": its word, what follows it, its length. */
struct marker {
	struct slice word;
	struct slice rest;
	size_t len;
};

static bool marker_read(struct slice text, struct marker *out)
{
	if (!slice_starts_with(text, SLICE("[!")))
		return false;
	size_t end = slice_find_char(text, ']', 2);
	if (end == SLICE_NONE)
		return false;
	struct slice inside = slice_sub(text, 2, end);
	size_t word = 0;
	while (word < inside.len &&
	       (ascii_is_alpha(inside.ptr[word]) || (unsigned char)inside.ptr[word] >= 0x80))
		word++;
	if (word == 0)
		return false;
	*out = (struct marker){slice_sub(inside, 0, word), slice_trim(slice_skip(inside, word)),
			       end + 1};
	return true;
}

static struct node *first_text(const struct node *quote)
{
	struct node *paragraph = quote->first;
	if (!paragraph || paragraph->kind != NODE_PARAGRAPH || !paragraph->first ||
	    paragraph->first->kind != NODE_TEXT)
		return NULL;
	return paragraph->first;
}

/* Takes the marker off, and the line and the paragraph with it where they held
   no more. */
static void marker_take(struct node *text, size_t len)
{
	struct node *paragraph = text->parent;
	text->text = slice_skip(text->text, len);
	while (text->text.len && ascii_is_blank(text->text.ptr[0]))
		text->text = slice_skip(text->text, 1);
	if (text->text.len)
		return;
	struct node *next = text->next;
	node_unlink(text);
	if (next && (next->kind == NODE_SOFT_BREAK || next->kind == NODE_HARD_BREAK))
		node_unlink(next);
	if (!paragraph->first)
		node_unlink(paragraph);
}

/* Puts a quote's children in its place. */
static void unwrap(struct node *quote)
{
	struct node *at = quote;
	while (quote->first) {
		struct node *child = quote->first;
		node_unlink(child);
		node_insert_after(at, child);
		at = child;
	}
	node_unlink(quote);
}

/* --- Alerts ------------------------------------------------------------- */

static bool alert_kind_of(struct slice word, enum alert_kind *kind)
{
	static const struct {
		const char *word;
		enum alert_kind kind;
	} words[] = {
		{"note", ALERT_NOTE},
		{"tip", ALERT_TIP},
		{"tips", ALERT_TIP},
		{"important", ALERT_IMPORTANT},
		{"warning", ALERT_WARNING},
		{"caution", ALERT_CAUTION},
		/* Translated by mistake. */
		{"メモ", ALERT_NOTE},
		{"ヒント", ALERT_TIP},
		{"重要", ALERT_IMPORTANT},
		{"警告", ALERT_WARNING},
		{"注意", ALERT_CAUTION},
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (slice_eq_nocase(word, slice_from(words[i].word))) {
			*kind = words[i].kind;
			return true;
		}
	return false;
}

/* --- Alerts that are no quotes ------------------------------------------- */

/* "> [!NOTE]>" in the middle of a line, as converters leave it in table cells:
   its word, what stands before it and behind it. */
struct stray {
	struct slice before;
	struct slice after;
	enum alert_kind kind;
};

static bool stray_find(struct slice text, struct stray *out)
{
	for (size_t at = 0; (at = slice_find_char(text, '[', at)) != SLICE_NONE; at++) {
		struct marker marker;
		if (!marker_read(slice_skip(text, at), &marker) || marker.rest.len ||
		    !alert_kind_of(marker.word, &out->kind))
			continue;
		out->before = slice_sub(text, 0, at);
		out->after = slice_skip(text, at + marker.len);
		while (out->before.len && strchr("> ", out->before.ptr[out->before.len - 1]))
			out->before.len--;
		while (out->after.len && strchr("> ", out->after.ptr[0]))
			out->after = slice_skip(out->after, 1);
		return true;
	}
	return false;
}

/* A bold label in its place: "Note: ". */
static enum status stray_label(struct article *article, enum lang lang, struct node *text,
			       const struct stray *stray)
{
	static const struct slice labels[][LANG_SIDES] = {
		[ALERT_NOTE] = {{"Note:", 5}, {"メモ:", 7}},
		[ALERT_TIP] = {{"Tip:", 4}, {"ヒント:", 10}},
		[ALERT_IMPORTANT] = {{"Important:", 10}, {"重要:", 7}},
		[ALERT_WARNING] = {{"Warning:", 8}, {"警告:", 7}},
		[ALERT_CAUTION] = {{"Caution:", 8}, {"注意:", 7}},
	};
	struct node *strong = node_new(&article->arena, NODE_STRONG);
	struct node *label = node_new(&article->arena, NODE_TEXT);
	struct node *rest = node_new(&article->arena, NODE_TEXT);
	if (!strong || !label || !rest)
		return STATUS_NO_MEMORY;
	strong->segment = label->segment = rest->segment = text->segment;
	strong->at = label->at = rest->at = text->at;
	label->text = labels[stray->kind][lang];
	rest->text = arena_printf(&article->arena, " %.*s", SLICE_ARG(stray->after));
	text->text = stray->before;
	if (text->text.len)
		text->text = arena_printf(&article->arena, "%.*s ", SLICE_ARG(stray->before));
	node_append(strong, label);
	node_insert_after(text, strong);
	node_insert_after(strong, rest);
	return rest->text.ptr && text->text.ptr ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status stray_settle(struct article *article, enum lang lang, struct node *text)
{
	struct stray stray;
	return stray_find(text->text, &stray) ? stray_label(article, lang, text, &stray)
					      : STATUS_OK;
}

/* --- Videos ------------------------------------------------------------- */

/* A link in place of the player, behind `block`: no page loads anything from
   elsewhere. */
static enum status video_make(struct article *article, enum lang lang, struct node *block,
			      struct slice url)
{
	struct node *paragraph = node_new(&article->arena, NODE_PARAGRAPH);
	struct node *link = node_new(&article->arena, NODE_LINK);
	struct node *text = node_new(&article->arena, NODE_TEXT);
	if (!paragraph || !link || !text)
		return STATUS_NO_MEMORY;
	paragraph->at = link->at = text->at = block->at;
	link->link.url = url_classify(url) == URL_ABSOLUTE ? url : SLICE("");
	link->link.title = SLICE("");
	text->text = lang == LANG_JA ? SLICE("動画を見る") : SLICE("Watch the video");
	node_append(link, text);
	node_append(paragraph, link);
	node_insert_after(block, paragraph);
	return STATUS_OK;
}

/* A paragraph that is no more than "[!VIDEO https://…]", and not a quote's first. */
static enum status video_apply(struct article *article, enum lang lang, struct node *paragraph)
{
	struct marker marker;
	const struct node *text = paragraph->first;
	bool is_marker = text && !text->next && text->kind == NODE_TEXT &&
			 marker_read(text->text, &marker) &&
			 slice_eq_nocase(marker.word, SLICE("video")) &&
			 slice_is_blank(slice_skip(text->text, marker.len));
	if (!is_marker || (paragraph->parent->kind == NODE_QUOTE && !paragraph->previous))
		return STATUS_OK;
	enum status status = video_make(article, lang, paragraph, marker.rest);
	node_unlink(paragraph);
	return status;
}

/* --- All ---------------------------------------------------------------- */

static enum status report_unknown(struct article *article, const struct node *quote,
				  struct slice marker)
{
	struct findings *findings = &article->findings;
	struct finding *finding =
		findings_add(findings, &rule_directive_unknown, LANG_BOTH, quote->at);
	return finding ? finding_arg(findings, finding, marker) : STATUS_NO_MEMORY;
}

static enum status quote_apply(struct article *article, enum lang lang, struct node *quote)
{
	struct marker marker;
	struct node *text = first_text(quote);
	if (!text || !marker_read(text->text, &marker))
		return STATUS_OK;
	enum alert_kind kind;
	enum status status = STATUS_OK;
	if (alert_kind_of(marker.word, &kind)) {
		marker_take(text, marker.len);
		quote->kind = NODE_ALERT;
		quote->alert.kind = kind;
	} else if (slice_eq_nocase(marker.word, SLICE("video"))) {
		marker_take(text, marker.len);
		status = video_make(article, lang, quote, marker.rest);
		unwrap(quote);
	} else if (slice_eq_nocase(marker.word, SLICE("div"))) {
		marker_take(text, marker.len);
		unwrap(quote);
	} else if (lang == LANG_EN) { /* the marker stands in both sides */
		status = report_unknown(article, quote, slice_sub(text->text, 0, marker.len));
		marker_take(text, marker.len);
	} else {
		marker_take(text, marker.len);
	}
	return status;
}

static enum status apply(struct article *article, enum lang lang, struct node *block)
{
	if (block && block->kind == NODE_QUOTE)
		return quote_apply(article, lang, block);
	return block ? video_apply(article, lang, block) : STATUS_OK;
}

/* The last quote first: what is inside one is done before it. */
enum status directives_apply(struct article *article, enum lang lang)
{
	struct node_walk walk = node_walk_from(article->sides[lang].root);
	struct node *block = NULL; /* left, and not yet looked at */
	enum status status = STATUS_OK;
	bool more = true;
	while (more && status == STATUS_OK) {
		more = node_walk_next(&walk);
		/* A block may be taken out of the tree, so the walk must be past it. */
		status = apply(article, lang, block);
		block = NULL;
		if (more && !walk.entering &&
		    (walk.node->kind == NODE_QUOTE || walk.node->kind == NODE_PARAGRAPH))
			block = (struct node *)walk.node;
	}
	return status;
}
