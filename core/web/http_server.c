/* Listening, the clock tick, and the end. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/http_inside.h"

#define SERVER_TICK_MS 500
#define SERVER_BACKLOG 128
#define SERVER_HTTPS_PORT 443

static int64_t or_default(int64_t value, int64_t fallback) {
  return value > 0 ? value : fallback;
}

static void set_defaults(struct http_config *config) {
  config->head_ms = or_default(config->head_ms, 10000);
  config->body_ms = or_default(config->body_ms, 60000);
  config->idle_ms = or_default(config->idle_ms, 60000);
  config->answer_ms = or_default(config->answer_ms, 300000);
  config->heartbeat_ms = or_default(config->heartbeat_ms, 15000);
  config->drain_ms = or_default(config->drain_ms, 5000);
}

void server_handle_closed(struct http_server *server) {
  if (--server->handles > 0 || !server->closing)
    return;
  void (*closed)(void *arg) = server->closed;
  void *arg = server->closed_arg;
  free(server);
  if (closed != NULL)
    closed(arg);
}

static void on_listener_closed(uv_handle_t *handle) {
  server_handle_closed(handle->data);
}

static void set_date(struct http_server *server) {
  struct tm parts;
  time_t now = time(NULL);
  if (gmtime_r(&now, &parts) == NULL ||
      strftime(server->date, sizeof(server->date), "%a, %d %b %Y %H:%M:%S GMT",
               &parts) == 0)
    server->date[0] = 0;
}

/* While closing: whoever is idle goes now, whoever is late goes too. */
static void drain(struct http_server *server, int64_t now) {
  bool late = now >= server->close_by;
  for (unsigned i = 0; i < CONN_SLOTS; i++) {
    struct http_conn *conn = server->conns[i];
    if (conn == NULL)
      continue;
    bool busy = conn->state == CONN_PENDING || conn->state == CONN_WRITING ||
                conn->state == CONN_LINGER;
    if (late || !busy)
      http_conn_close(conn);
  }
  if (server->counts.open == 0 && !uv_is_closing((uv_handle_t *)&server->timer))
    uv_close((uv_handle_t *)&server->timer, on_listener_closed);
}

static void on_tick(uv_timer_t *timer) {
  struct http_server *server = timer->data;
  int64_t now = clock_monotonic();
  set_date(server);
  for (unsigned i = 0; i < CONN_SLOTS; i++)
    if (server->conns[i] != NULL)
      conn_tick(server->conns[i], now);
  if (server->closing)
    drain(server, now);
}

static void on_connection(uv_stream_t *listener, int status) {
  struct http_server *server = listener->data;
  if (status != 0) {
    log_line(LOG_WARN, "web", "a connection was not accepted: %s",
             uv_strerror(status));
    return;
  }
  http_conn_open(server, listener);
}

static int read_address(const struct http_config *config,
                        struct sockaddr_storage *out, bool *v6,
                        struct error *err) {
  struct sockaddr_in *v4_name = (struct sockaddr_in *)out;
  struct sockaddr_in6 *v6_name = (struct sockaddr_in6 *)out;
  const char *address = config->address;
  *v6 = strchr(address, ':') != NULL;
  if (config->port < 0 || config->port > 65535)
    return error_set(err, ERROR_USAGE, "端口号 %d 不对,应为 1 到 65535。",
                     "Port %d is wrong: it goes from 1 to 65535.",
                     config->port);
  int rc = *v6 ? uv_ip6_addr(address, config->port, v6_name)
               : uv_ip4_addr(address, config->port, v4_name);
  if (rc != 0)
    return error_set(
        err, ERROR_USAGE, "地址“%s”不是 IP 地址。可以用 127.0.0.1。",
        "\"%s\" is not an IP address. You can use 127.0.0.1.", address);
  return 0;
}

/* Beyond this computer only with TLS, for those on the list, and under one
 * address: whoever asks must have named it. */
static int check_address(struct http_server *server,
                         const struct sockaddr_storage *name, bool v6,
                         struct error *err) {
  const struct http_config *config = &server->config;
  const struct in6_addr *six = &((const struct sockaddr_in6 *)name)->sin6_addr;
  in_addr_t four = ((const struct sockaddr_in *)name)->sin_addr.s_addr;
  bool loopback = v6 ? IN6_IS_ADDR_LOOPBACK(six) : ntohl(four) >> 24 == 127;
  bool any = v6 ? IN6_IS_ADDR_UNSPECIFIED(six) : four == INADDR_ANY;
  bool lan = config->tls != NULL && config->allow != NULL;
  if (any)
    return error_set(
        err, ERROR_USAGE,
        "%s 不是这台电脑的某一个地址。请写它在局域网里的地址，"
        "如 192.168.1.10。",
        "%s is no single address of this computer. Name the one that it has "
        "in the local network, such as 192.168.1.10.",
        config->address);
  if (!loopback && !lan)
    return error_set(
        err, ERROR_USAGE,
        "地址 %s 会向局域网开放,要说明哪些电脑可以连接,否则不启动。"
        "请加上 --allow 和它们的地址段,如 --allow 192.168.1.0/24;"
        "只供本机使用请用 127.0.0.1。",
        "Address %s would open Songhe to the local network, so it does not "
        "start before you say which computers may connect. Add --allow with "
        "their addresses, such as --allow 192.168.1.0/24; for this computer "
        "only, use 127.0.0.1.",
        config->address);
  server->hsts = lan && !loopback;
  return 0;
}

static void add_host(struct http_server *server, const char *name) {
  if (server->host_count < SERVER_HOSTS_MAX)
    snprintf(server->hosts[server->host_count++], SERVER_HOST_SIZE, "%s", name);
}

/* A name and the port; browsers leave the port out where it is the scheme's
 * own. */
static void add_authority(struct http_server *server, const char *name) {
  char text[SERVER_HOST_SIZE];
  bool v6 = strchr(name, ':') != NULL;
  snprintf(text, sizeof(text), v6 ? "[%s]:%d" : "%s:%d", name, server->port);
  add_host(server, text);
  if (server->config.tls == NULL || server->port != SERVER_HTTPS_PORT)
    return;
  snprintf(text, sizeof(text), v6 ? "[%s]" : "%s", name);
  add_host(server, text);
}

static void add_hosts(struct http_server *server) {
  add_authority(server, server->config.address);
  if (server->config.name != NULL)
    add_authority(server, server->config.name);
  if (server->config.tls != NULL)
    return;
  add_authority(server, "localhost");
  add_authority(server, "127.0.0.1");
}

static int taken(struct error *err, const char *address, int port, int rc) {
  return error_set(
      err, ERROR_IO,
      "不能在 %s 的端口 %d 上提供服务(%s%.0s)。"
      "可能另一个程序正在用它:请关掉那个程序,或换一个端口。",
      "Can't serve on %s port %d (%.0s%s). Perhaps another program "
      "uses it: stop that one or choose another port.",
      address, port, error_system(-rc), uv_strerror(rc));
}

static int listen_tcp(struct http_server *server, struct error *err) {
  struct sockaddr_storage name;
  int len = sizeof(name);
  bool v6 = false;
  int rc = read_address(&server->config, &name, &v6, err);
  if (rc == 0)
    rc = check_address(server, &name, v6, err);
  if (rc != 0)
    return rc;
  rc = uv_tcp_bind(&server->tcp, (const struct sockaddr *)&name, 0);
  if (rc == 0)
    rc = uv_listen((uv_stream_t *)&server->tcp, SERVER_BACKLOG, on_connection);
  if (rc == 0)
    rc = uv_tcp_getsockname(&server->tcp, (struct sockaddr *)&name, &len);
  if (rc != 0)
    return taken(err, server->config.address, server->config.port, rc);
  server->port = ntohs(v6 ? ((struct sockaddr_in6 *)&name)->sin6_port
                          : ((struct sockaddr_in *)&name)->sin_port);
  add_hosts(server);
  return 0;
}

/* A socket file that nobody serves any more is removed; anything else stays.
 * 0, or an error. */
static int clear_socket(const char *path, struct error *err) {
  struct stat info;
  struct sockaddr_un name = {.sun_family = AF_UNIX};
  if (lstat(path, &info) != 0)
    return 0; /* not there; if it can't be reached, binding says so */
  if (!S_ISSOCK(info.st_mode))
    return error_set(err, ERROR_IO, "%s 不是松鹤的接口文件,请移走它。",
                     "%s is not a socket of Songhe; please move it away.",
                     path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  strcpy(name.sun_path, path); /* listen_local has checked the length */
  bool served =
      fd >= 0 && (connect(fd, (struct sockaddr *)&name, sizeof(name)) == 0 ||
                  errno == EAGAIN);
  if (fd >= 0)
    close(fd);
  if (served)
    return error_set(err, ERROR_IO, "这个数据文件夹已有松鹤在运行(%s)。",
                     "Songhe is already running on this folder (%s).", path);
  if (unlink(path) != 0)
    return error_set(err, ERROR_IO, "不能清除旧的接口文件 %s:%s%.0s。",
                     "Can't remove the old socket %s: %.0s%s.", path,
                     error_system(errno), strerror(errno));
  return 0;
}

static int listen_local(struct http_server *server, struct error *err) {
  const char *path = server->config.socket_path;
  if (path == NULL)
    return 0;
  if (strlen(path) >= sizeof(server->socket_path))
    return error_set(err, ERROR_USAGE,
                     "路径太长,不能建立接口文件:%s。"
                     "请用短一些的数据文件夹路径。",
                     "The path is too long for a socket: %s. Please use a "
                     "data folder with a shorter path.",
                     path);
  int rc = clear_socket(path, err);
  if (rc != 0)
    return rc;
  /* Nobody else may connect in the moment before a chmod. */
  mode_t mask = umask(0177);
  rc = uv_pipe_bind(&server->pipe, path);
  umask(mask);
  if (rc == 0) {
    strcpy(server->socket_path, path);
    rc = uv_listen((uv_stream_t *)&server->pipe, SERVER_BACKLOG, on_connection);
  }
  if (rc != 0)
    return error_set(err, ERROR_IO, "不能建立接口文件 %s(%s%.0s)。",
                     "Can't make the socket %s (%.0s%s).", path,
                     error_system(-rc), uv_strerror(rc));
  return 0;
}

/* Makes the handles; after this only closing frees the server. */
static int server_new(struct http_server **out, uv_loop_t *loop,
                      const struct http_config *config, struct error *err) {
  struct http_server *server = calloc(1, sizeof(*server));
  if (server == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  server->loop = loop;
  server->config = *config;
  set_defaults(&server->config);
  int rc = uv_tcp_init(loop, &server->tcp);
  if (rc == 0)
    rc = uv_pipe_init(loop, &server->pipe, 0);
  if (rc == 0)
    rc = uv_timer_init(loop, &server->timer);
  if (rc != 0) {
    /* libuv's three inits do not fail on Linux without flags. */
    free(server);
    return error_set(err, ERROR_INTERNAL, "不能开始监听:%s%.0s。",
                     "Can't begin to listen: %.0s%s.", error_system(-rc),
                     uv_strerror(rc));
  }
  server->tcp.data = server->pipe.data = server->timer.data = server;
  server->handles = 3;
  *out = server;
  return 0;
}

int http_server_open(struct http_server **out, uv_loop_t *loop,
                     const struct http_config *config, struct error *err) {
  struct http_server *server = NULL;
  *out = NULL;
  int rc = http_routes_check(config, err);
  if (rc == 0)
    rc = server_new(&server, loop, config, err);
  if (rc != 0)
    return rc;
  rc = listen_tcp(server, err);
  if (rc == 0)
    rc = listen_local(server, err);
  if (rc != 0) {
    http_server_close(server, NULL, NULL);
    return rc;
  }
  set_date(server);
  uv_timer_start(&server->timer, on_tick, SERVER_TICK_MS, SERVER_TICK_MS);
  *out = server;
  return 0;
}

int http_server_port(const struct http_server *server) {
  return server->port;
}

struct http_counts http_server_counts(const struct http_server *server) {
  return server->counts;
}

void http_server_close(struct http_server *server, void (*done)(void *arg),
                       void *arg) {
  int64_t now = clock_monotonic();
  if (server->closing)
    return;
  server->closing = true;
  server->closed = done;
  server->closed_arg = arg;
  server->close_by = now + server->config.drain_ms;
  uv_close((uv_handle_t *)&server->tcp, on_listener_closed);
  uv_close((uv_handle_t *)&server->pipe, on_listener_closed);
  uv_timer_start(&server->timer, on_tick, 50, 50);
  drain(server, now);
}
