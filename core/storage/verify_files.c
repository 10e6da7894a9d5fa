/* Every file that a row names, now or in a former version: is it there, and is
 * its content what its hash says? */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "storage/files.h"
#include "storage/verify.h"

/* A file is read once, however many rows name it. */
static int verify_file(struct verify *verify, json_t *known, const char *hash) {
  json_t *before = json_object_get(known, hash);
  int rc;

  if (before != NULL)
    return (int)json_integer_value(before);
  rc = files_verify(verify->dir, hash);
  json_object_set_new(known, hash, json_integer(rc));
  return rc;
}

/* What erasing leaves in a column that may not be empty. */
static bool verify_is_blank(const char *hash) {
  return strspn(hash, "0") == 2 * HASH_SIZE;
}

static void verify_files_row(struct verify *verify, json_t *known,
                             sqlite3_stmt *st, const char *table,
                             const char *column) {
  const char *hash = (const char *)sqlite3_column_text(st, 1);
  int rc;

  if (hash == NULL || !files_is_hash(hash) || verify_is_blank(hash))
    return;
  rc = verify_file(verify, known, hash);
  if (rc == ERROR_NOT_FOUND)
    verify_find(verify, "file_missing",
                "这一行提到的文件不见了。请从备份恢复，或重新上传同一个文件。",
                "The file that this row names is gone. Restore it from a "
                "backup, or upload the same file again.",
                "%s %" PRId64 " %s", table,
                (int64_t)sqlite3_column_int64(st, 0), column);
  else if (rc != 0)
    verify_find(verify, "file_changed",
                "这一行提到的文件内容被改动或损坏。请从备份恢复，或重新上传"
                "同一个文件。",
                "The file that this row names was changed or damaged. Restore "
                "it from a backup, or upload the same file again.",
                "%s %" PRId64 " %s", table,
                (int64_t)sqlite3_column_int64(st, 0), column);
}

static int verify_files_column(struct verify *verify, json_t *known,
                               const char *table, const char *column,
                               struct error *err) {
  char sql[6 * STORAGE_NAME_MAX];
  sqlite3_stmt *st = NULL;
  int rc;

  snprintf(sql, sizeof sql,
           "SELECT DISTINCT id,\"%s\" FROM %s WHERE \"%s\" IS NOT NULL "
           "ORDER BY id",
           column, table, column);
  rc = sqlite3_prepare_v2(verify->conn->db, sql, -1, &st, NULL);
  if (rc != SQLITE_OK)
    return 0; /* the comparison has said what is wrong with the table */
  while ((rc = sqlite3_step(st)) == SQLITE_ROW)
    verify_files_row(verify, known, st, table, column);
  sqlite3_finalize(st);
  return rc == SQLITE_DONE ? 0 : conn_fail(verify->conn, rc, err);
}

static int verify_files_table(struct verify *verify, json_t *known,
                              const struct table *table, struct error *err) {
  char former[3 * STORAGE_NAME_MAX];
  int rc = 0;

  snprintf(former, sizeof former, "%s__h", table->sql_name);
  for (size_t i = 0; i < table->count && rc == 0; i++) {
    if (table->columns[i].type != FIELD_FILE)
      continue;
    rc = verify_files_column(verify, known, table->sql_name,
                             table->columns[i].name, err);
    if (rc == 0 && table->history)
      rc = verify_files_column(verify, known, former, table->columns[i].name,
                               err);
  }
  return rc;
}

int verify_files(struct verify *verify, struct error *err) {
  const struct catalog *catalog = verify->catalog;
  json_t *known = json_object();
  int rc = 0;

  for (size_t i = 0; i < catalog->count && rc == 0; i++)
    for (size_t k = 0; k < catalog->schemas[i]->count && rc == 0; k++)
      rc = verify_files_table(verify, known, &catalog->schemas[i]->tables[k],
                              err);
  json_decref(known);
  return rc;
}
