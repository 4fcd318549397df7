/*
 * Compiles a Mustache template into a flat array of ops. All that depends
 * on the template alone is settled here: names are cut at their dots, lines
 * that hold nothing but a tag are taken out, and each op knows whether it
 * begins a line (where a partial's indentation goes).
 */
#include "render/mustache_ops.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

/* As much of a tag as a message shows. */
enum { SHOWN_BYTES = 60 };

struct open_section {
	size_t op;
	size_t offset;
	struct slice tag;  /* as written */
	struct slice name; /* in it */
};

struct parser {
	struct arena *arena;
	struct problems *problems;
	struct mustache *template;
	struct slice text;
	size_t start; /* behind a byte order mark */
	size_t at;    /* what lies before is compiled */
	struct slice open;
	struct slice close;
	bool starts_line; /* the next op is the first of its line */
	struct op *ops;
	size_t n_ops;
	size_t capacity;
	struct open_section sections[MUSTACHE_MAX_SECTIONS];
	size_t depth;
};

struct tag {
	unsigned char sigil; /* index into tag_kinds; 0 for a plain name */
	struct span bytes;   /* with its delimiters */
	struct slice content;
	bool alone; /* on its line, behind `indent` */
	struct slice indent;
};

typedef enum status tag_handler(struct parser *parser, const struct tag *tag);

struct tag_kind {
	tag_handler *handle;
	enum op_kind op;
	char ending; /* stands before the closing delimiter */
	bool may_stand_alone;
};

static struct place place_of(const struct parser *parser, size_t offset)
{
	return mustache_place(parser->template, offset);
}

/* The first line of what was written, cut to a length that fits a message,
   between characters. */
static struct slice shown(struct slice written)
{
	struct slice rest = written;
	struct slice line = {0};
	slice_next_line(&rest, &line);
	return slice_cut(line, SHOWN_BYTES);
}

static struct slice tag_source(const struct parser *parser, const struct tag *tag)
{
	return shown(slice_sub(parser->text, tag->bytes.start, tag->bytes.end));
}

/* --- Ops ------------------------------------------------------------------ */

static struct op *add_op(struct parser *parser, enum op_kind kind, size_t offset)
{
	if (!array_room(&parser->ops, &parser->capacity, parser->n_ops + 1))
		out_of_memory();
	struct op *op = &parser->ops[parser->n_ops];
	*op = (struct op){
		.kind = kind,
		.starts_line = parser->starts_line,
		.template = parser->template,
		.offset = offset,
		.last = parser->n_ops,
	};
	parser->n_ops++;
	parser->starts_line = false;
	return op;
}

static void add_text(struct parser *parser, size_t end)
{
	struct slice text = slice_sub(parser->text, parser->at, end);
	if (text.len == 0)
		return;
	add_op(parser, OP_TEXT, parser->at)->text = text;
	parser->starts_line = text.ptr[text.len - 1] == '\n';
}

/* --- Names ---------------------------------------------------------------- */

static bool is_key_byte(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

static bool is_name(struct slice name)
{
	if (slice_eq_str(name, "."))
		return true;
	if (name.len == 0 || name.len > MUSTACHE_MAX_NAME_BYTES)
		return false;
	bool in_key = false; /* a dot needs a key on both sides */
	for (size_t i = 0; i < name.len; i++) {
		bool is_dot = name.ptr[i] == '.';
		if (is_dot ? !in_key : !is_key_byte(name.ptr[i]))
			return false;
		in_key = !is_dot;
	}
	return in_key;
}

static bool is_partial_name(struct slice name)
{
	if (name.len == 0 || name.len > MUSTACHE_MAX_NAME_BYTES)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!is_key_byte(name.ptr[i]) && name.ptr[i] != '.' && name.ptr[i] != '/')
			return false;
	return true;
}

static enum status empty_tag(const struct parser *parser, const struct tag *tag)
{
	struct slice source = tag_source(parser, tag);
	return problem_report(parser->problems, place_of(parser, tag->bytes.start),
			      "the tag %.*s holds no name; write one in it or remove the tag",
			      "タグ %.*s に名前がありません。名前を書くか、タグを削除してください",
			      SLICE_ARG(source));
}

static enum status odd_name(const struct parser *parser, const struct tag *tag)
{
	struct slice source = tag_source(parser, tag);
	return problem_report(
		parser->problems, place_of(parser, tag->bytes.start),
		"the tag %.*s holds what cannot be a name; use up to %d letters, digits, _ and -, "
		"with single dots between keys",
		"タグ %.*s の中身は名前として使えません。%d バイトまでの文字、数字、_、- を使い、"
		"キーの間はドット 1 つで区切ってください",
		SLICE_ARG(source), MUSTACHE_MAX_NAME_BYTES);
}

static enum status check_name(const struct parser *parser, const struct tag *tag)
{
	if (tag->content.len == 0)
		return empty_tag(parser, tag);
	return is_name(tag->content) ? STATUS_OK : odd_name(parser, tag);
}

/* Cuts a name at its dots; "." has no keys. */
static void set_name(const struct parser *parser, struct op *op, struct slice name)
{
	op->text = name;
	if (slice_eq_str(name, "."))
		return;
	size_t n = 1;
	for (size_t i = 0; i < name.len; i++)
		n += name.ptr[i] == '.';
	struct value_key *keys = arena_array(parser->arena, n, sizeof(*keys));
	for (size_t i = 0; i < n; i++) {
		size_t dot = slice_find_char(name, '.', 0);
		keys[i] = value_key(slice_sub(name, 0, dot));
		name = slice_skip(name, keys[i].name.len + 1);
	}
	op->keys = keys;
	op->n_keys = n;
}

/* --- One handler a kind of tag -------------------------------------------- */

static const struct tag_kind tag_kinds[128];

static enum status add_variable(struct parser *parser, const struct tag *tag)
{
	enum status status = check_name(parser, tag);
	if (status == STATUS_OK)
		set_name(parser, add_op(parser, tag_kinds[tag->sigil].op, tag->bytes.start),
			 tag->content);
	return status;
}

static enum status open_section(struct parser *parser, const struct tag *tag)
{
	struct slice source = tag_source(parser, tag);
	if (check_name(parser, tag) != STATUS_OK)
		return STATUS_FAILED;
	if (parser->depth == MUSTACHE_MAX_SECTIONS)
		return problem_report(
			parser->problems, place_of(parser, tag->bytes.start),
			"the section %.*s is nested deeper than %d levels; move the inner sections "
			"to a partial",
			"セクション %.*s の入れ子が %d 段を超えています。"
			"内側のセクションをパーシャルに移してください",
			SLICE_ARG(source), MUSTACHE_MAX_SECTIONS);
	parser->sections[parser->depth++] = (struct open_section){
		.op = parser->n_ops,
		.offset = tag->bytes.start,
		.tag = source,
		.name = tag->content,
	};
	set_name(parser, add_op(parser, tag_kinds[tag->sigil].op, tag->bytes.start), tag->content);
	return STATUS_OK;
}

static enum status nothing_to_close(const struct parser *parser, const struct tag *tag)
{
	struct slice source = tag_source(parser, tag);
	return problem_report(
		parser->problems, place_of(parser, tag->bytes.start),
		"the tag %.*s closes a section, but none is open here; remove it, or open "
		"the section with %.*s#%.*s%.*s",
		"タグ %.*s に対応する開いたセクションがありません。タグを削除するか、"
		"%.*s#%.*s%.*s でセクションを開いてください",
		SLICE_ARG(source), SLICE_ARG(parser->open), SLICE_ARG(tag->content),
		SLICE_ARG(parser->close));
}

static enum status wrong_close(const struct parser *parser, const struct tag *tag,
			       const struct open_section *section)
{
	struct slice source = tag_source(parser, tag);
	return problem_report(
		parser->problems, place_of(parser, tag->bytes.start),
		"the tag %.*s does not close the section %.*s, opened in line %zu; "
		"close that one first, with %.*s/%.*s%.*s",
		"タグ %.*s は、開いているセクション %.*s (%zu 行目) と一致しません。先に "
		"%.*s/%.*s%.*s で閉じてください",
		SLICE_ARG(source), SLICE_ARG(section->tag), place_of(parser, section->offset).line,
		SLICE_ARG(parser->open), SLICE_ARG(section->name), SLICE_ARG(parser->close));
}

static enum status close_section(struct parser *parser, const struct tag *tag)
{
	if (check_name(parser, tag) != STATUS_OK)
		return STATUS_FAILED;
	if (parser->depth == 0)
		return nothing_to_close(parser, tag);
	const struct open_section *section = &parser->sections[parser->depth - 1];
	if (!slice_eq(section->name, tag->content))
		return wrong_close(parser, tag, section);
	parser->ops[section->op].last = parser->n_ops;
	add_op(parser, OP_END, tag->bytes.start)->text = tag->content;
	parser->depth--;
	return STATUS_OK;
}

static enum status skip_comment(struct parser *parser, const struct tag *tag)
{
	(void)parser;
	(void)tag;
	return STATUS_OK;
}

/* Takes the first word off `rest`. */
static struct slice take_word(struct slice *rest)
{
	*rest = slice_trim(*rest);
	size_t len = 0;
	while (len < rest->len && !ascii_is_blank(rest->ptr[len]))
		len++;
	struct slice word = slice_sub(*rest, 0, len);
	*rest = slice_skip(*rest, len);
	return word;
}

static bool is_delimiter(struct slice word)
{
	return word.len && slice_find_char(word, '=', 0) == SLICE_NONE;
}

static enum status set_delimiters(struct parser *parser, const struct tag *tag)
{
	struct slice rest = tag->content;
	struct slice open = take_word(&rest);
	struct slice close = take_word(&rest);
	struct slice source = tag_source(parser, tag);
	if (!is_delimiter(open) || !is_delimiter(close) || !slice_is_blank(rest))
		return problem_report(
			parser->problems, place_of(parser, tag->bytes.start),
			"the tag %.*s does not set two delimiters; write two words without "
			"an equals sign, such as %.*s=<%% %%>=%.*s",
			"タグ %.*s では区切り文字を設定できません。等号を含まない 2 つの語を、"
			"%.*s=<%% %%>=%.*s のように書いてください",
			SLICE_ARG(source), SLICE_ARG(parser->open), SLICE_ARG(parser->close));
	parser->open = open;
	parser->close = close;
	return STATUS_OK;
}

static enum status add_partial(struct parser *parser, const struct tag *tag)
{
	struct slice source = tag_source(parser, tag);
	if (tag->content.len == 0)
		return empty_tag(parser, tag);
	if (!is_partial_name(tag->content))
		return problem_report(
			parser->problems, place_of(parser, tag->bytes.start),
			"the tag %.*s names no template; use up to %d letters, digits, _, -, "
			"dots and /",
			"タグ %.*s の中身はテンプレート名として使えません。"
			"%d バイトまでの文字、数字、_、-、ドット、/ を使ってください",
			SLICE_ARG(source), MUSTACHE_MAX_NAME_BYTES);
	struct op *op = add_op(parser, OP_PARTIAL, tag->bytes.start);
	op->text = tag->content;
	op->alone = tag->alone;
	op->indent = tag->indent;
	return STATUS_OK;
}

/* Indexed by the sigil. */
static const struct tag_kind tag_kinds[128] = {
	[0] = {.handle = add_variable, .op = OP_ESCAPED},
	['&'] = {.handle = add_variable, .op = OP_RAW},
	['{'] = {.handle = add_variable, .op = OP_RAW, .ending = '}'},
	['#'] = {.handle = open_section, .op = OP_SECTION, .may_stand_alone = true},
	['^'] = {.handle = open_section, .op = OP_INVERTED, .may_stand_alone = true},
	['/'] = {.handle = close_section, .may_stand_alone = true},
	['!'] = {.handle = skip_comment, .may_stand_alone = true},
	['='] = {.handle = set_delimiters, .ending = '=', .may_stand_alone = true},
	['>'] = {.handle = add_partial, .may_stand_alone = true},
};

/* --- Finding tags --------------------------------------------------------- */

/* Where the closing delimiter stands, with `ending` (if any) before it. */
static size_t find_close(const struct parser *parser, size_t from, char ending)
{
	size_t at = ending ? from + 1 : from;
	while ((at = slice_find(parser->text, parser->close, at)) != SLICE_NONE) {
		if (!ending || parser->text.ptr[at - 1] == ending)
			return at;
		at++;
	}
	return SLICE_NONE;
}

static enum status unclosed_tag(const struct parser *parser, size_t start, char ending)
{
	struct slice source = shown(slice_skip(parser->text, start));
	const char before[] = {ending, '\0'};
	return problem_report(parser->problems, place_of(parser, start),
			      "the tag that begins with %.*s is never closed; end it with %s%.*s",
			      "%.*s で始まるタグが閉じられていません。%s%.*s で終わらせてください",
			      SLICE_ARG(source), before, SLICE_ARG(parser->close));
}

static unsigned char sigil_at(const struct parser *parser, size_t at)
{
	unsigned char c = at < parser->text.len ? (unsigned char)parser->text.ptr[at] : 0;
	return c < 128 && tag_kinds[c].handle ? c : 0;
}

/* A tag that holds another's beginning lost its own end; only a comment may,
   and delimiters that are set to what they were. */
static bool swallows_another(const struct parser *parser, const struct tag *tag)
{
	return tag->sigil != '!' && tag->sigil != '=' && !slice_eq(parser->open, parser->close) &&
	       slice_contains(tag->content, parser->open);
}

static enum status read_tag(const struct parser *parser, size_t start, struct tag *tag)
{
	size_t from = start + parser->open.len;
	while (from < parser->text.len && ascii_is_blank(parser->text.ptr[from]))
		from++;
	*tag = (struct tag){.sigil = sigil_at(parser, from)};
	char ending = tag_kinds[tag->sigil].ending;
	if (tag->sigil)
		from++;
	size_t close = find_close(parser, from, ending);
	if (close == SLICE_NONE)
		return unclosed_tag(parser, start, ending);
	tag->bytes = (struct span){start, close + parser->close.len};
	tag->content = slice_trim(slice_sub(parser->text, from, ending ? close - 1 : close));
	return swallows_another(parser, tag) ? unclosed_tag(parser, start, ending) : STATUS_OK;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* Whether a tag has its lines for itself; `lines` are then what to take out,
   with the line end behind it. Else they are not changed. */
static bool stands_alone(const struct parser *parser, struct span tag, struct span *lines)
{
	struct slice text = parser->text;
	size_t start = tag.start;
	size_t end = tag.end;
	while (start > parser->start && is_space(text.ptr[start - 1]))
		start--;
	while (end < text.len && is_space(text.ptr[end]))
		end++;
	if (start > parser->start && text.ptr[start - 1] != '\n')
		return false;
	struct slice rest = slice_skip(text, end);
	if (slice_starts_with(rest, SLICE("\r\n")))
		end += 2;
	else if (slice_starts_with(rest, SLICE("\n")))
		end += 1;
	else if (rest.len)
		return false;
	*lines = (struct span){start, end};
	return true;
}

static enum status parse_tag(struct parser *parser, size_t start)
{
	struct tag tag;
	if (read_tag(parser, start, &tag) != STATUS_OK)
		return STATUS_FAILED;
	const struct tag_kind *kind = &tag_kinds[tag.sigil];
	struct span taken = tag.bytes;
	tag.alone = kind->may_stand_alone && stands_alone(parser, tag.bytes, &taken);
	tag.indent = slice_sub(parser->text, taken.start, start);
	add_text(parser, taken.start);
	parser->at = taken.end;
	if (tag.alone)
		parser->starts_line = false; /* its line is not there to be indented */
	enum status status = kind->handle(parser, &tag);
	if (tag.alone)
		parser->starts_line = true;
	return status;
}

static enum status check_all_closed(const struct parser *parser)
{
	for (size_t i = 0; i < parser->depth; i++) {
		const struct open_section *section = &parser->sections[i];
		problem_report(
			parser->problems, place_of(parser, section->offset),
			"the section %.*s is never closed; write %.*s/%.*s%.*s where it ends",
			"セクション %.*s が閉じられていません。終わりの位置に %.*s/%.*s%.*s "
			"を書いてください",
			SLICE_ARG(section->tag), SLICE_ARG(parser->open), SLICE_ARG(section->name),
			SLICE_ARG(parser->close));
	}
	return parser->depth ? STATUS_FAILED : STATUS_OK;
}

static enum status parse(struct parser *parser)
{
	size_t start;
	while ((start = slice_find(parser->text, parser->open, parser->at)) != SLICE_NONE)
		if (parse_tag(parser, start) != STATUS_OK)
			return STATUS_FAILED;
	add_text(parser, parser->text.len);
	return check_all_closed(parser);
}

struct place mustache_place(const struct mustache *template, size_t offset)
{
	struct position position = lines_position(&template->lines, offset);
	return (struct place){template->file, position.line, position.column};
}

enum status mustache_parse(struct arena *arena, const char *file, struct slice text,
			   struct problems *problems, struct mustache **out)
{
	if (text.len > MUSTACHE_MAX_BYTES)
		return problem_report(
			problems, (struct place){.file = file},
			"the template is larger than %d MiB; split it into partials",
			"テンプレートが %d MiB を超えています。パーシャルに分割してください",
			MUSTACHE_MAX_BYTES >> 20);
	struct mustache *template = arena_alloc(arena, sizeof(*template));
	template->file = file;
	template->was_told = arena_alloc(arena, sizeof(*template->was_told));
	atomic_init(template->was_told, false);
	lines_init(&template->lines, arena, text);
	size_t start = lines_offset(&template->lines, 1);
	struct parser parser = {
		.arena = arena,
		.problems = problems,
		.template = template,
		.text = text,
		.start = start,
		.at = start,
		.open = SLICE("{{"),
		.close = SLICE("}}"),
		.starts_line = true,
	};
	enum status status = parse(&parser);
	template->n_ops = parser.n_ops;
	template->ops = arena_array(arena, parser.n_ops, sizeof(*parser.ops));
	if (parser.n_ops)
		memcpy(template->ops, parser.ops, parser.n_ops * sizeof(*parser.ops));
	free(parser.ops);
	*out = template;
	return status;
}

enum status mustache_link(struct mustache *template, mustache_find *find, void *context)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < template->n_ops; i++) {
		struct op *op = &template->ops[i];
		if (op->kind != OP_PARTIAL)
			continue;
		struct place at = mustache_place(template, op->offset);
		if (find(context, op->text, at, &op->partial) != STATUS_OK)
			status = STATUS_FAILED;
	}
	return status;
}

bool mustache_names(const struct mustache *template, struct slice key)
{
	for (size_t i = 0; i < template->n_ops; i++) {
		const struct op *op = &template->ops[i];
		if (op->n_keys && slice_eq(op->keys[op->n_keys - 1].name, key))
			return true;
	}
	return false;
}

bool mustache_includes(const struct mustache *template, const struct mustache *partial)
{
	for (size_t i = 0; i < template->n_ops; i++)
		if (template->ops[i].kind == OP_PARTIAL && template->ops[i].partial == partial)
			return true;
	return false;
}
