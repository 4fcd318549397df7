/* Threads that take the next number until none is left. */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { THREADS_MAX = 256 };

struct pool {
	atomic_size_t next;
	size_t n_jobs;
	pool_job *run;
	void *context;
};

struct worker {
	struct pool *pool;
	size_t number;
	pthread_t thread;
};

static void *work(void *argument)
{
	const struct worker *worker = argument;
	struct pool *pool = worker->pool;
	size_t job;
	while ((job = atomic_fetch_add(&pool->next, 1)) < pool->n_jobs)
		pool->run(pool->context, job, worker->number);
	return NULL;
}

void pool_run(size_t n_threads, size_t n_jobs, pool_job *run, void *context)
{
	struct pool pool = {.n_jobs = n_jobs, .run = run, .context = context};
	struct worker workers[THREADS_MAX];
	if (n_threads > n_jobs)
		n_threads = n_jobs;
	if (n_threads > THREADS_MAX)
		n_threads = THREADS_MAX;
	workers[0] = (struct worker){.pool = &pool};
	size_t started = 1;
	while (started < n_threads) {
		struct worker *worker = &workers[started];
		*worker = (struct worker){.pool = &pool, .number = started};
		if (pthread_create(&worker->thread, NULL, work, worker) != 0)
			break; /* fewer threads do the same work */
		started++;
	}
	work(&workers[0]);
	for (size_t i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
}

size_t pool_processors(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	int n = CPU_COUNT(&set);
	return n > 0 ? (size_t)n : 1;
}
