/* A small program around the HTTP server, driven by
 * tests/system/test_http_*.py.
 *
 * http_echo [socket path] [head_ms] [idle_ms] [heartbeat_ms] [pem allow
 * [address]]: prints its port, serves until SIGTERM; with `pem` over TLS, by
 * the certificate there, which is made when it is missing. /echo/... answers
 * "METHOD PATH\n" and the body. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/http.h"
#include "web/http_allow.h"
#include "web/tls.h"

#define BIG_SIZE (6 << 20)
#define SMALL                                                                  \
  "{\"rows\":[{\"bed\":\"101-1\",\"state\":\"free\"}],\"more\":false}"

static char big[BIG_SIZE];
static struct http_handle stream;
static unsigned gone_count;
static struct http_server *server;

static void echo(void *arg, struct http_request *request) {
  struct buf body;
  (void)arg;
  buf_init(&body);
  buf_printf(&body, "%d %s\n", (int)request->method, request->path);
  buf_append(&body, request->body, request->body_len);
  http_respond(request->handle, 200, "text/plain; charset=utf-8", &body);
}

static void small(void *arg, struct http_request *request) {
  struct http_answer answer = {.status = 200,
                               .type = "application/json",
                               .fixed = SMALL,
                               .fixed_len = sizeof(SMALL) - 1};
  (void)arg;
  http_answer(request->handle, &answer);
}

/* An answer that comes later, from a timer. */
struct later {
  uv_timer_t timer;
  struct http_handle handle;
};

static void later_free(uv_handle_t *handle) {
  free(handle->data);
}

static void later_answer(uv_timer_t *timer) {
  struct later *later = timer->data;
  struct buf body;
  buf_init(&body);
  buf_text(&body, "later");
  if (server != NULL)
    http_respond(later->handle, 200, "text/plain", &body);
  else
    buf_fini(&body); /* closed meanwhile, as its client had gone */
  uv_close((uv_handle_t *)timer, later_free);
}

static void on_gone(void *arg, struct http_handle handle) {
  (void)arg;
  (void)handle;
  gone_count++;
}

static void slow(void *arg, struct http_request *request) {
  struct later *later = calloc(1, sizeof(*later));
  const char *ms = http_query(request, "ms");
  (void)arg;
  later->handle = request->handle;
  later->timer.data = later;
  http_on_gone(request->handle, on_gone, NULL);
  uv_timer_init(uv_default_loop(), &later->timer);
  uv_timer_start(&later->timer, later_answer,
                 ms == NULL ? 50 : (uint64_t)atoi(ms), 0);
}

static void large(void *arg, struct http_request *request) {
  struct http_answer answer = {.status = 200,
                               .type = "application/octet-stream",
                               .fixed = big,
                               .fixed_len = sizeof(big)};
  (void)arg;
  http_answer(request->handle, &answer);
}

static void open_stream(void *arg, struct http_request *request) {
  struct error err;
  (void)arg;
  error_init(&err);
  if (http_stream_open(request->handle, on_gone, NULL) == 0) {
    stream = request->handle;
    http_stream_send(stream, "1", "hello", "one\ntwo", 7);
  } else {
    error_set(&err, ERROR_BUSY, "太多", "too many");
    http_respond_error(request->handle, &err);
  }
  error_fini(&err);
}

/* Sends ?n= frames of ?size= bytes into the last stream. */
static void publish(void *arg, struct http_request *request) {
  const char *n = http_query(request, "n");
  const char *size = http_query(request, "size");
  struct buf body;
  int sent = 0;
  (void)arg;
  for (int i = 0; n != NULL && i < atoi(n); i++)
    if (http_stream_send(stream, NULL, "tick", big,
                         size == NULL ? 1 : (size_t)atoi(size)) == 0)
      sent++;
  if (http_query(request, "end") != NULL)
    http_stream_close(stream);
  buf_init(&body);
  buf_printf(&body, "%d", sent);
  http_respond(request->handle, 200, "text/plain", &body);
}

/* With `pem`: who may come, and by which certificate. */
static struct http_allow allowed;

static int open_tls(int argc, char **argv, struct http_config *config,
                    struct error *err) {
  bool made;
  int rc;
  if (argc < 7 || argv[5][0] == 0)
    return 0;
  if (argc > 7)
    config->address = argv[7];
  config->name = "songhe.test";
  config->allow = &allowed;
  rc = http_allow_read(&allowed, argv[6], err);
  if (rc == 0)
    rc = tls_cert_ensure(argv[5], config->address, config->name, &made, err);
  return rc == 0 ? tls_server_new(&config->tls, argv[5], argv[5], err) : rc;
}

static void counts(void *arg, struct http_request *request) {
  struct http_counts now = http_server_counts(server);
  struct buf body;
  (void)arg;
  buf_init(&body);
  buf_printf(&body,
             "{\"accepted\":%llu,\"crowded\":%llu,\"requests\":%llu,"
             "\"refused\":%llu,\"slow\":%llu,\"open\":%u,\"streams\":%u,"
             "\"bodies\":%zu,\"gone\":%u,\"strangers\":%llu,"
             "\"broken\":%llu}",
             (unsigned long long)now.accepted, (unsigned long long)now.crowded,
             (unsigned long long)now.requests, (unsigned long long)now.refused,
             (unsigned long long)now.slow, now.open, now.streams, now.bodies,
             gone_count, (unsigned long long)now.strangers,
             (unsigned long long)now.broken);
  http_respond(request->handle, 200, "application/json", &body);
}

/* A header that tries to split the answer. */
static void split(void *arg, struct http_request *request) {
  struct http_answer answer = {.status = 200,
                               .headers = {{"X-Name", "a\r\nX-Evil: b"}}};
  (void)arg;
  http_answer(request->handle, &answer);
}

static int authorize(void *arg, struct http_request *request,
                     struct error *err) {
  struct http_text sid = http_cookie(request, "sid");
  (void)arg;
  if (sid.len == 4 && memcmp(sid.data, "good", 4) == 0)
    return 0;
  return error_set(err, ERROR_SIGN_IN, "请先登录。", "Please sign in.");
}

#define ANY(m)                                                                 \
  {                                                                            \
    HTTP_METHOD_##m, "/echo/{rest*}", HTTP_POLICY_PUBLIC, echo, 0,             \
        HTTP_BODY_JSON | HTTP_BODY_CSV                                         \
  }

static const struct http_route routes[] = {
    ANY(GET),
    ANY(POST),
    ANY(PUT),
    ANY(PATCH),
    ANY(DELETE),
    ANY(OPTIONS),
    {HTTP_METHOD_GET, "/small", HTTP_POLICY_PUBLIC, small, 0, 0},
    {HTTP_METHOD_GET, "/slow", HTTP_POLICY_PUBLIC, slow, 0, 0},
    {HTTP_METHOD_GET, "/big", HTTP_POLICY_PUBLIC, large, 0, 0},
    {HTTP_METHOD_GET, "/stream", HTTP_POLICY_PUBLIC, open_stream, 0, 0},
    {HTTP_METHOD_GET, "/publish", HTTP_POLICY_PUBLIC, publish, 0, 0},
    {HTTP_METHOD_GET, "/counts", HTTP_POLICY_PUBLIC, counts, 0, 0},
    {HTTP_METHOD_GET, "/split", HTTP_POLICY_PUBLIC, split, 0, 0},
    {HTTP_METHOD_GET, "/me", HTTP_POLICY_SESSION, small, 0, 0},
    {HTTP_METHOD_POST, "/me", HTTP_POLICY_SESSION, echo, 0, 0},
    {HTTP_METHOD_GET, "/owner", HTTP_POLICY_OWNER, small, 0, 0},
    {HTTP_METHOD_POST, "/import", HTTP_POLICY_PUBLIC, echo, HTTP_BODY_MAX,
     HTTP_BODY_CSV},
};

static const struct http_asset assets[] = {
    {"/index.html", "text/html; charset=utf-8",
     (const unsigned char *)"<p>hello</p>", 12,
     (const unsigned char *)"\x1f\x8b*", 3, "abc", false},
};

static void on_server_closed(void *arg) {
  (void)arg;
  server = NULL;
}

static void on_signal(uv_signal_t *handle, int number) {
  (void)number;
  http_server_close(server, on_server_closed, NULL);
  uv_close((uv_handle_t *)handle, NULL);
}

int main(int argc, char **argv) {
  struct error err;
  uv_signal_t term;
  struct http_config config = {
      .address = "127.0.0.1",
      .socket_path = argc > 1 && argv[1][0] != 0 ? argv[1] : NULL,
      .routes = routes,
      .route_count = sizeof(routes) / sizeof(routes[0]),
      .assets = assets,
      .asset_count = 1,
      .authorize = authorize,
      .head_ms = argc > 2 ? atoi(argv[2]) : 0,
      .idle_ms = argc > 3 ? atoi(argv[3]) : 0,
      .heartbeat_ms = argc > 4 ? atoi(argv[4]) : 0,
  };
  memset(big, 'x', sizeof(big));
  error_init(&err);
  signal(SIGPIPE, SIG_IGN);
  if (open_tls(argc, argv, &config, &err) != 0 ||
      http_server_open(&server, uv_default_loop(), &config, &err) != 0) {
    fprintf(stderr, "%s\n", err.en);
    return 1;
  }
  uv_signal_init(uv_default_loop(), &term);
  uv_signal_start(&term, on_signal, SIGTERM);
  printf("%d\n", http_server_port(server));
  fflush(stdout);
  uv_run(uv_default_loop(), UV_RUN_DEFAULT);
  error_fini(&err);
  tls_server_free(config.tls);
  uv_library_shutdown();
  return 0;
}
