/* Headings that announce a cause or a fix. */
#include "kb/parts.h"

#include "text/transform.h"

static const struct slice cause_en[] = {
	{"Cause", 5}, {"Possible causes", 15}, {"Causes", 6}, {"Why", 3}, {"Reason", 6},
};
static const struct slice cause_ja[] = {
	{"原因", 6},
	{"考えられる原因", 21},
	{"理由", 6},
};
static const struct slice fix_en[] = {
	{"Fix", 3},      {"How do I fix", 12}, {"How to fix", 10}, {"Resolution", 10},
	{"Solution", 8}, {"Solutions", 9},     {"Workaround", 10}, {"Workarounds", 11},
	{"Resolve", 7},  {"What to do", 10},   {"Remedy", 6},
};
static const struct slice fix_ja[] = {
	{"対処方法", 12},     {"対処", 6},      {"解決策", 9}, {"解決方法", 12}, {"解決", 6},
	{"修正する方法", 18}, {"修正方法", 12}, {"回避策", 9}, {"対策", 6},      {"対応方法", 12},
};

/* 名前解決 is what DNS does, not what a reader should. */
static const struct slice name_resolution = {"名前解決", 12};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

const struct part_words *part_words_default(void)
{
	static const struct part_words words = {
		.words = {[PART_CAUSE] = {cause_en, cause_ja}, [PART_FIX] = {fix_en, fix_ja}},
		.counts = {[PART_CAUSE] = {COUNT(cause_en), COUNT(cause_ja)},
			   [PART_FIX] = {COUNT(fix_en), COUNT(fix_ja)}},
	};
	return &words;
}

struct slice part_words_example(const struct part_words *words, enum part_kind kind, enum lang lang)
{
	return words->counts[kind][lang] ? words->words[kind][lang][0] : (struct slice){0};
}

static bool is_word_at(struct slice text, size_t at, size_t len)
{
	bool starts = at == 0 || !ascii_is_alnum(text.ptr[at - 1]);
	bool ends = at + len == text.len || !ascii_is_alnum(text.ptr[at + len]);
	return starts && ends;
}

static bool is_name_resolution(struct slice text, size_t at)
{
	const size_t name = 6; /* 名前 */
	return at >= name && slice_starts_with(slice_skip(text, at - name), name_resolution);
}

static bool contains_word(struct slice text, struct slice word, enum lang lang)
{
	for (size_t at = 0; (at = slice_find(text, word, at)) != SLICE_NONE; at++) {
		if (lang == LANG_EN && is_word_at(text, at, word.len))
			return true;
		if (lang == LANG_JA && !is_name_resolution(text, at))
			return true;
	}
	return false;
}

static enum status fold_list(struct part_words *words, enum part_kind kind, enum lang lang,
			     struct arena *arena)
{
	size_t count = words->counts[kind][lang];
	struct slice *folded = arena_array(arena, count, sizeof(*folded));
	struct buffer word;
	buffer_init(&word, BUFFER_MAX_PAGE);
	enum status status = folded ? STATUS_OK : STATUS_NO_MEMORY;
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		buffer_clear(&word);
		status = text_fold(words->words[kind][lang][i], &word);
		folded[i] = arena_copy(arena, buffer_view(&word));
		if (!folded[i].ptr)
			status = STATUS_NO_MEMORY;
	}
	buffer_release(&word);
	words->folded[kind][lang] = folded;
	return status;
}

enum status part_words_fold(struct part_words *words, struct arena *arena)
{
	for (enum part_kind kind = PART_CAUSE; kind < PART_KINDS; kind++)
		for (enum lang lang = LANG_EN; lang <= LANG_JA; lang++)
			if (fold_list(words, kind, lang, arena) != STATUS_OK)
				return STATUS_NO_MEMORY;
	return STATUS_OK;
}

static enum status fold_word(const struct part_words *words, enum part_kind kind, enum lang lang,
			     size_t i, struct buffer *out)
{
	buffer_clear(out);
	if (!words->folded[kind][lang])
		return text_fold(words->words[kind][lang][i], out);
	buffer_slice(out, words->folded[kind][lang][i]);
	return out->failed ? STATUS_NO_MEMORY : STATUS_OK;
}

enum status part_words_match(const struct part_words *words, enum part_kind kind, enum lang lang,
			     struct slice heading, bool *out)
{
	struct buffer text;
	struct buffer word;
	buffer_init(&text, BUFFER_MAX_PAGE);
	buffer_init(&word, BUFFER_MAX_PAGE);
	enum status status = text_fold(heading, &text);
	*out = false;
	for (size_t i = 0; i < words->counts[kind][lang] && status == STATUS_OK && !*out; i++) {
		status = fold_word(words, kind, lang, i, &word);
		if (word.len)
			*out = contains_word(buffer_view(&text), buffer_view(&word), lang);
	}
	buffer_release(&text);
	buffer_release(&word);
	return status;
}
