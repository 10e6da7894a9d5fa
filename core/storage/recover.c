/* The write-ahead log that a crash left behind, before SQLite reads it.
 *
 * Two things make it unsafe to go on with such a log as it is. After a failed
 * sync the system may show bytes that are not on the disk and never will be;
 * what is written behind them could not be read again. And a commit's padding
 * need not have reached the disk, so that the next commit would write into the
 * sector that holds the end of an acknowledged one. So the log is copied whole
 * to a new file under its name, then taken into the database and emptied. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "storage/internal.h"

#define RECOVER_STEP (64 << 10) /* bytes copied at a time */

static int recover_fail(int64_t rc, struct error *err) {
  if (rc == -ENOSPC || rc == -EDQUOT)
    return error_set(err, ERROR_FULL,
                     "磁盘已满，打不开这个机构。请先腾出空间，再打开一次。",
                     "The disk is full: the home can't be opened. Make room, "
                     "then open it again.");
  return error_set(err, ERROR_IO,
                   "磁盘读写出错（%d），打不开这个机构。请检查磁盘。",
                   "The disk failed (%d): the home can't be opened. Check the "
                   "disk.",
                   (int)-rc);
}

/* Returns how many bytes there were, or a negative errno value. */
static int64_t recover_bytes(const struct storage_files *files, int from,
                             int to) {
  char *bytes = malloc(RECOVER_STEP);
  int64_t done = 0;
  int64_t n = bytes == NULL ? -ENOMEM : 1;

  while (n > 0) {
    n = files->pread(files->context, from, bytes, RECOVER_STEP, done);
    if (n <= 0)
      break;
    if (files->pwrite(files->context, to, bytes, (size_t)n, done) != n)
      n = -EIO;
    done += n;
  }
  free(bytes);
  return n < 0 ? n : done;
}

static int64_t recover_copy(const struct storage_files *files, int from,
                            const char *path) {
  int to =
      files->open(files->context, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  int64_t n;
  int rc;

  if (to < 0)
    return to;
  n = recover_bytes(files, from, to);
  rc = n > 0 ? files->fdatasync(files->context, to) : 0;
  files->close(files->context, to);
  return rc < 0 ? rc : n;
}

static int recover_replace(const struct storage_files *files, const char *dir,
                           const char *log, const char *copy,
                           struct error *err) {
  int from = files->open(files->context, log, O_RDONLY, 0);
  int64_t n;
  int rc;

  if (from == -ENOENT)
    return 0;
  if (from < 0)
    return recover_fail(from, err);
  n = recover_copy(files, from, copy);
  files->close(files->context, from);
  if (n <= 0)
    return n < 0 ? recover_fail(n, err) : 0;
  rc = files->rename(files->context, copy, log);
  return rc < 0 ? recover_fail(rc, err) : folder_sync(files, dir, err);
}

int recover_log(const struct storage_files *files, const char *dir,
                struct error *err) {
  char *log = NULL;
  char *copy = NULL;
  int rc = storage_path(dir, "home.db-wal", &log, err);

  if (rc == 0)
    rc = storage_path(dir, "home.db-wal.copy", &copy, err);
  if (rc == 0)
    rc = recover_replace(files, dir, log, copy, err);
  free(log);
  free(copy);
  return rc;
}

int recover_empty(struct storage *storage, struct error *err) {
  int rc = sqlite3_wal_checkpoint_v2(storage->conn->db, NULL,
                                     SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

  /* somebody reads: the log is emptied later */
  return rc == SQLITE_OK || (rc & 0xff) == SQLITE_BUSY
             ? 0
             : conn_fail(storage->conn, rc, err);
}
