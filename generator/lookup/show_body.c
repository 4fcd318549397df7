/* What an entry says, below its title. */
#include "lookup/show.h"

#include "render/terminal.h"

enum { INDENT = 2 };

struct body_writer {
	const struct show *show;
	struct arena arena;
	struct terminal_writer *terminal;
	enum lang lang; /* of the texts: the other one where this one has none */
};

/* Without links in the terminal addresses are printed: not those of our own pages. */
static bool resolve(void *context, struct slice url, struct buffer *out)
{
	struct body_writer *w = context;
	struct catalogue_link link = catalogue_link(w->show->catalogue, &w->arena, url, w->lang);
	buffer_slice(out, link.url);
	return link.url.len && (w->show->has_links || link.kind != CATALOGUE_LINK_ARTICLE);
}

static bool has_text(const struct node *document)
{
	return document && document->first;
}

static bool has_body(const struct catalogue_body *body)
{
	return has_text(body->intro) || has_text(body->cause) || has_text(body->fix);
}

static void put_part(struct body_writer *w, const char *en, const char *ja,
		     const struct node *document)
{
	if (!has_text(document))
		return;
	if (en)
		terminal_heading(w->terminal, slice_from(w->show->lang == LANG_JA ? ja : en));
	terminal_indent(w->terminal, INDENT);
	terminal_blocks(w->terminal, document->first, NULL);
	terminal_indent(w->terminal, -INDENT);
}

static bool read_body(struct body_writer *w, const struct known_entry *entry,
		      struct catalogue_body *out)
{
	const struct show *show = w->show;
	w->lang = show->lang;
	if (catalogue_body(show->catalogue, entry->number, w->lang, &w->arena, show->problems,
			   out) != STATUS_OK)
		return false;
	if (has_body(out))
		return true;
	w->lang = lang_other(show->lang);
	return catalogue_body(show->catalogue, entry->number, w->lang, &w->arena, show->problems,
			      out) == STATUS_OK;
}

void show_body(const struct show *show, const struct known_entry *entry, struct buffer *out)
{
	struct body_writer w = {.show = show};
	struct catalogue_body body;
	if (!show->catalogue)
		return;
	arena_init_must(&w.arena);
	if (read_body(&w, entry, &body) && has_body(&body)) {
		struct terminal_options options = {
			.lang = w.lang,
			.columns = show->width_cells,
			.is_styled = show->colour,
			.has_links = show->has_links,
			.breaker = show->breaker,
			.resolve = resolve,
			.context = &w,
		};
		buffer_char(out, '\n');
		w.terminal = terminal_begin(&w.arena, &options, out);
		terminal_indent(w.terminal, INDENT);
		put_part(&w, NULL, NULL, body.intro);
		put_part(&w, "Cause", "原因", body.cause);
		put_part(&w, "Fix", "対処", body.fix);
		terminal_end(w.terminal);
	}
	arena_release(&w.arena);
}
