/* The options that every command has. */
#include "cmd/common.h"

#include "base/slice.h"

#include <stdlib.h>

/* In the order of the enums. */
static const char *const langs[] = {[LANG_EN] = "en", [LANG_JA] = "ja", NULL};
static const char *const colors[] = {
	[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL};

const struct option_row common_options[COMMON_OPTIONS] = {
	[COMMON_FOLDER] = {.name = "directory",
			   .letter = 'C',
			   .kind = OPTION_TEXT,
			   .value = {"DIR", "フォルダー"},
			   .help = {"The knowledge base: the folder of content/, templates/ and "
				    "site/site.yaml (default: the current one).",
				    "ナレッジ ベース (content/、templates/、site/site.yaml "
				    "があるフォルダー)。既定値は現在のフォルダーです。"}},
	[COMMON_JOBS] = {.name = "jobs",
			 .letter = 'j',
			 .kind = OPTION_NUMBER,
			 .min = 1,
			 .max = 1024,
			 .value = {"N", "数"},
			 .help = {"How many articles to work on at once (default: one for each "
				  "processor).",
				  "同時に処理する記事の数。既定値はプロセッサ数です。"}},
	[COMMON_LANG] = {.name = "lang",
			 .kind = OPTION_CHOICE,
			 .choices = langs,
			 .help = {"The language of the messages (default: from the locale).",
				  "メッセージの言語。既定値はロケールで決まります。"}},
	[COMMON_COLOR] = {.name = "color",
			  .kind = OPTION_CHOICE,
			  .choices = colors,
			  .help = {"Use colours (\"auto\", the default: on a terminal).",
				   "色を使うかどうか。既定値の auto では、ターミナルに出力するとき"
				   "だけ使います。"}},
	[COMMON_QUIET] = {.name = "quiet",
			  .letter = 'q',
			  .help = {"Say only what went wrong.",
				   "問題があったときだけ表示します。"}},
	[COMMON_VERBOSE] = {.name = "verbose",
			    .letter = 'v',
			    .help = {"Say what is done.", "処理の内容を表示します。"}},
	[COMMON_HELP] = {.name = "help",
			 .letter = 'h',
			 .help = {"Show this help.", "このヘルプを表示します。"}},
	[COMMON_VERSION] = {.name = "version",
			    .help = {"Show the version.", "バージョンを表示します。"}},
};

static bool lang_from_name(struct slice name, enum lang *lang)
{
	for (enum lang known = LANG_EN; langs[known]; known++)
		if (slice_eq_str(name, langs[known])) {
			*lang = known;
			return true;
		}
	return false;
}

/* "ja", "ja_JP.UTF-8", "ja@…", but not "jam". */
static bool is_japanese_locale(struct slice locale)
{
	return slice_starts_with(locale, SLICE("ja")) &&
	       (locale.len == 2 || !ascii_is_alpha(locale.ptr[2]));
}

static enum lang lang_from_locale(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct slice locale = slice_from(getenv(names[i]));
		if (locale.len)
			return is_japanese_locale(locale) ? LANG_JA : LANG_EN;
	}
	return LANG_EN;
}

enum lang messages_lang(size_t n_args, char *const args[])
{
	enum lang lang = lang_from_locale();
	for (size_t i = 0; i < n_args; i++) {
		struct slice arg = slice_from(args[i]);
		if (slice_eq_str(arg, "--"))
			break;
		if (slice_starts_with(arg, SLICE("--lang=")))
			lang_from_name(slice_skip(arg, sizeof("--lang=") - 1), &lang);
		else if (slice_eq_str(arg, "--lang") && i + 1 < n_args)
			lang_from_name(slice_from(args[i + 1]), &lang);
	}
	return lang;
}
