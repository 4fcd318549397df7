/* Reads one alignment tag, forgiving escaped quotes. */
#include "span_tag.h"

enum {
	TAG_MAX = 2000, /* bytes; no tag of the format is near it */
};

static const struct slice escaped_quote = {"&quot;", 6};

struct cursor {
	struct slice text;
	size_t at;
	size_t end; /* of what may belong to the tag */
	bool damaged;
};

static bool at_end(const struct cursor *cursor)
{
	return cursor->at >= cursor->end;
}

static void skip_blanks(struct cursor *cursor)
{
	while (!at_end(cursor) && ascii_is_blank(cursor->text.ptr[cursor->at]))
		cursor->at++;
}

static bool take(struct cursor *cursor, struct slice word)
{
	struct slice rest = slice_sub(cursor->text, cursor->at, cursor->end);
	if (!slice_starts_with(rest, word))
		return false;
	cursor->at += word.len;
	return true;
}

static bool take_quote(struct cursor *cursor)
{
	if (take(cursor, SLICE("\"")) || take(cursor, SLICE("'")))
		return true;
	if (!take(cursor, escaped_quote))
		return false;
	cursor->damaged = true;
	return true;
}

static struct slice take_name(struct cursor *cursor)
{
	size_t start = cursor->at;
	while (!at_end(cursor)) {
		char c = cursor->text.ptr[cursor->at];
		if (!ascii_is_alnum(c) && c != '-' && c != '_' && c != ':')
			break;
		cursor->at++;
	}
	return slice_sub(cursor->text, start, cursor->at);
}

/* A value up to its closing quote, whichever kind that is. */
static bool take_value(struct cursor *cursor, struct slice *value)
{
	bool quoted = take_quote(cursor);
	size_t start = cursor->at;
	while (!at_end(cursor)) {
		char c = cursor->text.ptr[cursor->at];
		size_t end = cursor->at;
		if (quoted && (c == '"' || c == '\'' || c == '&') && take_quote(cursor)) {
			*value = slice_sub(cursor->text, start, end);
			return true;
		}
		if (c == '>' || (!quoted && ascii_is_blank(c))) {
			cursor->damaged |= quoted;
			*value = slice_sub(cursor->text, start, end);
			return true;
		}
		cursor->at++;
	}
	return false;
}

/* Where a tag that begins at `at` must have ended. */
static size_t tag_limit(struct slice text, size_t at)
{
	size_t limit = at + TAG_MAX < text.len ? at + TAG_MAX : text.len;
	for (size_t i = at + 1; i < limit; i++) {
		if (text.ptr[i] == '>')
			return i + 1;
		if (text.ptr[i] == '<')
			return i;
	}
	return limit;
}

static void classify(struct span_tag *tag, struct slice name, struct slice value)
{
	if (slice_eq_str(name, "data-ttu-id")) {
		tag->kind = SPAN_TAG_TARGET;
		tag->id = value;
	} else if (slice_eq_str(name, "data-stu-id")) {
		tag->kind = SPAN_TAG_SOURCE;
		tag->id = value;
	} else if (slice_eq_str(name, "class") && slice_eq_str(value, "sxs-lookup")) {
		tag->kind = SPAN_TAG_LOOKUP;
	}
}

static bool is_alignment_like(struct slice tag)
{
	return slice_contains(tag, SLICE("data-ttu")) || slice_contains(tag, SLICE("data-stu")) ||
	       slice_contains(tag, SLICE("sxs-lookup"));
}

static struct span_tag broken(const struct cursor *cursor, size_t start)
{
	struct slice all = slice_sub(cursor->text, start, cursor->end);
	struct span_tag tag = {SPAN_TAG_NONE, {start, start + 1}, {0}, false};
	if (!is_alignment_like(all))
		return tag;
	size_t line_end = slice_find_char(all, '\n', 0);
	tag.kind = SPAN_TAG_BROKEN;
	tag.at.end = line_end == SLICE_NONE ? cursor->end : start + line_end;
	return tag;
}

static struct span_tag read_span(struct cursor *cursor, size_t start)
{
	struct span_tag tag = {SPAN_TAG_PLAIN, {start, start}, {0}, false};
	for (;;) {
		skip_blanks(cursor);
		if (at_end(cursor))
			return broken(cursor, start);
		if (take(cursor, SLICE(">")))
			break;
		struct slice name = take_name(cursor);
		struct slice value = {0};
		if (name.len == 0) {
			cursor->at++; /* a stray quote or slash */
			continue;
		}
		skip_blanks(cursor);
		if (take(cursor, SLICE("="))) {
			skip_blanks(cursor);
			if (!take_value(cursor, &value))
				return broken(cursor, start);
		}
		classify(&tag, name, value);
	}
	tag.at.end = cursor->at;
	tag.is_damaged = cursor->damaged;
	return tag;
}

/* Some other element's tag: only one whose quotes were escaped matters, that
   is one whose plain quotes do not pair up, or whose value starts with one. */
static struct span_tag read_other(const struct cursor *cursor, size_t start)
{
	struct slice all = slice_sub(cursor->text, start, cursor->end);
	struct span_tag tag = {SPAN_TAG_NONE, {start, start + 1}, {0}, false};
	if (!slice_ends_with(all, SLICE(">")) || !slice_contains(all, escaped_quote))
		return tag;
	size_t quotes = 0;
	for (size_t i = 0; i < all.len; i++)
		quotes += all.ptr[i] == '"';
	if (quotes % 2 == 0 && !slice_contains(all, SLICE("=&quot;")))
		return tag;
	tag.kind = SPAN_TAG_OTHER;
	tag.at.end = cursor->end;
	tag.is_damaged = true;
	return tag;
}

static bool takes_id(char c)
{
	return ascii_is_alnum(c) || c == '-';
}

/* The tag that begins with `start`, an id and `">`; its kind stays NONE where it does
   not. */
static struct span_tag read_usual_id(struct slice text, size_t at, struct slice start,
				     enum span_tag_kind kind)
{
	enum { ID_MAX = 100 };
	struct span_tag none = {SPAN_TAG_NONE, {at, at + 1}, {0}, false};
	struct slice rest = slice_skip(text, at);
	if (!slice_starts_with(rest, start))
		return none;
	rest = slice_skip(rest, start.len);
	size_t len = 0;
	while (len < rest.len && len < ID_MAX && takes_id(rest.ptr[len]))
		len++;
	if (len == 0 || !slice_starts_with(slice_skip(rest, len), SLICE("\">")))
		return none;
	return (struct span_tag){
		kind, {at, at + start.len + len + 2}, slice_sub(rest, 0, len), false};
}

/* A tag just as the tools of the format write it, which nearly all are. */
static struct span_tag read_usual(struct slice text, size_t at)
{
	const struct slice lookup = SLICE("<span class=\"sxs-lookup\">");
	if (slice_starts_with(slice_skip(text, at), lookup))
		return (struct span_tag){SPAN_TAG_LOOKUP, {at, at + lookup.len}, {0}, false};
	struct span_tag tag =
		read_usual_id(text, at, SLICE("<span data-ttu-id=\""), SPAN_TAG_TARGET);
	if (tag.kind == SPAN_TAG_NONE)
		tag = read_usual_id(text, at, SLICE("<span data-stu-id=\""), SPAN_TAG_SOURCE);
	return tag;
}

struct span_tag span_tag_read(struct slice text, size_t at)
{
	struct span_tag none = {SPAN_TAG_NONE, {at, at + 1}, {0}, false};
	struct slice rest = slice_skip(text, at);
	if (slice_starts_with(rest, SLICE("</span>")))
		return (struct span_tag){SPAN_TAG_END, {at, at + 7}, {0}, false};
	struct span_tag usual = read_usual(text, at);
	if (usual.kind != SPAN_TAG_NONE)
		return usual;
	if (rest.len < 2 || !ascii_is_alpha(rest.ptr[1]))
		return none;
	struct cursor cursor = {text, at + 1, tag_limit(text, at), false};
	if (take(&cursor, SLICE("span")) && !at_end(&cursor) &&
	    (ascii_is_blank(text.ptr[cursor.at]) || text.ptr[cursor.at] == '>'))
		return read_span(&cursor, at);
	return read_other(&cursor, at);
}
