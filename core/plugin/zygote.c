#include "plugin/zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "runner/zygote.h"

#define ZYGOTE_WAIT 3000 /* ms for one request */

struct plugin_zygote {
  pthread_mutex_t lock; /* one request at a time */
  char *program;
  pid_t pid; /* 0: not running */
  int fd;
};

/* --- the process -----------------------------------------------------------
 */

static int zygote_launch(struct plugin_zygote *zygote) {
  char *argv[] = {zygote->program, (char[]){"--zygote"}, NULL};
  char *envp[] = {NULL};
  posix_spawn_file_actions_t actions;
  int pair[2];
  int high;
  int rc;

  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    return -1;
  /* dup2 onto itself would keep close-on-exec */
  high = fcntl(pair[1], F_DUPFD_CLOEXEC, ZYGOTE_FD + 1);
  close(pair[1]);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, high, ZYGOTE_FD);
  rc = posix_spawn(&zygote->pid, zygote->program, &actions, NULL, argv, envp);
  posix_spawn_file_actions_destroy(&actions);
  close(high);
  if (rc != 0) {
    close(pair[0]);
    zygote->pid = 0;
    errno = rc;
    return -1;
  }
  zygote->fd = pair[0];
  return 0;
}

static void zygote_drop(struct plugin_zygote *zygote) {
  if (zygote->pid == 0)
    return;
  close(zygote->fd);
  kill(zygote->pid, SIGKILL);
  while (waitpid(zygote->pid, NULL, 0) < 0 && errno == EINTR)
    continue;
  zygote->pid = 0;
}

int plugin_zygote_start(const char *program, struct plugin_zygote **out,
                        struct error *err) {
  struct plugin_zygote *zygote = calloc(1, sizeof *zygote);

  *out = NULL;
  if (zygote == NULL || (zygote->program = strdup(program)) == NULL) {
    free(zygote);
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  pthread_mutex_init(&zygote->lock, NULL);
  if (zygote_launch(zygote) != 0) {
    error_set(err, ERROR_INTERNAL,
              "无法启动 %s（%s%.0s）：插件不能运行，请重新安装松鹤。",
              "%s can't be started (%.0s%s): plugins can't run; please install "
              "Songhe again.",
              program, error_system(errno), strerror(errno));
    plugin_zygote_stop(zygote);
    return ERROR_INTERNAL;
  }
  *out = zygote;
  return 0;
}

void plugin_zygote_stop(struct plugin_zygote *zygote) {
  if (zygote == NULL)
    return;
  zygote_drop(zygote);
  pthread_mutex_destroy(&zygote->lock);
  free(zygote->program);
  free(zygote);
}

/* --- requests --------------------------------------------------------------
 */

/* Takes the reply and up to two descriptors (-1 where there are none). */
static int zygote_receive(int fd, struct zygote_reply *reply, int fds[2]) {
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))];
  struct iovec part = {reply, sizeof *reply};
  struct msghdr message = {.msg_iov = &part,
                           .msg_iovlen = 1,
                           .msg_control = control,
                           .msg_controllen = sizeof control};
  struct pollfd item = {.fd = fd, .events = POLLIN};
  struct cmsghdr *head;

  if (poll(&item, 1, ZYGOTE_WAIT) <= 0 ||
      recvmsg(fd, &message, MSG_CMSG_CLOEXEC) != sizeof *reply)
    return -1;
  head = CMSG_FIRSTHDR(&message);
  if (head != NULL && head->cmsg_type == SCM_RIGHTS &&
      head->cmsg_len == CMSG_LEN(2 * sizeof(int)))
    memcpy(fds, CMSG_DATA(head), 2 * sizeof(int));
  return 0;
}

static int zygote_request(struct plugin_zygote *zygote,
                          enum zygote_request_kind kind, int64_t pid,
                          struct zygote_reply *reply, int fds[2]) {
  struct zygote_request request = {
      .protocol = ZYGOTE_PROTOCOL, .kind = kind, .pid = pid};

  fds[0] = fds[1] = -1;
  if (zygote->pid == 0 && zygote_launch(zygote) != 0)
    return -1;
  if (send(zygote->fd, &request, sizeof request, MSG_NOSIGNAL) ==
          sizeof request &&
      zygote_receive(zygote->fd, reply, fds) == 0)
    return 0;
  log_line(LOG_ERROR, "plugin", "the zygote died or hangs; starting another");
  zygote_drop(zygote);
  return -1;
}

int plugin_zygote_spawn(struct plugin_zygote *zygote,
                        struct plugin_process *process, struct error *err) {
  struct zygote_reply reply = {0};
  int fds[2];
  int rc;

  pthread_mutex_lock(&zygote->lock);
  rc = zygote_request(zygote, ZYGOTE_SPAWN, 0, &reply, fds);
  if (rc != 0) /* it was dead: once more with a new one */
    rc = zygote_request(zygote, ZYGOTE_SPAWN, 0, &reply, fds);
  pthread_mutex_unlock(&zygote->lock);
  *process = (struct plugin_process){fds[0], fds[1], reply.pid};
  if (rc == 0 && reply.error == 0 && fds[0] >= 0 && fds[1] >= 0)
    return 0;
  plugin_process_kill(process);
  return error_set(err, ERROR_BUSY,
                   "系统资源不足，暂时无法运行插件，请稍后再试。",
                   "The system has no room to run a plugin now; please try "
                   "again in a moment.");
}

void plugin_process_kill(struct plugin_process *process) {
  if (process->pidfd >= 0) {
    syscall(SYS_pidfd_send_signal, process->pidfd, SIGKILL, NULL, 0);
    close(process->pidfd);
  }
  if (process->fd >= 0)
    close(process->fd);
  process->fd = process->pidfd = -1;
}

void plugin_zygote_status(struct plugin_zygote *zygote, int64_t pid,
                          char text[80]) {
  struct zygote_reply reply = {.error = ESRCH};
  int fds[2];

  pthread_mutex_lock(&zygote->lock);
  if (zygote->pid != 0)
    zygote_request(zygote, ZYGOTE_STATUS, pid, &reply, fds);
  pthread_mutex_unlock(&zygote->lock);
  if (reply.error != 0)
    snprintf(text, 80, "unknown");
  else if (WIFSIGNALED(reply.status))
    snprintf(text, 80, "signal %d (%s)", WTERMSIG(reply.status),
             sigdescr_np(WTERMSIG(reply.status)));
  else
    snprintf(text, 80, "exit %d", WEXITSTATUS(reply.status));
}
