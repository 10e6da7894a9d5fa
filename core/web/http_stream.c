/* Live streams: server-sent events with a bounded queue. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "web/http_inside.h"

int http_stream_open(struct http_handle handle, http_gone_fn gone, void *arg) {
  struct http_conn *conn = conn_of(handle);
  if (conn == NULL || conn->state != CONN_PENDING)
    return ERROR_NOT_FOUND;
  if (conn->server->counts.streams >= HTTP_STREAMS_MAX)
    return ERROR_BUSY;
  int rc = conn_stream_head(conn);
  if (rc != 0)
    return rc;
  struct conn_frame *frame = malloc(sizeof(*frame) + conn->out_len);
  if (frame == NULL)
    return ERROR_MEMORY;
  frame->next = NULL;
  frame->len = conn->out_len;
  memcpy(frame->data, conn->out, conn->out_len);
  conn->state = CONN_STREAM;
  conn->stream_ending = conn->head_only;
  conn->server->counts.streams++;
  conn->gone = gone;
  conn->gone_arg = arg;
  conn->frames = frame;
  conn->frames_end = &frame->next;
  conn->frame_count = 1;
  conn->frame_bytes = frame->len;
  conn->stream_last = clock_monotonic();
  conn_release_body(conn);
  conn_stream_flush(conn);
  return 0;
}

static void drop_first(struct http_conn *conn) {
  struct conn_frame *frame = conn->frames;
  conn->frames = frame->next;
  if (conn->frames == NULL)
    conn->frames_end = &conn->frames;
  conn->frame_count--;
  conn->frame_bytes -= frame->len;
  free(frame);
}

void conn_stream_fini(struct http_conn *conn) {
  while (conn->frames != NULL)
    drop_first(conn);
}

static void on_written(uv_write_t *write, int status) {
  struct http_conn *conn = write->data;
  conn->write_busy = false;
  if (conn->state != CONN_STREAM)
    return;
  if (status != 0) {
    http_conn_close(conn);
    return;
  }
  drop_first(conn);
  conn_stream_flush(conn);
}

static void end_stream(struct http_conn *conn) {
  conn->server->counts.streams--;
  conn->gone = NULL;
  conn->serial = 0;
  conn_linger(conn);
}

/* The first frame goes to the socket; the rest waits for it. */
void conn_stream_flush(struct http_conn *conn) {
  while (conn->frames != NULL && !conn->write_busy) {
    struct conn_frame *frame = conn->frames;
    uv_buf_t buf = uv_buf_init(frame->data, (unsigned)frame->len);
    int sent = sock_try_write(conn, &buf, 1);
    if (sent < 0 && sent != UV_EAGAIN) {
      http_conn_close(conn);
      return;
    }
    size_t done = sent > 0 ? (size_t)sent : 0;
    if (done == frame->len) {
      drop_first(conn);
      continue;
    }
    buf = uv_buf_init(frame->data + done, (unsigned)(frame->len - done));
    conn->write.data = conn;
    conn->write_busy = true;
    if (sock_write(conn, &buf, 1, on_written) != 0) {
      conn->write_busy = false;
      http_conn_close(conn);
      return;
    }
  }
  if (conn->stream_ending && conn->frames == NULL)
    end_stream(conn);
}

/* Queues what `buf` holds and empties it. */
static int queue(struct http_conn *conn, struct buf *buf) {
  struct conn_frame *frame =
      buf->failed ? NULL : malloc(sizeof(*frame) + buf->len);
  bool full = conn->frame_count >= HTTP_FRAMES_MAX ||
              conn->frame_bytes + buf->len > HTTP_QUEUE_MAX;
  if (frame == NULL || full) {
    free(frame);
    conn->server->counts.slow++;
    http_conn_close(conn);
    return ERROR_NOT_FOUND;
  }
  frame->next = NULL;
  frame->len = buf->len;
  memcpy(frame->data, buf->data, buf->len);
  *conn->frames_end = frame;
  conn->frames_end = &frame->next;
  conn->frame_count++;
  conn->frame_bytes += frame->len;
  conn->stream_last = clock_monotonic();
  uint64_t serial = conn->serial;
  conn_stream_flush(conn);
  return conn->serial == serial ? 0 : ERROR_NOT_FOUND;
}

/* A field's value may hold no line end; what comes after one is left out. */
static void field(struct buf *buf, const char *name, const char *value) {
  buf_text(buf, name);
  buf_append(buf, value, strcspn(value, "\r\n"));
  buf_byte(buf, '\n');
}

static void data_lines(struct buf *buf, const char *data, size_t len) {
  const char *stop = data + len;
  for (;;) {
    const char *end = data;
    while (end < stop && *end != '\n' && *end != '\r')
      end++;
    buf_text(buf, "data: ");
    buf_append(buf, data, (size_t)(end - data));
    buf_byte(buf, '\n');
    if (end == stop)
      return;
    data = end + (end[0] == '\r' && end + 1 < stop && end[1] == '\n' ? 2 : 1);
  }
}

int http_stream_send(struct http_handle handle, const char *id,
                     const char *type, const char *data, size_t len) {
  struct http_conn *conn = conn_of(handle);
  struct buf buf;
  if (conn == NULL || conn->state != CONN_STREAM || conn->stream_ending)
    return ERROR_NOT_FOUND;
  buf_init(&buf);
  if (id != NULL)
    field(&buf, "id: ", id);
  if (type != NULL)
    field(&buf, "event: ", type);
  data_lines(&buf, data, len);
  buf_byte(&buf, '\n');
  int rc = queue(conn, &buf);
  buf_fini(&buf);
  return rc;
}

void conn_stream_beat(struct http_conn *conn, int64_t now) {
  struct buf buf;
  if (now - conn->stream_last < conn->server->config.heartbeat_ms)
    return;
  buf_init(&buf);
  buf_text(&buf, ":\n\n");
  queue(conn, &buf);
  buf_fini(&buf);
}

void http_stream_close(struct http_handle handle) {
  struct http_conn *conn = conn_of(handle);
  if (conn == NULL || conn->state != CONN_STREAM)
    return;
  conn->gone = NULL;
  conn->stream_ending = true;
  conn_stream_flush(conn);
}
