/* Events to handlers: each is a command of the system, caused by the event. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/work.h"

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

static int deliver_handle(struct home *home, struct live *live,
                          struct live_member *member, const char *pattern,
                          const struct storage_event *event,
                          struct error *err) {
  struct caller caller;
  int64_t now = clock_now(&home->host->clock);
  struct live_call call = {.member = member, .short_name = pattern};
  struct work work = {
      .home = home,
      .live = live,
      .conn = storage_writer(home->storage),
      .queries = &home->queries,
      .call = &call,
      .caller = &caller,
      .now = now,
      .happened_at = now,
      .depth = event->depth + 1,
      .deadline = clock_monotonic() + HOME_COMMAND_MS,
      .zh = true,
  };
  json_t *argument;
  json_t *context;
  json_t *result = NULL;
  int rc = deliver_event_object(&work, event, &argument, err);

  if (rc != 0)
    return rc;
  caller_system(&caller);
  context = handler_call_object(&work, member, NULL);
  /* The event's own fields come first; settings and times stand beside. */
  json_object_update_missing(argument, context);
  rc = handler_run(&work, member, "event", pattern, argument, &result, err);
  json_decref(result);
  json_decref(argument);
  json_decref(context);
  caller_fini(&caller);
  return rc;
}

static int deliver_command(struct home *home, struct live *live,
                           struct live_member *member, const char *pattern,
                           const struct storage_event *event,
                           struct error *err) {
  struct storage_receipt receipt;
  struct storage_command command = {
      .plugin = member->id,
      .action = pattern,
      .plugin_version = json_get_text(member->declaration, "version", NULL),
      .station = "host",
      .cause_event = event->id};
  int rc = storage_command_begin(home->storage, &command, err);

  if (rc != 0)
    return rc;
  rc = deliver_handle(home, live, member, pattern, event, err);
  if (rc == 0)
    return storage_command_accept(home->storage, NULL, &receipt, err);
  storage_command_drop(home->storage);
  return rc;
}

static int deliver_one(void *context, const char *subscriber,
                       const struct storage_event *event, struct error *err) {
  struct home *home = context;
  struct live *live =
      home->pending != NULL ? live_hold(home->pending) : live_of(home);
  const char *pattern = strchr(subscriber, ':');
  struct live_member *member = NULL;
  char id[33];
  int rc;

  if (pattern != NULL && (size_t)(pattern - subscriber) < sizeof id) {
    memcpy(id, subscriber, (size_t)(pattern - subscriber));
    id[pattern - subscriber] = '\0';
    member = live_member_find(live, id);
  }
  if (member == NULL || live_member_stopped(member))
    rc = error_set(err, ERROR_PLUGIN, "插件 %s 没有运行。",
                   "Plugin %s is not running.", subscriber);
  else
    rc = deliver_command(home, live, member, pattern + 1, event, err);
  live_release(live);
  return rc;
}

int deliver_some(struct home *home, int64_t budget_ms, struct error *err) {
  int64_t until = clock_monotonic() + budget_ms;
  int64_t now = clock_now(&home->host->clock);

  if (home->bus == NULL)
    return 0;
  for (int done = 0; done < HOST_BATCH_MAX; done += DELIVER_STEP) {
    int rc;

    if (bus_next(home->bus, now) > now)
      return 0;
    rc = bus_deliver_some(home->bus, now, DELIVER_STEP, deliver_one, home, err);
    if (rc < 0)
      return rc;
    if (rc == 0 || clock_monotonic() >= until)
      return 0;
  }
  return 0;
}
