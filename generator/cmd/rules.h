/* What `taiyaku check --list-rules` and `--explain-rule` print. */
#ifndef CMD_RULES_H
#define CMD_RULES_H

#include "command.h"
#include "kb/config.h"

/* A line a rule: id, severity as configured, and what it says. */
void rules_list(const struct invocation *invocation, const struct config *config);

/* All about a rule; false, with a problem, also where there is none of this id. */
bool rules_explain(const struct invocation *invocation, const struct config *config,
		   const char *id);

#endif
