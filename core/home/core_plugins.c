/* core.plugins, core.plugin_enable, _disable, _reload, core.parked,
 * core.replay_event, core.drop_event, core.effects */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/plugins.h"
#include "home/work.h"
#include "plugin/override.h"

/* What site and home change in it: "site/priority.lua: rule priority; ...". */
static char *plugins_overrides_text(const struct live_member *member) {
  struct buf buf;
  json_t *entry;
  size_t i;

  buf_init(&buf);
  json_array_foreach(json_object_get(member->declaration, "overrides"), i,
                     entry) buf_printf(&buf, "%s%s: %s", i > 0 ? "; " : "",
                                       json_get_text(entry, "file", ""),
                                       json_get_text(entry, "changes", ""));
  return buf_take(&buf);
}

static json_t *plugins_row(struct work *work,
                           const struct live_member *member) {
  char *changes = plugins_overrides_text(member);
  json_t *row =
      json_pack("{s:s, s:O, s:O, s:O, s:s}", "id", member->id, "version",
                json_object_get(member->declaration, "version"), "zh",
                json_object_get(member->declaration, "zh"), "en",
                json_object_get(member->declaration, "en"), "state",
                live_member_stopped(member) ? "quarantined" : "running");

  pthread_mutex_lock(&work->home->host->lock);
  json_object_set_new(row, "reason", json_string(member->held_zh));
  json_object_set_new(row, "reason_en", json_string(member->held_en));
  pthread_mutex_unlock(&work->home->host->lock);
  json_object_set_new(row, "overrides",
                      json_string(changes != NULL ? changes : ""));
  free(changes);
  return row;
}

static int core_plugins(struct work *work, json_t **result, struct error *err) {
  (void)err;
  *result = json_array();
  for (int i = 0; i < work->live->count; i++)
    json_array_append_new(*result, plugins_row(work, work->live->members[i]));
  for (int i = 0; i < work->live->absent_count; i++) {
    const struct live_absent *absent = &work->live->absent[i];
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:s}", "id", absent->id, "state",
                  absent->state, "reason", absent->zh, "reason_en", absent->en);
    json_object_update_missing(row, absent->names);
    json_array_append_new(*result, row);
  }
  return 0;
}

/* The rules that may be overridden, each with the hash of its base. */
static int core_rules(struct work *work, json_t **result, struct error *err) {
  const char *only = json_get_text(work->input, "plugin", NULL);

  (void)err;
  *result = json_array();
  for (int i = 0; i < work->live->count; i++) {
    const struct live_member *member = work->live->members[i];
    json_t *rules;
    json_t *row;
    size_t n;

    if (member->entry == NULL || (only != NULL && strcmp(only, member->id)))
      continue;
    rules = plugin_overrides_rules(member->declaration, member->entry->source);
    json_array_foreach(rules, n, row) {
      char name[128];
      snprintf(name, sizeof name, "%s.%s", member->id,
               json_get_text(row, "rule", ""));
      json_object_set_new(row, "rule", json_string(name));
      snprintf(name, sizeof name, "%.16s", json_get_text(row, "hash", ""));
      json_object_set_new(row, "hash", json_string(name));
    }
    json_array_extend(*result, rules);
    json_decref(rules);
  }
  return 0;
}

static const char *plugins_named(struct work *work, struct error *err) {
  const char *id = json_get_text(work->input, "plugin", "");

  if (strcmp(id, "core") != 0)
    return id;
  error_set(err, ERROR_RULE, "核心不能停用或更换。",
            "The core can't be switched off or replaced.");
  return NULL;
}

static int core_plugin_enable(struct work *work, json_t **result,
                              struct error *err) {
  const char *id = plugins_named(work, err);
  int rc = id == NULL
               ? (int)err->code
               : plugins_note(work->home, id,
                              json_pack("{s:b, s:b, s:n, s:n, s:i}", "enabled",
                                        1, "quarantined", 0, "reason",
                                        "reason_en", "strikes", 0),
                              err);

  if (rc == 0)
    rc = plugins_rebuild(work, id, err);
  *result = rc == 0 ? json_object() : NULL;
  return rc;
}

static int core_plugin_disable(struct work *work, json_t **result,
                               struct error *err) {
  const char *id = plugins_named(work, err);
  int rc = id == NULL
               ? (int)err->code
               : plugins_note(work->home, id,
                              json_pack("{s:b, s:O?}", "enabled", 0, "reason",
                                        json_object_get(work->input, "reason")),
                              err);

  if (rc == 0)
    rc = plugins_rebuild(work, NULL, err);
  *result = rc == 0 ? json_object() : NULL;
  return rc;
}

static int core_plugin_reload(struct work *work, json_t **result,
                              struct error *err) {
  const char *id = plugins_named(work, err);
  int rc = id == NULL ? (int)err->code : plugins_rebuild(work, id, err);

  if (rc == 0)
    *result = json_pack(
        "{s:O}", "version",
        json_object_get(live_member_find(work->home->pending, id)->declaration,
                        "version"));
  return rc;
}

static int core_parked(struct work *work, json_t **result, struct error *err) {
  return bus_parked(work->conn, result, err);
}

static int core_replay_event(struct work *work, json_t **result,
                             struct error *err) {
  int rc =
      bus_replay(work->home->bus, json_get_text(work->input, "subscriber", ""),
                 json_get_int(work->input, "event", 0), err);

  *result = rc == 0 ? json_object() : NULL;
  return rc;
}

static int core_drop_event(struct work *work, json_t **result,
                           struct error *err) {
  int rc =
      bus_drop(work->home->bus, json_get_text(work->input, "subscriber", ""),
               json_get_int(work->input, "event", 0), err);

  *result = rc == 0 ? json_object() : NULL;
  return rc;
}

/* clang-format off */
#define PLUGIN FIELD("plugin", "text", MUST, "插件", "Plugin")
#define REASON(must)                                                           \
  FIELD("reason", "text", must "\"max\":500,", "原因", "Reason")
#define PARKED_EVENT                                                           \
  FIELD("subscriber", "text", MUST, "订阅者", "Subscriber") ","                \
  FIELD("event", "integer", MUST, "事件", "Event") "," REASON(MUST)

const struct core_entry core_calls_plugins[] = {
    {"plugins", false, core_plugins,
     CALL("插件", "Plugins", "core.oversee", INPUT(""))},
    {"rules", false, core_rules,
     CALL("规则", "Rules", "core.oversee",
          INPUT(FIELD("plugin", "text", "", "插件", "Plugin")))},
    {"plugin_enable", true, core_plugin_enable,
     CALL("启用插件", "Enable a plugin", "core.administer", INPUT(PLUGIN))},
    {"plugin_disable", true, core_plugin_disable,
     CALL("停用插件", "Disable a plugin", "core.administer",
          INPUT(PLUGIN "," REASON("")))},
    {"plugin_reload", true, core_plugin_reload,
     CALL("重新载入插件", "Reload a plugin", "core.administer",
          INPUT(PLUGIN))},
    {"parked", false, core_parked,
     CALL("搁置的事件", "Parked events", "core.oversee", INPUT("") ","
          COLUMNS(FIELD("since", "instant", "", "从", "Since")))},
    {"replay_event", true, core_replay_event,
     CALL("重试搁置的事件", "Try a parked event again", "core.oversee",
          INPUT(PARKED_EVENT))},
    {"drop_event", true, core_drop_event,
     CALL("放弃搁置的事件", "Give up a parked event", "core.oversee",
          INPUT(PARKED_EVENT))},
    {0}};
/* clang-format on */
