/* host_drain, and the clock of virtual folders. */
#include <stdlib.h>
#include <string.h>

#include "home/home.h"
#include "home/work.h"

#define TICK_TURNS_MAX 100000 /* turns of one drain before it gives up */

/* What a home still has to do, asked between its turns. */
struct tick_state {
  int64_t next; /* ms UTC */
};

static void tick_look(struct home *home, struct item *item) {
  struct tick_state *state = item->job_context;
  struct error *err = &item->reply.err;

  if (home_is_broken(home)) {
    storage_state(home->storage, err);
    return;
  }
  home_take_turn(home, NULL);
  state->next = home_next(home);
}

int host_drain_to(struct host *host, const char *home, int64_t until,
                  int64_t *next, struct error *err) {
  struct tick_state state = {0};

  for (int i = 0; i < TICK_TURNS_MAX && clock_monotonic() < until; i++) {
    int rc = host_job_wait(host, home, tick_look, &state, err);
    if (rc != 0)
      return rc;
    if (state.next > clock_now(&host->clock)) {
      *next = state.next;
      return 0;
    }
  }
  return error_set(err, ERROR_TIMEOUT,
                   "事件处理不完，可能有插件互相触发，请管理员检查。",
                   "The events don't come to an end: plugins may be setting "
                   "each other off. Please have them checked.");
}

int host_drain(struct host *host, const char *home, struct error *err) {
  int64_t next;

  return host_drain_to(host, home, INT64_MAX, &next, err);
}

static int tick_set(struct host *host, int64_t now, struct error *err) {
  int rc = clock_set(&host->clock, now);

  if (rc != 0)
    return error_set(err, rc, "时钟只能向前走。",
                     "The clock only moves forward.");
  return registry_save_clock(host->registry, now, err);
}

int host_tick(struct host *host, const char *home, int64_t to, int64_t *stopped,
              struct error *err) {
  int64_t now = clock_now(&host->clock);
  int64_t next;
  int rc;

  *stopped = now;
  if (!host->clock.is_virtual)
    return error_set(err, ERROR_USAGE, "只有虚拟时钟的数据文件夹才能拨动时间。",
                     "Only a folder with a virtual clock can be ticked.");
  if (to != 0 && to < now)
    return error_set(err, ERROR_USAGE, "时钟只能向前走。",
                     "The clock only moves forward.");
  rc = host_drain_to(host, home, INT64_MAX, &next, err);
  while (rc == 0 && next != INT64_MAX && (to == 0 || next <= to)) {
    rc = tick_set(host, next, err);
    if (rc == 0)
      rc = host_drain_to(host, home, INT64_MAX, &next, err);
    if (to == 0)
      break;
  }
  if (rc == 0 && to != 0 && clock_now(&host->clock) < to) {
    rc = tick_set(host, to, err);
    if (rc == 0)
      rc = host_drain_to(host, home, INT64_MAX, &next, err);
  }
  *stopped = clock_now(&host->clock);
  pthread_mutex_lock(&host->lock);
  pthread_cond_signal(&host->wake);
  pthread_mutex_unlock(&host->lock);
  return rc;
}
