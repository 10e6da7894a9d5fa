/* Tables, views, triggers and indexes that nobody declared, or that are not as
 * they were declared: verify names each. */
#include "tamper.h"

/* As a part above storage derives them (storage_derive). */
static const char derived_table[] =
    "create table if not exists due_open(id integer primary key, at integer)"
    " strict;create index if not exists due_open_at on due_open(at);";
static const char derived_view[] =
    "CREATE VIEW own_due as select id, at from due_open";
static const char derived_index[] = "create index if not exists derived_rank "
                                    "on beds_bed (rank) where rank > 1;";
static const char *const derived[] = {derived_table, derived_view,
                                      derived_index, NULL};

static int setup(void **state) {
  struct home *home = calloc(1, sizeof *home);

  home_start(home);
  home->options.derived = derived;
  home_reopen(home);
  begin(home);
  insert(home, "bed", "{\"label\":\"b1\",\"rank\":2}");
  insert(home, "stay", "{\"bed\":1,\"who\":\"w\",\"starts\":100}");
  insert(home, "log", "{\"text\":\"t\"}");
  end(home);
  *state = home;
  return 0;
}

static void derive(struct home *home) {
  struct error err;

  error_init(&err);
  for (size_t i = 0; derived[i] != NULL; i++)
    ok(storage_derive(home->storage, derived[i], &err), &err);
}

static void is_clean(struct home *home) {
  struct storage_verdict verdict;

  if (verify(home, &verdict) != 0)
    found(&verdict, "", "");
  assert_int_equal(verdict.findings.fault_count, 0);
  storage_verdict_fini(&verdict);
}

#define REWRITE(name, from, to)                                                \
  "PRAGMA writable_schema=ON;UPDATE sqlite_schema SET sql=replace(sql,'" from  \
  "','" to "') WHERE name='" name "'"

static const struct tamper tampers[] = {
    {"CREATE TABLE notes(x)", "schema notes", "inserted"},
    {"CREATE TABLE beds_more(id INTEGER PRIMARY KEY) STRICT",
     "schema beds_more", "inserted"},
    {"CREATE VIEW v AS SELECT * FROM beds_bed", "schema v", "inserted"},
    {"CREATE TRIGGER later AFTER INSERT ON beds_bed BEGIN UPDATE beds_bed SET "
     "rank=1 WHERE id=NEW.id;END",
     "schema later", "inserted"},
    {"CREATE TRIGGER command BEFORE INSERT ON command BEGIN SELECT 1;END",
     "schema command", "inserted"},
    {"CREATE TRIGGER odd BEFORE UPDATE ON due_open BEGIN SELECT "
     "RAISE(ABORT,'odd');END",
     "schema odd", "inserted"},
    {"CREATE TRIGGER odd BEFORE INSERT ON access BEGIN SELECT "
     "RAISE(IGNORE);END",
     "schema odd", "inserted"},
    {"CREATE INDEX i ON beds_bed(fee)", "schema i", "inserted"},
    {"CREATE INDEX i ON body(kind)", "schema i", "inserted"},
    {"CREATE INDEX derived_evil ON beds_bed(abs(-9223372036854775806-id))",
     "schema derived_evil", "inserted"},
    {"CREATE UNIQUE INDEX derived_one ON beds_bed(kind)", "schema derived_one",
     "inserted"},
    {"ANALYZE", "schema sqlite_stat1", "inserted"},
    {"ALTER TABLE beds_log RENAME TO hidden;"
     "CREATE VIEW beds_log AS SELECT * FROM hidden",
     "schema beds_log", "changed"},
    {"ALTER TABLE beds_log RENAME TO hidden;"
     "CREATE VIEW beds_log AS SELECT * FROM hidden",
     "schema hidden", "inserted"},
    {"ALTER TABLE beds_bed ADD COLUMN extra TEXT", "schema beds_bed",
     "changed"},
    {"ALTER TABLE due_open ADD COLUMN extra TEXT", "schema due_open",
     "changed"},
    {"ALTER TABLE beds_stay__h DROP COLUMN who", "schema beds_stay__h",
     "changed"},
    {"DROP TABLE beds_log", "schema beds_log", "deleted"},
    {"DROP TRIGGER beds_log__a0", "schema beds_log__a0", "deleted"},
    {"DROP INDEX beds_bed__v_label", "schema beds_bed__v_label", "deleted"},
    {"DROP INDEX command_key", "schema command_key", "deleted"},
    {"DROP TRIGGER event_u", "schema event_u", "deleted"},
    {"DROP TRIGGER access_u", "schema access_u", "deleted"},
    {"DROP INDEX access_subject", "schema access_subject", "deleted"},
    {"DROP VIEW own_due;CREATE VIEW own_due AS SELECT 1 AS id, 2 AS at",
     "schema own_due", "changed"},
    {"DROP INDEX derived_rank;CREATE INDEX derived_rank ON beds_bed(fee)",
     "schema derived_rank", "changed"},
    {REWRITE("beds_stay",
             " REFERENCES beds_bed(id) ON DELETE RESTRICT ON UPDATE RESTRICT",
             ""),
     "schema beds_stay", "changed"},
    {REWRITE("beds_stay", "_seq INTEGER NOT NULL", "_seq INTEGER"),
     "schema beds_stay", "changed"},
    {REWRITE("beds_bed", "\"label\" TEXT", "\"label\" TEXT COLLATE NOCASE"),
     "schema beds_bed", "changed"},
    {REWRITE("beds_bed", ") STRICT", ")"), "schema beds_bed", "changed"},
    {REWRITE("body", "kind INTEGER NOT NULL", "kind INTEGER"), "schema body",
     "changed"},
    {REWRITE("beds_bed__c0", "<=9", "<=99"), "schema beds_bed__c0", "changed"},
    {"PRAGMA writable_schema=ON;DELETE FROM sqlite_schema WHERE "
     "name='sqlite_autoindex_word_1';UPDATE sqlite_schema SET "
     "sql=replace(sql,' UNIQUE','') WHERE name='word'",
     "schema word", "changed"},
};

static void each_change_is_named(void **state) {
  struct home *home = *state;

  derive(home);
  each_is_found(home, tampers, sizeof tampers / sizeof *tampers);
  storage_close(home->storage);
  home->storage = NULL;
  is_clean(home);
  home_open(home);
}

/* In words that somebody who keeps a home understands. */
static void the_words(void **state) {
  static const struct {
    const char *sql;
    const char *zh;
    const char *en;
  } cases[] = {{"CREATE VIEW v AS SELECT 1",
                "这个视图不是松鹤建的，是别的程序加进来的。",
                "This view is not Songhe's: another program added it."},
               {"DROP VIEW v;DROP INDEX command_key",
                "这个索引不见了：别的程序把它删了。",
                "This index is gone: another program removed it."},
               {"CREATE UNIQUE INDEX command_key ON command(key)",
                "这个索引的定义被别的程序改过。",
                "Another program changed how this index is defined."},
               {"DROP INDEX command_key;CREATE TABLE command_key(x)",
                "这里该是索引，却被别的程序换成了表。",
                "Another program put a table in the place of this index."}};
  struct home *home = *state;

  storage_close(home->storage);
  home->storage = NULL;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct storage_verdict verdict;
    assert_int_equal(shell(home, cases[i].sql), SQLITE_OK);
    assert_int_equal(verify(home, &verdict), ERROR_CORRUPT);
    assert_int_equal(verdict.findings.fault_count, 1);
    assert_string_equal(verdict.findings.faults[0].zh, cases[i].zh);
    assert_string_equal(verdict.findings.faults[0].en, cases[i].en);
    storage_verdict_fini(&verdict);
  }
  home_open(home);
}

/* It is made when the home is next opened. */
static void what_is_derived_may_be_missing(void **state) {
  struct home *home = *state;

  is_clean(home);
  derive(home);
  is_clean(home);
  storage_close(home->storage);
  home->storage = NULL;
  assert_int_equal(shell(home, "DROP VIEW own_due;DROP INDEX derived_rank;"
                               "DROP TABLE due_open"),
                   SQLITE_OK);
  is_clean(home);
  home_open(home);
}

/* Before this one was started, another version had the home: what it derived is
 * no fault, what is of nobody still is. */
static void another_version_derives_in_its_own_way(void **state) {
  static const char other[] =
      "DROP VIEW own_due;CREATE VIEW own_due AS SELECT id FROM due_open;"
      "CREATE INDEX derived_fee ON beds_bed(fee);CREATE VIEW v AS SELECT 1;"
      "UPDATE word SET text='0.0.1' WHERE text='" SONGHE_VERSION "'";
  struct home *home = *state;
  struct storage_verdict verdict;

  derive(home);
  storage_close(home->storage);
  home->storage = NULL;
  assert_int_equal(shell(home, other), SQLITE_OK);
  assert_int_equal(verify(home, &verdict), ERROR_CORRUPT);
  assert_true(found(&verdict, "schema v", "inserted"));
  for (size_t i = 0; i < verdict.findings.fault_count; i++) {
    const char *field = verdict.findings.faults[i].field;
    assert_true(strncmp(field, "schema", 6) != 0 ||
                strcmp(field, "schema v") == 0);
  }
  storage_verdict_fini(&verdict);
  home_open(home);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, home_teardown)
  const struct CMUnitTest tests[] = {
      T(each_change_is_named),
      T(the_words),
      T(what_is_derived_may_be_missing),
      T(another_version_derives_in_its_own_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
