#include "home/declared.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/pack.h"
#include "base/save.h"
#include "home/home.h"

#define DECLARED_BYTES_MAX (16 << 20) /* of one file */

/* A program is what it is by its file: size and time say when it changed. */
static void declared_program(struct hash_state *state, const char *path) {
  struct stat found = {0};
  char text[120];

  stat(path, &found); /* not there: zeros, and no runner to declare with */
  snprintf(text, sizeof text, "%" PRIdMAX " %" PRIdMAX " %" PRIdMAX ".%09ld",
           (intmax_t)found.st_ino, (intmax_t)found.st_size,
           (intmax_t)found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
  hash_add(state, text, strlen(text) + 1);
}

/* What the file is for: sources, host and runner. */
static void declared_key(const struct host *host,
                         const struct plugin_source *source,
                         uint8_t key[HASH_SIZE]) {
  struct hash_state state;

  hash_init(&state);
  hash_add(&state, source->hash, HASH_SIZE);
  declared_program(&state, "/proc/self/exe");
  declared_program(&state, host->runner);
  hash_end(&state, key);
}

static int declared_folder(const struct host *host, bool make) {
  char path[4200];

  while (host->kit != NULL)
    host = host->kit;
  if (host->dir == NULL || host->runner == NULL)
    return -1;
  snprintf(path, sizeof path, "%s/cache", host->dir);
  if (make && mkdir(path, 0700) != 0 && errno != EEXIST)
    return -1;
  return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

static bool declared_read(int folder, const char *name, struct buf *out) {
  struct stat found;
  char *to;
  ssize_t n = -1;
  int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    return false;
  if (fstat(fd, &found) == 0 && S_ISREG(found.st_mode) &&
      found.st_size > HASH_SIZE && found.st_size <= DECLARED_BYTES_MAX) {
    to = buf_reserve(out, (size_t)found.st_size);
    n = to != NULL ? read(fd, to, (size_t)found.st_size) : -1;
  }
  close(fd);
  if (n < 0 || n != found.st_size)
    return false;
  out->len += (size_t)n;
  return true;
}

json_t *declared_find(const struct host *host,
                      const struct plugin_source *source) {
  int folder = declared_folder(host, false);
  char name[2 * HASH_SIZE + 1];
  uint8_t key[HASH_SIZE];
  uint8_t sum[HASH_SIZE];
  json_t *declaration = NULL;
  struct buf file;

  if (folder < 0)
    return NULL;
  declared_key(host, source, key);
  hash_hex(key, HASH_SIZE, name);
  buf_init(&file);
  if (declared_read(folder, name, &file)) {
    hash_once(file.data + HASH_SIZE, file.len - HASH_SIZE, sum);
    if (memcmp(sum, file.data, HASH_SIZE) != 0 ||
        pack_read_shared(file.data + HASH_SIZE, file.len - HASH_SIZE,
                         &declaration) != 0)
      declaration = NULL; /* torn or flipped: read anew */
  }
  buf_fini(&file);
  close(folder);
  return declaration;
}

/* Versions that are no longer used go with the rest: it is only a cache. */
static void declared_sweep(int folder) {
  int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = again >= 0 ? fdopendir(again) : NULL;
  struct dirent *entry;
  int count = 0;

  if (dir == NULL) {
    if (again >= 0)
      close(again);
    return;
  }
  while (readdir(dir) != NULL)
    count++;
  rewinddir(dir);
  while (count > DECLARED_FILES_MAX && (entry = readdir(dir)) != NULL)
    if (strlen(entry->d_name) == 2 * HASH_SIZE)
      unlinkat(folder, entry->d_name, 0);
  closedir(dir);
}

void declared_keep(const struct host *host, const struct plugin_source *source,
                   const json_t *declaration) {
  int folder = declared_folder(host, true);
  static const uint8_t room[HASH_SIZE];
  char name[2 * HASH_SIZE + 1];
  uint8_t key[HASH_SIZE];
  struct buf file;
  int rc = 0;

  if (folder < 0)
    return;
  declared_sweep(folder);
  declared_key(host, source, key);
  hash_hex(key, HASH_SIZE, name);
  buf_init(&file);
  buf_append(&file, room, HASH_SIZE);
  if (pack_write_shared(&file, declaration) == 0 && !file.failed) {
    hash_once(file.data + HASH_SIZE, file.len - HASH_SIZE,
              (uint8_t *)file.data);
    rc = save_at(folder, name, file.data, file.len);
  }
  if (rc != 0)
    log_line(LOG_WARN, "plugin", "cache/%s could not be kept: %s", name,
             strerror(-rc));
  buf_fini(&file);
  close(folder);
}
