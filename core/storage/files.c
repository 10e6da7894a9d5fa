/* Stored files, named by their SHA-256: files/ab/cdef... Written under a
 * temporary name, synced, then linked to their own: a name is a whole file. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/internal.h"

static int files_fail(int number, struct error *err) {
  if (number == ENOSPC || number == EDQUOT)
    return error_set(err, ERROR_FULL, "磁盘已满，文件没有保存。",
                     "The disk is full; the file was not saved.");
  return error_set(err, ERROR_IO, "文件没有保存：%s。",
                   "The file was not saved: %s.", strerror(number));
}

static int files_folder(const char *path, struct error *err) {
  if (mkdir(path, 0700) == 0 || errno == EEXIST)
    return 0;
  return files_fail(errno, err);
}

static int files_sync_folder(const char *path, struct error *err) {
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int rc;

  if (fd < 0)
    return files_fail(errno, err);
  rc = fsync(fd) == 0 ? 0 : files_fail(errno, err);
  close(fd);
  return rc;
}

int storage_file_path(const struct storage *storage, const char *hash,
                      struct buf *path, struct error *err) {
  if (strlen(hash) != 2 * HASH_SIZE ||
      strspn(hash, "0123456789abcdef") != 2 * HASH_SIZE)
    return error_set(err, ERROR_INPUT, "文件的编号不对。",
                     "This is not a file's hash.");
  buf_printf(path, "%s/files/%.2s/%s", storage->dir, hash, hash + 2);
  return path->failed ? ERROR_MEMORY : 0;
}

static int files_write(const struct storage_files *files, const char *path,
                       const void *bytes, size_t len, struct error *err) {
  int fd =
      files->open(files->context, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  int64_t n;
  int rc;

  if (fd < 0)
    return files_fail(-fd, err);
  n = files->pwrite(files->context, fd, bytes, len, 0);
  rc = n == (int64_t)len ? files->fdatasync(files->context, fd)
                         : (n < 0 ? (int)n : -EIO);
  files->close(files->context, fd);
  return rc == 0 ? 0 : files_fail(-rc, err);
}

static int files_put(struct storage *storage, const char *hash,
                     const char *path, const void *bytes, size_t len,
                     struct error *err) {
  char *folder = NULL;
  char *temporary = NULL;
  int rc;

  if (asprintf(&folder, "%s/files", storage->dir) < 0)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  rc = files_folder(folder, err);
  free(folder);
  if (asprintf(&folder, "%s/files/%.2s", storage->dir, hash) < 0 ||
      asprintf(&temporary, "%s/files/%.2s/.%s", storage->dir, hash, hash + 2) <
          0)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (rc == 0)
    rc = files_folder(folder, err);
  if (rc == 0)
    rc = files_write(storage->files, temporary, bytes, len, err);
  if (rc == 0 && rename(temporary, path) != 0)
    rc = files_fail(errno, err);
  if (rc == 0)
    rc = files_sync_folder(folder, err);
  if (rc != 0)
    unlink(temporary);
  free(folder);
  free(temporary);
  return rc;
}

int storage_file_put(struct storage *storage, const void *bytes, size_t len,
                     const char *type, char hash[2 * HASH_SIZE + 1],
                     struct error *err) {
  uint8_t sum[HASH_SIZE];
  struct buf path;
  int rc;

  (void)type;
  hash_once(bytes, len, sum);
  hash_hex(sum, HASH_SIZE, hash);
  buf_init(&path);
  rc = storage_file_path(storage, hash, &path, err);
  buf_byte(&path, '\0');
  if (rc == 0 && access(path.data, F_OK) != 0)
    rc = files_put(storage, hash, path.data, bytes, len, err);
  buf_fini(&path);
  return rc;
}
