#include "storage/undo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pack.h"
#include "storage/undo_inside.h"

static int undo_no_memory(struct error *err) {
  return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

/* The first span of a command at or after which it could stand. */
static size_t undo_find_span(const struct storage_undo *undo, int64_t command) {
  size_t low = 0;
  size_t high = undo->span_count;

  while (low < high) {
    size_t middle = (low + high) / 2;
    if (undo->spans[middle].command < command)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool undo_is_ours(const struct storage_undo *undo, int64_t command, int64_t n) {
  for (size_t i = undo_find_span(undo, command);
       i < undo->span_count && undo->spans[i].command == command; i++)
    if (n >= undo->spans[i].from && n < undo->spans[i].to)
      return true;
  return false;
}

bool storage_undo_has(const struct storage_undo *undo, int64_t command) {
  size_t i = undo_find_span(undo, command);

  return i < undo->span_count && undo->spans[i].command == command;
}

void undo_blame(struct storage_undo *undo, struct undo_row *row,
                const char *code, const char *zh, const char *en,
                struct error *err) {
  const struct table *table = undo->tables[row->table].table;
  char field[128];
  char first[512];
  char second[512];

  if (row->faulty)
    return;
  row->faulty = true;
  snprintf(field, sizeof field, "%s %lld", table->sql_name, (long long)row->id);
  snprintf(first, sizeof first, "“%s”第 %lld 号：%s",
           json_get_text(table->json, "zh", table->name), (long long)row->id,
           zh);
  snprintf(second, sizeof second, "%s no. %lld: %s",
           json_get_text(table->json, "en", table->name), (long long)row->id,
           en);
  error_fault(err, field, code, "%s%.0s", "%.0s%s", first, second);
}

/* --- what they changed -----------------------------------------------------
 */

static bool undo_find_table(const struct catalog *catalog, const char *sql_name,
                            struct undo_table *table) {
  for (size_t i = 0; i < catalog->count; i++)
    for (size_t k = 0; k < catalog->schemas[i]->count; k++) {
      table->schema = catalog->schemas[i];
      table->table = &table->schema->tables[k];
      if (strcmp(table->table->sql_name, sql_name) == 0)
        return true;
    }
  return false;
}

static int undo_add_table(struct storage_undo *undo, int64_t word,
                          struct error *err) {
  const char *name = words_text(&undo->storage->words, word);
  struct undo_table fresh = {.word = word, .rows = json_object()};
  struct undo_table *more;

  if (name == NULL || !undo_find_table(undo->storage->catalog, name, &fresh)) {
    json_decref(fresh.rows);
    return error_set(err, ERROR_RULE, "表 %s 已经没有了，不能撤销。",
                     "Table %s has gone: this can't be taken back.",
                     name != NULL ? name : "?");
  }
  more = realloc(undo->tables, (undo->table_count + 1) * sizeof *undo->tables);
  if (more == NULL) {
    json_decref(fresh.rows);
    return undo_no_memory(err);
  }
  fresh.width = fresh.table->count;
  for (size_t i = 0; i < fresh.width; i++)
    fresh.columns[i] = (int)i;
  undo->tables = more;
  undo->tables[undo->table_count++] = fresh;
  return 0;
}

static int undo_add_row(struct storage_undo *undo, size_t table, int64_t id,
                        struct error *err) {
  char key[24];

  snprintf(key, sizeof key, "%lld", (long long)id);
  if (json_object_get(undo->tables[table].rows, key) != NULL)
    return 0;
  if (undo->row_count == undo->row_room) {
    size_t room = undo->row_room == 0 ? 64 : 2 * undo->row_room;
    struct undo_row *more = realloc(undo->rows, room * sizeof *more);
    if (more == NULL)
      return undo_no_memory(err);
    undo->rows = more;
    undo->row_room = room;
  }
  undo->rows[undo->row_count] =
      (struct undo_row){.table = table, .id = id, .newest = SIZE_MAX};
  json_object_set_new(undo->tables[table].rows, key,
                      json_integer((json_int_t)undo->row_count++));
  return 0;
}

/* Whether a table's rows stay as they are. */
static bool undo_leaves(const struct storage_undo *undo, int64_t word) {
  const char *name = words_text(&undo->storage->words, word);

  return undo->keep != NULL && undo->keep->left != NULL && name != NULL &&
         strcmp(name, undo->keep->left) == 0;
}

/* A row that one of the commands changed. */
static int undo_touch(struct storage_undo *undo, int64_t op, int64_t word,
                      int64_t id, struct error *err) {
  const struct storage_undo_keep *keep = undo->keep;
  char subject[96];
  size_t i = 0;
  int rc = 0;

  if (undo_leaves(undo, word))
    return 0;
  while (i < undo->table_count && undo->tables[i].word != word)
    i++;
  if (i == undo->table_count)
    rc = undo_add_table(undo, word, err);
  if (rc != 0)
    return rc;
  if (op == OP_INSERT && keep != NULL &&
      strcmp(keep->table, undo->tables[i].table->sql_name) == 0) {
    snprintf(subject, sizeof subject, "%s%lld", keep->subject, (long long)id);
    json_object_set_new(undo->subjects, subject, json_true());
  }
  return undo_add_row(undo, i, id, err);
}

static int undo_add_span(struct storage_undo *undo, struct undo_span span,
                         struct error *err) {
  size_t at;

  if (undo->span_count == undo->span_room) {
    size_t room = undo->span_room == 0 ? 64 : 2 * undo->span_room;
    struct undo_span *more = realloc(undo->spans, room * sizeof *more);
    if (more == NULL)
      return undo_no_memory(err);
    undo->spans = more;
    undo->span_room = room;
  }
  for (at = undo->span_count++;
       at > 0 && undo->spans[at - 1].command > span.command; at--)
    undo->spans[at] = undo->spans[at - 1];
  undo->spans[at] = span;
  return 0;
}

static int undo_add(struct storage_undo *undo, struct undo_span span,
                    struct error *err) {
  struct statement *st;
  int rc = undo_add_span(undo, span, err);

  if (rc == 0)
    rc = statement_get(undo->storage->conn,
                       "SELECT op,name,row FROM body WHERE id>=(?1<<16)+?2"
                       " AND id<(?1<<16)+min(?3,65536) AND kind=?4 ORDER BY id",
                       &st, err);
  if (rc != 0)
    return rc;
  statement_int(st, 1, span.command);
  statement_int(st, 2, span.from);
  statement_int(st, 3, span.to);
  statement_int(st, 4, PART_CHANGE);
  while (rc == 0 && (rc = statement_step(st, err)) == 1)
    rc = undo_touch(undo, statement_get_int(st, 0), statement_get_int(st, 1),
                    statement_get_int(st, 2), err);
  statement_reset(st);
  return rc;
}

/* --- what followed ---------------------------------------------------------
 */

/* 1 when the commands published the event, or it is about a row that they made
 * and that is kept. */
static int undo_answers(const struct storage_undo *undo, int64_t event,
                        struct error *err) {
  struct statement *st;
  const char *subject;
  int rc = statement_get(undo->storage->conn,
                         "SELECT command,n,subject FROM event WHERE id=?1", &st,
                         err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, event);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  subject = statement_get_text(st, 2);
  rc = undo_is_ours(undo, statement_get_int(st, 0), statement_get_int(st, 1)) ||
       (subject != NULL && json_object_get(undo->subjects, subject) != NULL);
  statement_reset(st);
  return rc;
}

/* One command that answered events: [event, its first part, event, ...]. */
static int undo_follow_command(struct storage_undo *undo, int64_t command,
                               const json_t *causes, struct error *err) {
  int rc = 0;

  for (size_t i = 0; rc == 0 && i + 1 < json_array_size(causes); i += 2) {
    struct undo_span span = {
        .command = command,
        .from = json_integer_value(json_array_get(causes, i + 1)),
        .to = i + 3 < json_array_size(causes)
                  ? json_integer_value(json_array_get(causes, i + 3))
                  : INT64_MAX};
    rc = undo_answers(undo, json_integer_value(json_array_get(causes, i)), err);
    if (rc == 1)
      rc = undo_add(undo, span, err);
  }
  return rc;
}

static int undo_causes(struct statement *st, json_t **causes,
                       struct error *err) {
  size_t len = 0;
  const uint8_t *data = statement_get_blob(st, 2, &len);

  if (data == NULL || len <= STORAGE_SALT) {
    *causes = json_pack("[I, i]", (json_int_t)statement_get_int(st, 1), 1);
    return 0;
  }
  if (pack_read(data + STORAGE_SALT, len - STORAGE_SALT, causes) == 0)
    return 0;
  return error_set(err, ERROR_CORRUPT, "日志第 %lld 条的内容已损坏。",
                   "The content of command %lld is damaged.",
                   (long long)statement_get_int(st, 0));
}

/* Handlers of events, and of theirs. An answer always stands after what it
 * answers. */
static int undo_follow(struct storage_undo *undo, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      undo->storage->conn,
      "SELECT c.seq,c.cause,(SELECT data FROM body b WHERE b.id BETWEEN"
      " c.seq<<16 AND c.seq<<16|65535 AND b.kind=8) FROM command c WHERE "
      "c.seq>?1 AND c.seq<?2"
      " AND c.cause IS NOT NULL ORDER BY c.seq",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, undo->spans[0].command);
  statement_int(st, 2, undo->storage->command.seq);
  while (rc == 0 && (rc = statement_step(st, err)) == 1) {
    json_t *causes = NULL;
    rc = undo_causes(st, &causes, err);
    if (rc == 0 && !storage_undo_has(undo, statement_get_int(st, 0)))
      rc = undo_follow_command(undo, statement_get_int(st, 0), causes, err);
    json_decref(causes);
  }
  statement_reset(st);
  return rc;
}

int storage_undo_plan(struct storage *storage, const json_t *commands,
                      const struct storage_undo_keep *keep,
                      struct storage_undo **out, struct error *err) {
  struct storage_undo *undo = calloc(1, sizeof *undo);
  json_t *command;
  size_t i;
  int rc = 0;

  *out = undo;
  if (undo == NULL)
    return undo_no_memory(err);
  undo->storage = storage;
  undo->keep = keep;
  undo->subjects = json_object();
  json_array_foreach(commands, i, command) {
    if (rc == 0)
      rc = undo_add(undo,
                    (struct undo_span){.command = json_integer_value(command),
                                       .from = 1,
                                       .to = INT64_MAX},
                    err);
  }
  if (rc == 0 && undo->span_count > 0)
    rc = undo_follow(undo, err);
  if (rc != 0 || undo->span_count == 0)
    return rc;
  return undo_read_past(undo, err);
}

void storage_undo_free(struct storage_undo *undo) {
  if (undo == NULL)
    return;
  for (size_t i = 0; i < undo->step_count; i++)
    json_decref(undo->steps[i].values);
  for (size_t i = 0; i < undo->row_count; i++)
    json_decref(undo->rows[i].left);
  for (size_t i = 0; i < undo->table_count; i++)
    json_decref(undo->tables[i].rows);
  json_decref(undo->subjects);
  free(undo->steps);
  free(undo->rows);
  free(undo->tables);
  free(undo->spans);
  free(undo);
}

int storage_undo_each(const struct storage_undo *undo, const char *table,
                      int (*each)(void *context, enum undo_kind kind,
                                  int64_t id, struct error *err),
                      void *context, struct error *err) {
  int rc = 0;

  for (size_t i = 0; rc == 0 && i < undo->step_count; i++) {
    const struct undo_step *step = &undo->steps[i];
    const struct undo_row *row = &undo->rows[step->row];
    if (!step->idle &&
        strcmp(undo->tables[row->table].table->sql_name, table) == 0)
      rc = each(context, step->kind, row->id, err);
  }
  return rc;
}
