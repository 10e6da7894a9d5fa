/* Whatever is done to the files behind Songhe's back, verify says so. */
#include "tamper.h"

#include <sys/stat.h>

static int setup(void **state) {
  struct home *home = calloc(1, sizeof *home);
  json_t *due = json("[7,3600,1795449600000]");
  struct error err;

  home_start(home);
  error_init(&err);
  for (int i = 1; i <= 6; i++) {
    char text[96];
    begin(home);
    snprintf(text, sizeof text, "{\"label\":\"b%d\",\"rank\":%d}", i, i);
    insert(home, "bed", text);
    snprintf(text, sizeof text, "{\"bed\":%d,\"who\":\"w\",\"starts\":%d}", i,
             100 * i);
    insert(home, "stay", text);
    ok(storage_publish(home->storage, "beds.made", "bed:1", NULL, NULL, &err),
       &err);
    ok(storage_publish_bare(home->storage, "beds.due", NULL, due, NULL, &err),
       &err);
    end(home);
  }
  json_decref(due);
  begin(home);
  update(home, "stay", 1, "{\"state\":\"active\"}");
  update(home, "bed", 2, "{\"rank\":9,\"fee\":\"1.5\"}");
  ok(storage_delete(home->storage, "beds", "stay", 6, &err), &err);
  end(home);
  *state = home;
  return 0;
}

static int teardown(void **state) {
  home_remove(*state);
  free(*state);
  return 0;
}

static void a_clean_home_verifies(void **state) {
  struct home *home = *state;
  struct storage_verdict verdict;
  struct error err;
  int rc;

  error_init(&err);
  rc = storage_verify_open(home->storage, NULL, &verdict, &err);
  for (size_t i = 0; i < verdict.findings.fault_count; i++)
    print_error("  %s %s %s\n", verdict.findings.faults[i].field,
                verdict.findings.faults[i].code, verdict.findings.faults[i].en);
  ok(rc, &err);
  assert_int_equal(verdict.commands, 9);
  storage_close(home->storage);
  home->storage = NULL;
  assert_int_equal(verify(home, &verdict), 0);
  storage_verdict_fini(&verdict);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), 0);
}

static const struct tamper tampers[] = {
    {"UPDATE beds_bed SET rank=8 WHERE id=3", "beds_bed 3", "changed"},
    {"PRAGMA foreign_keys=OFF;DROP TRIGGER beds_stay__hd;"
     "DELETE FROM beds_stay WHERE id=2",
     "beds_stay 2", "deleted"},
    {"INSERT INTO beds_bed(id,label) VALUES(50,'x')", "beds_bed 50",
     "inserted"},
    {"DROP TRIGGER command_u;UPDATE command SET person=9 WHERE seq=5",
     "command 5", "changed"},
    {"DROP TRIGGER command_u;UPDATE command SET recorded_at=recorded_at+1 "
     "WHERE seq=3",
     "command 3", "changed"},
    {"DROP TRIGGER command_d;DELETE FROM command WHERE seq=4", "command 4",
     "missing"},
    {"DROP TRIGGER body_u;UPDATE body SET data=zeroblob(40) WHERE command=6 "
     "AND n=1",
     "command 6", "changed"},
    {"DROP TRIGGER body_d;DELETE FROM body WHERE command=6 AND n=2",
     "command 6", "gap"},
    {"DROP TRIGGER event_u;UPDATE event SET subject='bed:2' WHERE id=5",
     "command 5", "changed"},
    {"DROP TRIGGER event_d;DELETE FROM event WHERE id=5", "command 5", "event"},
    {"INSERT INTO event VALUES(99,5,1,1,NULL,0,NULL)", "event", "event"},
    {"INSERT INTO event VALUES(99,5,9,1,NULL,0,x'9101')", "event", "event"},
    {"DROP TRIGGER event_u;UPDATE event SET data=x'9102' WHERE id=6",
     "command 5", "changed"},
    {"DROP TRIGGER event_u;UPDATE event SET data=NULL WHERE id=6", "command 5",
     "changed"},
    {"DROP TRIGGER event_u;UPDATE event SET depth=1 WHERE id=6", "command 5",
     "changed"},
    {"DROP TRIGGER event_d;DELETE FROM event WHERE id=6", "command 5",
     "changed"},
    {"DROP TRIGGER event_u;UPDATE event SET id=-1 WHERE id=6;"
     "UPDATE event SET id=6 WHERE id=8;UPDATE event SET id=8 WHERE id=-1",
     "command 5", "changed"},
    {"UPDATE word SET text='other' WHERE text='nurse'", "command 3", "changed"},
    {"DROP TRIGGER command_d;DROP TRIGGER body_d;DROP TRIGGER event_d;"
     "DELETE FROM command WHERE seq=9;DELETE FROM body WHERE command=9",
     "mark", "mark"},
    {"DROP TRIGGER command_u;UPDATE command SET seq=-1 WHERE seq=4;"
     "UPDATE command SET seq=4 WHERE seq=5;UPDATE command SET seq=5 WHERE "
     "seq=-1",
     "command 4", "changed"},
    {"UPDATE body SET data=NULL,digest=zeroblob(32),erased_by=9 WHERE "
     "command=6 AND n=1",
     "erased 6", "inserted"},
    {"UPDATE beds_stay__h SET who='z'", "beds_stay__h 1", "changed"},
    {"UPDATE counter SET id=2", "counter beds_stay", "changed"},
    {"UPDATE schema SET version='9'", "schema beds", "changed"},
    /* one bit of it closed the home, and verify said that all was well */
    {"UPDATE schema SET tables=replace(tables,'rank','rAnk')", "schema beds",
     "changed"},
};

static void each_tampering_is_found(void **state) {
  each_is_found(*state, tampers, sizeof tampers / sizeof *tampers);
}

static void an_older_file_is_found_at_once(void **state) {
  struct home *home = *state;
  struct storage_verdict verdict;
  struct error err;
  char line[256];

  storage_close(home->storage);
  snprintf(line, sizeof line, "cp %s/home.db %s/old.db", home->dir, home->dir);
  assert_int_equal(system(line), 0);
  home_open(home);
  begin(home);
  insert(home, "bed", "{\"label\":\"late\"}");
  end(home);
  storage_close(home->storage);
  snprintf(line, sizeof line, "rm -f %s/home.db*; mv %s/old.db %s/home.db",
           home->dir, home->dir, home->dir);
  assert_int_equal(system(line), 0);
  home_open(home);
  error_init(&err);
  assert_int_equal(storage_state(home->storage, &err), ERROR_CORRUPT);
  assert_non_null(strstr(err.en, "lacks record 10"));
  error_fini(&err);
  assert_int_equal(storage_begin(home->storage, &err), ERROR_READONLY);
  error_fini(&err);
  storage_close(home->storage);
  assert_int_equal(verify(home, &verdict), ERROR_CORRUPT);
  assert_true(found(&verdict, "mark", "mark"));
  storage_verdict_fini(&verdict);
  home_open(home);
}

static void another_writer_stops_the_home(void **state) {
  struct home *home = *state;
  struct error err;

  error_init(&err);
  assert_int_equal(shell(home, "UPDATE beds_bed SET rank=8 WHERE id=3"),
                   SQLITE_OK);
  assert_int_equal(storage_begin(home->storage, &err), ERROR_READONLY);
  assert_non_null(strstr(err.en, "Another program"));
  error_fini(&err);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_READONLY);
}

/* What goes to a file that has lost its name would be gone with the process. */
static void a_file_moved_away_stops_the_home(void **state) {
  struct home *home = *state;
  char line[256];
  struct error err;

  error_init(&err);
  snprintf(line, sizeof line, "cd %s && cp home.db x && mv x home.db",
           home->dir);
  assert_int_equal(system(line), 0);
  assert_int_equal(storage_begin(home->storage, &err), ERROR_READONLY);
  assert_non_null(strstr(err.en, "replaced"));
  error_fini(&err);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_READONLY);
}

static void a_shell_meets_the_constraints(void **state) {
  struct home *home = *state;

  storage_close(home->storage);
  home->storage = NULL;
  assert_int_not_equal(
      shell(home, "INSERT INTO beds_stay VALUES(9,1,'x',150,NULL,'planned',1)"),
      SQLITE_OK);
  assert_int_not_equal(shell(home, "PRAGMA recursive_triggers=ON;INSERT OR "
                                   "REPLACE INTO beds_stay VALUES(1,2,'x',150,"
                                   "NULL,'planned',1)"),
                       SQLITE_OK);
  assert_int_not_equal(shell(home, "INSERT INTO beds_bed(label,rank) "
                                   "VALUES('q',10)"),
                       SQLITE_OK);
  assert_int_not_equal(shell(home, "INSERT INTO beds_bed(label,since) "
                                   "VALUES('q','2026-02-30')"),
                       SQLITE_OK);
  assert_int_not_equal(shell(home, "UPDATE command SET person=1"), SQLITE_OK);
  assert_int_not_equal(shell(home, "DELETE FROM body"), SQLITE_OK);
  home_open(home);
}

/* All that people would read, as one text; NULL when it can't be read. */
static char *read_all(const struct home *home) {
  static const char sql[] =
      "SELECT group_concat(t,char(10)) FROM ("
      "SELECT quote(id)||quote(label)||quote(kind)||quote(fee)||quote(since)||"
      "quote(open)||quote(rank) AS t FROM beds_bed NOT INDEXED UNION ALL "
      "SELECT quote(id)||quote(bed)||quote(who)||quote(starts)||quote(ends)||"
      "quote(state)||quote(_seq) FROM beds_stay NOT INDEXED UNION ALL "
      "SELECT quote(command)||quote(n)||quote(data) FROM body UNION ALL "
      "SELECT quote(seq)||quote(person)||quote(recorded_at)||quote(hash) FROM "
      "command)";
  sqlite3_stmt *st = NULL;
  char *text = NULL;
  char path[128];
  sqlite3 *db;

  home_path(home, "home.db", path);
  assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL),
                   SQLITE_OK);
  if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
      sqlite3_step(st) == SQLITE_ROW && sqlite3_column_text(st, 0) != NULL)
    text = strdup((const char *)sqlite3_column_text(st, 0));
  sqlite3_finalize(st);
  sqlite3_close(db);
  return text;
}

/* Any bit may flip: nothing crashes, and no row changes unseen. */
static void flipped_bits(void **state) {
  struct home *home = *state;
  char path[128];
  char line[256];
  struct stat st;
  unsigned seed = 7;
  int seen = 0;
  char *before;
  FILE *file;

  storage_close(home->storage);
  home->storage = NULL;
  before = read_all(home);
  assert_non_null(before);
  home_path(home, "home.db", path);
  assert_int_equal(stat(path, &st), 0);
  snprintf(line, sizeof line, "cp %s %s/keep.db", path, home->dir);
  assert_int_equal(system(line), 0);
  for (int i = 0; i < 300; i++) {
    struct storage_verdict verdict;
    struct error err;
    long at = (long)((unsigned)rand_r(&seed) % (unsigned)st.st_size);
    int bit = (int)((unsigned)rand_r(&seed) % 8);
    int byte;
    file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, at, SEEK_SET);
    byte = fgetc(file);
    fseek(file, at, SEEK_SET);
    fputc(byte ^ (1 << bit), file);
    fclose(file);
    error_init(&err);
    if (storage_open(home->dir, &home->options, &home->storage, &err) == 0)
      storage_close(home->storage);
    home->storage = NULL;
    error_fini(&err);
    if (storage_verify(home->dir, &home->options, NULL, &verdict, &err) != 0)
      seen++;
    else {
      char *after = read_all(home);
      assert_non_null(after);
      assert_string_equal(after, before);
      free(after);
    }
    storage_verdict_fini(&verdict);
    error_fini(&err);
    snprintf(line, sizeof line, "rm -f %s-wal %s-shm; cp %s/keep.db %s", path,
             path, home->dir, path);
    assert_int_equal(system(line), 0);
  }
  print_message("  %d of 300 flips were seen; the rest changed nothing\n",
                seen);
  free(before);
  assert_true(seen > 0);
  home_open(home);
}

static void other_files_are_left_alone(void **state) {
  struct home *home = *state;
  struct error err;
  char path[128];
  char line[300];

  error_init(&err);
  storage_close(home->storage);
  home_path(home, "home.db", path);
  assert_int_equal(shell(home, "PRAGMA user_version=99"), SQLITE_OK);
  assert_int_equal(
      storage_open(home->dir, &home->options, &home->storage, &err),
      ERROR_FUTURE);
  error_fini(&err);
  assert_int_equal(shell(home, "PRAGMA user_version=2;PRAGMA "
                               "application_id=5"),
                   SQLITE_OK);
  assert_int_equal(
      storage_open(home->dir, &home->options, &home->storage, &err),
      ERROR_CORRUPT);
  assert_non_null(strstr(err.en, "not a file of Songhe"));
  error_fini(&err);
  assert_int_equal(shell(home, "PRAGMA application_id=1399811687"), SQLITE_OK);
  snprintf(line, sizeof line, "cp %s %s.keep; head -c 9000 %s.keep > %s", path,
           path, path, path);
  assert_int_equal(system(line), 0);
  assert_int_not_equal(
      storage_open(home->dir, &home->options, &home->storage, &err), 0);
  error_fini(&err);
  snprintf(line, sizeof line, "echo hello > %s", path);
  assert_int_equal(system(line), 0);
  assert_int_equal(
      storage_open(home->dir, &home->options, &home->storage, &err),
      ERROR_CORRUPT);
  error_fini(&err);
  snprintf(line, sizeof line, "cp %s.keep %s", path, path);
  assert_int_equal(system(line), 0);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), 0);
}

static void two_hosts_on_one_home(void **state) {
  struct home *home = *state;
  struct storage *second;
  struct error err;

  error_init(&err);
  assert_int_equal(storage_open(home->dir, &home->options, &second, &err),
                   ERROR_BUSY);
  error_fini(&err);
}

/* Writes a mark with a made-up checkpoint, its checksum right. */
static void mark_forge(struct home *home, int64_t seq, int64_t checked) {
  uint8_t slot[128] = "songhe\1m";
  char path[128];
  FILE *file;

  storage_close(home->storage);
  home->storage = NULL;
  home_path(home, "mark", path);
  file = fopen(path, "r+b");
  assert_non_null(file);
  assert_int_equal(fread(slot, 1, sizeof slot, file), sizeof slot);
  memcpy(slot + 16, &seq, 8);
  memcpy(slot + 56, &checked, 8);
  hash_once(slot, 96, slot + 96);
  for (long at = 0; at <= 4096; at += 4096) {
    fseek(file, at, SEEK_SET);
    assert_int_equal(fwrite(slot, 1, sizeof slot, file), sizeof slot);
  }
  fclose(file);
}

static void a_damaged_mark(void **state) {
  struct home *home = *state;
  struct storage_verdict verdict;
  struct error err;
  char line[300];

  storage_close(home->storage);
  /* one slot torn: the other tells */
  snprintf(line, sizeof line,
           "dd if=/dev/urandom of=%s/mark bs=64 count=1 conv=notrunc "
           "2>/dev/null",
           home->dir);
  assert_int_equal(system(line), 0);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), 0);
  storage_close(home->storage);
  snprintf(line, sizeof line, "rm %s/mark", home->dir);
  assert_int_equal(system(line), 0);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_CORRUPT);
  /* and the open home's own verification says so too */
  error_init(&err);
  assert_int_equal(storage_verify_open(home->storage, NULL, &verdict, &err),
                   ERROR_CORRUPT);
  assert_true(found(&verdict, "mark", "mark"));
  storage_verdict_fini(&verdict);
  error_fini(&err);
}

/* The mark's checkpoint is part of what it says. */
static void a_checkpoint_that_differs(void **state) {
  struct home *home = *state;
  struct storage_verdict verdict;

  mark_forge(home, 9, 8);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_CORRUPT);
  storage_close(home->storage);
  assert_int_equal(verify(home, &verdict), ERROR_CORRUPT);
  assert_true(found(&verdict, "mark", "mark"));
  storage_verdict_fini(&verdict);
  home_open(home);
}

static int stop_at_once(void *context, int64_t done, int64_t all) {
  int64_t *seen = context;

  assert_true(done > 0 && done <= all);
  (*seen)++;
  return 1;
}

static void a_verification_can_be_stopped(void **state) {
  struct home *home = *state;
  struct storage_verdict verdict;
  struct error err;
  int64_t seen = 0;

  error_init(&err);
  for (int i = 0; i < 40; i++) {
    ok(storage_begin(home->storage, &err), &err);
    for (int j = 0; j < 30; j++) {
      struct storage_command command = {.plugin = "beds", .action = "look"};
      ok(storage_command_begin(home->storage, &command, &err), &err);
      ok(storage_command_accept(home->storage, NULL, NULL, &err), &err);
    }
    ok(storage_commit(home->storage, &err), &err);
  }
  assert_int_equal(
      storage_verify(home->dir, &home->options,
                     &(struct storage_verify_ask){.progress = stop_at_once,
                                                  .context = &seen},
                     &verdict, &err),
      ERROR_TIMEOUT);
  assert_int_equal(seen, 1);
  assert_int_equal(verdict.findings.fault_count, 0);
  storage_verdict_fini(&verdict);
  error_fini(&err);
}

static void erased_by_law(void **state) {
  struct home *home = *state;
  struct storage_verdict verdict;
  struct error err;
  char line[160];
  json_t *row;
  int64_t bodies = 0;

  error_init(&err);
  begin(home);
  update(home, "stay", 3, "{\"who\":\"secret-name\"}");
  insert(home, "stay",
         "{\"bed\":1,\"who\":\"secret-name\",\"starts\":1,\"ends\":2}");
  end(home);
  begin(home);
  update(home, "stay", 3, "{\"who\":\"secret-again\"}");
  end(home);
  for (int64_t id = 3; id <= 7; id += 4) {
    begin_as(home, "erase", NULL);
    ok(storage_erase(home->storage, "beds", "stay", id, &bodies, &err), &err);
    assert_true(bodies > 0);
    end(home);
  }
  ok(storage_get(storage_writer(home->storage), "beds", "stay", 3, &row, &err),
     &err);
  assert_string_equal(json_get_text(row, "who", ""), "-");
  json_decref(row);
  if (storage_verify_open(home->storage, NULL, &verdict, &err) != 0)
    found(&verdict, "", "");
  ok(err.code, &err);
  assert_true(verdict.erased >= 3);
  storage_verdict_fini(&verdict);
  /* constraints are back */
  begin(home);
  refused(try_update(home, "stay", 3, "{\"ends\":1}", &err), &err, "ends",
          "order");
  end(home);
  storage_close(home->storage);
  snprintf(line, sizeof line, "! grep -aq secret- %s/home.db", home->dir);
  assert_int_equal(system(line), 0);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), 0);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      T(a_clean_home_verifies),
      T(each_tampering_is_found),
      T(an_older_file_is_found_at_once),
      T(another_writer_stops_the_home),
      T(a_file_moved_away_stops_the_home),
      T(a_shell_meets_the_constraints),
      T(flipped_bits),
      T(other_files_are_left_alone),
      T(two_hosts_on_one_home),
      T(a_damaged_mark),
      T(a_checkpoint_that_differs),
      T(a_verification_can_be_stopped),
      T(erased_by_law),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
