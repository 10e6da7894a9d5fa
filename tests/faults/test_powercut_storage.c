/* Power cuts and failing I/O over a home's storage: what was acknowledged is
 * there, nothing is there by half, what is asked again gets the same answer,
 * and a cut is never taken for tampering. */
#include "scene.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"

/* --- an outcome: what giving a dose writes --- */

static int outcome_change(struct scene *scene, int number, json_t **reply,
                          struct error *err) {
  char duty[40], note[1500];
  int64_t id;
  json_t *row;
  int rc;
  snprintf(duty, sizeof duty, "12-20261123T%06d", number);
  snprintf(note, sizeof note, "%d%0*d", number, number * 61 % 1400 + 1, 0);
  row = json_pack("{s:s,s:s,s:I,s:s}", "duty", duty, "given", "given", "at",
                  (json_int_t)(SCENE_START + number), "note", note);
  rc = storage_insert(scene->storage, "care", "outcome", row, &id, err);
  json_decref(row);
  if (rc == 0)
    rc = storage_publish(scene->storage, "duty.done", "resident:7", NULL, NULL,
                         err);
  if (rc == 0)
    *reply = json_pack("{s:i,s:I}", "number", number, "id", (json_int_t)id);
  return rc;
}

static void outcome_rules(struct scene *scene,
                          const int64_t found[SCENE_COMMANDS + 1]) {
  for (int i = 1; i <= SCENE_COMMANDS; i++) {
    int64_t rows = scene_ask(scene,
                             "SELECT count(*) FROM care_outcome WHERE duty="
                             "printf('12-20261123T%06d',?1) AND at=?2",
                             i, SCENE_START + i);
    int64_t events = scene_ask(
        scene, "SELECT count(*) FROM event WHERE command=?1 AND ?2=?2",
        found[i], 0);
    if (rows != (found[i] != 0) || events != (found[i] != 0))
      powercut_tell(scene->cut, POWERCUT_HALF,
                    "command %d at %" PRId64 ": %" PRId64 " outcomes, %" PRId64
                    " events",
                    i, found[i], rows, events);
  }
}

/* --- stays --- */

static int stay_end(struct scene *scene, int64_t stay, int64_t at,
                    struct error *err) {
  json_t *changes =
      json_pack("{s:s,s:I}", "state", "ended", "ends", (json_int_t)at);
  int rc = storage_update(scene->storage, "care", "stay", stay, changes, err);
  json_decref(changes);
  return rc;
}

static int stay_open(struct scene *scene, int64_t bed, int64_t who, int64_t at,
                     struct error *err) {
  json_t *row =
      json_pack("{s:I,s:I,s:I,s:s}", "bed", (json_int_t)bed, "who",
                (json_int_t)who, "starts", (json_int_t)at, "state", "active");
  int rc = storage_insert(scene->storage, "care", "stay", row, NULL, err);
  json_decref(row);
  return rc;
}

static int64_t stay_in(struct scene *scene, int64_t bed) {
  return scene_ask(scene,
                   "SELECT id FROM care_stay WHERE bed=?1 AND state='active' "
                   "AND ?2=?2",
                   bed, 0);
}

static int64_t stay_person(struct scene *scene, int64_t stay) {
  return scene_ask(scene, "SELECT who FROM care_stay WHERE id=?1 AND ?2=?2",
                   stay, 0);
}

/* Later than any stay: a command asked again late fits as well. */
static int64_t stay_next(struct scene *scene) {
  return scene_ask(scene, "SELECT max(starts)+?1 FROM care_stay WHERE ?2=?2",
                   SCENE_MINUTE, 0);
}

/* Each bed: one stay after another without gap or overlap, the last one open.
 */
static void stay_rules(struct scene *scene) {
  int64_t open = scene_ask(scene,
                           "SELECT count(DISTINCT bed) FROM care_stay WHERE "
                           "state='active' AND ?1=?1 AND ?2=?2",
                           0, 0);
  int64_t all = scene_ask(
      scene,
      "SELECT count(*) FROM care_stay WHERE state='active' AND ?1=?1 AND "
      "?2=?2",
      0, 0);
  int64_t torn = scene_ask(
      scene,
      "SELECT count(*) FROM (SELECT ends,lead(starts) OVER (PARTITION BY bed "
      "ORDER BY starts) AS next FROM care_stay WHERE ?1=?1 AND ?2=?2) WHERE "
      "ends IS NOT next",
      0, 0);
  if (open != SCENE_BEDS || all != SCENE_BEDS || torn != 0)
    powercut_tell(scene->cut, POWERCUT_HALF,
                  "%" PRId64 " beds with %" PRId64 " people, %" PRId64
                  " stays that don't meet",
                  open, all, torn);
}

static int assign_change(struct scene *scene, int number, json_t **reply,
                         struct error *err) {
  int64_t bed = number % SCENE_BEDS + 1;
  int64_t at = stay_next(scene);
  int rc = stay_end(scene, stay_in(scene, bed), at, err);
  if (rc == 0)
    rc = stay_open(scene, bed, number, at, err);
  if (rc == 0)
    *reply = json_pack("{s:i}", "number", number);
  return rc;
}

static void assign_rules(struct scene *scene,
                         const int64_t found[SCENE_COMMANDS + 1]) {
  stay_rules(scene);
  for (int i = 1; i <= SCENE_COMMANDS; i++) {
    int64_t rows = scene_ask(
        scene, "SELECT count(*) FROM care_stay WHERE who=?1 AND bed=?2", i,
        i % SCENE_BEDS + 1);
    if (rows != (found[i] != 0))
      powercut_tell(scene->cut, POWERCUT_HALF,
                    "command %d at %" PRId64 ": %" PRId64 " stays", i, found[i],
                    rows);
  }
}

static void swap_beds(int number, int64_t *one, int64_t *other) {
  *one = number % SCENE_BEDS + 1;
  *other =
      (number + 1 + number / SCENE_BEDS % (SCENE_BEDS - 1)) % SCENE_BEDS + 1;
}

static int swap_change(struct scene *scene, int number, json_t **reply,
                       struct error *err) {
  int64_t at = stay_next(scene);
  int64_t one, other, first, second, who, whom;
  int rc;
  swap_beds(number, &one, &other);
  first = stay_in(scene, one);
  second = stay_in(scene, other);
  who = stay_person(scene, first);
  whom = stay_person(scene, second);
  rc = stay_end(scene, first, at, err);
  if (rc == 0)
    rc = stay_end(scene, second, at, err);
  if (rc == 0)
    rc = stay_open(scene, other, who, at, err);
  if (rc == 0)
    rc = stay_open(scene, one, whom, at, err);
  if (rc == 0)
    *reply = json_pack("{s:i}", "number", number);
  return rc;
}

/* Who must be where after the swaps found, in the order they were done. */
static void swap_expect(const int64_t found[SCENE_COMMANDS + 1],
                        int64_t who[SCENE_BEDS + 1]) {
  int64_t last = 0;
  for (int bed = 1; bed <= SCENE_BEDS; bed++)
    who[bed] = 100 + bed;
  for (;;) {
    int64_t one, other, kept;
    int next = 0;
    for (int i = 1; i <= SCENE_COMMANDS; i++)
      if (found[i] > last && (next == 0 || found[i] < found[next]))
        next = i;
    if (next == 0)
      return;
    last = found[next];
    swap_beds(next, &one, &other);
    kept = who[one];
    who[one] = who[other];
    who[other] = kept;
  }
}

static void swap_rules(struct scene *scene,
                       const int64_t found[SCENE_COMMANDS + 1]) {
  int64_t who[SCENE_BEDS + 1];
  stay_rules(scene);
  swap_expect(found, who);
  for (int64_t bed = 1; bed <= SCENE_BEDS; bed++) {
    int64_t there = stay_person(scene, stay_in(scene, bed));
    if (there != who[bed])
      powercut_tell(scene->cut, POWERCUT_WRONG,
                    "bed %" PRId64 " has %" PRId64 ", not %" PRId64, bed, there,
                    who[bed]);
  }
}

/* --- a new home --- */

static int create_run(struct powercut *cut, void *context) {
  struct scene scene;
  struct error err;
  int rc;
  (void)context;
  error_init(&err);
  scene_init(&scene, cut, NULL);
  rc = scene_create(&scene, &err);
  if (rc == 0)
    powercut_ack(cut, 1);
  error_fini(&err);
  return rc;
}

/* Whole, or as if it had never been begun: then it is made now. */
static void create_check(struct powercut *cut, void *context) {
  struct scene scene;
  struct error err;
  int rc;
  (void)context;
  error_init(&err);
  scene_init(&scene, cut, NULL);
  rc = scene_open(&scene, &err);
  if (rc != 0 && powercut_acked(cut, 1))
    powercut_tell(cut, POWERCUT_LOST, "the home: %s", err.en);
  scene_close(&scene);
  error_fini(&err);
  error_init(&err);
  if (rc != 0 && scene_create(&scene, &err) != 0)
    powercut_tell(cut, POWERCUT_BROKEN, "create again: %s", err.en);
  else if (scene_open_check(&scene)) {
    scene_verify(&scene);
    if (scene_apply(&scene, 1, &err) != 0)
      powercut_tell(cut, POWERCUT_BROKEN, "go on: %s", err.en);
    scene_close(&scene);
  }
  error_fini(&err);
}

/* --- a new version of the tables --- */

#define SCHEMA_ROWS 30 /* written before the first change */

static int schema_setup(struct powercut *cut, void *context) {
  struct storage_command command = {.plugin = "care", .action = "fill"};
  struct scene scene;
  struct error err;
  int rc = scene_setup(cut, context);
  if (rc != 0)
    return rc;
  error_init(&err);
  scene_init(&scene, cut, NULL);
  rc = scene_open(&scene, &err);
  if (rc == 0)
    rc = storage_begin(scene.storage, &err);
  if (rc == 0)
    rc = storage_command_begin(scene.storage, &command, &err);
  for (int i = 1; rc == 0 && i <= SCHEMA_ROWS; i++) {
    json_t *reply = NULL;
    rc = outcome_change(&scene, i, &reply, &err);
    json_decref(reply);
  }
  if (rc == 0)
    rc = storage_command_accept(scene.storage, NULL, NULL, &err);
  if (rc == 0)
    rc = storage_commit(scene.storage, &err);
  scene_close(&scene);
  error_fini(&err);
  return rc;
}

static int schema_run(struct powercut *cut, void *context) {
  const struct scene_case *test = context;
  struct scene scene;
  struct error err;
  int rc;
  error_init(&err);
  scene_init(&scene, cut, test->synchronous);
  rc = scene_open(&scene, &err);
  for (int version = 2; rc == 0 && version <= 3; version++) {
    rc = scene_apply(&scene, version, &err);
    if (rc == 0)
      powercut_ack(cut, (uint64_t)version);
  }
  scene_close(&scene);
  error_fini(&err);
  return rc;
}

static void schema_look(struct scene *scene) {
  int64_t version = scene_ask(scene,
                              "SELECT CAST(version AS INTEGER) FROM schema "
                              "WHERE plugin='care' AND ?1=?1 AND ?2=?2",
                              0, 0);
  int64_t rows = scene_ask(scene,
                           "SELECT count(*) FROM care_outcome WHERE ?1=?1 AND "
                           "?2=?2",
                           0, 0);
  struct error err;
  error_init(&err);
  for (int i = 2; i <= 3; i++)
    if (powercut_acked(scene->cut, (uint64_t)i) && version < i)
      powercut_tell(scene->cut, POWERCUT_LOST, "version %d of the tables", i);
  if (rows != SCHEMA_ROWS)
    powercut_tell(scene->cut, POWERCUT_LOST, "%" PRId64 " rows of %d", rows,
                  SCHEMA_ROWS);
  scene_verify(scene);
  for (int i = (int)version; i <= 3; i++)
    if (scene_apply(scene, i, &err) != 0)
      powercut_tell(scene->cut, POWERCUT_BROKEN, "version %d: %s", i, err.en);
  rows = scene_ask(scene,
                   "SELECT count(*) FROM care_outcome WHERE length(remark)>1 "
                   "AND route IS NULL AND ?1=?1 AND ?2=?2",
                   0, 0);
  if (rows != SCHEMA_ROWS)
    powercut_tell(scene->cut, POWERCUT_HALF, "%" PRId64 " remarks", rows);
  scene_verify(scene);
  error_fini(&err);
}

static void schema_check(struct powercut *cut, void *context) {
  struct scene scene;
  (void)context;
  scene_init(&scene, cut, NULL);
  scene.checking = true;
  if (!scene_open_check(&scene))
    return;
  if (storage_state(scene.storage, NULL) == ERROR_NONE)
    schema_look(&scene);
  else if (powercut_acked(cut, 2))
    powercut_tell(cut, POWERCUT_LOST, "it can only be read");
  scene_close(&scene);
}

#define LOST (1u << POWERCUT_LOST)
#define SCENE(title, level, does, asks, flaws)                                 \
  {                                                                            \
    .name = (title), .setup = scene_setup, .run = scene_run,                   \
    .check = scene_check,                                                      \
    .context = &(struct scene_case){(level), (does), (asks)},                  \
    .control = (flaws)                                                         \
  }
#define SCHEMA(title, level, flaws)                                            \
  {                                                                            \
    .name = (title), .setup = schema_setup, .run = schema_run,                 \
    .check = schema_check, .context = &(struct scene_case){(level), 0, 0},     \
    .control = (flaws)                                                         \
  }

int main(int argc, char **argv) {
  const struct powercut_case safe[] = {
      SCENE("outcome", NULL, outcome_change, outcome_rules, 0),
      SCENE("assign", NULL, assign_change, assign_rules, 0),
      SCENE("swap", NULL, swap_change, swap_rules, 0),
      SCHEMA("schema", NULL, 0),
      {.name = "create", .run = create_run, .check = create_check},
  };
  const struct powercut_case controls[] = {
      SCENE("outcome-normal", "NORMAL", outcome_change, outcome_rules, LOST),
      SCENE("outcome-off", "OFF", outcome_change, outcome_rules, LOST),
      SCENE("assign-normal", "NORMAL", assign_change, assign_rules, LOST),
      SCENE("assign-off", "OFF", assign_change, assign_rules, LOST),
      SCENE("swap-normal", "NORMAL", swap_change, swap_rules, LOST),
      SCENE("swap-off", "OFF", swap_change, swap_rules, LOST),
      SCHEMA("schema-normal", "NORMAL", LOST),
      SCHEMA("schema-off", "OFF", LOST),
  };
  struct powercut_options options;
  int failures = 0;
  powercut_options(&options, argc, argv);
  /* nearly every check meets what a healthy home would complain about */
  log_set_level((enum log_level) - 1);
  for (size_t i = 0; i < sizeof safe / sizeof *safe; i++) {
    failures += !powercut_campaign_cuts(&safe[i], &options);
    failures += !powercut_campaign_failures(&safe[i], &options);
  }
  /* a sample is enough to see that they lose something */
  if (options.max_cuts == 0)
    options.max_cuts = 150;
  for (size_t i = 0; i < sizeof controls / sizeof *controls; i++)
    failures += !powercut_campaign_cuts(&controls[i], &options);
  return failures > 0;
}
