#include "base/clock.h"

#include <time.h>

#include "base/error.h"

static int64_t clock_read(clockid_t id) {
  struct timespec now;

  clock_gettime(id, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_init_real(struct clock *clock) {
  clock->fixed = 0;
  clock->is_virtual = false;
}

void clock_init_virtual(struct clock *clock, int64_t now) {
  clock->fixed = now;
  clock->is_virtual = true;
}

int64_t clock_now(const struct clock *clock) {
  return clock->is_virtual ? clock->fixed : clock_read(CLOCK_REALTIME);
}

int clock_set(struct clock *clock, int64_t now) {
  if (!clock->is_virtual || now < clock->fixed)
    return ERROR_INPUT;
  clock->fixed = now;
  return 0;
}

int64_t clock_monotonic(void) {
  return clock_read(CLOCK_MONOTONIC);
}
