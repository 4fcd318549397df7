/* Trees to HTML, with links as the page in question writes them. */
#include "bodies.h"

#include "page_links.h"
#include "render/html_pairs.h"

#include <stdlib.h>

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

/* What two languages are set side by side by. */
struct body_marks {
	struct html_marks heading;
	struct html_marks body;
};

/* A place to write in, for one article after another. */
struct body_room {
	struct buffer headings[LANG_SIDES + 1];
	struct buffer bodies[LANG_SIDES + 1]; /* side by side: the words, */
	struct buffer parts;                  /* and what they stand between */
	struct body_marks marks[LANG_SIDES];
};

struct body_room *body_room_new(void)
{
	struct body_room *room = calloc(1, sizeof(*room));
	if (!room)
		out_of_memory();
	for (size_t i = 0; i <= LANG_SIDES; i++) {
		buffer_init(&room->headings[i], BUFFER_MAX_PAGE);
		buffer_init(&room->bodies[i], BUFFER_MAX_PAGE);
	}
	buffer_init(&room->parts, BUFFER_MAX_PAGE);
	return room;
}

void body_room_free(struct body_room *room)
{
	for (size_t i = 0; room && i <= LANG_SIDES; i++) {
		buffer_release(&room->headings[i]);
		buffer_release(&room->bodies[i]);
	}
	if (room)
		buffer_release(&room->parts);
	for (enum lang lang = LANG_EN; room && lang <= LANG_JA; lang++) {
		html_marks_release(&room->marks[lang].heading);
		html_marks_release(&room->marks[lang].body);
	}
	free(room);
}

/* What one large article took is given back. */
static void begin_text(struct buffer *out)
{
	enum { KEPT_BYTES = 1 << 20 };
	if (out->capacity > KEPT_BYTES)
		buffer_release(out);
	buffer_clear(out);
}

static struct slice text_in(const struct buffer *out)
{
	if (out->failed)
		out_of_memory();
	return buffer_view(out);
}

static struct slice marked_html(struct body *body, const struct node *first,
				struct html_marks *marks, struct buffer *out)
{
	begin_text(out);
	body->writer.out = out;
	html_keep_marks(&body->writer, marks);
	html_blocks(&body->writer, first, NULL);
	html_keep_marks(&body->writer, NULL);
	return text_in(out);
}

static void render_side(struct body_room *room, const struct knowledge *kb,
			const struct kb_article *article, const struct article *source,
			enum lang lang, struct arena *arena, struct fragment *out)
{
	/* The templates' own, in pages that hold an article's text. */
	static const char *const ids[] = {"page:main", "page:codes", "page:articles", NULL};
	struct body body;
	const struct node *root = source->sides[lang].root;
	const struct node *heading = page_heading(root);
	struct body_marks *marks = &room->marks[lang];
	struct slice page = article_page(arena, article);
	const char *path = path_in_lang(arena, lang, page).ptr;
	*out = (struct fragment){0};
	body_begin(&body, kb, article, lang, path, arena);
	body.links.is_own_page = true;
	body.options.page_ids = ids;
	body.options.skip_heading = heading;
	body.options.heading_shift = body_shift(root, heading);
	html_keep_marks(&body.writer, &marks->heading); /* there may be none */
	if (heading) {
		struct slice id = html_id(arena, heading->heading.anchor);
		if (html_reserve_id(&body.writer, id))
			out->heading_anchor = id;
		out->heading_html =
			marked_html(&body, heading->first, &marks->heading, &room->headings[lang]);
	}
	out->body = marked_html(&body, root->first, &marks->body, &room->bodies[lang]);
	collect_headings(root, heading, body.options.heading_shift, arena, out);
	body_end(&body);
}

/* --- Side by side ------------------------------------------------------- */

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

static void render_pair(struct body_room *room, const struct fragment *sides, struct arena *arena,
			struct fragment *out)
{
	struct html_side headings[LANG_SIDES];
	struct html_side bodies[LANG_SIDES];
	struct slice heading_html[LANG_SIDES];
	struct buffer *words = &room->bodies[LANG_BOTH];
	*out = (struct fragment){0};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		const struct body_marks *marks = &room->marks[lang];
		heading_html[lang] = sides[lang].heading_html;
		headings[lang] = (struct html_side){heading_html[lang], &marks->heading};
		bodies[lang] = (struct html_side){sides[lang].body, &marks->body};
	}
	begin_text(words);
	begin_text(&room->parts);
	html_pair_heading(headings, words, &room->parts);
	out->heading_html = html_woven(text_in(words), text_in(&room->parts), heading_html, arena);
	begin_text(words);
	begin_text(&room->parts);
	html_pairs(bodies, words, &room->parts);
	out->body = text_in(words);
	out->parts = text_in(&room->parts);
	/* Another heading's id in the other language may be this one's. */
	if (slice_eq(sides[LANG_JA].heading_anchor, sides[LANG_EN].heading_anchor))
		out->heading_anchor = sides[LANG_JA].heading_anchor;
	pair_headings(sides, arena, out);
}

void body_render(struct body_room *room, const struct knowledge *kb,
		 const struct kb_article *article, const struct article *source,
		 struct arena *arena, struct fragment_set *out)
{
	*out = (struct fragment_set){0};
	struct fragment *texts = out->by_lang;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		render_side(room, kb, article, source, lang, arena, &texts[lang]);
	if (article->lang == LANG_BOTH)
		render_pair(room, texts, arena, &texts[LANG_BOTH]);
}

struct slice body_html(const struct fragment_set *set, enum lang lang, struct arena *arena)
{
	const struct fragment *texts = set->by_lang;
	const struct slice sides[LANG_SIDES] = {texts[LANG_EN].body, texts[LANG_JA].body};
	if (lang != LANG_BOTH)
		return texts[lang].body;
	return html_woven(texts[LANG_BOTH].body, texts[LANG_BOTH].parts, sides, arena);
}

void body_render_one(const struct knowledge *kb, const struct kb_article *article,
		     const struct article *source, enum lang lang, struct arena *arena,
		     struct fragment *out)
{
	struct body_room *room = body_room_new();
	struct fragment_set texts;
	if (lang == LANG_BOTH)
		body_render(room, kb, article, source, arena, &texts);
	else
		render_side(room, kb, article, source, lang, arena, &texts.by_lang[lang]);
	*out = texts.by_lang[lang];
	out->heading_html = arena_copy(arena, out->heading_html);
	out->body = arena_copy(arena, body_html(&texts, lang, arena));
	body_room_free(room);
}

/* --- Entries ------------------------------------------------------------ */

static struct slice html_of(struct body *body, struct block_range range)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	body->writer.out = &out;
	html_blocks(&body->writer, range.first, range.end);
	if (out.failed)
		out_of_memory();
	struct slice html = arena_copy(body->arena, buffer_view(&out));
	buffer_release(&out);
	return html;
}

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
