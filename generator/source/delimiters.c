/* Delimiter runs: how they should flank, and what makes a parser agree. */
#include "delimiters.h"

#include "text/unicode.h"

/* A run's neighbour. */
struct neighbour {
	bool is_blank;
	bool is_punct; /* any punctuation, CJK included */
	bool is_cjk;
};

struct flanking {
	bool can_open;
	bool can_close;
};

static bool is_ambiguous_quote(int32_t c)
{
	return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D;
}

static struct neighbour describe(int32_t c)
{
	return (struct neighbour){is_unicode_blank(c), is_unicode_punct(c), is_cjk(c)};
}

/* A variation selector, `c`, belongs to the character before it, which ends at `at`. */
static struct neighbour neighbour_before(struct slice text, size_t at, int32_t c,
					 struct neighbour itself)
{
	bool is_standard = is_variation_selector_standard(c);
	if (!is_standard && !is_variation_selector_ideographic(c))
		return itself;
	int32_t base = utf8_previous(text, &at);
	struct neighbour neighbour = describe(base);
	if (!is_standard || (c == 0xFE01 && is_ambiguous_quote(base)))
		neighbour.is_cjk = true;
	return neighbour;
}

/* CommonMark 6.2 with the amendment: `next` is the character the run would
   have to attach to, `other` the one on its far side. */
static bool flanks(struct neighbour next, struct neighbour other)
{
	if (next.is_blank)
		return false;
	if (!next.is_punct || next.is_cjk)
		return true;
	return other.is_blank || other.is_punct || other.is_cjk;
}

static struct flanking wanted(char delimiter, size_t len, struct neighbour before,
			      struct neighbour after)
{
	bool left = flanks(after, before);
	bool right = flanks(before, after);
	/* GitHub lets one tilde strike text, which Japanese ranges (10~20) must not
	   do: a single one counts at the edge of a word only. */
	if (delimiter == '~' && len == 1)
		return (struct flanking){left && (before.is_blank || before.is_punct),
					 right && (after.is_blank || after.is_punct)};
	if (delimiter != '_')
		return (struct flanking){left, right};
	return (struct flanking){
		left && (!right || before.is_punct || before.is_cjk),
		right && (!left || after.is_punct || after.is_cjk),
	};
}

static struct neighbour plain(enum mark_class class)
{
	return (struct neighbour){class == MARK_BLANK, class == MARK_PUNCT, false};
}

/* What the parser makes of a run's neighbour, which for it is the character
   itself, no variation sequence. Its tables are of an older Unicode, and
   symbols (category S) are punctuation only since CommonMark 0.31: beyond ASCII
   its idea of punctuation is not relied on. */
struct seen {
	enum mark_class class;
	bool is_certain;
};

static struct seen seen_as(int32_t c, struct neighbour itself)
{
	if (itself.is_blank)
		return (struct seen){MARK_BLANK, true};
	if (!itself.is_punct)
		return (struct seen){MARK_OTHER, true};
	return (struct seen){MARK_PUNCT, c < 0x80};
}

/* What a parser without the amendment makes of these neighbours: it knows one
   or two tildes alike. */
static struct flanking plain_flanking(char delimiter, enum mark_class before, enum mark_class after)
{
	return wanted(delimiter, 2, plain(before), plain(after));
}

/* Neighbours with which any parser lets the run open and close as wanted. */
static void steer(struct delimiter_run *run, char delimiter, struct flanking want)
{
	enum mark_class both = delimiter == '_' ? MARK_PUNCT : MARK_OTHER;
	if (want.can_open && want.can_close) {
		run->before = run->after = both;
	} else if (want.can_open) {
		run->before = MARK_BLANK;
		run->after = MARK_OTHER;
	} else if (want.can_close) {
		run->before = MARK_OTHER;
		run->after = MARK_BLANK;
	} else {
		run->before = run->after = MARK_BLANK;
	}
}

struct delimiter_run delimiter_run_read(struct slice text, size_t at, size_t limit)
{
	char delimiter = text.ptr[at];
	size_t end = at;
	while (end < text.len && end < limit && text.ptr[end] == delimiter)
		end++;
	size_t left = at;
	size_t right = end;
	int32_t c_before = utf8_previous(text, &left);
	int32_t c_after = utf8_next(text, &right);
	struct neighbour itself = describe(c_before);
	struct neighbour before = neighbour_before(text, left, c_before, itself);
	struct neighbour after = describe(c_after);
	struct flanking want = wanted(delimiter, end - at, before, after);
	struct seen seen_before = seen_as(c_before, itself);
	struct seen seen_after = seen_as(c_after, after);
	struct flanking got = plain_flanking(delimiter, seen_before.class, seen_after.class);
	struct delimiter_run run = {
		.at = {at, end}, .before = seen_before.class, .after = seen_after.class};
	run.is_steered = !seen_before.is_certain || !seen_after.is_certain ||
			 got.can_open != want.can_open || got.can_close != want.can_close;
	if (run.is_steered)
		steer(&run, delimiter, want);
	return run;
}
