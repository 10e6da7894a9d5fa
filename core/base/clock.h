/* The one injected clock. Wall time decides what is due; deadlines are always
 * monotonic. */
#ifndef SONGHE_BASE_CLOCK_H
#define SONGHE_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Milliseconds since 1970-01-01T00:00:00Z. A virtual clock stands still until
 * clock_set moves it. Safe to read from any thread. */
struct clock {
  _Atomic int64_t fixed; /* the virtual time */
  bool is_virtual;
};

void clock_init_real(struct clock *clock);
void clock_init_virtual(struct clock *clock, int64_t now);
int64_t clock_now(const struct clock *clock);

/* Virtual clocks only, never backwards: returns ERROR_INPUT otherwise. */
int clock_set(struct clock *clock, int64_t now);

/* CLOCK_MONOTONIC in milliseconds. */
int64_t clock_monotonic(void);

#endif
