/* Threads that take the next number, or the next few, until none is left. */
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { THREADS_MAX = 256, SMALL_JOBS = 64 };

struct pool {
	atomic_size_t next;
	size_t step; /* how many are taken at once */
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
	while ((job = atomic_fetch_add(&pool->next, pool->step)) < pool->n_jobs)
		for (size_t end = job + pool->step; job < end && job < pool->n_jobs; job++)
			pool->run(pool->context, job, worker->number);
	return NULL;
}

static void run_in_steps(size_t n_threads, size_t n_jobs, size_t step, pool_job *run, void *context)
{
	struct pool pool = {.step = step, .n_jobs = n_jobs, .run = run, .context = context};
	struct worker workers[THREADS_MAX];
	size_t n_steps = n_jobs / step + (n_jobs % step != 0);
	if (n_threads > n_steps)
		n_threads = n_steps;
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

void pool_run(size_t n_threads, size_t n_jobs, pool_job *run, void *context)
{
	run_in_steps(n_threads, n_jobs, 1, run, context);
}

void pool_run_small(size_t n_threads, size_t n_jobs, pool_job *run, void *context)
{
	run_in_steps(n_threads, n_jobs, SMALL_JOBS, run, context);
}

struct both {
	void (*run[2])(void *context);
	void *context;
};

static void run_one(void *context, size_t job, size_t worker)
{
	const struct both *both = context;
	(void)worker;
	both->run[job](both->context);
}

void pool_run_both(size_t n_threads, void (*first)(void *context), void (*second)(void *context),
		   void *context)
{
	struct both both = {{first, second}, context};
	pool_run(n_threads, 2, run_one, &both);
}

size_t pool_beside(size_t n_threads)
{
	return n_threads > 1 ? n_threads - 1 : 1;
}

size_t pool_processors(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	int n = CPU_COUNT(&set);
	return n > 0 ? (size_t)n : 1;
}
