/* Durable commands beside a bare loop.
 *
 * Ours: a dose's outcome with its idempotency key, input and journal. The
 * yardstick: the very rows that ours wrote (read back from its file), put into
 * the same tables and indexes by prepared statements of plain SQLite, WAL and
 * FULL, without checks, triggers, hashes or JSON. */
#include "bench.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS 7
#define BATCHES 200
#define BATCH 64
#define SINGLES 300

static const char tables[] =
    "{\"dose\":{\"columns\":["
    "{\"name\":\"resident\",\"type\":\"integer\",\"required\":true},"
    "{\"name\":\"duty\",\"type\":\"integer\",\"required\":true},"
    "{\"name\":\"outcome\",\"type\":\"enum\",\"values\":[{\"value\":\"given\"},"
    "{\"value\":\"refused\"}],\"required\":true},"
    "{\"name\":\"at\",\"type\":\"instant\",\"required\":true},"
    "{\"name\":\"amount\",\"type\":\"decimal\",\"scale\":3}],"
    "\"append_only\":true,\"unique\":[{\"columns\":[\"duty\"]}]}}";

/* --- ours --- */

static void dose_do(struct storage *storage, json_int_t i, struct error *err) {
  json_int_t at = BENCH_START + i * 1000;
  json_t *input =
      json_pack("{s:I,s:s,s:I}", "duty", i + 1, "outcome", "given", "at", at);
  json_t *row = json_pack("{s:I,s:I,s:s,s:I,s:s}", "resident", i % 100, "duty",
                          i + 1, "outcome", "given", "at", at, "amount", "0.5");
  char key[40];
  struct storage_command command = {.plugin = "care",
                                    .action = "record",
                                    .person = 7,
                                    .role = "nurse",
                                    .station = "floor-3",
                                    .plugin_version = "1.0.0",
                                    .key = key,
                                    .input = input,
                                    .subject = i % 100 + 1};
  struct storage_receipt receipt;
  json_t *reply;

  snprintf(key, sizeof key, "8d1f-4a7c-%08" PRId64, (int64_t)i);
  bench_must(storage_command_find(storage, &command, &reply, &receipt, err),
             err);
  bench_must(storage_command_begin(storage, &command, err), err);
  bench_must(storage_insert(storage, "care", "dose", row, NULL, err), err);
  bench_must(storage_command_accept(storage, NULL, &receipt, err), err);
  json_decref(input);
  json_decref(row);
}

static int64_t ours_batches(struct bench_home *home) {
  struct error err;
  int64_t start = bench_now();

  error_init(&err);
  for (int i = 0; i < BATCHES; i++) {
    bench_must(storage_begin(home->storage, &err), &err);
    for (int j = 0; j < BATCH; j++)
      dose_do(home->storage, i * BATCH + j, &err);
    bench_must(storage_commit(home->storage, &err), &err);
  }
  error_fini(&err);
  return bench_now() - start;
}

static int64_t ours_single(struct bench_home *home) {
  int64_t times[SINGLES];
  struct error err;

  error_init(&err);
  for (int i = 0; i < SINGLES; i++) {
    int64_t start = bench_now();
    bench_must(storage_begin(home->storage, &err), &err);
    dose_do(home->storage, BATCHES * BATCH + i, &err);
    bench_must(storage_commit(home->storage, &err), &err);
    times[i] = bench_now() - start;
  }
  error_fini(&err);
  return bench_median(times, SINGLES);
}

/* --- the bare loop --- */

#define BARE_COLUMNS 16
#define BARE_TABLES 3
#define BARE_ROWS                                                              \
  (2 * (BATCHES * BATCH + SINGLES)) /* at most, of one table                   \
                                     */

static const char *const bare_names[BARE_TABLES] = {"care_dose", "command",
                                                    "body"};
/* what is stored of them */
static const char *const bare_columns[BARE_TABLES] = {
    "*", "*", "id,kind,op,name,row,data,digest,erased_by"};

/* The rows of one table, in the order in which they were written. */
struct bare_table {
  sqlite3_value *(*rows)[BARE_COLUMNS];
  int64_t *commands; /* which command wrote it */
  int count;
  int columns;
  sqlite3_stmt *insert;
};

static void bare_must(sqlite3 *db, int rc) {
  if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
    return;
  fprintf(stderr, "bare loop: %s\n", sqlite3_errmsg(db));
  exit(1);
}

static void bare_read(sqlite3 *from, int64_t after, int which,
                      const char *command, struct bare_table *table) {
  sqlite3_stmt *st;
  char sql[256];

  table->rows = calloc(BARE_ROWS, sizeof *table->rows);
  table->commands = calloc(BARE_ROWS, sizeof *table->commands);
  snprintf(sql, sizeof sql,
           "SELECT %s,%s FROM %s WHERE %s>%" PRId64 " ORDER BY 1", command,
           bare_columns[which], bare_names[which], command, after);
  bare_must(from, sqlite3_prepare_v2(from, sql, -1, &st, NULL));
  table->columns = sqlite3_column_count(st) - 1;
  while (sqlite3_step(st) == SQLITE_ROW && table->count < BARE_ROWS) {
    table->commands[table->count] = sqlite3_column_int64(st, 0);
    for (int i = 0; i < table->columns; i++)
      table->rows[table->count][i] =
          sqlite3_value_dup(sqlite3_column_value(st, i + 1));
    table->count++;
  }
  sqlite3_finalize(st);
}

/* The same tables and indexes; not the triggers. */
static void bare_schema(sqlite3 *from, sqlite3 *to) {
  sqlite3_stmt *st;

  bare_must(from, sqlite3_prepare_v2(
                      from,
                      "SELECT sql FROM sqlite_schema WHERE tbl_name IN "
                      "('care_dose','command','body') AND type IN "
                      "('table','index') AND sql IS NOT NULL ORDER BY rowid",
                      -1, &st, NULL));
  while (sqlite3_step(st) == SQLITE_ROW)
    bare_must(to, sqlite3_exec(to, (const char *)sqlite3_column_text(st, 0),
                               NULL, NULL, NULL));
  sqlite3_finalize(st);
}

static void bare_prepare(sqlite3 *db, const char *name,
                         struct bare_table *table) {
  char sql[200];
  int n = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?", name);

  for (int i = 1; i < table->columns; i++)
    n += snprintf(sql + n, sizeof sql - (size_t)n, ",?");
  snprintf(sql + n, sizeof sql - (size_t)n, ")");
  bare_must(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                   &table->insert, NULL));
}

static void bare_insert(sqlite3 *db, struct bare_table *table, int row) {
  for (int i = 0; i < table->columns; i++)
    sqlite3_bind_value(table->insert, i + 1, table->rows[row][i]);
  bare_must(db, sqlite3_step(table->insert));
  sqlite3_reset(table->insert);
}

/* Writes the rows of `count` commands in one transaction. */
static void bare_commit(sqlite3 *db, sqlite3_stmt *begin, sqlite3_stmt *commit,
                        struct bare_table tables_of[BARE_TABLES],
                        int at[BARE_TABLES], int count) {
  bare_must(db, sqlite3_step(begin));
  sqlite3_reset(begin);
  for (int i = 0; i < count; i++)
    for (int t = 0; t < BARE_TABLES; t++) {
      struct bare_table *table = &tables_of[t];
      int64_t command = table->commands[at[t]];
      while (at[t] < table->count && table->commands[at[t]] == command)
        bare_insert(db, table, at[t]++);
    }
  bare_must(db, sqlite3_step(commit));
  sqlite3_reset(commit);
}

static void bare_run(sqlite3 *db, struct bare_table tables_of[BARE_TABLES],
                     int64_t *batches, int64_t *single) {
  sqlite3_stmt *begin, *commit;
  int at[BARE_TABLES] = {0};
  int64_t times[SINGLES];
  int64_t start;

  bare_must(db, sqlite3_prepare_v2(db, "BEGIN IMMEDIATE", -1, &begin, NULL));
  bare_must(db, sqlite3_prepare_v2(db, "COMMIT", -1, &commit, NULL));
  start = bench_now();
  for (int i = 0; i < BATCHES; i++)
    bare_commit(db, begin, commit, tables_of, at, BATCH);
  *batches = bench_now() - start;
  for (int i = 0; i < SINGLES; i++) {
    start = bench_now();
    bare_commit(db, begin, commit, tables_of, at, 1);
    times[i] = bench_now() - start;
  }
  *single = bench_median(times, SINGLES);
  sqlite3_finalize(begin);
  sqlite3_finalize(commit);
}

static void bare_free(struct bare_table *table) {
  for (int i = 0; i < table->count; i++)
    for (int j = 0; j < table->columns; j++)
      sqlite3_value_free(table->rows[i][j]);
  free(table->rows);
  free(table->commands);
  sqlite3_finalize(table->insert);
}

/* `after`: the last command before the measured ones. */
static void bare(const struct bench_home *home, int64_t after, int64_t *batches,
                 int64_t *single) {
  static const char *const commands[BARE_TABLES] = {
      /* doses count from 1, one a command */
      "NULL", "seq", "command"};
  struct bare_table tables_of[BARE_TABLES] = {{0}};
  sqlite3 *from, *to;
  char path[128], first[64];

  snprintf(path, sizeof path, "%s/home.db", home->dir);
  bare_must(NULL, sqlite3_open_v2(path, &from, SQLITE_OPEN_READWRITE, NULL));
  snprintf(path, sizeof path, "%s/bare.db", home->dir);
  bare_must(NULL, sqlite3_open(path, &to));
  bare_must(to, sqlite3_exec(to,
                             "PRAGMA journal_mode=WAL; PRAGMA synchronous="
                             "FULL",
                             NULL, NULL, NULL));
  bare_schema(from, to);
  snprintf(first, sizeof first, "id+%" PRId64, after);
  for (int i = 0; i < BARE_TABLES; i++) {
    bare_read(from, after, i, i == 0 ? first : commands[i], &tables_of[i]);
    bare_prepare(to, bare_names[i], &tables_of[i]);
  }
  bare_run(to, tables_of, batches, single);
  for (int i = 0; i < BARE_TABLES; i++)
    bare_free(&tables_of[i]);
  sqlite3_close(from);
  sqlite3_close(to);
}

int main(void) {
  struct bench_pair batches = {0}, single = {0};

  for (int i = 0; i < ROUNDS; i++) {
    struct bench_home home;
    int64_t before, ours[2], bare_times[2];
    bench_home_make(&home, tables);
    before = storage_head(home.storage, NULL);
    ours[0] = ours_batches(&home);
    ours[1] = ours_single(&home);
    storage_close(home.storage);
    home.storage = NULL;
    bare(&home, before, &bare_times[0], &bare_times[1]);
    bench_home_remove(&home);
    bench_add(&batches, BATCHES * BATCH * 1000000000LL / ours[0],
              BATCHES * BATCH * 1000000000LL / bare_times[0]);
    bench_add(&single, ours[1] / 1000, bare_times[1] / 1000);
  }
  bench_report("durable commands/s, batches of 64", ">= 0.5", &batches);
  bench_report("one durable command, p50, us", "<= 1.5", &single);
  return 0;
}
