/* core.people, core.add_person, core.set_person, core.grant, core.revoke,
 * core.settings, core.set_setting, core.set_zone */
#include <string.h>

#include "base/json.h"
#include "home/core_calls.h"
#include "home/core_text.h"
#include "home/plugins.h"
#include "home/work.h"
#include "plugin/fields.h"

static int people_row(struct work *work, const char *sql, const char *text,
                      int64_t number, const char *second, int64_t *id,
                      struct error *err) {
  struct statement *st;
  int rc = statement_get(work->conn, sql, &st, err);

  *id = 0;
  if (rc != 0)
    return rc;
  if (text != NULL)
    statement_text(st, 1, text);
  else
    statement_int(st, 1, number);
  if (second != NULL)
    statement_text(st, 2, second);
  rc = statement_step(st, err);
  if (rc == 1) {
    *id = statement_get_int(st, 0);
    statement_reset(st);
  }
  return rc < 0 ? rc : 0;
}

static int people_id(struct work *work, int64_t *person, struct error *err) {
  const char *user = json_get_text(work->input, "user", "");
  int rc = people_row(work, "select id from core_person where user = ?", user,
                      0, NULL, person, err);

  if (rc == 0 && *person == 0)
    rc = error_set(err, ERROR_NOT_FOUND, "这家养老院没有 %s 这个人。",
                   "There is nobody called %s in this home.", user);
  return rc;
}

static int core_add_person(struct work *work, json_t **result,
                           struct error *err) {
  json_t *row =
      json_pack("{s:O, s:O, s:b}", "user", json_object_get(work->input, "user"),
                "name", json_object_get(work->input, "name"), "active", 1);
  int64_t id = 0;
  int rc = storage_insert(work->home->storage, "core", "person", row, &id, err);

  json_decref(row);
  if (rc == 0)
    *result = json_pack("{s:I}", "person", (json_int_t)id);
  return rc;
}

static int core_set_person(struct work *work, json_t **result,
                           struct error *err) {
  json_t *changes = json_object();
  json_t *name = json_object_get(work->input, "name");
  json_t *active = json_object_get(work->input, "active");
  int64_t person;
  int rc = people_id(work, &person, err);

  if (name != NULL)
    json_object_set(changes, "name", name);
  if (active != NULL)
    json_object_set(changes, "active", active);
  if (rc == 0)
    rc = storage_update(work->home->storage, "core", "person", person, changes,
                        err);
  json_decref(changes);
  *result = rc == 0 ? json_object() : NULL;
  return rc;
}

static int core_grant(struct work *work, json_t **result, struct error *err) {
  const char *role = json_get_text(work->input, "role", "");
  int64_t person;
  int64_t id;
  json_t *row;
  int rc = people_id(work, &person, err);

  /* Only an administrator makes another. */
  if (rc == 0 && strcmp(role, "administrator") == 0 && !work->caller->system &&
      !caller_has_role(work->caller, "administrator"))
    rc =
        error_set(err, ERROR_PERMISSION, "只有系统管理员能授予系统管理员角色。",
                  "Only an administrator can make another.");
  if (rc != 0)
    return rc;
  row = json_pack("{s:I, s:s}", "person", (json_int_t)person, "role", role);
  rc = storage_insert(work->home->storage, "core", "grant", row, &id, err);
  json_decref(row);
  *result = rc == 0 ? json_object() : NULL;
  return rc;
}

/* The last administrator can't be taken away: nobody could give it back. */
static int people_keep_last(struct work *work, const char *role,
                            struct error *err) {
  int64_t count;
  int rc;

  if (strcmp(role, "administrator") != 0)
    return 0;
  rc = people_row(work,
                  "select count(*) from core_grant g join core_person p"
                  " on p.id = g.person where g.role = ? and p.active = 1",
                  role, 0, NULL, &count, err);
  if (rc == 0 && count <= 1)
    rc = error_set(err, ERROR_RULE, "这是最后一位系统管理员，不能收回。",
                   "This is the last administrator: it can't be revoked.");
  return rc;
}

static int core_revoke(struct work *work, json_t **result, struct error *err) {
  const char *role = json_get_text(work->input, "role", "");
  int64_t person;
  int64_t id = 0;
  int rc = people_id(work, &person, err);

  if (rc == 0)
    rc = people_row(work,
                    "select id from core_grant where person = ? and role = ?",
                    NULL, person, role, &id, err);
  if (rc == 0 && id == 0)
    rc = error_set(err, ERROR_NOT_FOUND, "这个人没有角色 %s。",
                   "This person has no role %s.", role);
  if (rc == 0)
    rc = people_keep_last(work, role, err);
  if (rc == 0)
    rc = storage_delete(work->home->storage, "core", "grant", id, err);
  *result = rc == 0 ? json_object() : NULL;
  return rc;
}

static int core_people(struct work *work, json_t **result, struct error *err) {
  struct statement *st;
  json_t *rows = json_array();
  int rc = statement_get(
      work->conn,
      "select p.id, p.user, p.name, p.active,"
      " (select json_group_array(role) from core_grant g where g.person = p.id)"
      " from core_person p order by p.name, p.id limit 5000",
      &st, err);

  while (rc == 0 && (rc = statement_step(st, err)) == 1) {
    json_array_append_new(
        rows,
        json_pack("{s:I, s:s, s:s, s:b, s:o}", "id",
                  (json_int_t)statement_get_int(st, 0), "user",
                  statement_get_text(st, 1), "name", statement_get_text(st, 2),
                  "active", statement_get_int(st, 3) != 0, "roles",
                  json_loads(statement_get_text(st, 4), 0, NULL)));
    rc = 0;
  }
  if (rc != 0) {
    json_decref(rows);
    return rc;
  }
  *result = rows;
  return 0;
}

static int core_settings(struct work *work, json_t **result,
                         struct error *err) {
  (void)err;
  *result = json_object();
  for (int i = 0; i < work->live->count; i++) {
    const struct live_member *member = work->live->members[i];
    const json_t *fields = json_object_get(member->declaration, "settings");
    if (json_array_size(fields) == 0)
      continue;
    json_object_set_new(
        *result, member->id,
        json_pack("{s:O, s:O}", "fields", fields, "values", member->settings));
  }
  return 0;
}

/* Checks one value by the plugin's declared setting. */
static int settings_check(struct work *work, const struct live_member *member,
                          const char *name, json_t **value, struct error *err) {
  const json_t *fields = json_object_get(member->declaration, "settings");
  json_t *one = json_array();
  json_t *input = json_object();
  json_t *checked = NULL;
  json_t *field = json_find(fields, "name", name);
  int rc;

  if (field != NULL)
    json_array_append(one, field);
  json_object_set(input, name, json_object_get(work->input, "value"));
  rc = fields_check(one, input, FIELDS_JSON, home_zone(work->home), &checked,
                    err);
  if (rc == 0)
    *value = json_incref(json_object_get(checked, name));
  json_decref(checked);
  json_decref(input);
  json_decref(one);
  return rc;
}

static int settings_store(struct work *work, const char *plugin,
                          const char *name, json_t *value, struct error *err) {
  json_t *row = json_pack("{s:s, s:s, s:O}", "plugin", plugin, "name", name,
                          "value", value);
  json_t *changes = json_pack("{s:O}", "value", value);
  struct statement *st;
  int64_t id = 0;
  int rc = statement_get(
      work->conn, "select id from core_setting where plugin = ? and name = ?",
      &st, err);

  if (rc == 0) {
    statement_text(st, 1, plugin);
    statement_text(st, 2, name);
    rc = statement_step(st, err);
    if (rc == 1) {
      id = statement_get_int(st, 0);
      statement_reset(st);
      rc = 0;
    }
  }
  if (rc == 0 && id != 0)
    rc = storage_update(work->home->storage, "core", "setting", id, changes,
                        err);
  else if (rc == 0)
    rc = storage_insert(work->home->storage, "core", "setting", row, &id, err);
  json_decref(row);
  json_decref(changes);
  return rc;
}

static int core_set_setting(struct work *work, json_t **result,
                            struct error *err) {
  const char *plugin = json_get_text(work->input, "plugin", "");
  const char *name = json_get_text(work->input, "name", "");
  const struct live_member *member = live_member_find(work->live, plugin);
  json_t *value = NULL;
  int rc;

  if (member == NULL)
    return error_set(err, ERROR_NOT_FOUND, "没有运行中的插件 %s。",
                     "No plugin %s is running.", plugin);
  rc = settings_check(work, member, name, &value, err);
  if (rc == 0 && value == NULL)
    value = json_null();
  if (rc == 0)
    rc = settings_store(work, plugin, name, value, err);
  json_decref(value);
  if (rc == 0)
    rc = plugins_rebuild(work, NULL, err);
  *result = rc == 0 ? json_object() : NULL;
  return rc;
}

/* The home's own clock. It holds when the home is next opened, so that one
 * batch never sees two zones: that is at once, as soon as nobody is asking. */
static int core_set_zone(struct work *work, json_t **result,
                         struct error *err) {
  const char *name = json_get_text(work->input, "zone", "");
  json_t *value = json_string(name);
  const struct zone *zone;
  int rc = zone_get(name, &zone, NULL);

  if (rc != 0)
    rc = error_fault(err, "zone", "unknown", "没有 %s 这个时区。",
                     "There is no zone %s.", name);
  if (rc == 0)
    rc = settings_store(work, "core", "zone", value, err);
  json_decref(value);
  if (rc == 0) {
    work->home->reopen = true;
    *result = json_pack("{s:s}", "zone", name);
  }
  return rc;
}

/* clang-format off */
#define USER FIELD("user", "text", MUST "\"max\":64,", "登录名", "User")
#define PERSON FIELD("name", "text", MUST "\"max\":64,", "姓名", "Name")
#define ROLE FIELD("role", "enum", MUST ROLES, "角色", "Role")

const struct core_entry core_calls_people[] = {
    {"people", false, core_people,
     CALL("人员", "People", "core.people", INPUT(""))},
    {"add_person", true, core_add_person,
     CALL("添加人员", "Add a person", "core.people", INPUT(USER "," PERSON))},
    {"set_person", true, core_set_person,
     CALL("修改人员", "Change a person", "core.people", INPUT(USER ","
          FIELD("name", "text", "\"max\":64,", "姓名", "Name") ","
          FIELD("active", "boolean", "", "在岗", "Active")))},
    {"grant", true, core_grant,
     CALL("授予角色", "Grant a role", "core.people", INPUT(USER "," ROLE))},
    {"revoke", true, core_revoke,
     CALL("收回角色", "Revoke a role", "core.people", INPUT(USER "," ROLE))},
    {"settings", false, core_settings,
     CALL("设置", "Settings", "core.settings", INPUT(""))},
    {"set_zone", true, core_set_zone,
     CALL("更改时区", "Change the time zone",
          "core.settings", INPUT(
          FIELD("zone", "text", MUST "\"max\":64,", "时区", "Zone")))},
    {"set_setting", true, core_set_setting,
     CALL("修改设置", "Change a setting", "core.settings", INPUT(
          FIELD("plugin", "text", MUST, "插件", "Plugin") ","
          FIELD("name", "text", MUST, "名称", "Name") ","
          FIELD("value", "json", "", "值", "Value")))},
    {0}};
/* clang-format on */
