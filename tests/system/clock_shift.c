/* For LD_PRELOAD: the wall clock as a test wants it. The file named by
 * SONGHE_CLOCK_SHIFT holds two int64_t and may change while the program runs:
 * seconds to add to the wall clock, and ms at which time stands (0: it goes
 * on). Standing time moves the wall clock and the clock of the machine's own
 * running time together, as a sleep of the machine does; seconds to add move
 * the wall clock alone, as whoever sets it does. Deadlines go on. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *shift;

/* The time that this thread's last look at the wall clock saw. The host reads
 * both clocks one after the other to tell a step from a sleep, and a test's
 * sleep of days must not begin between the two. */
static _Thread_local int64_t seen;

__attribute__((constructor)) static void clock_shift_open(void) {
  const char *path = getenv("SONGHE_CLOCK_SHIFT");
  int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  void *at = fd < 0
                 ? MAP_FAILED
                 : mmap(NULL, 2 * sizeof *shift, PROT_READ, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED)
    abort(); /* a test that shifts nothing must not pass */
  shift = at;
  close(fd);
}

static void clock_shift_stand(struct timespec *to, int64_t at) {
  to->tv_sec = at / 1000;
  to->tv_nsec = at % 1000 * 1000000;
}

int clock_gettime(clockid_t id, struct timespec *to) {
  long rc = syscall(SYS_clock_gettime, id, to);
  bool wall = id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE;
  int64_t at = shift[1];

  if (rc == 0 && wall) {
    seen = at;
    if (at != 0)
      clock_shift_stand(to, at);
    to->tv_sec += shift[0];
  } else if (rc == 0 && id == CLOCK_BOOTTIME && at != 0) {
    clock_shift_stand(to, seen != 0 ? seen : at);
    seen = 0;
  }
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
