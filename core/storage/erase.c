/* Erasing by law (invariant A10): bodies lose their bytes and keep their
 * digest, so the chain still holds; personal columns of the rows are blanked.
 * All of it is a command that lists what it erased. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/pack.h"
#include "storage/files.h"
#include "storage/internal.h"

struct erase {
  struct storage *storage;
  const struct table *whose; /* the table of the person */
  int64_t id;                /* and the person's row */
  int64_t bodies;            /* erased so far */
  struct error *err;
};

static int erase_sql(struct erase *e, struct buf *sql) {
  int rc;

  buf_byte(sql, '\0');
  rc = sql->failed
           ? error_set(e->err, ERROR_MEMORY, "内存不足。", "Out of memory.")
           : conn_exec(e->storage->conn, sql->data, e->err);
  buf_clear(sql);
  return rc;
}

/* Which rows of a table are about the person: its own, or those whose
 * personal columns name a reference to it. False: none can be. */
static bool erase_where(const struct erase *e, const struct table *table,
                        struct buf *where) {
  bool any = false;

  for (size_t i = 0; i < table->count; i++) {
    const char *whose = table->columns[i].personal;
    const struct column *ref;
    if (whose == NULL)
      continue;
    if (strcmp(whose, "self") == 0) {
      if (strcmp(table->sql_name, e->whose->sql_name) != 0)
        continue;
      buf_printf(where, "%sid=%" PRId64, any ? " OR " : "", e->id);
      any = true;
      continue;
    }
    ref = table_column(table, whose);
    if (ref == NULL || strcmp(ref->target, e->whose->sql_name) != 0)
      continue;
    buf_printf(where, "%s\"%s\"=%" PRId64, any ? " OR " : "", whose, e->id);
    any = true;
  }
  return any;
}

static bool erase_column(const struct erase *e, const struct table *table,
                         const struct column *column) {
  const struct column *ref;

  if (column->personal == NULL)
    return false;
  if (strcmp(column->personal, "self") == 0)
    return strcmp(table->sql_name, e->whose->sql_name) == 0;
  ref = table_column(table, column->personal);
  return ref != NULL && strcmp(ref->target, e->whose->sql_name) == 0;
}

/* What stands in a column that may not be empty. */
static void erase_blank(struct buf *sql, const struct column *column) {
  if (!column->required) {
    buf_text(sql, "NULL");
    return;
  }
  switch (column->type) {
  case FIELD_TEXT:
    buf_text(sql, column->unique ? "'-'||id" : "'-'");
    return;
  case FIELD_DATE:
    buf_text(sql, "'0001-01-01'");
    return;
  case FIELD_ENUM:
    ddl_literal(sql, column,
                json_object_get(json_array_get(column->values, 0), "value"));
    return;
  case FIELD_JSON:
    buf_text(sql, "'null'");
    return;
  case FIELD_FILE:
    buf_text(sql, "printf('%064d',0)");
    return;
  case FIELD_REF:
    buf_printf(sql, "\"%s\"", column->name);
    return;
  default:
    buf_printf(sql, "%" PRId64, column->has_min ? column->min : 0);
  }
}

static void erase_set(const struct erase *e, const struct table *table,
                      const char *name, struct buf *sql) {
  int n = 0;

  buf_printf(sql, "UPDATE %s SET ", name);
  for (size_t i = 0; i < table->count; i++)
    if (erase_column(e, table, &table->columns[i])) {
      buf_printf(sql, "%s\"%s\"=", n++ > 0 ? "," : "", table->columns[i].name);
      erase_blank(sql, &table->columns[i]);
    }
}

/* The row as it is now, whole, so that a rebuilt copy needs no erased body. */
static int erase_image(struct erase *e, const struct table *table, int64_t id) {
  struct part part = {
      .kind = PART_CHANGE, .op = OP_UPDATE, .name = table->sql_name, .row = id};
  struct statement *st;
  json_t *image = json_array();
  int rc = statement_get(e->storage->conn, table->sql_get, &st, e->err);

  if (rc == 0) {
    statement_int(st, 1, id);
    rc = statement_step(st, e->err);
  }
  for (size_t i = 0; rc == 1 && i < table->count; i++) {
    int column = (int)i + 1;
    int type = sqlite3_column_type(st->raw, column);
    json_array_append_new(image, json_integer((json_int_t)i));
    json_array_append_new(
        image,
        type == SQLITE_INTEGER ? json_integer(statement_get_int(st, column))
        : type == SQLITE_TEXT  ? json_string(statement_get_text(st, column))
                               : json_null());
  }
  if (rc == 1) {
    statement_reset(st);
    parts_body(e->storage);
    rc = pack_write(&e->storage->scratch, image) == 0
             ? parts_add(e->storage, &part, e->err)
             : error_set(e->err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  json_decref(image);
  return rc;
}

/* Files that the rows name, before they are blanked. */
static void erase_files(const struct erase *e, const struct table *table,
                        const char *where, struct buf *sql) {
  static const char *const kinds[] = {"", "__h"};

  for (size_t i = 0; i < table->count; i++)
    for (size_t k = 0; k < (table->history ? 2 : 1); k++) {
      const struct column *column = &table->columns[i];
      if (column->type != FIELD_FILE || !erase_column(e, table, column))
        continue;
      buf_printf(sql,
                 "INSERT OR IGNORE INTO erase_file SELECT \"%s\" FROM %s%s "
                 "WHERE (%s) AND \"%s\" IS NOT NULL;",
                 column->name, table->sql_name, kinds[k], where, column->name);
    }
}

/* Blanks one table's rows, former versions too, and notes which they were. */
static int erase_table(struct erase *e, const struct table *table,
                       const char *where) {
  struct storage_conn *conn = e->storage->conn;
  struct buf sql;
  int rc;

  buf_init(&sql);
  buf_printf(&sql,
             "INSERT OR IGNORE INTO erase_row SELECT '%s',id FROM %s WHERE %s;",
             table->sql_name, table->sql_name, where);
  if (table->history)
    buf_printf(&sql,
               "INSERT OR IGNORE INTO erase_row SELECT '%s',id FROM %s__h "
               "WHERE %s;",
               table->sql_name, table->sql_name, where);
  erase_files(e, table, where, &sql);
  rc = constraint_drop(conn, table->sql_name, e->err);
  /* the blanking is itself a version, as a replay will make one */
  if (table->history)
    ddl_history_triggers(&sql, table);
  if (rc == 0)
    rc = erase_sql(e, &sql);
  erase_set(e, table, table->sql_name, &sql);
  if (table->history)
    buf_printf(&sql, ",_seq=%" PRId64, e->storage->command.seq);
  buf_printf(&sql, " WHERE %s;", where);
  if (table->history) {
    char name[3 * STORAGE_NAME_MAX];
    snprintf(name, sizeof name, "%s__h", table->sql_name);
    erase_set(e, table, name, &sql);
    buf_printf(&sql, " WHERE %s;", where);
  }
  if (rc == 0)
    rc = erase_sql(e, &sql);
  if (rc == 0)
    rc = constraint_drop(conn, table->sql_name, e->err);
  constraint_create(&sql, table);
  if (rc == 0)
    rc = erase_sql(e, &sql);
  buf_fini(&sql);
  return rc;
}

static int erase_images(struct erase *e) {
  sqlite3_stmt *st = NULL;
  int rc = sqlite3_prepare_v2(e->storage->conn->db,
                              "SELECT name,id FROM erase_row ORDER BY name,id",
                              -1, &st, NULL);

  while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
    const struct table *table = catalog_sql_table(
        e->storage->catalog, (const char *)sqlite3_column_text(st, 0));
    rc = table == NULL ? 0 : erase_image(e, table, sqlite3_column_int64(st, 1));
    if (rc < 0) {
      sqlite3_finalize(st);
      return rc;
    }
    rc = SQLITE_OK;
  }
  sqlite3_finalize(st);
  return rc == SQLITE_DONE ? 0 : conn_fail(e->storage->conn, rc, e->err);
}

/* Every body of these rows, and all that was said in the commands which
 * touched them or were about the person. */
static int erase_list(struct erase *e) {
  struct buf sql;
  int rc;

  buf_init(&sql);
  buf_printf(
      &sql,
      "INSERT INTO erase_command SELECT DISTINCT b.command FROM body b JOIN "
      "word w ON w.id=b.name JOIN erase_row r ON r.name=w.text AND r.id=b.row "
      "WHERE b.kind=%d AND b.command<%" PRId64 ";"
      "INSERT OR IGNORE INTO erase_command SELECT seq FROM command WHERE "
      "subject=%" PRId64 " AND seq<%" PRId64 ";"
      "INSERT INTO erase_body SELECT b.command,b.n FROM erase_command c JOIN "
      "body b ON b.id BETWEEN c.seq<<16 AND c.seq<<16|65535 WHERE b.data IS "
      "NOT NULL AND b.kind IN (%d,%d,%d,%d);"
      "INSERT OR IGNORE INTO erase_body SELECT b.command,b.n FROM body b JOIN "
      "word w ON w.id=b.name JOIN erase_row r ON r.name=w.text AND r.id=b.row "
      "WHERE b.kind=%d AND b.command<%" PRId64 " AND b.data IS NOT NULL;",
      PART_CHANGE, e->storage->command.seq, e->id, e->storage->command.seq,
      PART_INPUT, PART_REPLY, PART_REFUSAL, PART_EVENT, PART_CHANGE,
      e->storage->command.seq);
  rc = erase_sql(e, &sql);
  buf_fini(&sql);
  return rc;
}

/* Files that a body names: 64 digits of a hash, nothing like it before. */
static int erase_body_files(struct erase *e, const char *data, size_t len) {
  char hash[2 * HASH_SIZE + 1];
  size_t run = 0;
  int rc = 0;

  for (size_t i = 0; i < len && rc == 0; i++) {
    struct statement *st;
    run = memchr("0123456789abcdef", data[i], 16) != NULL ? run + 1 : 0;
    if (run != 2 * HASH_SIZE)
      continue;
    memcpy(hash, data + i + 1 - run, run);
    hash[run] = '\0';
    rc = statement_get(e->storage->conn,
                       "INSERT OR IGNORE INTO erase_file VALUES(?1)", &st,
                       e->err);
    if (rc != 0)
      break;
    statement_text(st, 1, hash);
    rc = statement_run(st, e->err);
  }
  return rc;
}

static int erase_body(struct erase *e, int64_t command, int64_t n,
                      const void *data, size_t len) {
  struct part part = {.kind = PART_ERASE, .op = n, .row = command};
  uint8_t digest[HASH_SIZE];
  struct statement *st;
  int rc = statement_get(e->storage->conn,
                         "UPDATE body SET data=NULL,digest=?3,erased_by=?4 "
                         "WHERE id=(?1<<16|?2)",
                         &st, e->err);

  if (rc == 0)
    rc = erase_body_files(e, data, len);
  if (rc != 0)
    return rc;
  journal_digest(data, len, digest);
  statement_int(st, 1, command);
  statement_int(st, 2, n);
  statement_blob(st, 3, digest, HASH_SIZE);
  statement_int(st, 4, e->storage->command.seq);
  rc = statement_run(st, e->err);
  e->bodies++;
  buf_clear(&e->storage->scratch);
  return rc == 0 ? parts_add(e->storage, &part, e->err) : rc;
}

static int erase_bodies(struct erase *e) {
  sqlite3_stmt *st = NULL;
  int rc = sqlite3_prepare_v2(
      e->storage->conn->db,
      "SELECT b.command,b.n,b.data FROM erase_body x JOIN body b ON "
      "b.id=(x.command<<16|x.n) ORDER BY x.command,x.n",
      -1, &st, NULL);

  while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
    rc = erase_body(e, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1),
                    sqlite3_column_blob(st, 2),
                    (size_t)sqlite3_column_bytes(st, 2));
    if (rc != 0) {
      sqlite3_finalize(st);
      return rc;
    }
    rc = SQLITE_OK;
  }
  sqlite3_finalize(st);
  return rc == SQLITE_DONE ? 0 : conn_fail(e->storage->conn, rc, e->err);
}

static int erase_tables(struct erase *e) {
  const struct catalog *catalog = e->storage->catalog;
  struct buf where;
  int rc = 0;

  buf_init(&where);
  for (size_t i = 0; i < catalog->count; i++)
    for (size_t k = 0; k < catalog->schemas[i]->count && rc == 0; k++) {
      buf_clear(&where);
      if (!erase_where(e, &catalog->schemas[i]->tables[k], &where))
        continue;
      buf_byte(&where, '\0');
      rc = erase_table(e, &catalog->schemas[i]->tables[k], where.data);
    }
  buf_fini(&where);
  return rc;
}

/* The files go when the batch commits, unless another row names them. */
static int erase_loosen(struct erase *e) {
  sqlite3_stmt *st = NULL;
  int rc = sqlite3_prepare_v2(e->storage->conn->db,
                              "SELECT hash FROM erase_file", -1, &st, NULL);

  while (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW) {
    rc = loose_erase(e->storage, (const char *)sqlite3_column_text(st, 0),
                     e->err);
    if (rc != 0) {
      sqlite3_finalize(st);
      return rc;
    }
    rc = SQLITE_OK;
  }
  sqlite3_finalize(st);
  return rc == SQLITE_DONE ? 0 : conn_fail(e->storage->conn, rc, e->err);
}

int storage_erase(struct storage *storage, const char *plugin,
                  const char *table, int64_t id, int64_t *bodies,
                  struct error *err) {
  static const char lists[] =
      "CREATE TEMP TABLE IF NOT EXISTS erase_row(name,id,PRIMARY KEY(name,id));"
      "CREATE TEMP TABLE IF NOT EXISTS erase_command(seq PRIMARY KEY);"
      "CREATE TEMP TABLE IF NOT EXISTS erase_body(command,n,"
      "PRIMARY KEY(command,n));"
      "CREATE TEMP TABLE IF NOT EXISTS erase_file(hash TEXT PRIMARY KEY);"
      "DELETE FROM erase_row;DELETE FROM erase_command;"
      "DELETE FROM erase_body;DELETE FROM erase_file;";
  struct erase e = {.storage = storage, .id = id, .err = err};
  int rc = storage_writable(storage, err);

  if (rc == 0 && !storage->command.open)
    rc = error_set(err, ERROR_INTERNAL, "没有进行中的命令。",
                   "No command is open.");
  if (rc != 0)
    return rc;
  e.whose = catalog_table(storage->catalog, plugin, table);
  if (e.whose == NULL)
    return error_set(err, ERROR_NOT_FOUND, "插件 %s 没有表 %s。",
                     "Plugin %s has no table %s.", plugin, table);
  rc = conn_exec(storage->conn, lists, err);
  if (rc == 0) /* what this command said so far is erased too */
    rc = parts_write(storage, err);
  if (rc == 0)
    rc = erase_tables(&e);
  if (rc == 0)
    rc = erase_list(&e);
  if (rc == 0)
    rc = erase_bodies(&e);
  if (rc == 0)
    rc = erase_images(&e);
  if (rc == 0)
    rc = erase_loosen(&e);
  storage->epoch++;
  if (bodies != NULL)
    *bodies = e.bodies;
  return rc;
}
