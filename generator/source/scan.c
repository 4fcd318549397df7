/*
 * A state machine over the tags, with a stack of the spans that are open.
 * The language of a piece of text is that of the innermost alignment span
 * around it.
 */
#include "scan.h"

#include "align_rules.h"
#include "empty_sides.h"
#include "segment_ids.h"
#include "source_index.h"
#include "span_tag.h"
#include "usual_pair.h"

#include <string.h>

enum { OPEN_MAX = 64 }; /* spans within spans; deeper ones are plain text */

struct open_span {
	enum span_tag_kind kind;
	int segment;     /* SEGMENT_NONE for a plain span, or a lookup of no target */
	size_t start;    /* of its tag */
	bool has_source; /* a lookup whose source has begun */
	bool is_done;    /* and has been closed */
};

struct scanner {
	struct article *article;
	struct piece *pieces;
	size_t n_pieces;
	size_t pieces_capacity;
	size_t segments_capacity;
	struct open_span open[OPEN_MAX];
	size_t n_open;
	size_t n_deeper;   /* open, yet too deep to be remembered */
	size_t text_start; /* of the text not yet made a piece */
	int awaiting;      /* segment whose target was closed just now */
	size_t awaiting_since;
	struct source_index sources;
	struct span first_damage;
	size_t n_damaged;
	bool failed; /* memory is out */
};

/* --- Findings ----------------------------------------------------------- */

/* NULL where there is no memory. */
static struct finding *report(struct scanner *s, const struct rule *rule, enum lang lang,
			      struct span at, struct slice segment, struct slice other)
{
	struct findings *findings = &s->article->findings;
	struct finding *finding = findings_add(findings, rule, lang, at);
	if (!finding || finding_arg(findings, finding, segment) != STATUS_OK ||
	    finding_arg(findings, finding, other) != STATUS_OK) {
		s->failed = true;
		return NULL;
	}
	if (rule != &rule_align_stray_tag && rule != &rule_align_damaged_tag)
		finding->segment = segment;
	return finding;
}

static struct segment *segment_of(const struct scanner *s, int index)
{
	return index == SEGMENT_NONE ? NULL : &s->article->segments[index];
}

static struct slice id_of(const struct scanner *s, int index)
{
	const struct segment *segment = segment_of(s, index);
	return segment ? segment->id : SLICE("?");
}

/* --- Pieces ------------------------------------------------------------- */

/* An array of the arena that has become too small, in twice the room. */
static void *outgrown(struct scanner *s, const void *items, size_t size, size_t *capacity)
{
	void *more = arena_array_raw(&s->article->arena, *capacity * 2, size);
	if (!more)
		return NULL;
	memcpy(more, items, *capacity * size);
	*capacity *= 2;
	return more;
}

static inline bool room_for_piece(struct scanner *s)
{
	if (s->pieces && s->n_pieces == s->pieces_capacity)
		s->pieces = outgrown(s, s->pieces, sizeof(*s->pieces), &s->pieces_capacity);
	s->failed |= !s->pieces;
	return !s->failed;
}

static inline void append_piece(struct scanner *s, struct piece piece)
{
	if (room_for_piece(s))
		s->pieces[s->n_pieces++] = piece;
}

/* What continues the piece before it becomes part of that. */
static void push_piece(struct scanner *s, struct span at, bool is_tag, enum lang lang)
{
	if (at.start >= at.end)
		return;
	struct piece *last = s->n_pieces ? &s->pieces[s->n_pieces - 1] : NULL;
	if (last && last->is_tag == is_tag && last->lang == lang && !last->mended.ptr)
		last->at.end = at.end;
	else
		append_piece(s, (struct piece){.at = at, .lang = lang, .is_tag = is_tag});
}

static enum lang current_lang(const struct scanner *s)
{
	for (size_t i = s->n_open; i-- > 0;) {
		switch (s->open[i].kind) {
		case SPAN_TAG_TARGET:
			return LANG_JA;
		case SPAN_TAG_SOURCE:
			return LANG_EN;
		case SPAN_TAG_LOOKUP: /* its source tag is missing */
			return s->open[i].is_done ? LANG_BOTH : LANG_EN;
		default:
			break;
		}
	}
	return LANG_BOTH;
}

static void flush_text(struct scanner *s, size_t end)
{
	push_piece(s, (struct span){s->text_start, end}, false, current_lang(s));
	s->text_start = end;
}

static void push_tag(struct scanner *s, const struct span_tag *tag)
{
	push_piece(s, tag->at, true, LANG_BOTH);
	s->text_start = tag->at.end;
}

/* --- Segments ----------------------------------------------------------- */

static int segment_begin(struct scanner *s, struct slice id, size_t at)
{
	struct article *article = s->article;
	if (article->n_segments == s->segments_capacity)
		article->segments = outgrown(s, article->segments, sizeof(*article->segments),
					     &s->segments_capacity);
	s->failed |= !article->segments;
	if (s->failed)
		return SEGMENT_NONE;
	const struct span empty = {at, at};
	article->segments[article->n_segments] =
		(struct segment){.id = id, .whole = empty, .text = {empty, empty}};
	return (int)article->n_segments++;
}

static void open_push(struct scanner *s, enum span_tag_kind kind, int segment, size_t start)
{
	if (s->n_open < OPEN_MAX)
		s->open[s->n_open++] =
			(struct open_span){.kind = kind, .segment = segment, .start = start};
	else
		s->n_deeper++;
}

static struct open_span *open_top(struct scanner *s)
{
	return s->n_open ? &s->open[s->n_open - 1] : NULL;
}

/* Index of the innermost open span that belongs to the alignment, or -1. */
static int innermost_alignment(const struct scanner *s)
{
	for (size_t i = s->n_open; i-- > 0;)
		if (s->open[i].kind != SPAN_TAG_PLAIN)
			return (int)i;
	return -1;
}

/* The text since `start` was taken for one language although its span never
   closed: what stands behind the first line end belongs to both. */
static size_t give_back_lines(struct scanner *s, size_t start, size_t here)
{
	flush_text(s, here);
	struct slice text = slice_sub(s->article->bytes, 0, here);
	size_t line_end = slice_find_char(text, '\n', start);
	if (line_end == SLICE_NONE)
		return here;
	while (s->n_pieces && s->pieces[s->n_pieces - 1].at.start >= line_end)
		s->n_pieces--;
	if (s->n_pieces && s->pieces[s->n_pieces - 1].at.end > line_end)
		s->pieces[s->n_pieces - 1].at.end = line_end;
	push_piece(s, (struct span){line_end, here}, false, LANG_BOTH);
	return line_end;
}

/* Ends the open span at `depth`, and all within it, for want of a </span>. */
static void close_unclosed(struct scanner *s, size_t depth, size_t here)
{
	struct open_span open = s->open[depth];
	struct segment *segment = segment_of(s, open.segment);
	enum lang lang = open.kind == SPAN_TAG_TARGET ? LANG_JA : LANG_EN;
	if (segment && (open.kind == SPAN_TAG_TARGET || open.kind == SPAN_TAG_SOURCE)) {
		bool holds_others = open.segment + 1 < (int)s->article->n_segments;
		size_t end = here;
		if (holds_others)
			flush_text(s, here);
		else
			end = give_back_lines(s, segment->text[lang].start, here);
		segment->text[lang].end = end;
		segment->whole.end = end;
	} else {
		flush_text(s, here);
	}
	s->n_open = depth;
	if (segment)
		report(s, &rule_align_unclosed, lang, segment->whole, segment->id,
		       (struct slice){0});
}

/* --- One tag ------------------------------------------------------------ */

static bool is_blank_in_line(struct slice text)
{
	return slice_is_blank(text) && slice_find_char(text, '\n', 0) == SLICE_NONE;
}

/* A lookup that has its source is closed by the very next </span>. */
static void check_lookup(struct scanner *s, const struct span_tag *tag)
{
	const struct open_span *top = open_top(s);
	if (!top || top->kind != SPAN_TAG_LOOKUP || !top->is_done)
		return;
	if (tag && tag->kind == SPAN_TAG_END &&
	    is_blank_in_line(slice_sub(s->article->bytes, s->text_start, tag->at.start)))
		return;
	struct segment *segment = segment_of(s, top->segment);
	s->n_open--;
	if (segment) {
		segment->whole.end = s->text_start;
		report(s, &rule_align_unclosed, LANG_EN, segment->whole, segment->id,
		       (struct slice){0});
	}
}

/* The id of the source that a tag is or, being a lookup, holds. */
static struct slice source_id(const struct scanner *s, const struct span_tag *tag)
{
	struct slice bytes = s->article->bytes;
	if (tag->kind == SPAN_TAG_SOURCE)
		return tag->id;
	size_t at = tag->at.end;
	while (at < bytes.len && ascii_is_blank(bytes.ptr[at]))
		at++;
	if (tag->kind != SPAN_TAG_LOOKUP || at >= bytes.len || bytes.ptr[at] != '<')
		return (struct slice){0};
	return span_tag_read(bytes, at).id;
}

/* A target that has just been closed is followed by its lookup at once. */
static void check_awaiting(struct scanner *s, const struct span_tag *tag)
{
	if (s->awaiting == SEGMENT_NONE)
		return;
	const struct segment *segment = segment_of(s, s->awaiting);
	bool is_half = tag && (tag->kind == SPAN_TAG_LOOKUP || tag->kind == SPAN_TAG_SOURCE);
	if (is_half &&
	    slice_is_blank(slice_sub(s->article->bytes, s->awaiting_since, tag->at.start)))
		return;
	if (is_half && slice_eq(source_id(s, tag), segment->id)) {
		report(s, &rule_align_apart, LANG_BOTH,
		       (struct span){s->awaiting_since, tag->at.start}, segment->id,
		       (struct slice){0});
		return;
	}
	report(s, &rule_align_incomplete, LANG_EN, segment->whole, segment->id, (struct slice){0});
	s->awaiting = SEGMENT_NONE;
}

static void settle_before_target(struct scanner *s, const struct span_tag *tag)
{
	int depth = innermost_alignment(s);
	if (depth < 0)
		return;
	struct open_span open = s->open[depth];
	struct slice outer = id_of(s, open.segment);
	/* Where the pair's other half still follows, the target opened inside this
	   one is nested in it, and this one not merely unclosed. */
	if (open.kind == SPAN_TAG_TARGET && source_index_follows(&s->sources, outer, tag->at.end)) {
		report(s, &rule_align_nested, LANG_BOTH, tag->at, tag->id, outer);
		return;
	}
	close_unclosed(s, (size_t)depth, tag->at.start);
	while (s->n_open && s->open[s->n_open - 1].kind == SPAN_TAG_LOOKUP)
		s->n_open--;
}

static void on_target(struct scanner *s, const struct span_tag *tag)
{
	settle_before_target(s, tag);
	flush_text(s, tag->at.start);
	int index = segment_begin(s, tag->id, tag->at.start);
	struct segment *segment = segment_of(s, index);
	if (!segment)
		return;
	segment->whole.end = tag->at.end;
	segment->text[LANG_JA] = (struct span){tag->at.end, tag->at.end};
	segment->text[LANG_EN] = segment->text[LANG_JA];
	push_tag(s, tag);
	open_push(s, SPAN_TAG_TARGET, index, tag->at.start);
}

/* Blanks between two tags of a pair are no text. */
static void skip_blanks(struct scanner *s, const struct span_tag *tag)
{
	if (is_blank_in_line(slice_sub(s->article->bytes, s->text_start, tag->at.start)))
		s->text_start = tag->at.start;
}

/* The English half begins although the target at `depth` is still open: its
   </span> is missing. */
static int close_target(struct scanner *s, size_t depth, size_t at)
{
	int index = s->open[depth].segment;
	struct segment *segment = segment_of(s, index);
	segment->text[LANG_JA].end = at;
	segment->whole.end = at;
	s->n_open = depth;
	report(s, &rule_align_unclosed, LANG_JA, segment->whole, segment->id, (struct slice){0});
	return index;
}

static void on_lookup(struct scanner *s, const struct span_tag *tag)
{
	int depth = innermost_alignment(s);
	int segment = s->awaiting;
	if (segment != SEGMENT_NONE)
		skip_blanks(s, tag);
	flush_text(s, tag->at.start);
	if (segment == SEGMENT_NONE && depth >= 0 && s->open[depth].kind == SPAN_TAG_TARGET)
		segment = close_target(s, (size_t)depth, tag->at.start);
	else if (segment == SEGMENT_NONE && depth >= 0)
		close_unclosed(s, (size_t)depth, tag->at.start);
	s->awaiting = SEGMENT_NONE;
	push_tag(s, tag);
	open_push(s, SPAN_TAG_LOOKUP, segment, tag->at.start);
}

/* The segment a source belongs to: its lookup's, or the target just closed,
   or a new one that has no target. */
static int segment_of_source(struct scanner *s, const struct span_tag *tag)
{
	int depth = innermost_alignment(s);
	struct open_span *lookup = depth >= 0 ? &s->open[depth] : NULL;
	if (lookup && (lookup->kind != SPAN_TAG_LOOKUP || lookup->has_source))
		lookup = NULL;
	int index = lookup ? lookup->segment : s->awaiting;
	s->awaiting = SEGMENT_NONE;
	if (index == SEGMENT_NONE) {
		struct span at = {lookup ? lookup->start : tag->at.start, tag->at.end};
		index = segment_begin(s, tag->id, at.start);
		report(s, &rule_align_incomplete, LANG_JA, at, tag->id, (struct slice){0});
	} else if (!slice_eq(id_of(s, index), tag->id)) {
		report(s, &rule_align_id_mismatch, LANG_BOTH, tag->at, id_of(s, index), tag->id);
	}
	if (lookup) {
		lookup->segment = index;
		lookup->has_source = true;
	}
	return index;
}

static void on_source(struct scanner *s, const struct span_tag *tag)
{
	int depth = innermost_alignment(s);
	if (depth >= 0 && s->open[depth].kind == SPAN_TAG_SOURCE)
		close_unclosed(s, (size_t)depth, tag->at.start);
	const struct open_span *top = open_top(s);
	if (s->awaiting != SEGMENT_NONE || (top && top->kind == SPAN_TAG_LOOKUP))
		skip_blanks(s, tag);
	flush_text(s, tag->at.start);
	depth = innermost_alignment(s);
	if (depth >= 0 && s->open[depth].kind == SPAN_TAG_TARGET)
		s->awaiting = close_target(s, (size_t)depth, tag->at.start);
	int index = segment_of_source(s, tag);
	struct segment *segment = segment_of(s, index);
	if (!segment)
		return;
	segment->text[LANG_EN] = (struct span){tag->at.end, tag->at.end};
	segment->whole.end = tag->at.end;
	push_tag(s, tag);
	open_push(s, SPAN_TAG_SOURCE, index, tag->at.start);
}

static void on_stray_end(struct scanner *s, const struct span_tag *tag)
{
	flush_text(s, tag->at.start);
	report(s, &rule_align_stray_tag, LANG_BOTH, tag->at, SLICE("</span>"), (struct slice){0});
	push_tag(s, tag);
}

/* A </span> in the middle of a side: its own end, with what must follow it,
   still comes in this line, before any other pair. */
static bool is_premature(const struct scanner *s, const struct open_span *open,
			 const struct span_tag *tag)
{
	const struct slice end = SLICE("</span>");
	bool is_target = open->kind == SPAN_TAG_TARGET;
	struct slice follower = is_target ? SLICE("<span class=") : end;
	struct slice rest = slice_skip(s->article->bytes, tag->at.end);
	if (slice_starts_with(rest, end) || slice_starts_with(rest, SLICE("<span")))
		return false; /* what follows a side */
	size_t next_end = slice_find(rest, end, 0);
	if (next_end == SLICE_NONE)
		return false;
	struct slice between = slice_sub(rest, 0, next_end);
	return !slice_contains(between, SLICE("<span")) &&
	       slice_find_char(between, '\n', 0) == SLICE_NONE &&
	       slice_starts_with(slice_skip(rest, next_end + end.len), follower);
}

static void on_end(struct scanner *s, const struct span_tag *tag)
{
	struct open_span open = {.kind = SPAN_TAG_NONE, .segment = SEGMENT_NONE};
	if (s->n_open)
		open = s->open[s->n_open - 1];
	bool is_side = open.kind == SPAN_TAG_TARGET || open.kind == SPAN_TAG_SOURCE;
	if (s->n_deeper) {
		s->n_deeper--;
		return;
	}
	if (s->n_open == 0 || (is_side && is_premature(s, &open, tag))) {
		on_stray_end(s, tag);
		return;
	}
	if (open.kind == SPAN_TAG_PLAIN) {
		s->n_open--; /* the tags are the text's own */
		return;
	}
	if (open.kind == SPAN_TAG_LOOKUP && open.is_done)
		skip_blanks(s, tag);
	flush_text(s, tag->at.start);
	s->n_open--;
	struct segment *segment = segment_of(s, open.segment);
	push_tag(s, tag);
	if (!segment)
		return;
	segment->whole.end = tag->at.end;
	if (open.kind == SPAN_TAG_TARGET) {
		segment->text[LANG_JA].end = tag->at.start;
		s->awaiting = open.segment;
		s->awaiting_since = tag->at.end;
	} else if (open.kind == SPAN_TAG_SOURCE) {
		segment->text[LANG_EN].end = tag->at.start;
		int depth = innermost_alignment(s);
		if (depth >= 0 && s->open[depth].kind == SPAN_TAG_LOOKUP)
			s->open[depth].is_done = true;
	} else if (!open.is_done) {
		report(s, &rule_align_incomplete, LANG_EN, segment->whole, segment->id,
		       (struct slice){0});
	}
}

static void on_broken(struct scanner *s, const struct span_tag *tag)
{
	flush_text(s, tag->at.start);
	report(s, &rule_align_stray_tag, LANG_BOTH, tag->at,
	       slice_sub(s->article->bytes, tag->at.start, tag->at.end), (struct slice){0});
	push_tag(s, tag);
}

/* Another element's tag, its quotes escaped: read it with plain quotes. */
static void on_other(struct scanner *s, const struct span_tag *tag)
{
	struct slice text = slice_sub(s->article->bytes, tag->at.start, tag->at.end);
	char *mended = arena_alloc(&s->article->arena, text.len + 1);
	if (!mended) {
		s->failed = true;
		return;
	}
	size_t len = 0;
	for (size_t i = 0; i < text.len;) {
		bool is_quote = slice_starts_with(slice_skip(text, i), SLICE("&quot;"));
		mended[len++] = is_quote ? '"' : text.ptr[i];
		i += is_quote ? 6 : 1;
	}
	flush_text(s, tag->at.start);
	append_piece(
		s, (struct piece){.at = tag->at, .mended = {mended, len}, .lang = current_lang(s)});
	s->text_start = tag->at.end;
}

typedef void on_tag(struct scanner *s, const struct span_tag *tag);

static void on_plain(struct scanner *s, const struct span_tag *tag)
{
	open_push(s, SPAN_TAG_PLAIN, SEGMENT_NONE, tag->at.start);
}

static void on_any(struct scanner *s, const struct span_tag *tag)
{
	static on_tag *const handlers[] = {
		[SPAN_TAG_TARGET] = on_target, [SPAN_TAG_LOOKUP] = on_lookup,
		[SPAN_TAG_SOURCE] = on_source, [SPAN_TAG_PLAIN] = on_plain,
		[SPAN_TAG_END] = on_end,       [SPAN_TAG_BROKEN] = on_broken,
		[SPAN_TAG_OTHER] = on_other,
	};
	if (tag->is_damaged) {
		if (s->n_damaged == 0)
			s->first_damage = tag->at;
		s->n_damaged++;
	}
	check_lookup(s, tag);
	check_awaiting(s, tag);
	handlers[tag->kind](s, tag);
}

/* --- One pair ----------------------------------------------------------- */

static bool is_outside(const struct scanner *s)
{
	return s->n_open == 0 && s->awaiting == SEGMENT_NONE;
}

/* What its five tags come to, one by one. */
static void on_pair(struct scanner *s, const struct usual_pair *pair)
{
	struct span whole = pair->whole;
	flush_text(s, whole.start);
	struct segment *segment = segment_of(s, segment_begin(s, pair->id, whole.start));
	if (!segment)
		return;
	segment->whole = whole;
	segment->text[LANG_JA] = pair->target;
	segment->text[LANG_EN] = pair->source;
	push_piece(s, (struct span){whole.start, pair->target.start}, true, LANG_BOTH);
	push_piece(s, pair->target, false, LANG_JA);
	push_piece(s, (struct span){pair->target.end, pair->source.start}, true, LANG_BOTH);
	push_piece(s, pair->source, false, LANG_EN);
	push_piece(s, (struct span){pair->source.end, whole.end}, true, LANG_BOTH);
	s->text_start = whole.end;
}

/* --- The whole article -------------------------------------------------- */

static void finish_open(struct scanner *s)
{
	size_t end = s->article->bytes.len;
	check_lookup(s, NULL);
	check_awaiting(s, NULL);
	for (int depth; (depth = innermost_alignment(s)) >= 0;) {
		if (s->open[depth].kind == SPAN_TAG_LOOKUP)
			s->n_open = (size_t)depth;
		else
			close_unclosed(s, (size_t)depth, end);
	}
	flush_text(s, end);
}

static void report_damage(struct scanner *s)
{
	if (s->n_damaged == 0)
		return;
	struct slice more = arena_printf(&s->article->arena, "%zu", s->n_damaged - 1);
	report(s, &rule_align_damaged_tag, LANG_BOTH, s->first_damage, more, (struct slice){0});
}

static void scan_tags(struct scanner *s, size_t start)
{
	struct slice bytes = s->article->bytes;
	bool may_be_damaged = slice_contains(bytes, SLICE("&quot;"));
	for (size_t at = start;
	     (at = slice_find_char(bytes, '<', at)) != SLICE_NONE && !s->failed;) {
		struct slice rest = slice_skip(bytes, at);
		if (!may_be_damaged && !slice_starts_with(rest, SLICE("<span")) &&
		    !slice_starts_with(rest, SLICE("</span"))) {
			at++;
			continue;
		}
		struct usual_pair pair;
		if (!may_be_damaged && is_outside(s) && usual_pair_read(bytes, at, &pair)) {
			on_pair(s, &pair);
			at = pair.whole.end;
			continue;
		}
		struct span_tag tag = span_tag_read(bytes, at);
		if (tag.kind != SPAN_TAG_NONE)
			on_any(s, &tag);
		at = tag.at.end;
	}
}

/* Room for as many as an article of this size has, or nearly: an array that is
   outgrown is copied, and stays in the arena. */
static bool make_room(struct scanner *s)
{
	enum { SEGMENT_BYTES = 256, PIECES = 6 };
	struct article *article = s->article;
	size_t n = article->bytes.len / SEGMENT_BYTES + 1;
	s->segments_capacity = n;
	s->pieces_capacity = n * PIECES;
	article->segments =
		arena_array_raw(&article->arena, s->segments_capacity, sizeof(*article->segments));
	s->pieces = arena_array_raw(&article->arena, s->pieces_capacity, sizeof(*s->pieces));
	return article->segments && s->pieces;
}

enum status scan_article(struct article *article, size_t start, struct scan *out)
{
	struct scanner s = {.article = article, .text_start = start, .awaiting = SEGMENT_NONE};
	source_index_init(&s.sources, article->bytes);
	s.failed = !make_room(&s);
	if (!s.failed) {
		scan_tags(&s, start);
		finish_open(&s);
		report_damage(&s);
	}
	struct scan scan = {s.pieces, s.n_pieces};
	s.failed = s.failed || s.sources.failed || empty_sides_look(article, &scan) != STATUS_OK ||
		   segment_ids_check(article) != STATUS_OK;
	source_index_release(&s.sources);
	if (s.failed) {
		article->segments = NULL;
		article->n_segments = 0;
		return STATUS_NO_MEMORY;
	}
	*out = scan;
	return STATUS_OK;
}
