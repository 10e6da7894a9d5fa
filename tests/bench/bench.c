#include "bench.h"

#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/json.h"

int64_t bench_now(void) {
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void bench_add(struct bench_pair *pair, int64_t ours, int64_t yardstick) {
  if (pair->rounds == BENCH_ROUNDS_MAX)
    return;
  pair->ours[pair->rounds] = ours;
  pair->yardstick[pair->rounds] = yardstick;
  pair->rounds++;
}

static int bench_compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a;
  int64_t y = *(const int64_t *)b;

  return (x > y) - (x < y);
}

int64_t bench_median(const int64_t *values, int count) {
  int64_t sorted[4096];

  if (count > 4096)
    count = 4096;
  memcpy(sorted, values, (size_t)count * sizeof *sorted);
  qsort(sorted, (size_t)count, sizeof *sorted, bench_compare);
  return sorted[count / 2];
}

void bench_report(const char *what, const char *aim,
                  const struct bench_pair *pair) {
  int64_t ratios[BENCH_ROUNDS_MAX];
  int64_t ratio;

  for (int i = 0; i < pair->rounds; i++)
    ratios[i] = pair->ours[i] * 1000 / (pair->yardstick[i] + 1);
  ratio = bench_median(ratios, pair->rounds);
  printf("{\"what\":\"%s\",\"ours\":%" PRId64 ",\"yardstick\":%" PRId64
         ",\"ratio\":%" PRId64 ".%03d,\"aim\":\"%s\"}\n",
         what, bench_median(pair->ours, pair->rounds),
         bench_median(pair->yardstick, pair->rounds), ratio / 1000,
         (int)(ratio % 1000), aim);
  fflush(stdout);
}

void bench_report_alone(const char *what, const char *aim, int64_t ours) {
  printf("{\"what\":\"%s\",\"ours\":%" PRId64 ",\"aim\":\"%s\"}\n", what, ours,
         aim);
  fflush(stdout);
}

void bench_must(int rc, struct error *err) {
  if (rc >= 0)
    return;
  fprintf(stderr, "%d %s\n", rc, err->en != NULL ? err->en : "");
  for (size_t i = 0; i < err->fault_count; i++)
    fprintf(stderr, "  %s: %s\n", err->faults[i].field, err->faults[i].en);
  exit(1);
}

void bench_folder_make(char dir[64]) {
  snprintf(dir, 64, "bench-XXXXXX");
  if (mkdtemp(dir) == NULL) {
    perror("mkdtemp");
    exit(1);
  }
}

static int bench_remove(const char *path, const struct stat *st, int flag,
                        struct FTW *ftw) {
  (void)st;
  (void)flag;
  (void)ftw;
  return remove(path);
}

void bench_folder_remove(const char *dir) {
  nftw(dir, bench_remove, 16, FTW_DEPTH | FTW_PHYS);
}

void bench_home_open(struct bench_home *home) {
  struct storage_options options = {.clock = &home->clock};
  struct error err;

  error_init(&err);
  bench_must(storage_open(home->dir, &options, &home->storage, &err), &err);
  error_fini(&err);
}

void bench_home_apply(struct bench_home *home, const char *plugin,
                      json_t *tables) {
  struct storage_command command = {.plugin = "core", .action = "schema"};
  struct error err;
  bool changed;

  error_init(&err);
  bench_must(storage_begin(home->storage, &err), &err);
  bench_must(storage_command_begin(home->storage, &command, &err), &err);
  bench_must(storage_schema_apply(home->storage, plugin, "1.0.0", tables, NULL,
                                  &changed, &err),
             &err);
  bench_must(storage_command_accept(home->storage, NULL, NULL, &err), &err);
  bench_must(storage_commit(home->storage, &err), &err);
  error_fini(&err);
}

void bench_home_make(struct bench_home *home, const char *tables) {
  struct storage_options options = {.clock = &home->clock};
  struct storage_home about = {.name = (char *)"松鹤园",
                               .zone = (char *)"Asia/Shanghai",
                               .kind = (char *)"public"};
  struct error err;

  error_init(&err);
  memset(home, 0, sizeof *home);
  bench_folder_make(home->dir);
  clock_init_virtual(&home->clock, BENCH_START);
  hash_uuid(about.uuid);
  bench_must(storage_create(home->dir, &about, &options, &err), &err);
  bench_home_open(home);
  if (tables != NULL) {
    json_t *json;
    bench_must(json_read(tables, strlen(tables), &json, &err), &err);
    bench_home_apply(home, "care", json);
    json_decref(json);
  }
  error_fini(&err);
}

void bench_home_remove(struct bench_home *home) {
  storage_close(home->storage);
  home->storage = NULL;
  bench_folder_remove(home->dir);
}

int64_t bench_home_size(const struct bench_home *home) {
  char path[128];
  struct stat st;

  snprintf(path, sizeof path, "%s/home.db", home->dir);
  return stat(path, &st) == 0 ? st.st_size : -1;
}
