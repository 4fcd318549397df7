/* The parts of the family "align". */
#ifndef CHECK_ALIGN_H
#define CHECK_ALIGN_H

#include "checking.h"

/* The two trees: align_parallel.c. */
extern const struct rule rule_align_parallel;
void align_check_parallel(struct checking *c);

/* Text outside any pair: align_unpaired.c. */
extern const struct rule rule_align_unpaired_text;
void align_check_unpaired(struct checking *c);

/* The numbers that merged segments use up: align_merged.c. */
extern const struct rule rule_align_merged_count;
void align_check_merged(struct checking *c);

#endif
