/* Changes of declared rows: checked here so that every wrong column is named
 * at once, then by the database, then journaled. */
#include <msgpack.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "storage/files.h"
#include "storage/internal.h"

#define ROWS_NEAR 2000000000 /* ms: 23 days, four bytes */

static int rows_sink(void *data, const char *bytes, size_t len) {
  buf_append(data, bytes, len);
  return 0;
}

/* An instant not far from the command's own is written as [ms after it]: most
 * say when something was done, which is when it was recorded. */
static void rows_pack(const struct storage *storage, msgpack_packer *packer,
                      const struct column *column, const struct value *value) {
  int64_t now = storage->command.recorded_at;

  if (value->is_null) {
    msgpack_pack_nil(packer);
  } else if (value->is_text) {
    msgpack_pack_str_with_body(packer, value->text, value->len);
  } else if (column->type == FIELD_INSTANT &&
             value->integer > now - ROWS_NEAR &&
             value->integer < now + ROWS_NEAR) {
    msgpack_pack_array(packer, 1);
    msgpack_pack_int64(packer, value->integer - now);
  } else {
    msgpack_pack_int64(packer, value->integer);
  }
}

void rows_instants(json_t *values, int64_t recorded_at) {
  for (size_t i = 0; i < json_array_size(values); i++) {
    const json_t *value = json_array_get(values, i);
    if (json_is_array(value))
      json_array_set_new(
          values, i,
          json_integer(recorded_at +
                       json_integer_value(json_array_get(value, 0))));
  }
}

/* The table for a change, which needs an open command with room left. */
static int rows_table(struct storage *storage, const char *plugin,
                      const char *name, struct table **table,
                      struct error *err) {
  int rc = storage_writable(storage, err);

  if (rc != 0)
    return rc;
  if (!storage->command.open)
    return error_set(err, ERROR_INTERNAL, "没有进行中的命令。",
                     "No command is open.");
  *table = catalog_table(storage->catalog, plugin, name);
  if (*table == NULL)
    return error_set(err, ERROR_NOT_FOUND, "插件 %s 没有表 %s。",
                     "Plugin %s has no table %s.", plugin, name);
  if (++storage->command.changes > STORAGE_CHANGES_MAX)
    return error_set(err, ERROR_RULE, "一次改动太多（最多 %d 处）。",
                     "Too many changes at once (%d at most).",
                     STORAGE_CHANGES_MAX);
  return 0;
}

static int rows_unknown(const struct table *table, const json_t *row,
                        struct error *err) {
  const char *key;
  json_t *item;
  int rc = 0;

  if (!json_is_object(row))
    return error_fault(err, "", "type", "一行要写成 列 = 值。",
                       "A row is column = value.");
  json_object_foreach((json_t *)(uintptr_t)row, key, item) {
    if (table_column(table, key) == NULL)
      rc = error_fault(err, key, "unknown", "没有这一列。",
                       "There is no such column.");
  }
  return rc;
}

static void rows_summary(const struct table *table, struct error *err) {
  if (err != NULL && err->zh == NULL && err->en == NULL)
    error_set(err, ERROR_INPUT, "%s 的内容有误，请看各项说明。%.0s",
              "%.0sSomething in %s is wrong; see each field.",
              json_get_text(table->json, "zh", table->name),
              json_get_text(table->json, "en", table->name));
}

/* The highest id that a deleted row had. */
static int rows_counter(struct storage *storage, const struct table *table,
                        int64_t *id, struct error *err) {
  struct statement *st;
  int rc = statement_get(storage->conn, "SELECT id FROM counter WHERE name=?1",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, table->sql_name);
  rc = statement_step(st, err);
  if (rc == 1) {
    *id = statement_get_int(st, 0);
    statement_reset(st);
  }
  return rc < 0 ? rc : 0;
}

static int rows_next_id(struct storage *storage, struct table *table,
                        int64_t *id, struct error *err) {
  int64_t gone = 0;
  int64_t last = 0;
  struct buf sql;
  int rc;

  if (table->next_epoch == storage->epoch) {
    *id = table->next_id++;
    return 0;
  }
  buf_init(&sql);
  buf_printf(&sql, "SELECT ifnull(max(id),0) FROM %s%c", table->sql_name, 0);
  rc = sql.failed ? ERROR_MEMORY
                  : conn_ask_int(storage->conn, sql.data, &last, err);
  buf_fini(&sql);
  if (rc == 0)
    rc = rows_counter(storage, table, &gone, err);
  if (rc != 0)
    return rc;
  *id = (last > gone ? last : gone) + 1;
  table->next_id = *id + 1;
  table->next_epoch = storage->epoch;
  return 0;
}

/* A value as the column wants it. A file must be there: what a row names can
 * be opened. */
static int rows_value(const struct storage *storage,
                      const struct column *column, const json_t *json,
                      struct value *value, struct error *err) {
  int rc = field_to_value(column, json, value, err);

  if (rc != 0 || column->type != FIELD_FILE || value->is_null ||
      storage->options.no_files || files_is_there(storage->dir, value->text))
    return rc;
  return error_fault(err, column->name, "absent", "这个文件不在，请重新上传。",
                     "This file is not there: please upload it again.");
}

/* Values in column order; nulls at the end are left out. */
static void rows_pack_all(const struct storage *storage,
                          const struct table *table, const struct value *values,
                          msgpack_packer *packer) {
  size_t count = table->count;

  while (count > 0 && values[count - 1].is_null)
    count--;
  msgpack_pack_array(packer, count);
  for (size_t i = 0; i < count; i++)
    rows_pack(storage, packer, &table->columns[i], &values[i]);
}

/* Checks, binds and packs a whole row. */
static int rows_bind_all(const struct storage *storage,
                         const struct table *table, const json_t *row,
                         sqlite3_stmt *st, struct value *values,
                         msgpack_packer *packer, struct error *err) {
  int rc = rows_unknown(table, row, err);

  for (size_t i = 0; i < table->count; i++) {
    const struct column *column = &table->columns[i];
    const json_t *json = json_object_get(row, column->name);
    if (json == NULL)
      json = column->given;
    if (rows_value(storage, column, json, &values[i], err) != 0)
      rc = ERROR_INPUT;
    if (rc == 0)
      value_bind(st, (int)i + 2, &values[i]);
  }
  if (rc != 0)
    rows_summary(table, err);
  else
    rows_pack_all(storage, table, values, packer);
  return rc;
}

/* Steps a change; a constraint's refusal becomes a fault. */
static int rows_step(struct storage *storage, const struct table *table,
                     const json_t *row, int64_t id, sqlite3_stmt *st,
                     struct error *err) {
  int rc = sqlite3_step(st);

  if (rc == SQLITE_DONE)
    rc = 0;
  else if ((rc & 0xff) == SQLITE_CONSTRAINT)
    rc = refusal_constraint(storage, table, row, id, err);
  else
    rc = conn_fail(storage->conn, rc, err);
  sqlite3_reset(st);
  sqlite3_clear_bindings(st);
  return rc;
}

int storage_insert(struct storage *storage, const char *plugin,
                   const char *name, const json_t *row, int64_t *id,
                   struct error *err) {
  struct value values[STORAGE_COLUMNS_MAX];
  struct part part = {.kind = PART_CHANGE, .op = OP_INSERT};
  msgpack_packer packer;
  struct table *table;
  struct statement *st;
  int64_t fresh = 0;
  int rc = rows_table(storage, plugin, name, &table, err);

  if (rc == 0)
    rc = statement_get(storage->conn, table->sql_insert, &st, err);
  if (rc == 0)
    rc = rows_next_id(storage, table, &fresh, err);
  if (rc != 0)
    return rc;
  memset(values, 0, table->count * sizeof *values);
  parts_body(storage);
  msgpack_packer_init(&packer, &storage->scratch, rows_sink);
  rc = rows_bind_all(storage, table, row, st->raw, values, &packer, err);
  if (rc == 0) {
    statement_int(st, 1, fresh);
    if (table->history)
      statement_int(st, (int)table->count + 2, storage->command.seq);
    rc = rows_step(storage, table, row, fresh, st->raw, err);
  }
  for (size_t i = 0; i < table->count; i++)
    value_fini(&values[i]);
  if (rc != 0) {
    sqlite3_clear_bindings(st->raw);
    table->next_epoch = 0;
    return rc;
  }
  part.name = table->sql_name;
  part.row = fresh;
  if (id != NULL)
    *id = fresh;
  return parts_add(storage, &part, err);
}

static int rows_missing(const struct table *table, int64_t id,
                        struct error *err) {
  return error_set(err, ERROR_NOT_FOUND, "没有第 %lld 号记录（%s）。%.0s",
                   "There is no record %lld (%.0s%s).", (long long)id,
                   json_get_text(table->json, "zh", table->name),
                   json_get_text(table->json, "en", table->name));
}

/* UPDATE of the columns that `changes` names, in the declared order. */
static int rows_update_sql(const struct table *table, const json_t *changes,
                           struct buf *sql) {
  int n = 0;

  buf_printf(sql, "UPDATE %s SET ", table->sql_name);
  for (size_t i = 0; i < table->count; i++)
    if (json_object_get(changes, table->columns[i].name) != NULL)
      buf_printf(sql, "%s\"%s\"=?%d", n++ > 0 ? "," : "",
                 table->columns[i].name, (int)i + 2);
  if (table->history)
    buf_printf(sql, "%s_seq=?%d", n > 0 ? "," : "", (int)table->count + 2);
  buf_printf(sql, " WHERE id=?1%c", 0);
  return sql->failed ? ERROR_MEMORY : 0;
}

static int rows_bind_some(const struct storage *storage,
                          const struct table *table, const json_t *changes,
                          sqlite3_stmt *st, struct value *values,
                          msgpack_packer *packer, struct error *err) {
  int rc = 0;

  msgpack_pack_array(packer, 2 * json_object_size(changes));
  for (size_t i = 0; i < table->count; i++) {
    const json_t *json = json_object_get(changes, table->columns[i].name);
    if (json == NULL)
      continue;
    if (rows_value(storage, &table->columns[i], json, &values[i], err) != 0)
      rc = ERROR_INPUT;
    if (rc != 0)
      continue;
    msgpack_pack_int64(packer, (int64_t)i);
    rows_pack(storage, packer, &table->columns[i], &values[i]);
    value_bind(st, (int)i + 2, &values[i]);
  }
  if (rc != 0)
    rows_summary(table, err);
  return rc;
}

/* Kept statements have a bound, so rare shapes of update may come and go. */
static int rows_update_prepare(struct storage *storage,
                               const struct table *table, const json_t *changes,
                               sqlite3_stmt **st, bool *kept,
                               struct error *err) {
  struct statement *cached;
  struct buf sql;
  int rc;

  buf_init(&sql);
  rc = rows_update_sql(table, changes, &sql);
  *kept = storage->conn->cache_count < STORAGE_STATEMENTS_MAX / 2;
  if (rc != 0)
    rc = error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  else if (*kept) {
    rc = statement_get(storage->conn, sql.data, &cached, err);
    *st = rc == 0 ? cached->raw : NULL;
  } else if ((rc = journal_guard(storage->conn, err)) == 0) {
    rc = sqlite3_prepare_v2(storage->conn->db, sql.data, -1, st, NULL);
    rc = rc == SQLITE_OK ? 0 : conn_fail(storage->conn, rc, err);
  }
  buf_fini(&sql);
  return rc;
}

static int rows_update(struct storage *storage, const struct table *table,
                       int64_t id, const json_t *changes, struct error *err) {
  struct value values[STORAGE_COLUMNS_MAX];
  msgpack_packer packer;
  sqlite3_stmt *st = NULL;
  bool kept;
  int rc = rows_update_prepare(storage, table, changes, &st, &kept, err);

  if (rc != 0)
    return rc;
  memset(values, 0, table->count * sizeof *values);
  parts_body(storage);
  msgpack_packer_init(&packer, &storage->scratch, rows_sink);
  rc = rows_bind_some(storage, table, changes, st, values, &packer, err);
  if (rc == 0) {
    sqlite3_bind_int64(st, 1, id);
    if (table->history)
      sqlite3_bind_int64(st, (int)table->count + 2, storage->command.seq);
    rc = rows_step(storage, table, changes, id, st, err);
    if (rc == 0 && sqlite3_changes(storage->conn->db) == 0)
      rc = rows_missing(table, id, err);
  }
  for (size_t i = 0; i < table->count; i++)
    value_fini(&values[i]);
  sqlite3_clear_bindings(st);
  if (!kept)
    sqlite3_finalize(st);
  return rc;
}

int storage_update(struct storage *storage, const char *plugin,
                   const char *name, int64_t id, const json_t *changes,
                   struct error *err) {
  struct part part = {.kind = PART_CHANGE, .op = OP_UPDATE, .row = id};
  struct table *table;
  int rc = rows_table(storage, plugin, name, &table, err);

  if (rc != 0)
    return rc;
  rc = rows_unknown(table, changes, err);
  if (rc != 0) {
    rows_summary(table, err);
    return rc;
  }
  if (json_object_size(changes) == 0)
    return error_fault(err, "", "empty", "没有写要改什么。",
                       "There is nothing to change.");
  rc = rows_update(storage, table, id, changes, err);
  part.name = table->sql_name;
  return rc == 0 ? parts_add(storage, &part, err) : rc;
}

int rows_keep_counter(struct storage *storage, const struct table *table,
                      int64_t id, struct error *err) {
  struct statement *st;
  int rc = statement_get(storage->conn,
                         "INSERT INTO counter(name,id) VALUES(?1,?2) ON "
                         "CONFLICT(name) DO UPDATE SET id=max(id,excluded.id)",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, table->sql_name);
  statement_int(st, 2, id);
  return statement_run(st, err);
}

int storage_delete(struct storage *storage, const char *plugin,
                   const char *name, int64_t id, struct error *err) {
  struct part part = {.kind = PART_CHANGE, .op = OP_DELETE, .row = id};
  struct table *table;
  struct statement *st;
  int rc = rows_table(storage, plugin, name, &table, err);

  if (rc == 0)
    rc = statement_get(storage->conn, table->sql_delete, &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, id);
  rc = rows_step(storage, table, NULL, id, st->raw, err);
  if (rc == 0 && sqlite3_changes(storage->conn->db) == 0)
    rc = rows_missing(table, id, err);
  if (rc == 0)
    rc = rows_keep_counter(storage, table, id, err);
  if (rc != 0)
    return rc;
  buf_clear(&storage->scratch);
  part.name = table->sql_name;
  return parts_add(storage, &part, err);
}

static int rows_read(const struct table *table, sqlite3_stmt *st, json_t **row,
                     struct error *err) {
  json_t *object = json_object();

  json_object_set_new(object, "id", json_integer(sqlite3_column_int64(st, 0)));
  for (size_t i = 0; i < table->count; i++) {
    json_t *value = field_from_sql(&table->columns[i],
                                   sqlite3_column_value(st, (int)i + 1));
    if (value == NULL ||
        json_object_set_new(object, table->columns[i].name, value) != 0) {
      json_decref(object);
      return error_set(err, ERROR_CORRUPT, "%s 的一行读不出来（%s）。",
                       "A row of %s can't be read (%s).", table->sql_name,
                       table->columns[i].name);
    }
  }
  *row = object;
  return 0;
}

int storage_get(struct storage_conn *conn, const char *plugin, const char *name,
                int64_t id, json_t **row, struct error *err) {
  struct catalog *catalog = conn->writer ? catalog_ref(conn->storage->catalog)
                                         : storage_catalog(conn->storage);
  const struct table *table = catalog_table(catalog, plugin, name);
  struct statement *st;
  int rc;

  *row = NULL;
  rc = table == NULL ? error_set(err, ERROR_NOT_FOUND, "插件 %s 没有表 %s。",
                                 "Plugin %s has no table %s.", plugin, name)
                     : statement_get(conn, table->sql_get, &st, err);
  if (rc == 0) {
    statement_int(st, 1, id);
    rc = statement_step(st, err);
    if (rc == 1) {
      rc = rows_read(table, st->raw, row, err);
      statement_reset(st);
    }
  }
  catalog_unref(catalog);
  return rc;
}
