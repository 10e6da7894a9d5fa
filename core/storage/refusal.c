/* What the database refused, in words on the right field. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "storage/internal.h"

static int refusal_say(struct error *err, const char *field, const char *code,
                       const json_t *rule, const char *zh, const char *en) {
  const char *said[2] = {json_get_text(rule, "zh", zh),
                         json_get_text(rule, "en", en)};

  error_set(err, ERROR_RULE, "%s%.0s", "%.0s%s", said[0], said[1]);
  error_fault(err, field, code, "%s%.0s", "%.0s%s", said[0], said[1]);
  return ERROR_RULE;
}

/* "table.a, table.b" of SQLite's message against the columns of a rule. */
static bool refusal_same_columns(const char *text, const struct table *table,
                                 const json_t *columns) {
  const json_t *item;
  struct buf want;
  bool same;
  size_t i;

  buf_init(&want);
  json_array_foreach(columns, i, item)
      buf_printf(&want, "%s%s.%s", i > 0 ? ", " : "", table->sql_name,
                 json_string_value(item));
  same = want.len == strlen(text) && memcmp(want.data, text, want.len) == 0;
  buf_fini(&want);
  return same;
}

static int refusal_unique(const struct table *table, const char *text,
                          struct error *err) {
  const json_t *item;
  const json_t *rule = NULL;
  const char *dot = strchr(text, '.');
  char field[STORAGE_NAME_MAX + 1];
  size_t i;

  json_array_foreach(json_object_get(table->json, "unique"), i, item) {
    if (rule == NULL &&
        refusal_same_columns(text, table, json_object_get(item, "columns")))
      rule = item;
  }
  snprintf(field, sizeof field, "%s", dot != NULL ? dot + 1 : "");
  field[strcspn(field, ",")] = '\0';
  return refusal_say(err, field, "unique", rule, "已经有相同的记录。",
                     "There is already a record with this value.");
}

static int refusal_span(const struct table *table, const char *what, size_t n,
                        struct error *err) {
  const json_t *rule =
      json_array_get(json_object_get(table->json, "no_overlap"), n);
  const json_t *key = json_object_get(rule, "key");
  const char *field =
      json_string_value(json_is_array(key) ? json_array_get(key, 0) : key);

  if (strcmp(what, "order") == 0)
    return refusal_say(err, json_get_text(rule, "to", ""), "order", NULL,
                       "结束要晚于开始。",
                       "The end must be later than the beginning.");
  return refusal_say(err, field != NULL ? field : "", "overlap", rule,
                     "这段时间与已有的记录重叠。",
                     "This time overlaps a record that is already there.");
}

static int refusal_token(const struct table *table, const char *token,
                         struct error *err) {
  const char *which = strchr(token, ':');
  size_t len = which != NULL ? (size_t)(which - token) : strlen(token);

  which = which != NULL ? which + 1 : "";
  if (strncmp(token, "order", len) == 0 || strncmp(token, "overlap", len) == 0)
    return refusal_span(table, token[1] == 'r' ? "order" : "overlap",
                        strtoul(which, NULL, 10), err);
  if (strncmp(token, "initial", len) == 0)
    return refusal_say(err, which, "transition", NULL,
                       "新的记录不能从这个状态开始。",
                       "A new record can't begin in this state.");
  if (strncmp(token, "move", len) == 0)
    return refusal_say(err, which, "transition", NULL, "不能这样改变状态。",
                       "The state can't change in this way.");
  if (strncmp(token, "append", len) == 0)
    return refusal_say(err, "", "append_only", NULL,
                       "这种记录只能增加，不能修改或删除。",
                       "Such records are only added, never changed.");
  return refusal_say(err, "", "check", NULL, "内容不合规定。",
                     "The content does not fit the declaration.");
}

static bool refusal_exists(struct storage *storage, const char *table,
                           int64_t id) {
  struct statement *st;
  struct buf sql;
  bool found = true;

  buf_init(&sql);
  buf_printf(&sql, "SELECT 1 FROM %s WHERE id=?1%c", table, 0);
  if (!sql.failed && statement_get(storage->conn, sql.data, &st, NULL) == 0) {
    statement_int(st, 1, id);
    found = statement_step(st, NULL) == 1;
    statement_reset(st);
  }
  buf_fini(&sql);
  return found;
}

/* SQLite does not say which reference failed: look for each. */
static int refusal_reference(struct storage *storage, const struct table *table,
                             const json_t *row, struct error *err) {
  bool found = false;

  if (row == NULL)
    return refusal_say(err, "", "used", NULL, "别的记录还在用它，不能删除。",
                       "Other records still refer to it; it can't be deleted.");
  for (size_t i = 0; i < table->count; i++) {
    const struct column *column = &table->columns[i];
    const json_t *value = json_object_get(row, column->name);
    if (column->type != FIELD_REF || !json_is_integer(value) ||
        refusal_exists(storage, column->target, json_integer_value(value)))
      continue;
    found = true;
    error_fault(err, column->name, "ref", "没有第 %lld 号记录。",
                "There is no record %lld.",
                (long long)json_integer_value(value));
  }
  if (!found)
    error_fault(err, "", "ref", "所指的记录不存在。",
                "A record referred to does not exist.");
  return error_set(err, ERROR_INPUT, "所指的记录不存在。",
                   "A record referred to does not exist.");
}

int refusal_constraint(struct storage *storage, const struct table *table,
                       const json_t *row, int64_t id, struct error *err) {
  static const char unique[] = "UNIQUE constraint failed: ";
  int rc = sqlite3_extended_errcode(storage->conn->db);
  char text[512];

  (void)id;
  snprintf(text, sizeof text, "%s", sqlite3_errmsg(storage->conn->db));
  if (strncmp(text, "songhe:", 7) == 0)
    return refusal_token(table, text + 7, err);
  if (strncmp(text, unique, sizeof unique - 1) == 0)
    return refusal_unique(table, text + sizeof unique - 1, err);
  if (rc == SQLITE_CONSTRAINT_FOREIGNKEY || rc == SQLITE_CONSTRAINT_TRIGGER)
    return refusal_reference(storage, table, row, err);
  return error_set(err, ERROR_INTERNAL, "数据库拒绝了改动：%s。",
                   "The database refused the change: %s.", text);
}

/* A refusal as it is journaled: both languages, so that any desk can repeat
 * it. */
json_t *refusal_json(const struct error *err) {
  json_t *faults = json_array();

  for (size_t i = 0; i < err->fault_count; i++)
    json_array_append_new(
        faults, json_pack("{s:s?, s:s?, s:s?, s:s?}", "field",
                          err->faults[i].field, "code", err->faults[i].code,
                          "zh", err->faults[i].zh, "en", err->faults[i].en));
  return json_pack("{s:s, s:s?, s:s?, s:o}", "code", error_slug(err->code),
                   "zh", err->zh, "en", err->en, "faults", faults);
}

static enum error_code refusal_code(const char *slug) {
#define X(name, text, status, exit)                                            \
  if (strcmp(slug, text) == 0)                                                 \
    return ERROR_##name;
  ERROR_MAP(X)
#undef X
  return ERROR_INTERNAL;
}

void storage_refusal_read(const json_t *refusal, struct error *err) {
  enum error_code code = refusal_code(json_get_text(refusal, "code", ""));
  const json_t *fault;
  size_t i;

  error_set(err, code, "%s%.0s", "%.0s%s", json_get_text(refusal, "zh", ""),
            json_get_text(refusal, "en", ""));
  json_array_foreach(json_object_get(refusal, "faults"), i, fault) error_fault(
      err, json_get_text(fault, "field", ""), json_get_text(fault, "code", ""),
      "%s%.0s", "%.0s%s", json_get_text(fault, "zh", ""),
      json_get_text(fault, "en", ""));
}
