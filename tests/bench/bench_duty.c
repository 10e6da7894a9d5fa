/* Duties: bytes in the file for each dose with its outcome, and what a due
 * duty costs beside how many schedules there are. */
#include "bench.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "schedule/duty.h"
#include "storage/statement.h"

#define MINUTE (60LL * 1000)
#define DAY (24 * 60 * MINUTE)

static const char kinds[] =
    "{\"care.dose\":{\"outcomes\":[{\"value\":\"given\",\"done\":true},"
    "{\"value\":\"refused\",\"reason\":true}],\"early\":\"PT1H\","
    "\"late\":\"PT1H\",\"missed\":\"PT4H\"}}";

struct world {
  struct bench_home home;
  struct duty_book *book;
  json_t *kinds;
  struct error err;
};

static const json_t *world_kind(void *context, const char *name) {
  return json_object_get(((struct world *)context)->kinds, name);
}

static void begin(struct world *world, const struct storage_command *command) {
  bench_must(storage_command_begin(world->home.storage, command, &world->err),
             &world->err);
}

static void accept(struct world *world) {
  bench_must(
      storage_command_accept(world->home.storage, NULL, NULL, &world->err),
      &world->err);
}

static void batch(struct world *world, bool end) {
  bench_must(end ? storage_commit(world->home.storage, &world->err)
                 : storage_begin(world->home.storage, &world->err),
             &world->err);
}

static void book_open(struct world *world) {
  bench_must(duty_open(world->home.storage, world_kind, world, &world->book,
                       &world->err),
             &world->err);
}

static void world_open(struct world *world) {
  struct storage_command command = {.plugin = "core", .action = "people"};
  json_t *tables = duty_tables();
  json_t *row = json_pack("{s:s}", "name", "王护士");

  memset(world, 0, sizeof *world);
  error_init(&world->err);
  world->kinds = json_loads(kinds, 0, NULL);
  bench_home_make(&world->home, NULL);
  json_object_set_new(tables, "person",
                      json_loads("{\"columns\":[{\"name\":\"name\",\"type\":"
                                 "\"text\",\"required\":true}]}",
                                 0, NULL));
  bench_home_apply(&world->home, "core", tables);
  batch(world, false);
  begin(world, &command);
  bench_must(storage_insert(world->home.storage, "core", "person", row, NULL,
                            &world->err),
             &world->err);
  accept(world);
  batch(world, true);
  book_open(world);
  json_decref(tables);
  json_decref(row);
}

static void world_close(struct world *world) {
  duty_close(world->book);
  bench_home_remove(&world->home);
  json_decref(world->kinds);
  error_fini(&world->err);
}

/* A daily dose from `start` (local time) on. */
static void schedule(struct world *world, int resident, const char *start) {
  struct storage_command command = {.plugin = "care", .action = "prescribe"};
  char subject[32];
  json_t *spec;
  int64_t id;

  snprintf(subject, sizeof subject, "resident:%d", resident);
  spec = json_pack("{s:s,s:s,s:s,s:{s:i}}", "subject", subject, "rule",
                   "FREQ=DAILY", "start", start, "data", "order", resident);
  begin(world, &command);
  bench_must(duty_schedule(world->book, "care.dose", spec, &id, &world->err),
             &world->err);
  accept(world);
  json_decref(spec);
}

static void advance(struct world *world, int64_t now) {
  struct storage_command command = {.plugin = "core", .action = "tick"};
  bool more = true;

  clock_set(&world->home.clock, now);
  while (more) {
    batch(world, false);
    begin(world, &command);
    bench_must(duty_advance(world->book, now, 1000, &more, &world->err),
               &world->err);
    accept(world);
    batch(world, true);
  }
}

/* --- bytes --- */

#define DOSES 120 /* a day */
#define DAYS 12

static void record(struct world *world, const char *duty, int64_t now) {
  struct duty_record outcome = {
      .duty = duty, .outcome = "given", .happened_at = now, .person = 1};
  json_t *input = json_pack("{s:s,s:s}", "duty", duty, "outcome", "given");
  char key[64];
  struct storage_command command = {.plugin = "core",
                                    .action = "record_duty",
                                    .person = 1,
                                    .role = "nurse",
                                    .station = "floor-3",
                                    .key = key,
                                    .input = input};
  int64_t id;

  snprintf(key, sizeof key, "8d1f-%s", duty);
  begin(world, &command);
  bench_must(duty_record_outcome(world->book, &outcome, now, &id, &world->err),
             &world->err);
  accept(world);
  json_decref(input);
}

/* Gives all that is due; returns how many. */
static int give(struct world *world, int64_t now) {
  json_t *filter = json_pack("{s:s,s:i}", "state", "due", "limit", 500);
  json_t *rows, *row;
  size_t i;
  int given;

  clock_set(&world->home.clock, now);
  bench_must(duty_list(storage_writer(world->home.storage), filter, &rows,
                       &world->err),
             &world->err);
  batch(world, false);
  json_array_foreach(rows, i, row) {
    record(world, json_get_text(row, "duty", ""), now);
  }
  batch(world, true);
  given = (int)json_array_size(rows);
  json_decref(rows);
  json_decref(filter);
  return given;
}

static int64_t reopened_size(struct world *world) {
  int64_t size;

  duty_close(world->book);
  storage_close(world->home.storage);
  size = bench_home_size(&world->home);
  bench_home_open(&world->home);
  book_open(world);
  return size;
}

static void bytes(void) {
  struct world world;
  int64_t now = BENCH_START + 8 * 60 * MINUTE, before = 0;
  int given = 0;

  world_open(&world);
  batch(&world, false);
  for (int i = 0; i < DOSES; i++)
    schedule(&world, i + 1, "2026-11-25T08:00:00");
  batch(&world, true);
  for (int day = 0; day < DAYS; day++) {
    now += DAY;
    /* the first days lay the tables' ground */
    if (day == 2) {
      before = reopened_size(&world);
      given = 0;
    }
    advance(&world, now + 5 * MINUTE);
    given += give(&world, now + 6 * MINUTE);
  }
  if (given != DOSES * (DAYS - 2)) {
    fprintf(stderr, "%d doses given\n", given);
    exit(1);
  }
  bench_report_alone("bytes in the file, a due dose with its outcome", "<= 400",
                     (reopened_size(&world) - before) / given);
  world_close(&world);
}

/* --- a due duty among many schedules --- */

#define DUE 2000 /* schedules that fall due while measured */

static void run_sql(struct world *world, const char *sql, int64_t first,
                    int64_t second) {
  struct statement *st;

  bench_must(
      statement_get(storage_writer(world->home.storage), sql, &st, &world->err),
      &world->err);
  statement_int(st, 1, first);
  statement_int(st, 2, second);
  bench_must(statement_run(st, &world->err), &world->err);
}

/* The rest: schedules that begin in a month and more, and open rows of theirs.
 * Written past the journal, which has nothing to do with what is measured. */
static void crowd(struct world *world, int64_t count) {
  duty_close(world->book);
  batch(world, false);
  run_sql(world,
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE "
          "i<?1) INSERT INTO core_schedule(series,version,kind,subject,spec,"
          "starts,ends,key) SELECT NULL,1,kind,'resident:'||i,spec,?2+i*1000,"
          "NULL,NULL FROM n,core_schedule WHERE core_schedule.id=1",
          count, BENCH_START + 40 * DAY);
  run_sql(world,
          "INSERT INTO duty_open(schedule,slot,due,state,next) SELECT id,1,"
          "?1+id*1000,0,?1+id*1000 FROM core_schedule WHERE starts>?2",
          BENCH_START + 40 * DAY, BENCH_START + 30 * DAY);
  batch(world, true);
  book_open(world);
}

/* Nanoseconds for each duty that was taken up and fell due. */
static int64_t due(int64_t schedules) {
  int64_t now = BENCH_START + 10 * DAY, start, spent;
  struct world world;

  world_open(&world);
  batch(&world, false);
  for (int i = 0; i < DUE; i++) {
    char at[32];
    snprintf(at, sizeof at, "2026-12-04T%02d:%02d:00", i / 60 % 24, i % 60);
    schedule(&world, i + 1, at);
  }
  batch(&world, true);
  crowd(&world, schedules - DUE);
  start = bench_now();
  for (int i = 0; i < 24 * 6; i++, now += 10 * MINUTE)
    advance(&world, now);
  spent = bench_now() - start;
  world_close(&world);
  return spent / DUE;
}

int main(void) {
  static const int64_t sizes[] = {10000, 100000, 1000000};
  int64_t costs[3];

  bytes();
  for (int i = 0; i < 3; i++)
    costs[i] = due(sizes[i]);
  for (int i = 1; i < 3; i++) {
    struct bench_pair pair = {.rounds = 1};
    char what[80];
    pair.ours[0] = costs[i] / 1000;
    pair.yardstick[0] = costs[0] / 1000;
    snprintf(what, sizeof what, "us a due duty, %" PRId64 " schedules, 10,000",
             sizes[i]);
    bench_report(what, "~ 1", &pair);
  }
  return 0;
}
