/* Between a connection and its socket. A plain connection goes straight to
 * libuv; one of the local network goes through TLS, with the same promises: a
 * write takes what the socket takes, what was said to be written is with the
 * kernel, and nothing is read while there is no room for it. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "web/http_inside.h"
#include "web/tls.h"

#define SOCK_BUFS 2 /* head and body of an answer */

/* The TLS half of a connection. */
struct conn_tls {
  struct tls *engine;
  uv_write_t write; /* of `out` */
  bool busy;        /* `write` is under way */
  bool pulling;     /* sock_pull is on the stack */
  bool begun;       /* the peer's first byte was seen */
  bool raw;         /* TLS has failed: only the end is awaited */
  size_t held; /* bytes of a short sock_try_write that are in `out` already */
  /* A sock_write under way: its bytes stay the caller's. */
  uv_buf_t bufs[SOCK_BUFS];
  unsigned count;
  size_t at; /* of them, encrypted */
  uv_write_cb written;
  uv_shutdown_cb shut; /* asked for while `busy` */
  char out[TLS_OUT_SIZE];
};

int sock_open(struct http_conn *conn) {
  struct conn_tls *tls = calloc(1, sizeof *tls);

  if (tls != NULL)
    tls->engine = tls_new(conn->server->config.tls);
  if (tls == NULL || tls->engine == NULL) {
    free(tls);
    return ERROR_MEMORY;
  }
  tls->write.data = conn;
  conn->tls = tls;
  return 0;
}

void sock_fini(struct http_conn *conn) {
  if (conn->tls != NULL)
    tls_free(conn->tls->engine);
  free(conn->tls);
  conn->tls = NULL;
}

bool sock_is_open(const struct http_conn *conn) {
  return conn->tls == NULL || tls_is_open(conn->tls->engine);
}

/* --- out -------------------------------------------------------------------
 */

static void on_sent(uv_write_t *write, int status);

/* Ciphertext to the socket until it takes no more (then busy). 0 or an error
 * of libuv. */
static int flush(struct http_conn *conn) {
  struct conn_tls *tls = conn->tls;

  while (!tls->busy) {
    size_t len = tls_give(tls->engine, tls->out, sizeof tls->out);
    uv_buf_t buf = uv_buf_init(tls->out, (unsigned)len);
    int sent = len == 0 ? 0 : uv_try_write(&conn->uv.stream, &buf, 1);
    if (len == 0)
      return 0;
    if (sent < 0 && sent != UV_EAGAIN)
      return sent;
    if (sent > 0 && (size_t)sent == len)
      continue;
    size_t done = sent > 0 ? (size_t)sent : 0;
    buf = uv_buf_init(tls->out + done, (unsigned)(len - done));
    int rc = uv_write(&tls->write, &conn->uv.stream, &buf, 1, on_sent);
    if (rc != 0)
      return rc;
    tls->busy = true;
  }
  return tls_owed(tls->engine) > TLS_OUT_MAX ? UV_ENOBUFS : 0;
}

/* The next record's plaintext from `at`: straight from where it lies, or, when
 * an answer's head would make a record of its own, put together. */
static size_t next_slice(struct http_conn *conn, const uv_buf_t *bufs,
                         unsigned count, size_t at, const char **from) {
  char *join = conn->server->sock_join;
  size_t len = 0;

  for (unsigned i = 0; i < count && len < TLS_SLICE; i++) {
    if (at >= bufs[i].len) {
      at -= bufs[i].len;
      continue;
    }
    size_t part = bufs[i].len - at;
    if (part > TLS_SLICE - len)
      part = TLS_SLICE - len;
    if (len == 0 && (part == TLS_SLICE || i + 1 == count)) {
      *from = bufs[i].base + at;
      return part;
    }
    memcpy(join + len, bufs[i].base + at, part);
    len += part;
    at = 0;
  }
  *from = join;
  return len;
}

/* Encrypts from *at on until the socket takes no more. *settled: bytes whose
 * ciphertext is with the kernel. */
static int advance(struct http_conn *conn, const uv_buf_t *bufs, unsigned count,
                   size_t *at, size_t *settled) {
  const char *from = NULL;

  while (!conn->tls->busy) {
    size_t len = next_slice(conn, bufs, count, *at, &from);
    if (len == 0)
      return 0;
    if (tls_write(conn->tls->engine, from, len) != 0)
      return UV_EPROTO;
    *at += len;
    int rc = flush(conn);
    if (rc != 0)
      return rc;
    if (!conn->tls->busy)
      *settled = *at;
  }
  return 0;
}

int sock_try_write(struct http_conn *conn, const uv_buf_t *bufs,
                   unsigned count) {
  size_t at = 0;
  size_t settled = 0;

  if (conn->tls == NULL)
    return uv_try_write(&conn->uv.stream, bufs, count);
  int rc = advance(conn, bufs, count, &at, &settled);
  if (rc != 0)
    return rc;
  conn->tls->held = at - settled;
  return settled == 0 ? UV_EAGAIN : (int)settled;
}

int sock_write(struct http_conn *conn, const uv_buf_t *bufs, unsigned count,
               uv_write_cb written) {
  struct conn_tls *tls = conn->tls;

  if (tls == NULL)
    return uv_write(&conn->write, &conn->uv.stream, bufs, count, written);
  /* The socket took no more just now, so something is under way. */
  if (!tls->busy || tls->written != NULL || count > SOCK_BUFS)
    return UV_EINVAL;
  memcpy(tls->bufs, bufs, count * sizeof *bufs);
  tls->count = count;
  tls->at = tls->held;
  tls->held = 0;
  tls->written = written;
  return 0;
}

int sock_shutdown(struct http_conn *conn, uv_shutdown_cb shut) {
  struct conn_tls *tls = conn->tls;

  if (tls != NULL && !tls->raw) {
    tls_end(tls->engine);
    int rc = flush(conn);
    if (rc != 0)
      return rc;
    if (tls->busy) {
      tls->shut = shut;
      return 0;
    }
  }
  return uv_shutdown(&conn->shut, &conn->uv.stream, shut);
}

/* The socket took what was waiting: the rest of it, then whoever waits. */
static void on_sent(uv_write_t *write, int status) {
  struct http_conn *conn = write->data;
  struct conn_tls *tls = conn->tls;
  size_t settled = 0;

  tls->busy = false;
  if (conn->state == CONN_CLOSED)
    return;
  int rc = status != 0 ? status : flush(conn);
  if (rc == 0 && tls->written != NULL)
    rc = advance(conn, tls->bufs, tls->count, &tls->at, &settled);
  if (rc == 0 && tls->busy)
    return;
  if (rc == 0 && tls->written != NULL) {
    uv_write_cb written = tls->written;
    tls->written = NULL;
    written(&conn->write, 0);
    return;
  }
  if (rc == 0 && tls->shut != NULL)
    rc = uv_shutdown(&conn->shut, &conn->uv.stream, tls->shut);
  if (rc != 0)
    http_conn_close(conn);
}

/* --- in --------------------------------------------------------------------
 */

/* The peer broke TLS. An alert goes out; during a handshake nothing is under
 * way yet, so there is time for it to arrive. */
static void fail(struct http_conn *conn) {
  struct conn_tls *tls = conn->tls;

  conn->server->counts.broken++;
  if (flush(conn) != 0 || tls_is_open(tls->engine)) {
    http_conn_close(conn);
    return;
  }
  tls->raw = true;
  conn_linger(conn);
}

/* Somebody left out https://: says so in the words that they can read. */
static void answer_plain(struct http_conn *conn) {
  static char text[] =
      "HTTP/1.1 400 Bad Request\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"
      "松鹤在局域网里只用加密连接。请在地址前加上 https:// 再打开。\n"
      "Songhe speaks only encrypted connections here. Please put https:// "
      "before the address.\n";
  uv_buf_t buf = uv_buf_init(text, sizeof text - 1);

  conn->server->counts.broken++;
  conn->tls->raw = true;
  uv_try_write(&conn->uv.stream, &buf, 1);
  conn_linger(conn);
}

/* True once requests may come. */
static bool shake(struct http_conn *conn) {
  int rc;

  if (tls_is_open(conn->tls->engine))
    return true;
  rc = tls_handshake(conn->tls->engine);
  if (rc < 0) {
    fail(conn);
    return false;
  }
  if (flush(conn) != 0) {
    http_conn_close(conn);
    return false;
  }
  if (rc == 1)
    conn->since = clock_monotonic(); /* from here it counts as idle */
  return rc == 1;
}

static void pull(struct http_conn *conn) {
  size_t room = 0;

  if (!shake(conn))
    return;
  while (conn->state != CONN_CLOSED && conn->state != CONN_LINGER) {
    char *to = conn_room(conn, &room);
    int got = room == 0 ? 0 : tls_read(conn->tls->engine, to, room);
    if (got == 0)
      break;
    if (got < 0 && got != TLS_END) {
      fail(conn);
      return;
    }
    conn_took(conn, got == TLS_END ? UV_EOF : got);
    if (got == TLS_END)
      break;
  }
  /* Reading may have left something to say, such as a new key's notice. */
  if (conn->state != CONN_CLOSED && flush(conn) != 0)
    http_conn_close(conn);
}

/* What is here already; before it, the handshake. */
static void sock_pull(struct http_conn *conn) {
  if (conn->tls->pulling || conn->tls->raw || conn->state == CONN_CLOSED)
    return;
  conn->tls->pulling = true;
  pull(conn);
  conn->tls->pulling = false;
}

static void on_alloc(uv_handle_t *handle, size_t size, uv_buf_t *buf) {
  struct http_conn *conn = handle->data;
  (void)size;
  if (conn->tls != NULL) {
    *buf = uv_buf_init(conn->server->sock_in, sizeof conn->server->sock_in);
    return;
  }
  size_t room = 0;
  char *to = conn_room(conn, &room);
  *buf = uv_buf_init(to, (unsigned)room);
}

static void on_read(uv_stream_t *stream, ssize_t count, const uv_buf_t *buf) {
  struct http_conn *conn = stream->data;
  struct conn_tls *tls = conn->tls;

  if (tls == NULL || count <= 0 || tls->raw || conn->state == CONN_LINGER) {
    if (count != 0)
      conn_took(conn, count);
    return;
  }
  if (!tls->begun && buf->base[0] >= 'A' && buf->base[0] <= 'Z') {
    answer_plain(conn); /* a TLS record begins with 0x16 */
    return;
  }
  tls->begun = true;
  if (tls_take(tls->engine, buf->base, (size_t)count) != 0)
    http_conn_close(conn);
  else
    sock_pull(conn);
}

int sock_read_start(struct http_conn *conn) {
  return uv_read_start(&conn->uv.stream, on_alloc, on_read);
}

void sock_read_on(struct http_conn *conn) {
  if (conn->tls != NULL)
    sock_pull(conn);
}
