/* Asks: declared SQL is answered by C straight into text; Lua queries go to
 * read runners. */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/log.h"
#include "home/access.h"
#include "home/work.h"
#include "plugin/call.h"
#include "plugin/fields.h"
#include "storage/access.h"

void query_cache_clear(struct query_cache *cache) {
  for (int i = 0; i < HOME_QUERIES; i++) {
    if (cache->slots[i].query != NULL)
      storage_query_free(cache->slots[i].query);
    cache->slots[i].query = NULL;
    cache->slots[i].declaration = NULL;
  }
  cache->live = NULL;
}

/* A query prepared for this connection and these plugins; kept there. */
static int query_get(struct work *work, const struct live_call *call,
                     struct storage_query **out, struct error *err) {
  struct query_cache *cache = work->queries;
  const json_t *needs = json_object_get(call->member->declaration, "needs");
  struct storage_access access = {.plugin = call->member->id, .needs = needs};
  size_t slot = ((uintptr_t)call->declaration >> 4) % HOME_QUERIES;
  struct storage_query *query;
  int rc;

  if (cache->live != work->live) {
    query_cache_clear(cache);
    cache->live = work->live;
  }
  if (cache->slots[slot].declaration == call->declaration) {
    *out = cache->slots[slot].query;
    return 0;
  }
  rc = storage_query_prepare(
      work->conn, &access, json_get_text(call->declaration, "sql", ""),
      json_object_get(call->declaration, "columns"), &query, err);
  if (rc != 0)
    return rc;
  if (cache->slots[slot].query != NULL)
    storage_query_free(cache->slots[slot].query);
  cache->slots[slot].declaration = call->declaration;
  cache->slots[slot].query = query;
  *out = query;
  return 0;
}

static int query_sql(struct work *work, const struct live_call *call,
                     const json_t *params, json_t **rows, struct buf *text,
                     struct error *err) {
  struct storage_ask ask = {.params = params,
                            .deadline = work->deadline,
                            .at = work->at,
                            .now = work->at != 0 ? 0 : work->now};
  struct storage_query *query;
  int rc = query_get(work, call, &query, err);

  if (rc != 0)
    return rc;
  if (rows != NULL)
    *rows = NULL;
  rc = storage_query_run(query, &ask, rows, text, err);
  work->shown = storage_query_shown(query);
  return rc;
}

static int query_lua(struct work *work, const struct live_call *call,
                     const json_t *params, json_t **rows, struct error *err) {
  json_t *argument = handler_call_object(work, call->member, params);
  bool reading = work->reading;
  int rc;

  work->reading = true;
  rc = handler_run(work, call->member, "query", call->short_name, argument,
                   rows, err);
  work->reading = reading;
  json_decref(argument);
  if (rc == 0)
    rc = fields_check_result(
        json_object_get(call->declaration, "columns"), *rows,
        !json_get_bool(call->declaration, "single", false), err);
  if (rc != 0) {
    json_decref(*rows);
    *rows = NULL;
  }
  return rc;
}

static int query_native(struct work *work, const struct live_call *call,
                        const json_t *params, json_t **rows,
                        struct error *err) {
  struct work inner = *work;

  if (!json_get_bool(call->declaration, "plugins", false))
    return error_set(err, ERROR_RULE, "插件不能用 %s。",
                     "A plugin may not use %s.", call->name);
  inner.input = params;
  return call->native(&inner, rows, err);
}

int query_run_within(struct work *work, const struct live_call *call,
                     const json_t *params, json_t **rows, struct error *err) {
  if (json_object_get(call->declaration, "sql") != NULL)
    return query_sql(work, call, params, rows, NULL, err);
  if (call->native != NULL)
    return query_native(work, call, params, rows, err);
  return query_lua(work, call, params, rows, err);
}

/* --- readers -------------------------------------------------------------- */

static int query_open_reader(struct home *home, struct home_reader *reader,
                             struct error *err) {
  int rc = storage_reader_open(home->storage, &reader->reader, err);

  if (rc == 0)
    reader->queries.conn = storage_reader_conn(reader->reader);
  return rc;
}

void query_ahead(struct home *home) {
  struct home_reader *reader = &home->readers[0];
  struct error ignored;

  error_init(&ignored);
  if (query_open_reader(home, reader, &ignored) == 0 &&
      storage_reader_begin(reader->reader, &ignored) == 0)
    storage_reader_end(reader->reader);
  error_fini(&ignored);
}

static struct home_reader *query_take_reader(struct home *home,
                                             struct error *err) {
  struct home_reader *reader = NULL;
  int rc = 0;

  pthread_mutex_lock(&home->reader_lock);
  while (reader == NULL) {
    for (int i = 0; i < HOME_READERS && reader == NULL; i++)
      if (!home->readers[i].busy)
        reader = &home->readers[i];
    if (reader == NULL)
      pthread_cond_wait(&home->reader_free, &home->reader_lock);
  }
  reader->busy = true;
  pthread_mutex_unlock(&home->reader_lock);
  if (reader->reader == NULL)
    rc = query_open_reader(home, reader, err);
  if (rc == 0)
    return reader;
  pthread_mutex_lock(&home->reader_lock);
  reader->busy = false;
  pthread_cond_signal(&home->reader_free);
  pthread_mutex_unlock(&home->reader_lock);
  return NULL;
}

static void query_give_reader(struct home *home, struct home_reader *reader) {
  pthread_mutex_lock(&home->reader_lock);
  reader->busy = false;
  pthread_cond_signal(&home->reader_free);
  pthread_mutex_unlock(&home->reader_lock);
}

/* --- an ask --------------------------------------------------------------- */

/* A query may ask for a time of its own called `at` (a round at 08:00): it is
 * then an input, not the past. */
static bool query_declares_at(const struct live_call *call) {
  return json_find(json_object_get(call->declaration, "input"), "name", "at") !=
         NULL;
}

/* What the caller gave, with its `at` where the query declares one. Where it
 * does not, an `at` that is left here is a time of the past, wrongly written.
 * New reference. */
static json_t *query_input(const struct request *request,
                           const struct live_call *call, struct error *err) {
  json_t *input =
      request->input != NULL ? json_copy(request->input) : json_object();
  char text[32];

  if (query_declares_at(call)) {
    calendar_format_instant(request->at, 0, text);
    if (request->at != 0)
      json_object_set_new(input, "at", json_string(text));
  } else if (json_object_get(input, "at") != NULL) {
    error_fault(err, "at", "unknown",
                "没有这个字段。要看那时的情况，时间要写成 "
                "2026-11-23T14:05:00+08:00 这样。",
                "There is no such field. To see how things were, write the "
                "time like 2026-11-23T14:05:00+08:00.");
    json_object_del(input, "at");
  }
  return input;
}

static int query_set_at(struct work *work, const struct live_call *call,
                        struct error *err) {
  const struct request *request = work->request;

  if (request->at == 0 || query_declares_at(call))
    return 0;
  if (call->native == NULL && !json_get_bool(call->declaration, "at", false))
    return error_fault(err, "at", "not_kept",
                       "这里没有保存历史，只能看现在的。",
                       "No history is kept for this: only the present can be "
                       "seen.");
  work->at = storage_sequence_at(work->conn, request->at);
  if (work->at <= 0)
    return error_fault(err, "at", "before", "这个时间早于本院第一条记录。",
                       "That is before this home's first record.");
  return 0;
}

/* Instants as ISO 8601, as the SQL way writes them. */
static void query_write(struct work *work, const struct live_call *call,
                        const json_t *result, struct buf *text) {
  json_t *shown = fields_show(json_object_get(call->declaration, "columns"),
                              result, home_zone(work->home));

  json_write(text, shown != NULL ? shown : result);
  json_decref(shown);
}

static int query_dispatch(struct work *work, const struct live_call *call,
                          struct buf *text, struct error *err) {
  json_t *result = NULL;
  int rc;

  if (json_object_get(call->declaration, "sql") != NULL)
    return query_sql(work, call, work->input, NULL, text, err);
  if (call->native != NULL)
    rc = call->native(work, &result, err);
  else
    rc = query_lua(work, call, work->input, &result, err);
  work->shown =
      json_is_array(result) ? (int64_t)json_array_size(result) : result != NULL;
  if (rc == 0)
    query_write(work, call, result, text);
  json_decref(result);
  return rc;
}

static int query_checked(struct work *work, struct caller *caller,
                         struct buf *text, struct error *err) {
  const struct request *request = work->request;
  const struct live_call *call;
  const char *role;
  json_t *checked = NULL;
  json_t *input;
  int rc = caller_find(work->conn, request, caller, err);

  if (rc != 0)
    return rc;
  call =
      live_find(work->live, request->name != NULL ? request->name : "", false);
  if (call == NULL)
    return live_missing(work->live, request->name, err);
  work->call = call;
  work->deadline =
      clock_monotonic() +
      json_get_int(call->declaration, "deadline_ms", PLUGIN_QUERY_MS);
  if (!caller_may(work->live, caller, call, &role))
    return error_set(err, ERROR_PERMISSION,
                     "您没有查看“%s”的权限。如需要，请找管理员。",
                     "You may not see \"%s\". If you need to, please ask an "
                     "administrator.",
                     json_get_text(call->declaration, request->zh ? "zh" : "en",
                                   call->name));
  input = query_input(request, call, err);
  rc = fields_check(json_object_get(call->declaration, "input"), input,
                    request->words ? FIELDS_WORDS : FIELDS_JSON,
                    home_zone(work->home), &checked, err);
  json_decref(input);
  if (rc == 0 && err->code != ERROR_NONE)
    rc = err->code;
  if (rc == 0)
    rc = query_set_at(work, call, err);
  work->input = checked;
  if (rc == 0)
    rc = query_dispatch(work, call, text, err);
  work->input = NULL;
  json_decref(checked);
  return rc;
}

static int query_on_reader(struct home *home, struct item *item,
                           struct home_reader *reader, struct error *err) {
  struct caller caller = {0};
  struct work work = {
      .home = home,
      .live = live_of(home),
      .conn = storage_reader_conn(reader->reader),
      .queries = &reader->queries,
      .caller = &caller,
      .request = &item->request,
      .now = clock_now(&home->host->clock),
      .reading = true,
      .zh = item->request.zh,
  };
  int rc = storage_reader_begin(reader->reader, err);

  work.happened_at = work.now;
  if (rc == 0) {
    rc = query_checked(&work, &caller, &item->reply.text, err);
    storage_reader_end(reader->reader);
    rc = access_note_ask(&work, access_was_read(reader->reader), rc, err);
  }
  caller_fini(&caller);
  live_release(work.live);
  return rc;
}

void query_answer(struct home *home, struct item *item) {
  struct error *err = &item->reply.err;
  struct home_reader *reader = NULL;
  int rc = home_ensure_open(home, err);

  if (rc == 0) {
    reader = query_take_reader(home, err);
    if (reader == NULL)
      rc = ERROR_IO;
  }
  if (reader != NULL) {
    rc = query_on_reader(home, item, reader, err);
    query_give_reader(home, reader);
  }
  if (rc == 0 && item->reply.text.failed)
    rc = error_set(err, ERROR_MEMORY, "结果太大。", "The answer is too large.");
  if (rc != 0) {
    buf_clear(&item->reply.text);
    if (err->code == ERROR_NONE)
      err->code = (enum error_code)rc;
  }
}
