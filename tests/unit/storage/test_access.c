/* The access log: every read has its entry, the same ones of a minute share
 * one, nothing is shown that could not be noted, and whoever changes the log
 * is found out. */
#include "support.h"

#include <fcntl.h>
#include <pthread.h>

#include "storage/access.h"
#include "storage/statement.h"

static const struct access_read plain = {.at = START,
                                         .person = 7,
                                         .role = "nurse",
                                         .station = "web 10.0.0.5",
                                         .call = "residents.record",
                                         .subject = 12,
                                         .rows = 1,
                                         .result = ACCESS_ANSWERED};

static int64_t note(struct home *home, const struct access_read *read) {
  struct error err;
  int64_t due = 0;

  error_init(&err);
  ok(access_note(home->storage, read, &due, &err), &err);
  return due;
}

static void commit(struct home *home) {
  struct error err;

  error_init(&err);
  ok(storage_begin(home->storage, &err), &err);
  ok(storage_commit(home->storage, &err), &err);
  error_fini(&err);
}

static int64_t number(struct home *home, const char *sql) {
  struct statement *st;
  struct error err;
  int64_t value;

  error_init(&err);
  ok(statement_get(storage_writer(home->storage), sql, &st, &err), &err);
  assert_int_equal(statement_step(st, &err), 1);
  value = statement_get_int(st, 0);
  statement_reset(st);
  return value;
}

static int verify(struct home *home, struct storage_verdict *verdict) {
  struct error err;
  int rc;

  error_init(&err);
  rc = storage_verify(home->dir, &home->options, NULL, verdict, &err);
  error_fini(&err);
  return rc;
}

/* Closes, verifies, opens again. */
static int64_t verified(struct home *home) {
  struct storage_verdict verdict;

  storage_close(home->storage);
  home->storage = NULL;
  assert_int_equal(verify(home, &verdict), 0);
  storage_verdict_fini(&verdict);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_NONE);
  return verdict.reads;
}

/* --- what is written ------------------------------------------------------ */

static void a_read_goes_with_the_next_commit(void **state) {
  struct home *home = *state;
  int64_t before = clock_monotonic();
  int64_t due = note(home, &plain);

  assert_true(due >= before + ACCESS_WRITE_MS);
  assert_true(due <= clock_monotonic() + ACCESS_WRITE_MS);
  assert_int_equal(number(home, "SELECT count(*) FROM access"), 0);
  begin(home);
  insert(home, "bed", "{\"label\":\"b1\"}");
  end(home);
  assert_int_equal(number(home, "SELECT count(*) FROM access WHERE at="
                                "1795449600000 AND person=7 AND subject=12 AND "
                                "rows=1 AND result=1 AND count IS NULL AND "
                                "until IS NULL AND account IS NULL AND seq=1"),
                   1);
  assert_int_equal(number(home, "SELECT count(*) FROM access a "
                                "JOIN word r ON r.id=a.role AND r.text='nurse' "
                                "JOIN word s ON s.id=a.station AND "
                                "s.text='web 10.0.0.5' JOIN word c ON "
                                "c.id=a.call AND c.text='residents.record'"),
                   1);
  assert_true(access_due(home->storage) == INT64_MAX);
  assert_int_equal(verified(home), 1);
}

static void a_batch_undone_keeps_its_reads(void **state) {
  struct home *home = *state;
  struct error err;

  error_init(&err);
  note(home, &plain);
  ok(storage_begin(home->storage, &err), &err);
  storage_rollback(home->storage);
  assert_true(access_due(home->storage) != INT64_MAX);
  assert_int_equal(verified(home), 1); /* closing writes it */
}

static void the_same_reads_of_a_minute_are_one_entry(void **state) {
  struct home *home = *state;
  struct access_read read = plain;
  int64_t due;

  for (int i = 0; i < 5; i++) {
    read.at = START + i;
    read.rows = i;
    note(home, &read);
  }
  commit(home);
  assert_int_equal(
      number(home, "SELECT count*100+until-at+10*rows FROM access"), 544);
  /* once written, what follows waits for the minute's end */
  for (int i = 0; i < 3; i++)
    due = note(home, &read);
  commit(home);
  if (number(home, "SELECT count(*) FROM access") == 1)
    assert_true(due % ACCESS_MINUTE_MS == 0);
  storage_close(home->storage);
  home_open(home);
  assert_int_equal(number(home, "SELECT sum(ifnull(count,1)) FROM access"), 8);
  assert_in_range(number(home, "SELECT count(*) FROM access"), 2, 3);
  assert_int_equal(verified(home), number(home, "SELECT count(*) FROM access"));
}

static void what_differs_is_told_apart(void **state) {
  struct home *home = *state;
  struct access_read reads[7];

  for (int i = 0; i < 7; i++)
    reads[i] = plain;
  reads[1].person = 8;
  reads[2].subject = 0;
  reads[3].station = "cli";
  reads[4].call = "beds.board";
  reads[5].result = ACCESS_REFUSED;
  reads[6].person = 0;
  reads[6].account = "otto";
  for (int i = 0; i < 7; i++)
    note(home, &reads[i]);
  commit(home);
  assert_int_equal(number(home, "SELECT count(*) FROM access"), 7);
  assert_int_equal(number(home, "SELECT w.text='otto' FROM access a JOIN word w"
                                " ON w.id=a.account"),
                   1);
  /* in the order in which they were asked */
  assert_int_equal(number(home, "SELECT person FROM access WHERE seq=2"), 8);
  assert_int_equal(verified(home), 7);
}

static void texts_that_are_too_long_are_cut(void **state) {
  struct home *home = *state;
  struct access_read read = plain;
  char text[400];

  memset(text, 'x', sizeof text);
  text[sizeof text - 1] = '\0';
  read.call = read.station = read.role = read.account = text;
  note(home, &read);
  commit(home);
  assert_int_equal(number(home, "SELECT length(text) FROM word WHERE id="
                                "(SELECT call FROM access)"),
                   ACCESS_CALL_MAX - 1);
  assert_int_equal(verified(home), 1);
}

/* --- when it can't be written --------------------------------------------- */

static void reads_are_refused_rather_than_not_noted(void **state) {
  struct home *home = *state;
  struct access_read read = plain;
  struct error err;
  int64_t due;

  error_init(&err);
  for (int i = 1; i <= ACCESS_MAX; i++) {
    read.subject = i;
    due = note(home, &read);
    assert_true(i < ACCESS_MAX / 2 ? due > 0 : due == 0);
  }
  read.subject = ACCESS_MAX + 1;
  assert_int_equal(access_note(home->storage, &read, &due, &err), ERROR_BUSY);
  assert_non_null(err.zh);
  error_fini(&err);
  assert_int_equal(access_unlogged(home->storage), 0);
  read.subject = 1; /* one that has its place is no trouble */
  note(home, &read);
  commit(home);
  assert_int_equal(number(home, "SELECT count(*) FROM access"), ACCESS_MAX);
  read.subject = ACCESS_MAX + 1;
  note(home, &read);
  assert_int_equal(verified(home), ACCESS_MAX + 1);
}

static void *many_notes(void *context) {
  struct access_read read = plain;

  for (int i = 1; i <= 3 * ACCESS_MAX; i++) {
    read.subject = i;
    note(context, &read);
  }
  return NULL;
}

/* Readers go on while the writer keeps up, and nothing is lost or doubled. */
static void readers_wait_for_the_writer(void **state) {
  struct home *home = *state;
  pthread_t threads[3];
  int64_t reads = 0;

  for (int i = 0; i < 3; i++)
    pthread_create(&threads[i], NULL, many_notes, home);
  for (int i = 0; i < 1000 && reads < 9 * ACCESS_MAX; i++) {
    usleep(10000);
    commit(home);
    reads = number(home, "SELECT ifnull(sum(ifnull(count,1)),0) FROM access");
  }
  for (int i = 0; i < 3; i++)
    pthread_join(threads[i], NULL);
  storage_close(home->storage);
  home_open(home);
  assert_int_equal(number(home, "SELECT sum(ifnull(count,1)) FROM access"),
                   9 * ACCESS_MAX);
  verified(home);
}

/* No page more than there are: the disk is full. */
static void fill(struct home *home, bool full) {
  char sql[64];

  snprintf(sql, sizeof sql, "PRAGMA max_page_count=%lld",
           full ? (long long)number(home, "PRAGMA page_count") : 1000000LL);
  number(home, sql);
}

static void a_full_disk_leaves_reads_to_be_written_later(void **state) {
  struct home *home = *state;
  struct access_read read = plain;
  struct error err;
  int64_t before;
  int64_t due;

  error_init(&err);
  fill(home, true);
  for (int i = 1; i <= 500; i++) { /* more than the last pages hold */
    read.subject = i;
    note(home, &read);
  }
  before = clock_monotonic();
  assert_int_equal(storage_begin(home->storage, &err), 0);
  assert_int_equal(storage_commit(home->storage, &err), ERROR_FULL);
  error_fini(&err);
  assert_int_equal(number(home, "SELECT count(*) FROM access"), 0);
  /* the next try is a while off, and reads are answered meanwhile */
  for (int i = 501; i <= ACCESS_MAX; i++) {
    read.subject = i;
    due = note(home, &read);
  }
  assert_true(due > before + ACCESS_WRITE_MS);
  for (int i = 0; i < 3; i++) {
    read.subject = ACCESS_MAX + 1 + i;
    read.at = START + 1000 * i;
    note(home, &read); /* no place: counted only */
  }
  assert_int_equal(access_unlogged(home->storage), 3);
  fill(home, false);
  commit(home);
  assert_int_equal(access_unlogged(home->storage), 0);
  assert_int_equal(number(home, "SELECT count(*) FROM access"), ACCESS_MAX + 1);
  assert_int_equal(number(home, "SELECT until-at+count FROM access WHERE "
                                "result=4 AND call IS NULL AND person IS NULL"),
                   2003);
  assert_int_equal(verified(home), ACCESS_MAX + 1);
}

static void a_damaged_home_counts_what_it_can_not_note(void **state) {
  struct home *home = *state;
  struct storage_verdict verdict;
  char path[128];

  note(home, &plain);
  storage_close(home->storage);
  home_path(home, "mark", path);
  assert_int_equal(unlink(path), 0);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_CORRUPT);
  assert_true(note(home, &plain) == INT64_MAX);
  note(home, &plain);
  assert_int_equal(access_unlogged(home->storage), 2);
  assert_true(access_due(home->storage) == INT64_MAX);
  storage_close(home->storage);
  home->storage = NULL;
  assert_int_equal(verify(home, &verdict), ERROR_CORRUPT);
  assert_int_equal(verdict.reads, 1);
  storage_verdict_fini(&verdict);
  home_open(home);
}

/* --- tampering ------------------------------------------------------------ */

static void log_of_six(struct home *home) {
  struct access_read read = plain;

  for (int i = 1; i <= 6; i++) {
    read.subject = i;
    note(home, &read);
    commit(home);
  }
  storage_close(home->storage);
  home->storage = NULL;
}

static bool found(const struct storage_verdict *verdict, const char *field,
                  const char *code) {
  for (size_t i = 0; i < verdict->findings.fault_count; i++)
    if (strcmp(verdict->findings.faults[i].field, field) == 0 &&
        strcmp(verdict->findings.faults[i].code, code) == 0)
      return true;
  for (size_t i = 0; i < verdict->findings.fault_count; i++)
    print_error("  found: %s %s %s\n", verdict->findings.faults[i].field,
                verdict->findings.faults[i].code,
                verdict->findings.faults[i].en);
  return false;
}

static const struct {
  const char *sql;
  const char *field;
  const char *code;
  bool opens; /* the start notices only what the mark knows */
} tampers[] = {
    {"UPDATE access SET person=9 WHERE seq=3", "access 3", "changed", true},
    {"UPDATE access SET at=at-1 WHERE seq=1", "access 1", "changed", true},
    {"UPDATE access SET count=1 WHERE seq=2;UPDATE access SET count=2 "
     "WHERE seq=2",
     "access 2", "changed", true},
    {"UPDATE word SET text='doctor' WHERE text='nurse'", "access 1", "changed",
     true},
    {"DELETE FROM access WHERE seq=3", "access 3", "missing", true},
    {"DELETE FROM access WHERE seq=1", "access 1", "missing", true},
    {"DELETE FROM access WHERE seq=6", "access", "mark", false},
    {"DELETE FROM access", "access", "mark", false},
    {"DROP TABLE access", "access", "mark", false},
    {"INSERT INTO access SELECT 7,at,until,count,person,account,role,station,"
     "call,subject,rows,result,hash FROM access WHERE seq=6",
     "access 7", "changed", true},
    {"UPDATE access SET seq=99 WHERE seq=3;UPDATE access SET seq=3 WHERE seq=4;"
     "UPDATE access SET seq=4 WHERE seq=99",
     "access 3", "changed", true},
    {"UPDATE access SET hash=zeroblob(32) WHERE seq=6", "access 6", "mark",
     false},
    {"UPDATE access SET hash=x'00' WHERE seq=4", "access 4", "changed", true},
    {"SELECT 1", "schema access_d", "deleted", true},
};

static void tampering_is_found(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof tampers / sizeof *tampers; i++) {
    struct storage_verdict verdict;
    struct home home;
    home_start(&home);
    log_of_six(&home);
    assert_int_equal(shell(&home, "DROP TRIGGER access_u;"
                                  "DROP TRIGGER access_d"),
                     SQLITE_OK);
    assert_int_equal(shell(&home, tampers[i].sql), SQLITE_OK);
    assert_int_equal(verify(&home, &verdict), ERROR_CORRUPT);
    if (!found(&verdict, tampers[i].field, tampers[i].code))
      fail_msg("%s", tampers[i].sql);
    storage_verdict_fini(&verdict);
    home_open(&home);
    if (tampers[i].opens != (storage_state(home.storage, NULL) == ERROR_NONE))
      fail_msg("opens: %s", tampers[i].sql);
    home_remove(&home);
  }
}

static void no_statement_changes_the_log(void **state) {
  struct home *home = *state;

  log_of_six(home);
  assert_int_equal(shell(home, "UPDATE access SET person=9 WHERE seq=3"),
                   SQLITE_CONSTRAINT);
  assert_int_equal(shell(home, "DELETE FROM access WHERE seq=6"),
                   SQLITE_CONSTRAINT);
  home_open(home);
  assert_int_equal(verified(home), 6);
}

static void another_homes_log_does_not_fit(void **state) {
  struct home *home = *state;
  struct storage_verdict verdict;
  struct home other;
  char sql[256];

  home_start(&other);
  log_of_six(&other);
  log_of_six(home);
  snprintf(sql, sizeof sql,
           "DROP TRIGGER access_d;DROP TRIGGER access_u;DELETE FROM access;"
           "ATTACH '%s/home.db' AS o;INSERT INTO access SELECT * FROM "
           "o.access",
           other.dir);
  assert_int_equal(shell(home, sql), SQLITE_OK);
  assert_int_equal(verify(home, &verdict), ERROR_CORRUPT);
  assert_true(found(&verdict, "access 1", "changed"));
  storage_verdict_fini(&verdict);
  home_open(home);
  home_remove(&other);
}

/* --- what came before ----------------------------------------------------- */

/* A home of a Songhe that had no access log: no table, a shorter mark. */
static void an_older_home_gets_its_log(void **state) {
  struct home *home = *state;
  char path[128];
  char mark[4096 + 128];
  int fd;

  storage_close(home->storage);
  assert_int_equal(shell(home, "DROP TABLE access"), SQLITE_OK);
  home_path(home, "mark", path);
  fd = open(path, O_RDWR);
  assert_int_equal(read(fd, mark, sizeof mark), sizeof mark);
  memset(mark + 128, 0, 4096 - 128);
  assert_int_equal(pwrite(fd, mark, sizeof mark, 0), sizeof mark);
  assert_int_equal(ftruncate(fd, sizeof mark), 0);
  close(fd);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_NONE);
  note(home, &plain);
  commit(home);
  assert_int_equal(verified(home), 1);
  storage_close(home->storage);
  assert_int_equal(shell(home, "DROP TRIGGER access_d;DELETE FROM access"),
                   SQLITE_OK);
  home_open(home);
  assert_int_equal(storage_state(home->storage, NULL), ERROR_CORRUPT);
}

/* --- what is a resident's record ------------------------------------------ */

static const char people_tables[] =
    "{\"resident\":{\"columns\":[{\"name\":\"name\",\"type\":\"text\","
    "\"personal\":\"self\"}],\"share\":[\"name\"]}}";
static const char ward_tables[] =
    "{\"bed\":{\"columns\":[{\"name\":\"label\",\"type\":\"text\"}]},"
    "\"stay\":{\"history\":true,\"columns\":[{\"name\":\"bed\",\"type\":"
    "\"ref\",\"to\":\"bed\"},{\"name\":\"who\",\"type\":\"ref\",\"to\":"
    "\"residents.resident\"}]},"
    "\"visit\":{\"columns\":[{\"name\":\"stay\",\"type\":\"ref\",\"to\":"
    "\"stay\"},{\"name\":\"note\",\"type\":\"text\"}]}}";

static const struct {
  const char *sql;
  bool personal;
} reads[] = {
    {"select label as a from ward_bed", false},
    {"select count(*) as a from ward_stay", false},
    {"select bed as a from ward_stay", true},
    {"select note as a from ward_visit", true},
    {"select name as a from residents_resident", true},
    {"select b.label as a from ward_bed b where exists (select 1 from ward_stay"
     " s where s.bed = b.id)",
     true},
};

static bool reads_records(struct storage_reader *reader, const char *sql) {
  json_t *needs = json("[\"residents\"]");
  struct storage_access access = {.plugin = "ward", .needs = needs};
  json_t *columns = json("[{\"name\":\"a\",\"type\":\"text\"}]");
  struct storage_ask how = {0};
  struct storage_query *query;
  struct error err;
  struct buf out;
  bool read = false;

  error_init(&err);
  buf_init(&out);
  ok(storage_query_prepare(storage_reader_conn(reader), &access, sql, columns,
                           &query, &err),
     &err);
  /* preparing is no reading; every run is */
  for (int i = 0; i < 2; i++) {
    ok(storage_reader_begin(reader, &err), &err);
    assert_false(access_was_read(reader));
    storage_query_run(query, &how, NULL, &out, &err);
    read = access_was_read(reader);
    storage_reader_end(reader);
  }
  error_fini(&err);
  storage_query_free(query);
  buf_fini(&out);
  json_decref(columns);
  json_decref(needs);
  return read;
}

static void records_are_known_by_the_declarations(void **state) {
  struct home *home = *state;
  struct storage_reader *reader;
  json_t *row;
  struct error err;

  error_init(&err);
  home_apply(home, "residents", "1.0.0", people_tables, NULL);
  home_apply(home, "ward", "1.0.0", ward_tables, NULL);
  ok(storage_reader_open(home->storage, &reader, &err), &err);
  for (size_t i = 0; i < sizeof reads / sizeof *reads; i++)
    if (reads_records(reader, reads[i].sql) != reads[i].personal)
      fail_msg("%s", reads[i].sql);
  for (int i = 0; i < 2; i++) { /* a row by its number, the first time and on */
    ok(storage_reader_begin(reader, &err), &err);
    ok(storage_get(storage_reader_conn(reader), "ward", "bed", 1, &row, &err),
       &err);
    assert_false(access_was_read(reader));
    ok(storage_get(storage_reader_conn(reader), "ward", "visit", 1, &row, &err),
       &err);
    assert_true(access_was_read(reader));
    storage_reader_end(reader);
  }
  storage_reader_close(reader);
}

int main(void) {
#define TEST(name)                                                             \
  cmocka_unit_test_setup_teardown(name, home_setup, home_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_read_goes_with_the_next_commit),
      TEST(a_batch_undone_keeps_its_reads),
      TEST(the_same_reads_of_a_minute_are_one_entry),
      TEST(what_differs_is_told_apart),
      TEST(texts_that_are_too_long_are_cut),
      TEST(reads_are_refused_rather_than_not_noted),
      TEST(readers_wait_for_the_writer),
      TEST(a_full_disk_leaves_reads_to_be_written_later),
      TEST(a_damaged_home_counts_what_it_can_not_note),
      cmocka_unit_test(tampering_is_found),
      TEST(no_statement_changes_the_log),
      TEST(another_homes_log_does_not_fit),
      TEST(an_older_home_gets_its_log),
      TEST(records_are_known_by_the_declarations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
