/* Schedules: made, changed, stopped. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "schedule/duty_inside.h"

/* Open occurrences and how far each schedule has been expanded: derived from
 * core_schedule and core_outcome, so not journaled; made again when absent. */
const char duty_ddl[] =
    "create table if not exists duty_open("
    " schedule integer not null, slot integer not null, due integer not null,"
    " state integer not null, next integer, held integer not null default 0,"
    " primary key (schedule, slot)) strict, without rowid;"
    "create index if not exists duty_open_next on duty_open (next)"
    " where next is not null;"
    "create index if not exists duty_open_due on duty_open (due);"
    "create table if not exists duty_cursor("
    " schedule integer primary key, mark blob,"
    " next integer) strict;"
    "create index if not exists duty_cursor_next on duty_cursor (next)"
    " where next is not null;"
    "create table if not exists duty_zone (name text not null) strict;"
    "create table if not exists duty_fault("
    " schedule integer primary key, tries integer not null,"
    " until integer not null) strict;"
    "drop table if exists duty_version;"; /* until 2026-11 */

const char duty_ddl_indexes[] =
    "create index if not exists derived_series"
    " on core_schedule (coalesce(series, id));"
    /* corrections are few: whether there is one is known without a look at the
     * large index */
    "create index if not exists derived_corrected"
    " on core_outcome (schedule, slot, round) where round > 0;";

/* What a plugin's SQL sees of its own duties (docs/plugin-authors.md). */
#define DUTY_OWN_NAMED                                                         \
  " substr(s.kind, instr(s.kind, '.') + 1) as kind,"                           \
  " coalesce(s.series, s.id) as schedule, s.id as plan, s.version, s.subject," \
  " s.data,"
#define DUTY_OWN_ID(row)                                                       \
  "s.id || '-' || songhe_slot_text(" row ".slot) as duty,"
#define DUTY_OWN_ONLY                                                          \
  " where substr(s.kind, 1, instr(s.kind, '.') - 1) = songhe_asker()"

const char duty_own_open[] =
    "CREATE VIEW own_duty_open as select " DUTY_OWN_ID("o") DUTY_OWN_NAMED
    " o.slot, o.due, iif(o.held, 'held', case o.state when 0 then 'upcoming'"
    "  when 1 then 'due' when 2 then 'late' else 'missed' end) as state,"
    " iif(o.held, (select h.reason from core_hold h"
    "  where h.schedule = coalesce(s.series, s.id) and h.starts <= o.due"
    "  and (h.ends is null or h.ends > o.due) limit 1), null) as held_because"
    " from duty_open o join core_schedule s on s.id = o.schedule" DUTY_OWN_ONLY;

const char duty_own_done[] =
    "CREATE VIEW own_duty_done as select " DUTY_OWN_ID("c") DUTY_OWN_NAMED
    " c.slot, c.due, c.id as outcome_id, c.outcome, c.person,"
    " (select p.name from core_person p where p.id = c.person) as person_name,"
    " c.second,"
    " (select q.name from core_person q where q.id = c.second) as second_name,"
    " c.at, c.recorded, c.reason, c.facts, c.round,"
    " not exists (select 1 from core_outcome n where n.schedule = c.schedule"
    "  and n.slot = c.slot and n.round > c.round and n.round > 0) as newest"
    " from core_outcome c join core_schedule s on s.id = "
    "c.schedule" DUTY_OWN_ONLY;

/* The declared tables, as a plugin would declare them. */
static const char duty_declared[] = {
    "{"
    "\"schedule\":{\"zh\":\"日程\",\"en\":\"Schedule\",\"columns\":["
    " {\"name\":\"series\",\"type\":\"ref\",\"to\":\"schedule\"},"
    " {\"name\":\"version\",\"type\":\"integer\",\"required\":true,\"min\":1},"
    " {\"name\":\"kind\",\"type\":\"text\",\"required\":true,\"max\":64},"
    " {\"name\":\"subject\",\"type\":\"text\",\"max\":64},"
    " {\"name\":\"spec\",\"type\":\"json\",\"required\":true},"
    " {\"name\":\"data\",\"type\":\"json\"},"
    " {\"name\":\"starts\",\"type\":\"instant\",\"required\":true},"
    " {\"name\":\"ends\",\"type\":\"instant\"},"
    " {\"name\":\"key\",\"type\":\"text\",\"max\":100}],"
    " \"unique\":[{\"columns\":[\"kind\",\"key\",\"version\"]},"
    "  {\"columns\":[\"series\",\"version\"]}]},"
    "\"hold\":{\"zh\":\"暂停\",\"en\":\"Hold\",\"columns\":["
    " {\"name\":\"schedule\",\"type\":\"ref\",\"to\":\"schedule\","
    "  \"required\":true},"
    " {\"name\":\"starts\",\"type\":\"instant\",\"required\":true},"
    " {\"name\":\"ends\",\"type\":\"instant\"},"
    " {\"name\":\"reason\",\"type\":\"text\",\"required\":true}]},"
    "\"outcome\":{\"zh\":\"办理结果\",\"en\":\"Outcome\",\"append_only\":true,"
    " \"columns\":["
    " {\"name\":\"schedule\",\"type\":\"integer\",\"required\":true},"
    " {\"name\":\"slot\",\"type\":\"integer\",\"required\":true},"
    " {\"name\":\"round\",\"type\":\"integer\",\"required\":true,\"min\":0},"
    " {\"name\":\"due\",\"type\":\"instant\",\"required\":true,"
    "  \"index\":true},"
    " {\"name\":\"outcome\",\"type\":\"text\",\"required\":true,\"max\":40},"
    " {\"name\":\"person\",\"type\":\"ref\",\"to\":\"person\","
    "  \"required\":true,\"index\":false},"
    " {\"name\":\"at\",\"type\":\"instant\",\"required\":true},"
    " {\"name\":\"recorded\",\"type\":\"instant\",\"required\":true},"
    " {\"name\":\"second\",\"type\":\"ref\",\"to\":\"person\","
    "  \"index\":false},"
    " {\"name\":\"reason\",\"type\":\"text\",\"max\":500},"
    " {\"name\":\"facts\",\"type\":\"json\"}],"
    " \"unique\":[{\"columns\":[\"schedule\",\"slot\",\"round\"]}]}"
    "}"};

json_t *duty_tables(void) {
  return json_loads(duty_declared, JSON_REJECT_DUPLICATES, NULL);
}

/* Makes a view anew when this program words it in another way. */
static int duty_view(struct storage *storage, const char *name,
                     const char *create, struct error *err) {
  struct statement *st;
  char drop[80];
  int rc = statement_get(storage_writer(storage),
                         "select 1 from sqlite_master where type = 'view'"
                         " and name = ?1 and sql = ?2",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_text(st, 1, name);
  statement_text(st, 2, create);
  rc = statement_step(st, err);
  statement_reset(st);
  if (rc != 0)
    return rc > 0 ? 0 : rc;
  snprintf(drop, sizeof drop, "drop view if exists %s", name);
  rc = storage_derive(storage, drop, err);
  return rc == 0 ? storage_derive(storage, create, err) : rc;
}

/* A schedule without a cursor has not been expanded here yet. */
static int duty_start_new(struct duty_book *book, struct error *err) {
  struct statement *st;
  int rc = statement_get(
      book->conn,
      "insert into duty_cursor (schedule, next)"
      " select s.id, s.starts - ?1 from core_schedule s"
      " where not exists (select 1 from duty_cursor c where c.schedule = s.id)",
      &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, DUTY_HORIZON);
  return statement_run(st, err);
}

/* 1 and the zone that the open occurrences were made for, when that is another
 * than the home's; the system may not know it any more. */
static int duty_zone_before(struct duty_book *book, const struct zone **before,
                            int64_t *now, struct error *err) {
  struct statement *st;
  const char *name;
  int rc =
      statement_get(book->conn, "select name, now() from duty_zone", &st, err);

  if (rc != 0)
    return rc;
  rc = statement_step(st, err);
  if (rc > 0) {
    name = statement_get_text(st, 0);
    *now = statement_get_int(st, 1);
    rc = strcmp(name, zone_name(book->zone)) != 0;
    if (rc > 0 && zone_get(name, before, NULL) != 0)
      *before = book->zone;
  }
  statement_reset(st);
  return rc;
}

static int duty_zone_note(struct duty_book *book, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn, "delete from duty_zone", &st, err);

  if (rc == 0)
    rc = statement_run(st, err);
  if (rc == 0)
    rc = statement_get(book->conn, "insert into duty_zone values (?1)", &st,
                       err);
  if (rc != 0)
    return rc;
  statement_text(st, 1, zone_name(book->zone));
  return statement_run(st, err);
}

static int duty_catch_up(struct duty_book *book, struct error *err) {
  const struct zone *before;
  int64_t now;
  int rc = storage_begin(book->storage, err);

  if (rc != 0)
    return rc;
  rc = duty_start_new(book, err);
  if (rc == 0)
    rc = duty_zone_before(book, &before, &now, err);
  if (rc > 0)
    rc = duty_rezone(book, before, now, err);
  if (rc == 0)
    rc = duty_zone_note(book, err);
  if (rc == 0)
    return storage_commit(book->storage, err);
  storage_rollback(book->storage);
  return rc;
}

int duty_open(struct storage *storage, duty_kind *kind, void *context,
              struct duty_book **out, struct error *err) {
  struct duty_book *book = calloc(1, sizeof *book);
  int rc;

  if (book == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  book->storage = storage;
  book->conn = storage_writer(storage);
  book->kind = kind;
  book->context = context;
  rc = zone_get(storage_home(storage)->zone, &book->zone, err);
  if (rc == 0)
    rc = storage_derive(storage, duty_ddl, err);
  if (rc == 0)
    rc = storage_derive(storage, duty_ddl_indexes, err);
  if (rc == 0)
    rc = duty_view(storage, "own_duty_open", duty_own_open, err);
  if (rc == 0)
    rc = duty_view(storage, "own_duty_done", duty_own_done, err);
  if (rc == 0)
    rc = duty_catch_up(book, err);
  if (rc != 0) {
    duty_close(book);
    return rc;
  }
  *out = book;
  return 0;
}

void duty_close(struct duty_book *book) {
  free(book);
}

void duty_hold_missed(struct duty_book *book, bool hold) {
  book->hold_missed = hold;
}

/* --- versions --------------------------------------------------------------
 */

void duty_plan_fini(struct duty_plan *plan) {
  free(plan->kind);
  free(plan->subject);
  json_decref(plan->spec);
  json_decref(plan->data);
  *plan = (struct duty_plan){0};
}

int duty_plan_read(const struct duty_book *book, struct statement *st,
                   struct duty_plan *plan, struct error *err) {
  const char *subject = statement_get_text(st, 4);
  const char *spec = statement_get_text(st, 5);
  const char *data = statement_get_text(st, 8);

  *plan = (struct duty_plan){
      .id = statement_get_int(st, 0),
      .series = statement_get_int(st, 1),
      .version = statement_get_int(st, 2),
      .kind = strdup(statement_get_text(st, 3)),
      .subject = subject != NULL ? strdup(subject) : NULL,
      .spec = json_loads(spec, JSON_DECODE_ANY, NULL),
      .data = data != NULL ? json_loads(data, JSON_DECODE_ANY, NULL) : NULL,
      .starts = statement_get_int(st, 6),
      .ends = statement_is_null(st, 7) ? INT64_MAX : statement_get_int(st, 7),
  };
  if (plan->kind != NULL && plan->spec != NULL) {
    if (book->zone != NULL)
      duty_spec_bounds(book, plan->spec, &plan->starts, &plan->ends);
    return 0;
  }
  duty_plan_fini(plan);
  return error_set(err, ERROR_CORRUPT,
                   "任务安排 %lld 读不出来：数据被改动或损坏过。",
                   "Schedule %lld can't be read: it was changed or damaged.",
                   (long long)statement_get_int(st, 0));
}

static int duty_plan_get(struct duty_book *book, const char *sql, int64_t id,
                         struct duty_plan *plan, struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn, sql, &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, id);
  rc = statement_step(st, err);
  if (rc == 0)
    return error_set(err, ERROR_NOT_FOUND, "没有这个日程。",
                     "There is no such schedule.");
  if (rc > 0)
    rc = duty_plan_read(book, st, plan, err);
  statement_reset(st);
  return rc;
}

int duty_plan_load(struct duty_book *book, int64_t id, struct duty_plan *plan,
                   struct error *err) {
  return duty_plan_get(
      book, "select" DUTY_PLAN_COLUMNS "from core_schedule s where s.id = ?1",
      id, plan, err);
}

int duty_plan_current(struct duty_book *book, int64_t series,
                      struct duty_plan *plan, struct error *err) {
  return duty_plan_get(book,
                       "select" DUTY_PLAN_COLUMNS
                       "from core_schedule s where s.series = ?1 or s.id = ?1"
                       " order by s.version desc limit 1",
                       series, plan, err);
}

int duty_cursor_start(struct duty_book *book, int64_t schedule, int64_t starts,
                      struct error *err) {
  struct statement *st;
  int rc = statement_get(book->conn,
                         "insert into duty_cursor (schedule, next)"
                         " values (?1, ?2)",
                         &st, err);

  if (rc != 0)
    return rc;
  statement_int(st, 1, schedule);
  statement_int(st, 2, starts - DUTY_HORIZON);
  return statement_run(st, err);
}

/* --- making ----------------------------------------------------------------
 */

/* A schedule with this key that is still open: 1 and its series, or 0. */
static int duty_find_key(struct duty_book *book, const char *kind,
                         const char *key, int64_t *series, struct error *err) {
  struct statement *st;
  int rc;

  if (key == NULL)
    return 0;
  rc = statement_get(book->conn,
                     "select coalesce(series, id) from core_schedule"
                     " where kind = ?1 and key = ?2 order by version desc"
                     " limit 1",
                     &st, err);
  if (rc != 0)
    return rc;
  statement_text(st, 1, kind);
  statement_text(st, 2, key);
  rc = statement_step(st, err);
  if (rc > 0)
    *series = statement_get_int(st, 0);
  statement_reset(st);
  return rc;
}

static json_t *duty_plan_row(const struct duty_book *book, const char *kind,
                             const json_t *spec, int64_t starts, int64_t ends,
                             int64_t version) {
  json_t *rest = duty_spec_fixed(book, spec);
  char since[20];
  json_t *row = json_pack(
      "{s:I, s:s, s:s?, s:o, s:O*, s:I, s:s?}", "version", (json_int_t)version,
      "kind", kind, "subject", json_get_text(spec, "subject", NULL), "spec",
      rest, "data", json_object_get(spec, "data"), "starts", (json_int_t)starts,
      "key", json_get_text(spec, "key", NULL));

  /* what has a column of its own, and what is not the caller's to say */
  json_object_del(rest, "subject");
  json_object_del(rest, "data");
  json_object_del(rest, "key");
  json_object_del(rest, "cut");
  json_object_del(rest, "except");
  if (json_object_get(spec, "rule") != NULL) {
    duty_spec_edge(book, starts, since);
    json_object_set_new(rest, "since", json_string(since));
  }
  if (ends != INT64_MAX)
    json_object_set_new(row, "ends", json_integer(ends));
  return row;
}

int duty_schedule(struct duty_book *book, const char *kind, const json_t *spec,
                  int64_t *id, struct error *err) {
  int64_t starts, ends;
  json_t *row;
  int rc = duty_spec_check(book, spec, &starts, &ends, err);

  if (rc == 0 && book->kind(book->context, kind) == NULL)
    rc = error_fault(err, "kind", "unknown", "没有 %s 这种事项。",
                     "There is no duty of kind %s.", kind);
  if (rc == 0)
    rc = duty_find_key(book, kind, json_get_text(spec, "key", NULL), id, err);
  if (rc == 0)
    rc = duty_spec_past(book, spec, starts, ends, err);
  if (rc != 0) /* the same key: the schedule that is there */
    return rc > 0 ? 0 : rc;
  row = duty_plan_row(book, kind, spec, starts, ends, 1);
  rc = storage_insert(book->storage, "core", "schedule", row, id, err);
  json_decref(row);
  return rc == 0 ? duty_cursor_start(book, *id, starts, err) : rc;
}

/* --- cutting ---------------------------------------------------------------
 */

/* Where the versions of a series are cut. */
struct duty_edge {
  int64_t from;  /* ms UTC */
  char wall[20]; /* the same here and now */
  bool stop;     /* for good: nothing behind it in any zone */
};

static void duty_cut_spec(json_t *spec, const char *wall,
                          const struct duty_edge *edge) {
  if (strcmp(wall, json_get_text(spec, "cut", wall)) <= 0)
    json_object_set_new(spec, "cut", json_string(wall));
  if (edge->stop && json_get_int(spec, "until_", INT64_MAX) >= edge->from)
    json_object_set_new(spec, "until_", json_integer(edge->from - 1));
}

/* What came in another zone, and lies behind the stop there and before it by
 * the wall clocks here: gone like the rest, it comes again nowhere. */
static int duty_cut_rest(struct duty_book *book, const struct duty_plan *plan,
                         int64_t from, struct error *err) {
  json_t *except = json_copy(json_object_get(plan->spec, "except"));
  struct statement *st;
  int rc = statement_get(book->conn,
                         "delete from duty_open where schedule = ?1"
                         " and due >= ?2 returning songhe_slot_text(slot)",
                         &st, err);

  if (except == NULL)
    except = json_array();
  if (rc == 0) {
    statement_int(st, 1, plan->id);
    statement_int(st, 2, from);
    while ((rc = statement_step(st, err)) > 0)
      json_array_append_new(except, json_string(statement_get_text(st, 0)));
  }
  if (json_array_size(except) > 0)
    json_object_set(plan->spec, "except", except);
  json_decref(except);
  return rc;
}

static int duty_cut_one(struct duty_book *book, int64_t id, const char *wall,
                        const struct duty_edge *edge, struct error *err) {
  struct duty_plan plan;
  json_t *changes;
  int rc = duty_plan_load(book, id, &plan, err);

  if (rc != 0)
    return rc;
  plan.ends = plan.ends < edge->from ? plan.ends : edge->from;
  if (!duty_is_elapsed(plan.spec))
    duty_cut_spec(plan.spec, wall, edge);
  rc = duty_withdraw(book, &plan, err);
  if (rc == 0 && edge->stop)
    rc = duty_cut_rest(book, &plan, edge->from, err);
  if (rc == 0) {
    changes = json_pack("{s:I, s:O}", "ends", (json_int_t)plan.ends, "spec",
                        plan.spec);
    rc = storage_update(book->storage, "core", "schedule", id, changes, err);
    json_decref(changes);
  }
  duty_plan_fini(&plan);
  return rc;
}

/* Versions of the series ?1 behind ?5 that ask for something from ?2 on, ?3 by
 * the wall clocks, or in another zone, ?4, might. One that had not begun by
 * then asks for nothing, whatever a move has made of its first wall time. */
static const char duty_cut_sql[] =
    "select id, iif(starts >= ?2, min(?3, coalesce("
    " json_extract(spec, '$.since'), json_extract(spec, '$.at'), ?3)), ?3)"
    " as wall from core_schedule where (series = ?1 or id = ?1) and id > ?5"
    " and (ends is null or ends > ?2 - ?4"
    "  or json_extract(spec, '$.cut') > wall) order by id limit 1";

/* Ends at `from` what the series would ask for later: its newest version, and
 * an older one whose end a later change had set (M16). */
static int duty_cut(struct duty_book *book, int64_t series, int64_t from,
                    bool stop, struct error *err) {
  struct duty_edge edge = {.from = from, .stop = stop};
  struct statement *st;
  int64_t id = 0;
  int rc = 0;

  duty_spec_edge(book, from, edge.wall);
  while (rc == 0) {
    char wall[20];
    rc = statement_get(book->conn, duty_cut_sql, &st, err);
    if (rc != 0)
      break;
    statement_int(st, 1, series);
    statement_int(st, 2, from);
    statement_text(st, 3, edge.wall);
    statement_int(st, 4, stop ? DUTY_ZONES_APART : 0);
    statement_int(st, 5, id);
    rc = statement_step(st, err);
    if (rc <= 0)
      break;
    id = statement_get_int(st, 0);
    snprintf(wall, sizeof wall, "%s", statement_get_text(st, 1));
    statement_reset(st);
    rc = duty_cut_one(book, id, wall, &edge, err);
  }
  return rc;
}

int duty_stop(struct duty_book *book, int64_t schedule, int64_t from,
              struct error *err) {
  struct duty_plan plan;
  int rc = duty_plan_current(book, schedule, &plan, err);

  if (rc != 0)
    return rc;
  rc = duty_cut(book, plan.series, from, true, err);
  duty_plan_fini(&plan);
  return rc;
}

/* The next version begins at `from`, or at its own start if that is later. */
static int duty_follow(struct duty_book *book, const struct duty_plan *plan,
                       int64_t from, const json_t *spec, struct error *err) {
  int64_t starts = 0, ends, id;
  json_t *row;
  int rc = duty_spec_check(book, spec, &starts, &ends, err);

  starts = starts > from ? starts : from;
  if (rc == 0)
    rc = duty_spec_past(book, spec, starts, ends, err);
  if (rc != 0)
    return rc;
  row = duty_plan_row(book, plan->kind, spec, starts, ends, plan->version + 1);
  json_object_set_new(row, "series", json_integer(plan->series));
  rc = storage_insert(book->storage, "core", "schedule", row, &id, err);
  json_decref(row);
  return rc == 0 ? duty_cursor_start(book, id, starts, err) : rc;
}

int duty_reschedule(struct duty_book *book, int64_t schedule, int64_t from,
                    const json_t *spec, struct error *err) {
  struct duty_plan plan;
  int rc = duty_plan_current(book, schedule, &plan, err);

  if (rc != 0)
    return rc;
  rc = duty_cut(book, plan.series, from, false, err);
  if (rc == 0)
    rc = duty_follow(book, &plan, from, spec, err);
  duty_plan_fini(&plan);
  return rc;
}
