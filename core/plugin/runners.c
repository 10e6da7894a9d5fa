#include "plugin/runners.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "plugin/fault.h"

#define RUNNERS_NAME 80      /* bytes of a home's or plugin's name */
#define RUNNERS_HISTORY 1024 /* homes and plugins with strikes */

/* One place for a process. `runner` comes first: give() gets its address. */
struct slot {
  struct plugin_runner runner;
  char home[RUNNERS_NAME];
  char plugin[RUNNERS_NAME];
  char hash[2 * HASH_SIZE + 1]; /* of the source that is loaded */
  enum runner_use use;
  bool open; /* there is a process, or one is being started */
  bool taken;
  bool retire; /* to be ended when it comes back */
  int64_t idle_since;
  const struct zone *zone; /* that its Lua knows; zones live for ever */
};

/* Kills of one plugin in one home; the oldest is overwritten. */
struct strikes {
  char home[RUNNERS_NAME];
  char plugin[RUNNERS_NAME];
  int64_t at[RUNNERS_STRIKES];
  int next;
};

struct plugin_runners {
  pthread_mutex_t lock;
  pthread_cond_t given; /* one came back */
  struct plugin_zygote *zygote;
  struct plugin_runners_events events;
  struct slot slots[RUNNERS_KEPT];
  struct strikes *strikes;
  size_t strike_count;
};

int plugin_runners_new(struct plugin_zygote *zygote,
                       const struct plugin_runners_events *events,
                       struct plugin_runners **out, struct error *err) {
  struct plugin_runners *runners = calloc(1, sizeof *runners);
  pthread_condattr_t attr;

  *out = runners;
  if (runners == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  runners->zygote = zygote;
  if (events != NULL)
    runners->events = *events;
  pthread_mutex_init(&runners->lock, NULL);
  pthread_condattr_init(&attr);
  pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
  pthread_cond_init(&runners->given, &attr);
  pthread_condattr_destroy(&attr);
  return 0;
}

static void slot_close(struct slot *slot) {
  plugin_runner_close(&slot->runner);
  slot->open = false;
}

void plugin_runners_free(struct plugin_runners *runners) {
  if (runners == NULL)
    return;
  for (size_t i = 0; i < RUNNERS_KEPT; i++)
    if (runners->slots[i].open)
      slot_close(&runners->slots[i]);
  pthread_cond_destroy(&runners->given);
  pthread_mutex_destroy(&runners->lock);
  free(runners->strikes);
  free(runners);
}

/* --- taking ----------------------------------------------------------------
 */

static bool slot_is(const struct slot *slot, const char *home,
                    const char *plugin) {
  return slot->open && (home == NULL || strcmp(slot->home, home) == 0) &&
         (plugin == NULL || strcmp(slot->plugin, plugin) == 0);
}

static struct slot *runners_find(struct plugin_runners *runners,
                                 const struct runner_want *want) {
  for (size_t i = 0; i < RUNNERS_KEPT; i++) {
    struct slot *slot = &runners->slots[i];
    if (slot_is(slot, want->home, want->entry->id) && slot->use == want->use)
      return slot;
  }
  return NULL;
}

/* A free place, or the one that has been idle the longest, ended. */
static struct slot *runners_room(struct plugin_runners *runners) {
  struct slot *oldest = NULL;

  for (size_t i = 0; i < RUNNERS_KEPT; i++) {
    struct slot *slot = &runners->slots[i];
    if (!slot->open)
      return slot;
    if (!slot->taken &&
        (oldest == NULL || slot->idle_since < oldest->idle_since))
      oldest = slot;
  }
  if (oldest != NULL)
    slot_close(oldest);
  return oldest;
}

static int runners_wait(struct plugin_runners *runners, int64_t deadline) {
  struct timespec until = {.tv_sec = deadline / 1000,
                           .tv_nsec = deadline % 1000 * 1000000};

  return pthread_cond_timedwait(&runners->given, &runners->lock, &until);
}

/* Under the lock: a slot that is now the caller's. It may still be without a
 * process (*cold). NULL at the deadline. */
static struct slot *runners_claim(struct plugin_runners *runners,
                                  const struct runner_want *want, bool *cold) {
  for (;;) {
    struct slot *slot = runners_find(runners, want);

    if (slot != NULL && !slot->taken &&
        (strcmp(slot->hash, want->entry->hash) != 0 ||
         slot->zone != want->zone)) {
      slot_close(slot); /* another version is wanted now, or another zone */
      slot = NULL;
    }
    *cold = slot == NULL;
    if (slot == NULL)
      slot = runners_room(runners);
    if (slot != NULL && (*cold || !slot->taken)) {
      slot->taken = true;
      return slot;
    }
    if (runners_wait(runners, want->deadline) == ETIMEDOUT)
      return NULL;
  }
}

static int slot_start(struct plugin_runners *runners, struct slot *slot,
                      const struct runner_want *want, struct error *err) {
  enum plugin_verdict verdict;
  int rc = plugin_runner_open(runners->zygote, &slot->runner, err);

  if (rc == 0)
    rc = plugin_runner_load(&slot->runner, want->entry->source, want->zone,
                            NULL, &verdict, err);
  return rc;
}

int plugin_runners_take(struct plugin_runners *runners,
                        const struct runner_want *want,
                        struct plugin_runner **out, struct error *err) {
  struct slot *slot;
  bool cold;
  int rc;

  *out = NULL;
  pthread_mutex_lock(&runners->lock);
  slot = runners_claim(runners, want, &cold);
  if (slot != NULL && cold) {
    snprintf(slot->home, sizeof slot->home, "%s", want->home);
    snprintf(slot->plugin, sizeof slot->plugin, "%s", want->entry->id);
    memcpy(slot->hash, want->entry->hash, sizeof slot->hash);
    slot->use = want->use;
    slot->zone = want->zone;
    slot->open = true;
    slot->retire = false;
  }
  pthread_mutex_unlock(&runners->lock);
  if (slot == NULL)
    return error_set(err, ERROR_BUSY, "插件 %s 正忙，请稍后再试。",
                     "Plugin %s is busy; please try again in a moment.",
                     want->entry->id);
  rc = cold ? slot_start(runners, slot, want, err) : 0;
  if (rc == 0) {
    *out = &slot->runner;
    return 0;
  }
  pthread_mutex_lock(&runners->lock);
  slot_close(slot);
  slot->taken = false;
  pthread_cond_broadcast(&runners->given);
  pthread_mutex_unlock(&runners->lock);
  return rc;
}

/* --- giving back -----------------------------------------------------------
 */

static struct strikes *runners_strikes(struct plugin_runners *runners,
                                       const struct slot *slot) {
  struct strikes *more;

  for (size_t i = 0; i < runners->strike_count; i++) {
    struct strikes *strikes = &runners->strikes[i];
    if (strcmp(strikes->home, slot->home) == 0 &&
        strcmp(strikes->plugin, slot->plugin) == 0)
      return strikes;
  }
  if (runners->strike_count >= RUNNERS_HISTORY)
    return NULL;
  more = realloc(runners->strikes, (runners->strike_count + 1) * sizeof *more);
  if (more == NULL)
    return NULL;
  runners->strikes = more;
  more += runners->strike_count++;
  *more = (struct strikes){0};
  memcpy(more->home, slot->home, sizeof more->home);
  memcpy(more->plugin, slot->plugin, sizeof more->plugin);
  return more;
}

/* Notes one; true at the third within the hour, which starts anew. */
static bool runners_strike(struct plugin_runners *runners,
                           const struct slot *slot) {
  struct strikes *strikes = runners_strikes(runners, slot);
  int64_t now = clock_monotonic();

  if (strikes == NULL)
    return false;
  strikes->at[strikes->next] = now;
  strikes->next = (strikes->next + 1) % RUNNERS_STRIKES;
  for (int i = 0; i < RUNNERS_STRIKES; i++)
    if (strikes->at[i] == 0 || now - strikes->at[i] > RUNNERS_STRIKE_AGE)
      return false;
  memset(strikes->at, 0, sizeof strikes->at);
  return true;
}

static void runners_quarantine(const struct plugin_runners *runners,
                               const char *home, const char *plugin,
                               enum plugin_verdict verdict) {
  static const char *const zh[] = {
      [PLUGIN_MEMORY] = "一小时内三次被停止，最近一次因为内存用得太多",
      [PLUGIN_TIMEOUT] = "一小时内三次被停止，最近一次因为用时太长",
      [PLUGIN_ABUSED] = "一小时内三次被停止，最近一次因为超出限额",
      [PLUGIN_DIED] = "一小时内三次被停止，最近一次是进程自己崩溃"};
  static const char *const en[] = {
      [PLUGIN_MEMORY] =
          "stopped three times within an hour, last for too much memory",
      [PLUGIN_TIMEOUT] =
          "stopped three times within an hour, last for taking too long",
      [PLUGIN_ABUSED] =
          "stopped three times within an hour, last for exceeding its budget",
      [PLUGIN_DIED] =
          "stopped three times within an hour, last because it crashed"};

  log_line(LOG_ERROR, "plugin", "%s: quarantined in home %s: %s", plugin, home,
           en[verdict]);
  if (runners->events.quarantine != NULL)
    runners->events.quarantine(runners->events.context, home, plugin,
                               zh[verdict], en[verdict]);
}

void plugin_runners_give(struct plugin_runners *runners,
                         struct plugin_runner *runner,
                         enum plugin_verdict verdict) {
  struct slot *slot = (struct slot *)runner;
  char home[RUNNERS_NAME];
  char plugin[RUNNERS_NAME];
  bool quarantine = false;

  pthread_mutex_lock(&runners->lock);
  memcpy(home, slot->home, sizeof home);
  memcpy(plugin, slot->plugin, sizeof plugin);
  if (verdict >= PLUGIN_MEMORY)
    quarantine = runners_strike(runners, slot);
  slot->idle_since = clock_monotonic();
  if (runner->dead || slot->retire || runner->spent > RUNNERS_SPENT)
    slot_close(slot);
  slot->taken = false;
  pthread_cond_broadcast(&runners->given);
  pthread_mutex_unlock(&runners->lock);
  if (quarantine)
    runners_quarantine(runners, home, plugin, verdict);
}

void plugin_runners_drop(struct plugin_runners *runners, const char *home,
                         const char *plugin) {
  pthread_mutex_lock(&runners->lock);
  for (size_t i = 0; i < RUNNERS_KEPT; i++) {
    struct slot *slot = &runners->slots[i];
    if (!slot_is(slot, home, plugin))
      continue;
    if (slot->taken)
      slot->retire = true;
    else
      slot_close(slot);
  }
  pthread_cond_broadcast(&runners->given);
  pthread_mutex_unlock(&runners->lock);
}

void plugin_runners_reap(struct plugin_runners *runners) {
  int64_t before = clock_monotonic() - RUNNERS_IDLE;

  pthread_mutex_lock(&runners->lock);
  for (size_t i = 0; i < RUNNERS_KEPT; i++) {
    struct slot *slot = &runners->slots[i];
    if (slot->open && !slot->taken && slot->idle_since < before)
      slot_close(slot);
  }
  pthread_mutex_unlock(&runners->lock);
}

int plugin_runners_count(struct plugin_runners *runners) {
  int count = 0;

  pthread_mutex_lock(&runners->lock);
  for (size_t i = 0; i < RUNNERS_KEPT; i++)
    count += runners->slots[i].open;
  pthread_mutex_unlock(&runners->lock);
  return count;
}
