/* The sentences of a YAML error, for the reader. */
#ifndef SOURCE_YAML_FAULT_H
#define SOURCE_YAML_FAULT_H

#include "source/yaml.h"

/* Fills in the two messages of a fault other than YAML_FAULT_SYNTAX. `name` is
   the alias, tag or key, or empty; `line` is where a repeated key came first. */
enum status yaml_fault_message(struct arena *arena, struct yaml_error *error, struct slice name,
			       size_t line);

/* Fills in the messages for libyaml's own problem and context (may be NULL). */
enum status yaml_syntax_message(struct arena *arena, struct yaml_error *error, const char *problem,
				const char *context);

#endif
