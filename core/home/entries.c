/* The homes that the host knows of in memory: made when first asked for,
 * closed when idle, forgotten when another needs the place. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "home/home.h"

#define ENTRY_WAIT_S 1 /* for a home that is asked to close */

static struct home *entry_find(struct host *host, const char *id) {
  for (int i = 0; i < host->home_count; i++)
    if (strcmp(host->homes[i]->id, id) == 0)
      return host->homes[i];
  return NULL;
}

static struct home *entry_new(struct host *host, const char *id) {
  struct home *home = calloc(1, sizeof *home);

  if (home == NULL)
    return NULL;
  home->host = host;
  memcpy(home->id, id, strlen(id) + 1);
  home->wake_at = INT64_MAX;
  home->effects_at = INT64_MAX;
  home->used_at = clock_monotonic();
  pthread_mutex_init(&home->open_lock, NULL);
  pthread_mutex_init(&home->reader_lock, NULL);
  pthread_cond_init(&home->reader_free, NULL);
  return home;
}

static void entry_free(struct home *home) {
  pthread_mutex_destroy(&home->open_lock);
  pthread_mutex_destroy(&home->reader_lock);
  pthread_cond_destroy(&home->reader_free);
  free(home);
}

/* host->lock held. */
static bool entry_is_idle(const struct home *home) {
  return home->head == NULL && !home->running && !home->ready &&
         home->asking == 0 && !home->closing;
}

/* host->lock held: asks the home that was used longest ago to close. */
static void entry_close_oldest(struct host *host) {
  struct home *oldest = NULL;
  struct item *item;
  struct host_call call = {0};

  for (int i = 0; i < host->home_count; i++) {
    struct home *home = host->homes[i];
    if (entry_is_idle(home) &&
        (oldest == NULL || home->used_at < oldest->used_at))
      oldest = home;
  }
  item = oldest != NULL ? item_new(&call, NULL, NULL) : NULL;
  if (item == NULL)
    return;
  item->job = host_home_close_job;
  item->home = oldest;
  oldest->head = item;
  oldest->tail = item;
  oldest->waiting = 1;
  executors_ready(host, oldest);
}

/* host->lock held: the place of a home that is closed, or -1. */
static int entry_closed(const struct host *host) {
  for (int i = 0; i < host->home_count; i++)
    if (entry_is_idle(host->homes[i]) && !host->homes[i]->opened)
      return i;
  return -1;
}

/* host->lock held: a free place, by forgetting a home that is closed. */
static bool entry_make_room(struct host *host) {
  int closed;

  if (host->home_count < HOST_HOMES_MAX)
    return true;
  closed = entry_closed(host);
  if (closed < 0)
    return false;
  entry_free(host->homes[closed]);
  host->homes[closed] = host->homes[--host->home_count];
  return true;
}

/* host->lock held: as entry_make_room; asks a home to close where none is, and
 * waits a moment for it. */
static bool entry_wait_room(struct host *host) {
  struct timespec until;

  if (entry_make_room(host))
    return true;
  entry_close_oldest(host);
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += ENTRY_WAIT_S;
  while (!entry_make_room(host))
    if (pthread_cond_timedwait(&host->settled, &host->lock, &until) ==
        ETIMEDOUT)
      return entry_make_room(host);
  return true;
}

/* host->lock held: one place is kept ready, so that the next home that is asked
 * for needs not wait for another to close. */
static void entry_keep_room(struct host *host) {
  if (host->home_count == HOST_HOMES_MAX && entry_closed(host) < 0)
    entry_close_oldest(host);
}

int host_home_hold(struct host *host, const char *id, struct home **home,
                   struct error *err) {
  char path[4096];
  int rc;

  *home = NULL;
  pthread_mutex_lock(&host->lock);
  *home = entry_find(host, id);
  if (*home != NULL)
    (*home)->asking++;
  pthread_mutex_unlock(&host->lock);
  if (*home != NULL)
    return 0;
  rc = registry_home_path(host->registry, id, path, sizeof path, err);
  if (rc != 0)
    return rc;
  pthread_mutex_lock(&host->lock);
  *home = entry_find(host, id);
  if (*home == NULL && entry_wait_room(host)) {
    *home = entry_find(host, id); /* while it waited, another may have come */
    if (*home == NULL && (*home = entry_new(host, id)) != NULL)
      host->homes[host->home_count++] = *home;
  }
  if (*home != NULL) {
    (*home)->asking++;
    entry_keep_room(host);
  }
  pthread_mutex_unlock(&host->lock);
  if (*home == NULL)
    return error_set(err, ERROR_BUSY, "打开的养老院已达 %d 家，请稍后再试。",
                     "%d homes are open already: please try again in a moment.",
                     HOST_HOMES_MAX);
  return 0;
}

void host_home_release(struct home *home) {
  struct host *host = home->host;

  pthread_mutex_lock(&host->lock);
  home->asking--;
  home->used_at = clock_monotonic();
  pthread_mutex_unlock(&host->lock);
}

void host_home_poke(struct home *home) {
  home->poked = true;
  executors_ready(home->host, home);
}

void host_home_close_job(struct home *home, struct item *item) {
  struct host *host = home->host;
  bool idle;

  (void)item;
  pthread_mutex_lock(&home->open_lock);
  pthread_mutex_lock(&host->lock);
  /* An ask that comes later waits for open_lock and opens the home anew; so do
   * commands that wait, where it is to be opened anew. */
  idle = home->asking == 0 && (home->head == NULL || home->reopen);
  pthread_mutex_unlock(&host->lock);
  if (idle) {
    home->reopen = false;
    home_close(home);
  }
  pthread_mutex_unlock(&home->open_lock);
}

void host_homes_close(struct host *host) {
  for (int i = 0; i < host->home_count; i++) {
    home_close(host->homes[i]);
    entry_free(host->homes[i]);
  }
  host->home_count = 0;
}
