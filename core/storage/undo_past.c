/* What rows were before the commands that are taken back: the journal read
 * from its end. Each change by the commands asks for the values that it
 * replaced; the next older change of the same columns answers. It stops as
 * soon as nothing is asked any more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/pack.h"
#include "storage/undo_inside.h"

/* One change as the journal tells it. */
struct undo_change {
  int64_t command;
  int64_t n; /* its number within the command */
  int64_t op;
  const json_t *body; /* NULL: none, or erased */
};

static void past_want(struct storage_undo *undo, struct undo_step *step,
                      size_t column) {
  if (step->cells[column] == UNDO_NONE) {
    step->cells[column] = UNDO_WANTED;
    undo->wanted++;
  }
}

static void past_changed(struct storage_undo *undo, struct undo_row *row,
                         int64_t by, struct error *err) {
  char zh[160];
  char en[160];

  snprintf(zh, sizeof zh, "后来被第 %lld 号操作改过，不能直接撤销。",
           (long long)by);
  snprintf(en, sizeof en,
           "command %lld has changed it since: it can't simply be taken back.",
           (long long)by);
  undo_blame(undo, row, "changed", zh, en, err);
}

static void past_erased(struct storage_undo *undo, struct undo_row *row,
                        struct error *err) {
  undo_blame(undo, row, "erased", "原来的内容已依法删除，不能恢复。",
             "what it held before was erased by law and can't come back.", err);
}

/* A value met on the way back: whoever asked for it gets it. */
static void past_answer(struct storage_undo *undo, struct undo_row *row,
                        size_t column, json_t *value, struct error *err) {
  for (size_t at = row->newest; at != SIZE_MAX; at = undo->steps[at].newer) {
    struct undo_step *step = &undo->steps[at];
    if (step->cells[column] != UNDO_WANTED)
      continue;
    step->cells[column] = UNDO_KNOWN;
    undo->wanted--;
    if (!step->check)
      json_array_set(step->values, column, value);
    else if (!json_equal(json_array_get(step->values, column), value))
      past_changed(undo, row, step->by, err);
  }
}

/* Nothing older can answer. True when an answer is missed. */
static bool past_forget(struct storage_undo *undo, const struct undo_row *row) {
  bool missed = false;

  for (size_t at = row->newest; at != SIZE_MAX; at = undo->steps[at].newer)
    for (size_t i = 0; i < STORAGE_COLUMNS_MAX; i++)
      if (undo->steps[at].cells[i] == UNDO_WANTED) {
        undo->steps[at].cells[i] = UNDO_NONE;
        undo->wanted--;
        missed = missed || !undo->steps[at].idle || undo->steps[at].check;
      }
  return missed;
}

/* Calls for each column of today that a change set. */
static void past_each(const struct undo_table *table,
                      const struct undo_change *change,
                      void (*each)(void *context, size_t column, json_t *value),
                      void *context) {
  size_t count = json_array_size(change->body);

  if (change->op == OP_INSERT && change->body != NULL)
    for (size_t i = 0; i < table->width; i++) {
      if (table->columns[i] >= 0)
        each(context, (size_t)table->columns[i],
             i < count ? json_array_get(change->body, i) : json_null());
    }
  if (change->op == OP_UPDATE)
    for (size_t i = 0; i + 1 < count; i += 2) {
      size_t index =
          (size_t)json_integer_value(json_array_get(change->body, i));
      if (index < table->width && table->columns[index] >= 0)
        each(context, (size_t)table->columns[index],
             json_array_get(change->body, i + 1));
    }
}

struct past_context {
  struct storage_undo *undo;
  struct undo_row *row;
  struct undo_step *step;
  struct error *err;
};

static void past_tell(void *context, size_t column, json_t *value) {
  struct past_context *past = context;
  past_answer(past->undo, past->row, column, value, past->err);
}

static void past_ask(void *context, size_t column, json_t *value) {
  struct past_context *past = context;

  (void)value;
  past_want(past->undo, past->step, column);
}

/* Of somebody else's changes the newest of a column is what they left. */
static void past_leave(void *context, size_t column, json_t *value) {
  json_t *left = ((struct past_context *)context)->row->left;
  char key[24];

  snprintf(key, sizeof key, "%zu", column);
  if (json_object_get(left, key) == NULL)
    json_object_set(left, key, value);
}

static struct undo_step *past_step(struct storage_undo *undo, size_t index,
                                   enum undo_kind kind, struct error *err) {
  struct undo_row *row = &undo->rows[index];
  struct undo_step *step;

  if (undo->step_count == undo->step_room) {
    size_t room = undo->step_room == 0 ? 64 : 2 * undo->step_room;
    struct undo_step *more = realloc(undo->steps, room * sizeof *more);
    if (more == NULL) {
      error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
      return NULL;
    }
    undo->steps = more;
    undo->step_room = room;
  }
  step = &undo->steps[undo->step_count];
  *step = (struct undo_step){
      .row = index, .kind = kind, .newer = row->newest, .values = json_array()};
  for (size_t i = 0; i < undo->tables[row->table].table->count; i++)
    json_array_append_new(step->values, json_null());
  row->newest = undo->step_count++;
  return step;
}

/* --- somebody else's changes ------------------------------------------------
 */

static void past_others(struct storage_undo *undo, struct undo_row *row,
                        const struct undo_change *change, struct error *err) {
  struct past_context context = {.undo = undo, .row = row, .err = err};

  if (row->others == 0) {
    row->others = change->command;
    row->gone = change->op == OP_DELETE;
    row->left = json_object();
  }
  if (change->op != OP_DELETE && change->body == NULL)
    row->unknown = true;
  past_each(&undo->tables[row->table], change, past_leave, &context);
}

/* What somebody else left stands after one of the commands: it must be what
 * the command had left. */
static int past_check_others(struct storage_undo *undo, size_t index,
                             struct error *err) {
  struct undo_row *row = &undo->rows[index];
  struct undo_step *step;
  const char *column;
  json_t *value;

  if (row->others == 0)
    return 0;
  if (row->gone || row->unknown)
    past_changed(undo, row, row->others, err);
  step = past_step(undo, index, UNDO_UPDATE, err);
  if (step == NULL)
    return ERROR_MEMORY;
  step->check = step->idle = true;
  step->by = row->others;
  json_object_foreach(row->left, column, value) {
    size_t at = strtoul(column, NULL, 10);
    json_array_set(step->values, at, value);
    past_want(undo, step, at);
  }
  json_decref(row->left);
  row->left = NULL;
  row->others = 0;
  row->gone = row->unknown = false;
  return 0;
}

/* --- the commands' own ------------------------------------------------------
 */

/* A default as it is stored. New reference. */
static json_t *past_given(const struct column *column, const json_t *given) {
  struct value value = {.is_null = true};
  struct error ignored;
  json_t *stored;

  error_init(&ignored);
  if (given != NULL && column->type != FIELD_REF)
    field_to_value(column, given, &value, &ignored);
  stored = value.is_null   ? json_null()
           : value.is_text ? json_stringn(value.text, value.len)
                           : json_integer(value.integer);
  value_fini(&value);
  error_fini(&ignored);
  return stored;
}

/* All of a row that was deleted; a column that came later has its default. */
static void past_ask_all(struct storage_undo *undo, struct undo_step *step,
                         const struct undo_table *table) {
  for (size_t i = 0; i < table->table->count; i++)
    json_array_set_new(
        step->values, i,
        past_given(&table->table->columns[i], table->table->columns[i].given));
  for (size_t i = 0; i < table->width; i++)
    if (table->columns[i] >= 0)
      past_want(undo, step, (size_t)table->columns[i]);
}

/* Of a change to a row that goes only references count: rows that came in
 * after this one may be what it points to, and go before it. */
static void past_keep_references(struct storage_undo *undo,
                                 struct undo_step *step,
                                 const struct table *table) {
  step->idle = true;
  for (size_t i = 0; i < table->count; i++) {
    if (table->columns[i].type == FIELD_REF && step->cells[i] != UNDO_NONE) {
      step->idle = false;
      continue;
    }
    undo->wanted -= step->cells[i] == UNDO_WANTED;
    step->cells[i] = UNDO_NONE;
  }
}

/* The row came with this change: what else they did to it goes with it. True
 * when they deleted it themselves. */
static bool past_born(struct storage_undo *undo, const struct undo_row *row) {
  bool deleted = false;

  for (size_t at = row->newest; at != SIZE_MAX; at = undo->steps[at].newer)
    deleted = deleted || undo->steps[at].kind == UNDO_INSERT;
  for (size_t at = row->newest; at != SIZE_MAX; at = undo->steps[at].newer) {
    struct undo_step *step = &undo->steps[at];
    if (deleted)
      step->idle = true;
    else if (!step->check)
      past_keep_references(undo, step, undo->tables[row->table].table);
  }
  return deleted;
}

static int past_own(struct storage_undo *undo, size_t index,
                    const struct undo_change *change, bool deleted,
                    struct error *err) {
  static const enum undo_kind kinds[] = {
      [OP_INSERT] = UNDO_DELETE,
      [OP_UPDATE] = UNDO_UPDATE,
      [OP_DELETE] = UNDO_INSERT,
  };
  struct undo_row *row = &undo->rows[index];
  const struct undo_table *table = &undo->tables[row->table];
  struct past_context context = {.undo = undo, .row = row, .err = err};

  if (change->op == OP_UPDATE && change->body == NULL)
    past_erased(undo, row, err);
  context.step = past_step(undo, index, kinds[change->op], err);
  if (context.step == NULL)
    return ERROR_MEMORY;
  context.step->idle = deleted; /* it came and went */
  if (change->op == OP_UPDATE)
    past_each(table, change, past_ask, &context);
  if (change->op == OP_DELETE)
    past_ask_all(undo, context.step, table);
  return 0;
}

/* --- changes of the tables --------------------------------------------------
 */

/* What a column of the older declaration is called in the newer one, NULL when
 * a step removed it. */
static const char *past_renamed(const json_t *steps, const char *table,
                                const char *name) {
  const char *what;
  json_t *step;
  json_t *args;
  size_t i;

  json_array_foreach(steps, i, step) {
    json_object_foreach(step, what, args) {
      if (strcmp(json_get_text(args, "table", ""), table) != 0)
        continue;
      if (strcmp(what, "rename_column") == 0 &&
          strcmp(json_get_text(args, "from", ""), name) == 0)
        name = json_get_text(args, "to", "");
      if (strcmp(what, "drop_column") == 0 &&
          strcmp(json_get_text(args, "column", ""), name) == 0)
        return NULL;
    }
  }
  return name;
}

static int past_find(const json_t *columns, const char *name) {
  json_t *column;
  size_t i;

  json_array_foreach(columns, i, column) {
    if (strcmp(json_get_text(column, "name", ""), name) == 0)
      return (int)i;
  }
  return -1;
}

/* Rows that were there when a column came took its default. */
static void past_default(struct storage_undo *undo, size_t table, size_t column,
                         const json_t *given, struct error *err) {
  json_t *stored =
      past_given(&undo->tables[table].table->columns[column], given);

  for (size_t i = 0; i < undo->row_count; i++)
    if (undo->rows[i].table == table)
      past_answer(undo, &undo->rows[i], column, stored, err);
  json_decref(stored);
}

/* Older changes count the columns as `old` declares them. */
static void past_table_before(struct storage_undo *undo, size_t index,
                              const json_t *body, struct error *err) {
  struct undo_table *table = &undo->tables[index];
  const char *name = table->table->name;
  const json_t *old = json_object_get(
      json_object_get(json_object_get(body, "old"), name), "columns");
  const json_t *fresh = json_object_get(
      json_object_get(json_object_get(body, "new"), name), "columns");
  int columns[STORAGE_COLUMNS_MAX];
  bool known[STORAGE_COLUMNS_MAX] = {false};
  json_t *column;
  size_t i;

  json_array_foreach(old, i, column) {
    const char *now = past_renamed(json_object_get(body, "steps"), name,
                                   json_get_text(column, "name", ""));
    int at = now != NULL ? past_find(fresh, now) : -1;
    if (i >= STORAGE_COLUMNS_MAX)
      break;
    columns[i] = at >= 0 && (size_t)at < table->width ? table->columns[at] : -1;
    if (columns[i] >= 0)
      known[columns[i]] = true;
  }
  json_array_foreach(fresh, i, column) {
    if (i < table->width && table->columns[i] >= 0 && !known[table->columns[i]])
      past_default(undo, index, (size_t)table->columns[i],
                   json_object_get(column, "default"), err);
  }
  table->width = json_array_size(old) < STORAGE_COLUMNS_MAX
                     ? json_array_size(old)
                     : STORAGE_COLUMNS_MAX;
  memcpy(table->columns, columns, table->width * sizeof *columns);
}

static void past_schema(struct storage_undo *undo, const json_t *body,
                        struct error *err) {
  const char *plugin = json_get_text(body, "plugin", "");

  for (size_t i = 0; i < undo->table_count; i++)
    if (strcmp(undo->tables[i].schema->plugin, plugin) == 0)
      past_table_before(undo, i, body, err);
}

/* --- the walk ---------------------------------------------------------------
 */

/* The row that a change is of, SIZE_MAX when the commands never touched it. */
static size_t past_row(const struct storage_undo *undo, struct statement *st) {
  int64_t word = statement_get_int(st, 3);
  char key[24];

  for (size_t i = 0; i < undo->table_count; i++) {
    json_t *index;
    if (undo->tables[i].word != word)
      continue;
    snprintf(key, sizeof key, "%lld", (long long)statement_get_int(st, 4));
    index = json_object_get(undo->tables[i].rows, key);
    return index != NULL ? (size_t)json_integer_value(index) : SIZE_MAX;
  }
  return SIZE_MAX;
}

static int past_body(struct statement *st, json_t **body, struct error *err) {
  size_t len;
  const uint8_t *data = statement_get_blob(st, 5, &len);

  *body = NULL;
  if (data == NULL || len <= STORAGE_SALT)
    return 0;
  if (pack_read(data + STORAGE_SALT, len - STORAGE_SALT, body) == 0) {
    if (statement_get_int(st, 1) == PART_CHANGE)
      rows_instants(*body, statement_get_int(st, 7));
    return 0;
  }
  return error_set(err, ERROR_CORRUPT, "日志第 %lld 条的内容已损坏。",
                   "The content of command %lld is damaged.",
                   (long long)statement_get_int(st, 0));
}

static int past_take(struct storage_undo *undo, size_t index,
                     const struct undo_change *change, struct error *err) {
  struct undo_row *row = &undo->rows[index];
  struct past_context context = {.undo = undo, .row = row, .err = err};
  bool ours = undo_is_ours(undo, change->command, change->n);
  bool deleted = false;
  int rc = 0;

  if (change->op < OP_INSERT || change->op > OP_DELETE)
    return error_set(err, ERROR_CORRUPT, "日志第 %lld 条的内容已损坏。",
                     "The content of command %lld is damaged.",
                     (long long)change->command);
  if (ours)
    rc = past_check_others(undo, index, err);
  if (rc != 0)
    return rc;
  if (ours && change->op == OP_INSERT)
    deleted = past_born(undo, row);
  past_each(&undo->tables[row->table], change, past_tell, &context);
  /* the row came here, or the bytes are gone */
  if ((change->op == OP_INSERT ||
       (change->op == OP_UPDATE && change->body == NULL)) &&
      past_forget(undo, row))
    past_erased(undo, row, err);
  if (ours)
    return past_own(undo, index, change, deleted, err);
  if (change->command > undo->spans[0].command)
    past_others(undo, row, change, err);
  return 0;
}

static int past_walk(struct storage_undo *undo, struct statement *st,
                     struct error *err) {
  int64_t first = undo->spans[0].command;
  int rc;

  while ((rc = statement_step(st, err)) == 1) {
    struct undo_change change = {.command = statement_get_int(st, 0),
                                 .op = statement_get_int(st, 2),
                                 .n = statement_get_int(st, 6)};
    bool schema = statement_get_int(st, 1) == PART_SCHEMA;
    size_t index = schema ? SIZE_MAX : past_row(undo, st);
    json_t *body = NULL;
    if (change.command < first && undo->wanted == 0)
      return 0;
    if (!schema && index == SIZE_MAX)
      continue;
    rc = past_body(st, &body, err);
    change.body = body;
    if (rc == 0 && schema)
      past_schema(undo, body, err);
    else if (rc == 0)
      rc = past_take(undo, index, &change, err);
    json_decref(body);
    if (rc != 0)
      return rc;
  }
  return rc;
}

int undo_read_past(struct storage_undo *undo, struct error *err) {
  struct statement *st;
  int rc = statement_get(undo->storage->conn,
                         "SELECT b.command,b.kind,b.op,b.name,b.row,b.data,b.n,"
                         "c.recorded_at FROM body b JOIN command c"
                         " ON c.seq=b.command WHERE b.id<?1<<16"
                         " AND b.kind IN (4,6) ORDER BY b.id DESC",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, undo->storage->command.seq);
  rc = past_walk(undo, st, err);
  statement_reset(st);
  if (rc == 0 && undo->wanted > 0)
    rc = error_set(err, ERROR_CORRUPT, "日志里找不到改动以前的内容，没有撤销。",
                   "The journal doesn't hold what was there before: nothing "
                   "was taken back.");
  return rc;
}
