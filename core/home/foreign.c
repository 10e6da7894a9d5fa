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
                        const json_t *call, int64_t deadline) {
  struct buf asked;
  int rc = 0;

  buf_init(&asked);
  if (call != NULL)
    rc = pack_write(&asked, call);
  while (len > 0 && rc == 0) {
    size_t part = len < FOREIGN_CHUNK ? len : FOREIGN_CHUNK;
    rc = frame_write(fd, FRAME_LOAD, 1, bytes, part, deadline);
    bytes += part;
    len -= part;
  }
  if (rc == 0)
    rc = frame_write(fd, FRAME_CALL, 1, asked.data != NULL ? asked.data : "",
                     asked.len, deadline);
  buf_fini(&asked);
  return rc;
}

/* Why the file was refused, in both languages, as the child says. */
static int foreign_refused(const struct frame *frame, struct error *err) {
  json_t *why = NULL;

  if (pack_read(frame->body, frame->len, &why) != 0)
    return ERROR_IO;
  error_fault(err, "file", json_get_text(why, "code", "file"), "%s%.0s",
              "%.0s%s", json_get_text(why, "zh", ""),
              json_get_text(why, "en", ""));
  json_decref(why);
  return ERROR_INPUT;
}

/* A row of a table, below its headings, as JSON text: a tenth of the memory. */
static int foreign_keep(json_t *rows, json_t *page) {
  json_t *first;
  json_t *row;
  struct buf text;
  size_t i;
  int rc = 0;

  buf_init(&text);
  json_array_foreach(page, i, row) {
    size_t width = json_array_size(json_object_get(row, "cells"));
    if (width == 0 || json_array_size(rows) == 0) {
      rc |= json_array_append(rows, row);
      continue;
    }
    first = json_array_get(rows, 0);
    if ((json_int_t)width > json_get_int(first, "width", 0))
      json_object_set_new(first, "width", json_integer((json_int_t)width));
    buf_clear(&text);
    json_write(&text, row);
    rc |= json_array_append_new(rows, json_stringn(text.data, text.len));
  }
  buf_fini(&text);
  return rc == 0 ? 0 : ERROR_MEMORY;
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
      rc = foreign_keep(rows, page);
      json_decref(page);
    }
    if (rc != 0)
      break;
  }
  buf_fini(&buf);
  return rc;
}

/* Pieces of a long source go into the row that follows them. */
static void foreign_join(json_t *rows) {
  json_t *joined = json_array();
  json_t *pieces = json_array();
  json_t *row;
  size_t i;

  json_array_foreach(rows, i, row) {
    json_t *more = json_object_get(row, "more");
    if (more != NULL) {
      json_array_append(pieces, more);
      continue;
    }
    if (json_array_size(pieces) > 0) {
      json_object_set(row, "source", pieces);
      json_decref(pieces);
      pieces = json_array();
    }
    json_array_append(joined, row);
  }
  json_array_clear(rows);
  json_array_extend(rows, joined);
  json_decref(joined);
  json_decref(pieces);
}

/* `call`: what is asked beside the bytes, or NULL. */
static int foreign_talk(const char *paper, const void *bytes, size_t len,
                        const json_t *call, json_t **rows, struct error *err) {
  int64_t deadline = clock_monotonic() + FOREIGN_DEADLINE;
  pid_t child = 0;
  int fd = -1;
  int rc = foreign_start(paper, &child, &fd);

  *rows = NULL;
  if (rc != 0)
    return error_set(err, rc, "读写文件的程序没有启动：%s%.0s。",
                     "The program that reads and writes files did not start: "
                     "%.0s%s.",
                     error_system(errno), strerror(errno));
  *rows = json_array();
  rc = foreign_send(fd, bytes, len, call, deadline);
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
  return rc;
}

int foreign_check_size(size_t len, struct error *err) {
  if (len <= FOREIGN_BYTES_MAX)
    return 0;
  return error_fault(
      err, "file", "long",
      "文件有 %zu MB，最大 %u MB。表格请分成 %zu 份，每份都要有表头。",
      "The file has %zu MB, %u MB is the most. Split a table into %zu files, "
      "each with the headings.",
      (len >> 20) + 1, FOREIGN_BYTES_MAX >> 20,
      (len - 1) / FOREIGN_BYTES_MAX + 1);
}

int foreign_rows(const char *paper, const void *bytes, size_t len,
                 const char *sheet, json_t **rows, struct error *err) {
  json_t *call;
  int rc = foreign_check_size(len, err);

  *rows = NULL;
  if (rc != 0)
    return rc;
  call = sheet != NULL ? json_pack("{s:s}", "sheet", sheet) : NULL;
  rc = foreign_talk(paper, bytes, len, call, rows, err);
  json_decref(call);
  if (rc == 0)
    foreign_join(*rows);
  if (rc == 0 || rc == ERROR_INPUT)
    return rc;
  return error_set(err, ERROR_INPUT,
                   "这个文件读不下去，可能不是表格（.xlsx、CSV）或 FHIR "
                   "文件。没有导入任何内容。",
                   "This file can't be read; it may be neither a table (.xlsx, "
                   "CSV) nor a FHIR file. Nothing was brought in.");
}

/* A Bundle as lines: what it is, then each entry, so that the other side holds
 * one at a time. */
static void foreign_lines(const json_t *resource, struct buf *text) {
  json_t *shell = json_copy((json_t *)(uintptr_t)resource);
  json_t *entry;
  size_t i;

  json_object_del(shell, "entry");
  json_write(text, shell);
  json_array_foreach(json_object_get(resource, "entry"), i, entry) {
    buf_byte(text, '\n');
    json_write(text, entry);
  }
  json_decref(shell);
}

int foreign_fhir(const char *paper, const json_t *resource, const char *form,
                 struct buf *out, struct error *err) {
  json_t *call = json_pack("{s:s}", "write", form);
  json_t *pieces = NULL;
  json_t *piece;
  struct buf text;
  size_t i;
  int rc = 0;

  buf_init(&text);
  foreign_lines(resource, &text);
  if (text.failed || text.len > FOREIGN_BYTES_MAX)
    rc = error_set(err, ERROR_INPUT, "内容超过 8 MB，请缩小范围。",
                   "That is over 8 MB: please ask for less.");
  if (rc == 0)
    rc = foreign_talk(paper, text.data, text.len, call, &pieces, err);
  json_array_foreach(pieces, i, piece)
      buf_append(out, json_string_value(piece), json_string_length(piece));
  if (rc != 0 && err->code == ERROR_NONE)
    rc = error_set(err, ERROR_INTERNAL, "文件没有写成。",
                   "The file could not be made.");
  json_decref(pieces);
  json_decref(call);
  buf_fini(&text);
  return rc;
}
