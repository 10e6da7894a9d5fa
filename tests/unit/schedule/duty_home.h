/* A home in a scratch folder with two people and three kinds of duty, for the
 * tests of duties. */
#ifndef SONGHE_TESTS_DUTY_HOME_H
#define SONGHE_TESTS_DUTY_HOME_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "base/json.h"
#include "base/zone.h"
#include "schedule/duty.h"
#include "storage/statement.h"

#define HOUR (3600LL * 1000)
#define DAY (24 * HOUR)

/* One home in a scratch folder. */
struct home {
  char dir[64];
  struct clock clock;
  struct storage *storage;
  struct duty_book *book;
  json_t *kinds;
};

static const char kinds[] =
    "{\"t.dose\": {\"outcomes\": "
    "[{\"value\":\"given\",\"zh\":\"已给\",\"done\":true},"
    "  {\"value\":\"refused\",\"reason\":true}], \"early\":\"PT1H\","
    "  \"late\":\"PT1H\", \"missed\":\"PT4H\", \"downtime\":\"latest\"},"
    " \"t.check\": {\"outcomes\": [{\"value\":\"done\",\"done\":true}],"
    "  \"late\":\"PT2H\", \"missed\":\"P1D\"},"
    " \"t.controlled\": {\"outcomes\": [{\"value\":\"given\",\"done\":true}],"
    "  \"second_signer\": {\"outcomes\":[\"given\"]}}}";

static const json_t *home_kind(void *context, const char *name) {
  return json_object_get(((struct home *)context)->kinds, name);
}

static int64_t instant(const char *text) {
  int64_t value = 0;
  assert_int_equal(calendar_parse_instant(text, strlen(text), &value), 0);
  return value;
}

static void must(int rc, struct error *err) {
  if (rc != 0)
    print_error("%d %s\n", rc, err->en != NULL ? err->en : "?");
  for (size_t i = 0; i < err->fault_count; i++)
    print_error("  %s %s\n", err->faults[i].field, err->faults[i].en);
  assert_int_equal(rc, 0);
}

static void begin(struct home *home) {
  struct storage_command command = {
      .plugin = "core", .action = "test", .person = 0};
  struct error err;
  error_init(&err);
  must(storage_begin(home->storage, &err), &err);
  must(storage_command_begin(home->storage, &command, &err), &err);
}

static void end(struct home *home) {
  struct storage_receipt receipt;
  struct error err;
  error_init(&err);
  must(storage_command_accept(home->storage, NULL, &receipt, &err), &err);
  must(storage_commit(home->storage, &err), &err);
}

static void home_reopen(struct home *home) {
  struct storage_options options = {.clock = &home->clock};
  struct error err;
  error_init(&err);
  if (home->book != NULL)
    duty_close(home->book);
  if (home->storage != NULL)
    storage_close(home->storage);
  must(storage_open(home->dir, &options, &home->storage, &err), &err);
  must(duty_open(home->storage, home_kind, home, &home->book, &err), &err);
}

static void home_people(struct home *home) {
  json_t *tables = duty_tables();
  json_t *person = json_loads(
      "{\"columns\":[{\"name\":\"name\",\"type\":\"text\",\"required\":true}]}",
      0, NULL);
  bool changed;
  int64_t id;
  struct error err;
  error_init(&err);
  assert_non_null(tables);
  json_object_set_new(tables, "person", person);
  begin(home);
  must(storage_schema_apply(home->storage, "core", "1", tables, NULL, &changed,
                            &err),
       &err);
  for (int i = 0; i < 2; i++) {
    json_t *row = json_pack("{s:s}", "name", i == 0 ? "王护士" : "李护士");
    must(storage_insert(home->storage, "core", "person", row, &id, &err), &err);
    json_decref(row);
  }
  end(home);
  json_decref(tables);
}

static void home_open(struct home *home, const char *now, const char *zone) {
  struct storage_options options = {.clock = &home->clock};
  struct storage_home about = {.name = "n", .kind = "private"};
  struct error err;
  error_init(&err);
  *home = (struct home){0};
  home->kinds = json_loads(kinds, 0, NULL);
  strcpy(home->dir, "/tmp/songhe-duty-XXXXXX");
  assert_non_null(mkdtemp(home->dir));
  clock_init_virtual(&home->clock, instant(now));
  hash_uuid(about.uuid);
  about.zone = strdup(zone);
  must(storage_create(home->dir, &about, &options, &err), &err);
  must(storage_open(home->dir, &options, &home->storage, &err), &err);
  home_people(home);
  must(duty_open(home->storage, home_kind, home, &home->book, &err), &err);
  free(about.zone);
}

static int home_remove(const char *path, const struct stat *st, int flag,
                       struct FTW *ftw) {
  (void)st;
  (void)flag;
  (void)ftw;
  return remove(path);
}

static void home_close(struct home *home) {
  duty_close(home->book);
  storage_close(home->storage);
  json_decref(home->kinds);
  nftw(home->dir, home_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* Lets the clock stand at `to` and advances until nothing is left to do. */
/* Also backwards, as a clock that somebody sets. */
static void advance_to(struct home *home, int64_t to, int limit) {
  bool more = true;
  struct error err;
  error_init(&err);
  home->clock.fixed = to;
  while (more) {
    begin(home);
    must(duty_advance(home->book, to, limit, &more, &err), &err);
    end(home);
  }
}

static int64_t schedule(struct home *home, const char *kind, const char *spec) {
  json_t *json = json_loads(spec, 0, NULL);
  int64_t id = 0;
  struct error err;
  error_init(&err);
  assert_non_null(json);
  begin(home);
  must(duty_schedule(home->book, kind, json, &id, &err), &err);
  end(home);
  json_decref(json);
  return id;
}

static json_t *list(struct home *home, const char *filter) {
  json_t *json = json_loads(filter, 0, NULL);
  json_t *rows = NULL;
  struct error err;
  error_init(&err);
  must(duty_list(storage_writer(home->storage), json, &rows, &err), &err);
  json_decref(json);
  return rows;
}

static size_t count(struct home *home, const char *filter) {
  json_t *rows = list(home, filter);
  size_t n = json_array_size(rows);
  json_decref(rows);
  return n;
}

/* The error's code and first fault go to *err; nothing stays when refused. */
static int record(struct home *home, const struct duty_record *what,
                  int64_t *id, struct error *err) {
  struct storage_receipt receipt;
  struct error other;
  int rc;
  error_init(&other);
  error_init(err);
  begin(home);
  rc = duty_record_outcome(home->book, what, clock_now(&home->clock), id, err);
  if (rc == 0) {
    end(home);
    return 0;
  }
  must(storage_command_refuse(home->storage, err, &receipt, &other), &other);
  must(storage_commit(home->storage, &other), &other);
  return rc;
}

static char *first_duty(struct home *home, const char *filter) {
  json_t *rows = list(home, filter);
  char *id;
  assert_true(json_array_size(rows) > 0);
  id = strdup(json_get_text(json_array_get(rows, 0), "duty", ""));
  json_decref(rows);
  return id;
}

#endif
