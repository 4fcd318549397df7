/* Trees to HTML, with links as the page in question writes them. */
#include "bodies.h"

#include "page_links.h"
#include "render/html_pairs.h"

enum { TOC_FIRST = 2, TOC_LAST = 3 };

/* A page's text being written. */
struct body {
	struct arena *arena;
	struct page_links links;
	struct html_options options;
	struct html_writer writer;
};

static void body_begin(struct body *body, const struct knowledge *kb,
		       const struct kb_article *article, enum lang lang, const char *path,
		       struct arena *arena)
{
	*body = (struct body){.arena = arena};
	body->links = (struct page_links){.kb = kb, .article = article, .path = path, .lang = lang};
	arena_init_must(&body->links.arena);
	/* The words between the article's own are in its language. */
	body->options =
		(struct html_options){.lang = article->lang == LANG_BOTH ? lang : article->lang,
				      .resolve = resolve_link,
				      .context = &body->links,
				      .id_prefix = ""};
	html_init(&body->writer, &body->options, NULL);
}

static void body_end(struct body *body)
{
	html_release(&body->writer);
	arena_release(&body->links.arena);
}

static struct slice html_of(struct body *body, struct block_range range)
{
	enum { USUAL_BYTES = 1 << 14 };
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	buffer_reserve(&out, USUAL_BYTES);
	body->writer.out = &out;
	html_blocks(&body->writer, range.first, range.end);
	if (out.failed)
		out_of_memory();
	struct slice html = arena_copy(body->arena, buffer_view(&out));
	buffer_release(&out);
	return html;
}

/* --- Articles ----------------------------------------------------------- */

static const struct node *page_heading(const struct node *root)
{
	for (const struct node *node = root->first; node; node = node->next)
		if (node->kind == NODE_HEADING && node->heading.level == 1)
			return node;
	return NULL;
}

/* 1 where further headings are of the level of the page's own: all of them go
   below it. */
static int body_shift(const struct node *root, const struct node *heading)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		const struct node *node = walk.node;
		if (!walk.entering)
			continue;
		if (node->kind == NODE_HEADING && node->heading.level == 1 && node != heading)
			return 1;
		if (node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH)
			node_walk_skip(&walk); /* no headings in these */
	}
	return 0;
}

static struct slice plain_heading(struct arena *arena, const struct node *heading)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	node_plain_text(heading, &text);
	struct slice copy = arena_copy(arena, slice_trim(buffer_view(&text)));
	buffer_release(&text);
	return copy;
}

/* By the levels that the page shows. */
static void collect_headings(const struct node *root, const struct node *title, int shift,
			     struct arena *arena, struct fragment *out)
{
	struct html_outline outline;
	size_t count = 0;
	for (const struct node *node = root->first; node; node = node->next)
		count += node->kind == NODE_HEADING;
	out->headings = arena_array(arena, count, sizeof(*out->headings));
	html_outline_start(&outline, 1);
	for (const struct node *node = root->first; node; node = node->next) {
		if (node == title)
			html_outline_start(&outline, 1);
		if (node->kind != NODE_HEADING || node == title)
			continue;
		int level = html_outline_next(&outline, (int)node->heading.level + shift);
		struct slice text = plain_heading(arena, node);
		if (level >= TOC_FIRST && level <= TOC_LAST && text.len)
			out->headings[out->n_headings++] =
				(struct fragment_heading){.level = (unsigned int)level,
							  .title = text,
							  .anchor = node->heading.anchor};
	}
}

/* The templates' own ids, in pages that hold an article's text. */
static void reserve_ids(struct html_writer *writer)
{
	static const char *const ids[] = {"page:main", "page:codes", "page:articles"};
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		html_reserve_id(writer, slice_from(ids[i]));
}

/* What side by side needs of the two. */
struct body_marks {
	struct html_marks heading;
	struct html_marks body;
};

static struct slice marked_html(struct body *body, const struct node *first,
				struct html_marks *marks)
{
	html_keep_marks(&body->writer, marks);
	struct slice html = html_of(body, (struct block_range){first, NULL});
	html_keep_marks(&body->writer, NULL);
	return html;
}

static void render_side(const struct knowledge *kb, const struct kb_article *article,
			const struct article *source, enum lang lang, struct arena *arena,
			struct fragment *out, struct body_marks *marks)
{
	struct body body;
	const struct node *root = source->sides[lang].root;
	const struct node *heading = page_heading(root);
	struct slice page = article_page(arena, article);
	const char *path = path_in_lang(arena, lang, page).ptr;
	*out = (struct fragment){0};
	body_begin(&body, kb, article, lang, path, arena);
	body.links.is_own_page = true;
	body.options.skip_heading = heading;
	body.options.heading_shift = body_shift(root, heading);
	reserve_ids(&body.writer);
	if (heading) {
		struct slice id = html_id(arena, heading->heading.anchor);
		if (html_reserve_id(&body.writer, id))
			out->heading_anchor = id;
		out->heading_html = marked_html(&body, heading->first, &marks->heading);
	}
	out->body = marked_html(&body, root->first, &marks->body);
	collect_headings(root, heading, body.options.heading_shift, arena, out);
	body_end(&body);
}

/* --- Side by side ------------------------------------------------------- */

static struct slice take_text(struct arena *arena, struct buffer *text)
{
	if (text->failed)
		out_of_memory();
	struct slice copy = arena_copy(arena, buffer_view(text));
	buffer_release(text);
	return copy;
}

/* The Japanese table of contents, with the English titles where the two run
   parallel. */
static void pair_headings(const struct fragment *sides, struct arena *arena, struct fragment *out)
{
	const struct fragment *ja = &sides[LANG_JA];
	const struct fragment *en = &sides[LANG_EN];
	out->headings = arena_array(arena, ja->n_headings, sizeof(*out->headings));
	out->n_headings = ja->n_headings;
	for (size_t i = 0; i < ja->n_headings; i++) {
		out->headings[i] = ja->headings[i];
		bool is_same = ja->n_headings == en->n_headings &&
			       slice_eq(ja->headings[i].title, en->headings[i].title);
		if (ja->n_headings == en->n_headings && !is_same)
			out->headings[i].second_title = en->headings[i].title;
	}
}

static void render_pair(const struct fragment *sides, const struct body_marks *marks,
			struct arena *arena, struct fragment *out)
{
	struct html_side headings[LANG_SIDES];
	struct html_side bodies[LANG_SIDES];
	struct buffer heading;
	struct buffer body;
	*out = (struct fragment){0};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		headings[lang] = (struct html_side){sides[lang].heading_html, &marks[lang].heading};
		bodies[lang] = (struct html_side){sides[lang].body, &marks[lang].body};
	}
	buffer_init(&heading, BUFFER_MAX_PAGE);
	buffer_init(&body, BUFFER_MAX_PAGE);
	html_pair_heading(headings, &heading);
	html_pairs(bodies, &body);
	out->heading_html = take_text(arena, &heading);
	out->body = take_text(arena, &body);
	/* Another heading's id in the other language may be this one's. */
	if (slice_eq(sides[LANG_JA].heading_anchor, sides[LANG_EN].heading_anchor))
		out->heading_anchor = sides[LANG_JA].heading_anchor;
	pair_headings(sides, arena, out);
}

void body_render(const struct knowledge *kb, const struct kb_article *article,
		 const struct article *source, struct arena *arena, struct body_texts *out)
{
	struct body_marks marks[LANG_SIDES] = {0};
	*out = (struct body_texts){.has_pair = article->lang == LANG_BOTH};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		render_side(kb, article, source, lang, arena, &out->sides[lang], &marks[lang]);
	if (out->has_pair)
		render_pair(out->sides, marks, arena, &out->pair);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		html_marks_release(&marks[lang].heading);
		html_marks_release(&marks[lang].body);
	}
}

void body_render_one(const struct knowledge *kb, const struct kb_article *article,
		     const struct article *source, enum lang lang, struct arena *arena,
		     struct fragment *out)
{
	struct body_marks marks = {0};
	struct body_texts texts;
	if (lang == LANG_BOTH) {
		body_render(kb, article, source, arena, &texts);
		*out = texts.pair;
		return;
	}
	render_side(kb, article, source, lang, arena, out, &marks);
	html_marks_release(&marks.heading);
	html_marks_release(&marks.body);
}

/* --- Entries ------------------------------------------------------------ */

/* All parts of one kind below each other; from the second on with their own
   headings. */
static struct slice part_html(struct body *body, const struct part *first)
{
	struct buffer all;
	buffer_init(&all, BUFFER_MAX_PAGE);
	html_below(&body->writer, 2); /* the page's own heading is an <h2> */
	for (const struct part *part = first; part; part = part->next) {
		struct block_range range = part->body;
		if (part->heading)
			body->options.heading_shift = 2 - (int)part->heading->heading.level;
		if (part != first && part->heading) {
			body->options.heading_shift++;
			range.first = part->heading;
		}
		buffer_slice(&all, html_of(body, range));
	}
	if (all.failed)
		out_of_memory();
	struct slice html = arena_copy(body->arena, buffer_view(&all));
	buffer_release(&all);
	return html;
}

void entry_render(const struct knowledge *kb, const struct kb_article *article,
		  const struct entry_side *side, enum lang lang, const char *path,
		  struct arena *arena, struct entry_html *out)
{
	struct body body;
	body_begin(&body, kb, article, lang, path, arena);
	/* The page has ids of its own, "cause" and "fix" among them. */
	body.options.id_prefix = "in-";
	body.options.heading_shift = 2 - (int)side->heading->heading.level;
	out->intro = html_of(&body, side->intro);
	for (enum part_kind kind = PART_CAUSE; kind < PART_KINDS; kind++)
		out->parts[kind] = part_html(&body, side->parts[kind]);
	body_end(&body);
}
