/* Tells systemd that the host is ready and, after a look at itself, that it is
 * alive: the plain datagrams of sd_notify(3), without its library. Without
 * NOTIFY_SOCKET nothing happens. The loop thread, except notify_check. */
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/web_inside.h"

#define NOTIFY_PARTS 3        /* checks in the time after which systemd acts */
#define NOTIFY_STALL_MS 10000 /* the waker looks each second */

struct notify {
  struct sockaddr_un name;
  socklen_t name_len;
  int fd;
  int64_t every; /* ms between two checks; 0: no watchdog */
  int64_t last;  /* monotonic ms of the last check's begin */
  bool busy;     /* one is under way */
  bool good;     /* what it found */
  bool said;     /* the log knows that it went wrong */
  uv_work_t work;
  struct web *web;
};

static void notify_send(const struct notify *notify, const char *text) {
  if (sendto(notify->fd, text, strlen(text), MSG_NOSIGNAL | MSG_DONTWAIT,
             (const struct sockaddr *)&notify->name, notify->name_len) < 0)
    log_line(LOG_WARN, "web", "the service manager was not told: %s",
             strerror(errno));
}

/* A path, or an abstract name that begins with '@'. */
static bool notify_address(struct notify *notify, const char *path) {
  size_t len = strlen(path);

  if ((path[0] != '/' && path[0] != '@') || len < 2 ||
      len >= sizeof notify->name.sun_path)
    return false;
  notify->name.sun_family = AF_UNIX;
  memcpy(notify->name.sun_path, path, len);
  if (path[0] == '@')
    notify->name.sun_path[0] = '\0';
  notify->name_len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
  return true;
}

/* Milliseconds between checks, when this very process is watched. */
static int64_t notify_every(void) {
  const char *usec = getenv("WATCHDOG_USEC");
  const char *pid = getenv("WATCHDOG_PID");

  if (usec == NULL || (pid != NULL && strtoll(pid, NULL, 10) != getpid()))
    return 0;
  return strtoll(usec, NULL, 10) / 1000 / NOTIFY_PARTS;
}

void notify_open(struct web *web) {
  const char *path = getenv("NOTIFY_SOCKET");
  struct notify *notify;

  if (path == NULL)
    return;
  notify = calloc(1, sizeof *notify);
  if (notify == NULL || !notify_address(notify, path) ||
      (notify->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) < 0) {
    log_line(LOG_WARN, "web", "NOTIFY_SOCKET can't be used");
    free(notify);
    return;
  }
  notify->every = notify_every();
  notify->work.data = notify;
  notify->web = web;
  web->notify = notify;
  notify_send(notify, "READY=1");
}

void notify_stopping(struct web *web) {
  if (web->notify != NULL)
    notify_send(web->notify, "STOPPING=1");
}

void notify_close(struct web *web) {
  if (web->notify == NULL)
    return;
  close(web->notify->fd);
  free(web->notify);
  web->notify = NULL;
}

/* Pool thread: the database answers, and somebody looks at the clock. A home
 * that is broken is no reason to end all others. */
static void notify_check(uv_work_t *work) {
  struct notify *notify = work->data;
  struct host *host = notify->web->host;
  char *text = NULL;
  int rc = registry_get(host_registry(host), "running", &text, NULL);

  free(text);
  notify->good =
      rc >= 0 && clock_monotonic() - host_looked_at(host) < NOTIFY_STALL_MS;
}

static void notify_checked(uv_work_t *work, int status) {
  struct notify *notify = work->data;

  notify->busy = false;
  if (status == 0 && notify->good)
    notify_send(notify, "WATCHDOG=1");
  else if (!notify->said)
    log_line(LOG_ERROR, "web", "the host does not find itself well");
  notify->said = status != 0 || !notify->good;
}

void notify_tick(struct web *web) {
  struct notify *notify = web->notify;
  int64_t now = clock_monotonic();

  if (notify == NULL || notify->every == 0 || notify->busy ||
      now - notify->last < notify->every)
    return;
  notify->last = now;
  notify->busy = uv_queue_work(&web->loop, &notify->work, notify_check,
                               notify_checked) == 0;
}
