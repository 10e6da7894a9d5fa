/* The host stops: plugins that listen to core.closing are told, and what they
 * do about it is waited for. */
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "home/home.h"
#include "home/work.h"

#define CLOSING_EVENT "core.closing"
#define CLOSING_MS                                                             \
  10000 /* for all homes together: a service is not patient                    \
         */

/* Nobody listens in most homes of other plugins: then nothing is journaled. */
static bool closing_is_heard(const struct live *live) {
  for (int i = 0; live != NULL && i < live->count; i++) {
    const json_t *on = json_object_get(live->members[i]->declaration, "on");
    const char *pattern;
    json_t *handler;
    json_object_foreach((json_t *)(uintptr_t)on, pattern, handler) {
      if (live->members[i]->entry != NULL && bus_match(pattern, CLOSING_EVENT))
        return true;
    }
  }
  return false;
}

static int closing_publish(struct home *home, struct error *err) {
  struct storage_receipt receipt;
  json_t *payload = json_object();
  int rc = storage_begin(home->storage, err);

  if (rc == 0) {
    rc = command_begin_system(home, "core", "closing", 0, err);
    if (rc == 0)
      rc = storage_publish(home->storage, CLOSING_EVENT, NULL, payload, NULL,
                           err);
    if (rc == 0)
      rc = storage_command_accept(home->storage, NULL, &receipt, err);
    if (rc == 0)
      rc = home_batch_commit(home, err);
    else
      home_batch_undone(home);
  }
  json_decref(payload);
  return rc;
}

static void closing_tell(struct home *home, struct item *item) {
  struct live *live = live_of(home);

  if (!home_is_broken(home) && closing_is_heard(live))
    item->reply.err.code =
        (enum error_code)closing_publish(home, &item->reply.err);
  live_release(live);
}

static void closing_home(struct host *host, const char *id, int64_t until) {
  struct error err = {0};
  int64_t next;
  int rc = host_job_wait(host, id, closing_tell, NULL, &err);

  if (rc == 0)
    rc = host_drain_to(host, id, until, &next, &err);
  if (rc != 0)
    log_line(LOG_WARN, "home", "%s: not all was done before closing: %s", id,
             err.en != NULL ? err.en : error_slug((enum error_code)rc));
  error_fini(&err);
}

void host_say_closing(struct host *host) {
  int64_t until = clock_monotonic() + CLOSING_MS;
  json_t *open = json_array();
  json_t *id;
  size_t i;

  pthread_mutex_lock(&host->lock);
  for (int k = 0; k < host->home_count; k++)
    if (host->homes[k]->opened && !host->homes[k]->closing)
      json_array_append_new(open, json_string(host->homes[k]->id));
  pthread_mutex_unlock(&host->lock);
  json_array_foreach(open, i, id)
      closing_home(host, json_string_value(id), until);
  json_decref(open);
}
