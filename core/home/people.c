/* People of a home and what they may do. Default: nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/work.h"

static int people_find_roles(struct storage_conn *conn, int64_t person,
                             json_t *roles, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      conn, "select role from core_grant where person = ? order by id", &st,
      err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, person);
  while ((rc = statement_step(st, err)) == 1)
    json_array_append_new(roles, json_string(statement_get_text(st, 0)));
  return rc;
}

/* 1 found and active, 0 not. */
static int people_find(struct storage_conn *conn, const char *user,
                       int64_t *person, char **name, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      conn, "select id, name from core_person where user = ? and active = 1",
      &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, user);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  *person = statement_get_int(st, 0);
  if (name != NULL)
    *name = strdup(statement_get_text(st, 1));
  statement_reset(st);
  return 1;
}

void caller_system(struct caller *caller) {
  *caller = (struct caller){0};
  caller->roles = json_array();
  caller->system = true;
}

static int caller_find_second(struct storage_conn *conn,
                              const struct request *request,
                              struct caller *caller, struct error *err) {
  int rc = people_find(conn, request->second, &caller->second,
                       &caller->second_name, err);

  if (rc < 0)
    return rc;
  if (rc == 0)
    return error_set(
        err, ERROR_PERMISSION, "第二签名人 %s 不是这家养老院的在岗人员。",
        "The second signer %s is not on this home's staff.", request->second);
  caller->second_at = request->second_at;
  return 0;
}

int caller_find(struct storage_conn *conn, const struct request *request,
                struct caller *caller, struct error *err) {
  int rc;

  caller_system(caller);
  if (request->system)
    return 0;
  caller->system = false;
  if (request->user == NULL)
    return error_set(err, ERROR_SIGN_IN, "请先登录。", "Please sign in first.");
  rc = people_find(conn, request->user, &caller->person, &caller->name, err);
  if (rc < 0)
    return rc;
  if (rc == 0)
    return error_set(err, ERROR_PERMISSION,
                     "%s 不是这家养老院的在岗人员，请管理员在“人员”里添加。",
                     "%s is not on this home's staff: have an administrator "
                     "add them under People.",
                     request->user);
  caller->user = strdup(request->user);
  rc = people_find_roles(conn, caller->person, caller->roles, err);
  if (rc == 0 && request->second != NULL)
    rc = caller_find_second(conn, request, caller, err);
  return rc;
}

void caller_fini(struct caller *caller) {
  free(caller->user);
  free(caller->name);
  free(caller->second_name);
  json_decref(caller->roles);
  *caller = (struct caller){0};
}

bool caller_has_role(const struct caller *caller, const char *role) {
  json_t *item;
  size_t i;

  json_array_foreach(caller->roles, i, item) {
    if (strcmp(json_string_value(item), role) == 0)
      return true;
  }
  return false;
}

bool caller_may_permission(const struct live *live, const struct caller *caller,
                           const char *permission, const char **role) {
  const json_t *roles = live_permission_roles(live, permission);
  json_t *item;
  size_t i;

  *role = json_string_value(json_array_get(caller->roles, 0));
  if (caller->system)
    return true;
  json_array_foreach(roles, i, item) {
    const char *text = json_string_value(item);
    if (text != NULL && caller_has_role(caller, text)) {
      *role = text;
      return true;
    }
  }
  return false;
}

bool caller_may(const struct live *live, const struct caller *caller,
                const struct live_call *call, const char **role) {
  const char *permission = json_get_text(call->declaration, "permission", NULL);

  if (permission == NULL) {
    *role = json_string_value(json_array_get(caller->roles, 0));
    return caller->system;
  }
  return caller_may_permission(live, caller, permission, role);
}

int people_add_first(struct home *home, const char *user, struct error *err) {
  struct storage_receipt receipt;
  json_t *row =
      json_pack("{s:s, s:s, s:b}", "user", user, "name", user, "active", 1);
  static const char *const roles[] = {"administrator", "manager"};
  int64_t person = 0;
  int64_t id;
  int rc = storage_begin(home->storage, err);

  if (rc != 0) {
    json_decref(row);
    return rc;
  }
  rc = command_begin_system(home, "core", "add_person", 0, err);
  if (rc == 0)
    rc = storage_insert(home->storage, "core", "person", row, &person, err);
  for (int i = 0; rc == 0 && i < 2; i++) {
    json_t *grant =
        json_pack("{s:I, s:s}", "person", (json_int_t)person, "role", roles[i]);
    rc = storage_insert(home->storage, "core", "grant", grant, &id, err);
    json_decref(grant);
  }
  if (rc == 0)
    rc = storage_command_accept(home->storage, NULL, &receipt, err);
  json_decref(row);
  if (rc == 0)
    return home_batch_commit(home, err);
  home_batch_undone(home);
  return rc;
}
