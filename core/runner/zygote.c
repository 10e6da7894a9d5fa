#include "runner/zygote.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runner/sandbox.h"
#include "runner/serve.h"

/* Ends that the host may still ask about; the oldest is forgotten. */
#define ZYGOTE_ENDS 256

struct zygote {
  struct {
    pid_t pid; /* 0: free */
    int status;
  } ends[ZYGOTE_ENDS];
  size_t next; /* where the next end goes */
  int signals; /* signalfd for SIGCHLD */
};

static void zygote_reap(struct zygote *zygote) {
  struct signalfd_siginfo info[8];
  int status;
  pid_t pid;

  /* level triggered: drained, then all children are asked for */
  while (read(zygote->signals, info, sizeof info) > 0)
    continue;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    zygote->ends[zygote->next].pid = pid;
    zygote->ends[zygote->next].status = status;
    zygote->next = (zygote->next + 1) % ZYGOTE_ENDS;
  }
}

static bool zygote_find(const struct zygote *zygote, pid_t pid, int *status) {
  for (size_t i = 0; i < ZYGOTE_ENDS; i++) {
    if (zygote->ends[i].pid == pid) {
      *status = zygote->ends[i].status;
      return true;
    }
  }
  return false;
}

static void zygote_send(const struct zygote_reply *reply, const int *fds,
                        size_t count) {
  _Alignas(struct cmsghdr) char control[CMSG_SPACE(2 * sizeof(int))] = {0};
  struct iovec part = {(void *)(uintptr_t)reply, sizeof *reply};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

  if (count > 0) {
    struct cmsghdr *head;
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(count * sizeof(int));
    head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(count * sizeof(int));
    memcpy(CMSG_DATA(head), fds, count * sizeof(int));
  }
  while (sendmsg(ZYGOTE_FD, &message, MSG_NOSIGNAL) < 0 && errno == EINTR)
    continue;
}

/* The child's side of a fork. */
static _Noreturn void zygote_child(int fd, pid_t parent) {
  sigset_t none;

  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (sandbox_enter(fd, parent) != 0)
    _exit(70);
  runner_serve(SANDBOX_FD);
  _exit(0);
}

static void zygote_spawn(struct zygote_reply *reply) {
  pid_t parent = getpid();
  int pair[2];
  int fds[2];
  pid_t pid;

  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
    reply->error = errno;
    zygote_send(reply, NULL, 0);
    return;
  }
  pid = fork();
  if (pid == 0)
    zygote_child(pair[1], parent);
  close(pair[1]);
  fds[0] = pair[0];
  fds[1] = pid > 0 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
  reply->error = fds[1] < 0 ? errno : 0;
  reply->pid = pid;
  if (fds[1] < 0 && pid > 0)
    kill(pid, SIGKILL);
  zygote_send(reply, fds, fds[1] < 0 ? 0 : 2);
  close(fds[0]);
  if (fds[1] >= 0)
    close(fds[1]);
}

/* Only asked of a runner that was killed or has closed its socket, so its end
 * is near; a second is far more than it takes. */
static void zygote_status(struct zygote *zygote, pid_t pid,
                          struct zygote_reply *reply) {
  reply->pid = pid;
  reply->error = ESRCH;
  for (int i = 0; i < 100; i++) {
    struct pollfd item = {.fd = zygote->signals, .events = POLLIN};

    zygote_reap(zygote);
    if (zygote_find(zygote, pid, &reply->status)) {
      reply->error = 0;
      break;
    }
    poll(&item, 1, 10);
  }
  zygote_send(reply, NULL, 0);
}

/* Returns false when the host is gone. */
static bool zygote_serve(struct zygote *zygote) {
  struct zygote_request request;
  struct zygote_reply reply = {0};
  ssize_t n = recv(ZYGOTE_FD, &request, sizeof request, 0);

  if (n < 0)
    return errno == EINTR || errno == EAGAIN;
  if (n == 0)
    return false;
  if (n != sizeof request || request.protocol != ZYGOTE_PROTOCOL) {
    reply.error = EPROTO;
    zygote_send(&reply, NULL, 0);
  } else if (request.kind == ZYGOTE_SPAWN) {
    zygote_spawn(&reply);
  } else {
    zygote_status(zygote, (pid_t)request.pid, &reply);
  }
  return true;
}

int zygote_run(void) {
  static struct zygote zygote;
  sigset_t set;

  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigaddset(&set, SIGINT); /* Ctrl-C is for the host, which then closes us */
  sigaddset(&set, SIGTERM);
  sigprocmask(SIG_BLOCK, &set, NULL);
  sigdelset(&set, SIGINT);
  sigdelset(&set, SIGTERM);
  zygote.signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
  if (zygote.signals < 0)
    return 70;
  for (;;) {
    struct pollfd items[2] = {{.fd = ZYGOTE_FD, .events = POLLIN},
                              {.fd = zygote.signals, .events = POLLIN}};

    if (poll(items, 2, -1) < 0 && errno != EINTR)
      return 70;
    if (items[1].revents != 0)
      zygote_reap(&zygote);
    if (items[0].revents != 0 && !zygote_serve(&zygote))
      return 0;
  }
}
