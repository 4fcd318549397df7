/* The rules, told to people: a list, and one by one. */
#include "rules.h"

#include "check/rule_settings.h"
#include "check/rule_table.h"
#include "wrap.h"

enum { ID_COLUMN = 26, SEVERITY_COLUMN = 8, EXPLAIN_CELLS = 80, EXAMPLE_INDENT = 4 };

static const char *word(enum lang lang, const char *en, const char *ja)
{
	return lang == LANG_JA ? ja : en;
}

/* The message without a finding: "…" where its words would stand. */
static void put_short(const struct rule *rule, enum lang lang, struct buffer *out)
{
	struct finding blank = {.rule = rule, .lang = LANG_JA, .n_args = FINDING_ARGS_MAX};
	for (size_t i = 0; i < FINDING_ARGS_MAX; i++)
		blank.args[i][LANG_EN] = blank.args[i][LANG_JA] = SLICE("…");
	finding_message(&blank, lang, out);
}

/* Whether it can be written is told at the end of the run. */
static void print(const struct buffer *out)
{
	if (out->failed)
		out_of_memory();
	(void)fwrite(out->ptr, 1, out->len, stdout);
}

/* --- The list ----------------------------------------------------------- */

struct list {
	const struct config *config;
	enum lang lang;
	struct buffer *out;
};

/* Where the configuration says something else than the rule. */
static void put_remark(const struct list *list, const struct rule *rule)
{
	const char *profile = profile_of_rule(rule);
	if (profile)
		buffer_printf(list->out, word(list->lang, " [profile %s]", " [プロファイル %s]"),
			      profile);
	else if (config_severity(list->config, rule) != rule->severity)
		buffer_printf(list->out, word(list->lang, " [default %s]", " [既定値 %s]"),
			      severity_name(rule->severity));
}

static void put_rule(void *context, const struct rule *rule)
{
	const struct list *list = context;
	buffer_printf(list->out, "%-*s %-*s ", ID_COLUMN, rule->id, SEVERITY_COLUMN,
		      severity_name(config_severity(list->config, rule)));
	put_short(rule, list->lang, list->out);
	put_remark(list, rule);
	buffer_char(list->out, '\n');
}

void rules_list(const struct invocation *invocation, const struct config *config)
{
	struct buffer out;
	buffer_init(&out, BUFFER_MAX_PAGE);
	rules_each(put_rule, &(struct list){config, invocation->lang, &out});
	print(&out);
	buffer_release(&out);
}

/* --- One by one --------------------------------------------------------- */

static void put_example(const struct rule *rule, enum lang lang, struct buffer *out)
{
	struct slice rest = slice_from(rule->example);
	struct slice line;
	if (!rule->example)
		return;
	buffer_printf(out, "\n%s\n",
		      word(lang, "Example (- breaks the rule, + is right):",
			   "例 (- は規則違反、+ は正しい書き方):"));
	while (slice_next_line(&rest, &line)) {
		bool is_marked = slice_starts_with(line, SLICE("- ")) ||
				 slice_starts_with(line, SLICE("+ "));
		buffer_repeat(out, ' ', is_marked ? EXAMPLE_INDENT - 2 : EXAMPLE_INDENT);
		buffer_slice(out, line);
		buffer_char(out, '\n');
	}
}

static void put_switches(const struct rule *rule, enum severity severity, enum lang lang,
			 struct buffer *out)
{
	const char *to = severity == SEVERITY_OFF ? "warning" : "off";
	const char *profile = profile_of_rule(rule);
	buffer_printf(out, "\n%s\n",
		      severity == SEVERITY_OFF
			      ? word(lang, "To switch it on:", "有効にするには:")
			      : word(lang, "To switch it off:", "無効にするには:"));
	buffer_printf(out, "    site/site.yaml    rules: {%s: %s}\n", rule->id, to);
	if (profile && severity == SEVERITY_OFF)
		buffer_printf(out, "                      profile: %s\n", profile);
	if (severity != SEVERITY_OFF)
		buffer_printf(out, "    %s <!-- taiyaku: ignore %s -->\n",
			      word(lang, "beside the text  ", "記事のその場所   "), rule->id);
	buffer_printf(out, "    %s --rule %s=%s\n",
		      word(lang, "one run          ", "1 回だけ         "), rule->id, to);
}

static void put_explanation(const struct rule *rule, enum severity severity, enum lang lang,
			    struct buffer *out)
{
	struct wrapper wrapper;
	struct buffer text;
	wrapper_init(&wrapper, out);
	buffer_init(&text, BUFFER_MAX_PAGE);
	put_short(rule, lang, &text);
	buffer_printf(out, "%s (%s)\n\n", rule->id, severity_name(severity));
	wrap_text(&wrapper, buffer_view(&text), 0, EXPLAIN_CELLS);
	buffer_char(out, '\n');
	struct slice rest = slice_from(rule->explain[lang]);
	struct slice paragraph;
	while (slice_next_line(&rest, &paragraph))
		wrap_text(&wrapper, paragraph, 0, EXPLAIN_CELLS);
	put_example(rule, lang, out);
	put_switches(rule, severity, lang, out);
	buffer_release(&text);
	wrapper_release(&wrapper);
}

bool rules_explain(const struct invocation *invocation, const struct config *config, const char *id)
{
	const struct rule *rule = rule_find(slice_from(id));
	struct buffer out;
	if (!rule) {
		rule_report_unknown(slice_from(id), (struct place){0}, invocation->problems);
		return false;
	}
	buffer_init(&out, BUFFER_MAX_PAGE);
	put_explanation(rule, config_severity(config, rule), invocation->lang, &out);
	print(&out);
	buffer_release(&out);
	return true;
}
