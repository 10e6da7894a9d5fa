/* Verification beside a bare loop.
 *
 * Ours: the chain alone, then all of `songhe verify` (chain, bodies, tables
 * rebuilt and compared, SQLite's own check), over a home of dose-like commands
 * with key, input, one row and one event each. The yardstick: plain SQLite
 * reading the journal's same rows in the same order, and SHA-256 over the bytes
 * they hold; nothing is compared. */
#include "bench.h"

#include <nettle/sha2.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "storage/internal.h"

#define ROUNDS 5
#define COMMANDS 100000
#define BATCH 500

static const char tables[] =
    "{\"dose\":{\"columns\":["
    "{\"name\":\"resident\",\"type\":\"integer\",\"required\":true},"
    "{\"name\":\"duty\",\"type\":\"integer\",\"required\":true},"
    "{\"name\":\"outcome\",\"type\":\"enum\",\"values\":[{\"value\":\"given\"},"
    "{\"value\":\"refused\"}],\"required\":true},"
    "{\"name\":\"at\",\"type\":\"instant\",\"required\":true},"
    "{\"name\":\"amount\",\"type\":\"decimal\",\"scale\":3}],"
    "\"append_only\":true,\"unique\":[{\"columns\":[\"duty\"]}]}}";

static void dose_do(struct storage *storage, json_int_t i, struct error *err) {
  json_int_t at = BENCH_START + i * 1000;
  json_t *input =
      json_pack("{s:I,s:s,s:I}", "duty", i + 1, "outcome", "given", "at", at);
  json_t *row = json_pack("{s:I,s:I,s:s,s:I,s:s}", "resident", i % 100, "duty",
                          i + 1, "outcome", "given", "at", at, "amount", "0.5");
  char key[40];
  char subject[40];
  struct storage_command command = {.plugin = "care",
                                    .action = "record",
                                    .person = 7,
                                    .role = "nurse",
                                    .station = "floor-3",
                                    .plugin_version = "1.0.0",
                                    .key = key,
                                    .input = input,
                                    .subject = i % 100 + 1};

  snprintf(key, sizeof key, "8d1f-4a7c-%08d", (int)i);
  snprintf(subject, sizeof subject, "resident:%d", (int)(i % 100));
  bench_must(storage_command_begin(storage, &command, err), err);
  bench_must(storage_insert(storage, "care", "dose", row, NULL, err), err);
  bench_must(
      storage_publish(storage, "care.recorded", subject, input, NULL, err),
      err);
  bench_must(storage_command_accept(storage, NULL, NULL, err), err);
  json_decref(input);
  json_decref(row);
}

static void fill(struct bench_home *home) {
  struct error err;

  error_init(&err);
  for (int i = 0; i < COMMANDS; i++) {
    if (i % BATCH == 0)
      bench_must(storage_begin(home->storage, &err), &err);
    dose_do(home->storage, i, &err);
    if (i % BATCH == BATCH - 1)
      bench_must(storage_commit(home->storage, &err), &err);
  }
  error_fini(&err);
}

/* Ends the program unless a sound home was found sound. */
static void must_be_clean(int rc, struct error *err, struct error *findings,
                          int64_t commands) {
  bench_must(rc, err);
  if (findings->fault_count == 0 && commands >= COMMANDS)
    return;
  fprintf(stderr, "%zu findings, %lld commands\n", findings->fault_count,
          (long long)commands);
  exit(1);
}

static int64_t ours_chain(const struct bench_home *home) {
  struct storage_options options = {.clock = &home->clock};
  struct storage *storage;
  struct error err, findings;
  struct chain_walk walk = {.findings = &findings};
  int64_t start = bench_now();
  int rc;

  error_init(&err);
  error_init(&findings);
  bench_must(storage_open_bare(home->dir, &options, &storage, &err), &err);
  bench_must(words_load(&storage->words, storage->conn, &err), &err);
  walk.conn = storage->conn;
  walk.words = &storage->words;
  rc = chain_run(&walk, &err);
  must_be_clean(rc, &err, &findings, walk.done);
  storage_close(storage);
  error_fini(&err);
  return bench_now() - start;
}

static int64_t ours_whole(const struct bench_home *home) {
  struct storage_options options = {.clock = &home->clock};
  struct storage_verdict verdict;
  struct error err;
  int64_t start = bench_now();
  int rc;

  error_init(&err);
  rc = storage_verify(home->dir, &options, NULL, &verdict, &err);
  must_be_clean(rc, &err, &verdict.findings, verdict.commands);
  storage_verdict_fini(&verdict);
  error_fini(&err);
  return bench_now() - start;
}

/* --- the bare loop --- */

static void bare_must(sqlite3 *db, int rc) {
  if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
    return;
  fprintf(stderr, "bare loop: %s\n", sqlite3_errmsg(db));
  exit(1);
}

/* Every value of every row goes into the hash, as it is stored. */
static void bare_read(sqlite3 *db, const char *sql, struct sha256_ctx *hash) {
  sqlite3_stmt *st;
  int columns;

  bare_must(db, sqlite3_prepare_v2(db, sql, -1, &st, NULL));
  columns = sqlite3_column_count(st);
  while (sqlite3_step(st) == SQLITE_ROW)
    for (int i = 0; i < columns; i++) {
      int64_t number;
      if (sqlite3_column_type(st, i) == SQLITE_INTEGER) {
        number = sqlite3_column_int64(st, i);
        sha256_update(hash, sizeof number, (const uint8_t *)&number);
      } else if (sqlite3_column_bytes(st, i) > 0)
        sha256_update(hash, (size_t)sqlite3_column_bytes(st, i),
                      sqlite3_column_blob(st, i));
    }
  bare_must(db, sqlite3_finalize(st));
}

static int64_t bare(const struct bench_home *home) {
  struct sha256_ctx hash;
  uint8_t sum[SHA256_DIGEST_SIZE];
  char path[128];
  sqlite3 *db;
  int64_t start = bench_now();

  snprintf(path, sizeof path, "%s/home.db", home->dir);
  bare_must(NULL,
            sqlite3_open_v2(path, &db,
                            SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL));
  sha256_init(&hash);
  bare_read(db, "SELECT * FROM command ORDER BY seq", &hash);
  bare_read(db, "SELECT * FROM body ORDER BY id", &hash);
  bare_read(db, "SELECT * FROM event ORDER BY id", &hash);
  sha256_digest(&hash, sizeof sum, sum);
  sqlite3_close(db);
  return bench_now() - start;
}

int main(void) {
  struct bench_pair chain = {0}, whole = {0};
  struct bench_home home;

  bench_home_make(&home, tables);
  fill(&home);
  storage_close(home.storage);
  home.storage = NULL;
  for (int i = 0; i < ROUNDS; i++) {
    int64_t rate = COMMANDS * 1000000000LL / bare(&home);
    bench_add(&chain, COMMANDS * 1000000000LL / ours_chain(&home), rate);
    bench_add(&whole, COMMANDS * 1000000000LL / ours_whole(&home), rate);
  }
  bench_home_remove(&home);
  bench_report("verify: commands/s, the chain alone", "200000/s", &chain);
  bench_report("verify: commands/s, all of it", "as it comes", &whole);
  return 0;
}
