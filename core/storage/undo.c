#include "storage/undo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/internal.h"

/* A row that the commands inserted. */
struct undo_row {
  const struct schema *schema;
  const struct table *table;
  int64_t id;
};

struct undo {
  struct storage *storage;
  const json_t *commands;
  struct undo_row *rows; /* in the order they were inserted */
  size_t count;
  size_t room;
};

static bool undo_is_ours(const struct undo *undo, int64_t command) {
  size_t low = 0;
  size_t high = json_array_size(undo->commands);

  while (low < high) {
    size_t middle = (low + high) / 2;
    int64_t at = json_integer_value(json_array_get(undo->commands, middle));
    if (at == command)
      return true;
    if (at < command)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

static bool undo_find_table(const struct catalog *catalog, const char *sql_name,
                            struct undo_row *row) {
  for (size_t i = 0; i < catalog->count; i++)
    for (size_t j = 0; j < catalog->schemas[i]->count; j++) {
      row->schema = catalog->schemas[i];
      row->table = &row->schema->tables[j];
      if (strcmp(row->table->sql_name, sql_name) == 0)
        return true;
    }
  return false;
}

static struct undo_row *undo_find(struct undo *undo, const struct table *table,
                                  int64_t id) {
  for (size_t i = undo->count; i > 0; i--)
    if (undo->rows[i - 1].table == table && undo->rows[i - 1].id == id)
      return &undo->rows[i - 1];
  return NULL;
}

static int undo_add(struct undo *undo, const struct undo_row *row,
                    struct error *err) {
  if (undo->count == undo->room) {
    size_t room = undo->room == 0 ? 64 : 2 * undo->room;
    struct undo_row *more = realloc(undo->rows, room * sizeof *more);
    if (more == NULL)
      return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
    undo->rows = more;
    undo->room = room;
  }
  undo->rows[undo->count++] = *row;
  return 0;
}

static void undo_refuse(const struct undo_row *row, int64_t command,
                        struct error *err) {
  char field[128];

  snprintf(field, sizeof field, "%s %lld", row->table->sql_name,
           (long long)row->id);
  error_fault(err, field, "changed",
              "这条记录被第 %lld 号操作改过，不能直接撤销。",
              "Command %lld has changed this record: it can't simply be taken "
              "back.",
              (long long)command);
}

/* One change since the first of the commands, ours or another's. */
static int undo_change(struct undo *undo, struct statement *st,
                       struct error *err) {
  int64_t command = statement_get_int(st, 0);
  bool ours = undo_is_ours(undo, command);
  int64_t op = statement_get_int(st, 1);
  struct undo_row row = {.id = statement_get_int(st, 3)};
  struct undo_row *known;

  if (!undo_find_table(undo->storage->catalog, statement_get_text(st, 2), &row))
    return ours ? error_set(err, ERROR_RULE, "表 %s 已经没有了，不能撤销。",
                            "Table %s has gone: this can't be taken back.",
                            statement_get_text(st, 2))
                : 0;
  if (ours && op == OP_INSERT)
    return undo_add(undo, &row, err);
  known = undo_find(undo, row.table, row.id);
  /* Ours may change what ours inserted; it all goes. */
  if (ours ? known == NULL || op == OP_DELETE : known != NULL)
    undo_refuse(&row, command, err);
  return 0;
}

/* Reads the changes from the first of the commands on. */
static int undo_collect(struct undo *undo, struct error *err) {
  int64_t first = json_integer_value(json_array_get(undo->commands, 0));
  struct statement *st;
  int rc = statement_get(undo->storage->conn,
                         "SELECT b.command,b.op,w.text,b.row FROM body b"
                         " JOIN word w ON w.id=b.name"
                         " WHERE b.command>=?1 AND b.command<?2 AND b.kind=?3"
                         " ORDER BY b.command,b.n",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, first);
  statement_int(st, 2, undo->storage->command.seq);
  statement_int(st, 3, PART_CHANGE);
  while ((rc = statement_step(st, err)) == 1) {
    rc = undo_change(undo, st, err);
    if (rc != 0) {
      statement_reset(st);
      return rc;
    }
  }
  return rc;
}

int storage_undo(struct storage *storage, const json_t *commands,
                 int64_t *undone, struct error *err) {
  struct undo undo = {.storage = storage, .commands = commands};
  int rc = undo_collect(&undo, err);

  *undone = 0;
  if (rc == 0 && err->fault_count > 0) {
    err->code = ERROR_RULE;
    rc = error_set(err, ERROR_RULE,
                   "有 %zu 条记录后来又改过，没有撤销。请逐条处理。",
                   "%zu records were changed since: nothing was taken back. "
                   "Please deal with them one by one.",
                   err->fault_count);
  }
  for (size_t i = undo.count; rc == 0 && i > 0; i--) {
    const struct undo_row *row = &undo.rows[i - 1];
    rc = storage_delete(storage, row->schema->plugin, row->table->name, row->id,
                        err);
    if (rc == 0)
      (*undone)++;
  }
  free(undo.rows);
  return rc;
}
