/* The Mustache engine: the official suite, what it leaves open, the bounds, and
   threads. The suite is read from ../shared (TAIYAKU_SHARED). */
#include "base/pool.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>
#include <time.h>

#include "render/bed.h"

/* --- The official suite --------------------------------------------------- */

static const struct value *from_json(struct arena *arena, const json_t *json)
{
	if (json_is_true(json))
		return value_bool(true);
	if (json_is_string(json))
		return value_text(
			arena, (struct slice){json_string_value(json), json_string_length(json)});
	if (json_is_number(json)) {
		char *digits = json_dumps(json, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
		struct slice text = arena_copy(arena, slice_from(digits));
		free(digits);
		return value_text(arena, text);
	}
	if (json_is_array(json)) {
		struct value *list = value_list(arena);
		for (size_t i = 0; i < json_array_size(json); i++)
			value_append(arena, list, from_json(arena, json_array_get(json, i)));
		return list;
	}
	if (!json_is_object(json))
		return value_bool(false); /* false, null */
	struct value *object = value_object(arena);
	const char *key;
	json_t *item;
	json_object_foreach((json_t *)(uintptr_t)json, key, item)
		value_set(arena, object, key, from_json(arena, item));
	return object;
}

static bool case_passes(const json_t *test, enum bound bound)
{
	struct bed bed;
	const char *name;
	json_t *partial;
	bed_init(&bed, LANG_EN);
	json_object_foreach(json_object_get(test, "partials"), name, partial)
		bed_partial(&bed, name, slice_from(json_string_value(partial)));
	const char *text = json_string_value(json_object_get(test, "template"));
	const char *expected = json_string_value(json_object_get(test, "expected"));
	struct mustache *template = bed_template(&bed, slice_from(text));
	const struct value *data = from_json(&bed.arena, json_object_get(test, "data"));
	bool passes = bed_run(&bed, template, data, bound) == STATUS_OK &&
		      slice_eq_str(buffer_view(&bed.out), expected);
	if (!passes)
		print_error("%s (%d)\n  template: %s\n  expected: %s\n  got:      %s\n",
			    json_string_value(json_object_get(test, "name")), bound, text, expected,
			    bed.out.ptr ? bed.out.ptr : "");
	bed_release(&bed);
	return passes;
}

static size_t run_suite(const char *folder, const char *name)
{
	char path[4096];
	json_error_t error;
	snprintf(path, sizeof(path), "%s/suites/mustache/%s.json", folder, name);
	json_t *suite = json_load_file(path, 0, &error);
	if (!suite)
		fail_msg("%s: %s", path, error.text);
	const json_t *tests = json_object_get(suite, "tests");
	size_t n = json_array_size(tests);
	size_t passed = 0;
	for (size_t i = 0; i < n; i++)
		passed += case_passes(json_array_get(tests, i), UNBOUND) &&
			  case_passes(json_array_get(tests, i), BOUND_TO_NOTHING) &&
			  case_passes(json_array_get(tests, i), BOUND_TO_ALL);
	print_message("mustache %s: %zu of %zu cases\n", name, passed, n);
	assert_int_equal(passed, n);
	json_decref(suite);
	return n;
}

static void passes_the_official_suite(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		size_t at_least;
	} suites[] = {
		{"comments", 12}, {"delimiters", 14}, {"interpolation", 42},
		{"inverted", 22}, {"partials", 12},   {"sections", 34},
	};
	const char *folder = getenv("TAIYAKU_SHARED");
	folder = folder ? folder : "../shared";
	char path[4096];
	snprintf(path, sizeof(path), "%s/suites/mustache", folder);
	FILE *there = fopen(path, "r");
	if (!there && getenv("CI"))
		fail_msg("%s is missing; set TAIYAKU_SHARED", path);
	if (!there) {
		print_message("SKIPPED: %s is missing; set TAIYAKU_SHARED\n", path);
		skip();
	}
	fclose(there);
	for (size_t i = 0; i < sizeof(suites) / sizeof(*suites); i++)
		assert_true(run_suite(folder, suites[i].name) >= suites[i].at_least);
}

/* --- What the suite leaves open ------------------------------------------- */

static void values_become_text(void **state)
{
	(void)state;
	struct bed bed;
	bed_init(&bed, LANG_EN);
	struct arena *arena = &bed.arena;
	struct value *data = value_object(arena);
	value_set_text(arena, data, "marks", SLICE("<a href='x' title=\"y\">&amp;</a>"));
	value_set_str(arena, data, "empty", "");
	value_set_str(arena, data, "zero", "0");
	value_set_str(arena, data, "題", "対訳 & 鯛焼き");
	value_set_bool(arena, data, "yes", true);
	value_set_bool(arena, data, "no", false);
	value_set_str(arena, value_set_object(arena, data, "object"), "key", "value");
	value_append_text(arena, value_set_list(arena, data, "list"), SLICE("item"));
	bed_expect(&bed, SLICE("{{marks}}"), data,
		   "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;&lt;/a&gt;");
	bed_expect(&bed, SLICE("{{{marks}}}"), data, "<a href='x' title=\"y\">&amp;</a>");
	bed_expect(&bed, SLICE("{{題}}"), data, "対訳 &amp; 鯛焼き");
	bed_expect(&bed, SLICE("({{yes}}{{no}}{{object}}{{list}}{{.}})"), data, "(true)");
	bed_expect(&bed, SLICE("{{#empty}}a{{/empty}}{{^empty}}b{{/empty}}"), data, "b");
	bed_expect(&bed, SLICE("{{#zero}}a{{/zero}}{{^zero}}b{{/zero}}"), data, "a");
	bed_expect(&bed, SLICE("{{object.key}}{{object.none}}{{object.key.more}}{{zero.key}}"),
		   data, "value");
	bed_expect(&bed, SLICE("{{#object}}{{key}}{{zero}}{{/object}}{{key}}"), data, "value0");
	bed_expect(&bed, SLICE("({{a}}{{.}}{{#a}}{{/a}})"), NULL, "()");
	bed_release(&bed);
}

/* A key that is there but holds nothing hides the same key further out. */
static void nothing_hides_the_outer_key(void **state)
{
	(void)state;
	struct bed bed;
	bed_init(&bed, LANG_EN);
	struct value *data = value_object(&bed.arena);
	value_set_str(&bed.arena, data, "a", "outer");
	struct value *inner = value_set_object(&bed.arena, data, "inner");
	value_set_bool(&bed.arena, inner, "a", false);
	bed_expect(&bed, SLICE("{{#inner}}({{a}}){{/inner}}"), data, "()");
	bed_release(&bed);
}

static void odd_texts(void **state)
{
	(void)state;
	struct bed bed;
	bed_init(&bed, LANG_EN);
	struct value *data = value_object(&bed.arena);
	value_set_str(&bed.arena, data, "a", "A");
	value_set_bool(&bed.arena, data, "yes", true);
	bed_expect(&bed, SLICE(""), data, "");
	bed_expect(&bed, SLICE("{"), data, "{");
	bed_expect(&bed, SLICE("}}{ {a}}"), data, "}}{ {a}}");
	bed_expect(&bed, SLICE("{{ # yes }}{{\n& a\n}}{{{ a }}}{{/yes}}"), data, "AA");
	bed_expect(&bed, SLICE("\xEF\xBB\xBF{{! alone }}\nx{{a}}"), data, "xA");
	bed_expect(&bed, SLICE("\xEF\xBB\xBF  {{#yes}}  \r\n{{a}}\r\n  {{/yes}}\t"), data, "A\r\n");
	bed_expect(&bed, SLICE("{{! {{a}} }}"), data, " }}");
	bed_expect(&bed, SLICE("{{=|| ||=}}||a||||{a}||||={{ }}=||{{a}}"), data, "AAA");
	bed_expect(&bed, SLICE("{{=| |=}}|#yes||a||/yes|"), data, "A");
	bed_release(&bed);
}

/* As if each line of the partial had been written with the indentation. */
static void partials_are_indented(void **state)
{
	(void)state;
	struct bed bed;
	bed_init(&bed, LANG_EN);
	struct value *data = value_object(&bed.arena);
	struct value *list = value_set_list(&bed.arena, data, "list");
	value_append_text(&bed.arena, list, SLICE("1"));
	value_append_text(&bed.arena, list, SLICE("2"));
	value_set_str(&bed.arena, data, "lines", "x\ny");
	bed_partial(&bed, "outer",
		    SLICE("<ul>\n\n  {{>items}}\r\n{{{lines}}}\n{{!c}} z\n {{>in}}{{>in}}\n</ul>"));
	bed_partial(&bed, "items",
		    SLICE("{{#list}}\n<li>\n {{.}}\n{{/list}}\n{{#list}}{{.}}\n"
			  "{{/list}} end\n"));
	bed_partial(&bed, "in", SLICE("i\nj"));
	bed_expect(&bed, SLICE("a\n\t{{>outer}}\nb\n"), data,
		   "a\n"
		   "\t<ul>\n"
		   "\n"
		   "\t  <li>\n\t   1\n\t  <li>\n\t   2\n"
		   "\t  1\n\t  2\n\t   end\n"
		   "\tx\ny\n"
		   "\t z\n"
		   "\t i\nji\nj\n"
		   "\t</ul>b\n");
	bed_release(&bed);
}

/* --- Bounds --------------------------------------------------------------- */

/* `depth` sections around `middle`. */
static struct slice nested_sections(struct arena *arena, size_t depth, const char *middle)
{
	struct slice text = slice_from(middle);
	for (size_t i = 0; i < depth; i++)
		text = arena_printf(arena, "{{#yes}}%.*s{{/yes}}", SLICE_ARG(text));
	return text;
}

static void sections_nest_up_to_a_bound(void **state)
{
	(void)state;
	struct bed bed;
	struct mustache *template;
	bed_init(&bed, LANG_EN);
	struct value *data = value_object(&bed.arena);
	value_set_bool(&bed.arena, data, "yes", true);
	bed_expect(&bed, nested_sections(&bed.arena, MUSTACHE_MAX_SECTIONS, "x"), data, "x");
	struct slice deeper = nested_sections(&bed.arena, MUSTACHE_MAX_SECTIONS + 1, "x");
	assert_int_equal(bed_parse(&bed, "t.mustache", deeper, &template), STATUS_FAILED);
	assert_string_equal(told_text(&bed.told),
			    "taiyaku: t.mustache:1:257: the section {{#yes}} is nested deeper than "
			    "32 levels; move the inner sections to a partial\n");
	bed_release(&bed);
	bed_init(&bed, LANG_JA);
	deeper = nested_sections(&bed.arena, 100 * MUSTACHE_MAX_SECTIONS, "x");
	assert_int_equal(bed_parse(&bed, "t.mustache", deeper, &template), STATUS_FAILED);
	assert_string_equal(told_text(&bed.told),
			    "taiyaku: t.mustache:1:257: セクション {{#yes}} の入れ子が 32 段を超え"
			    "ています。内側のセクションをパーシャルに移してください\n");
	bed_release(&bed);
}

static void endless_recursion_is_an_error(void **state)
{
	(void)state;
	static const char *const told[LANG_SIDES] = {
		"taiyaku: odd:2:3: the partial even is nested deeper than 64 levels; if it "
		"includes itself, put its tag in a section that is not shown at the end\n",
		"taiyaku: odd:2:3: パーシャル even の入れ子が 64 段を超えました。自分自身を"
		"読み込む場合は、終わりで表示されなくなるセクションの中にタグを置いてください\n",
	};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct bed bed;
		bed_init(&bed, lang);
		bed_partial(&bed, "even", SLICE("x{{>odd}}"));
		bed_partial(&bed, "odd", SLICE("y\n  {{>even}}"));
		struct mustache *template = bed_template(&bed, SLICE("{{>even}}"));
		buffer_str(&bed.out, "kept");
		assert_int_equal(mustache_run(template, NULL, &bed.told.problems, &bed.out),
				 STATUS_FAILED);
		assert_string_equal(told_text(&bed.told), told[lang]);
		assert_string_equal(bed.out.ptr, "kept");
		bed_release(&bed);
	}
}

/* A partial that includes itself down a tree of data, as a menu does. */
static void recursion_follows_the_data(void **state)
{
	(void)state;
	struct bed bed;
	struct buffer expected;
	bed_init(&bed, LANG_EN);
	buffer_init(&expected, BUFFER_MAX_PAGE);
	struct value *data = value_object(&bed.arena);
	struct value *level = data;
	for (int i = 0; i < MUSTACHE_MAX_PARTIALS; i++) {
		level = value_append_object(&bed.arena, value_set_list(&bed.arena, level, "nodes"));
		buffer_char(&expected, '<');
	}
	value_set_list(&bed.arena, level, "nodes");
	buffer_repeat(&expected, '>', MUSTACHE_MAX_PARTIALS);
	bed_partial(&bed, "node", SLICE("<{{#nodes}}{{>node}}{{/nodes}}>"));
	bed_expect(&bed, SLICE("{{#nodes}}{{>node}}{{/nodes}}"), data, expected.ptr);
	buffer_release(&expected);
	bed_release(&bed);
}

struct deepest {
	struct bed bed;
	struct mustache *template;
	struct value *data;
	struct buffer out[2];
	enum status status[2];
};

static void run_deepest(void *context, size_t job, size_t worker)
{
	struct deepest *deepest = context;
	(void)worker;
	buffer_init(&deepest->out[job], BUFFER_MAX_PAGE);
	deepest->status[job] = mustache_run(deepest->template, deepest->data,
					    &deepest->bed.told.problems, &deepest->out[job]);
}

/* The most that both bounds allow must fit a thread's stack; the mistake is told once. */
static void the_deepest_nesting_fits_the_stack(void **state)
{
	(void)state;
	struct deepest deepest;
	bed_init(&deepest.bed, LANG_EN);
	struct arena *arena = &deepest.bed.arena;
	struct slice self = nested_sections(arena, MUSTACHE_MAX_SECTIONS, "{{>self}}");
	deepest.data = value_object(arena);
	value_set_bool(arena, deepest.data, "yes", true);
	bed_partial(&deepest.bed, "self", self);
	deepest.template = bed_template(&deepest.bed, self);
	pool_run(2, 2, run_deepest, &deepest);
	assert_int_equal(deepest.bed.told.problems.count, 1);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(deepest.status[i], STATUS_FAILED);
		buffer_release(&deepest.out[i]);
	}
	bed_release(&deepest.bed);
}

/* Sixty partials, each including the next twice, write nothing, and would
   run for longer than the sun burns. */
static void work_without_end_is_an_error(void **state)
{
	(void)state;
	enum { CHAIN = 60 };
	struct bed bed;
	bed_init(&bed, LANG_EN);
	for (int i = 0; i < CHAIN; i++) {
		const char *name = arena_printf(&bed.arena, "p%d", i).ptr;
		bed_partial(&bed, name, arena_printf(&bed.arena, "{{>p%d}}{{>p%d}}", i + 1, i + 1));
	}
	struct mustache *template = bed_template(&bed, SLICE("{{>p0}}"));
	clock_t start = clock();
	assert_int_equal(mustache_run(template, NULL, &bed.told.problems, &bed.out), STATUS_FAILED);
	print_message("stopped after %.2f s\n", (double)(clock() - start) / CLOCKS_PER_SEC);
	const char *told = told_text(&bed.told);
	assert_non_null(strstr(told, ": the template takes more than 33554432 steps; look for "
				     "partials that include each other more than once\n"));
	assert_int_equal(bed.told.problems.count, 1);
	bed_release(&bed);
}

static void output_past_its_maximum_is_an_error(void **state)
{
	(void)state;
	static const char *const told[LANG_SIDES] = {
		"taiyaku: t.mustache: the text made from the template passes 10 bytes, or memory "
		"is out; spread it over several pages\n",
		"taiyaku: t.mustache: テンプレートから作った文書が 10 バイトを超えたか、メモリが"
		"足りません。複数のページに分けてください\n",
	};
	for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
		struct bed bed;
		struct buffer small;
		bed_init(&bed, lang);
		buffer_init(&small, 10);
		buffer_str(&small, "12");
		bed_partial(&bed, "p", SLICE("{{>q}}{{>q}}{{>q}}"));
		bed_partial(&bed, "q", SLICE("ab&"));
		struct mustache *template = bed_template(&bed, SLICE("{{>p}}{{>p}}"));
		assert_int_equal(mustache_run(template, NULL, &bed.told.problems, &small),
				 STATUS_FAILED);
		assert_string_equal(told_text(&bed.told), told[lang]);
		assert_string_equal(small.ptr, "12");
		buffer_release(&small);
		bed_release(&bed);
	}
}

/* --- Properties ----------------------------------------------------------- */

static const char rich[] =
	"{{! c }}\n<h1>{{title}}</h1>\r\n  {{#list}}\n - {{.}} {{{title}}}{{&a.b}}\n"
	"  {{/list}}\n{{^no}}{{=<% %>=}}<%#a%> <%b%> <%{b}%>\n  <%> p %>\n<%/a%>"
	"<%={{ }}=%>{{/no}}\n";

static struct value *rich_data(struct arena *arena)
{
	struct value *data = value_object(arena);
	value_set_str(arena, data, "title", "<対訳>");
	struct value *list = value_set_list(arena, data, "list");
	for (int i = 0; i < 20; i++)
		value_append_text(arena, list, arena_printf(arena, "%d & '", i));
	value_set_str(arena, value_set_object(arena, data, "a"), "b", "\"B\"");
	return data;
}

/* A template bound to a part of its data writes what it would with all of it. */
static void try_bound(struct bed *bed, const struct mustache *template, const struct value *data)
{
	struct buffer out;
	for (size_t known_keys = 0; known_keys <= data->object.count; known_keys++) {
		struct value *parts[] = {value_object(&bed->arena), value_object(&bed->arena)};
		for (size_t i = 0; i < data->object.count; i++)
			value_set(&bed->arena, parts[i < known_keys],
				  data->object.members[i].key.ptr, data->object.members[i].value);
		buffer_init(&out, BUFFER_MAX_PAGE);
		const struct mustache *bound = mustache_bind(&bed->arena, template, parts[1]);
		assert_int_equal(mustache_run(bound, parts[0], &bed->told.problems, &out),
				 STATUS_OK);
		if (!slice_eq(buffer_view(&out), buffer_view(&bed->out)))
			fail_msg("%zu keys known\n%s\n%s", known_keys, bed->out.ptr, out.ptr);
		buffer_release(&out);
	}
}

/* In a list that is known, each item has a place of its own; a section is shown for what
   is known of its value, or for what comes. */
static void what_comes_later_is_left_open(void **state)
{
	(void)state;
	struct bed bed;
	bed_init(&bed, LANG_EN);
	struct value *known = value_object(&bed.arena);
	struct value *list = value_set_list(&bed.arena, known, "list");
	for (int i = 0; i < 2; i++) {
		struct slice before = arena_printf(&bed.arena, "&%d/", i);
		value_set(&bed.arena, value_append_object(&bed.arena, list), "url",
			  value_later(&bed.arena, before, "path"));
	}
	value_set(&bed.arena, known, "title", value_later(&bed.arena, SLICE(""), "name"));
	const struct mustache *bound = mustache_bind(
		&bed.arena,
		bed_template(&bed,
			     SLICE("{{#list}}{{#url}}{{url}} {{{.}}},{{/url}}{{^url}}-{{/url}}"
				   "{{/list}}{{#title}}{{.}}{{/title}}{{^title}}-{{/title}}")),
		known);
	static const char *const expected[] = {"&amp;0/ &0/,&amp;1/ &1/,-",
					       "&amp;0/a&lt; &0/a<,&amp;1/a&lt; &1/a<,T"};
	for (int has_rest = 0; has_rest <= 1; has_rest++) {
		struct value *rest = value_object(&bed.arena);
		value_set_str(&bed.arena, rest, "path", has_rest ? "a<" : "");
		if (has_rest)
			value_set_str(&bed.arena, rest, "name", "T");
		buffer_clear(&bed.out);
		assert_int_equal(mustache_run(bound, rest, &bed.told.problems, &bed.out),
				 STATUS_OK);
		assert_string_equal(bed.out.ptr, expected[has_rest]);
	}
	bed_release(&bed);
}

/* Whatever the bytes, a template is run or its mistake is told. */
static void try_text(struct slice text)
{
	struct bed bed;
	struct mustache *template;
	bed_init(&bed, LANG_EN);
	bed_partial(&bed, "p", SLICE("{{title}}\n{{#a}}\n{{b}}{{/a}}"));
	enum status status = bed_parse(&bed, "t.mustache", text, &template);
	assert_int_equal(status == STATUS_OK, bed.told.problems.count == 0);
	if (status == STATUS_OK) {
		const struct value *data = rich_data(&bed.arena);
		mustache_link(template, bed_find, &bed);
		assert_int_equal(mustache_run(template, data, &bed.told.problems, &bed.out),
				 STATUS_OK);
		try_bound(&bed, template, data);
	}
	bed_release(&bed);
}

static void damaged_templates_never_crash(void **state)
{
	(void)state;
	static const char bytes[] = "{}#^/>=&!<%. \n\r\ta\xE9";
	struct slice whole = {rich, sizeof(rich) - 1};
	for (size_t i = 0; i <= whole.len; i++) {
		try_text(slice_sub(whole, 0, i));
		try_text(slice_skip(whole, i));
	}
	char damaged[sizeof(rich)];
	for (size_t i = 0; i < whole.len; i++) {
		for (size_t j = 0; j < sizeof(bytes); j++) {
			memcpy(damaged, rich, sizeof(rich));
			damaged[i] = bytes[j];
			try_text((struct slice){damaged, whole.len});
		}
	}
}

enum { RUNS = 400 };

struct many_runs {
	const struct mustache *template;
	const struct value *data;
	struct slice expected;
	struct problems *problems;
	bool same[RUNS];
};

static void run_once(void *context, size_t job, size_t worker)
{
	struct many_runs *runs = context;
	struct buffer out;
	(void)worker;
	buffer_init(&out, BUFFER_MAX_PAGE);
	enum status status = mustache_run(runs->template, runs->data, runs->problems, &out);
	runs->same[job] = status == STATUS_OK && slice_eq(buffer_view(&out), runs->expected);
	buffer_release(&out);
}

static void threads_share_a_template(void **state)
{
	(void)state;
	struct bed bed;
	bed_init(&bed, LANG_EN);
	bed_partial(&bed, "p", SLICE("{{title}}\n{{#list}}\n  {{>q}}\n{{/list}}\n"));
	bed_partial(&bed, "q", SLICE("{{.}}: {{title}}\n{{a.b}}\n"));
	struct value *data = rich_data(&bed.arena);
	struct mustache *template = bed_template(&bed, (struct slice){rich, sizeof(rich) - 1});
	assert_int_equal(mustache_run(template, data, &bed.told.problems, &bed.out), STATUS_OK);
	assert_true(bed.out.len > 1000);
	struct many_runs runs = {template, data, buffer_view(&bed.out), &bed.told.problems, {0}};
	pool_run(8, RUNS, run_once, &runs);
	for (size_t i = 0; i < RUNS; i++)
		assert_true(runs.same[i]);
	bed_release(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_the_official_suite),
		cmocka_unit_test(values_become_text),
		cmocka_unit_test(nothing_hides_the_outer_key),
		cmocka_unit_test(odd_texts),
		cmocka_unit_test(partials_are_indented),
		cmocka_unit_test(sections_nest_up_to_a_bound),
		cmocka_unit_test(endless_recursion_is_an_error),
		cmocka_unit_test(recursion_follows_the_data),
		cmocka_unit_test(the_deepest_nesting_fits_the_stack),
		cmocka_unit_test(work_without_end_is_an_error),
		cmocka_unit_test(output_past_its_maximum_is_an_error),
		cmocka_unit_test(what_comes_later_is_left_open),
		cmocka_unit_test(damaged_templates_never_crash),
		cmocka_unit_test(threads_share_a_template),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
