/* Events: published inside a command, read in order. */
#include <stdlib.h>
#include <string.h>

#include "base/pack.h"
#include "storage/internal.h"

#define EVENT_TEXT_MAX 128 /* bytes of a type or a subject */

/* What an event says besides its type: `bare` stands in its own row. */
struct event_text {
  const char *type;
  const char *subject;
  bool bare;
};

static int events_check(struct storage *storage, const struct event_text *text,
                        struct error *err) {
  int rc = storage_writable(storage, err);

  if (rc == 0 && !storage->command.open)
    rc = error_set(err, ERROR_INTERNAL, "没有进行中的命令。",
                   "No command is open.");
  if (rc == 0 &&
      (text->type == NULL || text->type[0] == '\0' ||
       strlen(text->type) > EVENT_TEXT_MAX ||
       (text->subject != NULL && strlen(text->subject) > EVENT_TEXT_MAX)))
    rc = error_set(err, ERROR_INPUT, "事件的名称或主体太长。",
                   "The event's type or subject is too long.");
  if (rc == 0 && ++storage->command.changes > STORAGE_CHANGES_MAX)
    rc = error_set(err, ERROR_RULE, "一次改动太多（最多 %d 处）。",
                   "Too many changes at once (%d at most).",
                   STORAGE_CHANGES_MAX);
  return rc;
}

static int events_publish(struct storage *storage,
                          const struct event_text *text, const json_t *payload,
                          int64_t *event, struct error *err) {
  struct part part = {.kind = PART_EVENT,
                      .name = text->type,
                      .row = storage->last_event + 1,
                      .subject = text->subject,
                      .depth = storage->command.depth,
                      .bare = text->bare};
  int rc = events_check(storage, text, err);

  if (rc != 0)
    return rc;
  buf_clear(&storage->scratch);
  if (payload != NULL && !json_is_null(payload)) {
    if (!text->bare)
      parts_body(storage);
    if (pack_write(&storage->scratch, payload) != 0)
      return error_set(err, ERROR_INPUT, "事件内容嵌套太深或含有小数。",
                       "The event nests too deep or holds a real number.");
  }
  rc = parts_add(storage, &part, err);
  if (rc != 0)
    return rc;
  storage->last_event++;
  if (event != NULL)
    *event = storage->last_event;
  return 0;
}

int storage_publish(struct storage *storage, const char *type,
                    const char *subject, const json_t *payload, int64_t *event,
                    struct error *err) {
  const struct event_text text = {type, subject, false};

  return events_publish(storage, &text, payload, event, err);
}

int storage_publish_bare(struct storage *storage, const char *type,
                         const char *subject, const json_t *payload,
                         int64_t *event, struct error *err) {
  const struct event_text text = {type, subject, true};

  return events_publish(storage, &text, payload, event, err);
}

const char *events_data(const struct storage_conn *conn) {
  return conn->format >= 2 ? "e.data" : "NULL";
}

/* Ids are dense and go with the commands: halving finds the place. */
int events_first(struct storage_conn *conn, int64_t command, int64_t *id,
                 struct error *err) {
  int64_t low = 1;
  int64_t high;
  struct statement *st;
  int rc =
      conn_ask_int(conn, "SELECT ifnull(max(id),0)+1 FROM event", &high, err);

  while (rc == 0 && low < high) {
    int64_t middle = low + (high - low) / 2;
    rc = statement_get(
        conn, "SELECT command FROM event WHERE id>=?1 ORDER BY id LIMIT 1", &st,
        err);
    if (rc != 0)
      return rc;
    statement_int(st, 1, middle);
    rc = statement_step(st, err);
    if (rc < 0)
      return rc;
    if (rc == 1 && statement_get_int(st, 0) < command)
      low = middle + 1;
    else
      high = middle;
    rc = 0;
    statement_reset(st);
  }
  *id = low;
  return rc;
}

/* 0, or ERROR_CORRUPT. What was erased reads as null. */
static int events_payload(struct statement *st, json_t **payload,
                          struct error *err) {
  size_t len;
  bool bare = statement_get_int(st, 7) != 0;
  size_t salt = bare ? 0 : STORAGE_SALT;
  const char *data = statement_get_blob(st, 6, &len);

  if (data == NULL || len <= salt) {
    *payload = json_null();
    return 0;
  }
  if (pack_read(data + salt, len - salt, payload) == 0)
    return 0;
  return error_set(err, ERROR_CORRUPT, "事件 %lld 的内容已损坏。",
                   "The content of event %lld is damaged.",
                   (long long)statement_get_int(st, 0));
}

static int events_show(struct storage_conn *conn, const char *sql,
                       int64_t after, int limit,
                       int (*each)(void *context, const struct storage_event *),
                       void *context, struct error *err) {
  struct statement *st;
  int shown = 0;
  int rc = statement_get(conn, sql, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, after);
  statement_int(st, 2, limit);
  while ((rc = statement_step(st, err)) == 1) {
    struct storage_event event = {.id = statement_get_int(st, 0),
                                  .command = statement_get_int(st, 1),
                                  .at = statement_get_int(st, 2),
                                  .depth = statement_get_int(st, 3),
                                  .type = statement_get_text(st, 4),
                                  .subject = statement_get_text(st, 5)};
    int stop = events_payload(st, &event.payload, err);
    if (stop < 0) {
      statement_reset(st);
      return stop;
    }
    shown++;
    stop = each(context, &event);
    json_decref(event.payload);
    if (stop != 0) {
      statement_reset(st);
      return shown;
    }
  }
  return rc < 0 ? rc : shown;
}

int storage_events(struct storage_conn *conn, int64_t after, int limit,
                   int (*each)(void *context, const struct storage_event *),
                   void *context, struct error *err) {
  const char *data = events_data(conn);
  const char *body = conn->format >= 3 ? "b.id=(e.command<<16|e.n)"
                                       : "b.command=e.command AND b.n=e.n";
  char sql[400];

  snprintf(sql, sizeof sql,
           "SELECT e.id,e.command,c.recorded_at,e.depth,w.text,e.subject,"
           "ifnull(%s,b.data),%s IS NOT NULL "
           "FROM event e JOIN command c ON c.seq=e.command JOIN word w ON "
           "w.id=e.type LEFT JOIN body b ON %s "
           "AND b.kind=5 WHERE e.id>?1 ORDER BY e.id LIMIT ?2",
           data, data, body);
  return events_show(conn, sql, after, limit, each, context, err);
}

int storage_events_bare(struct storage_conn *conn, int64_t after, int limit,
                        int (*each)(void *context,
                                    const struct storage_event *),
                        void *context, struct error *err) {
  static const char sql[] =
      "SELECT e.id,e.command,c.recorded_at,e.depth,w.text,e.subject,NULL,1 "
      "FROM event e JOIN command c ON c.seq=e.command JOIN word w ON "
      "w.id=e.type WHERE e.id>?1 ORDER BY e.id LIMIT ?2";

  return events_show(conn, sql, after, limit, each, context, err);
}

int64_t storage_last_event(struct storage_conn *conn) {
  int64_t last = 0;

  if (conn->writer)
    return conn->storage->last_event;
  if (conn_ask_int(conn, "SELECT ifnull(max(id),0) FROM event", &last, NULL))
    return 0;
  return last;
}

int64_t storage_sequence_at(struct storage_conn *conn, int64_t instant) {
  /* order is the sequence, not the clock: among commands recorded at or
   * before the instant, the last. Sequence and clock nearly always run
   * together, so a search from the end is short. */
  static const char sql[] = "SELECT seq FROM command WHERE recorded_at<=?1 "
                            "ORDER BY seq DESC LIMIT 1";
  struct statement *st;
  int64_t seq = 0;

  if (statement_get(conn, sql, &st, NULL) != 0)
    return 0;
  statement_int(st, 1, instant);
  if (statement_step(st, NULL) == 1)
    seq = statement_get_int(st, 0);
  statement_reset(st);
  return seq;
}
