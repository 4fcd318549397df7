/* Weights of findings. */
#include "check/score.h"

size_t finding_weight(enum severity severity)
{
	static const size_t weights[] = {
		[SEVERITY_INFO] = 1, [SEVERITY_WARNING] = 3, [SEVERITY_ERROR] = 10};
	return weights[severity];
}
