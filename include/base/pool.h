/*
 * A pool of threads over numbered jobs. Which thread runs which job is not
 * defined; whoever needs an order puts results into a slot per job and walks
 * the slots afterwards.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

/* `worker` is below the number of threads, for memory each thread reuses. */
typedef void pool_job(void *context, size_t job, size_t worker);

/* Runs jobs 0 … n_jobs-1 on up to n_threads threads (the caller's is one of
   them) and returns when all are done. */
void pool_run(size_t n_threads, size_t n_jobs, pool_job *run, void *context);

/* The same where a job is a system call or two: each thread takes many at once. */
void pool_run_small(size_t n_threads, size_t n_jobs, pool_job *run, void *context);

/* Both of two things that do not wait for each other, at the same time where there are
   two threads, else one behind the other. Either may call pool_run itself. */
void pool_run_both(size_t n_threads, void (*first)(void *context), void (*second)(void *context),
		   void *context);

/* How many threads suit what runs beside something of as many threads: more than there
   are processors would only wait for each other. One fewer, and one at least. */
size_t pool_beside(size_t n_threads);

/* How many processors this process may use, at least 1. */
size_t pool_processors(void);

#endif
