#include "support.h"

#include "storage/registry.h"

static char dir[64];

static int setup(void **state) {
  (void)state;
  snprintf(dir, sizeof dir, "/tmp/songhe-test-XXXXXX");
  return mkdtemp(dir) == NULL;
}

static int teardown(void **state) {
  char line[128];
  (void)state;
  snprintf(line, sizeof line, "rm -rf '%s'", dir);
  return system(line);
}

static void a_folder_keeps_homes_and_accounts(void **state) {
  struct registry_account account = {.name = (char *)"王芳",
                                     .password = (char *)"$argon2id$x",
                                     .administrator = true};
  struct registry_account found;
  struct registry *registry;
  struct clock clock;
  struct error err;
  char path[256];
  char id[33];
  int64_t at = -1;
  json_t *list;

  (void)state;
  error_init(&err);
  ok(registry_create(dir, START, &err), &err);
  assert_int_equal(registry_create(dir, 0, &err), ERROR_CONFLICT);
  error_fini(&err);
  ok(registry_open(dir, &registry, &clock, &err), &err);
  assert_int_equal(clock_now(&clock), START);
  ok(registry_home_add(registry, "park", "u-1", &err), &err);
  assert_int_equal(registry_home_add(registry, "park", "u-2", &err),
                   ERROR_CONFLICT);
  error_fini(&err);
  assert_int_equal(registry_home_add(registry, "../x", "u-2", &err),
                   ERROR_INPUT);
  error_fini(&err);
  ok(registry_home_wake(registry, "park", START + 5, &err), &err);
  assert_int_equal(registry_next_wake(registry, id, &at, &err), 1);
  assert_string_equal(id, "park");
  assert_int_equal(at, START + 5);
  ok(registry_home_path(registry, "park", path, sizeof path, &err), &err);
  assert_non_null(strstr(path, "/homes/park"));
  assert_int_equal(
      registry_home_path(registry, "none", path, sizeof path, &err),
      ERROR_NOT_FOUND);
  error_fini(&err);
  ok(registry_account_add(registry, &account, NULL, &err), &err);
  assert_int_equal(registry_account_add(registry, &account, NULL, &err),
                   ERROR_CONFLICT);
  error_fini(&err);
  account.pin = (char *)"$pin";
  ok(registry_account_set(registry, &account, &err), &err);
  ok(registry_save_clock(registry, START + 9, &err), &err);
  registry_close(registry);
  ok(registry_open(dir, &registry, &clock, &err), &err);
  assert_int_equal(clock_now(&clock), START + 9);
  assert_int_equal(registry_account_get(registry, "王芳", &found, &err), 1);
  assert_string_equal(found.pin, "$pin");
  registry_account_fini(&found);
  assert_int_equal(registry_account_get(registry, "x", &found, &err), 0);
  ok(registry_account_list(registry, &list, &err), &err);
  assert_int_equal(json_array_size(list), 1);
  json_decref(list);
  registry_close(registry);
}

static void one_process_at_a_time(void **state) {
  struct registry *first;
  struct registry *second;
  struct clock clock;
  struct error err;

  (void)state;
  error_init(&err);
  ok(registry_create(dir, 0, &err), &err);
  ok(registry_open(dir, &first, &clock, &err), &err);
  assert_false(clock.is_virtual);
  assert_int_equal(registry_open(dir, &second, &clock, &err), ERROR_BUSY);
  error_fini(&err);
  registry_close(first);
  ok(registry_open(dir, &first, &clock, &err), &err);
  registry_close(first);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_folder_keeps_homes_and_accounts, setup,
                                      teardown),
      cmocka_unit_test_setup_teardown(one_process_at_a_time, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
