/* What site/site.yaml says about rules: how bad they are, where to ignore them,
   and the house style. */
#include "config_reader.h"

#include "base/array.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/nearest.h"

#include <fnmatch.h>

static bool read_severity(struct reader *reader, const struct yaml_node *value, void *into)
{
	enum severity *severity = into;
	for (int i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++) {
		const char *name = severity_name((enum severity)i);
		if (value->kind != YAML_SCALAR || !slice_eq_str(value->text, name))
			continue;
		*severity = (enum severity)i;
		return true;
	}
	return mistake(reader, value, "\"%.*s\" must be off, info, warning or error",
		       "「%.*s」には off、info、warning、error のいずれかを指定してください",
		       SLICE_ARG(value->key->text));
}

/* Which ids there are is known only to the caller of config_check_rules. */
bool read_rules(struct reader *reader, const struct yaml_node *value, void *into)
{
	(void)into;
	if (value->kind != YAML_MAP)
		return mistake(reader, value,
			       "\"%.*s\" must name rules; write \"entry.no-fix: warning\" lines",
			       "「%.*s」には規則の一覧が必要です。「entry.no-fix: warning」のような"
			       "行を書いてください",
			       SLICE_ARG(value->key->text));
	for (const struct yaml_node *rule = value->first; rule; rule = rule->next) {
		struct setting *setting = arena_alloc(reader->arena, sizeof(*setting));
		if (!setting)
			return false;
		*setting =
			(struct setting){.at = place_of(reader, rule->key), .id = rule->key->text};
		read_severity(reader, rule, &setting->severity);
		if (map_put(&reader->config->severities, setting->id, setting) != STATUS_OK)
			return false;
	}
	return true;
}

bool read_profile(struct reader *reader, const struct yaml_node *value, void *into)
{
	struct config *config = reader->config;
	(void)into;
	config->profile_at = place_of(reader, value);
	return read_text(reader, value, &config->profile);
}

/* --- Where to ignore them ------------------------------------------------- */

static bool add_ignore(struct reader *reader, const struct yaml_node *pattern,
		       const struct yaml_node *rule)
{
	struct config *config = reader->config;
	if (!array_room(&config->ignores, &config->ignores_capacity, config->n_ignores + 1))
		return false;
	struct config_ignore *ignore = &config->ignores[config->n_ignores++];
	*ignore = (struct config_ignore){
		.pattern = arena_copy(reader->arena, pattern->text).ptr,
		.rule = slice_trim(rule->text),
		.at = place_of(reader, rule),
	};
	return ignore->pattern != NULL;
}

static bool is_list_of_ids(const struct yaml_node *value)
{
	for (const struct yaml_node *item = value->first; item; item = item->next)
		if (item->kind != YAML_SCALAR || slice_is_blank(item->text))
			return false;
	return value->kind == YAML_LIST && value->first;
}

bool read_ignore(struct reader *reader, const struct yaml_node *value, void *into)
{
	bool is_good = true;
	(void)into;
	if (value->kind != YAML_MAP)
		return mistake(reader, value,
			       "\"%.*s\" must map paths to rules; write lines such as "
			       "\"old/*.md: [space.colon]\"",
			       "「%.*s」にはパスと規則の対応が必要です。"
			       "「old/*.md: [space.colon]」のような行を書いてください",
			       SLICE_ARG(value->key->text));
	for (const struct yaml_node *path = value->first; path && is_good; path = path->next) {
		if (!is_list_of_ids(path)) {
			mistake(reader, path,
				"\"%.*s\" must be a list of rules; write [space.colon, term.drift]",
				"「%.*s」には規則の一覧が必要です。[space.colon, term.drift] "
				"のように書いてください",
				SLICE_ARG(path->key->text));
			continue;
		}
		for (const struct yaml_node *item = path->first; item && is_good; item = item->next)
			is_good = add_ignore(reader, path->key, item);
	}
	return is_good;
}

/* --- Asking ---------------------------------------------------------------- */

const char *config_glossary_path(const struct config *config, struct place *at)
{
	*at = config->glossary_file.at;
	return config->glossary_file.path;
}

void config_set_glossary(struct config *config, struct glossary *glossary)
{
	glossary_free(config->glossary);
	config->glossary = glossary;
	uint64_t hash = glossary_hash(glossary);
	config->hash = hash_number(config->hash, hash);
}

const struct glossary *config_glossary(const struct config *config)
{
	return config->glossary;
}

const struct config_ignore *config_ignores(const struct config *config, size_t *count)
{
	*count = config->n_ignores;
	return config->ignores;
}

bool config_ignore_matches(const struct config_ignore *ignore, const char *path)
{
	return fnmatch(ignore->pattern, path, 0) == 0;
}

enum severity config_severity(const struct config *config, const struct rule *rule)
{
	const struct setting *setting = map_get(&config->severities, slice_from(rule->id));
	return setting ? setting->severity : rule->severity;
}

bool config_names_rule(const struct config *config, const struct rule *rule)
{
	return map_has(&config->severities, slice_from(rule->id));
}

struct slice config_profile(const struct config *config, struct place *at)
{
	*at = config->profile_at;
	return config->profile;
}

bool config_set_severity(struct config *config, const struct rule *rule, enum severity severity)
{
	struct setting *setting = arena_alloc(&config->arena, sizeof(*setting));
	if (!setting)
		return false;
	*setting = (struct setting){.severity = severity, .id = slice_from(rule->id)};
	config->hash = hash_more(hash_more(config->hash, setting->id),
				 slice_from(severity_name(severity)));
	return map_put(&config->severities, setting->id, setting) == STATUS_OK;
}

enum status config_report_unknown_rule(struct slice id, struct place at, const char *const *known,
				       struct problems *problems)
{
	const char *near = nearest_of(id, known);
	if (near)
		return problem_report(problems, at,
				      "there is no rule \"%.*s\"; did you mean \"%s\"?",
				      "規則「%.*s」はありません。「%s」の間違いではありませんか",
				      SLICE_ARG(id), near);
	return problem_report(problems, at,
			      "there is no rule \"%.*s\"; \"taiyaku check --list-rules\" lists all",
			      "規則「%.*s」はありません。規則の一覧は「taiyaku check --list-rules」"
			      "で表示できます",
			      SLICE_ARG(id));
}

enum status config_check_rules(const struct config *config, const char *const *known,
			       struct problems *problems)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < config->severities.count; i++) {
		const struct setting *setting = config->severities.entries[i].value;
		if (!slice_is_one_of(setting->id, known))
			status = config_report_unknown_rule(setting->id, setting->at, known,
							    problems);
	}
	for (size_t i = 0; i < config->n_ignores; i++) {
		const struct config_ignore *ignore = &config->ignores[i];
		if (!slice_is_one_of(ignore->rule, known))
			status = config_report_unknown_rule(ignore->rule, ignore->at, known,
							    problems);
	}
	return status;
}
