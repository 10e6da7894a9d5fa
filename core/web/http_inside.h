/* What the sources of the HTTP server share; nothing else includes this. */
#ifndef SONGHE_WEB_HTTP_INSIDE_H
#define SONGHE_WEB_HTTP_INSIDE_H

#include <llhttp.h>

#include "web/http.h"
#include "web/http_guard.h"
#include "web/tls.h"

#define CONN_IN_SIZE (16 << 10)  /* a head, and what follows it */
#define CONN_TEXT_SIZE (3 << 10) /* decoded path and query */
#define CONN_OUT_SIZE (6 << 10)  /* an answer's head */
#define CONN_SLICE (256 << 10)   /* of a body handed to the kernel at once */
#define CONN_LINGER_MS 2000      /* to let a refusal reach its sender */
#define CONN_SLOTS (HTTP_CONNS_MAX + HTTP_CONNS_LOCAL)
#define SERVER_HOSTS_MAX 4
#define SERVER_HOST_SIZE 128

_Static_assert(CONN_IN_SIZE > HTTP_HEAD_ROOM + 4096, "room after a head");
_Static_assert(CONN_TEXT_SIZE > HTTP_LINE_MAX + HTTP_QUERY_MAX, "decoding");

/* Where a connection stands. WAIT -> HEAD -> BODY -> PENDING -> WRITING -> WAIT
 * is a request's way; STREAM, LINGER and CLOSED are ends. */
enum conn_state {
  CONN_WAIT,    /* nothing of a request has come */
  CONN_HEAD,    /* some of a head */
  CONN_BODY,    /* the head is good, the body is coming */
  CONN_PENDING, /* a handler owes the answer */
  CONN_WRITING, /* the answer is on its way */
  CONN_STREAM,  /* a live stream */
  CONN_LINGER,  /* our side is shut, theirs is read away */
  CONN_CLOSED,  /* libuv is closing the handle */
};

struct conn_tls; /* http_sock.c */

/* A frame of a live stream that waits; owned by the connection. */
struct conn_frame {
  struct conn_frame *next;
  size_t len;
  char data[];
};

struct http_conn {
  union {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
  } uv;
  struct http_server *server;
  struct conn_tls *tls; /* TLS; NULL: plain */
  uint32_t slot;
  uint64_t serial; /* of the request under way; 0 when none */
  enum conn_state state;
  int64_t since; /* monotonic ms: the state's beginning or last progress */
  char address[46];
  bool local_owner;
  bool reading;    /* uv_read_start is on */
  bool peer_eof;   /* they have sent their last byte */
  bool keep_alive; /* after the answer under way */
  bool processing; /* conn_process is on the stack */
  bool head_only;  /* the answer to a HEAD has no body */
  bool complete;   /* llhttp has seen the message's end */
  bool trailers;   /* llhttp met a header after the head */
  unsigned fields; /* headers that llhttp has seen */

  size_t in_len;   /* bytes in `in` */
  size_t in_next;  /* first byte after the request under way */
  size_t body_raw; /* bytes of the body as sent, with chunk sizes */
  size_t body_max;
  size_t body_counted; /* of server->counts.bodies */
  struct buf body;
  llhttp_t parser;
  struct http_request request;

  uv_write_t write;
  uv_shutdown_t shut;
  bool write_busy; /* `write` is under way */
  size_t out_len;  /* the answer's head */
  const char *out_body;
  size_t out_body_len;
  size_t out_sent;      /* bytes of head and body sent */
  size_t out_slice;     /* bytes in the write under way */
  struct buf out_owned; /* holds out_body when it was moved in */

  struct conn_frame *frames; /* a live stream's queue, first in flight */
  struct conn_frame **frames_end;
  unsigned frame_count;
  size_t frame_bytes;
  bool stream_ending;  /* close when the queue is empty */
  int64_t stream_last; /* monotonic ms of the last frame */

  http_gone_fn gone;
  void *gone_arg;

  struct http_head head;
  char text[CONN_TEXT_SIZE];   /* decoded path and query */
  char params[CONN_TEXT_SIZE]; /* names and values of the pattern */
  char out[CONN_OUT_SIZE];
  char in[CONN_IN_SIZE];
};

struct http_server {
  uv_loop_t *loop;
  struct http_config config;
  uv_tcp_t tcp;
  uv_pipe_t pipe;
  uv_timer_t timer;
  bool closing;
  unsigned handles; /* of tcp, pipe, timer and connections still open */
  int64_t close_by; /* monotonic ms, while closing */
  void (*closed)(void *arg);
  void *closed_arg;
  char socket_path[108];
  int port;
  char hosts[SERVER_HOSTS_MAX][SERVER_HOST_SIZE];
  unsigned host_count;
  uint64_t serial;
  struct http_counts counts;
  struct http_conn *conns[CONN_SLOTS];
  char date[40];             /* the Date of answers, set each second */
  bool hsts;                 /* stations shall come by https only */
  int64_t stranger_told;     /* monotonic ms: the log last named one */
  char sock_in[TLS_SLICE];   /* ciphertext between read and decryption */
  char sock_join[TLS_SLICE]; /* a record put together from two places */
};

/* http_route.c */

int http_routes_check(const struct http_config *config, struct error *err);
/* Splits and decodes the target into request's path and query, in `text`. */
int http_target_decode(struct http_request *request, const char *target,
                       size_t len, char *text, size_t room);
/* The route of request->method and path, with its params (copied to `text`),
 * or NULL; then *allowed has the bits (1 << method) of the path's routes. */
const struct http_route *http_route_find(const struct http_config *config,
                                         struct http_request *request,
                                         char *text, size_t room,
                                         unsigned *allowed);

/* http_check.c: the checks of a browser's request. 0 or the status to refuse
 * with; then the error holds the texts. */
bool http_host_known(const struct http_server *server, struct http_text host);
int http_check_browser(const struct http_request *request,
                       enum http_method method, struct error *err);
/* The body's type and whether the route takes it; 0 or a status. */
int http_check_type(struct http_request *request, bool has_body,
                    enum http_method method, struct error *err);

/* http_asset.c */

const struct http_asset *http_asset_find(const struct http_config *config,
                                         const char *path);
void http_asset_answer(const struct http_asset *asset,
                       struct http_request *request);

/* http_accept.c */

void http_conn_open(struct http_server *server, uv_stream_t *listener);

/* http_sock.c: as libuv's calls of these names, through TLS when there is. */

int sock_open(struct http_conn *conn); /* begins TLS; 0 or ERROR_MEMORY */
void sock_fini(struct http_conn *conn);
bool sock_is_open(const struct http_conn *conn); /* the handshake is over */
int sock_read_start(struct http_conn *conn);
/* Reading is on again: takes what TLS holds already. */
void sock_read_on(struct http_conn *conn);
int sock_try_write(struct http_conn *conn, const uv_buf_t *bufs,
                   unsigned count);
/* Only after a short sock_try_write, with the bytes that it did not take. */
int sock_write(struct http_conn *conn, const uv_buf_t *bufs, unsigned count,
               uv_write_cb written);
int sock_shutdown(struct http_conn *conn, uv_shutdown_cb shut);

/* http_conn.c */

/* Where the next bytes go, and how many. */
char *conn_room(struct http_conn *conn, size_t *room);
/* So many have come there; or an error of libuv, UV_EOF among them. */
void conn_took(struct http_conn *conn, ssize_t count);
void conn_read(struct http_conn *conn); /* unless it reads already */
void conn_process(struct http_conn *conn);
/* Readies for the next request, or closes. */
void conn_next(struct http_conn *conn);
void http_conn_close(struct http_conn *conn);
void conn_tick(struct http_conn *conn, int64_t now);
void conn_release_body(struct http_conn *conn);
/* The connection of a handle while its answer is owed, or while it streams;
 * NULL otherwise. */
struct http_conn *conn_of(struct http_handle handle);

/* http_reply.c */

/* Answers with a status of the server's own; closes afterwards unless `keep`.
 */
void conn_refuse(struct http_conn *conn, int status, const struct error *err,
                 bool keep, const struct http_pair *header);
void conn_send_continue(struct http_conn *conn);
void conn_linger(struct http_conn *conn);
int conn_stream_head(struct http_conn *conn); /* into conn->out */

/* http_stream.c */

void conn_stream_flush(struct http_conn *conn);
void conn_stream_fini(struct http_conn *conn);
void conn_stream_beat(struct http_conn *conn, int64_t now);

/* http_server.c */

void server_handle_closed(struct http_server *server);
const char *http_status_text(int status);

#endif
