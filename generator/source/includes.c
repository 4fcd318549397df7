/* Finds the directives in the trees and grafts the other files' trees in. */
#include "includes.h"

#include "base/file.h"
#include "source/url.h"

#include <string.h>

enum { DEPTH_MAX = 8, FILES_MAX = 256 };

/* An article that was read for an include. Its nodes go into the trees of the
   one that includes it, so both live equally long. */
struct included {
	struct article article;
	struct arena bytes_arena;
	struct slice path;
	bool is_taken[LANG_SIDES];
	struct included *next;
};

struct work {
	struct article *article;
	const struct article_sources *sources;
	const struct include_chain *chain;
	struct include_chain top;
	size_t n_read;
	enum lang lang;
};

/* --- The directive in the tree ------------------------------------------ */

static const struct slice word = {"[!INCLUDE", 9};
static const struct slice code_word = {"[!code", 6};

/* "[!INCLUDE " at the end of a text; its length, or 0. */
static size_t opening_len(struct slice text)
{
	size_t end = text.len;
	while (end && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '-'))
		end--;
	if (end && text.ptr[end - 1] == '+') /* [!INCLUDE+ [..](..)] */
		end--;
	if (end < word.len || !slice_eq_nocase(slice_sub(text, end - word.len, end), word))
		return 0;
	return text.len - (end - word.len);
}

/* "[!code-powershell" at the end of a text, before a link to a file of code. */
static size_t code_opening_len(struct slice text)
{
	size_t start = text.len;
	while (start && (ascii_is_alnum(text.ptr[start - 1]) || text.ptr[start - 1] == '-'))
		start--;
	start = start > 2 ? start - 2 : 0;
	struct slice opening = slice_skip(text, start);
	return opening.len >= code_word.len &&
			       slice_eq_nocase(slice_sub(opening, 0, code_word.len), code_word)
		       ? opening.len
		       : 0;
}

/* Text "… [!INCLUDE ", a link, text "]…". */
static bool is_directive(const struct node *left)
{
	if (left->kind != NODE_TEXT || left->is_included ||
	    (!opening_len(left->text) && !code_opening_len(left->text)))
		return false;
	const struct node *link = left->next;
	if (!link || link->kind != NODE_LINK || link->is_included || !link->next)
		return false;
	return link->next->kind == NODE_TEXT && slice_starts_with(link->next->text, SLICE("]"));
}

static void drop_if_empty(struct node *text)
{
	if (text->text.len == 0)
		node_unlink(text);
}

/* Puts a node's children behind it, and takes it out. */
static void unwrap(struct node *node)
{
	struct node *at = node;
	while (node->first) {
		struct node *child = node->first;
		node_unlink(child);
		node_insert_after(at, child);
		at = child;
	}
	node_unlink(node);
}

/* --- Findings ----------------------------------------------------------- */

/* Both sides have the directive; it is told once, of the side read first. */
static enum status tell(struct work *w, const struct rule *rule, const struct node *link)
{
	struct findings *findings = &w->article->findings;
	for (size_t i = 0; i < findings->count && w->lang == LANG_JA; i++) {
		const struct finding *known = &findings->items[i];
		if (known->rule == rule && known->n_args &&
		    slice_eq(known->args[0][LANG_EN], link->link.url))
			return STATUS_OK;
	}
	struct finding *finding = findings_add(findings, rule, LANG_BOTH, link->at);
	return finding ? finding_arg(findings, finding, link->link.url) : STATUS_NO_MEMORY;
}

/* --- Reading ------------------------------------------------------------ */

static bool is_in_chain(const struct include_chain *chain, struct slice path)
{
	for (; chain; chain = chain->up)
		if (slice_eq_str(path, chain->path))
			return true;
	return false;
}

static struct included *find_read(struct work *w, struct slice path)
{
	for (struct included *i = w->article->included; i; i = i->next)
		if (slice_eq(i->path, path) && !i->is_taken[w->lang])
			return i;
	return NULL;
}

static enum status read_file(struct work *w, struct slice path, struct included **out)
{
	struct arena *arena = &w->article->arena;
	struct slice bytes = {NULL, 0};
	struct included *made = arena_alloc(arena, sizeof(*made));
	struct include_chain *chain = arena_alloc(arena, sizeof(*chain));
	*out = NULL;
	if (!made || !chain)
		return STATUS_NO_MEMORY;
	arena_init(&made->bytes_arena);
	enum status status =
		w->sources->read(w->sources->context, path.ptr, &made->bytes_arena, &bytes);
	if (status != STATUS_OK || !bytes.ptr) {
		arena_release(&made->bytes_arena);
		return status == STATUS_NO_MEMORY ? status : STATUS_OK;
	}
	*chain = (struct include_chain){path.ptr, w->chain, w->chain->depth + 1, w->chain->n_read};
	++*w->chain->n_read;
	made->path = path;
	made->next = w->article->included;
	w->article->included = made;
	status = article_read_included(&made->article, path.ptr, bytes, w->sources, chain);
	*out = made;
	return status;
}

/* What is wrong in the other file is told when that is read by itself; but a
   circle is only seen from within. */
static enum status pass_on(struct work *w, const struct included *file, const struct node *link)
{
	const struct findings *inner = &file->article.findings;
	bool cycle = false;
	bool deep = false;
	for (size_t i = 0; i < inner->count; i++) {
		cycle |= inner->items[i].rule == &rule_include_cycle;
		deep |= inner->items[i].rule == &rule_include_too_deep;
	}
	enum status status = cycle ? tell(w, &rule_include_cycle, link) : STATUS_OK;
	if (status == STATUS_OK && deep)
		status = tell(w, &rule_include_too_deep, link);
	return status;
}

/* The file a directive names, or NULL when it cannot be had: that is told. */
static enum status find_file(struct work *w, const struct node *link, struct included **out)
{
	struct slice url = link->link.url;
	struct arena *arena = &w->article->arena;
	*out = NULL;
	if (!w->sources || !w->sources->read)
		return tell(w, &rule_include_unresolved, link);
	if (slice_starts_with(url, SLICE("~/")))
		url = slice_skip(url, 1);
	if (url_classify(url) != URL_RELATIVE)
		return tell(w, &rule_include_leaves_folder, link);
	struct slice path = path_resolve(arena, slice_from(w->chain->path), url);
	if (!path.ptr)
		return tell(w, &rule_include_leaves_folder, link);
	if (is_in_chain(w->chain, path))
		return tell(w, &rule_include_cycle, link);
	if (w->chain->depth >= DEPTH_MAX || *w->chain->n_read >= FILES_MAX)
		return tell(w, &rule_include_too_deep, link);
	*out = find_read(w, path);
	if (*out)
		return STATUS_OK;
	enum status status = read_file(w, path, out);
	if (status == STATUS_OK && !*out)
		return tell(w, &rule_include_missing, link);
	return status == STATUS_OK ? pass_on(w, *out, link) : status;
}

/* --- Grafting ----------------------------------------------------------- */

/* An address as the included file has it, seen from the one that includes it. */
static bool move_address(struct arena *arena, struct slice folder, struct slice *url)
{
	if (url_classify(*url) != URL_RELATIVE || url->len == 0 || url->ptr[0] == '/' ||
	    url->ptr[0] == '#' || url->ptr[0] == '\\' || slice_eq_str(folder, "."))
		return true;
	*url = arena_printf(arena, "%.*s/%.*s", SLICE_ARG(folder), SLICE_ARG(*url));
	return url->ptr != NULL;
}

/* The nodes belong to the directive's place and segment from now on. */
static bool adopt(struct work *w, struct node *root, const struct node *link, int segment)
{
	struct slice written = link->link.url;
	if (slice_starts_with(written, SLICE("~/")))
		written = slice_skip(written, 1);
	struct slice folder = path_folder(written);
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		struct node *node = (struct node *)walk.node;
		if (!walk.entering)
			continue;
		node->segment = segment;
		node->at = link->at;
		node->is_included = true;
		struct slice *url = node->kind == NODE_LINK    ? &node->link.url
				    : node->kind == NODE_IMAGE ? &node->image.url
							       : NULL;
		if (url && !move_address(&w->article->arena, folder, url))
			return false;
	}
	return true;
}

/* Nothing but the directive stands in its paragraph. */
static bool is_alone(const struct node *left)
{
	const struct node *link = left->next;
	const struct node *right = link->next;
	return link->parent->kind == NODE_PARAGRAPH && link->parent->first == left &&
	       !right->next && opening_len(left->text) == left->text.len &&
	       slice_is_blank(slice_skip(right->text, 1));
}

static bool takes_blocks(const struct node *node)
{
	return node && node_is_block(node) && node->kind != NODE_PARAGRAPH &&
	       node->kind != NODE_HEADING && node->kind != NODE_LIST && node->kind != NODE_TABLE &&
	       node->kind != NODE_ROW;
}

/* Blocks in place of the paragraph. */
static void graft_blocks(struct node *root, struct node *paragraph)
{
	struct node *at = paragraph;
	while (root->first) {
		struct node *block = root->first;
		node_unlink(block);
		node_insert_after(at, block);
		at = block;
	}
	node_unlink(paragraph);
}

/* The inlines of paragraphs in place of the link; other blocks behind the one
   the directive stands in. */
static void graft_inlines(struct node *root, struct node *link)
{
	struct node *at = link;
	struct node *block = link->parent;
	while (block && !(node_is_block(block) && takes_blocks(block->parent)))
		block = block->parent;
	while (root->first) {
		struct node *child = root->first;
		node_unlink(child);
		if (child->kind != NODE_PARAGRAPH && block) {
			node_insert_after(block, child);
			block = child;
			continue;
		}
		while (child->first) {
			struct node *inline_node = child->first;
			node_unlink(inline_node);
			if (node_is_block(inline_node))
				continue;
			node_insert_after(at, inline_node);
			at = inline_node;
		}
	}
	node_unlink(link);
}

/* The link stays: the file may be published, and its code is in no language. */
static void resolve_code(struct node *left)
{
	struct node *right = left->next->next;
	left->text.len -= code_opening_len(left->text);
	right->text = slice_skip(right->text, 1);
	drop_if_empty(left);
	drop_if_empty(right);
}

static enum status resolve(struct work *w, struct node *left)
{
	struct node *link = left->next;
	struct node *right = link->next;
	struct included *file;
	if (!opening_len(left->text)) {
		resolve_code(left);
		return STATUS_OK;
	}
	enum status status = find_file(w, link, &file);
	if (status != STATUS_OK)
		return status;
	bool alone = is_alone(left) && takes_blocks(link->parent->parent);
	left->text.len -= opening_len(left->text);
	right->text = slice_skip(right->text, 1);
	if (file) {
		struct node *root = file->article.sides[w->lang].root;
		file->is_taken[w->lang] = true;
		if (!adopt(w, root, link, left->segment))
			return STATUS_NO_MEMORY;
		if (alone) {
			graft_blocks(root, link->parent);
			return STATUS_OK;
		}
		graft_inlines(root, link);
	} else {
		unwrap(link);
	}
	drop_if_empty(left);
	drop_if_empty(right);
	return STATUS_OK;
}

/* --- All ---------------------------------------------------------------- */

/* More than any honest file has; taking nodes out of a long row of siblings
   takes its time. */
enum { DIRECTIVES_MAX = 500 };

static size_t collect(const struct node *root, struct node **out)
{
	size_t count = 0;
	struct node_walk walk = node_walk_from(root);
	while (count < DIRECTIVES_MAX && node_walk_next(&walk))
		if (walk.entering && is_directive(walk.node))
			out[count++] = (struct node *)walk.node;
	return count;
}

static bool has_directive(struct slice text)
{
	for (size_t at = 0; (at = slice_find(text, SLICE("[!"), at)) != SLICE_NONE; at++)
		if (slice_eq_nocase(slice_sub(text, at, at + word.len), word) ||
		    slice_eq_nocase(slice_sub(text, at, at + code_word.len), code_word))
			return true;
	return false;
}

static enum status apply_side(struct work *w)
{
	struct node *found[DIRECTIVES_MAX];
	enum status status = STATUS_OK;
	size_t count = collect(w->article->sides[w->lang].root, found);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (is_directive(found[i])) /* its "]" may have been another's end */
			status = resolve(w, found[i]);
	return status;
}

enum status includes_apply(struct article *article, const struct article_sources *sources,
			   const struct include_chain *chain)
{
	struct work w = {.article = article, .sources = sources, .chain = chain};
	if (!has_directive(article->bytes))
		return STATUS_OK;
	if (!chain) {
		w.top = (struct include_chain){.path = sources ? sources->path : article->path,
					       .n_read = &w.n_read};
		w.chain = &w.top;
	}
	enum status status = STATUS_OK;
	for (enum lang lang = LANG_EN; lang <= LANG_JA && status == STATUS_OK; lang++) {
		w.lang = lang;
		status = apply_side(&w);
	}
	return status;
}

void includes_release(struct article *article)
{
	for (struct included *i = article->included, *next; i; i = next) {
		next = i->next;
		article_release(&i->article);
		arena_release(&i->bytes_arena);
	}
	article->included = NULL;
}
