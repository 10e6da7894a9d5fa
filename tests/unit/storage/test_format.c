/* Files of homes that were made in older formats: when an event had no place of
 * its own for what it says (1), and when bodies were found by an index (2).
 * They verify as they are, and the first writer that opens one brings it to
 * today's format. */
#include "base/json.h"
#include "tamper.h"

static void publish(struct home *home, bool bare) {
  json_t *payload = json(bare ? "[7,3600]" : "{\"bed\":7}");
  struct error err;

  error_init(&err);
  begin(home);
  if (bare)
    ok(storage_publish_bare(home->storage, "beds.due", NULL, payload, NULL,
                            &err),
       &err);
  else
    ok(storage_publish(home->storage, "beds.made", "bed:7", payload, NULL,
                       &err),
       &err);
  end(home);
  json_decref(payload);
}

static int collect(void *context, const struct storage_event *event) {
  json_array_append(context, event->payload);
  return 0;
}

static void events_are(struct home *home, const char *expected) {
  json_t *want = json(expected);
  json_t *seen = json_array();
  struct error err;

  error_init(&err);
  ok(storage_events(storage_writer(home->storage), 0, 10, collect, seen, &err),
     &err);
  assert_true(json_equal(seen, want));
  json_decref(seen);
  json_decref(want);
}

static void verifies(struct home *home) {
  struct storage_verdict verdict;
  struct error err;

  error_init(&err);
  ok(storage_verify(home->dir, &home->options, NULL, &verdict, &err), &err);
  storage_verdict_fini(&verdict);
}

static void closes(struct home *home) {
  storage_close(home->storage);
  home->storage = NULL;
}

/* The journal laid out as format 2 had it. */
static const char format_2[] =
    "CREATE TABLE b(command INTEGER NOT NULL,n INTEGER NOT NULL,"
    "kind INTEGER NOT NULL,op INTEGER,name INTEGER,row INTEGER,data BLOB,"
    "digest BLOB,erased_by INTEGER,PRIMARY KEY(command,n))"
    " STRICT, WITHOUT ROWID;"
    "INSERT INTO b SELECT command,n,kind,op,name,row,data,digest,erased_by"
    " FROM body;"
    "DROP TABLE body;ALTER TABLE b RENAME TO body;DROP INDEX command_key;"
    "CREATE UNIQUE INDEX command_key ON command(key) WHERE key IS NOT NULL;"
    "CREATE TRIGGER body_d BEFORE DELETE ON body BEGIN "
    "SELECT RAISE(ABORT,'songhe:journal');END;"
    "CREATE TRIGGER body_u BEFORE UPDATE ON body WHEN NOT("
    "OLD.data IS NOT NULL AND NEW.data IS NULL AND length(NEW.digest)=32 "
    "AND NEW.erased_by IS NOT NULL AND NEW.command=OLD.command AND "
    "NEW.n=OLD.n AND NEW.kind=OLD.kind AND NEW.op IS OLD.op AND "
    "NEW.name IS OLD.name AND NEW.row IS OLD.row) BEGIN "
    "SELECT RAISE(ABORT,'songhe:journal');END;"
    "PRAGMA user_version=2";

/* A bed, with a key; the instants of a stay are near and far. */
static void admits(struct home *home, const char *key, int64_t bed) {
  char text[120];
  struct error err;
  int64_t id;

  error_init(&err);
  begin_as(home, "admit", key);
  snprintf(text, sizeof text, "{\"label\":\"%s\"}", key);
  ok(try_insert(home, "bed", text, &id, &err), &err);
  assert_int_equal(id, bed);
  snprintf(text, sizeof text,
           "{\"bed\":%d,\"who\":\"wang\",\"starts\":%lld,\"ends\":%lld}",
           (int)bed, (long long)START - 5, (long long)START + 86400000000);
  ok(try_insert(home, "stay", text, &id, &err), &err);
  end(home);
}

static void is_repeated(struct home *home, const char *key, bool known) {
  struct storage_command command = {
      .plugin = "beds", .action = "admit", .person = 7, .key = key};
  struct storage_receipt receipt = {0};
  struct error err;
  json_t *reply = NULL;

  error_init(&err);
  assert_int_equal(
      storage_command_find(home->storage, &command, &reply, &receipt, &err),
      known);
  assert_int_equal(receipt.repeated, known);
  json_decref(reply);
}

static void format_1_is_brought_up(void **state) {
  struct home *home = *state;

  publish(home, false);
  closes(home);
  assert_int_equal(shell(home, format_2), SQLITE_OK);
  assert_int_equal(shell(home, "ALTER TABLE event DROP COLUMN data;"
                               "PRAGMA user_version=1"),
                   SQLITE_OK);
  verifies(home);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_NONE);
  events_are(home, "[{\"bed\":7}]");
  publish(home, true);
  publish(home, false);
  events_are(home, "[{\"bed\":7},[7,3600],{\"bed\":7}]");
  home_reopen(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_NONE);
  closes(home);
  verifies(home);
  home_open(home);
}

static void format_2_is_brought_up(void **state) {
  struct home *home = *state;

  admits(home, "k1", 1);
  publish(home, true);
  publish(home, false);
  closes(home);
  assert_int_equal(shell(home, format_2), SQLITE_OK);
  verifies(home);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_NONE);
  is_repeated(home, "k1", true);
  admits(home, "k2", 2);
  is_repeated(home, "k2", true);
  is_repeated(home, "k3", false);
  events_are(home, "[[7,3600],{\"bed\":7}]");
  closes(home);
  /* what was laid out anew is still nobody's to change */
  assert_int_not_equal(shell(home, "DELETE FROM body"), SQLITE_OK);
  assert_int_not_equal(shell(home, "UPDATE body SET op=2"), SQLITE_OK);
  verifies(home);
  home_open(home);
}

/* What guards an older file is known too. */
static void format_2_without_a_guard(void **state) {
  static const struct tamper tampers[] = {
      {"DROP TRIGGER body_d", "schema body_d", "deleted"},
      {"DROP INDEX command_key", "schema command_key", "deleted"},
      {"ALTER TABLE body ADD COLUMN more INTEGER", "schema body", "changed"}};
  struct home *home = *state;

  admits(home, "k1", 1);
  closes(home);
  assert_int_equal(shell(home, format_2), SQLITE_OK);
  each_is_found(home, tampers, sizeof tampers / sizeof *tampers);
}

/* Before format 3 a row kept sixteen bytes of a key. */
static void whole_keys_are_found(void **state) {
  struct home *home = *state;
  uint8_t sum[HASH_SIZE];
  char digits[2 * HASH_SIZE + 1];
  char sql[200];

  admits(home, "k1", 1);
  closes(home);
  hash_once("k1", 2, sum);
  hash_hex(sum, 16, digits);
  snprintf(sql, sizeof sql,
           "DROP TRIGGER command_u;UPDATE command SET key=x'%s' WHERE key IS "
           "NOT NULL",
           digits);
  assert_int_equal(shell(home, sql), SQLITE_OK);
  home_open(home);
  is_repeated(home, "k1", true);
  is_repeated(home, "k2", false);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(format_1_is_brought_up, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(format_2_is_brought_up, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(format_2_without_a_guard, home_setup,
                                      home_teardown),
      cmocka_unit_test_setup_teardown(whole_keys_are_found, home_setup,
                                      home_teardown)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
