/* For targets that read articles; each is one file, and takes this once. */
#ifndef TESTS_FUZZ_FUZZ_ARTICLES_H
#define TESTS_FUZZ_FUZZ_ARTICLES_H

#include "fuzz/fuzz.h"

#include "source/article.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	article_setup();
	return 0;
}

#endif
