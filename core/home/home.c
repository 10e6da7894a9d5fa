/* Opening and closing a home, and its turns: one batch, one transaction, then
 * the replies. */
#include "home/home.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "home/access.h"
#include "home/core_tables.h"
#include "home/plugins.h"
#include "home/work.h"
#include "storage/access.h"

const struct zone *home_zone(const struct home *home) {
  const struct zone *zone = NULL;
  const char *name = storage_home(home->storage)->zone;

  if (name == NULL || zone_get(name, &zone, NULL) != 0)
    zone_get("UTC", &zone, NULL);
  return zone;
}

bool home_is_broken(const struct home *home) {
  int code = storage_state(home->storage, NULL);

  return code != ERROR_NONE && code != ERROR_FULL;
}

bool home_is_failure(const struct home *home, int rc) {
  return rc == ERROR_FULL || rc == ERROR_IO || rc == ERROR_CORRUPT ||
         rc == ERROR_READONLY || home_is_broken(home);
}

/* --- opening -------------------------------------------------------------- */

/* The core's own tables, in a batch of their own. */
static int home_open_schema(struct home *home, struct error *err) {
  json_t *tables = core_tables();
  struct storage_receipt receipt;
  bool changed = false;
  int rc = storage_begin(home->storage, err);

  if (rc != 0) {
    json_decref(tables);
    return rc;
  }
  rc = command_begin_system(home, "core", "schema", 0, err);
  if (rc == 0)
    rc = storage_schema_apply(home->storage, "core", SONGHE_VERSION, tables,
                              NULL, &changed, err);
  if (rc == 0 && changed)
    rc = storage_command_accept(home->storage, NULL, &receipt, err);
  else if (rc == 0)
    storage_command_drop(home->storage);
  json_decref(tables);
  if (rc != 0) {
    storage_rollback(home->storage);
    return rc;
  }
  return storage_commit(home->storage, err);
}

/* core.set_zone wrote it; it holds from the next opening on, which it
 * asks for (home->reopen). */
static int home_open_zone(struct home *home, struct error *err) {
  struct statement *st;
  json_t *zone = NULL;
  int rc = statement_get(storage_writer(home->storage),
                         "select value from core_setting"
                         " where plugin = 'core' and name = 'zone'",
                         &st, err);

  if (rc == 0)
    rc = statement_step(st, err);
  if (rc <= 0)
    return rc;
  zone = json_loads(statement_get_text(st, 0), JSON_DECODE_ANY, NULL);
  statement_reset(st);
  rc = 0;
  if (json_is_string(zone))
    rc = storage_set_zone(home->storage, json_string_value(zone), err);
  json_decref(zone);
  return rc;
}

/* What the file alone decides. A damaged home is still there to be read. */
static int home_open_file(struct home *home, struct error *err) {
  int rc;

  query_ahead(home);
  home->queries.conn = storage_writer(home->storage);
  home->files_at = 0;
  files_sweep(home);
  if (home_is_broken(home))
    return 0;
  rc = home_open_schema(home, err);
  if (rc == 0)
    rc = home_open_zone(home, err);
  if (rc == 0)
    rc = effects_open(home, err);
  if (rc == 0)
    rc = bus_open(home->storage, &home->bus, err);
  if (rc == 0)
    rc = duties_open(home, err);
  return rc;
}

static int home_open_parts(struct home *home, struct error *err) {
  struct storage_options options = {.clock = &home->host->clock,
                                    .derived = host_derived,
                                    .no_files = home->host->is_trial};
  char path[4096];
  int rc = registry_home_path(home->host->registry, home->id, path, sizeof path,
                              err);

  if (rc == 0)
    rc = storage_open(path, &options, &home->storage, err);
  if (rc == 0)
    rc = home_open_file(home, err);
  plugins_ahead_wait(home->ahead);
  if (rc == 0)
    rc = plugins_open(home, err);
  if (rc == 0)
    stamp_check(home);
  return rc;
}

static void home_close_parts(struct home *home) {
  struct live *live;

  for (int i = 0; i < HOME_READERS; i++) {
    query_cache_clear(&home->readers[i].queries);
    if (home->readers[i].reader != NULL)
      storage_reader_close(home->readers[i].reader);
    home->readers[i] = (struct home_reader){0};
  }
  query_cache_clear(&home->queries);
  duties_close(home);
  bus_close(home->bus);
  home->bus = NULL;
  pthread_mutex_lock(&home->host->lock);
  live = home->live;
  home->live = NULL;
  pthread_mutex_unlock(&home->host->lock);
  live_release(live);
  live_release(home->pending);
  home->pending = NULL;
  if (home->storage != NULL)
    storage_close(home->storage);
  home->storage = NULL;
}

int home_ensure_open(struct home *home, struct error *err) {
  struct host *host = home->host;
  int64_t next;
  int rc = 0;

  pthread_mutex_lock(&home->open_lock);
  if (home->storage == NULL) {
    plugins_forget(home->host); /* an opening reads all of them anew */
    home->ahead = plugins_ahead_start(home);
    rc = home_open_parts(home, err);
    plugins_ahead_free(home->ahead);
    home->ahead = NULL;
    if (rc == 0) {
      home->last_event = storage_last_event(storage_writer(home->storage));
      home->effects_due = true;
      next = home_next(home);
      if (registry_home_wake(host->registry, home->id, INT64_MAX, NULL) != 0)
        log_line(LOG_ERROR, "home", "%s: its wake could not be noted",
                 home->id);
      pthread_mutex_lock(&host->lock);
      home->opened = true;
      home->wake_at = next;
      if (next <= clock_now(&host->clock))
        host_home_poke(home);
      pthread_mutex_unlock(&host->lock);
    } else {
      home_close_parts(home);
    }
  }
  pthread_mutex_unlock(&home->open_lock);
  return rc;
}

void home_close(struct home *home) {
  struct host *host = home->host;
  int64_t next;

  if (home->storage == NULL)
    return;
  next = home_next(home);
  if (registry_home_wake(host->registry, home->id, next, NULL) != 0)
    log_line(LOG_ERROR, "home", "%s: its wake could not be noted", home->id);
  if (storage_sync(home->storage, NULL) != 0)
    log_line(LOG_ERROR, "home", "%s: the mark could not be synced", home->id);
  stamp_note(home, true);
  home_close_parts(home);
  pthread_mutex_lock(&host->lock);
  home->opened = false;
  home->wake_at = INT64_MAX;
  home->sync_at = 0;
  home->access_at = 0;
  pthread_mutex_unlock(&host->lock);
}

/* --- a batch -------------------------------------------------------------- */

void home_batch_undone(struct home *home) {
  storage_rollback(home->storage);
  if (home->bus != NULL)
    bus_reset(home->bus);
  live_release(home->pending);
  home->pending = NULL;
  stamp_settle(home, false);
}

/* What a commit brings about: the new set of plugins, the mark's sync. */
static void home_batch_done(struct home *home) {
  struct host *host = home->host;
  struct live *old = NULL;

  pthread_mutex_lock(&host->lock);
  if (home->pending != NULL) {
    old = home->live;
    home->live = home->pending;
    home->pending = NULL;
  }
  if (home->sync_at == 0)
    home->sync_at = clock_monotonic() + HOME_SYNC_MS;
  pthread_mutex_unlock(&host->lock);
  if (old != NULL) {
    query_cache_clear(&home->queries);
    live_release(old);
  }
  stamp_settle(home, true);
}

int home_batch_commit(struct home *home, struct error *err) {
  int rc = storage_commit(home->storage, err);

  if (rc == 0)
    home_batch_done(home);
  else
    home_batch_undone(home);
  return rc;
}

static void home_tell(struct home *home) {
  struct host *host = home->host;
  int64_t last = storage_last_event(storage_writer(home->storage));
  host_told *told;
  void *context;

  if (last == home->last_event)
    return;
  home->last_event = last;
  pthread_mutex_lock(&host->lock);
  told = host->told;
  context = host->told_context;
  pthread_mutex_unlock(&host->lock);
  if (told != NULL)
    told(context, home->id, last);
}

static int home_batch_fill(struct home *home, struct item *items,
                           struct error *err) {
  int rc = deliver_some(home, items != NULL ? HOME_DELIVER_MS : 200, err);

  for (struct item *item = items; rc == 0 && item != NULL; item = item->next) {
    rc = command_run(home, &item->request, &item->reply);
    if (rc != 0)
      error_move(err, &item->reply.err);
  }
  return rc == 0 ? duties_advance(home, err) : rc;
}

/* Every item learns why, whatever it was told before. */
static void home_fail(struct item *items, int code, const struct error *why) {
  for (struct item *item = items; item != NULL; item = item->next) {
    struct host_reply *reply = &item->reply;

    host_reply_fini(reply);
    *reply = (struct host_reply){0};
    error_copy(&reply->err, code, why);
  }
}

/* Nothing of the batch is saved. In a home that is `broken` another try is of
 * no use: paper is. */
static void home_fail_batch(struct item *items, int code, bool broken,
                            struct error *why) {
  char *zh = NULL;
  char *en = NULL;

  if (asprintf(&zh, "%s%s",
               broken
                   ? "没有保存：现在只能查看，不能记录。请用纸质单，并告诉管理"
                     "电脑的人。"
                   : "没有保存，请再试一次。",
               why->zh ? why->zh : "") < 0)
    zh = NULL;
  if (asprintf(&en, "%s%s",
               broken ? "Not saved: records can only be read now. Use the "
                        "paper sheets and tell who looks after the computer. "
                      : "Not saved, please try again. ",
               why->en ? why->en : "") < 0)
    en = NULL;
  free(why->zh);
  free(why->en);
  why->zh = zh;
  why->en = en;
  home_fail(items, code, why);
}

static bool home_has_work(struct home *home) {
  int64_t now = clock_now(&home->host->clock);

  if (home_is_broken(home))
    return false;
  return (home->bus != NULL && bus_next(home->bus, now) <= now) ||
         duties_next(home) <= now ||
         access_due(home->storage) <= clock_monotonic();
}

static void home_run_batch(struct home *home, struct item *items) {
  struct error err = {0};
  int rc = home_is_broken(home) ? storage_state(home->storage, &err)
                                : storage_begin(home->storage, &err);

  if (rc == 0) {
    rc = home_batch_fill(home, items, &err);
    if (rc == 0)
      rc = home_batch_commit(home, &err);
    else
      home_batch_undone(home);
  }
  if (rc != 0) {
    log_line(LOG_ERROR, "home", "%s: a batch was not saved: %s", home->id,
             err.en != NULL ? err.en : error_slug((enum error_code)rc));
    if (rc == ERROR_FULL) /* filled within a minute: the ballast goes now */
      space_look(home->host);
    /* also when this very batch found it so */
    home_fail_batch(items, rc, home_is_broken(home), &err);
  }
  error_fini(&err);
}

static void home_finish_items(struct item *items) {
  while (items != NULL) {
    struct item *next = items->next;
    item_finish(items);
    items = next;
  }
}

static void home_sync(struct home *home) {
  struct host *host = home->host;
  bool due;

  pthread_mutex_lock(&host->lock);
  due = home->sync_at != 0 && home->sync_at <= clock_monotonic();
  if (due)
    home->sync_at = 0;
  pthread_mutex_unlock(&host->lock);
  if (!due)
    return;
  if (storage_sync(home->storage, NULL) != 0)
    log_line(LOG_ERROR, "home", "%s: the mark could not be synced", home->id);
  stamp_note(home, false);
}

/* Replies go out before anything else is done: nobody waits for it. */
static void home_after_turn(struct home *home, struct item *items) {
  home_tell(home);
  if (items != NULL && items->again)
    executors_again(home, items);
  else
    home_finish_items(items);
  plugins_after_turn(home);
  effects_run(home);
  files_sweep(home);
  home_sync(home);
  access_after_turn(home);
}

void home_take_turn(struct home *home, struct item *items) {
  struct error err = {0};
  int rc = home_ensure_open(home, &err);

  if (rc != 0) {
    log_line(LOG_ERROR, "home", "%s does not open: %s", home->id,
             err.en != NULL ? err.en : "");
    home_fail(items, rc, &err);
    error_fini(&err);
    home_finish_items(items);
    return;
  }
  error_fini(&err);
  if (items != NULL && items->job != NULL)
    items->job(home, items);
  else if (items != NULL || home_has_work(home))
    home_run_batch(home, items);
  if (home->storage == NULL) { /* the job closed it */
    home_finish_items(items);
    return;
  }
  home_after_turn(home, items);
}

int64_t home_next(struct home *home) {
  int64_t now = clock_now(&home->host->clock);
  int64_t next = INT64_MAX;
  int64_t at;

  if (home->storage == NULL || home_is_broken(home))
    return INT64_MAX;
  if (storage_state(home->storage, NULL) == ERROR_FULL)
    return now + HOME_FULL_MS;
  if (home->bus != NULL)
    next = bus_next(home->bus, now);
  at = duties_next(home);
  if (at < next)
    next = at;
  at = effects_next(home);
  if (at < next)
    next = at;
  return home->files_at < next ? home->files_at : next;
}
