/* What the fuzz targets share: libFuzzer's entry, and how a target says that
   something does not hold. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static inline void check(int condition)
{
	if (!condition)
		abort();
}

#endif
