#include "web/web.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/log.h"
#include "web/tls.h"
#include "web/web_inside.h"

#define WEB_TICK_MS 1000
#define WEB_DRAIN_MS 5000

/* --- answers -------------------------------------------------------------- */

void web_answer(struct web *web, struct http_handle handle,
                struct http_answer *answer) {
  if (web->server != NULL)
    http_answer(handle, answer); /* a client that has gone misses nothing */
  else
    buf_fini(&answer->body);
}

void web_answer_error(struct web *web, struct http_handle handle,
                      const struct error *err) {
  if (web->server == NULL)
    return;
  if (error_http_status(err->code) >= 500)
    log_line(LOG_WARN, "web", "answered %d (%s)", error_http_status(err->code),
             error_slug(err->code));
  http_respond_error(handle, err);
}

void web_answer_json(struct web *web, struct http_handle handle, int status,
                     const json_t *value) {
  struct http_answer answer = {.status = status, .type = "application/json"};

  buf_init(&answer.body);
  json_write(&answer.body, value);
  web_answer(web, handle, &answer);
}

const char *web_cookie(const struct web *web) {
  return web->tls != NULL ? WEB_COOKIE_SAFE : WEB_COOKIE;
}

/* --- reading requests ----------------------------------------------------- */

int web_body(const struct http_request *request, json_t **body,
             struct error *err) {
  int rc;

  *body = NULL;
  if (request->body_len == 0) {
    *body = json_object();
    return 0;
  }
  rc = json_read(request->body, request->body_len, body, err);
  if (rc == 0 && !json_is_object(*body)) {
    json_decref(*body);
    *body = NULL;
    rc = error_set(err, ERROR_INPUT, "内容要是一个 JSON 对象。",
                   "The content must be a JSON object.");
  }
  return rc;
}

int web_only(const json_t *body, const char *const *names, struct error *err) {
  const char *key;
  json_t *value;

  json_object_foreach((json_t *)(uintptr_t)body, key, value) {
    bool known = false;
    for (const char *const *name = names; *name != NULL; name++)
      known = known || strcmp(key, *name) == 0;
    if (!known)
      error_fault(err, key, "unknown", "没有这一项。",
                  "There is no such field.");
  }
  return err->code;
}

int web_header(const struct http_request *request, const char *name, char *to,
               size_t size, struct error *err) {
  struct http_text text = http_header(request, name);

  to[0] = '\0';
  if (text.data == NULL)
    return 0;
  if (text.len >= size)
    return error_set(err, ERROR_USAGE, "请求头 %s 太长（最多 %zu 字节）。",
                     "The header %s is too long (%zu bytes at most).", name,
                     size - 1);
  memcpy(to, text.data, text.len);
  to[text.len] = '\0';
  return 1;
}

int web_instant(const char *name, const char *text, int64_t *instant,
                struct error *err) {
  if (calendar_parse_instant(text, strlen(text), instant) == 0)
    return 0;
  return error_fault(err, name, "type",
                     "时间要写成 2026-11-23T14:05:00+08:00 这样。",
                     "Write a time like 2026-11-23T14:05:00+08:00.");
}

bool web_number(const char *text, int64_t *number) {
  char *end;

  *number = strtoll(text, &end, 10);
  return *text >= '0' && *text <= '9' && *end == '\0';
}

struct host_who web_host_who(const struct http_request *request,
                             const struct web_who *who) {
  return (struct host_who){
      .user = who->user, .station = who->station, .zh = request->zh};
}

/* --- the loop's life ------------------------------------------------------ */

int web_find_owner(struct web *web, struct error *err) {
  json_t *accounts = NULL;
  json_t *account;
  size_t i;
  int rc = registry_account_list(host_registry(web->host), &accounts, err);

  json_array_foreach(accounts, i, account) {
    if (web->owner[0] == '\0' &&
        json_get_bool(account, "administrator", false) &&
        !json_get_bool(account, "disabled", false))
      snprintf(web->owner, sizeof web->owner, "%s",
               json_get_text(account, "name", ""));
  }
  json_decref(accounts);
  return rc;
}

void web_settle(struct web *web) {
  if (web->server != NULL || web->calls > 0 || web->jobs > 0 ||
      uv_is_closing((uv_handle_t *)&web->async))
    return;
  live_stop(web);
  uv_close((uv_handle_t *)&web->async, NULL);
  uv_close((uv_handle_t *)&web->sigint, NULL);
  uv_close((uv_handle_t *)&web->sigterm, NULL);
  uv_close((uv_handle_t *)&web->timer, NULL);
}

static void web_on_closed(void *arg) {
  struct web *web = arg;

  web->server = NULL;
  web_settle(web);
}

static void web_on_signal(uv_signal_t *handle, int number) {
  struct web *web = handle->data;

  if (web->closing)
    return;
  log_line(LOG_INFO, "web", "signal %d: closing", number);
  web->closing = true;
  notify_stopping(web);
  http_server_close(web->server, web_on_closed, web);
}

static void web_on_tick(uv_timer_t *timer) {
  live_tick(timer->data);
  notify_tick(timer->data);
}

static int web_failed(int rc, struct error *err) {
  return error_set(err, ERROR_INTERNAL, "网络服务没有启动：%s%.0s。",
                   "The web server did not start: %.0s%s.", error_system(-rc),
                   uv_strerror(rc));
}

static int web_open_handles(struct web *web, struct error *err) {
  int rc = web_bridge_open(web);

  if (rc == 0)
    rc = uv_signal_init(&web->loop, &web->sigint);
  if (rc == 0)
    rc = uv_signal_init(&web->loop, &web->sigterm);
  if (rc == 0)
    rc = uv_timer_init(&web->loop, &web->timer);
  if (rc != 0)
    return web_failed(rc, err);
  web->sigint.data = web->sigterm.data = web->timer.data = web;
  rc = uv_signal_start(&web->sigint, web_on_signal, SIGINT);
  if (rc == 0)
    rc = uv_signal_start(&web->sigterm, web_on_signal, SIGTERM);
  if (rc == 0)
    rc = uv_timer_start(&web->timer, web_on_tick, WEB_TICK_MS, WEB_TICK_MS);
  return rc == 0 ? 0 : web_failed(rc, err);
}

static int web_open_server(struct web *web, struct error *err) {
  const struct web_options *options = web->options;
  struct http_config config = {
      .address = options->address,
      .name = web->tls != NULL ? web->name : NULL,
      .tls = web->tls,
      .allow = web->tls != NULL ? &web->allow : NULL,
      .port = options->port,
      .socket_path = options->socket,
      .routes = web->routes,
      .route_count = api_route_count(),
      .assets = options->assets,
      .asset_count = options->asset_count,
      .authorize = api_authorize,
      .arg = web,
      .drain_ms = WEB_DRAIN_MS,
  };

  return http_server_open(&web->server, &web->loop, &config, err);
}

static void web_say_ready(struct web *web) {
  const struct web_options *options = web->options;
  char url[96];

  snprintf(url, sizeof url,
           strchr(options->address, ':') != NULL ? "%s://[%s]:%d/"
                                                 : "%s://%s:%d/",
           web->tls != NULL ? "https" : "http", options->address,
           http_server_port(web->server));
  if (options->ready != NULL)
    options->ready(options->context, url,
                   web->tls != NULL ? tls_server_fingerprint(web->tls) : NULL);
}

static int web_open(struct web *web, struct error *err) {
  int rc;

  web->book = session_book_new(web->options->idle_ms);
  if (web->book == NULL || api_open(web) != 0 || live_open(web) != 0)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  rc = web_find_owner(web, err);
  if (rc == 0)
    rc = web_lan_open(web, err);
  if (rc == 0)
    rc = web_open_handles(web, err);
  if (rc == 0)
    rc = web_open_server(web, err);
  return rc;
}

static void web_close_any(uv_handle_t *handle, void *arg) {
  (void)arg;
  if (!uv_is_closing(handle))
    uv_close(handle, NULL);
}

static void web_free(struct web *web) {
  live_close(web);
  uv_walk(&web->loop, web_close_any, NULL);
  uv_run(&web->loop, UV_RUN_DEFAULT);
  uv_loop_close(&web->loop);
  notify_close(web);
  tls_server_free(web->tls);
  session_book_free(web->book);
  free(web->routes);
  pthread_mutex_destroy(&web->lock);
  free(web);
}

int web_serve(struct host *host, const struct web_options *options,
              struct error *err) {
  struct web *web = calloc(1, sizeof *web);
  int rc;

  if (web == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  setenv("UV_THREADPOOL_SIZE", WEB_THREADS, 0);
  signal(SIGPIPE, SIG_IGN);
  web->host = host;
  web->options = options;
  pthread_mutex_init(&web->lock, NULL);
  rc = uv_loop_init(&web->loop);
  if (rc != 0) {
    pthread_mutex_destroy(&web->lock);
    free(web);
    return web_failed(rc, err);
  }
  rc = web_open(web, err);
  if (rc == 0) {
    live_listen(web);
    web_say_ready(web);
    notify_open(web);
    uv_run(&web->loop, UV_RUN_DEFAULT);
  }
  web_free(web);
  return rc;
}
