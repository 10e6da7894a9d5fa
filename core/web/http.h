/* The HTTP/1.1 server of a host (RFC 9110, 9112), on one libuv loop.
 *
 * Everything here runs on the loop thread. The table of routes is fixed when
 * the server opens. A handler gets a request, copies what it needs beyond its
 * own return, and answers then or later, once, through the request's handle.
 * A handle is a value: it stays safe to use when the client has gone, the call
 * then says so and releases what it was given. */
#ifndef SONGHE_WEB_HTTP_H
#define SONGHE_WEB_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uv.h>

#include "base/buf.h"
#include "base/error.h"

#define HTTP_CONNS_MAX 64        /* over TCP, all addresses */
#define HTTP_CONNS_PER_ADDRESS 8 /* loopback may use all 64 */
#define HTTP_CONNS_LOCAL 16      /* more, over the Unix socket */
#define HTTP_STREAMS_MAX 48      /* live streams among them */
#define HTTP_BODY_DEFAULT (256 << 10)
#define HTTP_BODY_MAX (8 << 20)    /* what a route may ask for at most */
#define HTTP_BODIES_MAX (32 << 20) /* bodies held at once, all requests */
#define HTTP_PARAMS_MAX 6          /* {names} of a pattern */
#define HTTP_QUERY_MAX 32          /* name=value pairs */
#define HTTP_HEADERS_MAX 8         /* added by an answer */
#define HTTP_FRAMES_MAX 256        /* queued to one live stream */
#define HTTP_QUEUE_MAX (1 << 20)   /* bytes queued to one live stream */

enum http_method {
  HTTP_METHOD_NONE,
  HTTP_METHOD_GET, /* a HEAD goes to the GET's route */
  HTTP_METHOD_HEAD,
  HTTP_METHOD_POST,
  HTTP_METHOD_PUT,
  HTTP_METHOD_PATCH,
  HTTP_METHOD_DELETE,
  HTTP_METHOD_OPTIONS,
};

/* Who may call a route. There is no default: a route that leaves it out stops
 * the start. */
enum http_policy {
  HTTP_POLICY_MISSING,
  HTTP_POLICY_PUBLIC,  /* anyone who reaches the port */
  HTTP_POLICY_SESSION, /* whom config.authorize accepts */
  HTTP_POLICY_OWNER,   /* the Unix socket's owner only */
};

/* Types of body that a route takes, as bits; 0 means JSON. */
enum http_body_type {
  HTTP_BODY_JSON = 1,  /* application/json */
  HTTP_BODY_CSV = 2,   /* text/csv */
  HTTP_BODY_BYTES = 4, /* application/octet-stream */
  HTTP_BODY_FILE = 8,  /* image/jpeg, image/png, image/webp, application/pdf */
};

/* Bytes inside something else; not NUL-terminated; data is NULL when absent. */
struct http_text {
  const char *data;
  size_t len;
};

/* Decoded UTF-8, NUL-terminated, without NUL inside. */
struct http_pair {
  const char *name;
  const char *value;
};

/* One request or one live stream. Compare nothing, keep it as long as you
 * like, but not past the server's close. */
struct http_handle {
  struct http_server *server;
  uint64_t serial; /* never reused; 0 is no request */
  uint32_t slot;
};

struct http_route;
struct http_allow;
struct tls_server;

/* Valid until the handler answers or returns, whichever is first. */
struct http_request {
  struct http_handle handle;
  const struct http_route *route;
  const struct http_head *head; /* ask with http_header */
  void *session;                /* config.authorize may set it */
  const char *path;             /* decoded, NUL-terminated */
  const char *address;          /* of the peer; "" over the Unix socket */
  const char *body;             /* `body_len` bytes; NULL when none */
  size_t body_len;
  struct http_pair params[HTTP_PARAMS_MAX]; /* by the pattern's {names} */
  struct http_pair query[HTTP_QUERY_MAX];
  size_t param_count;
  size_t query_count;
  enum http_method method;       /* HEAD arrives as GET */
  enum http_body_type body_type; /* of the body's Content-Type; 0 = none */
  bool local_owner; /* came over the Unix socket from our own user or root */
  bool zh;          /* answer in Chinese (Accept-Language is not English) */
};

/* `arg` is config.arg. */
typedef void (*http_handler_fn)(void *arg, struct http_request *request);

/* Says whether this request may go on to a HTTP_POLICY_SESSION route: 0, or an
 * error that is answered. Called once the head is read, before any body. */
typedef int (*http_authorize_fn)(void *arg, struct http_request *request,
                                 struct error *err);

/* One route. The first that fits wins. */
struct http_route {
  enum http_method method;
  const char
      *pattern; /* "/api/v1/homes/{home}"; a last {name*} takes the rest */
  enum http_policy policy;
  http_handler_fn handler;
  size_t body_max;     /* bytes; 0 means HTTP_BODY_DEFAULT */
  unsigned body_types; /* enum http_body_type bits; 0 means JSON */
};

/* A file of the desk inside the program. All memory is static. */
struct http_asset {
  const char *path; /* "/desk.js"; "/index.html" also answers "/" */
  const char *type; /* "text/javascript; charset=utf-8" */
  const unsigned char *bytes;
  size_t len;
  const unsigned char *gzip; /* the same compressed, or NULL */
  size_t gzip_len;
  const char *etag; /* hex of a hash of the bytes, without quotes */
  bool immutable;   /* the path holds the hash: kept for a year */
};

/* Times in milliseconds; 0 means the default. Copied, except what it points
 * to, which must outlive the server. */
struct http_config {
  const char *address;            /* "127.0.0.1"; another needs tls and allow */
  int port;                       /* 0: any free one */
  const char *name;               /* one more name of this host, lower case */
  struct tls_server *tls;         /* NULL: plain */
  const struct http_allow *allow; /* who may come; needed with tls */
  const char *socket_path;        /* Unix socket, NULL for none; 107 bytes */
  const struct http_route *routes;
  size_t route_count;
  const struct http_asset *assets;
  size_t asset_count;
  http_authorize_fn authorize; /* needed if a route asks for a session */
  void *arg;                   /* for handlers and authorize */
  int64_t head_ms;             /* for a whole head: 10 s */
  int64_t body_ms;             /* for a whole body: 60 s */
  int64_t idle_ms;             /* between requests, or no progress: 60 s */
  int64_t answer_ms;           /* for the handler's answer: 300 s */
  int64_t heartbeat_ms;        /* a comment in silent streams: 15 s */
  int64_t drain_ms;            /* at close, for answers under way: 5 s */
};

/* What has happened since the server opened. */
struct http_counts {
  uint64_t accepted;  /* connections */
  uint64_t crowded;   /* turned away or evicted: too many */
  uint64_t requests;  /* handed to a handler or an asset */
  uint64_t refused;   /* answered 4xx or 5xx by the server itself */
  uint64_t slow;      /* dropped: too slow or silent */
  uint64_t strangers; /* closed unread: not on the list of addresses */
  uint64_t broken;    /* TLS that failed, or plain text instead of it */
  unsigned open;      /* connections now */
  unsigned streams;   /* live streams now */
  size_t bodies;      /* bytes of bodies held now */
};

/* Checks the table, binds and listens. ERROR_USAGE: a route without a policy,
 * a session route without authorize, a bad pattern, an address that is not
 * loopback. ERROR_IO: the port or socket is taken. */
int http_server_open(struct http_server **out, uv_loop_t *loop,
                     const struct http_config *config, struct error *err);

int http_server_port(const struct http_server *server);
struct http_counts http_server_counts(const struct http_server *server);

/* Stops listening, ends streams and idle connections, waits drain_ms for
 * answers under way, then frees the server and calls `done` (may be NULL). */
void http_server_close(struct http_server *server, void (*done)(void *arg),
                       void *arg);

/* A header by name (any case); data is NULL when absent. If it was repeated,
 * the first. */
struct http_text http_header(const struct http_request *request,
                             const char *name);

/* A cookie by exact name; data is NULL when absent. */
struct http_text http_cookie(const struct http_request *request,
                             const char *name);

/* A decoded parameter of the path or of the query, or NULL. */
const char *http_param(const struct http_request *request, const char *name);
const char *http_query(const struct http_request *request, const char *name);

/* An answer. `body` is moved out and freed by the server even when the client
 * has gone; or `fixed` points to bytes that outlive the server. */
struct http_answer {
  int status;
  const char *type; /* Content-Type; NULL when there is no body */
  struct buf body;
  const void *fixed;
  size_t fixed_len;
  struct http_pair headers[HTTP_HEADERS_MAX]; /* end at a NULL name */
  const char *cache;  /* Cache-Control; NULL means no-store */
  const char *policy; /* Content-Security-Policy; NULL: the desk's own */
};

/* Sends the one answer. 0; ERROR_NOT_FOUND when the client has gone or was
 * answered; ERROR_INTERNAL (and a plain 500 goes out) when a header holds a
 * control character or all headers pass 4 KB. */
int http_answer(struct http_handle handle, struct http_answer *answer);

/* The same for the common case; `body` may be NULL. */
int http_respond(struct http_handle handle, int status, const char *type,
                 struct buf *body);

/* Answers with the problem of RFC 9457 in the client's language. */
int http_respond_error(struct http_handle handle, const struct error *err);

/* False once it was answered, or the client has gone. */
bool http_is_live(struct http_handle handle);

typedef void (*http_gone_fn)(void *arg, struct http_handle handle);

/* `gone` is called once if the client goes before the answer (or, for a
 * stream, whenever it ends other than by http_stream_close). */
int http_on_gone(struct http_handle handle, http_gone_fn gone, void *arg);

/* Turns the request into a live stream (text/event-stream). ERROR_BUSY when
 * HTTP_STREAMS_MAX are open: answer with that error. */
int http_stream_open(struct http_handle handle, http_gone_fn gone, void *arg);

/* One event; id and type may be NULL; data is split at line feeds. A client
 * that lets HTTP_FRAMES_MAX or HTTP_QUEUE_MAX pile up is dropped (it resumes
 * by Last-Event-ID): `gone` is called and ERROR_NOT_FOUND returned. */
int http_stream_send(struct http_handle handle, const char *id,
                     const char *type, const char *data, size_t len);

/* Ends the stream after what is queued; `gone` is not called. */
void http_stream_close(struct http_handle handle);

#endif
