/* From an article to what the index keeps of it. */
#include "summary.h"

#include "base/array.h"
#include "kb/links.h"
#include "source/url.h"
#include "text/unicode.h"
#include "text/visible.h"

#include <stdlib.h>
#include <string.h>

/* --- Titles and descriptions -------------------------------------------- */

static const struct node *first_of(const struct node *root, enum node_kind kind)
{
	for (const struct node *node = root->first; node; node = node->next)
		if (node->kind == kind)
			return node;
	return NULL;
}

static enum status plain(struct arena *arena, const struct node *node, struct slice *out)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	if (node)
		node_plain_text(node, &text);
	*out = arena_copy(arena, slice_trim(buffer_view(&text)));
	enum status status = text.failed || !out->ptr ? STATUS_NO_MEMORY : STATUS_OK;
	buffer_release(&text);
	return status;
}

static enum status keep(struct arena *arena, struct slice *out, struct slice text)
{
	*out = arena_copy(arena, text);
	return out->ptr ? STATUS_OK : STATUS_NO_MEMORY;
}

/* The file's name without ".md". */
static struct slice name_of_file(const char *path)
{
	struct slice name = path_base(slice_from(path));
	if (name.len > 3 && slice_eq_nocase(slice_skip(name, name.len - 3), SLICE(".md")))
		name.len -= 3;
	return name;
}

/* A page's title is its first heading. Where there is none the front matter's
   serves, which is Japanese and then no title for the English page. */
static enum status keep_title(struct kb_article *out, const struct article *article, enum lang lang,
			      struct arena *arena)
{
	const struct node *heading = first_of(article->sides[lang].root, NODE_HEADING);
	if (plain(arena, heading, &out->titles[lang]) != STATUS_OK)
		return STATUS_NO_MEMORY;
	if (out->titles[lang].len)
		return STATUS_OK;
	struct slice title = front_matter_get(&article->front, "title");
	if (title.len == 0 || (lang == LANG_EN && has_japanese(title)))
		title = name_of_file(out->path);
	return keep(arena, &out->titles[lang], title);
}

static enum status keep_description(struct kb_article *out, const struct article *article,
				    enum lang lang, struct arena *arena)
{
	struct slice written = front_matter_get(&article->front, "description");
	if (lang == LANG_JA && written.len)
		return keep(arena, &out->descriptions[lang], written);
	const struct node *paragraph = first_of(article->sides[lang].root, NODE_PARAGRAPH);
	return plain(arena, paragraph, &out->descriptions[lang]);
}

/* --- Language ----------------------------------------------------------- */

/* A Japanese article about software names things in English: a Japanese
   character weighs as much as four Latin letters, about a word. */
static enum lang lang_of_text(struct slice text)
{
	enum { LETTERS_PER_CHARACTER = 4 };
	size_t n_letters = 0;
	size_t n_japanese = 0;
	for (size_t at = 0; at < text.len;) {
		int32_t c = utf8_next(text, &at);
		n_letters += c < 0x80 && ascii_is_alpha((char)c);
		n_japanese += is_japanese(c);
	}
	return n_japanese && n_japanese * LETTERS_PER_CHARACTER >= n_letters ? LANG_JA : LANG_EN;
}

static enum status find_lang(struct kb_article *out, const struct article *article)
{
	struct buffer text;
	out->lang = LANG_BOTH;
	if (article->n_segments)
		return STATUS_OK;
	buffer_init(&text, BUFFER_MAX_PAGE);
	node_plain_text(article->sides[LANG_EN].root, &text);
	enum status status = text.failed ? STATUS_NO_MEMORY : STATUS_OK;
	if (!slice_is_blank(buffer_view(&text)))
		out->lang = lang_of_text(buffer_view(&text));
	buffer_release(&text);
	return status;
}

/* --- Anchors ------------------------------------------------------------ */

static struct slice anchor_of(const struct node *node)
{
	if (node->kind == NODE_HEADING)
		return node->heading.anchor;
	return node->kind == NODE_ANCHOR ? node->anchor.name : (struct slice){0};
}

struct anchor_list {
	struct slice *items;
	size_t count;
	size_t capacity;
};

static enum status find_anchors(const struct node *root, struct anchor_list *out)
{
	struct node_walk walk = node_walk_from(root);
	while (node_walk_next(&walk)) {
		struct slice anchor = walk.entering ? anchor_of(walk.node) : (struct slice){0};
		if (anchor.len == 0)
			continue;
		if (!array_room(&out->items, &out->capacity, out->count + 1))
			return STATUS_NO_MEMORY;
		out->items[out->count++] = anchor;
	}
	return STATUS_OK;
}

static enum status keep_anchors(struct kb_article *out, const struct article *article,
				enum lang lang, struct arena *arena)
{
	struct anchor_list found = {0};
	enum status status = find_anchors(article->sides[lang].root, &found);
	if (status == STATUS_OK)
		out->anchors[lang] = arena_array(arena, found.count, sizeof(*found.items));
	if (!out->anchors[lang])
		status = STATUS_NO_MEMORY;
	for (size_t i = 0; i < found.count && status == STATUS_OK; i++)
		status = keep(arena, &out->anchors[lang][out->n_anchors[lang]++], found.items[i]);
	free(found.items);
	return status;
}

/* --- Entries ------------------------------------------------------------ */

static enum status keep_code(struct arena *arena, struct code *code)
{
	enum status status = keep(arena, &code->normal, code->normal);
	if (status == STATUS_OK)
		status = keep(arena, &code->reply, code->reply);
	if (status == STATUS_OK)
		status = keep(arena, &code->first, code->first);
	return status == STATUS_OK ? keep(arena, &code->last, code->last) : status;
}

/* The codes of one heading share its titles: ten thousand copies of a heading
   with ten thousand codes would be a gigabyte. `before` is the entry before
   this one with what was kept of it, or NULL. */
static enum status keep_titles(struct kb_entry *out, const struct entry *entry,
			       const struct entry *before, struct arena *arena)
{
	const struct kb_entry *kept = out - 1; /* where there is one before */
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		const struct entry_side *side = &entry->sides[lang];
		if (before && before->sides[lang].heading == side->heading) {
			out->titles[lang] = kept->titles[lang];
			out->full_titles[lang] = kept->full_titles[lang];
		} else if (keep(arena, &out->titles[lang], side->title) != STATUS_OK ||
			   keep(arena, &out->full_titles[lang], side->full_title) != STATUS_OK) {
			return STATUS_NO_MEMORY;
		}
	}
	return STATUS_OK;
}

static enum status keep_entry(struct kb_entry *out, const struct article *article,
			      const struct entry *entry, const struct entry *before,
			      struct arena *arena)
{
	*out = (struct kb_entry){.code = entry->code,
				 .is_repeated = entry->is_repeated,
				 .start = lines_position(&article->lines, entry->at.start),
				 .end = lines_position(&article->lines, entry->at.end)};
	if (keep_code(arena, &out->code) != STATUS_OK ||
	    keep(arena, &out->anchor, entry->anchor) != STATUS_OK ||
	    keep(arena, &out->segment, entry->segment) != STATUS_OK)
		return STATUS_NO_MEMORY;
	out->address = code_address(arena, &out->code);
	out->man_name = code_man_name(arena, &out->code);
	if (!out->address.ptr || !out->man_name.ptr)
		return STATUS_NO_MEMORY;
	return keep_titles(out, entry, before, arena);
}

/* --- Address ------------------------------------------------------------ */

static bool is_address_char(char c)
{
	return ascii_is_alnum(c) || c == '/' || c == '-' || c == '_' || c == '.';
}

/* Writes over the character at `at`, which is not ASCII, where no address holds its like.
   A byte that is not UTF-8 comes as U+FFFD. Returns where the character ends. */
static size_t hide_character(struct slice path, size_t at, char *bytes)
{
	size_t end = at;
	int32_t c = utf8_next(path, &end);
	if (c == 0xFFFD || is_invisible(c))
		memset(bytes + at, '-', end - at);
	return end;
}

struct slice address_of_path(struct arena *arena, struct slice path)
{
	if (path.len > 3 && slice_eq_nocase(slice_skip(path, path.len - 3), SLICE(".md")))
		path.len -= 3;
	if (slice_eq_nocase(path_base(path), SLICE("index"))) {
		path.len -= 5;
		if (path.len)
			path.len--; /* the slash */
	}
	struct slice address = arena_copy(arena, path);
	char *bytes = (char *)address.ptr;
	for (size_t at = 0; address.ptr && at < path.len;) {
		if ((unsigned char)bytes[at] >= 0x80) {
			at = hide_character(path, at, bytes);
			continue;
		}
		bytes[at] = is_address_char(bytes[at]) ? ascii_lower(bytes[at]) : '-';
		at++;
	}
	return address;
}

struct slice path_without_lang(struct slice path)
{
	if (slice_starts_with(path, SLICE("en/")) || slice_starts_with(path, SLICE("ja/")))
		return slice_skip(path, 3);
	return path;
}

struct slice path_of_written(struct arena *arena, struct slice written, bool *has_html)
{
	const struct slice html = SLICE(".html");
	struct slice path = path_resolve(arena, SLICE("."), written);
	*has_html = false;
	if (url_classify(written) != URL_RELATIVE || !path.ptr)
		return (struct slice){NULL, 0};
	path = path_without_lang(path);
	*has_html = path.len > html.len && slice_ends_with(path, html);
	if (*has_html)
		path.len -= html.len;
	return path;
}

/* What a file system may be asked to hold, and a reader sees. */
static bool is_plain_name(struct slice path)
{
	for (size_t at = 0; at < path.len;) {
		int32_t c = utf8_next(path, &at);
		if (c < ' ' || c == 0x7F || c == '\\' || c == 0xFFFD || is_invisible(c))
			return false;
	}
	return true;
}

struct slice address_of_redirect(struct arena *arena, struct slice written, bool *has_html)
{
	struct slice path = percent_decode(arena, written);
	if (path.ptr)
		path = path_of_written(arena, path, has_html);
	if (!path.ptr || !is_plain_name(path))
		return (struct slice){NULL, 0};
	if (slice_ends_with(path, SLICE(".md")))
		return address_of_path(arena, path);
	if (!slice_eq_str(path_base(path), "index"))
		return path;
	return slice_sub(path, 0, path.len > 5 ? path.len - 6 : 0); /* with the slash */
}

static enum translation translation_of(const struct article *article)
{
	struct slice type = front_matter_get(&article->front, "ms.translationtype");
	if (slice_eq_nocase(type, SLICE("HT")))
		return TRANSLATION_HUMAN;
	return slice_eq_nocase(type, SLICE("MT")) ? TRANSLATION_MACHINE : TRANSLATION_UNKNOWN;
}

static struct day date_of(const struct article *article)
{
	static const char *const keys[] = {"ms.lasthandoff", "ms.date"};
	struct day day = {0};
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (day_parse(front_matter_get(&article->front, keys[i]), &day))
			return day;
	return (struct day){0};
}

static enum status keep_redirects(struct kb_article *out, const struct article *article,
				  struct arena *arena)
{
	const struct front_matter_field *field =
		front_matter_field(&article->front, "redirect_from");
	if (!field)
		return STATUS_OK;
	out->redirect_at = lines_position(&article->lines, field->at.start);
	return keep(arena, &out->redirect_from, field->value);
}

enum status summarise(struct kb_article *out, struct kb_entry **entries,
		      const struct article *article, const struct entry_list *list,
		      struct arena *arena)
{
	if (find_lang(out, article) != STATUS_OK)
		return STATUS_NO_MEMORY;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
		if (keep_title(out, article, lang, arena) != STATUS_OK ||
		    keep_description(out, article, lang, arena) != STATUS_OK ||
		    keep_anchors(out, article, lang, arena) != STATUS_OK)
			return STATUS_NO_MEMORY;
	if (keep_redirects(out, article, arena) != STATUS_OK)
		return STATUS_NO_MEMORY;
	out->translation = translation_of(article);
	out->updated = date_of(article);
	out->n_segments = article->n_segments;
	out->n_entries = list->count;
	*entries = arena_array(arena, list->count, sizeof(**entries));
	if (!*entries)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < list->count; i++)
		if (keep_entry(&(*entries)[i], article, &list->items[i],
			       i ? &list->items[i - 1] : NULL, arena) != STATUS_OK)
			return STATUS_NO_MEMORY;
	out->was_read = true;
	return STATUS_OK;
}

enum status keep_findings(struct kb_article *out, const struct article *article,
			  struct arena *arena)
{
	findings_init(&out->findings, arena, out->file, NULL);
	return findings_copy(&out->findings, &article->findings);
}
