/* For LD_PRELOAD: the wall clock as a test wants it. The file named by
 * SONGHE_CLOCK_SHIFT holds one int64_t, seconds to add, and may change while
 * the program runs. Only what reads the wall clock is touched. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *shift;

__attribute__((constructor)) static void clock_shift_open(void) {
  const char *path = getenv("SONGHE_CLOCK_SHIFT");
  int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  void *at = fd < 0 ? MAP_FAILED
                    : mmap(NULL, sizeof *shift, PROT_READ, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED)
    abort(); /* a test that shifts nothing must not pass */
  shift = at;
  close(fd);
}

int clock_gettime(clockid_t id, struct timespec *to) {
  long rc = syscall(SYS_clock_gettime, id, to);
  if (rc == 0 && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE))
    to->tv_sec += *shift;
  return (int)rc;
}

int gettimeofday(struct timeval *restrict to, void *restrict zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  to->tv_sec = now.tv_sec;
  to->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *to) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (to != NULL)
    *to = now.tv_sec;
  return now.tv_sec;
}
