#include "storage/past.h"

#include <string.h>

#include "base/json.h"
#include "base/pack.h"
#include "storage/internal.h"

/* One row of body and what is known beside it. */
struct past_part {
  int64_t kind;
  int64_t op;
  int64_t row;
  const char *name;
  const char *type;
  const char *subject;
  json_t *body; /* NULL: none */
};

static int past_head(struct storage_conn *conn, int64_t seq, json_t **out,
                     struct error *err) {
  static const char sql[] =
      "SELECT c.recorded_at,c.happened_at,ifnull(c.person,0),c.refused,"
      "(SELECT text FROM word WHERE id=c.role),"
      "(SELECT text FROM word WHERE id=c.station),"
      "(SELECT text FROM word WHERE id=c.plugin),"
      "(SELECT text FROM word WHERE id=c.action)"
      " FROM command c WHERE c.seq=?1";
  struct statement *st;
  json_t *head;
  int rc = statement_get(conn, sql, &st, err);

  *out = NULL;
  if (rc != 0)
    return rc;
  statement_int(st, 1, seq);
  rc = statement_step(st, err);
  if (rc != 1)
    return rc;
  head = json_pack("{s:I, s:b, s:b, s:[], s:[]}", "seq", (json_int_t)seq,
                   "refused", statement_get_int(st, 3) != 0, "erased", 0,
                   "changes", "events");
  statement_put_int(st, 0, head, "recorded_at");
  statement_put_int(st, 1, head, "happened_at");
  statement_put_int(st, 2, head, "person");
  statement_put_text(st, 4, head, "role");
  statement_put_text(st, 5, head, "station");
  statement_put_text(st, 6, head, "plugin");
  statement_put_text(st, 7, head, "action");
  statement_reset(st);
  *out = head;
  return 0;
}

/* A column of today by its number; the number itself when there is none. */
static void past_value(json_t *values, const struct table *table, size_t index,
                       json_t *value) {
  char number[24];

  if (table != NULL && index < table->count) {
    json_object_set(values, table->columns[index].name, value);
    return;
  }
  snprintf(number, sizeof number, "%zu", index);
  json_object_set(values, number, value);
}

/* The body of a change under names: all columns, or index and value in turn. */
static json_t *past_values(const struct table *table, int64_t op,
                           const json_t *body) {
  json_t *values = json_object();
  size_t count = json_array_size(body);

  if (op == OP_INSERT)
    for (size_t i = 0; i < count; i++)
      past_value(values, table, i, json_array_get(body, i));
  else
    for (size_t i = 0; i + 1 < count; i += 2)
      past_value(values, table,
                 (size_t)json_integer_value(json_array_get(body, i)),
                 json_array_get(body, i + 1));
  return values;
}

static void past_change(struct storage_conn *conn, json_t *out,
                        const struct past_part *part) {
  static const char *const ops[] = {"", "insert", "update", "delete"};
  struct catalog *catalog =
      conn->storage != NULL ? storage_catalog(conn->storage) : NULL;
  const struct table *table = catalog != NULL && part->name != NULL
                                  ? catalog_sql_table(catalog, part->name)
                                  : NULL;
  json_t *change =
      json_pack("{s:s?, s:s, s:I}", "table", part->name, "op",
                part->op >= 0 && part->op <= OP_DELETE ? ops[part->op] : "",
                "row", (json_int_t)part->row);

  if (part->body != NULL)
    json_object_set_new(change, "values",
                        past_values(table, part->op, part->body));
  json_array_append_new(json_object_get(out, "changes"), change);
  catalog_unref(catalog);
}

static void past_take(struct storage_conn *conn, json_t *out,
                      const struct past_part *part) {
  switch (part->kind) {
  case PART_INPUT:
    json_object_set(out, "input", part->body);
    break;
  case PART_REPLY:
    json_object_set(out, "reply", part->body);
    break;
  case PART_REFUSAL:
    json_object_set(out, "refusal", part->body);
    break;
  case PART_CHANGE:
    past_change(conn, out, part);
    break;
  case PART_EVENT:
    json_array_append_new(json_object_get(out, "events"),
                          json_pack("{s:s?, s:s*, s:O*}", "type", part->type,
                                    "subject", part->subject, "payload",
                                    part->body));
    break;
  default:
    break;
  }
}

static int past_part(struct storage_conn *conn, struct statement *st,
                     json_t *out, struct error *err) {
  struct past_part part = {.kind = statement_get_int(st, 0),
                           .op = statement_get_int(st, 1),
                           .row = statement_get_int(st, 2),
                           .name = statement_get_text(st, 3),
                           .type = statement_get_text(st, 6),
                           .subject = statement_get_text(st, 7)};
  size_t salt = statement_get_int(st, 8) != 0 ? 0 : STORAGE_SALT;
  size_t len = 0;
  const char *data = statement_get_blob(st, 4, &len);

  if (!statement_is_null(st, 5))
    json_object_set_new(out, "erased", json_true());
  if (data != NULL && len >= salt &&
      pack_read(data + salt, len - salt, &part.body) != 0)
    return error_set(err, ERROR_CORRUPT, "日志的一条记录读不出来。",
                     "A record of the journal can't be read.");
  if (part.kind == PART_CHANGE)
    rows_instants(part.body, json_get_int(out, "recorded_at", 0));
  past_take(conn, out, &part);
  json_decref(part.body);
  return 0;
}

int storage_past_command(struct storage_conn *conn, int64_t seq, json_t **out,
                         struct error *err) {
  struct statement *st;
  int64_t event;
  char sql[720];
  int rc = past_head(conn, seq, out, err);

  if (rc != 0 || *out == NULL)
    return rc;
  rc = events_first(conn, seq, &event, err);
  snprintf(sql, sizeof sql,
           "SELECT b.kind,ifnull(b.op,0),ifnull(b.row,0),"
           "(SELECT text FROM word WHERE id=b.name),b.data,b.erased_by,"
           "(SELECT text FROM word WHERE id=e.type),e.subject,0,b.n FROM body b"
           " LEFT JOIN event e ON b.kind=5 AND e.id=b.row"
           " WHERE %s UNION ALL SELECT 5,0,e.id,NULL,%s,NULL,"
           "(SELECT text FROM word WHERE id=e.type),e.subject,1,e.n FROM event"
           " e WHERE e.id BETWEEN ?2 AND ?2+%d AND e.command=?1 AND %s IS NOT"
           " NULL ORDER BY 10",
           journal_body_of(conn), events_data(conn), STORAGE_CHANGES_MAX,
           events_data(conn));
  if (rc == 0)
    rc = statement_get(conn, sql, &st, err);
  if (rc == 0) {
    statement_int(st, 1, seq);
    statement_int(st, 2, event);
  }
  while (rc == 0 && (rc = statement_step(st, err)) == 1) {
    rc = past_part(conn, st, *out, err);
    if (rc != 0)
      statement_reset(st);
  }
  if (rc != 0) {
    json_decref(*out);
    *out = NULL;
  }
  return rc;
}
