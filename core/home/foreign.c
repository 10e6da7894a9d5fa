#include "home/foreign.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/frame.h"
#include "base/json.h"
#include "base/pack.h"

#define FOREIGN_CHUNK (FRAME_MAX - FRAME_HEADER)

/* Starts the child with its end of the socket pair as standard input. */
static int foreign_start(const char *paper, pid_t *child, int *fd) {
  posix_spawn_file_actions_t actions;
  char *const argv[] = {(char *)(uintptr_t)paper, NULL};
  char *const envp[] = {NULL};
  int ends[2];
  int rc;

  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return ERROR_IO;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  rc = posix_spawn(child, paper, &actions, NULL, argv, envp);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (rc != 0) {
    close(ends[0]);
    errno = rc;
    return ERROR_IO;
  }
  *fd = ends[0];
  return 0;
}

static int foreign_send(int fd, const char *bytes, size_t len,
                        int64_t deadline) {
  int rc = 0;

  while (len > 0 && rc == 0) {
    size_t part = len < FOREIGN_CHUNK ? len : FOREIGN_CHUNK;
    rc = frame_write(fd, FRAME_LOAD, 1, bytes, part, deadline);
    bytes += part;
    len -= part;
  }
  return rc == 0 ? frame_write(fd, FRAME_CALL, 1, "", 0, deadline) : rc;
}

/* Why the file was refused, in both languages, as the child says. */
static int foreign_refused(const struct frame *frame, struct error *err) {
  json_t *why = NULL;

  if (pack_read(frame->body, frame->len, &why) != 0)
    return ERROR_IO;
  error_fault(err, "file", json_get_text(why, "code", "file"), "%s", "%s",
              json_get_text(why, "text", ""));
  if (err->fault_count > 0) { /* one text each: the pair can't share a %s */
    struct error_fault *fault = &err->faults[err->fault_count - 1];
    free(fault->zh);
    free(fault->en);
    fault->zh = strdup(json_get_text(why, "zh", ""));
    fault->en = strdup(json_get_text(why, "en", ""));
  }
  json_decref(why);
  return ERROR_INPUT;
}

static int foreign_receive(int fd, json_t *rows, int64_t deadline,
                           struct error *err) {
  struct frame frame;
  struct buf buf;
  json_t *page;
  int rc;

  buf_init(&buf);
  while ((rc = frame_read(fd, &buf, &frame, deadline)) == 0) {
    if (frame.kind == FRAME_FAIL)
      rc = foreign_refused(&frame, err);
    else if (frame.kind == FRAME_DONE && frame.len == 0)
      break;
    else if (frame.kind != FRAME_DONE ||
             pack_read(frame.body, frame.len, &page) != 0)
      rc = ERROR_IO;
    else {
      rc = json_array_extend(rows, page) == 0 ? 0 : ERROR_IO;
      json_decref(page);
    }
    if (rc != 0)
      break;
  }
  buf_fini(&buf);
  return rc;
}

int foreign_rows(const char *paper, const void *bytes, size_t len,
                 json_t **rows, struct error *err) {
  int64_t deadline = clock_monotonic() + FOREIGN_DEADLINE;
  pid_t child = 0;
  int fd = -1;
  int rc;

  *rows = NULL;
  if (len > FOREIGN_BYTES_MAX)
    return error_fault(err, "file", "long", "文件超过 8 MB，请分成几份。",
                       "The file is over 8 MB; split it.");
  rc = foreign_start(paper, &child, &fd);
  if (rc != 0)
    return error_set(err, rc, "读表格的程序没有启动：%s。",
                     "The program that reads files did not start: %s.",
                     strerror(errno));
  *rows = json_array();
  rc = foreign_send(fd, bytes, len, deadline);
  if (rc == 0)
    rc = foreign_receive(fd, *rows, deadline, err);
  close(fd);
  kill(child, SIGKILL);
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
    continue;
  if (rc == 0)
    return 0;
  json_decref(*rows);
  *rows = NULL;
  if (rc == ERROR_INPUT)
    return rc;
  return error_set(err, ERROR_INPUT,
                   "这个文件读不下去，可能不是 CSV 表格。没有导入任何内容。",
                   "This file can't be read; it may not be a CSV table. "
                   "Nothing was brought in.");
}
