/* Routes: the table's check, matching, decoding; and what stops a start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "web/http_inside.h"

static void handle(void *arg, struct http_request *request) {
  (void)arg;
  (void)request;
}

static int allow(void *arg, struct http_request *request, struct error *err) {
  (void)arg;
  (void)request;
  (void)err;
  return 0;
}

#define ROUTE(m, pattern)                                                      \
  { HTTP_METHOD_##m, pattern, HTTP_POLICY_PUBLIC, handle, 0, 0 }

static const struct http_route table[] = {
    ROUTE(GET, "/"),
    ROUTE(GET, "/homes/{home}"),
    ROUTE(POST, "/homes/{home}/actions/{plugin}.{action}"),
    ROUTE(GET, "/homes/{home}/actions/list"),
    ROUTE(DELETE, "/homes/{home}"),
    ROUTE(GET, "/files/{path*}"),
};
static const struct http_config config = {.routes = table, .route_count = 6};

static struct http_request request;
static char text[CONN_TEXT_SIZE];
static char params[CONN_TEXT_SIZE];
static unsigned allowed;

static const char *find(enum http_method method, const char *target) {
  memset(&request, 0, sizeof(request));
  request.method = method;
  assert_int_equal(
      http_target_decode(&request, target, strlen(target), text, sizeof(text)),
      0);
  const struct http_route *route =
      http_route_find(&config, &request, params, sizeof(params), &allowed);
  return route == NULL ? "" : route->pattern;
}

static void matches(void **state) {
  (void)state;
  assert_string_equal(find(HTTP_METHOD_GET, "/"), "/");
  assert_string_equal(find(HTTP_METHOD_GET, "/homes/a%20b?x"), "/homes/{home}");
  assert_string_equal(http_param(&request, "home"), "a b");
  assert_string_equal(find(HTTP_METHOD_POST, "/homes/h/actions/beds.assign"),
                      table[2].pattern);
  assert_string_equal(http_param(&request, "plugin"), "beds");
  assert_string_equal(http_param(&request, "action"), "assign");
  assert_null(http_param(&request, "other"));
  assert_string_equal(find(HTTP_METHOD_GET, "/files/a/b.c"), "/files/{path*}");
  assert_string_equal(http_param(&request, "path"), "a/b.c");
  assert_string_equal(find(HTTP_METHOD_GET, "/files/"), "/files/{path*}");
}

static void does_not_match(void **state) {
  (void)state;
  assert_string_equal(find(HTTP_METHOD_GET, "/homes/"), "");
  assert_string_equal(find(HTTP_METHOD_GET, "/homes/a/"), "");
  assert_string_equal(find(HTTP_METHOD_GET, "/homes/a/b"), "");
  assert_string_equal(find(HTTP_METHOD_GET, "//homes/a"), "");
  assert_string_equal(find(HTTP_METHOD_POST, "/homes/h/actions/beds"), "");
  assert_string_equal(find(HTTP_METHOD_POST, "/homes/h/actions/beds."), "");
  assert_int_equal(allowed, 0);
  assert_string_equal(find(HTTP_METHOD_PUT, "/homes/a"), "");
  assert_int_equal(allowed,
                   (1U << HTTP_METHOD_GET) | (1U << HTTP_METHOD_DELETE));
  assert_int_equal(request.param_count, 0);
}

static void reads_queries(void **state) {
  (void)state;
  find(HTTP_METHOD_GET, "/?a=1&b=x+y%2B&c&&=d&a=2&e=%E5%BA%8A=");
  assert_int_equal(request.query_count, 6);
  assert_string_equal(http_query(&request, "a"), "1");
  assert_string_equal(http_query(&request, "b"), "x y+");
  assert_string_equal(http_query(&request, "c"), "");
  assert_string_equal(http_query(&request, ""), "d");
  assert_string_equal(http_query(&request, "e"), "床=");
  assert_null(http_query(&request, "f"));
}

static void refuses_bad_targets(void **state) {
  static const char *const bad[] = {
      "/%",       "/%1",     "/%g0",       "/%00",          "/%2F",
      "/%0d",     "/..",     "/../a",      "/a/..",         "/a/./b",
      "/%2e%2E/", "/%c0%80", "/%ed%a0%80", "/%f5%80%80%80", "/%e5%ba",
      "/?a=%00",  "/?%fe=1", "/?a=%",
  };
  char many[256] = "/?";
  (void)state;
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
    if (http_target_decode(&request, bad[i], strlen(bad[i]), text,
                           sizeof(text)) == 0)
      fail_msg("%s was taken", bad[i]);
  for (int i = 0; i <= HTTP_QUERY_MAX; i++)
    strcat(many, "a=b&");
  assert_int_not_equal(
      http_target_decode(&request, many, strlen(many), text, sizeof(text)), 0);
  assert_int_not_equal(http_target_decode(&request, "/abc", 4, text, 4), 0);
}

/* Opens a server that must not start; returns the code. */
static int open_fails(const struct http_config *wrong, const char *word) {
  struct http_server *server = NULL;
  struct error err;
  uv_loop_t loop;
  error_init(&err);
  uv_loop_init(&loop);
  int rc = http_server_open(&server, &loop, wrong, &err);
  assert_int_not_equal(rc, 0);
  assert_null(server);
  assert_non_null(err.zh);
  if (strstr(err.en, word) == NULL)
    fail_msg("%s: no %s in it", err.en, word);
  uv_run(&loop, UV_RUN_DEFAULT);
  assert_int_equal(uv_loop_close(&loop), 0);
  error_fini(&err);
  return rc;
}

static void refuses_bad_tables(void **state) {
  struct http_route route = ROUTE(GET, "/a");
  struct http_config one = {
      .address = "127.0.0.1", .routes = &route, .route_count = 1};
  static const char *const patterns[] = {
      NULL,
      "",
      "a",
      "/{",
      "/{}",
      "/a}",
      "/{a}b",
      "/a{b}",
      "/{a*}/b",
      "/{*}",
      "/{a}/{b}/{c}/{d}/{e}/{f}/{g}",
  };
  (void)state;
  route.policy = HTTP_POLICY_MISSING;
  assert_int_equal(open_fails(&one, "who may use it"), ERROR_USAGE);
  route.policy = HTTP_POLICY_SESSION;
  assert_int_equal(open_fails(&one, "nothing checks it"), ERROR_USAGE);
  route.policy = HTTP_POLICY_PUBLIC;
  route.body_max = HTTP_BODY_MAX + 1;
  assert_int_equal(open_fails(&one, "8 MB"), ERROR_USAGE);
  route.body_max = 0;
  for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
    route.pattern = patterns[i];
    assert_int_equal(open_fails(&one, "not complete"), ERROR_USAGE);
  }
}

static void refuses_the_network(void **state) {
  struct http_config open = {.address = "0.0.0.0"};
  static const char *const wide[] = {"192.168.1.2", "::ffff:127.0.0.1",
                                     "fe80::1", "10.0.0.1"};
  (void)state;
  assert_int_equal(open_fails(&open, "no single address"), ERROR_USAGE);
  open.address = "::";
  assert_int_equal(open_fails(&open, "no single address"), ERROR_USAGE);
  for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
    open.address = wide[i];
    assert_int_equal(open_fails(&open, "--allow"), ERROR_USAGE);
  }
  open.address = "localhost";
  assert_int_equal(open_fails(&open, "not an IP address"), ERROR_USAGE);
  open.address = "127.0.0.1";
  open.port = 65536;
  assert_int_equal(open_fails(&open, "65535"), ERROR_USAGE);
}

static void close_now(struct http_server *server, uv_loop_t *loop) {
  http_server_close(server, NULL, NULL);
  uv_run(loop, UV_RUN_DEFAULT);
  assert_int_equal(uv_loop_close(loop), 0);
}

/* One port and one socket, one server: the second says so. */
static void refuses_what_is_taken(void **state) {
  struct http_server *server = NULL;
  struct error err;
  uv_loop_t loop;
  struct stat info;
  char path[] = "/tmp/songhe-web-XXXXXX";
  char socket[64];
  char long_path[160];
  struct http_config first = {
      .address = "127.0.0.1", .socket_path = socket, .authorize = allow};
  (void)state;
  assert_non_null(mkdtemp(path));
  snprintf(socket, sizeof(socket), "%s/host.sock", path);
  error_init(&err);
  uv_loop_init(&loop);
  assert_int_equal(http_server_open(&server, &loop, &first, &err), 0);
  assert_int_equal(stat(socket, &info), 0);
  assert_int_equal(info.st_mode & 0777, 0600);
  struct http_config second = {.address = "127.0.0.1"};
  second.port = http_server_port(server);
  assert_int_equal(open_fails(&second, "another program"), ERROR_IO);
  second.port = 0;
  second.socket_path = socket;
  assert_int_equal(open_fails(&second, "already running"), ERROR_IO);
  memset(long_path, 'a', sizeof(long_path));
  long_path[0] = '/';
  long_path[sizeof(long_path) - 1] = 0;
  second.socket_path = long_path;
  assert_int_equal(open_fails(&second, "shorter path"), ERROR_USAGE);
  second.socket_path = path;
  assert_int_equal(open_fails(&second, "not a socket"), ERROR_IO);
  close_now(server, &loop);
  assert_int_not_equal(stat(socket, &info), 0);
  rmdir(path);
  error_fini(&err);
}

/* A socket file left by a killed host does not stop the next. */
static void clears_a_stale_socket(void **state) {
  struct http_server *server = NULL;
  struct error err;
  uv_loop_t loop;
  struct sockaddr_un name = {.sun_family = AF_UNIX};
  char path[] = "/tmp/songhe-web-XXXXXX";
  struct http_config config_local = {.address = "::1",
                                     .socket_path = name.sun_path};
  (void)state;
  assert_non_null(mkdtemp(path));
  snprintf(name.sun_path, sizeof(name.sun_path), "%s/host.sock", path);
  int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof(name)), 0);
  close(fd);
  error_init(&err);
  uv_loop_init(&loop);
  int rc = http_server_open(&server, &loop, &config_local, &err);
  if (rc != 0 && strstr(err.en, "::1") != NULL) {
    config_local.address = "127.0.0.1"; /* a computer without IPv6 */
    rc = http_server_open(&server, &loop, &config_local, &err);
  }
  assert_int_equal(rc, 0);
  close_now(server, &loop);
  rmdir(path);
  error_fini(&err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(matches),
      cmocka_unit_test(does_not_match),
      cmocka_unit_test(reads_queries),
      cmocka_unit_test(refuses_bad_targets),
      cmocka_unit_test(refuses_bad_tables),
      cmocka_unit_test(refuses_the_network),
      cmocka_unit_test(refuses_what_is_taken),
      cmocka_unit_test(clears_a_stale_socket),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
