/* What is a pair at one glance, and that it comes to what its tags come to one by
   one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "support/article.h"

#include "source/scan.h"
#include "source/usual_pair.h"

static void a_pair(void **state)
{
	(void)state;
	static const char text[] = "- " PAIR("1b4da-101", "一 < 二<br>", "") " next";
	struct slice bytes = slice_from(text);
	struct usual_pair pair;
	assert_true(usual_pair_read(bytes, 2, &pair));
	assert_int_equal(pair.whole.start, 2);
	assert_int_equal(pair.whole.end, bytes.len - 5);
	assert_true(slice_eq_str(pair.id, "1b4da-101"));
	assert_true(
		slice_eq_str(slice_sub(bytes, pair.target.start, pair.target.end), "一 < 二<br>"));
	assert_int_equal(pair.source.end, pair.source.start);
	assert_false(usual_pair_read(bytes, 1, &pair));
}

static void no_pair(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"<span data-ttu-id=\"\">a</span><span class=\"sxs-lookup\"><span "
		"data-stu-id=\"\">b</span></span>",
		"<span data-ttu-id=\"a-1\">a</span> <span class=\"sxs-lookup\"><span "
		"data-stu-id=\"a-1\">b</span></span>",
		"<span data-ttu-id=\"a-1\">a</span><span class=\"sxs-lookup\"><span "
		"data-stu-id=\"a-2\">b</span></span>",
		"<span data-ttu-id=\"a-1\">a</span><span class=\"sxs-lookup\"><span "
		"data-stu-id=\"a-11\">b</span></span>",
		"<span data-ttu-id=\"a-1\">a<span>c</span></span><span class=\"sxs-lookup\"><span "
		"data-stu-id=\"a-1\">b</span></span>",
		"<span data-ttu-id='a-1'>a</span><span class=\"sxs-lookup\"><span "
		"data-stu-id=\"a-1\">b</span></span>",
		"<span class=\"sxs-lookup\"><span data-stu-id=\"a-1\">b</span></span>",
	};
	struct usual_pair pair;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_false(usual_pair_read(slice_from(cases[i]), 0, &pair));
	const struct slice whole = SLICE(PAIR("a-1", "a", "b"));
	for (size_t len = 0; len < whole.len; len++)
		assert_false(usual_pair_read(slice_sub(whole, 0, len), 0, &pair));
	assert_true(usual_pair_read(whole, 0, &pair));
}

/* An escaped quote anywhere has every tag read by itself. */
static void as_tag_by_tag(void **state)
{
	(void)state;
	static const char text[] =
		"# " PAIR("1b4da-101", "一", "One") PAIR("1b4da-102", "", "Two") "\n\n- " PAIR(
			"1b4da-103", "三<br>",
			"Three") "、" PAIR("1b4da-104", "<span>四</span>",
					   "Four") "\n\nText. " PAIR("1b4da-105", "五", "Five");
	struct buffer slow;
	struct reading a;
	struct reading b;
	buffer_init(&slow, BUFFER_MAX_PAGE);
	buffer_str(&slow, text);
	buffer_str(&slow, " &quot;");
	reading_open(&a, slice_from(text));
	reading_open(&b, buffer_view(&slow));
	assert_int_equal(a.article.n_segments, 5);
	assert_int_equal(b.article.n_segments, 5);
	for (size_t i = 0; i < 5; i++) {
		assert_memory_equal(&a.article.segments[i].whole, &b.article.segments[i].whole,
				    sizeof(struct span));
		assert_memory_equal(a.article.segments[i].text, b.article.segments[i].text,
				    sizeof(a.article.segments[i].text));
	}
	assert_int_equal(a.article.scan->n_pieces + 1, b.article.scan->n_pieces);
	for (size_t i = 0; i < a.article.scan->n_pieces; i++) {
		const struct piece *piece = &a.article.scan->pieces[i];
		const struct piece *other = &b.article.scan->pieces[i];
		assert_memory_equal(&piece->at, &other->at, sizeof(piece->at));
		assert_int_equal(piece->lang, other->lang);
		assert_int_equal(piece->is_tag, other->is_tag);
	}
	reading_close(&a);
	reading_close(&b);
	buffer_release(&slow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_pair), cmocka_unit_test(no_pair),
					   cmocka_unit_test(as_tag_by_tag)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
