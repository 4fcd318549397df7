/* Real articles: nothing is lost in them and nothing invented. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"
#include "support/shared.h"

#include "source/scan.h"

#include <string.h>

enum { RULES_MAX = 64 };

struct census {
	size_t files;
	size_t segments;
	size_t merged; /* with a -p id */
	size_t without_segments;
	const struct rule *rules[RULES_MAX];
	size_t findings[RULES_MAX];
};

/* --- Both sides give back the article ----------------------------------- */

/* Takes the piece off the front of a side. */
static void take(struct slice *side, struct slice piece)
{
	assert_true(slice_starts_with(*side, piece));
	*side = slice_skip(*side, piece.len);
}

/* The two sides together with the alignment tags, in the order of the pieces. */
static void assert_merges(const struct article *article)
{
	struct buffer text[LANG_SIDES];
	struct slice rest[LANG_SIDES];
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		buffer_init(&text[lang], BUFFER_MAX_PAGE);
		article_side_markdown(article, lang, &text[lang]);
		rest[lang] = buffer_view(&text[lang]);
		if (slice_starts_with(article->bytes, SLICE("\xEF\xBB\xBF")))
			take(&rest[lang], SLICE("\xEF\xBB\xBF"));
	}
	for (size_t i = 0; i < article->scan->n_pieces; i++) {
		const struct piece *piece = &article->scan->pieces[i];
		struct slice at = slice_sub(article->bytes, piece->at.start, piece->at.end);
		if (piece->is_tag) {
			assert_true(slice_starts_with(at, SLICE("<")));
			continue;
		}
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
			if (piece->lang == lang || piece->lang == LANG_BOTH)
				take(&rest[lang], at);
	}
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		assert_int_equal(rest[lang].len, 0);
		buffer_release(&text[lang]);
	}
}

/* --- Another reader ----------------------------------------------------- */

/* A pair as the format writes it, found by plain string searches. */
struct plain_pair {
	size_t start;
	size_t end;
	struct slice id;
	struct slice text[LANG_SIDES];
};

static bool plain_pair_next(struct slice bytes, size_t from, struct plain_pair *pair)
{
	static const char before_id[] = "<span data-ttu-id=\"";
	char middle[100];
	pair->start = slice_find(bytes, slice_from(before_id), from);
	if (pair->start == SLICE_NONE)
		return false;
	size_t id = pair->start + strlen(before_id);
	size_t id_end = slice_find_char(bytes, '"', id);
	pair->id = slice_sub(bytes, id, id_end);
	snprintf(middle, sizeof(middle),
		 "</span><span class=\"sxs-lookup\"><span data-stu-id=\"%.*s\">",
		 SLICE_ARG(pair->id));
	size_t ja = id_end + 2;
	size_t between = slice_find(bytes, slice_from(middle), ja);
	assert_int_not_equal(between, SLICE_NONE);
	size_t en = between + strlen(middle);
	size_t end = slice_find(bytes, SLICE("</span></span>"), en);
	assert_int_not_equal(end, SLICE_NONE);
	pair->text[LANG_JA] = slice_sub(bytes, ja, between);
	pair->text[LANG_EN] = slice_sub(bytes, en, end);
	pair->end = end + strlen("</span></span>");
	return true;
}

/* "<a name="x"> </a>" and nothing else. */
static bool is_anchor(struct slice text)
{
	size_t shown = slice_find_char(text, '>', 0);
	return slice_starts_with(text, SLICE("<a ")) && slice_ends_with(text, SLICE("</a>")) &&
	       slice_is_blank(slice_sub(text, shown + 1, text.len - strlen("</a>")));
}

/* Both sides have an anchor that stands in one half alone. */
static struct slice read_half(const struct plain_pair *pair, enum lang lang)
{
	struct slice other = pair->text[lang_other(lang)];
	return pair->text[lang].len == 0 && is_anchor(other) ? other : pair->text[lang];
}

/* The segments and the sides are those that string searches find. */
static void assert_as_plain(const struct article *article)
{
	struct buffer side[LANG_SIDES];
	struct buffer expected[LANG_SIDES];
	struct plain_pair pair;
	size_t at = 0;
	size_t n = 0;
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		buffer_init(&side[lang], BUFFER_MAX_PAGE);
		buffer_init(&expected[lang], BUFFER_MAX_PAGE);
		article_side_markdown(article, lang, &side[lang]);
	}
	for (; plain_pair_next(article->bytes, at, &pair); at = pair.end) {
		const struct segment *segment = &article->segments[n++];
		assert_true(n <= article->n_segments);
		assert_true(slice_eq(segment->id, pair.id));
		assert_int_equal(segment->whole.start, pair.start);
		assert_int_equal(segment->whole.end, pair.end);
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			assert_true(
				slice_eq(segment_text(article, segment, lang), pair.text[lang]));
			buffer_slice(&expected[lang], slice_sub(article->bytes, at, pair.start));
			buffer_slice(&expected[lang], read_half(&pair, lang));
		}
	}
	assert_int_equal(n, article->n_segments);
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		buffer_slice(&expected[lang], slice_skip(article->bytes, at));
		assert_true(slice_eq(buffer_view(&side[lang]), buffer_view(&expected[lang])));
		buffer_release(&side[lang]);
		buffer_release(&expected[lang]);
	}
}

/* --- The census --------------------------------------------------------- */

static void count_finding(struct census *census, const struct rule *rule)
{
	size_t i = 0;
	while (i < RULES_MAX && census->rules[i] && census->rules[i] != rule)
		i++;
	assert_true(i < RULES_MAX);
	census->rules[i] = rule;
	census->findings[i]++;
}

static size_t findings_of(const struct census *census, const char *id)
{
	for (size_t i = 0; i < RULES_MAX && census->rules[i]; i++)
		if (strcmp(census->rules[i]->id, id) == 0)
			return census->findings[i];
	return 0;
}

/* A </span> in the middle of a side is left out, and told. */
static bool says_stray_tag(const struct article *article)
{
	for (size_t i = 0; i < article->findings.count; i++)
		if (strcmp(article->findings.items[i].rule->id, "align.stray-tag") == 0)
			return true;
	return false;
}

static void read_one(void *context, const char *path, struct slice bytes)
{
	struct census *census = context;
	struct reading r;
	(void)path;
	reading_open(&r, bytes);
	assert_merges(&r.article);
	if (!says_stray_tag(&r.article))
		assert_as_plain(&r.article);
	census->files++;
	census->segments += r.article.n_segments;
	census->without_segments += r.article.n_segments == 0;
	for (size_t i = 0; i < r.article.n_segments; i++)
		census->merged += slice_contains(r.article.segments[i].id, SLICE("-p"));
	for (size_t i = 0; i < r.article.findings.count; i++)
		count_finding(census, r.article.findings.items[i].rule);
	reading_close(&r);
}

static void assert_census(const char *folder, size_t files, size_t segments, size_t merged,
			  size_t stray_tags)
{
	struct census census = {0};
	corpus_each(folder, read_one, &census);
	print_message("%s: %zu files, %zu segments\n", folder, census.files, census.segments);
	for (size_t i = 0; i < RULES_MAX && census.rules[i]; i++)
		print_message("  %6zu %s\n", census.findings[i], census.rules[i]->id);
	assert_int_equal(census.files, files);
	assert_int_equal(census.segments, segments);
	assert_int_equal(census.merged, merged);
	assert_int_equal(findings_of(&census, "align.none") + findings_of(&census, "text.empty"),
			 census.without_segments);
	/* Alignment without an exception: what else is said of it is a mistake of
	   the reader. */
	static const char *const never[] = {
		"align.unclosed", "align.incomplete", "align.id-mismatch", "align.repeated-id",
		"align.order",    "align.prefix",     "align.nested"};
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		assert_int_equal(findings_of(&census, never[i]), 0);
	assert_int_equal(findings_of(&census, "align.stray-tag"), stray_tags);
}

static void the_seed(void **state)
{
	(void)state;
	assert_census("corpus/seed", 1, 58, 14, 0);
}

static void office_security(void **state)
{
	(void)state;
	assert_census("corpus/office-security", 592, 51732, 2406, 0);
}

static void support_insights(void **state)
{
	(void)state;
	assert_census("corpus/support-insights", 2921, 26444, 601, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_seed),
		cmocka_unit_test(office_security),
		cmocka_unit_test(support_insights),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
