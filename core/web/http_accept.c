/* New connections: who may stay, and who gives way. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/http_allow.h"
#include "web/http_inside.h"

#define ACCEPT_TELL_MS 10000 /* between two lines about strangers */

static bool is_loopback(const char *address) {
  return strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0;
}

/* A connection that keeps a slot without giving us anything to do; the
 * longest such gives way to a newcomer. */
static struct http_conn *find_idle(struct http_server *server) {
  struct http_conn *found = NULL;
  for (unsigned i = 0; i < HTTP_CONNS_MAX; i++) {
    struct http_conn *conn = server->conns[i];
    if (conn != NULL && (conn->state == CONN_WAIT || conn->state == CONN_HEAD ||
                         conn->state == CONN_LINGER))
      if (found == NULL || conn->since < found->since)
        found = conn;
  }
  return found;
}

static unsigned count_address(const struct http_server *server,
                              const char *address) {
  unsigned count = 0;
  for (unsigned i = 0; i < HTTP_CONNS_MAX; i++) {
    const struct http_conn *conn = server->conns[i];
    if (conn != NULL && conn->state != CONN_CLOSED &&
        strcmp(conn->address, address) == 0)
      count++;
  }
  return count;
}

static void read_address(struct http_conn *conn) {
  struct sockaddr_storage name;
  int len = sizeof(name);
  if (uv_tcp_getpeername(&conn->uv.tcp, (struct sockaddr *)&name, &len) != 0)
    return;
  if (name.ss_family == AF_INET6)
    uv_ip6_name((const struct sockaddr_in6 *)&name, conn->address,
                sizeof(conn->address));
  else
    uv_ip4_name((const struct sockaddr_in *)&name, conn->address,
                sizeof(conn->address));
}

/* Only our own user or root may be the owner. */
static bool is_owner(struct http_conn *conn) {
  struct ucred peer;
  socklen_t len = sizeof(peer);
  uv_os_fd_t fd;
  if (uv_fileno(&conn->uv.handle, &fd) != 0 ||
      getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) != 0)
    return false;
  return peer.uid == geteuid() || peer.uid == 0;
}

/* Not on the list: closed before a byte is read or answered. The log names
 * one now and then, for whoever forgot a station. */
static void turn_stranger(struct http_conn *conn) {
  struct http_server *server = conn->server;
  int64_t now = clock_monotonic();
  server->counts.strangers++;
  if (server->stranger_told != 0 &&
      now - server->stranger_told < ACCEPT_TELL_MS)
    return;
  server->stranger_told = now;
  log_line(LOG_WARN, "web",
           "a connection from %s was closed: it is not on the --allow list",
           conn->address);
}

/* Whether this newcomer may stay. */
static bool admit_conn(struct http_conn *conn, bool local) {
  struct http_server *server = conn->server;
  if (server->closing)
    return false;
  if (local) {
    conn->local_owner = is_owner(conn);
    return conn->local_owner;
  }
  read_address(conn);
  if (server->config.allow != NULL &&
      !http_allow_has(server->config.allow, conn->address)) {
    turn_stranger(conn);
    return false;
  }
  unsigned max =
      is_loopback(conn->address) ? HTTP_CONNS_MAX : HTTP_CONNS_PER_ADDRESS;
  if (max < HTTP_CONNS_MAX && count_address(server, conn->address) >= max) {
    server->counts.crowded++;
    return false;
  }
  uv_tcp_nodelay(&conn->uv.tcp, 1);
  return true;
}

/* A free slot, or CONN_SLOTS. */
static uint32_t free_slot(const struct http_server *server, bool local) {
  uint32_t from = local ? HTTP_CONNS_MAX : 0;
  uint32_t to = local ? CONN_SLOTS : HTTP_CONNS_MAX;
  for (uint32_t i = from; i < to; i++)
    if (server->conns[i] == NULL)
      return i;
  return CONN_SLOTS;
}

/* Said to those for whom there is no room; nothing of theirs was read. */
static void turn_away(struct http_conn *conn) {
  static char text[] = "HTTP/1.1 503 Service Unavailable\r\n"
                       "Connection: close\r\nRetry-After: 5\r\n"
                       "Content-Length: 0\r\n\r\n";
  uv_buf_t buf = uv_buf_init(text, sizeof(text) - 1);
  conn->server->counts.crowded++;
  if (conn->server->config.tls == NULL || conn->uv.stream.type == UV_NAMED_PIPE)
    uv_try_write(&conn->uv.stream, &buf, 1);
}

static void on_dropped(uv_handle_t *handle) {
  struct http_conn *conn = handle->data;
  struct http_server *server = conn->server;
  sock_fini(conn);
  free(conn);
  server_handle_closed(server);
}

static uint32_t make_room(struct http_server *server, bool local) {
  uint32_t slot = free_slot(server, local);
  struct http_conn *idle = NULL;
  if (slot == CONN_SLOTS && !local)
    idle = find_idle(server);
  if (idle != NULL) {
    slot = idle->slot;
    server->counts.crowded++;
    http_conn_close(idle);
  }
  return slot;
}

static struct http_conn *conn_new(struct http_server *server, bool local) {
  struct http_conn *conn = calloc(1, sizeof(*conn));
  if (conn == NULL)
    return NULL;
  int rc = local ? uv_pipe_init(server->loop, &conn->uv.pipe, 0)
                 : uv_tcp_init(server->loop, &conn->uv.tcp);
  if (rc != 0) {
    free(conn);
    return NULL;
  }
  conn->uv.handle.data = conn;
  conn->server = server;
  conn->frames_end = &conn->frames;
  buf_init(&conn->body);
  buf_init(&conn->out_owned);
  http_guard_init(&conn->head, conn->in);
  server->handles++;
  return conn;
}

void http_conn_open(struct http_server *server, uv_stream_t *listener) {
  bool local = listener->type == UV_NAMED_PIPE;
  struct http_conn *conn = conn_new(server, local);
  /* Without memory the newcomer stays in the kernel's queue. */
  if (conn == NULL)
    return;
  bool stays =
      uv_accept(listener, &conn->uv.stream) == 0 && admit_conn(conn, local);
  bool safe = !local && server->config.tls != NULL;
  if (stays && safe && sock_open(conn) != 0)
    stays = false;
  conn->slot = stays ? make_room(server, local) : CONN_SLOTS;
  if (conn->slot == CONN_SLOTS) {
    if (stays)
      turn_away(conn);
    conn->state = CONN_CLOSED;
    uv_close(&conn->uv.handle, on_dropped);
    return;
  }
  server->conns[conn->slot] = conn;
  server->counts.open++;
  server->counts.accepted++;
  conn->since = clock_monotonic();
  conn_read(conn);
}
