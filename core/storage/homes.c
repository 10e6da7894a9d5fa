/* The registry's homes and when each wants to wake. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "storage/registry_internal.h"

#define HOMES_ID_MAX 32 /* bytes of a home's id */

static int homes_check(const char *id, struct error *err) {
  size_t len = strlen(id);

  if (len > 0 && len <= HOMES_ID_MAX && id[0] >= 'a' && id[0] <= 'z' &&
      strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789_-") == len)
    return 0;
  error_fault(err, "id", "name",
              "机构编号以小写字母开头，用小写字母、数字、- 和 _，最多 32 个。",
              "A home's id begins with a lower-case letter; letters, digits, - "
              "and _; 32 at most.");
  return error_set(err, ERROR_INPUT, "机构编号不对。",
                   "This is not a home's id.");
}

int registry_home_add(struct registry *registry, const char *id,
                      const char *uuid, struct error *err) {
  struct statement *st;
  int rc = homes_check(id, err);

  if (rc != 0)
    return rc;
  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn,
                     "INSERT INTO home(id,uuid) VALUES(?1,?2) "
                     "ON CONFLICT DO NOTHING",
                     &st, err);
  if (rc == 0) {
    statement_text(st, 1, id);
    statement_text(st, 2, uuid);
    rc = statement_run(st, err);
  }
  if (rc == 0 && sqlite3_changes(registry->conn->db) == 0)
    rc = error_set(err, ERROR_CONFLICT, "已经有机构 %s。",
                   "There is already a home %s.", id);
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}

int registry_home_forget(struct registry *registry, const char *id,
                         struct error *err) {
  struct statement *st;
  int rc;

  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn, "DELETE FROM home WHERE id=?1", &st, err);
  if (rc == 0) {
    statement_text(st, 1, id);
    rc = statement_run(st, err);
  }
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}

int registry_home_list(struct registry *registry, json_t **ids,
                       struct error *err) {
  struct statement *st;
  int rc;

  *ids = json_array();
  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn, "SELECT id FROM home ORDER BY id", &st,
                     err);
  while (rc == 0 && (rc = statement_step(st, err)) == 1) {
    json_array_append_new(*ids, json_string(statement_get_text(st, 0)));
    rc = 0;
  }
  pthread_mutex_unlock(&registry->mutex);
  if (rc < 0) {
    json_decref(*ids);
    *ids = NULL;
  }
  return rc;
}

int registry_home_path(struct registry *registry, const char *id, char *path,
                       size_t size, struct error *err) {
  struct statement *st;
  int rc = homes_check(id, err);

  if (rc != 0)
    return rc;
  pthread_mutex_lock(&registry->mutex);
  rc =
      statement_get(registry->conn, "SELECT 1 FROM home WHERE id=?1", &st, err);
  if (rc == 0) {
    statement_text(st, 1, id);
    rc = statement_step(st, err);
    statement_reset(st);
  }
  pthread_mutex_unlock(&registry->mutex);
  if (rc == 0)
    return error_set(err, ERROR_NOT_FOUND, "没有机构 %s。",
                     "There is no home %s.", id);
  if (rc < 0)
    return rc;
  if ((size_t)snprintf(path, size, "%s/homes/%s", registry->dir, id) >= size)
    return error_set(err, ERROR_INPUT, "文件夹的路径太长。",
                     "The folder's path is too long.");
  return 0;
}

int registry_home_wake(struct registry *registry, const char *id, int64_t at,
                       struct error *err) {
  struct statement *st;
  int rc;

  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn, "UPDATE home SET wake=?2 WHERE id=?1", &st,
                     err);
  if (rc == 0) {
    statement_text(st, 1, id);
    statement_int(st, 2, at);
    rc = statement_run(st, err);
  }
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}

int registry_next_wake(struct registry *registry, char id[33], int64_t *at,
                       struct error *err) {
  struct statement *st;
  int rc;

  pthread_mutex_lock(&registry->mutex);
  rc = statement_get(registry->conn,
                     "SELECT id,wake FROM home ORDER BY wake,id LIMIT 1", &st,
                     err);
  if (rc == 0)
    rc = statement_step(st, err);
  if (rc == 1) {
    snprintf(id, 33, "%s", statement_get_text(st, 0));
    *at = statement_get_int(st, 1);
    statement_reset(st);
  }
  pthread_mutex_unlock(&registry->mutex);
  return rc;
}
