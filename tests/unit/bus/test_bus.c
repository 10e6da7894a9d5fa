/* The bus against an oracle: random failures, rollbacks and restarts must not
 * change what each subscriber has seen, nor its order per subject. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* after those four: */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "bus/bus.h"
#include "storage/statement.h"

#define START 1790000000000LL

struct world {
  char dir[64];
  struct clock clock;
  struct storage *storage;
  struct bus *bus;
  const json_t *subscribers;
  unsigned seed;
  int failing;            /* of 100 deliveries */
  const char *poison;     /* subject whose deliveries always fail */
  const char *subscriber; /* of the run under way */
};

static void world_check(int rc, struct error *err) {
  if (rc < 0)
    fail_msg("%d: %s", rc, err->en != NULL ? err->en : "");
  error_fini(err);
}

/* The effect is a row: {subscriber, event}, unique, so doubling it fails. */
static const char tables_text[] =
    "{\"seen\":{\"zh\":\"x\",\"en\":\"x\",\"columns\":["
    "{\"name\":\"subscriber\",\"type\":\"text\",\"zh\":\"x\",\"en\":\"x\"},"
    "{\"name\":\"event\",\"type\":\"integer\",\"zh\":\"x\",\"en\":\"x\"},"
    "{\"name\":\"subject\",\"type\":\"text\",\"zh\":\"x\",\"en\":\"x\"}],"
    "\"unique\":[{\"columns\":[\"subscriber\",\"event\"]}]}}";

static void world_open(struct world *world) {
  static const char *const derived[] = {bus_ddl, NULL};
  struct storage_options options = {.clock = &world->clock, .derived = derived};
  struct error err = {0};

  world_check(storage_open(world->dir, &options, &world->storage, &err), &err);
  world_check(bus_open(world->storage, &world->bus, &err), &err);
  world_check(storage_begin(world->storage, &err), &err);
  world_check(bus_subscribe(world->bus, world->subscribers, &err), &err);
  world_check(storage_commit(world->storage, &err), &err);
}

static void world_close(struct world *world) {
  bus_close(world->bus);
  storage_close(world->storage);
}

static void world_init(struct world *world, const char *subscribers) {
  struct storage_home home = {
      .name = "测试", .zone = "Asia/Shanghai", .kind = "private"};
  struct storage_options options = {.clock = &world->clock};
  struct storage_command command = {.plugin = "t", .action = "schema"};
  struct storage_receipt receipt;
  json_t *tables = json_loads(tables_text, 0, NULL);
  struct error err = {0};
  bool changed;

  memset(world, 0, sizeof *world);
  strcpy(world->dir, "/tmp/songhe-bus-XXXXXX");
  assert_non_null(mkdtemp(world->dir));
  clock_init_virtual(&world->clock, START);
  hash_uuid(home.uuid);
  world->subscribers = json_loads(subscribers, 0, NULL);
  world->seed = 7;
  world_check(storage_create(world->dir, &home, &options, &err), &err);
  world_open(world);
  world_check(storage_begin(world->storage, &err), &err);
  world_check(storage_command_begin(world->storage, &command, &err), &err);
  world_check(storage_schema_apply(world->storage, "t", "1.0.0", tables, NULL,
                                   &changed, &err),
              &err);
  world_check(storage_command_accept(world->storage, NULL, &receipt, &err),
              &err);
  world_check(storage_commit(world->storage, &err), &err);
  json_decref(tables);
}

static void world_fini(struct world *world) {
  char remove[128];

  world_close(world);
  json_decref((json_t *)(uintptr_t)world->subscribers);
  snprintf(remove, sizeof remove, "rm -rf %s", world->dir);
  assert_int_equal(system(remove), 0);
}

static void world_publish(struct world *world, const char *type,
                          const char *subject) {
  struct storage_command command = {.plugin = "t", .action = "go"};
  struct storage_receipt receipt;
  struct error err = {0};
  int64_t event;

  world_check(storage_command_begin(world->storage, &command, &err), &err);
  world_check(bus_publish(world->storage, 0, type, subject, NULL, &event, &err),
              &err);
  world_check(storage_command_accept(world->storage, NULL, &receipt, &err),
              &err);
}

static int world_handle(void *context, const struct storage_event *event,
                        struct error *err) {
  struct world *world = context;
  json_t *row =
      json_pack("{s:s, s:I, s:s?}", "subscriber", world->subscriber, "event",
                (json_int_t)event->id, "subject", event->subject);
  int64_t id;
  int rc = storage_insert(world->storage, "t", "seen", row, &id, err);

  json_decref(row);
  assert_int_equal(rc, 0); /* a doubled effect would break the unique index */
  if ((int)(rand_r(&world->seed) % 100) < world->failing ||
      (world->poison != NULL && event->subject != NULL &&
       strcmp(world->poison, event->subject) == 0))
    return error_set(err, ERROR_PLUGIN, "坏了", "broken");
  return 0;
}

static int world_begin(void *context, const char *subscriber,
                       struct storage_command *command, struct error *err) {
  struct world *world = context;

  (void)err;
  world->subscriber = subscriber;
  *command = (struct storage_command){.plugin = "t", .action = "on"};
  return 0;
}

static void world_end(void *context) {
  ((struct world *)context)->subscriber = NULL;
}

static int world_turn(struct world *world, int limit, bool roll_back) {
  const struct bus_handler handler = {world, world_begin, world_handle,
                                      world_end};
  struct error err = {0};
  int handled;

  world_check(storage_begin(world->storage, &err), &err);
  handled = bus_deliver_some(world->bus, clock_now(&world->clock), limit,
                             &handler, &err);
  world_check(handled, &err);
  if (roll_back) {
    storage_rollback(world->storage);
    bus_reset(world->bus);
  } else {
    world_check(storage_commit(world->storage, &err), &err);
  }
  return handled;
}

static int64_t world_count(struct world *world, const char *sql) {
  struct statement *st;
  struct error err = {0};
  int64_t count;

  world_check(statement_get(storage_writer(world->storage), sql, &st, &err),
              &err);
  assert_int_equal(statement_step(st, &err), 1);
  count = statement_get_int(st, 0);
  statement_reset(st);
  return count;
}

static void world_drain(struct world *world) {
  for (int i = 0; i < 10000; i++) {
    int64_t next = bus_next(world->bus, clock_now(&world->clock));
    if (next == INT64_MAX)
      return;
    if (next > clock_now(&world->clock))
      clock_set(&world->clock, next);
    world_turn(world, 16, false);
  }
  fail_msg("the bus does not come to rest");
}

static void test_match(void **state) {
  (void)state;
  assert_true(bus_match("beds.*", "beds.assigned"));
  assert_false(bus_match("beds.*", "beds.assigned.late"));
  assert_true(bus_match("beds.**", "beds.assigned.late"));
  assert_false(bus_match("beds.**", "beds"));
  assert_false(bus_match("beds.**", "beds."));
  assert_true(bus_match("*.assigned", "beds.assigned"));
  assert_false(bus_match("beds.*", "bedsx.assigned"));
  assert_false(bus_match("beds", "beds.assigned"));
  assert_true(bus_match("**", "beds.assigned"));
}

static void world_verify(struct world *world) {
  struct storage_verdict verdict;
  struct error err = {0};

  world_check(storage_verify_open(world->storage, NULL, &verdict, &err), &err);
  storage_verdict_fini(&verdict);
}

/* Events for one subscriber are one command; one that fails undoes its own
 * effect only. */
static void test_run(void **state) {
  struct world world;
  struct error err = {0};

  (void)state;
  world_init(&world, "[{\"name\":\"a:x.*\",\"pattern\":\"x.*\"},"
                     "{\"name\":\"b:x.y\",\"pattern\":\"x.y\"}]");
  world.poison = "s:3";
  world_check(storage_begin(world.storage, &err), &err);
  for (int i = 1; i <= 5; i++) {
    char subject[16];
    snprintf(subject, sizeof subject, "s:%d", i);
    world_publish(&world, "x.y", subject);
  }
  world_check(storage_commit(world.storage, &err), &err);
  assert_int_equal(world_turn(&world, 64, false), 5);
  assert_int_equal(world_count(&world, "select count(*) from t_seen"), 8);
  assert_int_equal(world_count(&world, "select count(*) from t_seen where"
                                       " subject = 's:3'"),
                   0);
  assert_int_equal(world_count(&world, "select count(*) from bus_held"), 2);
  /* two runs, each with the events of its four deliveries */
  assert_int_equal(world_count(&world, "select count(*) from command where"
                                       " cause = 1"),
                   2);
  assert_int_equal(world_count(&world, "select count(*) from command where"
                                       " cause > 1"),
                   0);
  assert_int_equal(world_count(&world, "select count(*) from body where"
                                       " kind = 8"),
                   2);
  /* all that a run does fails: nothing is left but that it failed */
  world.poison = "s:9";
  world_check(storage_begin(world.storage, &err), &err);
  world_publish(&world, "x.y", "s:9");
  world_check(storage_commit(world.storage, &err), &err);
  world_turn(&world, 64, false);
  assert_int_equal(world_count(&world, "select count(*) from command where"
                                       " cause = 6"),
                   0);
  assert_int_equal(world_count(&world, "select count(*) from bus_held where"
                                       " subject = 's:9'"),
                   2);
  world_verify(&world);
  world_fini(&world);
}

/* Every event once per subscriber, in order within its subject. */
static void test_random(void **state) {
  struct world world;
  int64_t published = 0;

  (void)state;
  world_init(&world, "[{\"name\":\"a:x.*\",\"pattern\":\"x.*\"},"
                     "{\"name\":\"b:x.**\",\"pattern\":\"x.**\"},"
                     "{\"name\":\"c:y.*\",\"pattern\":\"y.*\"}]");
  for (int i = 0; i < 400; i++) {
    int dice = (int)(rand_r(&world.seed) % 10);
    struct error err = {0};

    if (dice < 5) {
      world_check(storage_begin(world.storage, &err), &err);
      for (int j = 0; j <= dice; j++, published++) {
        char subject[16];
        snprintf(subject, sizeof subject, "s:%d",
                 (int)(rand_r(&world.seed) % 4));
        world_publish(&world, "x.y", subject);
      }
      world_check(storage_commit(world.storage, &err), &err);
    }
    world.failing = 20;
    world_turn(&world, 1 + (int)(rand_r(&world.seed) % 8), dice == 8);
    if (dice == 9) {
      world_close(&world);
      world_open(&world);
    }
    clock_set(&world.clock,
              clock_now(&world.clock) + rand_r(&world.seed) % 900);
  }
  world.failing = 0;
  world_drain(&world);
  assert_int_equal(world_count(&world, "select count(*) from bus_held"), 0);
  assert_int_equal(world_count(&world, "select count(*) from t_seen"),
                   2 * published);
  /* in the order of arrival no subject goes back */
  assert_int_equal(
      world_count(&world, "select count(*) from (select event, lag(event) over"
                          " (partition by subscriber, subject order by id)"
                          " as before from t_seen) where before > event"),
      0);
  world_verify(&world);
  world_fini(&world);
}

static void test_poison(void **state) {
  struct world world;
  struct error err = {0};
  json_t *rows;
  json_t *row;

  (void)state;
  world_init(&world, "[{\"name\":\"a:x.*\",\"pattern\":\"x.*\"}]");
  world.poison = "s:1";
  world_check(storage_begin(world.storage, &err), &err);
  for (int i = 0; i < 3; i++) {
    world_publish(&world, "x.y", "s:1");
    world_publish(&world, "x.y", "s:2");
  }
  world_check(storage_commit(world.storage, &err), &err);
  world_drain(&world);
  /* others pass; the pauses were 1 s, 5 s, 30 s, 2 min */
  assert_int_equal(world_count(&world, "select count(*) from t_seen"), 3);
  assert_int_equal(clock_now(&world.clock), START + 156000);
  world_check(bus_parked(storage_writer(world.storage), &rows, &err), &err);
  assert_int_equal(json_array_size(rows), 1);
  row = json_array_get(rows, 0);
  assert_string_equal(json_get_text(row, "error_en", ""), "broken");
  assert_int_equal(json_get_int(row, "tries", 0), BUS_TRIES_MAX);
  assert_int_equal(json_get_int(row, "waiting", 0), 2);
  /* given up: the next of the subject is tried, and may be replayed */
  world_check(storage_begin(world.storage, &err), &err);
  world_check(bus_drop(world.bus, "a:x.*", json_get_int(row, "event", 0), &err),
              &err);
  assert_int_equal(bus_drop(world.bus, "a:x.*", 99, &err), ERROR_NOT_FOUND);
  error_fini(&err);
  world_check(storage_commit(world.storage, &err), &err);
  json_decref(rows);
  world_drain(&world);
  world_check(bus_parked(storage_writer(world.storage), &rows, &err), &err);
  assert_int_equal(json_array_size(rows), 1);
  world.poison = NULL;
  world_check(storage_begin(world.storage, &err), &err);
  world_check(bus_replay(world.bus, "a:x.*",
                         json_get_int(json_array_get(rows, 0), "event", 0),
                         &err),
              &err);
  world_check(storage_commit(world.storage, &err), &err);
  json_decref(rows);
  world_drain(&world);
  assert_int_equal(world_count(&world, "select count(*) from t_seen"), 5);
  assert_int_equal(world_count(&world, "select count(*) from bus_held"), 0);
  world_fini(&world);
}

/* A subscriber that was away gets its backlog; those up to date don't wait. */
static void test_return(void **state) {
  struct world world;
  struct error err = {0};
  const json_t *both;
  json_t *one;

  (void)state;
  world_init(&world, "[{\"name\":\"a:x.*\",\"pattern\":\"x.*\"},"
                     "{\"name\":\"b:x.*\",\"pattern\":\"x.*\"}]");
  both = world.subscribers;
  one = json_array();
  json_array_append(one, json_array_get(both, 0));
  world_check(storage_begin(world.storage, &err), &err);
  world_check(bus_subscribe(world.bus, one, &err), &err);
  for (int i = 0; i < 500; i++)
    world_publish(&world, "x.y", "s:1");
  world_check(storage_commit(world.storage, &err), &err);
  world_drain(&world);
  assert_int_equal(world_count(&world, "select count(*) from t_seen"), 500);
  world_check(storage_begin(world.storage, &err), &err);
  world_check(bus_subscribe(world.bus, both, &err), &err);
  world_publish(&world, "x.y", "s:2");
  world_check(storage_commit(world.storage, &err), &err);
  world_turn(&world, 8, false);
  assert_int_equal(
      world_count(&world, "select count(*) from t_seen where subject = 's:2'"
                          " and subscriber = 'a:x.*'"),
      1);
  world_drain(&world);
  assert_int_equal(world_count(&world, "select count(*) from t_seen"), 1002);
  json_decref(one);
  world_fini(&world);
}

static void test_depth(void **state) {
  struct world world;
  struct storage_command command = {.plugin = "t", .action = "go"};
  struct error err = {0};
  int64_t event;

  (void)state;
  world_init(&world, "[]");
  world_check(storage_begin(world.storage, &err), &err);
  world_check(storage_command_begin(world.storage, &command, &err), &err);
  assert_int_equal(bus_publish(world.storage, BUS_DEPTH_MAX, "x.y", NULL, NULL,
                               &event, &err),
                   0);
  assert_int_equal(bus_publish(world.storage, BUS_DEPTH_MAX + 1, "x.y", NULL,
                               NULL, &event, &err),
                   ERROR_RULE);
  error_fini(&err);
  storage_rollback(world.storage);
  world_fini(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_match),  cmocka_unit_test(test_run),
      cmocka_unit_test(test_random), cmocka_unit_test(test_poison),
      cmocka_unit_test(test_return), cmocka_unit_test(test_depth),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}
