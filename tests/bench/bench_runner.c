/* A call into a warm runner and back beside a bare pipe round trip, and the
 * first call of a cold plugin. Prints JSON lines. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/zone.h"
#include "plugin/runners.h"

#define WARM 20000 /* round trips */
#define COLD 100   /* first calls */
#define BODY 64    /* bytes that the bare pipe carries */

static int64_t nanoseconds(void) {
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a;
  int64_t y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

static int64_t median(int64_t *times, size_t count) {
  qsort(times, count, sizeof *times, compare);
  return times[count / 2];
}

static _Noreturn void die(const char *what) {
  fprintf(stderr, "bench_runner: %s\n", what);
  exit(1);
}

/* Median of a round trip over two pipes to a forked echo. */
static int64_t bench_pipe(void) {
  static int64_t times[WARM];
  char body[BODY] = {0};
  int there[2];
  int back[2];
  pid_t pid;

  if (pipe(there) != 0 || pipe(back) != 0)
    die("no pipe");
  pid = fork();
  if (pid == 0) {
    close(there[1]);
    while (read(there[0], body, BODY) == BODY)
      if (write(back[1], body, BODY) != BODY)
        break;
    _exit(0);
  }
  for (int i = 0; i < WARM; i++) {
    int64_t start = nanoseconds();
    if (write(there[1], body, BODY) != BODY ||
        read(back[0], body, BODY) != BODY)
      die("the echo is gone");
    times[i] = nanoseconds() - start;
  }
  close(there[1]);
  close(there[0]);
  close(back[0]);
  close(back[1]);
  waitpid(pid, NULL, 0);
  return median(times, WARM);
}

/* A plugin of about 60 KB in 20 files, as the larger ones are. */
static struct plugin_entry *make_entry(struct error *err) {
  struct plugin_source *source = plugin_source_new();
  char text[4000];
  char path[40];
  size_t at;

  for (int i = 0; i < 20; i++) {
    at = (size_t)snprintf(text, sizeof text, "local t = {}\n");
    for (int j = 0; at < 2900; j++)
      at += (size_t)snprintf(text + at, sizeof text - at,
                             "function t.f%d(a, b)\n  if a > b then\n    "
                             "return { a = a, b = b, s = 'text %d' }\n  end\n  "
                             "return a + b\nend\n",
                             j, j);
    at += (size_t)snprintf(text + at, sizeof text - at, "return t\n");
    snprintf(path, sizeof path, "lib/part%d.lua", i);
    plugin_source_add(source, path, text, at, err);
  }
  at = (size_t)snprintf(text, sizeof text, "local parts = {}\n");
  for (int i = 0; i < 20; i++)
    at += (size_t)snprintf(text + at, sizeof text - at,
                           "parts[%d] = require 'lib.part%d'\n", i + 1, i);
  at += (size_t)snprintf(text + at, sizeof text - at,
                         "return { actions = { add = { run = function(call) "
                         "return { sum = parts[1].f0(call.input.a, "
                         "call.input.b) } end } } }\n");
  plugin_source_add(source, "plugin.lua", text, at, err);
  plugin_source_seal(source);
  return plugin_entry_new(
      json_pack("{s:s, s:s}", "id", "bench", "version", "1.0.0"), source);
}

static void call_once(struct plugin_runner *runner) {
  json_t *input = json_pack("{s:{s:i, s:i}, s:I}", "input", "a", 1, "b", 2,
                            "now", (json_int_t)1795393800000);
  struct plugin_call call = {.plugin = "bench",
                             .kind = "action",
                             .name = "add",
                             .call = input,
                             .deadline = clock_monotonic() + 1000};
  enum plugin_verdict verdict;
  json_t *result = NULL;
  struct error err;

  error_init(&err);
  if (plugin_call(runner, &call, &result, &verdict, &err) != 0 ||
      json_integer_value(json_object_get(result, "sum")) != 3)
    die(err.en == NULL ? "a wrong answer" : err.en);
  json_decref(result);
  json_decref(input);
}

/* Takes, calls, gives back `count` times; the median. */
static int64_t bench_calls(struct plugin_runners *runners,
                           struct plugin_entry *entry, int count, bool cold) {
  static int64_t times[WARM];
  const struct zone *zone = NULL;
  struct error err;

  error_init(&err);
  if (zone_get("Asia/Shanghai", &zone, &err) != 0)
    die("no zone");
  for (int i = 0; i < count; i++) {
    struct runner_want want = {.home = "bench",
                               .entry = entry,
                               .zone = zone,
                               .deadline = clock_monotonic() + 1000};
    struct plugin_runner *runner;
    int64_t start;

    if (cold)
      plugin_runners_drop(runners, NULL, NULL);
    start = nanoseconds();
    if (plugin_runners_take(runners, &want, &runner, &err) != 0)
      die(err.en);
    call_once(runner);
    plugin_runners_give(runners, runner, PLUGIN_DONE);
    times[i] = nanoseconds() - start;
  }
  return median(times, (size_t)count);
}

int main(void) {
  const char *build = getenv("SONGHE_BUILD");
  struct plugin_zygote *zygote;
  struct plugin_runners *runners;
  struct plugin_entry *entry;
  struct error err;
  char path[1024];
  int64_t ours;
  int64_t bare;

  error_init(&err);
  snprintf(path, sizeof path, "%s/songhe-runner", build == NULL ? "." : build);
  if (plugin_zygote_start(path, &zygote, &err) != 0 ||
      plugin_runners_new(zygote, NULL, &runners, &err) != 0)
    die(err.en);
  entry = make_entry(&err);
  bare = bench_pipe();
  ours = bench_calls(runners, entry, WARM, false);
  printf("{\"what\":\"call into a warm runner, p50 us\",\"ours\":%.1f,"
         "\"yardstick\":%.1f,\"ratio\":%.2f,\"aim\":\"<= 3 of a bare pipe "
         "round trip\"}\n",
         (double)ours / 1e3, (double)bare / 1e3, (double)ours / (double)bare);
  ours = bench_calls(runners, entry, COLD, true);
  printf("{\"what\":\"first call of a cold plugin, p50 ms\",\"ours\":%.2f,"
         "\"aim\":\"< 5 ms\"}\n",
         (double)ours / 1e6);
  plugin_runners_free(runners);
  plugin_entry_unref(entry);
  plugin_zygote_stop(zygote);
  return 0;
}
