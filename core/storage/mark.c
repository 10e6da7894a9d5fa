/* The mark: the last command as known outside the database. Two slots, 4096
 * bytes apart so that one torn sector can't take both. A slot is written over
 * and over until it is synced, then the other one is used: what was synced is
 * never touched by a write that may tear. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "storage/internal.h"

#define MARK_SLOT 200  /* bytes of a slot */
#define MARK_BASE 128  /* what a Songhe without access log writes of them */
#define MARK_STEP 4096 /* from one slot to the next */

static const char mark_magic[8] = "songhe\1m";

static int file_open(void *context, const char *path, int flags, int mode) {
  int fd;
  (void)context;
  do
    fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode);
  while (fd < 0 && errno == EINTR);
  return fd < 0 ? -errno : fd;
}

static int64_t file_pwrite(void *context, int fd, const void *data, size_t len,
                           int64_t offset) {
  size_t done = 0;
  (void)context;
  while (done < len) {
    ssize_t n = pwrite(fd, (const char *)data + done, len - done,
                       offset + (int64_t)done);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return n < 0 ? -errno : -EIO;
    done += (size_t)n;
  }
  return (int64_t)done;
}

static int64_t file_pread(void *context, int fd, void *data, size_t len,
                          int64_t offset) {
  size_t done = 0;
  (void)context;
  while (done < len) {
    ssize_t n =
        pread(fd, (char *)data + done, len - done, offset + (int64_t)done);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -errno;
    if (n == 0)
      break;
    done += (size_t)n;
  }
  return (int64_t)done;
}

static int file_fdatasync(void *context, int fd) {
  (void)context;
  return fdatasync(fd) == 0 ? 0 : -errno;
}

static int file_close(void *context, int fd) {
  (void)context;
  return close(fd) == 0 ? 0 : -errno;
}

static int file_rename(void *context, const char *from, const char *to) {
  (void)context;
  return rename(from, to) == 0 ? 0 : -errno;
}

const struct storage_files files_system = {.open = file_open,
                                           .pwrite = file_pwrite,
                                           .pread = file_pread,
                                           .fdatasync = file_fdatasync,
                                           .close = file_close,
                                           .rename = file_rename};

static void mark_put(uint8_t *at, int64_t value) {
  for (int i = 0; i < 8; i++)
    at[i] = (uint8_t)((uint64_t)value >> (8 * i));
}

static int64_t mark_take(const uint8_t *at) {
  uint64_t value = 0;

  for (int i = 7; i >= 0; i--)
    value = value << 8 | at[i];
  return (int64_t)value;
}

/* magic 8, version 8, seq 8, hash 32, checked seq 8, checked hash 32, then the
 * SHA-256 of these 96 bytes; access seq 8, access hash 32, the SHA-256 of these
 * 40, which an older Songhe leaves as they are: they stay true of a log that
 * only grows */
static void mark_encode(const struct mark *mark, uint8_t slot[MARK_SLOT]) {
  memcpy(slot, mark_magic, 8);
  mark_put(slot + 8, STORAGE_FORMAT);
  mark_put(slot + 16, mark->seq);
  memcpy(slot + 24, mark->hash, HASH_SIZE);
  mark_put(slot + 56, mark->checked_seq);
  memcpy(slot + 64, mark->checked_hash, HASH_SIZE);
  hash_once(slot, 96, slot + 96);
  mark_put(slot + MARK_BASE, mark->access_seq);
  memcpy(slot + MARK_BASE + 8, mark->access_hash, HASH_SIZE);
  hash_once(slot + MARK_BASE, 40, slot + MARK_BASE + 40);
}

static void mark_decode_access(const uint8_t *more, struct mark *mark) {
  uint8_t sum[HASH_SIZE];

  hash_once(more, 40, sum);
  if (memcmp(sum, more + 40, HASH_SIZE) != 0)
    return;
  mark->access_seq = mark_take(more);
  memcpy(mark->access_hash, more + 8, HASH_SIZE);
}

static bool mark_decode(const uint8_t slot[MARK_SLOT], struct mark *mark) {
  uint8_t sum[HASH_SIZE];

  hash_once(slot, 96, sum);
  if (memcmp(slot, mark_magic, 8) != 0 ||
      memcmp(sum, slot + 96, HASH_SIZE) != 0)
    return false;
  *mark = (struct mark){.seq = mark_take(slot + 16)};
  memcpy(mark->hash, slot + 24, HASH_SIZE);
  mark->checked_seq = mark_take(slot + 56);
  memcpy(mark->checked_hash, slot + 64, HASH_SIZE);
  mark_decode_access(slot + MARK_BASE, mark);
  return true;
}

static int mark_fail(int64_t rc, struct error *err) {
  if (rc == -ENOSPC || rc == -EDQUOT)
    return error_set(err, ERROR_FULL, "磁盘已满，无法写入标记。",
                     "The disk is full: the mark can't be written.");
  return error_set(err, ERROR_IO, "标记文件读写出错（%d）。请检查磁盘。",
                   "The mark file failed (%d). Check the disk.", (int)-rc);
}

int folder_sync(const struct storage_files *files, const char *dir,
                struct error *err) {
  int fd = files->open(files->context, dir, O_RDONLY | O_DIRECTORY, 0);
  int rc;

  if (fd < 0)
    return mark_fail(fd, err);
  rc = files->fdatasync(files->context, fd);
  files->close(files->context, fd);
  return rc == 0 ? 0 : mark_fail(rc, err);
}

int mark_renew(struct mark_file *file, const char *dir, struct error *err) {
  char *path;
  int rc = file->fd >= 0 ? 0 : storage_path(dir, "mark", &path, err);

  if (rc != 0 || file->fd >= 0)
    return rc;
  /* one may be left of a creation that was cut short */
  file->fd =
      file->files->open(file->files->context, path, O_RDWR | O_CREAT, 0600);
  free(path);
  if (file->fd < 0)
    return mark_fail(file->fd, err);
  file->slot = 0;
  return folder_sync(file->files, dir, err);
}

int mark_write_both(struct mark_file *file, const struct mark *mark,
                    struct error *err) {
  int rc = 0;

  for (int i = 0; i < 2 && rc == 0; i++) {
    rc = mark_write(file, mark, err);
    if (rc == 0)
      rc = mark_sync(file, err);
  }
  return rc;
}

int mark_create(struct mark_file *file, const char *dir,
                const struct mark *mark, struct error *err) {
  int rc = mark_renew(file, dir, err);

  return rc == 0 ? mark_write_both(file, mark, err) : rc;
}

static bool mark_later(const struct mark *a, const struct mark *b) {
  if (a->seq != b->seq)
    return a->seq > b->seq;
  if (a->checked_seq != b->checked_seq)
    return a->checked_seq > b->checked_seq;
  return a->access_seq > b->access_seq;
}

int mark_open(struct mark_file *file, const char *dir, bool read_only,
              struct mark *mark, struct error *err) {
  uint8_t slots[2][MARK_SLOT] = {{0}};
  struct mark found[2];
  bool good[2];
  char *path;
  int rc = storage_path(dir, "mark", &path, err);

  if (rc != 0)
    return rc;
  file->fd = file->files->open(file->files->context, path,
                               read_only ? O_RDONLY : O_RDWR, 0);
  free(path);
  if (file->fd == -ENOENT)
    return error_set(err, ERROR_CORRUPT, "标记文件不见了。",
                     "The mark file is missing.");
  if (file->fd < 0)
    return mark_fail(file->fd, err);
  for (int i = 0; i < 2; i++) {
    int64_t n = file->files->pread(file->files->context, file->fd, slots[i],
                                   MARK_SLOT, (int64_t)i * MARK_STEP);
    if (n < 0)
      return mark_fail(n, err);
    good[i] = n >= MARK_BASE && mark_decode(slots[i], &found[i]);
  }
  if (!good[0] && !good[1])
    return error_set(err, ERROR_CORRUPT, "标记文件已损坏。",
                     "The mark file is damaged.");
  rc = good[1] && (!good[0] || mark_later(&found[1], &found[0])) ? 1 : 0;
  *mark = found[rc];
  /* the older of two whole slots is on the disk for certain; the newer may
   * only seem to be, after a failed sync */
  file->slot = good[0] && good[1] ? rc : 1 - rc;
  file->pending = false;
  return 0;
}

int mark_write(struct mark_file *file, const struct mark *mark,
               struct error *err) {
  uint8_t slot[MARK_SLOT];
  int64_t n;

  mark_encode(mark, slot);
  n = file->files->pwrite(file->files->context, file->fd, slot, MARK_SLOT,
                          (int64_t)file->slot * MARK_STEP);
  if (n != MARK_SLOT)
    return mark_fail(n < 0 ? n : -EIO, err);
  file->pending = true;
  return 0;
}

int mark_sync(struct mark_file *file, struct error *err) {
  int rc;

  if (!file->pending)
    return 0;
  rc = file->files->fdatasync(file->files->context, file->fd);
  if (rc != 0)
    return mark_fail(rc, err);
  file->pending = false;
  file->slot = 1 - file->slot;
  return 0;
}

void mark_close(struct mark_file *file) {
  if (file->fd >= 0)
    file->files->close(file->files->context, file->fd);
  file->fd = -1;
}
