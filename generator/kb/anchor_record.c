/* The record of published anchors. Nothing of it is guessed: it is what later builds
   go by, and a line that was lost would be a link that nobody misses. */
#include "anchor_record.h"

#include "base/eight.h"
#include "text/unicode.h"

#include <errno.h>
#include <stdlib.h>

static enum status cannot_read(const struct anchor_record *record, int error,
			       struct problems *problems)
{
	return problem_report(problems, (struct place){.file = record->path},
			      "cannot read: %s; check the name of the file and its permissions",
			      "読み取れません (%s)。ファイルの名前とアクセス許可を確認して"
			      "ください",
			      problem_of_system(problems, error));
}

enum status anchor_record_open(struct anchor_record *record, const char *path,
			       struct problems *problems)
{
	*record = (struct anchor_record){.path = path};
	buffer_init(&record->before, BUFFER_MAX_PAGE);
	if (!path)
		return STATUS_OK;
	enum file_kind kind = file_kind(path);
	if (kind == FILE_FOLDER || kind == FILE_OTHER)
		return problem_report(problems, (struct place){.file = path},
				      "is no file; name a copy of the " ANCHORS_FILE
				      " of the published site",
				      "ファイルではありません。公開したサイトの " ANCHORS_FILE
				      " のコピーを指定してください");
	record->file = fopen(path, "re");
	return record->file ? STATUS_OK : cannot_read(record, errno, problems);
}

static bool take_languages(struct anchor_place *place, struct slice text)
{
	place->is_in[LANG_EN] = slice_eq_str(text, "en") || slice_eq_str(text, "en ja");
	place->is_in[LANG_JA] = slice_eq_str(text, "ja") || slice_eq_str(text, "en ja");
	return place->is_in[LANG_EN] || place->is_in[LANG_JA];
}

/* How many of eight bytes, from the first, are neither blanks nor control characters. */
static size_t name_bytes(uint64_t eight)
{
	return eight_before(eight_below(eight, ' ' + 1) | eight_equal(eight, 0x7f));
}

/* Or a blank. */
static bool has_control(struct slice text)
{
	return eight_end(text, 0, name_bytes) < text.len;
}

static bool take_place(struct anchor_place *place, struct slice line)
{
	size_t tab = slice_find_char(line, '\t', 0);
	if (tab == SLICE_NONE)
		return false;
	place->text = slice_sub(line, 0, tab);
	return take_languages(place, slice_skip(line, tab + 1)) && !has_control(place->text) &&
	       (anchor_name(place->text).len || anchor_is_code(place->text)) &&
	       utf8_invalid_at(place->text) == SLICE_NONE;
}

static enum status take_line(struct anchor_record *record, struct slice line,
			     struct problems *problems)
{
	struct place at = {.file = record->path, .line = record->line};
	if (!take_place(&record->place, line))
		return problem_report(
			problems, at,
			"is not \"address#anchor\" or \"codes/CODE\", a tab, and \"en\", \"ja\" "
			"or \"en ja\"; restore the file, or delete it to begin a new record",
			"「アドレス#アンカー」または「codes/コード」、タブ、「en」「ja」「en ja」の"
			"いずれか、という形ではありません。ファイルを元に戻すか、削除して新しく記録"
			"し直してください");
	if (record->line > 1 &&
	    slice_compare(buffer_view(&record->before), record->place.text) >= 0)
		return problem_report(
			problems, at,
			"\"%.*s\" is out of order or there twice; sort the file with LC_ALL=C sort "
			"-u, or restore it",
			"「%.*s」の順序が違うか、重複しています。LC_ALL=C sort -u で並べ替えるか、"
			"ファイルを元に戻してください",
			SLICE_ARG(record->place.text));
	buffer_clear(&record->before);
	buffer_slice(&record->before, record->place.text);
	return record->before.failed ? STATUS_NO_MEMORY : STATUS_OK;
}

enum status anchor_record_next(struct anchor_record *record, bool *has_place,
			       struct problems *problems)
{
	*has_place = false;
	if (!record->file)
		return STATUS_OK;
	errno = 0;
	ssize_t n = getline(&record->text, &record->capacity, record->file);
	if (n < 0)
		return feof(record->file) ? STATUS_OK : cannot_read(record, errno, problems);
	struct slice line;
	struct slice rest = {record->text, (size_t)n};
	record->line++;
	*has_place = slice_next_line(&rest, &line);
	return take_line(record, line, problems);
}

void anchor_record_close(struct anchor_record *record)
{
	if (record->file)
		(void)fclose(record->file);
	free(record->text);
	buffer_release(&record->before);
	*record = (struct anchor_record){0};
}
