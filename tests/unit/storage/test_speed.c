/* Prints what a dose-like command costs; fails only when it is far off. The
 * yardstick with a bare loop is in tests/bench. */
#include "support.h"

#include <sys/stat.h>

#define COMMANDS 6400
#define BATCH 64

static const char tables[] =
    "{\"dose\":{\"columns\":["
    "{\"name\":\"resident\",\"type\":\"integer\",\"required\":true},"
    "{\"name\":\"duty\",\"type\":\"integer\",\"required\":true},"
    "{\"name\":\"outcome\",\"type\":\"enum\",\"values\":[{\"value\":\"given\"},"
    "{\"value\":\"refused\"}],\"required\":true},"
    "{\"name\":\"at\",\"type\":\"instant\",\"required\":true},"
    "{\"name\":\"amount\",\"type\":\"decimal\",\"scale\":3}],"
    "\"unique\":[{\"columns\":[\"duty\"]}]}}";

static void dose(struct home *home, int i) {
  char key[40];
  json_t *input =
      json_pack("{s:I, s:s, s:I}", "duty", (json_int_t)(i + 1), "outcome",
                "given", "at", (json_int_t)(START + i * 1000));
  json_t *row =
      json_pack("{s:I, s:I, s:s, s:I, s:s}", "resident", (json_int_t)(i % 100),
                "duty", (json_int_t)(i + 1), "outcome", "given", "at",
                (json_int_t)(START + i * 1000), "amount", "0.5");
  struct storage_command command = {.plugin = "beds",
                                    .action = "record",
                                    .person = 7,
                                    .role = "nurse",
                                    .station = "floor-3",
                                    .plugin_version = "1.0.0",
                                    .key = key,
                                    .input = input,
                                    .subject = i % 100 + 1};
  struct error err;
  int64_t id;

  snprintf(key, sizeof key, "8d1f-4a7c-%08d", i);
  error_init(&err);
  ok(storage_command_begin(home->storage, &command, &err), &err);
  ok(storage_insert(home->storage, "beds", "dose", row, &id, &err), &err);
  ok(storage_command_accept(home->storage, NULL, NULL, &err), &err);
  json_decref(input);
  json_decref(row);
}

static int64_t file_size(const struct home *home) {
  struct stat st;
  char path[128];

  home_path(home, "home.db", path);
  assert_int_equal(stat(path, &st), 0);
  return st.st_size;
}

static void a_dose_is_small_and_quick(void **state) {
  struct home home;
  struct storage_verdict verdict;
  struct error err;
  int64_t before;
  int64_t start;
  int64_t spent;
  int64_t bytes;

  (void)state;
  error_init(&err);
  home_make(&home);
  home_apply(&home, "beds", "1", tables, NULL);
  home_reopen(&home);
  before = file_size(&home);
  start = clock_monotonic();
  for (int i = 0; i < COMMANDS; i++) {
    if (i % BATCH == 0)
      ok(storage_begin(home.storage, &err), &err);
    dose(&home, i);
    if (i % BATCH == BATCH - 1)
      ok(storage_commit(home.storage, &err), &err);
  }
  spent = clock_monotonic() - start;
  home_reopen(&home);
  bytes = (file_size(&home) - before) / COMMANDS;
  print_message("  %lld durable commands a second at batch %d, %lld bytes "
                "each\n",
                (long long)(COMMANDS * 1000LL / (spent + 1)), BATCH,
                (long long)bytes);
  assert_true(bytes <= 400);
  start = clock_monotonic();
  ok(storage_verify_open(home.storage, NULL, &verdict, &err), &err);
  spent = clock_monotonic() - start;
  print_message("  verified %lld commands in %lld ms\n",
                (long long)verdict.commands, (long long)spent);
  storage_verdict_fini(&verdict);
  home_remove(&home);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_dose_is_small_and_quick),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
