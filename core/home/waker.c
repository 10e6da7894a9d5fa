/* One thread that looks at the clock: wakes homes when something falls due,
 * also those that are not loaded, closes idle ones, and notices when the clock
 * is set. A virtual clock moves only by host_tick, which signals here. */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "home/home.h"
#include "schedule/duty.h"

#define WAKER_PAUSE_MS 1000 /* looks at least this often */

/* Counts through suspend, unlike CLOCK_MONOTONIC: sleep is no clock step. */
static int64_t waker_boot_time(void) {
  struct timespec ts;

  clock_gettime(CLOCK_BOOTTIME, &ts);
  return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* A jump ahead of more than DUTY_CLOCK_STEP: duties go on in the time they
 * knew until a person says that the clock is right. A step back needs nothing:
 * what has been reached stays reached. */
static void waker_doubt(struct host *host, int64_t step) {
  int64_t doubt = atomic_fetch_add(&host->clock_doubt, step) + step;
  char text[32];

  log_line(LOG_WARN, "clock",
           "jumped ahead %" PRId64 " s: duties wait for a person to confirm",
           step / 1000);
  snprintf(text, sizeof text, "%" PRId64, doubt);
  if (registry_set(host->registry, "clock_doubt", text, NULL) != 0)
    log_line(LOG_ERROR, "clock", "the step could not be noted");
}

void waker_check_step(struct host *host) {
  int64_t wall, boot, step;

  if (host->clock.is_virtual)
    return;
  pthread_mutex_lock(&host->step_lock);
  wall = clock_now(&host->clock);
  boot = waker_boot_time();
  step = (wall - host->step_wall) - (boot - host->step_mono);
  if (host->step_wall != 0 && step > DUTY_CLOCK_STEP)
    waker_doubt(host, step);
  host->step_wall = wall;
  host->step_mono = boot;
  pthread_mutex_unlock(&host->step_lock);
}

int64_t host_looked_at(const struct host *host) {
  return atomic_load(&host->looked_at);
}

void waker_confirm_clock(struct host *host) {
  atomic_store(&host->clock_doubt, 0);
  if (registry_set(host->registry, "clock_doubt", "0", NULL) != 0)
    log_line(LOG_ERROR, "clock", "the confirmation could not be noted");
  pthread_mutex_lock(&host->lock);
  for (int i = 0; i < host->home_count; i++)
    if (host->homes[i]->opened)
      host_home_poke(host->homes[i]);
  pthread_mutex_unlock(&host->lock);
}

/* The home's own work that no clock of its duties knows, monotonic ms: the
 * mark's sync and the access log. */
static int64_t waker_own(const struct home *home) {
  int64_t sync = home->sync_at != 0 ? home->sync_at : INT64_MAX;
  int64_t access = home->access_at != 0 ? home->access_at : INT64_MAX;

  return sync < access ? sync : access;
}

/* host->lock held: wakes what is due, returns ms until the next look. */
static int64_t waker_look(struct host *host) {
  int64_t now = clock_now(&host->clock);
  int64_t mono = clock_monotonic();
  int64_t pause = WAKER_PAUSE_MS;

  for (int i = 0; i < host->home_count; i++) {
    struct home *home = host->homes[i];
    int64_t own = waker_own(home);
    if (home->ready || home->running || !home->opened)
      continue;
    if (home->wake_at <= now || own <= mono) {
      host_home_poke(home);
      continue;
    }
    if (own - mono < pause)
      pause = own - mono;
    if (!host->clock.is_virtual && home->wake_at - now < pause)
      pause = home->wake_at - now;
  }
  return pause < 1 ? 1 : pause;
}

/* Homes that are not loaded. */
static void waker_look_outside(struct host *host) {
  char id[33];
  int64_t at;
  struct home *home;

  for (int i = 0; i < HOST_HOMES_MAX; i++) {
    if (registry_next_wake(host->registry, id, &at, NULL) != 0)
      return;
    if (at > clock_now(&host->clock))
      return;
    if (host_home_hold(host, id, &home, NULL) != 0)
      return;
    /* Until it is open its own wake counts no more. */
    if (registry_home_wake(host->registry, id, INT64_MAX, NULL) != 0)
      log_line(LOG_ERROR, "home", "%s: its wake could not be noted", id);
    pthread_mutex_lock(&host->lock);
    host_home_poke(home);
    pthread_mutex_unlock(&host->lock);
    host_home_release(home);
  }
}

/* host->lock held: the home that has been idle too long, or NULL. */
static struct home *waker_find_idle(struct host *host) {
  int64_t limit = clock_monotonic() - HOME_IDLE_MS;

  for (int i = 0; i < host->home_count; i++) {
    struct home *home = host->homes[i];
    if (home->opened && !home->running && !home->ready && home->asking == 0 &&
        home->head == NULL && home->used_at < limit)
      return home;
  }
  return NULL;
}

static void waker_close_idle(struct host *host) {
  struct host_call call = {0};
  struct home *home;
  struct item *item;

  pthread_mutex_lock(&host->lock);
  home = waker_find_idle(host);
  if (home != NULL)
    home->asking++;
  pthread_mutex_unlock(&host->lock);
  if (home == NULL)
    return;
  item = item_new(&call, NULL, NULL);
  if (item != NULL) {
    item->job = host_home_close_job;
    pthread_mutex_lock(&host->lock);
    home->asking--;
    pthread_mutex_unlock(&host->lock);
    if (executors_submit(home, item, NULL) != 0)
      item_finish(item);
    return;
  }
  host_home_release(home);
}

static void *waker_main(void *argument) {
  struct host *host = argument;

  pthread_mutex_lock(&host->lock);
  while (!host->stopping) {
    int64_t pause = waker_look(host);
    struct timespec until;

    atomic_store(&host->looked_at, clock_monotonic());
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += pause / 1000;
    until.tv_nsec += (pause % 1000) * 1000000;
    if (until.tv_nsec >= 1000000000) {
      until.tv_sec++;
      until.tv_nsec -= 1000000000;
    }
    pthread_cond_timedwait(&host->wake, &host->lock, &until);
    if (host->stopping)
      break;
    pthread_mutex_unlock(&host->lock);
    waker_check_step(host);
    space_watch(host);
    waker_look_outside(host);
    waker_close_idle(host);
    pthread_mutex_lock(&host->lock);
  }
  pthread_mutex_unlock(&host->lock);
  return NULL;
}

/* After an unclean end nobody knows what has fallen due: look at every home
 * once. */
static int waker_look_at_all(struct host *host, struct error *err) {
  char *running = NULL;
  json_t *ids = NULL;
  json_t *id;
  size_t i;
  int rc = registry_get(host->registry, "running", &running, err);

  if (rc >= 0 && running != NULL && running[0] == '1')
    rc = registry_home_list(host->registry, &ids, err);
  json_array_foreach(ids, i, id) {
    const char *text = json_is_object(id)
                           ? json_string_value(json_object_get(id, "id"))
                           : json_string_value(id);
    if (rc == 0 && text != NULL)
      rc = registry_home_wake(host->registry, text, 0, err);
  }
  free(running);
  json_decref(ids);
  return rc < 0 ? rc : registry_set(host->registry, "running", "1", err);
}

int waker_start(struct host *host, struct error *err) {
  char *doubt = NULL;
  int rc = waker_look_at_all(host, err);

  if (rc != 0)
    return rc;
  if (registry_get(host->registry, "clock_doubt", &doubt, NULL) >= 0 &&
      doubt != NULL)
    atomic_store(&host->clock_doubt, strtoll(doubt, NULL, 10));
  free(doubt);
  host->step_wall = clock_now(&host->clock);
  host->step_mono = waker_boot_time();
  if (pthread_create(&host->waker, NULL, waker_main, host) != 0)
    return error_set(err, ERROR_MEMORY, "无法启动计时线程。",
                     "The timer's thread could not be started.");
  host->waker_runs = true;
  return 0;
}

void waker_stop(struct host *host) {
  pthread_mutex_lock(&host->lock);
  host->stopping = true;
  pthread_cond_broadcast(&host->wake);
  pthread_mutex_unlock(&host->lock);
  if (host->waker_runs)
    pthread_join(host->waker, NULL);
  host->waker_runs = false;
}
