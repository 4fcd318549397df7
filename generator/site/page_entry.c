/* The page of one code. */
#include "page.h"

#include "bodies.h"
#include "kb/status_meaning.h"
#include "page_links.h"
#include "render/html.h"

static void set_class(struct page *page, const struct kb_entry *entry)
{
	if (!slice_eq_str(scheme_name(entry->code.scheme), "smtp") || entry->code.normal.len == 0)
		return;
	char class = entry->code.normal.ptr[0];
	struct value *note = value_set_object(page->arena, page->data, "class_note");
	value_set_bool(page->arena, note, "is_success", class == '2');
	value_set_bool(page->arena, note, "is_temporary", class == '4');
	value_set_bool(page->arena, note, "is_permanent", class == '5');
}

static void set_html(struct page *page, const char *key, struct slice html)
{
	if (slice_is_blank(html))
		return;
	struct value *object = value_set_object(page->arena, page->data, key);
	value_set_text(page->arena, object, "html", html);
}

static void set_entry_parts(struct page *page, const struct kb_entry *known,
			    const struct kb_article *article)
{
	const struct entry_side *side =
		&page->material->entries->items[known->in_article].sides[page_lang(page)];
	struct entry_html html;
	if (!side->heading)
		return;
	entry_render(page_kb(page), article, side, page_lang(page), page->output->path, page->arena,
		     &html);
	set_html(page, "intro", html.intro);
	set_html(page, "cause", html.parts[PART_CAUSE]);
	set_html(page, "fix", html.parts[PART_FIX]);
}

/* --- What the code says ------------------------------------------------- */

/* Class, subject and detail in words. A detail that is not registered is somebody's
   own number, and then the scheme's words end with the subject. */
static void set_meaning(struct page *page, const struct kb_entry *entry)
{
	struct arena *arena = page->arena;
	struct status_meaning meaning;
	if (!status_meaning(&entry->code, &meaning))
		return;
	struct value *data = value_set_object(arena, page->data, "meaning");
	value_set_printf(arena, data, "class_number", "%u", meaning.numbers[0]);
	value_set_printf(arena, data, "subject_number", "%u", meaning.numbers[1]);
	value_set_printf(arena, data, "detail_number", "%u", meaning.numbers[2]);
	value_set_str(arena, data, "subject", meaning.subject[page_lang(page)]);
	if (meaning.detail[LANG_EN])
		value_set_str(arena, data, "detail", meaning.detail[page_lang(page)]);
}

/* --- Who has to act ----------------------------------------------------- */

/* One list, as the language joins it: "the sender and the recipient's admin". */
static void set_acts(struct page *page, const struct kb_article *article)
{
	struct arena *arena = page->arena;
	const struct role_list *acts = &article->acts;
	struct slice titles[ROLES];
	struct buffer text;
	if (acts->count == 0)
		return;
	for (size_t i = 0; i < acts->count; i++) {
		struct slice key = arena_printf(arena, "act_%s", role_name(acts->items[i]));
		titles[i] = page_string(page, key.ptr);
	}
	buffer_init(&text, BUFFER_MAX_PAGE);
	if (list_write(page_lang(page), titles, acts->count, &text) != STATUS_OK)
		out_of_memory();
	struct value *data = value_set_object(arena, page->data, "acts");
	value_set_text(arena, data, "text", arena_copy(arena, buffer_view(&text)));
	buffer_release(&text);
}

/* --- What bounces say --------------------------------------------------- */

/* A line belongs to the codes in it, and one without a code to all of the
   article's. */
static bool is_line_of(struct page *page, struct slice line, const struct kb_entry *entry)
{
	struct code_list codes;
	const struct scheme_set *schemes = config_schemes(page->site->options->config);
	if (scheme_find(schemes, page->arena, line, &codes) != STATUS_OK)
		out_of_memory();
	for (size_t i = 0; i < codes.count; i++)
		if (code_covers(&entry->code, &codes.items[i]))
			return true;
	return codes.count == 0;
}

static void set_bounce(struct page *page, const struct kb_article *article,
		       const struct kb_entry *entry)
{
	struct slice rest = article->bounce;
	struct slice line;
	struct value *lines = value_list(page->arena);
	while (slice_next_line(&rest, &line)) {
		if (slice_is_blank(line) || !is_line_of(page, line, entry))
			continue;
		value_append(page->arena, lines, value_text(page->arena, slice_trim(line)));
	}
	if (lines->list.count == 0)
		return;
	struct value *bounce = value_set_object(page->arena, page->data, "bounce");
	value_set(page->arena, bounce, "lines", lines);
}

/* --- Around it ---------------------------------------------------------- */

static void set_entry_articles(struct page *page, const struct kb_article *article,
			       const struct kb_entry *entry)
{
	struct value *list = value_set_list(page->arena, page->data, "articles");
	struct value *item = value_append_object(page->arena, list);
	struct slice url = page_url_of_article(page, article);
	value_set_text(page->arena, item, "title", article->titles[page_lang(page)]);
	value_set_printf(page->arena, item, "url", "%.*s#%.*s", SLICE_ARG(url),
			 SLICE_ARG(page_fragment(page, entry->anchor)));
	value_set_bool(page->arena, page->data, "has_articles", true);
}

static void set_code_neighbour(struct page *page, const char *key, size_t rank)
{
	const size_t *order = page->site->codes_order[page_lang(page)];
	const struct kb_entry *entry = &page_kb(page)->entries[order[rank]];
	struct slice title = entry->titles[page_lang(page)];
	struct value *neighbour =
		page_set_neighbour(page, key, title, page_url_of_entry(page, entry));
	value_set_text(page->arena, neighbour, "code", entry->code.normal);
}

/* The codes before and behind this one in the index. */
static void set_code_pager(struct page *page, size_t index)
{
	size_t rank = page->site->rank_of[page_lang(page)][index];
	if (rank > 0)
		set_code_neighbour(page, "previous", rank - 1);
	if (rank + 1 < page->site->n_codes)
		set_code_neighbour(page, "next", rank + 1);
}

void page_fill_entry(struct page *page)
{
	size_t index = page->output->index;
	const struct kb_entry *entry = &page_kb(page)->entries[index];
	const struct kb_article *article = &page_kb(page)->articles[entry->article];
	struct slice title = entry->full_titles[page_lang(page)];
	page_set_title(page, title.len ? title : entry->code.normal);
	page_set_description(page, article->descriptions[page_lang(page)]);
	value_set_text(page->arena, page->data, "code", entry->code.normal);
	value_set_text(page->arena, page->data, "full_code", page_full_code(page, entry));
	value_set_text(page->arena, page->data, "man_name", entry->man_name);
	value_set_text(page->arena, page->data, "scheme_title", page_scheme_title(page, entry));
	value_set_text(page->arena, page->data, "heading_html",
		       page_escaped(page, entry->titles[page_lang(page)]));
	set_class(page, entry);
	set_meaning(page, entry);
	set_acts(page, article);
	set_bounce(page, article, entry);
	page_set_text_lang(page, article);
	page_set_dates(page, article);
	page_set_source(page, article);
	set_entry_parts(page, entry, article);
	page_set_related(page, entry, article);
	set_entry_articles(page, article, entry);
	set_code_pager(page, index);
}
