/* A connection: bytes in, guard, parser, route, handler; then the next. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "web/http_inside.h"

static int on_header_field(llhttp_t *parser, const char *at, size_t len) {
  struct http_conn *conn = parser->data;
  (void)at;
  (void)len;
  /* Trailers would add headers behind the guard's back. */
  conn->trailers = conn->trailers || conn->state == CONN_BODY;
  return conn->trailers ? HPE_USER : 0;
}

static int on_header_field_complete(llhttp_t *parser) {
  struct http_conn *conn = parser->data;
  conn->fields++;
  return 0;
}

static int on_body(llhttp_t *parser, const char *at, size_t len) {
  struct http_conn *conn = parser->data;
  /* Past the limit the rest is counted but not kept; conn_body refuses. */
  if (len > conn->body_max || conn->body.len > conn->body_max - len) {
    conn->body.failed = true;
    return HPE_USER;
  }
  buf_append(&conn->body, at, len);
  return conn->body.failed ? HPE_USER : 0;
}

static int on_message_complete(llhttp_t *parser) {
  struct http_conn *conn = parser->data;
  conn->complete = true;
  return HPE_PAUSED;
}

static const llhttp_settings_t settings = {
    .on_header_field = on_header_field,
    .on_header_field_complete = on_header_field_complete,
    .on_body = on_body,
    .on_message_complete = on_message_complete,
};

struct http_conn *conn_of(struct http_handle handle) {
  if (handle.server == NULL || handle.serial == 0 || handle.slot >= CONN_SLOTS)
    return NULL;
  struct http_conn *conn = handle.server->conns[handle.slot];
  if (conn == NULL || conn->serial != handle.serial ||
      (conn->state != CONN_PENDING && conn->state != CONN_STREAM))
    return NULL;
  return conn;
}

bool http_is_live(struct http_handle handle) {
  return conn_of(handle) != NULL;
}

int http_on_gone(struct http_handle handle, http_gone_fn gone, void *arg) {
  struct http_conn *conn = conn_of(handle);
  if (conn == NULL)
    return ERROR_NOT_FOUND;
  conn->gone = gone;
  conn->gone_arg = arg;
  return 0;
}

void conn_release_body(struct http_conn *conn) {
  conn->server->counts.bodies -= conn->body_counted;
  conn->body_counted = 0;
  buf_fini(&conn->body);
  buf_init(&conn->body);
}

static void on_closed(uv_handle_t *handle) {
  struct http_conn *conn = handle->data;
  struct http_server *server = conn->server;
  conn_release_body(conn);
  conn_stream_fini(conn);
  sock_fini(conn);
  buf_fini(&conn->out_owned);
  free(conn);
  server_handle_closed(server);
}

void http_conn_close(struct http_conn *conn) {
  if (conn->state == CONN_CLOSED)
    return;
  struct http_handle handle = {conn->server, conn->serial, conn->slot};
  if (conn->state == CONN_STREAM)
    conn->server->counts.streams--;
  conn->state = CONN_CLOSED;
  conn->reading = false;
  conn->server->conns[conn->slot] = NULL;
  conn->server->counts.open--;
  conn->serial = 0;
  http_gone_fn gone = conn->gone;
  conn->gone = NULL;
  uv_close(&conn->uv.handle, on_closed);
  if (gone != NULL)
    gone(conn->gone_arg, handle);
}

static void error_texts(struct error *err, enum error_code code, const char *zh,
                        const char *en) {
  error_init(err);
  error_set(err, code, zh, en);
}

static void refuse(struct http_conn *conn, int status, enum error_code code,
                   const char *zh, const char *en) {
  struct error err;
  error_texts(&err, code, zh, en);
  conn_refuse(conn, status, &err, false, NULL);
  error_fini(&err);
}

static bool english(struct http_text languages) {
  return languages.len >= 2 && strncasecmp(languages.data, "en", 2) == 0;
}

static void request_init(struct http_conn *conn) {
  struct http_request *request = &conn->request;
  request->route = NULL;
  request->session = NULL;
  request->path = NULL;
  request->body = NULL;
  request->body_len = 0;
  request->param_count = 0;
  request->query_count = 0;
  request->body_type = 0;
  conn->serial = ++conn->server->serial;
  request->handle =
      (struct http_handle){conn->server, conn->serial, conn->slot};
  request->head = &conn->head;
  request->method = conn->head.method == HTTP_METHOD_HEAD ? HTTP_METHOD_GET
                                                          : conn->head.method;
  request->local_owner = conn->local_owner;
  request->address = conn->address;
  request->zh = !english(http_head_find(&conn->head, "accept-language"));
}

/* The parser reads the head once more and must agree with the guard. */
static bool parse_head(struct http_conn *conn) {
  struct http_head *head = &conn->head;
  conn->complete = false;
  conn->trailers = false;
  conn->fields = 0;
  conn->body_raw = 0;
  llhttp_init(&conn->parser, HTTP_REQUEST, &settings);
  conn->parser.data = conn;
  enum llhttp_errno rc = llhttp_execute(&conn->parser, conn->in + head->start,
                                        head->pos - head->start);
  bool empty = !head->chunked && head->length == 0;
  return (rc == HPE_OK || (rc == HPE_PAUSED && conn->complete)) &&
         conn->fields == head->field_count && conn->complete == empty &&
         !conn->parser.upgrade;
}

static void refuse_route(struct http_conn *conn, unsigned allowed) {
  static const char *const names[] = {"",    "GET, HEAD", "",       "POST",
                                      "PUT", "PATCH",     "DELETE", "OPTIONS"};
  struct http_pair allow = {"Allow", NULL};
  struct error err;
  char list[64] = "";
  for (unsigned i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
    if (!(allowed & (1U << i)))
      continue;
    if (list[0] != 0)
      strcat(list, ", ");
    strcat(list, names[i]);
  }
  allow.value = list;
  if (allowed != 0)
    error_texts(&err, ERROR_USAGE, "这个地址不支持这种请求方法。",
                "This address does not take this method.");
  else
    error_texts(&err, ERROR_NOT_FOUND, "没有这个地址。请检查是否输错。",
                "There is no such address. Please check it.");
  conn_refuse(conn, allowed != 0 ? 405 : 404, &err, true,
              allowed != 0 ? &allow : NULL);
  error_fini(&err);
}

/* Routes, then who and what may go in: 0 to go on; otherwise answered. */
static int admit(struct http_conn *conn) {
  struct http_request *request = &conn->request;
  const struct http_config *config = &conn->server->config;
  unsigned allowed = 0;
  request->route = http_route_find(config, request, conn->params,
                                   sizeof(conn->params), &allowed);
  if (request->route == NULL) {
    refuse_route(conn, allowed);
    return -1;
  }
  struct error err;
  error_init(&err);
  bool has_body = conn->head.chunked || conn->head.length > 0;
  int status = http_check_browser(request, conn->head.method, &err);
  if (status == 0 && request->route->policy == HTTP_POLICY_OWNER &&
      !conn->local_owner) {
    error_set(&err, ERROR_PERMISSION, "这个地址只供本机管理员使用。",
              "This address is for the administrator of this computer only.");
    status = 403;
  }
  if (status == 0)
    status = http_check_type(request, has_body, conn->head.method, &err);
  if (status == 0 && request->route->policy == HTTP_POLICY_SESSION &&
      config->authorize(config->arg, request, &err) != 0)
    status = error_http_status(err.code);
  conn->body_max = request->route->body_max == 0 ? HTTP_BODY_DEFAULT
                                                 : request->route->body_max;
  if (status == 0 && conn->head.length > conn->body_max) {
    error_set(&err, ERROR_USAGE, "内容太大,超过了 %zu KB。",
              "The content is too large: %zu KB at most.",
              conn->body_max >> 10);
    status = 413;
  }
  if (status != 0)
    conn_refuse(conn, status, &err, true, NULL);
  error_fini(&err);
  return status == 0 ? 0 : -1;
}

/* Host, address, assets; then a route. 0 when the request goes on. */
static int begin(struct http_conn *conn) {
  struct http_server *server = conn->server;
  struct http_head *head = &conn->head;
  struct http_request *request = &conn->request;
  if (!conn->local_owner &&
      !http_host_known(server, http_head_find(head, "host"))) {
    refuse(conn, 421, ERROR_USAGE,
           "请求的主机名不是本机松鹤的地址。请用启动时显示的地址打开。",
           "The request names a host that is not this Songhe. Please open the "
           "address shown at its start.");
    return -1;
  }
  if (http_target_decode(request, conn->in + head->target, head->target_len,
                         conn->text, sizeof(conn->text)) != 0) {
    refuse(conn, 400, ERROR_USAGE, "请求地址的写法不对。",
           "The request's address is not well formed.");
    return -1;
  }
  const struct http_asset *asset =
      request->method == HTTP_METHOD_GET && conn->complete
          ? http_asset_find(&server->config, request->path)
          : NULL;
  if (asset != NULL) {
    server->counts.requests++;
    conn->state = CONN_PENDING;
    http_asset_answer(asset, request);
    return -1;
  }
  return admit(conn);
}

static bool expect_ok(struct http_conn *conn) {
  struct http_text expect = http_head_find(&conn->head, "expect");
  if (expect.data == NULL)
    return true;
  if (expect.len != 12 || strncasecmp(expect.data, "100-continue", 12) != 0) {
    refuse(conn, 417, ERROR_USAGE, "不支持这种 Expect。",
           "This Expect is not supported.");
    return false;
  }
  if (!conn->complete && !conn->head.http10)
    conn_send_continue(conn);
  return conn->state == CONN_BODY;
}

static void dispatch(struct http_conn *conn) {
  struct http_request *request = &conn->request;
  conn->state = CONN_PENDING;
  conn->since = clock_monotonic();
  conn->server->counts.requests++;
  request->body = conn->body.data;
  request->body_len = conn->body.len;
  request->route->handler(conn->server->config.arg, request);
  if (conn->state != CONN_CLOSED)
    conn_release_body(conn);
}

/* A complete head is in. */
static void take_head(struct http_conn *conn) {
  request_init(conn);
  conn->in_next = conn->head.pos;
  conn->state = CONN_HEAD;
  conn->head_only = conn->head.method == HTTP_METHOD_HEAD;
  if (!parse_head(conn)) {
    bool upgrade = conn->parser.upgrade;
    refuse(conn, 400, ERROR_USAGE,
           upgrade ? "不支持切换协议。" : "请求头有错误。",
           upgrade ? "Changing the protocol is not supported."
                   : "The head of the request is wrong.");
    return;
  }
  conn->keep_alive = llhttp_should_keep_alive(&conn->parser) != 0;
  conn->since = clock_monotonic();
  conn->state = CONN_BODY;
  if (begin(conn) == 0 && expect_ok(conn) && conn->complete)
    dispatch(conn);
}

static void guard_bytes(struct http_conn *conn) {
  int rc = http_guard_feed(&conn->head, conn->in_len);
  if (conn->state == CONN_WAIT && conn->head.pos > conn->head.start) {
    conn->state = CONN_HEAD;
    conn->since = clock_monotonic();
  }
  if (rc == 1)
    take_head(conn);
  else if (rc < 0) {
    conn->request.zh = true;
    conn->head_only = false;
    refuse(conn, -rc, ERROR_USAGE, conn->head.zh, conn->head.en);
  }
}

/* Counts the body against what all requests may hold. */
static bool count_body(struct http_conn *conn) {
  struct http_counts *counts = &conn->server->counts;
  counts->bodies += conn->body.len - conn->body_counted;
  conn->body_counted = conn->body.len;
  return counts->bodies <= HTTP_BODIES_MAX;
}

static void body_bytes(struct http_conn *conn) {
  size_t given = conn->in_len - conn->in_next;
  const char *at = conn->in + conn->in_next;
  enum llhttp_errno rc = llhttp_execute(&conn->parser, at, given);
  size_t used = given;
  if (rc == HPE_PAUSED && conn->complete)
    used = (size_t)(llhttp_get_error_pos(&conn->parser) - at);
  conn->body_raw += used;
  if (!count_body(conn)) {
    refuse(conn, 503, ERROR_BUSY, "现在同时上传的内容太多,请稍后再试。",
           "Too much is being sent at once; please try again in a moment.");
  } else if (conn->body.failed ||
             conn->body_raw > conn->body_max * 8 + (16 << 10)) {
    refuse(conn, 413, ERROR_USAGE, "内容太大。", "The content is too large.");
  } else if (rc != HPE_OK && !conn->complete) {
    refuse(conn, 400, ERROR_USAGE, "请求内容的分块格式有错误。",
           "The content of the request is wrongly framed.");
  } else if (conn->complete) {
    conn->in_next += used;
    dispatch(conn);
  } else {
    conn->in_len = conn->in_next;
  }
}

static void read_stop(struct http_conn *conn) {
  if (conn->reading)
    uv_read_stop(&conn->uv.stream);
  conn->reading = false;
}

char *conn_room(struct http_conn *conn, size_t *room) {
  /* What comes in these states is thrown away, over what was read before. */
  if (conn->state == CONN_STREAM || conn->state == CONN_LINGER)
    conn->in_len = 0;
  *room = sizeof(conn->in) - conn->in_len;
  return conn->in + conn->in_len;
}

void conn_took(struct http_conn *conn, ssize_t count) {
  if (count == UV_EOF) {
    read_stop(conn);
    conn->peer_eof = true;
    if (conn->state == CONN_STREAM || conn->state == CONN_LINGER)
      http_conn_close(conn);
    else
      conn_process(conn);
    return;
  }
  if (count < 0) {
    if (count != UV_ENOBUFS)
      http_conn_close(conn);
    return;
  }
  if (conn->state == CONN_STREAM || conn->state == CONN_LINGER)
    return;
  conn->in_len += (size_t)count;
  conn_process(conn);
  /* Back-pressure: what is full stays in the kernel until the answer. */
  if (conn->in_len == sizeof(conn->in) && conn->state != CONN_LINGER &&
      conn->state != CONN_STREAM)
    read_stop(conn);
}

void conn_read(struct http_conn *conn) {
  if (conn->reading || conn->peer_eof)
    return;
  if (sock_read_start(conn) != 0) {
    http_conn_close(conn);
    return;
  }
  conn->reading = true;
  sock_read_on(conn);
}

void conn_process(struct http_conn *conn) {
  if (conn->processing)
    return;
  conn->processing = true;
  for (;;) {
    bool head = conn->state == CONN_WAIT || conn->state == CONN_HEAD;
    if (head && conn->head.pos < conn->in_len)
      guard_bytes(conn);
    else if (conn->state == CONN_BODY && conn->in_next < conn->in_len)
      body_bytes(conn);
    else
      break;
  }
  conn->processing = false;
  if (conn->peer_eof && (conn->state == CONN_WAIT || conn->state == CONN_HEAD ||
                         conn->state == CONN_BODY))
    http_conn_close(conn);
}

void conn_next(struct http_conn *conn) {
  conn_release_body(conn);
  buf_fini(&conn->out_owned);
  buf_init(&conn->out_owned);
  conn->serial = 0;
  conn->gone = NULL;
  if (!conn->keep_alive || conn->server->closing) {
    conn_linger(conn);
    return;
  }
  memmove(conn->in, conn->in + conn->in_next, conn->in_len - conn->in_next);
  conn->in_len -= conn->in_next;
  conn->in_next = 0;
  http_guard_init(&conn->head, conn->in);
  conn->state = CONN_WAIT;
  conn->since = clock_monotonic();
  conn_read(conn);
  conn_process(conn);
}

/* What a state may last, and what happens then. */
void conn_tick(struct http_conn *conn, int64_t now) {
  const struct http_config *config = &conn->server->config;
  int64_t age = now - conn->since;
  bool slow = false;
  switch (conn->state) {
  case CONN_WAIT:
    slow = age > (sock_is_open(conn) ? config->idle_ms : config->head_ms);
    break;
  case CONN_HEAD:
    slow = age > config->head_ms;
    break;
  case CONN_BODY:
    slow = age > config->body_ms;
    break;
  case CONN_PENDING:
    if (age > config->answer_ms)
      refuse(conn, 503, ERROR_TIMEOUT, "处理时间太长,已停止等待。请稍后再试。",
             "This took too long. Please try again in a moment.");
    break;
  case CONN_WRITING:
    slow = age > config->idle_ms;
    break;
  case CONN_STREAM:
    conn_stream_beat(conn, now);
    break;
  case CONN_LINGER:
    if (age > CONN_LINGER_MS)
      http_conn_close(conn);
    break;
  case CONN_CLOSED:
    break;
  }
  if (slow) {
    conn->server->counts.slow++;
    http_conn_close(conn);
  }
}
