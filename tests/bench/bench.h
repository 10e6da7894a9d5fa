/* Shared by the benchmarks: time, medians, a home in a scratch folder, and the
 * line that scripts/bench reads.
 *
 * Each benchmark measures ours and its yardstick in turns in the same run and
 * reports medians over the rounds, so that a busy machine slows both. */
#ifndef SONGHE_TESTS_BENCH_H
#define SONGHE_TESTS_BENCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/error.h"
#include "storage/storage.h"

#define BENCH_START 1795449600000 /* 2026-11-23T16:00:00Z */
#define BENCH_ROUNDS_MAX 15

/* Nanoseconds, monotonic. */
int64_t bench_now(void);

/* One figure over the rounds: ours and the yardstick's in the same unit. */
struct bench_pair {
  int64_t ours[BENCH_ROUNDS_MAX];
  int64_t yardstick[BENCH_ROUNDS_MAX];
  int rounds;
};

void bench_add(struct bench_pair *pair, int64_t ours, int64_t yardstick);
int64_t bench_median(const int64_t *values, int count);

/* Prints {"what", "ours", "yardstick", "ratio", "aim"}; the ratio is the
 * median of the rounds' own, ours by the yardstick's. */
void bench_report(const char *what, const char *aim,
                  const struct bench_pair *pair);
/* The same for a figure that has nothing beside it. */
void bench_report_alone(const char *what, const char *aim, int64_t ours);

/* Ends the program with what went wrong unless rc is 0 or more. */
void bench_must(int rc, struct error *err);

/* --- a home, on the disk of the working folder ------------------------- */

struct bench_home {
  char dir[64];
  struct clock clock;
  struct storage *storage;
};

/* Makes and opens it, with the tables of plugin "care" as given (NULL: none).
 */
void bench_home_make(struct bench_home *home, const char *tables);
void bench_home_open(struct bench_home *home);
/* Closes and deletes it. */
void bench_home_remove(struct bench_home *home);
/* Bytes of home.db; close the home first. */
int64_t bench_home_size(const struct bench_home *home);
/* Brings a plugin's tables in, in a command of its own. */
void bench_home_apply(struct bench_home *home, const char *plugin,
                      json_t *tables);
/* Makes a scratch folder in the working folder and deletes one. */
void bench_folder_make(char dir[64]);
void bench_folder_remove(const char *dir);

#endif
