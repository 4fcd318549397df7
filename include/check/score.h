/* How much there is to mend, as a number: for ranking articles and segments. */
#ifndef CHECK_SCORE_H
#define CHECK_SCORE_H

#include "base/finding.h"

/* What one finding adds to a score: 10 for an error, 3 for a warning, 1 for an
   info, so that ten of a kind weigh as much as three of the next. */
size_t finding_weight(enum severity severity);

#endif
