/* YAML trees: what is read, where it lies, and what is refused where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "source/yaml.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
	struct arena arena;
	char *exact; /* the text, with nothing behind it */
	struct slice text;
	struct yaml_node *root;
	struct yaml_error error;
};

static enum status read_slice(struct fixture *f, struct slice text, unsigned int flags)
{
	arena_init(&f->arena);
	f->exact = malloc(text.len ? text.len : 1);
	assert_non_null(f->exact);
	memcpy(f->exact, text.ptr, text.len);
	f->text = (struct slice){f->exact, text.len};
	return yaml_read(&f->arena, f->text, (struct span){0, text.len}, flags, &f->root,
			 &f->error);
}

static void read_good(struct fixture *f, const char *text)
{
	enum status status = read_slice(f, slice_from(text), 0);
	if (status != STATUS_OK)
		fail_msg("%s", f->error.message[LANG_EN]);
	assert_int_equal(f->error.status, STATUS_OK);
}

static void done(struct fixture *f)
{
	free(f->exact);
	arena_release(&f->arena);
}

static void assert_slice(struct slice is, const char *wanted)
{
	if (!slice_eq_str(is, wanted))
		fail_msg("is \"%.*s\", not \"%s\"", SLICE_ARG(is), wanted);
}

static struct slice source_of(const struct fixture *f, const struct yaml_node *node)
{
	assert_true(node->at.start <= node->at.end && node->at.end <= f->text.len);
	return slice_sub(f->text, node->at.start, node->at.end);
}

static void scalars_stay_strings(void **state)
{
	(void)state;
	struct fixture f;
	read_good(&f, "a: off\nb: 0x10\nc: 2019-02-11\nd:\ne: ''\nf: \"x\\ty\"\ng: ~\nh: 01.50\n");
	assert_int_equal(f.root->kind, YAML_MAP);
	assert_int_equal(f.root->count, 8);
	assert_slice(yaml_get(f.root, "a")->text, "off");
	assert_slice(yaml_get(f.root, "b")->text, "0x10");
	assert_slice(yaml_get(f.root, "c")->text, "2019-02-11");
	assert_slice(yaml_get(f.root, "d")->text, "");
	assert_slice(yaml_get(f.root, "e")->text, "");
	assert_true(yaml_get(f.root, "e")->is_quoted);
	assert_false(yaml_get(f.root, "d")->is_quoted);
	assert_slice(yaml_get(f.root, "f")->text, "x\ty");
	assert_slice(yaml_get(f.root, "g")->text, "~");
	assert_slice(yaml_get(f.root, "h")->text, "01.50");
	assert_null(yaml_get(f.root, "i"));
	assert_null(yaml_get(NULL, "i"));
	done(&f);
}

static void spans_cover_what_was_written(void **state)
{
	(void)state;
	struct fixture f;
	read_good(&f, "# 注\n題名: '配信 エラー' # why\nlist:\n- 一\n-  \"二\"\n\n# end\nmap: {a: "
		      "1,  b: [x, "
		      "y] }\n");
	const struct yaml_node *title = f.root->first;
	assert_slice(source_of(&f, title), "'配信 エラー'");
	assert_slice(source_of(&f, title->key), "題名");
	assert_int_equal(title->key->start.line, 2);
	assert_int_equal(title->key->start.column, 1);
	assert_int_equal(title->start.column, 5);
	const struct yaml_node *list = title->next;
	assert_int_equal(list->kind, YAML_LIST);
	assert_int_equal(list->count, 2);
	assert_slice(source_of(&f, list), "- 一\n-  \"二\"");
	assert_slice(source_of(&f, list->last), "\"二\"");
	assert_int_equal(list->last->start.line, 5);
	assert_int_equal(list->last->start.column, 4);
	const struct yaml_node *map = list->next;
	assert_slice(source_of(&f, map), "{a: 1,  b: [x, y] }");
	assert_slice(source_of(&f, map->last), "[x, y]");
	assert_slice(map->last->last->text, "y");
	done(&f);
}

/* libyaml counts the mark as indentation when it is shown it. */
static void byte_order_mark_counts_for_no_column(void **state)
{
	(void)state;
	struct fixture f;
	read_good(&f, "\xEF\xBB\xBF"
		      "a: 1\r\nb:\r\n  c: 日本\r\n");
	assert_int_equal(f.root->start.column, 1);
	assert_int_equal(f.root->at.start, 3);
	const struct yaml_node *c = yaml_get(yaml_get(f.root, "b"), "c");
	assert_slice(source_of(&f, c), "日本");
	assert_int_equal(c->start.line, 3);
	assert_int_equal(c->start.column, 6);
	done(&f);
}

static void block_scalars(void **state)
{
	(void)state;
	struct fixture f;
	read_good(&f, "a: |\n  one\n  two\nb: >-\n  three\n  four\nc: five\n  six\n");
	assert_slice(yaml_get(f.root, "a")->text, "one\ntwo\n");
	assert_slice(yaml_get(f.root, "b")->text, "three four");
	assert_slice(yaml_get(f.root, "c")->text, "five six");
	assert_slice(source_of(&f, yaml_get(f.root, "c")), "five\n  six");
	done(&f);
}

static void empty_documents(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "\n\n", "# only this\n", "\xEF\xBB\xBF",
					    "---\n...\n"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct fixture f;
		read_good(&f, texts[i]);
		assert_true(!f.root || (f.root->kind == YAML_SCALAR && !f.root->text.len));
		done(&f);
	}
}

static void a_part_counts_from_the_start_of_the_text(void **state)
{
	(void)state;
	struct arena arena;
	struct yaml_node *root;
	struct yaml_error error;
	struct slice text = SLICE("日本 a: 1\nb: [\n---\nnot: read: here\n");
	arena_init(&arena);
	assert_int_equal(yaml_read(&arena, text, (struct span){7, 12}, 0, &root, &error),
			 STATUS_OK);
	assert_int_equal(root->first->at.start, 10);
	assert_int_equal(root->first->start.column, 7);
	assert_int_equal(yaml_read(&arena, text, (struct span){12, 17}, 0, &root, &error),
			 STATUS_FAILED);
	assert_int_equal(error.at.line, 2);
	assert_int_equal(error.at.column, 4);
	assert_int_equal(yaml_read(&arena, text, (struct span){500, 600}, 0, &root, &error),
			 STATUS_OK);
	assert_null(root);
	arena_release(&arena);
}

struct bad {
	const char *text;
	enum yaml_fault fault;
	size_t line;
	size_t column;
	const char *says; /* part of the English message */
};

static const struct bad bad_texts[] = {
	{"a: *b\n", YAML_FAULT_ALIAS, 1, 4, "*b"},
	{"日: &b x\n", YAML_FAULT_ANCHOR, 1, 4, "&b"},
	{"a: [1, &b {}]\n", YAML_FAULT_ANCHOR, 1, 8, "&b"},
	{"a: !!int 1\n", YAML_FAULT_TAG, 1, 4, "int"},
	{"a: !x [1]\n", YAML_FAULT_TAG, 1, 4, "!x"},
	{"a: 1\n---\nb: 2\n", YAML_FAULT_DOCUMENTS, 2, 1, "second"},
	{"a: 1\nbb: 2\na: 3\n", YAML_FAULT_REPEATED, 3, 1, "line 1"},
	{"x: {\"日\": 1, 日: 2}\n", YAML_FAULT_REPEATED, 1, 13, "\"日\""},
	{"[a]: 1\n", YAML_FAULT_KEY, 1, 1, "key"},
	{"? {a: 1}\n: 1\n", YAML_FAULT_KEY, 1, 3, "key"},
	{"a: 日本: x\n", YAML_FAULT_SYNTAX, 1, 6, "colon"},
	{"a: 1\nb\nc: 2\n", YAML_FAULT_SYNTAX, 2, 1, "colon is missing"},
	{"a: 1\nb: \"日本\nc: 2\n", YAML_FAULT_SYNTAX, 2, 4, "closing"},
	{"a: 1\nb: 'x\n---\n", YAML_FAULT_SYNTAX, 2, 4, "closing"},
	{"a: 1\nb: [x,\n", YAML_FAULT_SYNTAX, 2, 4, "]"},
	{"a: {x: 1\n\n", YAML_FAULT_SYNTAX, 1, 4, "}"},
	{"a: {x: 1]\n", YAML_FAULT_SYNTAX, 1, 9, "}"},
	{"a: 'it's'\n", YAML_FAULT_SYNTAX, 1, 8, "quotation"},
	{"a: @b\n", YAML_FAULT_SYNTAX, 1, 4, "quotes"},
	{"a: `b`\n", YAML_FAULT_SYNTAX, 1, 4, "quotes"},
	{"a: \"\\q\"\n", YAML_FAULT_SYNTAX, 1, 5, "escape"},
	{"a: 1\n\tb: 2\n", YAML_FAULT_SYNTAX, 2, 1, "tab"},
	{"a: *\n", YAML_FAULT_SYNTAX, 1, 5, "quotes"},
	{"a: %b\n", YAML_FAULT_SYNTAX, 1, 4, "quotes"},
	{"a: 日\x01\n", YAML_FAULT_CHARACTER, 1, 5, "UTF-8"},
	{"a: b\n日: \xE6\x97x\n", YAML_FAULT_CHARACTER, 2, 4, "UTF-8"},
	{"a: b\n日: \xE6\x97", YAML_FAULT_CHARACTER, 2, 4, "UTF-8"},
	{"a: \"b\xFF\"\n", YAML_FAULT_CHARACTER, 1, 6, "UTF-8"},
	{"a: b: c\nd: \xFF\n", YAML_FAULT_SYNTAX, 1, 5, "colon"},
};

static void errors_name_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad_texts) / sizeof(*bad_texts); i++) {
		const struct bad *bad = &bad_texts[i];
		struct fixture f;
		assert_int_equal(read_slice(&f, slice_from(bad->text), 0), STATUS_FAILED);
		const struct yaml_error *error = &f.error;
		if (error->fault != bad->fault || error->at.line != bad->line ||
		    error->at.column != bad->column || !strstr(error->message[LANG_EN], bad->says))
			fail_msg("%s is fault %d at %zu:%zu: %s", bad->text, (int)error->fault,
				 error->at.line, error->at.column, error->message[LANG_EN]);
		assert_non_null(error->message[LANG_JA]);
		assert_string_not_equal(error->message[LANG_JA], error->message[LANG_EN]);
		struct lines lines;
		assert_int_equal(lines_init(&lines, &f.arena, f.text), STATUS_OK);
		struct position at = lines_position(&lines, error->offset);
		assert_int_equal(at.line, error->at.line);
		assert_int_equal(at.column, error->at.column);
		done(&f);
	}
}

static void a_bad_byte_hides_nothing_before_it(void **state)
{
	(void)state;
	struct fixture f;
	assert_int_equal(read_slice(&f, SLICE("a: 1\nb: [2, 3]\nc: \0\nd: 4\n"), 0), STATUS_FAILED);
	assert_int_equal(f.error.fault, YAML_FAULT_CHARACTER);
	assert_int_equal(f.error.at.line, 3);
	assert_slice(yaml_get(f.root, "a")->text, "1");
	assert_int_equal(yaml_get(f.root, "b")->count, 2);
	done(&f);
}

static void what_was_read_is_kept(void **state)
{
	(void)state;
	struct fixture f;
	assert_int_equal(read_slice(&f, SLICE("a: 1\nb:\n- 2\n- 3: 4: 5\n"), 0), STATUS_FAILED);
	assert_slice(yaml_get(f.root, "a")->text, "1");
	assert_slice(yaml_get(f.root, "b")->first->text, "2");
	assert_slice(source_of(&f, yaml_get(f.root, "a")), "1");
	done(&f);
}

static void repeated_keys_can_be_kept(void **state)
{
	(void)state;
	struct fixture f;
	assert_int_equal(read_slice(&f, SLICE("a: 1\nb: 2\na: 3\n"), YAML_KEEP_REPEATED),
			 STATUS_OK);
	assert_int_equal(f.root->count, 3);
	assert_null(f.root->first->repeats);
	assert_ptr_equal(f.root->last->repeats, f.root->first->key);
	assert_slice(yaml_get(f.root, "a")->text, "1");
	done(&f);
}

/* Each key of many once more, in the middle of them and behind all. */
static void any_of_many_keys_may_repeat(void **state)
{
	(void)state;
	enum { KEYS = 70 };
	for (size_t repeated = 0; repeated < KEYS; repeated++) {
		struct buffer text;
		struct fixture f;
		buffer_init(&text, BUFFER_MAX_PAGE);
		for (size_t i = 0; i < KEYS; i++) {
			buffer_printf(&text, "k%zu: %zu\n", i, i);
			if (i == repeated)
				buffer_printf(&text, "k%zu: again\n", i / 2);
		}
		buffer_printf(&text, "k%zu: again\n", repeated);
		assert_int_equal(read_slice(&f, buffer_view(&text), YAML_KEEP_REPEATED), STATUS_OK);
		assert_int_equal(f.root->count, KEYS + 2);
		for (const struct yaml_node *value = f.root->first; value; value = value->next) {
			bool is_again = slice_eq_str(value->text, "again");
			assert_int_equal(value->repeats != NULL, is_again);
			assert_true(!is_again || slice_eq(value->repeats->text, value->key->text));
			assert_true(!is_again || value->repeats->at.start < value->key->at.start);
		}
		done(&f);
		assert_int_equal(read_slice(&f, buffer_view(&text), 0), STATUS_FAILED);
		assert_int_equal(f.error.fault, YAML_FAULT_REPEATED);
		assert_int_equal(f.error.at.line, repeated + 2);
		done(&f);
		buffer_release(&text);
	}
}

static enum status read_repeated(struct fixture *f, const char *before, const char *unit,
				 size_t count, const char *after)
{
	struct buffer text;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, before);
	for (size_t i = 0; i < count; i++)
		buffer_str(&text, unit);
	buffer_str(&text, after);
	enum status status = read_slice(f, buffer_view(&text), 0);
	buffer_release(&text);
	return status;
}

static void nesting_has_a_limit(void **state)
{
	(void)state;
	struct fixture f;
	assert_int_equal(read_repeated(&f, "", "[", YAML_DEPTH_MAX, ""), STATUS_FAILED);
	assert_int_equal(f.error.fault, YAML_FAULT_SYNTAX);
	done(&f);
	assert_int_equal(read_repeated(&f, "a: ", "[", 200000, ""), STATUS_FAILED);
	assert_int_equal(f.error.fault, YAML_FAULT_DEPTH);
	assert_int_equal(f.error.offset, 3 + YAML_DEPTH_MAX - 1);
	done(&f);
	assert_int_equal(read_repeated(&f, "", "- ", 100000, "x"), STATUS_FAILED);
	assert_int_equal(f.error.fault, YAML_FAULT_DEPTH);
	assert_int_equal(f.error.offset, 2 * YAML_DEPTH_MAX);
	done(&f);
}

static void nodes_have_a_limit(void **state)
{
	(void)state;
	struct fixture f;
	assert_int_equal(read_repeated(&f, "[", "a,", YAML_NODES_MAX - 1, "]"), STATUS_OK);
	assert_int_equal(f.root->count, YAML_NODES_MAX - 1);
	assert_int_equal(f.root->last->at.start, 2 * (YAML_NODES_MAX - 1) - 1);
	done(&f);
	assert_int_equal(read_repeated(&f, "[", "a,", YAML_NODES_MAX, "]"), STATUS_FAILED);
	assert_int_equal(f.error.fault, YAML_FAULT_NODES);
	assert_int_equal(f.error.offset, 1 + 2 * (YAML_NODES_MAX - 1));
	done(&f);
	assert_int_equal(read_repeated(&f, "", "a: b\n", 500000, ""), STATUS_FAILED);
	assert_int_equal(f.error.fault, YAML_FAULT_REPEATED);
	assert_int_equal(f.error.at.line, 2);
	done(&f);
}

/* By YAML's idea of a line, which has more line ends than ours. */
static bool is_one_line(struct slice source)
{
	if (source.len && (source.ptr[0] == '|' || source.ptr[0] == '>'))
		return false;
	return !slice_contains(source, SLICE("\n")) && !slice_contains(source, SLICE("\r")) &&
	       !slice_contains(source, SLICE("\xC2\x85")) &&
	       !slice_contains(source, SLICE("\xE2\x80\xA8"));
}

/* Spans lie inside the text, in order and nested, and agree with an index of
   lines; a plain value of one line is its own source. */
static void check_tree(const struct fixture *f, const struct lines *lines,
		       const struct yaml_node *node, struct span within)
{
	assert_true(node->at.start >= within.start && node->at.end <= within.end);
	struct position at = lines_position(lines, node->at.start);
	assert_int_equal(at.line, node->start.line);
	assert_int_equal(at.column, node->start.column);
	if (node->kind == YAML_SCALAR && !node->is_quoted && is_one_line(source_of(f, node)))
		assert_true(slice_eq(source_of(f, node), node->text));
	size_t from = node->at.start;
	for (const struct yaml_node *child = node->first; child; child = child->next) {
		if (child->key) {
			check_tree(f, lines, child->key, (struct span){from, node->at.end});
			from = child->key->at.end;
		}
		check_tree(f, lines, child, (struct span){from, node->at.end});
		from = child->at.end;
	}
}

/* A small generator, so that a failure repeats. */
static unsigned int next_random(unsigned int *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16;
}

static void any_bytes_are_read_or_refused(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a",           "b: ",
					     "- ",          "\n",
					     "\r\n",        "  ",
					     "    ",        "[",
					     "]",           "{",
					     "}",           ",",
					     ":",           "'",
					     "\"",          "日本",
					     "# c",         "|\n",
					     ">-\n",        "&x ",
					     "*x",          "!t ",
					     "---\n",       "...\n",
					     "\t",          "? ",
					     "\xC2\x85",    "\xE2\x80\xA8",
					     "\\",          "\xEF\xBB\xBF",
					     "%YAML 1.1\n", "key: value\n",
					     "\xFF",        "😀",
					     "\r"};
	unsigned int seed = 7;
	for (int round = 0; round < 20000; round++) {
		struct buffer text;
		buffer_init(&text, BUFFER_MAX_PAGE);
		for (unsigned int n = next_random(&seed) % 24; n; n--)
			buffer_str(&text,
				   pieces[next_random(&seed) % (sizeof(pieces) / sizeof(*pieces))]);
		struct fixture f;
		struct slice view = buffer_view(&text);
		enum status status =
			read_slice(&f, view.ptr ? view : SLICE(""), next_random(&seed) % 2);
		assert_int_not_equal(status, STATUS_NO_MEMORY);
		struct lines lines;
		assert_int_equal(lines_init(&lines, &f.arena, f.text), STATUS_OK);
		if (f.root)
			check_tree(&f, &lines, f.root, (struct span){0, f.text.len});
		struct position at = lines_position(&lines, f.error.offset);
		if (status == STATUS_FAILED &&
		    (at.line != f.error.at.line || at.column != f.error.at.column))
			fail_msg("%.*s", SLICE_ARG(f.text));
		buffer_release(&text);
		done(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scalars_stay_strings),
		cmocka_unit_test(spans_cover_what_was_written),
		cmocka_unit_test(byte_order_mark_counts_for_no_column),
		cmocka_unit_test(block_scalars),
		cmocka_unit_test(empty_documents),
		cmocka_unit_test(a_part_counts_from_the_start_of_the_text),
		cmocka_unit_test(errors_name_their_place),
		cmocka_unit_test(a_bad_byte_hides_nothing_before_it),
		cmocka_unit_test(what_was_read_is_kept),
		cmocka_unit_test(repeated_keys_can_be_kept),
		cmocka_unit_test(any_of_many_keys_may_repeat),
		cmocka_unit_test(nesting_has_a_limit),
		cmocka_unit_test(nodes_have_a_limit),
		cmocka_unit_test(any_bytes_are_read_or_refused),
	};
	return cmocka_run_group_tests_name("source/yaml", tests, NULL, NULL);
}
