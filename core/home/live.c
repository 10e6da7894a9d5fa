#include "home/live.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/core_calls.h"
#include "home/plugins.h"

struct live *live_new(void) {
  struct live *live = calloc(1, sizeof *live);

  if (live != NULL)
    atomic_init(&live->refs, 1);
  return live;
}

struct live *live_hold(struct live *live) {
  atomic_fetch_add(&live->refs, 1);
  return live;
}

void live_member_free(struct live_member *member) {
  json_decref(member->declaration);
  json_decref(member->settings);
  if (member->entry != NULL)
    plugin_entry_unref(member->entry);
  free(member);
}

void live_release(struct live *live) {
  if (live == NULL || atomic_fetch_sub(&live->refs, 1) != 1)
    return;
  for (int i = 0; i < live->count; i++)
    live_member_free(live->members[i]);
  for (int i = 0; i < live->absent_count; i++) {
    free(live->absent[i].state);
    free(live->absent[i].zh);
    free(live->absent[i].en);
    json_decref(live->absent[i].names);
  }
  for (size_t i = 0; i < live->call_count; i++)
    free(live->calls[i].name);
  free(live->calls);
  free(live);
}

struct live *live_of(struct home *home) {
  struct live *live;

  pthread_mutex_lock(&home->host->lock);
  live = live_hold(home->live);
  pthread_mutex_unlock(&home->host->lock);
  return live;
}

bool live_member_stopped(const struct live_member *member) {
  return atomic_load(&member->stopped);
}

/* --- calls ---------------------------------------------------------------- */

static int live_compare(const void *a, const void *b) {
  const struct live_call *left = a;
  const struct live_call *right = b;
  int order = strcmp(left->name, right->name);

  return order != 0 ? order : (int)left->is_action - (int)right->is_action;
}

static int live_add_calls(struct live *live, struct live_member *member,
                          const char *section) {
  const json_t *calls = json_object_get(member->declaration, section);
  bool is_action = strcmp(section, "actions") == 0;
  const char *name;
  json_t *declaration;

  json_object_foreach((json_t *)(uintptr_t)calls, name, declaration) {
    struct live_call *call = &live->calls[live->call_count];
    char full[128];

    snprintf(full, sizeof full, "%s.%s", member->id, name);
    *call = (struct live_call){.name = strdup(full),
                               .member = member,
                               .declaration = declaration,
                               .is_action = is_action};
    if (call->name == NULL)
      return ERROR_MEMORY;
    call->short_name = call->name + strlen(member->id) + 1;
    if (member->entry == NULL)
      call->native = core_call_find(name, is_action);
    live->call_count++;
  }
  return 0;
}

int live_index(struct live *live) {
  size_t count = 0;
  int rc = 0;

  for (int i = 0; i < live->count; i++) {
    const json_t *declaration = live->members[i]->declaration;
    count += json_object_size(json_object_get(declaration, "actions"));
    count += json_object_size(json_object_get(declaration, "queries"));
  }
  live->calls = calloc(count + 1, sizeof *live->calls);
  if (live->calls == NULL)
    return ERROR_MEMORY;
  for (int i = 0; i < live->count && rc == 0; i++) {
    rc = live_add_calls(live, live->members[i], "actions");
    if (rc == 0)
      rc = live_add_calls(live, live->members[i], "queries");
  }
  qsort(live->calls, live->call_count, sizeof *live->calls, live_compare);
  return rc;
}

const struct live_call *live_find(const struct live *live, const char *name,
                                  bool action) {
  struct live_call key = {.name = (char *)(uintptr_t)name, .is_action = action};

  return bsearch(&key, live->calls, live->call_count, sizeof *live->calls,
                 live_compare);
}

int live_missing(const struct live *live, const char *name, struct error *err) {
  const char *shown = name != NULL ? name : "";
  size_t len = strcspn(shown, ".");

  for (int i = 0; i < live->absent_count; i++) {
    const struct live_absent *absent = &live->absent[i];
    if (strlen(absent->id) == len && memcmp(absent->id, shown, len) == 0)
      return error_set(err, ERROR_PLUGIN,
                       "插件 %s 没有运行（%s），请告诉管理员。%.0s",
                       "Plugin %s is not running (%.0s%s): please tell the "
                       "administrator.",
                       absent->id, absent->zh, absent->en);
  }
  return error_set(err, ERROR_NOT_FOUND, "没有“%s”这个功能。",
                   "There is no \"%s\".", shown);
}

struct live_member *live_member_find(const struct live *live, const char *id) {
  for (int i = 0; i < live->count; i++)
    if (strcmp(live->members[i]->id, id) == 0)
      return live->members[i];
  return NULL;
}

struct live_member *live_owner(const struct live *live, const char *name,
                               const char **rest) {
  const char *dot = strchr(name, '.');
  char id[33];

  if (dot == NULL || (size_t)(dot - name) >= sizeof id)
    return NULL;
  memcpy(id, name, (size_t)(dot - name));
  id[dot - name] = '\0';
  *rest = dot + 1;
  return live_member_find(live, id);
}

const json_t *live_duty(const struct live *live, const char *name) {
  const char *rest;
  struct live_member *member = live_owner(live, name, &rest);

  if (member == NULL)
    return NULL;
  return json_object_get(json_object_get(member->declaration, "duties"), rest);
}

/* Declared as "beds.assign" or "assign" by the plugin before the dot. */
const json_t *live_permission_roles(const struct live *live,
                                    const char *permission) {
  const char *rest;
  struct live_member *member = live_owner(live, permission, &rest);
  const json_t *all;
  const json_t *one;

  if (member == NULL)
    return NULL;
  all = json_object_get(member->declaration, "permissions");
  one = json_object_get(all, permission);
  if (one == NULL)
    one = json_object_get(all, rest);
  return json_is_array(one) ? one : json_object_get(one, "roles");
}
