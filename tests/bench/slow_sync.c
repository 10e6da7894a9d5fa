/* Preloaded, it makes each sync to disk take SYNC_US microseconds longer, as on
 * the disk of a cheap PC: what a program does per sync then tells. */
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int slow(const char *name, int fd) {
  const char *us = getenv("SYNC_US");
  int (*own)(int);

  *(void **)&own = dlsym(RTLD_NEXT, name);
  usleep(us != NULL ? (useconds_t)atoi(us) : 0);
  return own(fd);
}

int fdatasync(int fd) {
  return slow("fdatasync", fd);
}

int fsync(int fd) {
  return slow("fsync", fd);
}
