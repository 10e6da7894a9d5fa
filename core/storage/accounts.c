/* The registry's sign-in accounts. Hashes come ready-made from the caller. */
#include <stdlib.h>
#include <string.h>

#include "storage/registry_internal.h"

#define ACCOUNT_NAME_MAX 64 /* bytes */

static int account_check(const struct registry_account *account,
                         struct error *err) {
  size_t len = account->name == NULL ? 0 : strlen(account->name);

  if (len > 0 && len <= ACCOUNT_NAME_MAX)
    return 0;
  return error_fault(err, "name", len == 0 ? "required" : "too_long",
                     "登录名要有 1 到 64 字节。",
                     "A sign-in name has 1 to 64 bytes.");
}

static void account_bind(struct statement *st,
                         const struct registry_account *account) {
  statement_text(st, 1, account->name);
  statement_text(st, 2, account->password);
  if (account->pin != NULL)
    statement_text(st, 3, account->pin);
  else
    statement_null(st, 3);
  statement_int(st, 4, account->administrator);
  statement_int(st, 5, account->must_change);
  statement_int(st, 6, account->disabled);
}

int registry_account_add(struct registry *registry,
                         const struct registry_account *account, int64_t *id,
                         struct error *err) {
  struct statement *st;
  int rc = account_check(account, err);

  if (rc != 0)
    return rc;
  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn,
                     "INSERT INTO account(name,password,pin,administrator,"
                     "must_change,disabled) VALUES(?1,?2,?3,?4,?5,?6) "
                     "ON CONFLICT(name) DO NOTHING",
                     &st, err);
  if (rc == 0) {
    account_bind(st, account);
    rc = statement_run(st, err);
  }
  if (rc == 0 && sqlite3_changes(registry->conn->db) == 0) {
    error_set(err, ERROR_CONFLICT, "登录名 %s 已经有人用了。",
              "The sign-in name %s is taken.", account->name);
    rc = ERROR_CONFLICT;
  }
  if (rc == 0 && id != NULL)
    *id = sqlite3_last_insert_rowid(registry->conn->db);
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}

static int account_read(struct statement *st, struct registry_account *account,
                        struct error *err) {
  const char *pin = statement_get_text(st, 3);

  *account =
      (struct registry_account){.id = statement_get_int(st, 0),
                                .name = strdup(statement_get_text(st, 1)),
                                .password = strdup(statement_get_text(st, 2)),
                                .pin = pin == NULL ? NULL : strdup(pin),
                                .administrator = statement_get_int(st, 4) != 0,
                                .must_change = statement_get_int(st, 5) != 0,
                                .disabled = statement_get_int(st, 6) != 0};
  if (account->name != NULL && account->password != NULL &&
      (pin == NULL || account->pin != NULL))
    return 1;
  registry_account_fini(account);
  return registry_memory(err);
}

int registry_account_get(struct registry *registry, const char *name,
                         struct registry_account *account, struct error *err) {
  struct statement *st;
  int rc;

  *account = (struct registry_account){0};
  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn,
                     "SELECT id,name,password,pin,administrator,must_change,"
                     "disabled FROM account WHERE name=?1",
                     &st, err);
  if (rc == 0) {
    statement_text(st, 1, name);
    rc = statement_step(st, err);
  }
  if (rc == 1) {
    rc = account_read(st, account, err);
    statement_reset(st);
  }
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}

int registry_account_set(struct registry *registry,
                         const struct registry_account *account,
                         struct error *err) {
  struct statement *st;
  int rc = account_check(account, err);

  if (rc != 0)
    return rc;
  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn,
                     "UPDATE account SET password=?2,pin=?3,administrator=?4,"
                     "must_change=?5,disabled=?6 WHERE name=?1",
                     &st, err);
  if (rc == 0) {
    account_bind(st, account);
    rc = statement_run(st, err);
  }
  if (rc == 0 && sqlite3_changes(registry->conn->db) == 0)
    rc = error_set(err, ERROR_NOT_FOUND, "没有登录名 %s。",
                   "There is no sign-in name %s.", account->name);
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}

int registry_account_list(struct registry *registry, json_t **accounts,
                          struct error *err) {
  struct statement *st;
  int rc;

  *accounts = json_array();
  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn,
                     "SELECT id,name,administrator,must_change,disabled FROM "
                     "account ORDER BY id",
                     &st, err);
  while (rc == 0 && (rc = statement_step(st, err)) == 1) {
    json_array_append_new(
        *accounts, json_pack("{s:I, s:s, s:b, s:b, s:b}", "id",
                             (json_int_t)statement_get_int(st, 0), "name",
                             statement_get_text(st, 1), "administrator",
                             (int)statement_get_int(st, 2), "must_change",
                             (int)statement_get_int(st, 3), "disabled",
                             (int)statement_get_int(st, 4)));
    rc = 0;
  }
  pthread_mutex_unlock(&registry->mutex);
  if (rc < 0) {
    json_decref(*accounts);
    *accounts = NULL;
  }
  return rc;
}

void registry_account_fini(struct registry_account *account) {
  free(account->name);
  free(account->password);
  free(account->pin);
  *account = (struct registry_account){0};
}
