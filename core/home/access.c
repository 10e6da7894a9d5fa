/* Asks as the access log tells of them. Whether one read residents' records is
 * known from what the database was asked for; this file says who, what and
 * whose. Of the input only numbers and declared names are taken. */
#include "home/access.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "storage/access.h"

/* A number as JSON has it or as a query string writes it; 0: none. */
static int64_t access_number(const json_t *value) {
  const char *text = json_string_value(value);
  size_t digits = text != NULL ? strspn(text, "0123456789") : 0;
  int64_t number = json_is_integer(value) ? json_integer_value(value) : 0;

  if (digits > 0 && digits <= 15 && text[digits] == '\0')
    number = strtoll(text, NULL, 10);
  return number > 0 ? number : 0;
}

/* "resident:12", as duties and events name whom they are about. */
static int64_t access_subject_text(const json_t *value) {
  static const char prefix[] = "resident:";
  const char *text = json_string_value(value);
  json_t *rest;
  int64_t number;

  if (text == NULL || strncmp(text, prefix, sizeof prefix - 1) != 0)
    return 0;
  rest = json_string(text + sizeof prefix - 1);
  number = access_number(rest);
  json_decref(rest);
  return number;
}

static bool access_is_resident(const struct live_call *call,
                               const json_t *field) {
  const char *to = json_get_text(field, "to", "");

  return strcmp(json_get_text(field, "name", ""), "resident") == 0 ||
         strcmp(to, "residents.resident") == 0 ||
         (strcmp(to, "resident") == 0 &&
          strcmp(call->member->id, "residents") == 0);
}

/* The resident that the input names, 0: none. */
static int64_t access_subject(const struct live_call *call,
                              const json_t *input) {
  json_t *field;
  size_t i;

  json_array_foreach(json_object_get(call->declaration, "input"), i, field) {
    const char *name = json_get_text(field, "name", "");
    const json_t *value = json_object_get(input, name);
    int64_t subject = 0;
    if (access_is_resident(call, field))
      subject = access_number(value);
    else if (strcmp(name, "subject") == 0)
      subject = access_subject_text(value);
    if (subject > 0)
      return subject;
  }
  return 0;
}

/* A report is told by its own name, where it is one that a plugin declares. */
static void access_name(const struct work *work, const struct live_call *call,
                        char *name, size_t size) {
  const char *report = json_get_text(work->request->input, "report", "");
  const char *rest;
  const struct live_member *owner = live_owner(work->live, report, &rest);

  if (strcmp(call->name, "core.report") == 0 && owner != NULL &&
      json_object_get(json_object_get(owner->declaration, "reports"), rest) !=
          NULL)
    snprintf(name, size, "%s %s", call->name, report);
  else
    snprintf(name, size, "%s", call->name);
}

/* A commit is wanted at `due`. */
static void access_wake(struct home *home, int64_t due) {
  struct host *host = home->host;

  if (due == INT64_MAX)
    return;
  pthread_mutex_lock(&host->lock);
  if (home->access_at == 0 || due < home->access_at)
    home->access_at = due;
  if (due == 0)
    host_home_poke(home);
  pthread_mutex_unlock(&host->lock);
}

void access_after_turn(struct home *home) {
  struct host *host = home->host;
  int64_t due;

  pthread_mutex_lock(&host->lock);
  due = access_due(home->storage);
  home->access_at = due == INT64_MAX ? 0 : due;
  pthread_mutex_unlock(&host->lock);
}

int access_note_ask(struct work *work, bool read, int rc, struct error *err) {
  const struct request *request = work->request;
  const struct live_call *call =
      live_find(work->live, request->name != NULL ? request->name : "", false);
  bool refused = rc == ERROR_PERMISSION || rc == ERROR_SIGN_IN;
  char name[ACCESS_CALL_MAX];
  struct access_read entry = {
      .at = work->now,
      .person = work->caller->person,
      .account = work->caller->person == 0 ? request->user : NULL,
      .station = request->station,
      .call = name,
      .rows = rc == 0 ? work->shown : 0,
      .result = refused   ? ACCESS_REFUSED
                : rc != 0 ? ACCESS_FAILED
                          : ACCESS_ANSWERED};
  int64_t due = INT64_MAX;
  int full;

  if (call == NULL || (!read && !refused) ||
      (!read && call->native != NULL &&
       !json_get_bool(call->declaration, "shows_records", true)))
    return rc;
  caller_may(work->live, work->caller, call, &entry.role);
  entry.subject = access_subject(call, request->input);
  access_name(work, call, name, sizeof name);
  full = access_note(work->home->storage, &entry, &due, rc == 0 ? err : NULL);
  access_wake(work->home, due);
  return rc == 0 ? full : rc;
}
