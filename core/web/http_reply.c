/* Answers: their heads, and bodies of any size from one buffer. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "web/http_inside.h"

/* On every answer (hardening: CSP, no sniffing, no referrer, isolation). */
static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'";
static const char security[] = "X-Content-Type-Options: nosniff\r\n"
                               "Referrer-Policy: no-referrer\r\n"
                               "Cross-Origin-Opener-Policy: same-origin\r\n"
                               "Cross-Origin-Resource-Policy: same-origin\r\n";

const char *http_status_text(int status) {
  static const struct {
    int status;
    const char *text;
  } texts[] = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {303, "See Other"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {421, "Misdirected Request"},
      {422, "Unprocessable Content"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
      {507, "Insufficient Storage"},
  };
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
    if (texts[i].status == status)
      return texts[i].text;
  return "Status";
}

/* The head under construction in conn->out. */
struct out {
  struct http_conn *conn;
  bool failed; /* too long, or a value that may not stand in a header */
};

static void out_bytes(struct out *out, const char *data, size_t len) {
  struct http_conn *conn = out->conn;
  if (len > sizeof(conn->out) - conn->out_len) {
    out->failed = true;
    return;
  }
  memcpy(conn->out + conn->out_len, data, len);
  conn->out_len += len;
}

static void out_text(struct out *out, const char *text) {
  out_bytes(out, text, strlen(text));
}

/* Digits without printf: this is on the way of every answer. */
static void out_number(struct out *out, size_t number) {
  char digits[24];
  size_t at = sizeof(digits);
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  out_bytes(out, digits + at, sizeof(digits) - at);
}

static void out_header(struct out *out, const char *name, const char *value) {
  for (const char *at = value; *at != 0; at++)
    if ((unsigned char)*at < 0x20 || *at == 0x7f)
      out->failed = true;
  out_text(out, name);
  out_text(out, ": ");
  out_text(out, value);
  out_text(out, "\r\n");
}

static bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

/* A stream's head has no length: it ends with the connection. */
static bool write_head(struct http_conn *conn, const struct http_answer *answer,
                       size_t body_len, bool stream) {
  struct out out = {conn, false};
  conn->out_len = 0;
  if (conn->server->closing)
    conn->keep_alive = false;
  out_text(&out, "HTTP/1.1 ");
  out_number(&out, (size_t)answer->status);
  out_text(&out, " ");
  out_text(&out, http_status_text(answer->status));
  out_text(&out, "\r\n");
  if (conn->server->date[0] != 0)
    out_header(&out, "Date", conn->server->date);
  if (answer->type != NULL)
    out_header(&out, "Content-Type", answer->type);
  if (has_body(answer->status) && !stream) {
    out_text(&out, "Content-Length: ");
    out_number(&out, body_len);
    out_text(&out, "\r\n");
  }
  if (!conn->keep_alive)
    out_text(&out, "Connection: close\r\n");
  else if (conn->head.http10)
    out_text(&out, "Connection: keep-alive\r\n");
  out_header(&out, "Cache-Control",
             answer->cache == NULL ? "no-store" : answer->cache);
  out_header(&out, "Content-Security-Policy",
             answer->policy == NULL ? policy : answer->policy);
  out_bytes(&out, security, sizeof(security) - 1);
  if (conn->server->hsts)
    out_header(&out, "Strict-Transport-Security", "max-age=31536000");
  for (unsigned i = 0; i < HTTP_HEADERS_MAX; i++) {
    if (answer->headers[i].name == NULL)
      break;
    out_header(&out, answer->headers[i].name, answer->headers[i].value);
  }
  out_text(&out, "\r\n");
  return !out.failed;
}

static void send_more(struct http_conn *conn);

static void on_written(uv_write_t *write, int status) {
  struct http_conn *conn = write->data;
  conn->write_busy = false;
  if (conn->state == CONN_CLOSED)
    return;
  if (status != 0) {
    http_conn_close(conn);
    return;
  }
  conn->out_sent += conn->out_slice;
  conn->since = clock_monotonic();
  send_more(conn);
}

/* The next piece of head and body, CONN_SLICE at most; returns the count. */
static unsigned next_bufs(const struct http_conn *conn, uv_buf_t bufs[2],
                          size_t *total) {
  unsigned count = 0;
  size_t sent = conn->out_sent;
  *total = 0;
  if (sent < conn->out_len) {
    *total = conn->out_len - sent;
    bufs[count++] = uv_buf_init((char *)conn->out + sent, (unsigned)*total);
    sent = conn->out_len;
  }
  size_t offset = sent - conn->out_len;
  size_t left = conn->out_body_len - offset;
  if (left > CONN_SLICE)
    left = CONN_SLICE;
  if (left > 0)
    bufs[count++] =
        uv_buf_init((char *)(uintptr_t)conn->out_body + offset, (unsigned)left);
  *total += left;
  return count;
}

/* Straight to the socket while it takes all, else when it can again. */
static void send_more(struct http_conn *conn) {
  uv_buf_t bufs[2];
  size_t total = 0;
  for (;;) {
    unsigned count = next_bufs(conn, bufs, &total);
    if (count == 0) {
      conn_next(conn);
      return;
    }
    int sent = sock_try_write(conn, bufs, count);
    if (sent < 0 && sent != UV_EAGAIN) {
      http_conn_close(conn);
      return;
    }
    if (sent > 0)
      conn->out_sent += (size_t)sent;
    if (sent < 0 || (size_t)sent < total)
      break;
  }
  unsigned count = next_bufs(conn, bufs, &total);
  conn->out_slice = total;
  conn->write.data = conn;
  conn->write_busy = true;
  if (sock_write(conn, bufs, count, on_written) != 0) {
    conn->write_busy = false;
    http_conn_close(conn);
  }
}

static void send_start(struct http_conn *conn, const char *body, size_t len) {
  conn->gone = NULL;
  conn->out_sent = 0;
  conn->out_body = body;
  conn->out_body_len = conn->head_only ? 0 : len;
  conn->state = CONN_WRITING;
  conn->since = clock_monotonic();
  send_more(conn);
}

/* A plain 500 when an answer can't be put into a head. */
static void send_broken(struct http_conn *conn) {
  struct http_answer plain = {.status = 500};
  log_line(LOG_ERROR, "web", "an answer's headers were refused");
  write_head(conn, &plain, 0, false);
  send_start(conn, NULL, 0);
}

int http_answer(struct http_handle handle, struct http_answer *answer) {
  struct http_conn *conn = conn_of(handle);
  if (conn == NULL || conn->state != CONN_PENDING) {
    buf_fini(&answer->body);
    buf_init(&answer->body);
    return ERROR_NOT_FOUND;
  }
  if (answer->body.failed) {
    buf_fini(&answer->body);
    buf_init(&answer->body);
    send_broken(conn);
    return ERROR_INTERNAL;
  }
  conn->out_owned = answer->body;
  buf_init(&answer->body);
  const char *body = answer->fixed;
  size_t len = answer->fixed_len;
  if (body == NULL) {
    body = conn->out_owned.data;
    len = conn->out_owned.len;
  }
  if (!write_head(conn, answer, len, false)) {
    send_broken(conn);
    return ERROR_INTERNAL;
  }
  send_start(conn, body, has_body(answer->status) ? len : 0);
  return 0;
}

int http_respond(struct http_handle handle, int status, const char *type,
                 struct buf *body) {
  struct http_answer answer = {.status = status, .type = type};
  if (body != NULL) {
    answer.body = *body;
    buf_init(body);
  }
  return http_answer(handle, &answer);
}

static void problem_write(struct buf *buf, const struct error *err, int status,
                          bool zh) {
  json_t *problem = json_problem(err, zh);
  if (problem == NULL) {
    buf->failed = true;
    return;
  }
  json_object_set_new(problem, "status", json_integer(status));
  json_write(buf, problem);
  json_decref(problem);
}

static const char problem_type[] = "application/problem+json";

int http_respond_error(struct http_handle handle, const struct error *err) {
  struct http_conn *conn = conn_of(handle);
  struct buf body;
  if (conn == NULL)
    return ERROR_NOT_FOUND;
  int status = error_http_status(err->code);
  buf_init(&body);
  problem_write(&body, err, status, conn->request.zh);
  return http_respond(handle, status, problem_type, &body);
}

void conn_refuse(struct http_conn *conn, int status, const struct error *err,
                 bool keep, const struct http_pair *header) {
  struct http_answer answer = {.status = status, .type = problem_type};
  struct buf body;
  if (header != NULL)
    answer.headers[0] = *header;
  conn->server->counts.refused++;
  conn->keep_alive = keep && conn->complete && conn->keep_alive;
  conn_release_body(conn);
  buf_init(&body);
  problem_write(&body, err, status, conn->request.zh);
  if (body.failed) {
    buf_fini(&body);
    send_broken(conn);
    return;
  }
  conn->out_owned = body;
  write_head(conn, &answer, body.len, false);
  send_start(conn, conn->out_owned.data, conn->out_owned.len);
}

void conn_send_continue(struct http_conn *conn) {
  static char text[] = "HTTP/1.1 100 Continue\r\n\r\n";
  uv_buf_t buf = uv_buf_init(text, sizeof(text) - 1);
  /* Nothing else is queued; a socket that can't take 25 bytes is stuck. */
  if (sock_try_write(conn, &buf, 1) != (int)sizeof(text) - 1)
    http_conn_close(conn);
}

static void on_shut(uv_shutdown_t *shut, int status) {
  struct http_conn *conn = shut->data;
  if (conn->state == CONN_CLOSED)
    return;
  if (status != 0 || conn->peer_eof)
    http_conn_close(conn);
}

void conn_linger(struct http_conn *conn) {
  conn->state = CONN_LINGER;
  conn->since = clock_monotonic();
  conn->shut.data = conn;
  if (sock_shutdown(conn, on_shut) != 0)
    http_conn_close(conn);
  else
    conn_read(conn);
}

/* The head of a live stream; the connection ends with it. */
int conn_stream_head(struct http_conn *conn) {
  struct http_answer answer = {
      .status = 200,
      .type = "text/event-stream",
      .headers = {{"X-Accel-Buffering", "no"}},
  };
  conn->keep_alive = false;
  if (!write_head(conn, &answer, 0, true))
    return ERROR_INTERNAL;
  return 0;
}
