/* The pool of threads. A home that has something to do stands in the ready
 * list once; whichever executor is free takes it up, runs one turn, and puts
 * it back at the end when there is more. Homes are never pinned to threads:
 * measured, pinning gave the others tails of a second. */
#include <stdlib.h>

#include "base/log.h"
#include "home/home.h"
#include "home/plugins.h"
#include "home/work.h"

#define EXECUTORS_AGAIN_MS 200 /* until a home that is busy is asked again */

void executors_ready(struct host *host, struct home *home) {
  if (home->ready || home->running)
    return;
  home->ready = true;
  home->next_ready = NULL;
  if (host->ready_tail != NULL)
    host->ready_tail->next_ready = home;
  else
    host->ready_head = home;
  host->ready_tail = home;
  pthread_cond_signal(&host->work);
}

/* host->lock held. */
static void executors_queue(struct home *home, struct item *item) {
  item->home = home;
  item->next = NULL;
  if (home->tail != NULL)
    home->tail->next = item;
  else
    home->head = item;
  home->tail = item;
  home->waiting++;
  home->used_at = clock_monotonic();
}

void executors_again(struct home *home, struct item *item) {
  pthread_mutex_lock(&home->host->lock);
  executors_queue(home, item);
  pthread_mutex_unlock(&home->host->lock);
}

int executors_submit(struct home *home, struct item *item, struct error *err) {
  struct host *host = home->host;
  bool full;

  pthread_mutex_lock(&host->lock);
  /* what was tried on a reader may come when the executors have ended */
  full = home->waiting >= HOST_QUEUE_MAX || (item->prepare && host->stopping);
  if (!full) {
    executors_queue(home, item);
    executors_ready(host, home);
  }
  pthread_mutex_unlock(&host->lock);
  if (full)
    return error_set(err, ERROR_BUSY,
                     "现在太忙，这一步没有保存。请过几秒再试。",
                     "Too busy just now: this was not saved. Please try again "
                     "in a few seconds.");
  return 0;
}

/* host->lock held: the items of one turn. A job goes alone. */
static struct item *executors_take(struct home *home) {
  struct item *first = home->head;
  struct item *last = first;
  int count = 1;

  if (first == NULL)
    return NULL;
  while (first->job == NULL && last->next != NULL && last->next->job == NULL &&
         count < HOST_BATCH_MAX) {
    last = last->next;
    count++;
  }
  home->head = last->next;
  if (home->head == NULL)
    home->tail = NULL;
  home->waiting -= count;
  last->next = NULL;
  return first;
}

/* host->lock held: what the home wants after a turn. */
static void executors_settle(struct host *host, struct home *home,
                             int64_t next) {
  home->running = false;
  home->wake_at = next;
  if (home->head != NULL || home->poked)
    executors_ready(host, home);
  else if (next <= clock_now(&host->clock))
    executors_ready(host, home);
  pthread_cond_broadcast(&host->settled);
  pthread_cond_signal(&host->wake);
}

static void executors_turn(struct host *host, struct home *home) {
  struct item *items = executors_take(home);
  int64_t next;
  bool reopen;

  home->running = true;
  home->poked = false;
  pthread_mutex_unlock(&host->lock);
  home_take_turn(home, items);
  reopen = home->reopen;
  if (reopen)
    host_home_close_job(home, NULL);
  next = home_next(home);
  pthread_mutex_lock(&host->lock);
  if (reopen && !home->reopen)
    home->poked = true; /* closed: its duties want it open again */
  else if (reopen && next > clock_now(&host->clock) + EXECUTORS_AGAIN_MS)
    next = clock_now(&host->clock) + EXECUTORS_AGAIN_MS;
  executors_settle(host, home, next);
}

static void *executors_main(void *argument) {
  struct host *host = argument;

  pthread_mutex_lock(&host->lock);
  for (;;) {
    struct home *home = host->ready_head;

    if (home == NULL && host->stopping)
      break;
    if (home == NULL) {
      pthread_cond_wait(&host->work, &host->lock);
      continue;
    }
    host->ready_head = home->next_ready;
    if (host->ready_head == NULL)
      host->ready_tail = NULL;
    home->ready = false;
    /* While stopping only what was taken in is finished. */
    if (host->stopping && home->head == NULL)
      continue;
    executors_turn(host, home);
  }
  pthread_mutex_unlock(&host->lock);
  return NULL;
}

/* Answers asks; they wait for no command. */
static void *executors_reader(void *argument) {
  struct host *host = argument;

  pthread_mutex_lock(&host->lock);
  for (;;) {
    struct item *item = host->ask_head;
    struct home *home;

    if (item == NULL && host->readers_stop)
      break;
    if (item == NULL) {
      pthread_cond_wait(&host->asks, &host->lock);
      continue;
    }
    host->ask_head = item->next;
    if (host->ask_head == NULL)
      host->ask_tail = NULL;
    host->ask_count--;
    pthread_mutex_unlock(&host->lock);
    home = item->home;
    if (item->prepare) {
      plugins_prepare(home, item);
    } else {
      query_answer(home, item);
      item_finish(item);
    }
    host_home_release(home);
    pthread_mutex_lock(&host->lock);
  }
  pthread_mutex_unlock(&host->lock);
  return NULL;
}

int executors_start(struct host *host, int count, struct error *err) {
  if (count > HOST_EXECUTORS_MAX)
    count = HOST_EXECUTORS_MAX;
  for (int i = 0; i < count; i++) {
    if (pthread_create(&host->executors[i], NULL, executors_main, host) != 0)
      goto failed;
    host->executor_count++;
  }
  for (int i = 0; i < HOST_READERS; i++) {
    if (pthread_create(&host->readers[i], NULL, executors_reader, host) != 0)
      goto failed;
    host->reader_count++;
  }
  return 0;

failed:
  return error_set(err, ERROR_MEMORY, "无法启动工作线程。",
                   "The worker threads could not be started.");
}

void executors_stop(struct host *host) {
  pthread_mutex_lock(&host->lock);
  host->stopping = true;
  pthread_cond_broadcast(&host->work);
  pthread_mutex_unlock(&host->lock);
  for (int i = 0; i < host->executor_count; i++)
    pthread_join(host->executors[i], NULL);
  host->executor_count = 0;
  pthread_mutex_lock(&host->lock);
  host->readers_stop = true;
  pthread_cond_broadcast(&host->asks);
  pthread_mutex_unlock(&host->lock);
  for (int i = 0; i < host->reader_count; i++)
    pthread_join(host->readers[i], NULL);
  host->reader_count = 0;
}
