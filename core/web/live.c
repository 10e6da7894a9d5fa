/* The live stream: which events have happened in a home, as they commit. What
 * they were about, the page asks for; no personal data goes out here.
 *
 * The host tells, on an executor thread, that a home has events up to some id.
 * A static gate keeps that apart from the loop's life: the host may still be
 * telling when the server has gone. */
#include <inttypes.h>
#include <string.h>

#include "web/http_guard.h"
#include "web/web_inside.h"

#define LIVE_PAGE 200 /* events read at once */
#define LIVE_NEWS_MAX HOST_HOMES_MAX

/* Homes that have news and wait for the loop. */
struct live_news {
  char home[33];
  int64_t last;
};

static struct live_gate {
  pthread_mutex_t lock;
  struct web *web; /* NULL: nobody listens */
  struct live_news news[LIVE_NEWS_MAX];
  size_t count;
  bool overflow; /* more homes than places: look at all */
} gate = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* One open stream. */
struct live_stream {
  uint64_t serial; /* 0: free */
  struct http_handle handle;
  char home[33];
  char user[SESSION_USER];
  char station[56];
  uint64_t session; /* 0: the Unix socket's owner */
  int64_t last;     /* id of the last event sent */
  int64_t known;    /* id of the last event there is */
  bool asking;
  bool zh;
};

struct live_book {
  uint64_t serial;
  struct live_stream streams[HTTP_STREAMS_MAX];
};

/* --- told ----------------------------------------------------------------- */

static void live_told(void *context, const char *home, int64_t last) {
  size_t i;

  (void)context;
  pthread_mutex_lock(&gate.lock);
  for (i = 0; i < gate.count; i++)
    if (strcmp(gate.news[i].home, home) == 0)
      break;
  if (i < LIVE_NEWS_MAX) {
    snprintf(gate.news[i].home, sizeof gate.news[i].home, "%s", home);
    gate.news[i].last = last;
    if (i == gate.count)
      gate.count++;
  } else {
    gate.overflow = true;
  }
  if (gate.web != NULL)
    uv_async_send(&gate.web->async);
  pthread_mutex_unlock(&gate.lock);
}

int live_open(struct web *web) {
  web->live = calloc(1, sizeof *web->live);
  return web->live == NULL ? ERROR_MEMORY : 0;
}

void live_listen(struct web *web) {
  pthread_mutex_lock(&gate.lock);
  gate.web = web;
  gate.count = 0;
  gate.overflow = false;
  pthread_mutex_unlock(&gate.lock);
  host_listen(web->host, live_told, NULL);
}

void live_stop(struct web *web) {
  host_listen(web->host, NULL, NULL);
  pthread_mutex_lock(&gate.lock);
  gate.web = NULL;
  pthread_mutex_unlock(&gate.lock);
}

void live_close(struct web *web) {
  free(web->live);
  web->live = NULL;
}

/* --- sending -------------------------------------------------------------- */

static void live_ask(struct web *web, struct live_stream *stream);

static struct live_stream *live_find(struct web *web, uint64_t serial) {
  for (size_t i = 0; i < HTTP_STREAMS_MAX; i++)
    if (web->live->streams[i].serial == serial)
      return &web->live->streams[i];
  return NULL;
}

/* False when the client has gone: the stream's place is free then. */
static bool live_send(struct live_stream *stream, const json_t *event) {
  int64_t id = json_get_int(event, "id", 0);
  uint64_t serial = stream->serial;
  char number[24];
  struct buf data;
  json_t *shown = json_pack("{s:I, s:O, s:O?, s:O?}", "id", (json_int_t)id,
                            "type", json_object_get(event, "type"), "subject",
                            json_object_get(event, "subject"), "at",
                            json_object_get(event, "at"));
  int rc;

  snprintf(number, sizeof number, "%" PRId64, id);
  buf_init(&data);
  json_write(&data, shown);
  stream->last = id;
  rc = http_stream_send(stream->handle, number,
                        json_get_text(event, "type", "event"), data.data,
                        data.len);
  buf_fini(&data);
  json_decref(shown);
  if (rc != 0 && stream->serial == serial)
    memset(stream, 0, sizeof *stream);
  return rc == 0 && stream->serial == serial;
}

static void live_drop(struct live_stream *stream) {
  struct http_handle handle = stream->handle;

  memset(stream, 0, sizeof *stream);
  http_stream_close(handle);
}

static void live_page(struct web *web, struct live_stream *stream,
                      const struct host_reply *reply) {
  json_t *rows = NULL, *row;
  uint64_t serial = stream->serial;
  size_t i;

  if (reply->err.code == ERROR_BUSY || reply->err.code == ERROR_TIMEOUT)
    return; /* the next second tries again */
  if (reply->err.code == ERROR_NONE)
    rows = json_loadb(reply->text.data, reply->text.len, 0, NULL);
  if (rows == NULL) { /* no longer theirs to hear, or the home has failed */
    live_drop(stream);
    return;
  }
  json_array_foreach(rows, i, row) {
    if (!live_send(stream, row))
      break;
  }
  if (stream->serial == serial) {
    if (json_array_size(rows) < LIVE_PAGE && stream->last < stream->known)
      stream->known = stream->last;
    if (stream->last < stream->known)
      live_ask(web, stream);
  }
  json_decref(rows);
}

static void live_finish(struct web_call *call) {
  struct web *web = call->web;
  uint64_t serial = (uint64_t)(uintptr_t)call->context;
  struct live_stream *stream = live_find(web, serial);

  if (stream == NULL || web->server == NULL)
    return;
  stream->asking = false;
  live_page(web, stream, &call->reply);
}

static void live_ask(struct web *web, struct live_stream *stream) {
  json_t *input =
      json_pack("{s:I, s:I, s:b}", "after", (json_int_t)stream->last, "limit",
                (json_int_t)LIVE_PAGE, "contents", 0);
  struct host_call call = {.home = stream->home,
                           .name = "core.events",
                           .input = input,
                           .who = {.user = stream->user,
                                   .station = stream->station,
                                   .zh = stream->zh}};
  struct web_call more = {.context = (void *)(uintptr_t)stream->serial};

  stream->asking = web_ask(web, &call, &more, live_finish, NULL) == 0;
  json_decref(input);
}

static void live_know(struct web *web, const char *home, int64_t last) {
  for (size_t i = 0; i < HTTP_STREAMS_MAX; i++) {
    struct live_stream *stream = &web->live->streams[i];
    if (stream->serial == 0 ||
        (home != NULL && strcmp(stream->home, home) != 0))
      continue;
    if (last > stream->known)
      stream->known = last;
    if (!stream->asking && stream->last < stream->known)
      live_ask(web, stream);
  }
}

void live_look(struct web *web) {
  struct live_news news[LIVE_NEWS_MAX];
  size_t count;
  bool overflow;

  if (web->server == NULL || web->closing)
    return;
  pthread_mutex_lock(&gate.lock);
  count = gate.count;
  overflow = gate.overflow;
  memcpy(news, gate.news, count * sizeof *news);
  gate.count = 0;
  gate.overflow = false;
  pthread_mutex_unlock(&gate.lock);
  for (size_t i = 0; i < count; i++)
    live_know(web, news[i].home, news[i].last);
  if (overflow)
    live_know(web, NULL, INT64_MAX);
}

/* A stream lives no longer than its session, and keeps none alive. */
void live_tick(struct web *web) {
  int64_t now = session_clock();

  if (web->server == NULL || web->closing)
    return;
  for (size_t i = 0; i < HTTP_STREAMS_MAX; i++) {
    struct live_stream *stream = &web->live->streams[i];
    if (stream->serial == 0)
      continue;
    if (stream->session != 0 &&
        session_by_serial(web->book, stream->session, now) == NULL)
      live_drop(stream);
    else if (!stream->asking && stream->last < stream->known)
      live_ask(web, stream);
  }
}

/* --- opening -------------------------------------------------------------- */

/* What is kept between the request and the home's word. */
struct live_start {
  char user[SESSION_USER];
  char station[56];
  uint64_t session;
  int64_t after; /* -1: from now on */
  bool zh;
};

static void live_on_gone(void *arg, struct http_handle handle) {
  struct web *web = arg;

  for (size_t i = 0; i < HTTP_STREAMS_MAX; i++) {
    struct live_stream *stream = &web->live->streams[i];
    if (stream->serial != 0 && stream->handle.serial == handle.serial)
      memset(stream, 0, sizeof *stream);
  }
}

static void live_begin(struct web_call *call, const struct live_start *start,
                       int64_t last) {
  struct web *web = call->web;
  struct live_stream *stream = live_find(web, 0);
  struct error err;
  int rc = ERROR_BUSY;

  error_init(&err);
  if (stream != NULL) {
    *stream =
        (struct live_stream){.serial = ++web->live->serial,
                             .handle = call->handle,
                             .session = start->session,
                             .last = start->after >= 0 ? start->after : last,
                             .known = last,
                             .zh = start->zh};
    memcpy(stream->home, call->home, sizeof stream->home);
    memcpy(stream->user, start->user, sizeof stream->user);
    memcpy(stream->station, start->station, sizeof stream->station);
    rc = http_stream_open(call->handle, live_on_gone, web);
  }
  if (rc != 0 && stream != NULL)
    memset(stream, 0, sizeof *stream);
  if (rc == ERROR_BUSY) {
    error_set(&err, ERROR_BUSY, "同时打开的页面太多，请关掉一些。",
              "Too many pages are open at once: please close some.");
    web_answer_error(web, call->handle, &err);
  } else if (rc == 0 && stream->serial != 0) {
    if (stream->last > last) /* of another folder, or a home restored */
      stream->last = last;
    if (stream->last < stream->known)
      live_ask(web, stream);
  }
  error_fini(&err);
}

/* core.home has said whether this person belongs here, and where it stands. */
static void live_home(struct web_call *call) {
  struct live_start *start = call->context;
  json_t *home = NULL;

  if (call->web->server == NULL) {
    free(start);
    return;
  }
  if (call->reply.err.code != ERROR_NONE) {
    web_answer_error(call->web, call->handle, &call->reply.err);
  } else {
    home = json_loadb(call->reply.text.data, call->reply.text.len, 0, NULL);
    live_begin(call, start, json_get_int(home, "last_event", 0));
    json_decref(home);
  }
  free(start);
}

/* Last-Event-ID, or ?after=: 0 and *after, -1 when there is none. */
static int live_read_after(const struct http_request *request, int64_t *after,
                           struct error *err) {
  const char *text = http_query(request, "after");
  char header[32];
  char *end;
  int rc = web_header(request, "last-event-id", header, sizeof header, err);

  if (rc < 0)
    return rc;
  if (rc == 1)
    text = header;
  *after = -1;
  if (text == NULL || *text == '\0')
    return 0;
  *after = strtoll(text, &end, 10);
  if (*text >= '0' && *text <= '9' && *end == '\0')
    return 0;
  return error_set(err, ERROR_USAGE, "Last-Event-ID 要是一个数。",
                   "Last-Event-ID must be a number.");
}

int api_events(struct web *web, struct http_request *request,
               const struct web_who *who, struct error *err) {
  struct host_call call = {.home = http_param(request, "home"),
                           .name = "core.home",
                           .who = web_host_who(request, who)};
  struct live_start *start;
  struct web_call more = {.handle = request->handle};
  int64_t after;
  int rc = live_read_after(request, &after, err);

  if (rc == 0 && request->head->method == HTTP_METHOD_HEAD)
    rc = error_set(err, ERROR_USAGE, "事件流只能用 GET。",
                   "The event stream takes GET only.");
  if (rc != 0)
    return rc;
  start = calloc(1, sizeof *start);
  if (start == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  memcpy(start->user, who->user, sizeof start->user);
  memcpy(start->station, who->station, sizeof start->station);
  start->session = who->session != NULL ? who->session->serial : 0;
  start->after = after;
  start->zh = request->zh;
  more.context = start;
  rc = web_ask(web, &call, &more, live_home, err);
  if (rc != 0)
    free(start);
  return rc;
}
