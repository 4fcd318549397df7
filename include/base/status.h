/*
 * What a function that can fail returns. Failure says why in one word; the
 * sentence for a person goes to a struct problems (base/problem.h) at the
 * place where the file and the line are known.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
	STATUS_OK,
	STATUS_NO_MEMORY, /* an allocation failed; nothing was reported yet */
	STATUS_FAILED,    /* could not do the work; the reason is reported */
};

#endif
