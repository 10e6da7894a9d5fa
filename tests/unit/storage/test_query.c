#include "support.h"

static const char stay_columns[] =
    "[{\"name\":\"id\",\"type\":\"id\"},{\"name\":\"who\",\"type\":\"text\"},"
    "{\"name\":\"state\",\"type\":\"enum\"}]";
static const char stay_sql[] = "select id, who, state from beds_stay order by "
                               "id";

static void answers_are_typed(void **state) {
  struct home *home = *state;
  char *text;

  begin(home);
  insert(home, "bed",
         "{\"label\":\"1\",\"fee\":\"0.50\",\"note\":{\"a\":[1]}}");
  insert(home, "stay", "{\"bed\":1,\"who\":\"张三\",\"starts\":1795449600000}");
  end(home);
  ask(home,
      "select b.label, b.fee, b.open, b.note, s.starts, today() as day, now() "
      "as moment, age('1940-03-01', today()) as age, local_date(s.starts) as d "
      "from beds_stay s join beds_bed b on b.id = s.bed",
      "[{\"name\":\"label\",\"type\":\"text\"},{\"name\":\"fee\",\"type\":"
      "\"decimal\",\"scale\":2},{\"name\":\"open\",\"type\":\"boolean\"},"
      "{\"name\":\"note\",\"type\":\"json\"},{\"name\":\"starts\",\"type\":"
      "\"instant\"},{\"name\":\"day\",\"type\":\"date\"},{\"name\":\"moment\","
      "\"type\":\"instant\"},{\"name\":\"age\",\"type\":\"integer\"},"
      "{\"name\":\"d\",\"type\":\"date\"}]",
      0, &text);
  assert_string_equal(
      text, "[{\"label\":\"1\",\"fee\":\"0.5\",\"open\":true,\"note\":{\"a\":"
            "[1]},\"starts\":\"2026-11-24T00:00:00+08:00\",\"day\":"
            "\"2026-11-24\",\"moment\":\"2026-11-24T00:00:00+08:00\",\"age\":"
            "86,\"d\":\"2026-11-24\"}]");
  free(text);
}

/* Texts that rows repeat are read once; what differs in a letter, or is of
 * another column, comes out as it is. */
static void repeated_json(void **state) {
  struct home *home = *state;
  char *text;

  ask(home,
      "select column1 as id, column2 as list, column3 as note from (values"
      " (1, '[1, 2]', '[1, 2]'), (2, '[1, 2]', '{}'), (3, null, '[1, 2]'),"
      " (4, '[1, 3]', null), (5, '[1, 3]', '\"b\"'), (6, '[1, 2]', '\"b\"'),"
      " (7, '[]', '\"c\"'))",
      "[{\"name\":\"id\",\"type\":\"integer\"},{\"name\":\"list\","
      "\"type\":\"list\"},{\"name\":\"note\",\"type\":\"json\"}]",
      0, &text);
  assert_string_equal(text, "[{\"id\":1,\"list\":[1,2],\"note\":[1,2]},"
                            "{\"id\":2,\"list\":[1,2],\"note\":{}},"
                            "{\"id\":3,\"list\":null,\"note\":[1,2]},"
                            "{\"id\":4,\"list\":[1,3],\"note\":null},"
                            "{\"id\":5,\"list\":[1,3],\"note\":\"b\"},"
                            "{\"id\":6,\"list\":[1,2],\"note\":\"b\"},"
                            "{\"id\":7,\"list\":[],\"note\":\"c\"}]");
  free(text);
}

static const struct {
  const char *sql;
  const char *code;
} bad[] = {
    {"select * from sqlite_schema", "read"},
    {"select name from pragma_table_info('beds_bed') as name", "sql"},
    {"select datetime('now') as id", "function"},
    {"select random() as id", "function"},
    {"select load_extension('x') as id", "function"},
    {"select _seq as id from beds_stay", "read"},
    {"select who as id from beds_stay; delete from beds_bed", "sql"},
    {"delete from beds_bed", "statement"},
    {"update beds_bed set rank=1 returning id", "statement"},
    {"pragma user_version", "statement"},
    {"attach 'x' as y", "statement"},
    {"explain select 1 as id", "sql"},
    {"select hash as id from command", "read"},
    {"with x as (select name as id from core_person) select id from x", "read"},
    {"select ?1 as id", "sql"},
    {"select nonsense as id from beds_bed", "sql"},
    {"select id, label from beds_bed", "undeclared"},
    {"select label as other from beds_bed", "undeclared"},
    {"vacuum", "sql"},
    {"select zeroblob(100000000) as id", "function"},
};

static void what_a_query_may_not(void **state) {
  struct home *home = *state;
  struct storage_access access = {.plugin = "beds"};
  json_t *columns = json("[{\"name\":\"id\",\"type\":\"id\"}]");

  home_apply(home, "core", "1",
             "{\"person\":{\"columns\":[{\"name\":\"name\",\"type\":\"text\"},"
             "{\"name\":\"label\",\"type\":\"text\"}],\"share\":[\"label\"]}}",
             NULL);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct storage_query *query;
    struct error err;
    error_init(&err);
    print_message("  %s\n", bad[i].sql);
    assert_int_equal(storage_query_prepare(storage_writer(home->storage),
                                           &access, bad[i].sql, columns, &query,
                                           &err),
                     ERROR_INPUT);
    assert_true(err.fault_count > 0);
    assert_string_equal(err.faults[0].code, bad[i].code);
    error_fini(&err);
  }
  json_decref(columns);
}

static void shared_columns_only(void **state) {
  struct home *home = *state;
  json_t *columns = json("[{\"name\":\"x\",\"type\":\"text\"}]");
  json_t *needs = json("[\"beds\"]");
  struct storage_access access = {.plugin = "meals"};
  struct storage_conn *conn = storage_writer(home->storage);
  struct storage_query *query;
  struct error err;

  error_init(&err);
  assert_int_equal(storage_query_prepare(conn, &access,
                                         "select label as x from beds_bed",
                                         columns, &query, &err),
                   ERROR_INPUT);
  error_fini(&err);
  access.needs = needs;
  ok(storage_query_prepare(conn, &access, "select label as x from beds_bed",
                           columns, &query, &err),
     &err);
  storage_query_free(query);
  assert_int_equal(storage_query_prepare(conn, &access,
                                         "select kind as x from beds_bed",
                                         columns, &query, &err),
                   ERROR_INPUT);
  error_fini(&err);
  assert_int_equal(storage_query_prepare(conn, &access,
                                         "select who as x from beds_stay",
                                         columns, &query, &err),
                   ERROR_INPUT);
  error_fini(&err);
  json_decref(columns);
  json_decref(needs);
}

/* SQLite asks nobody about the columns of USING and NATURAL: a plugin read
 * every column of a table of which one is shared. */
static void a_join_hands_out_no_other_column(void **state) {
  static const char *const joins[] = {
      "select kind as x from (select 'a' as kind) a full join beds_bed b"
      " using (kind)",
      "select b.label as x from beds_bed b join (select 'a' as kind) a"
      " USING(kind)",
      "select b.label as x from beds_bed b natural/**/join"
      " (select 'a' as kind) a",
      "select label as x from beds_bed b join beds_bed c using (label)",
  };
  struct home *home = *state;
  json_t *columns = json("[{\"name\":\"x\",\"type\":\"text\"}]");
  json_t *needs = json("[\"beds\"]");
  struct storage_access access = {.plugin = "meals", .needs = needs};
  struct storage_conn *conn = storage_writer(home->storage);
  struct storage_query *query;
  struct error err;

  error_init(&err);
  for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
    print_message("  %s\n", joins[i]);
    assert_int_equal(
        storage_query_prepare(conn, &access, joins[i], columns, &query, &err),
        ERROR_INPUT);
    error_fini(&err);
  }
  ok(storage_query_prepare(conn, &access,
                           "select b.label as x from beds_bed b join"
                           " (select 'using natural' as \"natural\") a on 1",
                           columns, &query, &err),
     &err);
  storage_query_free(query);
  json_decref(columns);
  json_decref(needs);
}

/* A WITH clause that borrows the name of a view of own.c would read as the view
 * reads. */
static void nobody_borrows_a_views_name(void **state) {
  static const char *const borrowed[] = {
      "with own_duty_open as (select name from core_person) select name as x"
      " from own_duty_open",
      "with \"own_duty_open\" as (select name from core_person) select name as "
      "x"
      " from own_duty_open",
      "with 'OWN_duty_open' (name) as (select name from core_person)"
      " select name as x from own_duty_open",
      "with a as (select 1), [own_duty_x]as(select name from core_person)"
      " select name as x from own_duty_x",
      "with recursive/* from */own_duty_open as (select name from core_person)"
      " select name as x from own_duty_open",
      "with -- from\n`own_duty_open` as (select name from core_person)"
      " select name as x from own_duty_open",
      "select name as x from core_person own_duty_open",
  };
  struct home *home = *state;
  json_t *columns = json("[{\"name\":\"x\",\"type\":\"text\"}]");
  struct storage_access access = {.plugin = "beds"};
  struct storage_conn *conn = storage_writer(home->storage);
  struct storage_query *query;
  struct error err;

  home_apply(
      home, "core", "1",
      "{\"person\":{\"columns\":[{\"name\":\"name\",\"type\":\"text\"}]}}",
      NULL);
  error_init(&err);
  ok(storage_derive(home->storage,
                    "create view own_duty_open as select name, songhe_asker()"
                    " as asker from core_person where name is not null",
                    &err),
     &err);
  ok(storage_query_prepare(conn, &access,
                           "select o.asker as x from own_duty_open o", columns,
                           &query, &err),
     &err);
  storage_query_free(query);
  for (size_t i = 0; i < sizeof borrowed / sizeof *borrowed; i++) {
    print_message("  %s\n", borrowed[i]);
    assert_int_equal(storage_query_prepare(conn, &access, borrowed[i], columns,
                                           &query, &err),
                     ERROR_INPUT);
    error_fini(&err);
  }
  json_decref(columns);
}

/* Bytes that are no text made an answer that is no JSON. */
static void an_answer_is_always_utf8(void **state) {
  static const char *const selects[] = {
      "select cast(x'fffe' as text) as x",
      "select 'a' || char(55296) as x",
      "select x'41' as x",
  };
  struct home *home = *state;
  json_t *columns = json("[{\"name\":\"x\",\"type\":\"text\"}]");
  struct storage_access access = {.plugin = "beds"};
  struct storage_ask how = {.deadline = clock_monotonic() + 5000};
  struct storage_query *query;
  struct buf text;
  struct error err;
  json_t *rows;

  error_init(&err);
  buf_init(&text);
  for (size_t i = 0; i < sizeof selects / sizeof *selects; i++) {
    ok(storage_query_prepare(storage_writer(home->storage), &access, selects[i],
                             columns, &query, &err),
       &err);
    assert_int_equal(storage_query_run(query, &how, NULL, &text, &err),
                     ERROR_INPUT);
    error_fini(&err);
    if (i < 2) {
      assert_int_equal(storage_query_run(query, &how, &rows, NULL, &err),
                       ERROR_INPUT);
      error_fini(&err);
    }
    storage_query_free(query);
  }
  buf_fini(&text);
  json_decref(columns);
}

static void a_deadline_stops_it(void **state) {
  struct home *home = *state;
  json_t *columns = json("[{\"name\":\"n\",\"type\":\"integer\"}]");
  struct storage_access access = {.plugin = "beds"};
  struct storage_ask how = {.deadline = clock_monotonic() + 50};
  struct storage_query *query;
  struct error err;
  json_t *rows;

  error_init(&err);
  ok(storage_query_prepare(
         storage_writer(home->storage), &access,
         "with recursive c(n) as (select 1 union all select n+1 from c) "
         "select max(n) as n from c",
         columns, &query, &err),
     &err);
  assert_int_equal(storage_query_run(query, &how, &rows, NULL, &err),
                   ERROR_TIMEOUT);
  error_fini(&err);
  storage_query_free(query);
  json_decref(columns);
}

/* At any sequence the answer is what it was then. */
static void the_past_as_it_was(void **state) {
  struct home *home = *state;
  struct error err;
  char *was[40];
  int64_t at[40];
  unsigned seed = 3;
  int64_t ids[5] = {0};

  error_init(&err);
  begin(home);
  for (int i = 0; i < 5; i++) {
    char text[64];
    snprintf(text, sizeof text, "{\"label\":\"%d\"}", i);
    insert(home, "bed", text);
  }
  end(home);
  for (int i = 0; i < 40; i++) {
    char text[96];
    begin(home);
    for (int k = 0; k < 3; k++) {
      unsigned bed = (unsigned)rand_r(&seed) % 5;
      if (ids[bed] == 0) {
        snprintf(text, sizeof text, "{\"bed\":%u,\"who\":\"w%d\",\"starts\":5}",
                 bed + 1, i);
        ids[bed] = insert(home, "stay", text);
      } else if (rand_r(&seed) % 3 == 0) {
        ok(storage_delete(home->storage, "beds", "stay", ids[bed], &err), &err);
        ids[bed] = 0;
      } else {
        snprintf(text, sizeof text, "{\"who\":\"v%d-%d\"}", i, k);
        update(home, "stay", ids[bed], text);
      }
    }
    at[i] = end(home);
    ask(home, stay_sql, stay_columns, 0, &was[i]);
  }
  for (int i = 0; i < 40; i++) {
    char *then;
    ask(home, stay_sql, stay_columns, at[i], &then);
    assert_string_equal(then, was[i]);
    free(then);
    free(was[i]);
  }
}

static int note_event(void *context, const struct storage_event *event) {
  int64_t *last = context;
  assert_int_equal(event->id, *last + 1);
  assert_string_equal(event->type, "beds.assigned");
  assert_string_equal(event->subject, "resident:12");
  assert_int_equal(json_get_int(event->payload, "n", -1), event->id);
  *last = event->id;
  return event->id == 4;
}

static void events_in_order(void **state) {
  struct home *home = *state;
  struct storage_reader *reader;
  struct error err;
  int64_t last = 0;

  error_init(&err);
  ok(storage_reader_open(home->storage, &reader, &err), &err);
  begin(home);
  for (int i = 1; i <= 6; i++) {
    json_t *payload = json_pack("{s:i}", "n", i);
    int64_t id;
    ok(storage_publish(home->storage, "beds.assigned", "resident:12", payload,
                       &id, &err),
       &err);
    assert_int_equal(id, i);
    json_decref(payload);
  }
  assert_int_equal(storage_last_event(storage_reader_conn(reader)), 0);
  end(home);
  assert_int_equal(storage_last_event(storage_reader_conn(reader)), 6);
  assert_int_equal(storage_events(storage_reader_conn(reader), 0, 3, note_event,
                                  &last, &err),
                   3);
  assert_int_equal(storage_events(storage_reader_conn(reader), last, 10,
                                  note_event, &last, &err),
                   1);
  storage_reader_close(reader);
}

static void a_reader_holds_its_snapshot(void **state) {
  struct home *home = *state;
  struct storage_reader *reader;
  struct error err;
  json_t *row;

  error_init(&err);
  ok(storage_reader_open(home->storage, &reader, &err), &err);
  ok(storage_reader_begin(reader, &err), &err);
  begin(home);
  insert(home, "bed", "{\"label\":\"x\"}");
  end(home);
  ok(storage_get(storage_reader_conn(reader), "beds", "bed", 1, &row, &err),
     &err);
  assert_null(row);
  storage_reader_end(reader);
  ok(storage_get(storage_reader_conn(reader), "beds", "bed", 1, &row, &err),
     &err);
  assert_non_null(row);
  json_decref(row);
  storage_reader_close(reader);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, home_setup, home_teardown)
  const struct CMUnitTest tests[] = {
      T(repeated_json),
      T(answers_are_typed),
      T(what_a_query_may_not),
      T(a_join_hands_out_no_other_column),
      T(an_answer_is_always_utf8),
      T(shared_columns_only),
      T(a_deadline_stops_it),
      T(the_past_as_it_was),
      T(events_in_order),
      T(nobody_borrows_a_views_name),
      T(a_reader_holds_its_snapshot),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
