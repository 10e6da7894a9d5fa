/* From one declaration of a plugin's tables to the next. Additions are
 * derived; renames and removals are the steps of a migration. No table is ever
 * rewritten: what can be widened is held by triggers, which are made anew.
 * The same code brings the tables of a rebuilt copy along. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "storage/internal.h"

struct migrate {
  struct storage_conn *conn;
  const struct catalog *catalog; /* before; for references */
  struct schema *fresh;
  int64_t seq;  /* the command that does it */
  bool rebuilt; /* a copy for verify: no constraints */
  struct error *err;
};

static int migrate_sql(struct migrate *m, struct buf *sql) {
  int rc;

  buf_byte(sql, '\0');
  rc = sql->failed
           ? error_set(m->err, ERROR_MEMORY, "内存不足。", "Out of memory.")
           : conn_exec(m->conn, sql->data, m->err);
  buf_clear(sql);
  return rc;
}

/* --- steps on the declaration ------------------------------------------- */

static json_t *migrate_find_column(json_t *tables, const char *table,
                                   const char *name, size_t *index) {
  json_t *columns = json_object_get(json_object_get(tables, table), "columns");
  json_t *item;
  size_t i;

  json_array_foreach(columns, i, item) {
    *index = i;
    if (strcmp(json_get_text(item, "name", ""), name) == 0)
      return item;
  }
  return NULL;
}

static int migrate_step_wrong(struct error *err, const char *what) {
  return error_fault(err, "migrations", "step",
                     "迁移步骤 %s 写得不对，或所指的表、列不存在。",
                     "Migration step %s is malformed, or its table or column "
                     "is not there.",
                     what);
}

static int migrate_step_json(json_t *tables, const char *what,
                             const json_t *step, struct error *err) {
  const char *table = json_get_text(step, "table", "");
  const char *name = json_get_text(step, "column", "");
  json_t *column;
  size_t at = 0;

  if (strcmp(what, "drop_table") == 0) {
    name = json_is_string(step) ? json_string_value(step) : table;
    return json_object_del(tables, name) == 0 ? 0
                                              : migrate_step_wrong(err, what);
  }
  if (strcmp(what, "drop_column") == 0) {
    column = migrate_find_column(tables, table, name, &at);
    if (column == NULL)
      return migrate_step_wrong(err, what);
    json_array_remove(
        json_object_get(json_object_get(tables, table), "columns"), at);
    return 0;
  }
  if (strcmp(what, "rename_column") == 0) {
    const char *to = json_get_text(step, "to", "");
    column = migrate_find_column(tables, table, json_get_text(step, "from", ""),
                                 &at);
    if (column == NULL || migrate_find_column(tables, table, to, &at) != NULL)
      return migrate_step_wrong(err, what);
    return json_object_set_new(column, "name", json_string(to)) == 0
               ? 0
               : ERROR_MEMORY;
  }
  return migrate_step_wrong(err, what);
}

/* The old declaration as the steps leave it: a new reference in *out. */
int migrate_steps_json(const json_t *old, const json_t *steps, json_t **out,
                       struct error *err) {
  const json_t *step;
  const char *what;
  json_t *args;
  size_t i;
  int rc = 0;

  *out = old != NULL ? json_deep_copy(old) : json_object();
  if (*out == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  json_array_foreach(steps, i, step) {
    if (!json_is_object(step) || json_object_size(step) != 1)
      rc = migrate_step_wrong(err, "?");
    json_object_foreach((json_t *)(uintptr_t)step, what, args) {
      if (rc == 0)
        rc = migrate_step_json(*out, what, args, err);
    }
  }
  if (rc != 0) {
    json_decref(*out);
    *out = NULL;
  }
  return rc;
}

/* --- steps on the tables -------------------------------------------------- */

static bool migrate_has_history(struct schema *old, const char *table) {
  const struct table *found = schema_table(old, table);
  return found != NULL && found->history;
}

static void migrate_step_sql(struct migrate *m, struct schema *old,
                             const char *what, const json_t *step,
                             struct buf *sql) {
  const char *plugin = m->fresh->plugin;
  const char *table = json_is_string(step) ? json_string_value(step)
                                           : json_get_text(step, "table", "");
  int sides = migrate_has_history(old, table) ? 2 : 1;

  for (int i = 0; i < sides; i++) {
    const char *tail = i == 0 ? "" : "__h";
    if (strcmp(what, "drop_table") == 0)
      buf_printf(sql, "DROP TABLE %s_%s%s;", plugin, table, tail);
    else if (strcmp(what, "drop_column") == 0)
      buf_printf(sql, "ALTER TABLE %s_%s%s DROP COLUMN \"%s\";", plugin, table,
                 tail, json_get_text(step, "column", ""));
    else
      buf_printf(sql, "ALTER TABLE %s_%s%s RENAME COLUMN \"%s\" TO \"%s\";",
                 plugin, table, tail, json_get_text(step, "from", ""),
                 json_get_text(step, "to", ""));
  }
}

static int migrate_run_steps(struct migrate *m, struct schema *old,
                             const json_t *steps) {
  const json_t *step;
  const char *what;
  json_t *args;
  struct buf sql;
  size_t i;
  int rc = 0;

  buf_init(&sql);
  json_array_foreach(steps, i, step) {
    json_object_foreach((json_t *)(uintptr_t)step, what, args) {
      migrate_step_sql(m, old, what, args, &sql);
      if (rc == 0)
        rc = migrate_sql(m, &sql);
    }
  }
  buf_fini(&sql);
  return rc;
}

/* --- derived additions ------------------------------------------------------
 */

static int migrate_fault(struct migrate *m, const struct table *table,
                         const char *column, const char *zh, const char *en) {
  char path[3 * STORAGE_NAME_MAX];

  snprintf(path, sizeof path, "tables.%s%s%s", table->name,
           column != NULL ? "." : "", column != NULL ? column : "");
  error_fault(m->err, path, "migration", zh, en);
  return ERROR_INPUT;
}

static int migrate_new_table(struct migrate *m, const struct table *table,
                             struct buf *sql) {
  ddl_table(sql, table);
  if (table->history)
    ddl_history(sql, table);
  return migrate_sql(m, sql);
}

static int migrate_empty(struct migrate *m, const struct table *table,
                         bool *empty) {
  int64_t any = 0;
  struct buf sql;
  int rc;

  buf_init(&sql);
  buf_printf(&sql, "SELECT EXISTS(SELECT 1 FROM %s)%c", table->sql_name, 0);
  rc =
      sql.failed ? ERROR_MEMORY : conn_ask_int(m->conn, sql.data, &any, m->err);
  buf_fini(&sql);
  *empty = any == 0;
  return rc;
}

/* Rows that are there already take the default. */
static int migrate_new_column(struct migrate *m, const struct table *table,
                              const struct column *column, struct buf *sql) {
  bool empty = true;
  int rc = 0;

  if (column->required && column->given == NULL && !m->rebuilt)
    rc = migrate_empty(m, table, &empty);
  if (rc != 0)
    return rc;
  if (!empty)
    return migrate_fault(m, table, column->name,
                         "表里已有记录，新的必填列要有默认值。",
                         "The table has rows: a new required column needs a "
                         "default.");
  for (int i = 0; i < (table->history ? 2 : 1); i++) {
    buf_printf(sql, "ALTER TABLE %s%s ADD COLUMN ", table->sql_name,
               i == 0 ? "" : "__h");
    /* SQLite refuses a reference with a default: the trigger-free form has
     * none, and a ref has no sensible default anyway */
    if (i == 0)
      ddl_column(sql, column);
    else
      buf_printf(sql, "\"%s\" %s", column->name,
                 field_is_integer(column->type) ? "INTEGER" : "TEXT");
    if (column->given != NULL && column->type != FIELD_REF) {
      buf_text(sql, " DEFAULT ");
      ddl_literal(sql, column, column->given);
    }
    buf_text(sql, ";");
  }
  return migrate_sql(m, sql);
}

static int migrate_same_column(struct migrate *m, const struct table *table,
                               const struct column *old,
                               const struct column *fresh) {
  if (old->type != fresh->type || old->scale != fresh->scale)
    return migrate_fault(m, table, fresh->name, "列的类型不能改变。",
                         "A column's type can't change.");
  if (strcmp(old->target, fresh->target) != 0)
    return migrate_fault(m, table, fresh->name, "列所指的表不能改变。",
                         "The table a column refers to can't change.");
  return 0;
}

static int migrate_history(struct migrate *m, const struct table *old,
                           const struct table *fresh, struct buf *sql) {
  if (old->history == fresh->history)
    return 0;
  if (old->history)
    return migrate_fault(m, fresh, NULL, "history 不能关掉。",
                         "History can't be turned off.");
  /* what is there now counts as written by this command */
  buf_printf(sql,
             "ALTER TABLE %s ADD COLUMN _seq INTEGER NOT NULL DEFAULT %lld;",
             fresh->sql_name, (long long)m->seq);
  ddl_history(sql, fresh);
  return migrate_sql(m, sql);
}

static int migrate_table(struct migrate *m, const struct table *old,
                         const struct table *fresh, struct buf *sql) {
  int rc = 0;

  for (size_t i = 0; i < old->count; i++)
    if (table_column(fresh, old->columns[i].name) == NULL)
      rc = migrate_fault(m, fresh, old->columns[i].name,
                         "列不见了：去掉列要写在 migrations 里。",
                         "The column is gone: dropping one needs a migration.");
  for (size_t i = 0; i < fresh->count && rc == 0; i++) {
    const struct column *was = table_column(old, fresh->columns[i].name);
    if (was != NULL)
      rc = migrate_same_column(m, fresh, was, &fresh->columns[i]);
  }
  if (rc == 0)
    rc = migrate_history(m, old, fresh, sql);
  for (size_t i = 0; i < fresh->count && rc == 0; i++)
    if (table_column(old, fresh->columns[i].name) == NULL) {
      /* a history table made just now has all columns already */
      struct table view = *fresh;
      view.history = old->history;
      rc = migrate_new_column(m, &view, &fresh->columns[i], sql);
    }
  return rc;
}

static int migrate_targets(struct migrate *m) {
  int rc = 0;

  for (size_t i = 0; i < m->fresh->count; i++)
    for (size_t k = 0; k < m->fresh->tables[i].count; k++) {
      const struct column *column = &m->fresh->tables[i].columns[k];
      bool found = column->type != FIELD_REF ||
                   catalog_sql_table(m->catalog, column->target) != NULL;
      for (size_t n = 0; n < m->fresh->count; n++)
        found =
            found || strcmp(m->fresh->tables[n].sql_name, column->target) == 0;
      if (!found)
        rc = migrate_fault(m, &m->fresh->tables[i], column->name,
                           "所指的表不存在（插件还没有启用）。",
                           "The table referred to is not there (its plugin is "
                           "not enabled).");
    }
  return rc;
}

static int migrate_additions(struct migrate *m, struct schema *old,
                             struct buf *sql) {
  int rc = 0;

  for (size_t i = 0; i < old->count; i++)
    if (schema_table(m->fresh, old->tables[i].name) == NULL)
      rc = migrate_fault(m, &old->tables[i], NULL,
                         "表不见了：去掉表要写在 migrations 里。",
                         "The table is gone: dropping one needs a migration.");
  for (size_t i = 0; i < m->fresh->count && rc == 0; i++) {
    const struct table *fresh = &m->fresh->tables[i];
    const struct table *was = schema_table(old, fresh->name);
    rc = was == NULL ? migrate_new_table(m, fresh, sql)
                     : migrate_table(m, was, fresh, sql);
  }
  return rc;
}

static int migrate_drop_constraints(struct migrate *m, struct schema *old) {
  int rc = 0;

  for (size_t i = 0; i < old->count && rc == 0; i++)
    rc = constraint_drop(m->conn, old->tables[i].sql_name, m->err);
  return rc;
}

static int migrate_constraints(struct migrate *m, struct buf *sql) {
  int rc = 0;

  for (size_t i = 0; i < m->fresh->count && rc == 0; i++) {
    const struct table *table = &m->fresh->tables[i];
    if (m->rebuilt) {
      if (table->history)
        ddl_history_triggers(sql, table);
    } else {
      rc = constraint_check_rows(m->conn, table, m->err);
      constraint_create(sql, table);
    }
    if (rc == 0)
      rc = migrate_sql(m, sql);
  }
  return rc;
}

/* The stepped declaration with nothing but columns and history. */
static int migrate_bare(const char *plugin, json_t *tables, struct schema **out,
                        struct error *err) {
  static const char *const drop[] = {"unique", "no_overlap", "transitions",
                                     "share", NULL};
  const char *name;
  json_t *table;
  json_t *column;
  size_t i;

  json_object_foreach(tables, name, table) {
    for (i = 0; drop[i] != NULL; i++)
      json_object_del(table, drop[i]);
    json_array_foreach(json_object_get(table, "columns"), i, column) {
      json_object_del(column, "personal");
    }
  }
  return schema_parse(plugin, NULL, 0, tables, out, err);
}

int migrate_tables(struct storage_conn *conn, const struct catalog *catalog,
                   struct schema *old, struct schema *fresh,
                   const json_t *steps, int64_t seq, bool rebuilt,
                   struct error *err) {
  struct migrate m = {.conn = conn,
                      .catalog = catalog,
                      .fresh = fresh,
                      .seq = seq,
                      .rebuilt = rebuilt,
                      .err = err};
  struct schema *stepped = NULL;
  json_t *json = NULL;
  struct buf sql;
  int rc;

  buf_init(&sql);
  rc = rebuilt ? 0 : migrate_targets(&m);
  if (rc == 0)
    rc = migrate_steps_json(old != NULL ? old->json : NULL, steps, &json, err);
  /* constraints may name what a step removed: only columns count here */
  if (rc == 0)
    rc = migrate_bare(fresh->plugin, json, &stepped, err);
  if (rc == 0 && old != NULL)
    rc = migrate_drop_constraints(&m, old);
  if (rc == 0 && old != NULL)
    rc = migrate_run_steps(&m, old, steps);
  if (rc == 0)
    rc = migrate_additions(&m, stepped, &sql);
  if (rc == 0)
    rc = migrate_constraints(&m, &sql);
  schema_unref(stepped);
  json_decref(json);
  buf_fini(&sql);
  return rc;
}
