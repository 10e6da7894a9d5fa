#include "base/save.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int save_write(int fd, const char *data, size_t len) {
  while (len > 0) {
    ssize_t n = write(fd, data, len);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -errno;
    data += n;
    len -= (size_t)n;
  }
  return fsync(fd) == 0 ? 0 : -errno;
}

int save_at(int dir, const char *name, const void *data, size_t len) {
  char beside[NAME_MAX + 1];
  int fd, rc;

  /* another process that writes the same name has another one beside it */
  if (snprintf(beside, sizeof beside, ".%s.%ld", name, (long)getpid()) >=
      (int)sizeof beside)
    return -ENAMETOOLONG;
  unlinkat(dir, beside, 0); /* of one that was killed */
  fd = openat(dir, beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
              0600);
  if (fd < 0)
    return -errno;
  rc = save_write(fd, data, len);
  if (close(fd) != 0 && rc == 0)
    rc = -errno;
  if (rc == 0 && renameat(dir, beside, dir, name) != 0)
    rc = -errno;
  if (rc != 0)
    unlinkat(dir, beside, 0);
  else if (fsync(dir) != 0)
    rc = -errno;
  return rc;
}

int save_file(const char *path, const void *data, size_t len) {
  const char *slash = strrchr(path, '/');
  char folder[PATH_MAX] = ".";
  int dir, rc;

  if (slash != NULL && snprintf(folder, sizeof folder, "%.*s",
                                slash > path ? (int)(slash - path) : 1,
                                path) >= (int)sizeof folder)
    return -ENAMETOOLONG;
  dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (dir < 0)
    return -errno;
  rc = save_at(dir, slash != NULL ? slash + 1 : path, data, len);
  close(dir);
  return rc;
}
