/* Events to handlers: a run of events for one handler is a command of the
 * system, each event's effect a delivery of it. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/work.h"
#include "plugin/call.h"

#define DELIVER_STEP 8 /* events between two looks at the time */

static int deliver_event_object(struct work *work,
                                const struct storage_event *event, json_t **out,
                                struct error *err) {
  json_t *payload;
  int rc = duties_tell(work->conn, event->type, event->payload, &payload, err);

  *out = NULL;
  if (rc != 0)
    return rc;
  *out = json_pack("{s:I, s:s, s:s?, s:o?, s:I}", "id", (json_int_t)event->id,
                   "type", event->type, "subject", event->subject, "payload",
                   payload, "at", (json_int_t)event->at);
  return 0;
}

/* A run of events for one subscriber. */
struct deliver {
  struct home *home;
  struct live *live; /* held while a run is open */
  struct live_member *member;
  const char *pattern;
};

static int deliver_handle(void *context, const struct storage_event *event,
                          struct error *err) {
  struct deliver *deliver = context;
  struct home *home = deliver->home;
  struct caller caller;
  int64_t now = clock_now(&home->host->clock);
  struct live_call call = {.member = deliver->member,
                           .short_name = deliver->pattern};
  struct work work = {
      .home = home,
      .live = deliver->live,
      .conn = storage_writer(home->storage),
      .queries = &home->queries,
      .call = &call,
      .caller = &caller,
      .now = now,
      .happened_at = now,
      .depth = event->depth + 1,
      .deadline = clock_monotonic() + PLUGIN_ACTION_MS,
      .zh = true,
  };
  json_t *argument;
  json_t *object;
  json_t *result = NULL;
  int rc = deliver_event_object(&work, event, &argument, err);

  if (rc != 0)
    return rc;
  caller_system(&caller);
  object = handler_call_object(&work, deliver->member, NULL);
  /* The event's own fields come first; settings and times stand beside. */
  json_object_update_missing(argument, object);
  rc = handler_run(&work, deliver->member, "event", deliver->pattern, argument,
                   &result, err);
  json_decref(result);
  json_decref(argument);
  json_decref(object);
  caller_fini(&caller);
  return rc;
}

static void deliver_close(void *context) {
  struct deliver *deliver = context;

  live_release(deliver->live);
  deliver->live = NULL;
}

static int deliver_open(void *context, const char *subscriber,
                        struct storage_command *command, struct error *err) {
  struct deliver *deliver = context;
  struct home *home = deliver->home;
  const char *colon = strchr(subscriber, ':');
  char id[33];

  deliver->live =
      home->pending != NULL ? live_hold(home->pending) : live_of(home);
  deliver->member = NULL;
  if (colon != NULL && (size_t)(colon - subscriber) < sizeof id) {
    memcpy(id, subscriber, (size_t)(colon - subscriber));
    id[colon - subscriber] = '\0';
    deliver->member = live_member_find(deliver->live, id);
  }
  if (deliver->member == NULL || live_member_stopped(deliver->member)) {
    deliver_close(deliver);
    return error_set(err, ERROR_PLUGIN, "插件 %s 没有运行。",
                     "Plugin %s is not running.", subscriber);
  }
  deliver->pattern = colon + 1;
  *command = (struct storage_command){
      .plugin = deliver->member->id,
      .action = deliver->pattern,
      .plugin_version =
          json_get_text(deliver->member->declaration, "version", NULL),
      .station = "host"};
  return 0;
}

int deliver_some(struct home *home, int64_t budget_ms, struct error *err) {
  int64_t until = clock_monotonic() + budget_ms;
  int64_t now = clock_now(&home->host->clock);
  struct deliver deliver = {.home = home};
  const struct bus_handler handler = {&deliver, deliver_open, deliver_handle,
                                      deliver_close};

  if (home->bus == NULL)
    return 0;
  for (int done = 0; done < HOST_BATCH_MAX; done += DELIVER_STEP) {
    int rc;

    if (bus_next(home->bus, now) > now)
      return 0;
    rc = bus_deliver_some(home->bus, now, DELIVER_STEP, &handler, err);
    if (rc < 0)
      return rc;
    if (rc == 0 || clock_monotonic() >= until)
      return 0;
  }
  return 0;
}
