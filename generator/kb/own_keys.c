/* The keys "taiyaku.act" and "taiyaku.bounce". */
#include "own_keys.h"

#include "own_keys_rules.h"

struct own_keys {
	struct kb_article *out;
	struct article *article;
	const struct entry_list *entries;
	const struct scheme_set *schemes;
	struct arena *arena;
};

static enum status report(struct own_keys *k, const struct rule *rule, struct span at,
			  struct slice arg)
{
	struct findings *findings = &k->article->findings;
	struct finding *finding = findings_add(findings, rule, LANG_BOTH, at);
	return finding ? finding_arg(findings, finding, arg) : STATUS_NO_MEMORY;
}

/* --- Who has to act ----------------------------------------------------- */

static enum status report_role(struct own_keys *k, struct span at, struct slice name)
{
	struct findings *findings = &k->article->findings;
	struct arena *arena = &k->article->arena;
	const char *near = role_suggest(name);
	struct slice en = near ? arena_printf(arena, " (did you mean %s?)", near) : SLICE("");
	struct slice ja =
		near ? arena_printf(arena, " (%s の間違いではありませんか)", near) : SLICE("");
	struct finding *finding = findings_add(findings, &rule_entry_unknown_role, LANG_BOTH, at);
	if (!en.ptr || !ja.ptr || !finding || finding_arg(findings, finding, name) != STATUS_OK ||
	    finding_arg(findings, finding, en) != STATUS_OK)
		return STATUS_NO_MEMORY;
	return finding_arg(findings, finding, ja);
}

static void add_role(struct role_list *list, enum role role)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i] == role)
			return;
	list->items[list->count++] = role;
}

/* A list's items come joined by ", " (source/front_matter.h). */
static enum status read_acts(struct own_keys *k, const struct front_matter_field *field)
{
	enum status status = STATUS_OK;
	struct slice rest = field->value;
	while (rest.len && status == STATUS_OK) {
		size_t comma = slice_find_char(rest, ',', 0);
		struct slice name = slice_trim(slice_sub(rest, 0, comma));
		enum role role;
		rest = comma == SLICE_NONE ? (struct slice){NULL, 0} : slice_skip(rest, comma + 1);
		if (name.len == 0)
			continue;
		if (role_find(name, &role))
			add_role(&k->out->acts, role);
		else
			status = report_role(k, field->at, name);
	}
	return status;
}

/* --- What bounces say --------------------------------------------------- */

static bool has_entry(const struct own_keys *k, const struct code *code)
{
	for (size_t i = 0; i < k->entries->count; i++)
		if (code_covers(&k->entries->items[i].code, code))
			return true;
	return false;
}

static enum status read_bounce(struct own_keys *k, const struct front_matter_field *field)
{
	struct code_list codes;
	enum status status = scheme_find(k->schemes, &k->article->arena, field->value, &codes);
	for (size_t i = 0; status == STATUS_OK && i < codes.count; i++)
		if (!has_entry(k, &codes.items[i]))
			status = report(k, &rule_entry_bounce_code, field->at,
					codes.items[i].normal);
	k->out->bounce = arena_copy(k->arena, slice_trim(field->value));
	return k->out->bounce.ptr ? status : STATUS_NO_MEMORY;
}

/* --- All ---------------------------------------------------------------- */

static bool is_own(struct slice key)
{
	return slice_eq_str(key, "taiyaku") || slice_starts_with(key, SLICE("taiyaku."));
}

static enum status read_key(struct own_keys *k, const struct front_matter_field *field)
{
	if (slice_eq_str(field->key, "taiyaku.act"))
		return read_acts(k, field);
	if (slice_eq_str(field->key, "taiyaku.bounce"))
		return read_bounce(k, field);
	return report(k, &rule_entry_unknown_key, field->at, field->key);
}

enum status own_keys_read(struct kb_article *out, struct article *article,
			  const struct entry_list *entries, const struct scheme_set *schemes,
			  struct arena *arena)
{
	struct own_keys k = {out, article, entries, schemes, arena};
	enum status status = STATUS_OK;
	for (size_t i = 0; i < article->front.count && status == STATUS_OK; i++)
		if (is_own(article->front.fields[i].key))
			status = read_key(&k, &article->front.fields[i]);
	return status;
}
