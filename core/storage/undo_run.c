/* Carries a plan out: the newest change first, so that each state on the way
 * is one that the tables were in before. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pack.h"
#include "storage/undo_inside.h"

/* --- triggers that bind only the way forward --------------------------------
 */

/* Takes away what forbids a table's rows to be deleted or to change back:
 * append_only (a), transitions (m) and first states (t). `lifted` gets the
 * text that makes them again. */
static int run_lift(struct storage_undo *undo, const struct table *table,
                    struct buf *lifted, struct error *err) {
  struct statement *st;
  struct buf drops;
  int rc = statement_get(undo->storage->conn,
                         "SELECT name,sql FROM sqlite_schema WHERE"
                         " type='trigger' AND tbl_name=?1 AND"
                         " substr(name,1,length(?1)+3) IN"
                         " (?1||'__a',?1||'__m',?1||'__t')",
                         &st, err);

  if (rc != 0)
    return rc;
  buf_init(&drops);
  statement_text(st, 1, table->sql_name);
  while ((rc = statement_step(st, err)) == 1) {
    buf_printf(&drops, "DROP TRIGGER \"%s\";", statement_get_text(st, 0));
    buf_printf(lifted, "%s;", statement_get_text(st, 1));
  }
  statement_reset(st);
  buf_byte(&drops, '\0');
  if (rc == 0)
    rc = drops.failed || lifted->failed
             ? error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.")
             : conn_exec(undo->storage->conn, drops.data, err);
  buf_fini(&drops);
  return rc;
}

static int run_lift_all(struct storage_undo *undo, struct buf *lifted,
                        struct error *err) {
  int rc = 0;

  for (size_t i = 0; rc == 0 && i < undo->table_count; i++)
    rc = run_lift(undo, undo->tables[i].table, lifted, err);
  buf_byte(lifted, '\0');
  return rc;
}

/* --- one row -----------------------------------------------------------------
 */

static void run_bind(sqlite3_stmt *st, int index, const json_t *value) {
  if (json_is_integer(value))
    sqlite3_bind_int64(st, index, json_integer_value(value));
  else if (json_is_string(value))
    sqlite3_bind_text64(st, index, json_string_value(value),
                        json_string_length(value), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
  else
    sqlite3_bind_null(st, index);
}

static bool run_known(const struct undo_step *step, size_t column) {
  return step->kind == UNDO_INSERT || step->cells[column] == UNDO_KNOWN;
}

/* DELETE, UPDATE of the known columns, or INSERT; ?1 is the id, ?2 the command,
 * ?3 and on the columns of today. */
static void run_sql(const struct undo_step *step, const struct table *table,
                    struct buf *sql) {
  if (step->kind == UNDO_DELETE) {
    buf_printf(sql, "DELETE FROM %s WHERE id=?1%c", table->sql_name, 0);
    return;
  }
  if (step->kind == UNDO_UPDATE) {
    buf_printf(sql, "UPDATE %s SET id=id", table->sql_name);
    for (size_t i = 0; i < table->count; i++)
      if (run_known(step, i))
        buf_printf(sql, ",\"%s\"=?%zu", table->columns[i].name, i + 3);
    buf_printf(sql, "%s WHERE id=?1%c", table->history ? ",_seq=?2" : "", 0);
    return;
  }
  buf_printf(sql, "INSERT INTO %s(id", table->sql_name);
  for (size_t i = 0; i < table->count; i++)
    buf_printf(sql, ",\"%s\"", table->columns[i].name);
  buf_printf(sql, "%s) VALUES(?1", table->history ? ",_seq" : "");
  for (size_t i = 0; i < table->count; i++)
    buf_printf(sql, ",?%zu", i + 3);
  buf_printf(sql, "%s)%c", table->history ? ",?2" : "", 0);
}

/* References of a row that comes back, as refusal_constraint looks at them. */
static json_t *run_row(const struct undo_step *step,
                       const struct table *table) {
  json_t *row;

  if (step->kind == UNDO_DELETE)
    return NULL;
  row = json_object();
  for (size_t i = 0; i < table->count; i++)
    if (run_known(step, i))
      json_object_set(row, table->columns[i].name,
                      json_array_get(step->values, i));
  return row;
}

/* The first row that still refers to this one: its table and id. */
static bool run_referrer(struct storage_undo *undo, const struct table *table,
                         int64_t id, const struct table **by, int64_t *row) {
  const struct catalog *catalog = undo->storage->catalog;

  for (size_t i = 0; i < catalog->count; i++)
    for (size_t k = 0; k < catalog->schemas[i]->count; k++) {
      *by = &catalog->schemas[i]->tables[k];
      for (size_t n = 0; n < (*by)->count; n++) {
        const struct column *column = &(*by)->columns[n];
        char sql[256];
        if (column->type != FIELD_REF ||
            strcmp(column->target, table->sql_name) != 0)
          continue;
        snprintf(sql, sizeof sql,
                 "SELECT ifnull(min(id),0) FROM %s WHERE \"%s\"=%" PRId64,
                 (*by)->sql_name, column->name, id);
        if (conn_ask_int(undo->storage->conn, sql, row, NULL) == 0 && *row > 0)
          return true;
      }
    }
  return false;
}

/* Says which row is in the way and why. */
static int run_refuse(struct storage_undo *undo, struct undo_row *row,
                      const struct undo_step *step, struct error *why,
                      struct error *err) {
  const struct table *table = undo->tables[row->table].table;
  const struct table *by;
  int64_t other;
  char zh[400];
  char en[400];

  snprintf(zh, sizeof zh, "%s", why->zh != NULL ? why->zh : "");
  snprintf(en, sizeof en, "%s", why->en != NULL ? why->en : "");
  if (step->kind == UNDO_DELETE &&
      run_referrer(undo, table, row->id, &by, &other)) {
    snprintf(zh, sizeof zh, "“%s”第 %lld 号还在用它，不能撤销。",
             json_get_text(by->json, "zh", by->name), (long long)other);
    snprintf(en, sizeof en, "%s no. %lld still refers to it.",
             json_get_text(by->json, "en", by->name), (long long)other);
  }
  row->faulty = false;
  undo_blame(undo, row, why->fault_count > 0 ? why->faults[0].code : "used", zh,
             en, err);
  err->code = ERROR_RULE;
  return error_set(err, ERROR_RULE,
                   "有别的记录要用导入的内容，没有撤销。请先处理，再撤销。",
                   "Other records rely on what came in: nothing was taken "
                   "back. Please deal with them first.");
}

static int run_step_sql(struct storage_undo *undo, struct undo_step *step,
                        sqlite3_stmt *st, struct error *err) {
  struct undo_row *row = &undo->rows[step->row];
  const struct table *table = undo->tables[row->table].table;
  struct storage_conn *conn = undo->storage->conn;
  struct error why;
  json_t *image;
  int rc;

  sqlite3_bind_int64(st, 1, row->id);
  if (step->kind != UNDO_DELETE && table->history)
    sqlite3_bind_int64(st, 2, undo->storage->command.seq);
  for (size_t i = 0; step->kind != UNDO_DELETE && i < table->count; i++)
    if (run_known(step, i))
      run_bind(st, (int)i + 3, json_array_get(step->values, i));
  rc = sqlite3_step(st);
  if (rc == SQLITE_DONE)
    return 0;
  if ((rc & 0xff) != SQLITE_CONSTRAINT)
    return conn_fail(conn, rc, err);
  error_init(&why);
  image = run_row(step, table);
  refusal_constraint(undo->storage, table, image, row->id, &why);
  json_decref(image);
  rc = run_refuse(undo, row, step, &why, err);
  error_fini(&why);
  return rc;
}

static int run_journal(struct storage_undo *undo, const struct undo_step *step,
                       struct error *err) {
  static const enum change_op ops[] = {[UNDO_DELETE] = OP_DELETE,
                                       [UNDO_UPDATE] = OP_UPDATE,
                                       [UNDO_INSERT] = OP_INSERT};
  const struct undo_row *row = &undo->rows[step->row];
  const struct table *table = undo->tables[row->table].table;
  struct part part = {.kind = PART_CHANGE,
                      .op = ops[step->kind],
                      .name = table->sql_name,
                      .row = row->id};
  json_t *body = json_array();
  int rc = 0;

  for (size_t i = 0; i < table->count; i++) {
    if (step->kind == UNDO_UPDATE && run_known(step, i))
      json_array_append_new(body, json_integer((json_int_t)i));
    if (run_known(step, i))
      json_array_append(body, json_array_get(step->values, i));
  }
  buf_clear(&undo->storage->scratch);
  if (step->kind != UNDO_DELETE) {
    parts_body(undo->storage);
    rc = pack_write(&undo->storage->scratch, body);
  }
  json_decref(body);
  return rc == 0 ? parts_add(undo->storage, &part, err) : rc;
}

static int run_step(struct storage_undo *undo, struct undo_step *step,
                    struct error *err) {
  const struct undo_row *row = &undo->rows[step->row];
  const struct table *table = undo->tables[row->table].table;
  sqlite3_stmt *st = NULL;
  struct buf sql;
  int rc = journal_guard(undo->storage->conn, err);

  if (rc != 0)
    return rc;
  buf_init(&sql);
  run_sql(step, table, &sql);
  rc = sql.failed ? SQLITE_NOMEM
                  : sqlite3_prepare_v2(undo->storage->conn->db, sql.data, -1,
                                       &st, NULL);
  rc = rc != SQLITE_OK ? conn_fail(undo->storage->conn, rc, err)
                       : run_step_sql(undo, step, st, err);
  sqlite3_finalize(st);
  buf_fini(&sql);
  if (rc == 0 && step->kind == UNDO_DELETE)
    rc = rows_keep_counter(undo->storage, table, row->id, err);
  return rc == 0 ? run_journal(undo, step, err) : rc;
}

static int run_one(struct storage_undo *undo, struct undo_step *step,
                   struct error *err) {
  const struct undo_row *row = &undo->rows[step->row];
  const char *name = undo->tables[row->table].table->sql_name;

  if (step->kind == UNDO_DELETE && undo->keep != NULL &&
      strcmp(name, undo->keep->table) == 0)
    return undo->keep->withdraw(undo->keep->context, row->id, err);
  return run_step(undo, step, err);
}

int storage_undo_run(struct storage_undo *undo, int64_t *undone,
                     struct error *err) {
  struct buf lifted;
  int rc;

  *undone = 0;
  buf_init(&lifted);
  rc = run_lift_all(undo, &lifted, err);
  for (size_t i = 0; rc == 0 && i < undo->step_count; i++)
    if (!undo->steps[i].idle)
      rc = run_one(undo, &undo->steps[i], err);
  if (rc == 0)
    rc = conn_exec(undo->storage->conn, lifted.data, err);
  buf_fini(&lifted);
  for (size_t i = 0; i < undo->row_count; i++)
    *undone += undo->rows[i].newest != SIZE_MAX;
  return rc;
}
