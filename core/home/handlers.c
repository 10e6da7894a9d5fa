/* Handlers of plugins, and what they may ask of the home while they run. */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/log.h"
#include "base/zone.h"
#include "home/plugins.h"
#include "home/work.h"
#include "plugin/call.h"

/* What the callbacks get. */
struct handler {
  struct work *work;
  struct live_member *member;
};

/* --- tables --------------------------------------------------------------- */

static const json_t *handler_table(const struct live_member *member,
                                   const char *table) {
  return json_object_get(json_object_get(member->declaration, "tables"), table);
}

static int handler_no_table(const struct live_member *member, const char *table,
                            struct error *err) {
  return error_set(err, ERROR_PLUGIN, "插件 %s 没有表 %s。",
                   "Plugin %s has no table %s.", member->id, table);
}

static int handler_insert(void *context, const char *table, const json_t *row,
                          int64_t *id, struct error *err) {
  struct handler *handler = context;

  if (handler_table(handler->member, table) == NULL)
    return handler_no_table(handler->member, table, err);
  return storage_insert(handler->work->home->storage, handler->member->id,
                        table, row, id, err);
}

static int handler_update(void *context, const char *table, int64_t id,
                          const json_t *changes, struct error *err) {
  struct handler *handler = context;

  if (handler_table(handler->member, table) == NULL)
    return handler_no_table(handler->member, table, err);
  return storage_update(handler->work->home->storage, handler->member->id,
                        table, id, changes, err);
}

static int handler_remove(void *context, const char *table, int64_t id,
                          struct error *err) {
  struct handler *handler = context;

  if (handler_table(handler->member, table) == NULL)
    return handler_no_table(handler->member, table, err);
  return storage_delete(handler->work->home->storage, handler->member->id,
                        table, id, err);
}

bool handler_needs(const struct live_member *member, const char *id) {
  const json_t *needs = json_object_get(member->declaration, "needs");
  json_t *item;
  size_t i;

  json_array_foreach(needs, i, item) {
    if (json_is_string(item) && strcmp(json_string_value(item), id) == 0)
      return true;
  }
  return false;
}

/* "residents.resident" of a needed plugin, or an own table. */
static int handler_resolve(struct handler *handler, const char *name,
                           struct live_member **owner, const char **table,
                           struct error *err) {
  const char *dot = strchr(name, '.');
  char id[33];

  *owner = handler->member;
  *table = name;
  if (dot != NULL && (size_t)(dot - name) < sizeof id) {
    memcpy(id, name, (size_t)(dot - name));
    id[dot - name] = '\0';
    *table = dot + 1;
    if (strcmp(id, handler->member->id) != 0) {
      *owner = handler_needs(handler->member, id)
                   ? live_member_find(handler->work->live, id)
                   : NULL;
      if (*owner == NULL)
        return error_set(err, ERROR_PLUGIN,
                         "插件 %s 没有声明需要 %s，不能看它的表。",
                         "Plugin %s does not declare that it needs %s: it may "
                         "not look at its tables.",
                         handler->member->id, id);
    }
  }
  if (handler_table(*owner, *table) == NULL)
    return handler_no_table(*owner, *table, err);
  return 0;
}

/* Only what the other plugin shares. */
static void handler_cut(const json_t *share, json_t *row) {
  const char *key;
  json_t *value;
  void *next;

  json_object_foreach_safe(row, next, key, value) {
    bool shared = strcmp(key, "id") == 0;
    json_t *item;
    size_t i;

    json_array_foreach(share, i, item) {
      shared = shared || strcmp(json_string_value(item), key) == 0;
    }
    if (!shared)
      json_object_del(row, key);
  }
}

static int handler_get(void *context, const char *name, int64_t id,
                       json_t **row, struct error *err) {
  struct handler *handler = context;
  struct live_member *owner;
  const char *table;
  int rc = handler_resolve(handler, name, &owner, &table, err);

  if (rc != 0)
    return rc;
  rc = storage_get(handler->work->conn, owner->id, table, id, row, err);
  if (rc == 0 && *row != NULL && owner != handler->member)
    handler_cut(json_object_get(handler_table(owner, table), "share"), *row);
  return rc;
}

#define HANDLER_FIND_MAX 1000 /* rows of home.find */

/* select id, a, b from beds_bed where a is :a limit 1001 */
static char *handler_find_sql(const struct live_member *member,
                              const char *table, const json_t *columns,
                              const json_t *where) {
  struct buf sql;
  const char *key;
  json_t *value;
  size_t i;

  buf_init(&sql);
  buf_text(&sql, "select id");
  json_array_foreach(columns, i, value) if (i > 0)
      buf_printf(&sql, ", %s", json_get_text(value, "name", ""));
  buf_printf(&sql, " from %s_%s where 1", member->id, table);
  json_object_foreach((json_t *)(uintptr_t)where, key, value)
      buf_printf(&sql, " and %s is :%s", key, key);
  buf_printf(&sql, " order by id limit %d", HANDLER_FIND_MAX);
  return buf_take(&sql);
}

static int handler_find(void *context, const char *table, const json_t *where,
                        json_t **rows, struct error *err) {
  struct handler *handler = context;
  struct work *work = handler->work;
  const json_t *declared = handler_table(handler->member, table);
  struct storage_access access = {.plugin = handler->member->id};
  struct storage_ask ask = {
      .params = where, .deadline = work->deadline, .now = work->now};
  struct storage_query *query = NULL;
  const char *key;
  json_t *value;
  json_t *columns;
  char *sql;
  int rc = 0;

  if (declared == NULL)
    return handler_no_table(handler->member, table, err);
  columns = json_array();
  json_array_append_new(columns,
                        json_pack("{s:s, s:s}", "name", "id", "type", "id"));
  json_array_extend(columns, json_object_get(declared, "columns"));
  json_object_foreach((json_t *)(uintptr_t)where, key, value) {
    if (json_find(columns, "name", key) == NULL)
      rc = error_set(err, ERROR_PLUGIN, "表 %s 没有列 %s。",
                     "Table %s has no column %s.", table, key);
  }
  sql =
      rc == 0 ? handler_find_sql(handler->member, table, columns, where) : NULL;
  if (rc == 0)
    rc = storage_query_prepare(work->conn, &access, sql, columns, &query, err);
  if (rc == 0)
    rc = storage_query_run(query, &ask, rows, NULL, err);
  if (query != NULL)
    storage_query_free(query);
  free(sql);
  json_decref(columns);
  return rc;
}

/* --- queries -------------------------------------------------------------- */

static int handler_query(void *context, const char *name, const json_t *params,
                         json_t **rows, struct error *err) {
  struct handler *handler = context;
  const struct live_call *call;
  char full[80];
  const char *dot = strchr(name, '.');

  if (dot == NULL)
    snprintf(full, sizeof full, "%s.%s", handler->member->id, name);
  else
    snprintf(full, sizeof full, "%s", name);
  call = live_find(handler->work->live, full, false);
  if (call == NULL)
    return live_missing(handler->work->live, full, err);
  if (call->member != handler->member && call->native == NULL &&
      !handler_needs(handler->member, call->member->id))
    return error_set(err, ERROR_PLUGIN,
                     "插件 %s 没有声明需要 %s，不能用它的查询。",
                     "Plugin %s does not declare that it needs %s: it may not "
                     "use its queries.",
                     handler->member->id, call->member->id);
  return query_run_within(handler->work, call, params, rows, err);
}

/* --- effects within the home ---------------------------------------------- */

static int handler_publish(void *context, const char *type, const char *subject,
                           const json_t *payload, struct error *err) {
  struct handler *handler = context;
  char full[128];
  size_t own = strlen(handler->member->id);
  int64_t event;

  if (strncmp(type, handler->member->id, own) == 0 && type[own] == '.')
    snprintf(full, sizeof full, "%s", type);
  else
    snprintf(full, sizeof full, "%s.%s", handler->member->id, type);
  return bus_publish(handler->work->home->storage, handler->work->depth, full,
                     subject, payload, &event, err);
}

static int handler_schedule(void *context, const char *kind,
                            const json_t *schedule, int64_t *id,
                            struct error *err) {
  struct handler *handler = context;
  char full[96];

  snprintf(full, sizeof full, "%s.%s", handler->member->id, kind);
  return duties_schedule(handler->work, full, schedule, id, err);
}

static int handler_reschedule(void *context, int64_t schedule, int64_t from,
                              const json_t *changes, int64_t *id,
                              struct error *err) {
  struct handler *handler = context;

  *id = schedule;
  return duties_reschedule(handler->work, schedule, from, changes, err);
}

static int handler_stop(void *context, int64_t schedule, int64_t from,
                        struct error *err) {
  struct handler *handler = context;

  return duties_stop(handler->work, schedule, from, err);
}

static int handler_hold(void *context, int64_t schedule, int64_t from,
                        int64_t to, const char *reason, struct error *err) {
  struct handler *handler = context;

  return duties_hold(handler->work, schedule, from, to, reason, err);
}

static int handler_release(void *context, int64_t schedule, int64_t from,
                           struct error *err) {
  struct handler *handler = context;

  return duties_release(handler->work, schedule, from, err);
}

static int handler_effect(void *context, const char *kind, const char *key,
                          const json_t *payload, struct error *err) {
  struct handler *handler = context;

  return effects_add(handler->work, handler->member->id, kind, key, payload,
                     err);
}

static void handler_log(void *context, const char *text) {
  struct handler *handler = context;

  log_line(LOG_INFO, handler->member->id, "%s", text);
}

static const struct plugin_host_ops writing = {
    .insert = handler_insert,
    .update = handler_update,
    .remove = handler_remove,
    .get = handler_get,
    .find = handler_find,
    .query = handler_query,
    .publish = handler_publish,
    .schedule = handler_schedule,
    .reschedule = handler_reschedule,
    .stop = handler_stop,
    .hold = handler_hold,
    .release = handler_release,
    .effect = handler_effect,
    .log = handler_log,
};

static const struct plugin_host_ops reading = {
    .get = handler_get,
    .find = handler_find,
    .query = handler_query,
    .log = handler_log,
};

/* --- running -------------------------------------------------------------- */

static int64_t handler_local_days(struct work *work) {
  struct local_time local;

  zone_to_local(home_zone(work->home), work->now, &local);
  return calendar_days(local.year, local.month, local.day);
}

/* Another person who has signed in for this call, and not too long ago. */
static void handler_add_second(struct work *work, json_t *call) {
  const struct caller *caller = work->caller;

  if (caller == NULL || caller->second == 0 ||
      caller->second == caller->person || !duties_second_counts(work))
    return;
  json_object_set_new(call, "second",
                      json_pack("{s:I, s:s}", "id", (json_int_t)caller->second,
                                "name", caller->second_name));
}

json_t *handler_call_object(struct work *work, const struct live_member *member,
                            const json_t *input) {
  char today[11];
  json_t *call;

  calendar_format_date(handler_local_days(work), today);
  call = json_pack("{s:I, s:I, s:s, s:s, s:O}", "now", (json_int_t)work->now,
                   "happened_at", (json_int_t)work->happened_at, "today", today,
                   "plugin", member->id, "settings", member->settings);
  if (input != NULL)
    json_object_set(call, "input", (json_t *)(uintptr_t)input);
  if (work->caller != NULL && work->caller->person != 0)
    json_object_set_new(
        call, "person",
        json_pack("{s:I, s:s, s:O}", "id", (json_int_t)work->caller->person,
                  "name", work->caller->name, "roles", work->caller->roles));
  handler_add_second(work, call);
  return call;
}

static int handler_check_nesting(struct work *work,
                                 const struct live_member *member,
                                 struct error *err) {
  for (int i = 0; i < work->nested; i++)
    if (strcmp(work->chain[i], member->id) == 0)
      return error_set(
          err, ERROR_PLUGIN, "插件 %s 绕了一圈又调用自己，已停下。",
          "Plugin %s came round to call itself: stopped.", member->id);
  if (work->nested >= HOME_NEST_MAX)
    return error_set(err, ERROR_PLUGIN, "查询嵌套超过 %d 层。",
                     "Queries nest deeper than %d.", HOME_NEST_MAX);
  return 0;
}

int handler_run(struct work *work, struct live_member *member, const char *kind,
                const char *name, json_t *call, json_t **result,
                struct error *err) {
  struct handler handler = {work, member};
  struct plugin_call request = {
      .plugin = member->id,
      .kind = kind,
      .name = name,
      .call = call,
      .deadline = work->deadline,
      .ops = work->reading ? &reading : &writing,
      .context = &handler,
  };
  int rc = handler_check_nesting(work, member, err);

  *result = NULL;
  if (rc != 0)
    return rc;
  if (member->entry == NULL || work->home->host->runners == NULL)
    return error_set(err, ERROR_PLUGIN, "松鹤在安全模式，插件 %s 没有运行。",
                     "Songhe is in safe mode: plugin %s is not running.",
                     member->id);
  if (live_member_stopped(member))
    return error_set(err, ERROR_PLUGIN,
                     "插件 %s 因多次出错已停用，请管理员查看。",
                     "Plugin %s was stopped after repeated faults: please tell "
                     "the administrator.",
                     member->id);
  work->chain[work->nested++] = member->id;
  rc = plugins_call(work->home, member, work->reading, &request, result, err);
  work->nested--;
  return rc;
}
