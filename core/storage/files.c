/* Stored files, named by their SHA-256: files/ab/cdef... Written under a
 * temporary name, synced, then renamed to their own: a name is a whole file.
 * Size and type follow from the content, so nothing has to keep them. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/files.h"

#define FILES_STEP ((size_t)64 << 10) /* bytes hashed at once */

int files_fail(int number, struct error *err) {
  if (number == ENOSPC || number == EDQUOT)
    return error_set(err, ERROR_FULL, "文件没有保存。请先在主机上腾出空间。",
                     "The file was not saved. Make room on the host's disk.");
  return error_set(err, ERROR_IO, "文件没有保存：%s%.0s。",
                   "The file was not saved: %.0s%s.", error_system(number),
                   strerror(number));
}

/* --- types ---------------------------------------------------------------- */

const char *storage_file_type(const void *bytes, size_t len) {
  const unsigned char *at = bytes;

  if (len >= 12 && memcmp(at, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  if (len >= 24 && memcmp(at, "\x89PNG\r\n\x1a\n", 8) == 0 &&
      memcmp(at + 12, "IHDR", 4) == 0)
    return "image/png";
  if (len >= 16 && memcmp(at, "RIFF", 4) == 0 &&
      memcmp(at + 8, "WEBPVP8", 7) == 0)
    return "image/webp";
  if (len >= 12 && memcmp(at, "%PDF-", 5) == 0)
    return "application/pdf";
  return NULL;
}

static int files_refuse(struct error *err, const char *code, const char *zh,
                        const char *en) {
  error_fault(err, "file", code, "%s%.0s", "%.0s%s", zh, en);
  return error_set(err, ERROR_INPUT, "%s%.0s", "%.0s%s", zh, en);
}

int storage_file_check(const void *bytes, size_t len, const char *claimed,
                       const char **type, struct error *err) {
  if (len == 0)
    return files_refuse(err, "empty", "文件是空的，请重新选择。",
                        "The file is empty: please choose another.");
  if (len > STORAGE_FILE_MAX)
    return files_refuse(err, "too_large", "文件太大，最多 8 MB。",
                        "The file is too large: 8 MB at most.");
  *type = storage_file_type(bytes, len);
  if (*type == NULL)
    return files_refuse(err, "type",
                        "只能保存照片（JPEG、PNG、WebP）和 PDF 文件。",
                        "Only pictures (JPEG, PNG, WebP) and PDF files can be "
                        "kept.");
  if (claimed != NULL && strcmp(claimed, *type) != 0)
    return files_refuse(err, "type",
                        "文件的内容与它自称的类型不符，请重新选择。",
                        "The file holds something else than it says: please "
                        "choose another.");
  return 0;
}

_Static_assert(STORAGE_FILE_MAX == 8 << 20, "the texts say 8 MB");

/* --- paths ---------------------------------------------------------------- */

bool files_is_hash(const char *hash) {
  return strlen(hash) == 2 * HASH_SIZE &&
         strspn(hash, "0123456789abcdef") == 2 * HASH_SIZE;
}

static int files_path(const char *dir, const char *hash, const char *mark,
                      char **path, struct error *err) {
  *path = NULL;
  if (!files_is_hash(hash))
    return error_set(err, ERROR_INPUT, "文件的编号不对。",
                     "This is not a file's hash.");
  if (asprintf(path, "%s/files/%.2s/%s%s", dir, hash, mark, hash + 2) >= 0)
    return 0;
  *path = NULL;
  return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

static int files_sync(const struct storage *storage, const char *folder,
                      struct error *err) {
  int rc = folder_sync(storage->files, folder, NULL);

  return rc == 0 ? 0 : files_fail(rc == ERROR_FULL ? ENOSPC : EIO, err);
}

/* Makes <home>/files/<name>; what is new is synced into its parent. */
int files_folder(struct storage *storage, const char *name, struct error *err) {
  char *top = NULL;
  char *path = NULL;
  int rc = 0;

  if (asprintf(&top, "%s/files", storage->dir) < 0)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  if (asprintf(&path, "%s/%s", top, name) < 0) {
    free(top);
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  }
  if (mkdir(top, 0700) == 0)
    rc = files_sync(storage, storage->dir, err);
  else if (errno != EEXIST)
    rc = files_fail(errno, err);
  if (rc == 0 && mkdir(path, 0700) == 0)
    rc = files_sync(storage, top, err);
  else if (rc == 0 && errno != EEXIST)
    rc = files_fail(errno, err);
  free(top);
  free(path);
  return rc;
}

/* --- writing -------------------------------------------------------------- */

static int files_write(const struct storage_files *files, const char *path,
                       const void *bytes, size_t len, struct error *err) {
  int fd = files->open(files->context, path,
                       O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
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

int files_replace(struct storage *storage, const char *temporary,
                  const char *path, const void *bytes, size_t len,
                  struct error *err) {
  const struct storage_files *files = storage->files;
  const char *slash = strrchr(path, '/');
  char *folder = strndup(path, (size_t)(slash - path));
  int rc = folder == NULL
               ? error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.")
               : files_write(files, temporary, bytes, len, err);

  if (rc == 0) {
    int failed = files->rename(files->context, temporary, path);
    rc = failed == 0 ? files_sync(storage, folder, err)
                     : files_fail(-failed, err);
  }
  if (rc != 0)
    unlink(temporary);
  free(folder);
  return rc;
}

static int files_put(struct storage *storage, const char *hash,
                     const char *path, const void *bytes, size_t len,
                     struct error *err) {
  char folder[3] = {hash[0], hash[1], '\0'};
  char *temporary;
  int rc = files_path(storage->dir, hash, ".", &temporary, err);

  if (rc == 0)
    rc = files_folder(storage, folder, err);
  if (rc == 0)
    rc = files_replace(storage, temporary, path, bytes, len, err);
  free(temporary);
  return rc;
}

/* A file that is there keeps its place. One whose content was changed is
 * written anew: who sends it again mends it. */
static int files_keep(struct storage *storage, const char *hash,
                      const void *bytes, size_t len, struct error *err) {
  char *path;
  bool there;
  int rc = files_path(storage->dir, hash, "", &path, err);

  if (rc != 0)
    return rc;
  there = access(path, F_OK) == 0;
  if (!there)
    rc = loose_add(storage, hash, err);
  if (rc == 0 && there)
    rc = loose_touch(storage, hash, err);
  if (rc == 0 && files_verify(storage->dir, hash) != 0)
    rc = files_put(storage, hash, path, bytes, len, err);
  if (rc != 0 && !there) { /* a new file that may not be safe is none */
    files_remove(storage, hash);
    loose_drop(storage, hash);
  }
  free(path);
  return rc;
}

int storage_file_put(struct storage *storage, const void *bytes, size_t len,
                     const char *type, struct storage_file *file,
                     struct error *err) {
  uint8_t sum[HASH_SIZE];
  int rc = storage_file_check(bytes, len, type, &file->type, err);

  if (rc != 0)
    return rc;
  if (storage->options.read_only || storage_is_broken(storage))
    return error_set(err, ERROR_READONLY, "本机构现在只能查看，文件没有保存。",
                     "This home can only be read now; the file was not "
                     "saved.");
  hash_once(bytes, len, sum);
  hash_hex(sum, HASH_SIZE, file->hash);
  file->size = (int64_t)len;
  return files_keep(storage, file->hash, bytes, len, err);
}

void files_remove(struct storage *storage, const char *hash) {
  static const char *const marks[] = {".", ""};

  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    char *path;
    if (files_path(storage->dir, hash, marks[i], &path, NULL) == 0)
      unlink(path);
    free(path);
  }
}

/* --- reading -------------------------------------------------------------- */

static int files_absent(struct error *err) {
  return error_set(err, ERROR_NOT_FOUND, "没有这个文件。",
                   "There is no such file.");
}

/* Opened, with its size; a regular file of ours or nothing. */
static int files_open(const char *dir, const char *hash, int *fd, int64_t *size,
                      struct error *err) {
  struct stat about;
  char *path;
  int rc = files_path(dir, hash, "", &path, err);

  if (rc != 0)
    return rc;
  *fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  free(path);
  if (*fd < 0)
    return files_absent(err);
  if (fstat(*fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 &&
      about.st_size <= STORAGE_FILE_MAX) {
    *size = about.st_size;
    return 0;
  }
  close(*fd);
  return files_absent(err);
}

/* Reads exactly `len` bytes; a file that ends before is no whole file. */
static int files_pread(int fd, char *to, size_t len, struct error *err) {
  size_t done = 0;

  while (done < len) {
    ssize_t n = pread(fd, to + done, len - done, (off_t)done);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return error_set(err, ERROR_IO, "文件读不出来。",
                       "The file can't be read.");
    done += (size_t)n;
  }
  return 0;
}

static int files_take(const char *dir, const char *hash, size_t most,
                      struct buf *bytes, struct storage_file *file,
                      struct error *err) {
  size_t len;
  char *to;
  int fd;
  int rc = files_open(dir, hash, &fd, &file->size, err);

  if (rc != 0)
    return rc;
  len = (size_t)file->size < most ? (size_t)file->size : most;
  to = buf_reserve(bytes, len);
  rc = to == NULL ? error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.")
                  : files_pread(fd, to, len, err);
  close(fd);
  if (rc != 0)
    return rc;
  bytes->len += len;
  file->type = storage_file_type(to, len);
  snprintf(file->hash, sizeof file->hash, "%s", hash);
  return file->type != NULL ? 0 : files_absent(err);
}

int storage_file_look(const char *dir, const char *hash,
                      struct storage_file *file, struct error *err) {
  struct buf head;
  int rc;

  buf_init(&head);
  rc = files_take(dir, hash, 64, &head, file, err);
  buf_fini(&head);
  return rc;
}

int storage_file_read(const char *dir, const char *hash, struct buf *bytes,
                      struct storage_file *file, struct error *err) {
  uint8_t sum[HASH_SIZE];
  char text[2 * HASH_SIZE + 1];
  int rc = files_take(dir, hash, STORAGE_FILE_MAX, bytes, file, err);

  if (rc != 0)
    return rc;
  hash_once(bytes->data, bytes->len, sum);
  hash_hex(sum, HASH_SIZE, text);
  if (strcmp(text, hash) == 0)
    return 0;
  return error_set(err, ERROR_CORRUPT,
                   "这个文件的内容已被改动或损坏。请从备份恢复，或重新上传。",
                   "This file was changed or damaged. Restore it from a "
                   "backup, or upload it again.");
}

const char *storage_dir(const struct storage *storage) {
  return storage->dir;
}

bool files_is_there(const char *dir, const char *hash) {
  int64_t size;
  int fd;

  if (files_open(dir, hash, &fd, &size, NULL) != 0)
    return false;
  close(fd);
  return true;
}

/* The hash of the first `size` bytes. */
static int files_sum(int fd, int64_t size, uint8_t sum[HASH_SIZE]) {
  struct hash_state state;
  char *step = malloc(FILES_STEP);
  int64_t done = 0;
  ssize_t n = 1;

  hash_init(&state);
  while (step != NULL && done < size && n > 0) {
    n = pread(fd, step, FILES_STEP, (off_t)done);
    if (n > 0)
      hash_add(&state, step, (size_t)n);
    done += n > 0 ? n : 0;
  }
  free(step);
  hash_end(&state, sum);
  return step != NULL && done == size ? 0 : ERROR_IO;
}

int files_verify(const char *dir, const char *hash) {
  uint8_t sum[HASH_SIZE];
  char text[2 * HASH_SIZE + 1];
  int64_t size;
  int fd;
  int rc;

  if (files_open(dir, hash, &fd, &size, NULL) != 0)
    return ERROR_NOT_FOUND;
  rc = files_sum(fd, size, sum);
  close(fd);
  hash_hex(sum, HASH_SIZE, text);
  return rc == 0 && strcmp(text, hash) == 0 ? 0 : ERROR_CORRUPT;
}
