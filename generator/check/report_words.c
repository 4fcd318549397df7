/* The words that reports for people have in common. */
#include "report_format.h"

const char *severity_word(enum severity severity, enum lang lang)
{
	static const char *const japanese[] = {
		[SEVERITY_OFF] = "オフ",
		[SEVERITY_INFO] = "情報",
		[SEVERITY_WARNING] = "警告",
		[SEVERITY_ERROR] = "エラー",
	};
	return lang == LANG_JA ? japanese[severity] : severity_name(severity);
}

/* What the summary counts, in its order. */
struct count {
	const char *one;
	const char *many;
	const char *japanese;
	size_t n;
	enum severity severity;            /* SEVERITY_ERROR also for what is none */
	const char *separator[LANG_SIDES]; /* before it */
};

void report_summary(const struct report *report, struct buffer *out)
{
	const struct report_counts *counts = &report->options->counts;
	const size_t *n_of = report->n_of;
	const enum severity error = SEVERITY_ERROR;
	const enum severity warning = SEVERITY_WARNING;
	const enum severity info = SEVERITY_INFO;
	const struct count all[] = {
		{"article", "articles", "記事", counts->articles, error, {"", ""}},
		{"segment", "segments", "セグメント", counts->segments, error, {", ", "、"}},
		{"entry", "entries", "エントリ", counts->entries, error, {", ", "、"}},
		{"error", "errors", "エラー", n_of[error], error, {": ", ": "}},
		{"warning", "warnings", "警告", n_of[warning], warning, {", ", "、"}},
		{"info", "infos", "情報", n_of[info], info, {", ", "、"}},
	};
	enum lang lang = report->options->lang == LANG_JA ? LANG_JA : LANG_EN;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const struct count *count = &all[i];
		if (count->severity < report->options->least)
			continue;
		buffer_str(out, count->separator[lang]);
		if (lang == LANG_JA)
			buffer_printf(out, "%s %zu 件", count->japanese, count->n);
		else
			buffer_printf(out, "%zu %s", count->n,
				      count->n == 1 ? count->one : count->many);
	}
}
