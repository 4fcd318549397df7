/* Every mistake in a template, with its exact place, in both languages. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "render/bed.h"

static const struct {
	const char *text;
	const char *told[LANG_SIDES];
} mistakes[] = {
	{"対訳\n  é {{#a}}\n{{#b}}{{/b}}\n",
	 {"taiyaku: t.mustache:2:5: the section {{#a}} is never closed; write {{/a}} where it "
	  "ends\n",
	  "taiyaku: t.mustache:2:5: セクション {{#a}} が閉じられていません。終わりの位置に "
	  "{{/a}} を書いてください\n"}},
	{"{{#a}}\n\t{{^b}}{{=<% %>=}}",
	 {"taiyaku: t.mustache:1:1: the section {{#a}} is never closed; write <%/a%> where it "
	  "ends\n"
	  "taiyaku: t.mustache:2:2: the section {{^b}} is never closed; write <%/b%> where it "
	  "ends\n",
	  "taiyaku: t.mustache:1:1: セクション {{#a}} が閉じられていません。終わりの位置に "
	  "<%/a%> を書いてください\n"
	  "taiyaku: t.mustache:2:2: セクション {{^b}} が閉じられていません。終わりの位置に "
	  "<%/b%> を書いてください\n"}},
	{"{{#a}}\n{{# b }}\n鯛 {{/a}}\n",
	 {"taiyaku: t.mustache:3:3: the tag {{/a}} does not close the section {{# b }}, opened in "
	  "line 2; close that one first, with {{/b}}\n",
	  "taiyaku: t.mustache:3:3: タグ {{/a}} は、開いているセクション {{# b }} (2 行目) と"
	  "一致しません。先に {{/b}} で閉じてください\n"}},
	{"{{#a}}{{/a}}\n  {{/ a}}\n",
	 {"taiyaku: t.mustache:2:3: the tag {{/ a}} closes a section, but none is open here; "
	  "remove it, or open the section with {{#a}}\n",
	  "taiyaku: t.mustache:2:3: タグ {{/ a}} に対応する開いたセクションがありません。"
	  "タグを削除するか、{{#a}} でセクションを開いてください\n"}},
	{"\n\n x {{name\nmore\n",
	 {"taiyaku: t.mustache:3:4: the tag that begins with {{name is never closed; end it with "
	  "}}\n",
	  "taiyaku: t.mustache:3:4: {{name で始まるタグが閉じられていません。}} "
	  "で終わらせてください\n"}},
	{"{{a} {{b}}",
	 {"taiyaku: t.mustache:1:1: the tag that begins with {{a} {{b}} is never closed; end it "
	  "with }}\n",
	  "taiyaku: t.mustache:1:1: {{a} {{b}} で始まるタグが閉じられていません。}} "
	  "で終わらせてください\n"}},
	{"{{{a}}",
	 {"taiyaku: t.mustache:1:1: the tag that begins with {{{a}} is never closed; end it with "
	  "}}}\n",
	  "taiyaku: t.mustache:1:1: {{{a}} で始まるタグが閉じられていません。}}} "
	  "で終わらせてください\n"}},
	{"{{{a}} {{{b}}}",
	 {"taiyaku: t.mustache:1:1: the tag that begins with {{{a}} {{{b}}} is never closed; end "
	  "it with }}}\n",
	  "taiyaku: t.mustache:1:1: {{{a}} {{{b}}} で始まるタグが閉じられていません。}}} "
	  "で終わらせてください\n"}},
	{"{{! comment",
	 {"taiyaku: t.mustache:1:1: the tag that begins with {{! comment is never closed; end it "
	  "with }}\n",
	  "taiyaku: t.mustache:1:1: {{! comment で始まるタグが閉じられていません。}} "
	  "で終わらせてください\n"}},
	{" {{=<% %>}}",
	 {"taiyaku: t.mustache:1:2: the tag that begins with {{=<% %>}} is never closed; end it "
	  "with =}}\n",
	  "taiyaku: t.mustache:1:2: {{=<% %>}} で始まるタグが閉じられていません。=}} "
	  "で終わらせてください\n"}},
	{"\n {{=<%=}}",
	 {"taiyaku: t.mustache:2:2: the tag {{=<%=}} does not set two delimiters; write two words "
	  "without an equals sign, such as {{=<% %>=}}\n",
	  "taiyaku: t.mustache:2:2: タグ {{=<%=}} では区切り文字を設定できません。等号を含まない "
	  "2 つの語を、{{=<% %>=}} のように書いてください\n"}},
	{"{{=a b c=}}",
	 {"taiyaku: t.mustache:1:1: the tag {{=a b c=}} does not set two delimiters; write two "
	  "words without an equals sign, such as {{=<% %>=}}\n",
	  "taiyaku: t.mustache:1:1: タグ {{=a b c=}} "
	  "では区切り文字を設定できません。等号を含まない "
	  "2 つの語を、{{=<% %>=}} のように書いてください\n"}},
	{"{{= a= b =}}",
	 {"taiyaku: t.mustache:1:1: the tag {{= a= b =}} does not set two delimiters; write two "
	  "words without an equals sign, such as {{=<% %>=}}\n",
	  "taiyaku: t.mustache:1:1: タグ {{= a= b =}} "
	  "では区切り文字を設定できません。等号を含まない "
	  "2 つの語を、{{=<% %>=}} のように書いてください\n"}},
	{"ab{{ }}",
	 {"taiyaku: t.mustache:1:3: the tag {{ }} holds no name; write one in it or remove the "
	  "tag\n",
	  "taiyaku: t.mustache:1:3: タグ {{ }} に名前がありません。名前を書くか、"
	  "タグを削除してください\n"}},
	{"{{>\n}}",
	 {"taiyaku: t.mustache:1:1: the tag {{> holds no name; write one in it or remove the tag\n",
	  "taiyaku: t.mustache:1:1: タグ {{> に名前がありません。名前を書くか、"
	  "タグを削除してください\n"}},
	{"{{first name}}",
	 {"taiyaku: t.mustache:1:1: the tag {{first name}} holds what cannot be a name; use up to "
	  "255 letters, digits, _ and -, with single dots between keys\n",
	  "taiyaku: t.mustache:1:1: タグ {{first name}} の中身は名前として使えません。"
	  "255 バイトまでの文字、数字、_、- を使い、キーの間はドット 1 つで区切ってください\n"}},
	{"{{#a..b}}",
	 {"taiyaku: t.mustache:1:1: the tag {{#a..b}} holds what cannot be a name; use up to "
	  "255 letters, digits, _ and -, with single dots between keys\n",
	  "taiyaku: t.mustache:1:1: タグ {{#a..b}} の中身は名前として使えません。"
	  "255 バイトまでの文字、数字、_、- を使い、キーの間はドット 1 つで区切ってください\n"}},
	{"{{<parent}}",
	 {"taiyaku: t.mustache:1:1: the tag {{<parent}} holds what cannot be a name; use up to "
	  "255 letters, digits, _ and -, with single dots between keys\n",
	  "taiyaku: t.mustache:1:1: タグ {{<parent}} の中身は名前として使えません。"
	  "255 バイトまでの文字、数字、_、- を使い、キーの間はドット 1 つで区切ってください\n"}},
	{"{{> *name}}",
	 {"taiyaku: t.mustache:1:1: the tag {{> *name}} names no template; use up to 255 letters, "
	  "digits, _, -, dots and /\n",
	  "taiyaku: t.mustache:1:1: タグ {{> *name}} の中身はテンプレート名として使えません。"
	  "255 バイトまでの文字、数字、_、-、ドット、/ を使ってください\n"}},
};

static void mistakes_are_told_with_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++) {
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++) {
			struct bed bed;
			struct mustache *template;
			bed_init(&bed, lang);
			enum status status = bed_parse(&bed, "t.mustache",
						       slice_from(mistakes[i].text), &template);
			assert_string_equal(told_text(&bed.told), mistakes[i].told[lang]);
			assert_int_equal(status, STATUS_FAILED);
			bed_release(&bed);
		}
	}
}

static void odd_names_are_mistakes(void **state)
{
	(void)state;
	static const char *const odd[] = {
		"{{.a}}", "{{a.}}",   "{{..}}", "{{a/b}}", "{{a{b}}",
		"{{$a}}", "{{a\tb}}", "{{^}}",  "{{/}}",
	};
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		struct bed bed;
		struct mustache *template;
		bed_init(&bed, LANG_EN);
		assert_int_equal(bed_parse(&bed, "t", slice_from(odd[i]), &template),
				 STATUS_FAILED);
		assert_int_equal(bed.told.problems.count, 1);
		bed_release(&bed);
	}
}

/* A message shows the beginning of a long tag, cut between characters. */
static void long_tags_are_cut_in_messages(void **state)
{
	(void)state;
	struct bed bed;
	struct buffer text;
	struct mustache *template;
	bed_init(&bed, LANG_EN);
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_str(&text, "{{a");
	for (int i = 0; i < 100 * 1000; i++)
		buffer_str(&text, "鯛");
	buffer_str(&text, "}}");
	assert_int_equal(bed_parse(&bed, "t", buffer_view(&text), &template), STATUS_FAILED);
	const char expected[] = "taiyaku: t:1:1: the tag {{a"
				"鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛鯛 holds";
	assert_memory_equal(told_text(&bed.told), expected, sizeof(expected) - 1);
	buffer_release(&text);
	bed_release(&bed);
}

static void a_template_has_a_largest_size(void **state)
{
	(void)state;
	struct bed bed;
	struct buffer text;
	struct mustache *template;
	bed_init(&bed, LANG_EN);
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_repeat(&text, 'x', MUSTACHE_MAX_BYTES);
	assert_int_equal(bed_parse(&bed, "t", buffer_view(&text), &template), STATUS_OK);
	buffer_char(&text, 'x');
	assert_int_equal(bed_parse(&bed, "t", buffer_view(&text), &template), STATUS_FAILED);
	assert_string_equal(told_text(&bed.told),
			    "taiyaku: t: the template is larger than 4 MiB; split it into "
			    "partials\n");
	buffer_release(&text);
	bed_release(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mistakes_are_told_with_their_place),
		cmocka_unit_test(odd_names_are_mistakes),
		cmocka_unit_test(long_tags_are_cut_in_messages),
		cmocka_unit_test(a_template_has_a_largest_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
