/* core.catalogue: what this person may see and do, in the shape of
 * docs/api.md. */
#include <string.h>

#include "base/json.h"
#include "home/core_calls.h"
#include "home/work.h"

/* "board" of beds is beds.board; a full name stays. */
static json_t *catalogue_full(const char *plugin, const char *name) {
  char full[128];

  if (strchr(name, '.') != NULL)
    return json_string(name);
  snprintf(full, sizeof full, "%s.%s", plugin, name);
  return json_string(full);
}

static bool catalogue_may(struct work *work, const json_t *declaration) {
  const char *permission = json_get_text(declaration, "permission", NULL);
  const char *role;

  if (permission == NULL)
    return work->caller->system;
  return caller_may_permission(work->live, work->caller, permission, &role);
}

static void catalogue_calls(struct work *work, json_t *out) {
  json_t *actions = json_object();
  json_t *queries = json_object();

  for (size_t i = 0; i < work->live->call_count; i++) {
    const struct live_call *call = &work->live->calls[i];
    json_t *shown;

    if (live_member_stopped(call->member) ||
        !catalogue_may(work, call->declaration))
      continue;
    shown = json_object();
    for (const char *const *key =
             (const char *const[]){"zh", "en", "input", "columns", "at",
                                   "records", NULL};
         *key != NULL; key++)
      json_object_set(shown, *key, json_object_get(call->declaration, *key));
    if (json_object_get(shown, "input") == NULL)
      json_object_set_new(shown, "input", json_array());
    json_object_set_new(call->is_action ? actions : queries, call->name, shown);
  }
  json_object_set_new(out, "actions", actions);
  json_object_set_new(out, "queries", queries);
}

static json_t *catalogue_list(const char *plugin, const json_t *names) {
  json_t *list = json_array();
  json_t *item;
  size_t i;

  json_array_foreach(names, i, item) {
    if (json_is_string(item))
      json_array_append_new(list,
                            catalogue_full(plugin, json_string_value(item)));
    else
      json_array_append(list, item);
  }
  return list;
}

static void catalogue_page(struct work *work, const struct live_member *member,
                           const char *name, const json_t *page, json_t *out) {
  json_t *shown = json_copy((json_t *)(uintptr_t)page);
  static const char *const singles[] = {"query", "action", "record", "page",
                                        "of"};

  json_object_set_new(shown, "id", catalogue_full(member->id, name));
  for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
    const char *text = json_get_text(page, singles[i], NULL);
    if (text != NULL)
      json_object_set_new(shown, singles[i], catalogue_full(member->id, text));
  }
  if (json_is_array(json_object_get(page, "actions")))
    json_object_set_new(
        shown, "actions",
        catalogue_list(member->id, json_object_get(page, "actions")));
  /* A page whose query this person may not see is not theirs. */
  if (json_object_get(shown, "query") != NULL) {
    const struct live_call *call =
        live_find(work->live, json_get_text(shown, "query", ""), false);
    const char *role;
    if (call == NULL || !caller_may(work->live, work->caller, call, &role)) {
      json_decref(shown);
      return;
    }
  }
  json_array_append_new(out, shown);
}

static void catalogue_member(struct work *work,
                             const struct live_member *member, json_t *out) {
  const char *name;
  json_t *item;

  json_object_foreach(json_object_get(member->declaration, "pages"), name,
                      item) {
    catalogue_page(work, member, name, item, json_object_get(out, "pages"));
  }
  json_object_foreach(json_object_get(member->declaration, "duties"), name,
                      item) {
    json_t *full = catalogue_full(member->id, name);
    if (catalogue_may(work, item))
      json_object_set(json_object_get(out, "duties"), json_string_value(full),
                      item);
    json_decref(full);
  }
  json_object_foreach(json_object_get(member->declaration, "imports"), name,
                      item) {
    json_t *full = catalogue_full(member->id, name);
    json_t *action =
        catalogue_full(member->id, json_get_text(item, "action", ""));
    const struct live_call *call =
        live_find(work->live, json_string_value(action), true);
    const char *role;
    if (call != NULL && caller_may(work->live, work->caller, call, &role))
      json_object_set(json_object_get(out, "imports"), json_string_value(full),
                      item);
    json_decref(full);
    json_decref(action);
  }
}

int core_catalogue(struct work *work, json_t **result, struct error *err) {
  const struct storage_home *home = storage_home(work->home->storage);
  const struct live_call *plugins =
      live_find(work->live, "core.plugins", false);
  json_t *list = NULL;
  json_t *out = json_pack(
      "{s:{s:s, s:s?, s:s?}, s:{s:s?, s:O}, s:I, s:[], s:{}, s:{}}", "home",
      "id", work->home->id, "name", home->name, "zone", home->zone, "person",
      "name", work->caller->name, "roles", work->caller->roles, "now",
      (json_int_t)work->now, "pages", "duties", "imports");

  if (out == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (plugins->native(work, &list, err) == 0)
    json_object_set_new(out, "plugins", list);
  catalogue_calls(work, out);
  for (int i = 0; i < work->live->count; i++)
    if (!live_member_stopped(work->live->members[i]))
      catalogue_member(work, work->live->members[i], out);
  *result = out;
  return 0;
}
