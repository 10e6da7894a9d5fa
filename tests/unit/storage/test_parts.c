/* The parts of a command are kept until it ends: whatever was undone before,
 * and however much there is, what stands in the file is what was hashed. */
#include "storage/statement.h"
#include "support.h"

#define MANY 700 /* rows of 600 bytes: more than is kept in memory */

static int64_t count(struct home *home, const char *sql) {
  struct statement *st;
  struct error err;
  int64_t n;

  error_init(&err);
  ok(statement_get(storage_writer(home->storage), sql, &st, &err), &err);
  assert_int_equal(statement_step(st, &err), 1);
  n = statement_get_int(st, 0);
  statement_reset(st);
  return n;
}

static void verified(struct home *home) {
  struct storage_verdict verdict;
  struct error err;

  error_init(&err);
  home_reopen(home);
  ok(storage_verify(home->dir, &home->options, NULL, &verdict, &err), &err);
  storage_verdict_fini(&verdict);
}

static void write_many(struct home *home) {
  char row[700];
  char text[601] = "";

  for (int i = 0; i < 600; i += 3)
    memcpy(text + i, "松", 4);
  snprintf(row, sizeof row, "{\"text\":\"%s\"}", text);
  for (int i = 0; i < MANY; i++)
    insert(home, "log", row);
}

static void publish(struct home *home) {
  struct error err;
  json_t *payload = json("{\"bed\":7}");

  error_init(&err);
  ok(storage_publish(home->storage, "beds.told", "bed:7", payload, NULL, &err),
     &err);
  ok(storage_publish_bare(home->storage, "beds.bare", NULL, NULL, NULL, &err),
     &err);
  json_decref(payload);
}

static void refuse(struct home *home) {
  struct error why;
  struct error err;

  error_init(&why);
  error_init(&err);
  error_set(&why, ERROR_RULE, "不行", "No");
  ok(storage_command_refuse(home->storage, &why, NULL, &err), &err);
  ok(storage_commit(home->storage, &err), &err);
  error_fini(&why);
}

static void refused_without_a_write(void **state) {
  struct home *home = *state;

  begin(home);
  publish(home);
  refuse(home);
  begin(home);
  publish(home);
  end(home);
  assert_int_equal(count(home, "SELECT count(*) FROM event"), 2);
  assert_int_equal(count(home, "SELECT max(id) FROM event"), 2);
  assert_int_equal(count(home, "SELECT count(*) FROM body WHERE kind=5"), 1);
  assert_int_equal(count(home, "SELECT count(*) FROM body WHERE kind=3"), 1);
  verified(home);
}

static void more_than_is_kept(void **state) {
  struct home *home = *state;

  begin(home);
  write_many(home);
  assert_true(count(home, "SELECT count(*) FROM body WHERE kind=4") > 0);
  refuse(home);
  assert_int_equal(count(home, "SELECT count(*) FROM body WHERE kind=4"), 0);
  assert_int_equal(count(home, "SELECT count(*) FROM beds_log"), 0);
  begin(home);
  write_many(home);
  publish(home);
  end(home);
  assert_int_equal(count(home, "SELECT count(*) FROM body WHERE kind=4"), MANY);
  assert_int_equal(count(home, "SELECT count(*) FROM beds_log"), MANY);
  verified(home);
}

/* Of three deliveries the middle one is undone: what the first had kept stays,
 * and none of the middle one's parts, whether it wrote rows (`writes`: few or
 * more than is kept) or published only. */
static void of_deliveries(struct home *home, void (*writes)(struct home *)) {
  struct storage_command command = {.plugin = "beds", .action = "on"};
  struct storage_event told = {.id = 1};
  struct error err;
  int64_t before = count(home, "SELECT count(*) FROM beds_log");

  error_init(&err);
  begin(home);
  publish(home);
  end(home);
  ok(storage_begin(home->storage, &err), &err);
  ok(storage_command_begin(home->storage, &command, &err), &err);
  for (int i = 0; i < 3; i++) {
    ok(storage_delivery_begin(home->storage, &told, &err), &err);
    publish(home);
    if (i == 1)
      writes(home);
    else
      insert(home, "log", "{\"text\":\"kept\"}");
    ok(storage_delivery_end(home->storage, i != 1, &err), &err);
  }
  ok(storage_deliveries_accept(home->storage, &err), &err);
  ok(storage_commit(home->storage, &err), &err);
  assert_int_equal(count(home, "SELECT count(*) FROM beds_log"), before + 2);
  verified(home);
}

static void write_one(struct home *home) {
  insert(home, "log", "{\"text\":\"gone\"}");
}

static void a_delivery_undone(void **state) {
  of_deliveries(*state, write_one);
  of_deliveries(*state, write_many);
  of_deliveries(*state, publish);
  assert_int_equal(count(*state, "SELECT count(*) FROM event"),
                   count(*state, "SELECT max(id) FROM event"));
  assert_int_equal(count(*state, "SELECT count(*) FROM event"), 3 * 6);
}

/* A statement taken before the command: its savepoint would come too late. */
static void a_write_past_the_savepoint(void **state) {
  struct home *home = *state;
  struct storage_command command = {.plugin = "beds", .action = "test"};
  struct statement *early;
  struct error why;
  struct error err;
  int rc;

  error_init(&err);
  error_init(&why);
  error_set(&why, ERROR_RULE, "不行", "No");
  for (int i = 0; i < 2; i++) {
    ok(storage_begin(home->storage, &err), &err);
    ok(statement_get(storage_writer(home->storage),
                     "INSERT INTO counter VALUES('early',1)", &early, &err),
       &err);
    ok(storage_command_begin(home->storage, &command, &err), &err);
    ok(statement_run(early, &err), &err);
    rc = i == 0 ? storage_command_refuse(home->storage, &why, NULL, &err)
                : try_insert(home, "log", "{\"text\":\"late\"}", NULL, &err);
    assert_int_equal(rc, ERROR_INTERNAL);
    error_fini(&err);
    storage_command_drop(home->storage);
    assert_true(storage_commit(home->storage, &err) < 0);
    error_fini(&err);
    assert_int_equal(
        count(home, "SELECT count(*) FROM counter WHERE name='early'"), 0);
  }
  error_fini(&why);
  verified(home);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(refused_without_a_write, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(more_than_is_kept, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(a_delivery_undone, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(a_write_past_the_savepoint, home_setup,
                                      home_teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
