/* A home on the disk in memory, for the cases over storage: its tables, its
 * commands with their keys, and the questions that every check asks. */
#ifndef SONGHE_TESTS_SCENE_H
#define SONGHE_TESTS_SCENE_H

#include "powercut.h"

#include <jansson.h>

#include "base/clock.h"
#include "storage/statement.h"
#include "storage/storage.h"

#define SCENE_START 1795449600000 /* 2026-11-23T16:00:00Z */
#define SCENE_COMMANDS 24         /* of one run, numbered from 1 */
#define SCENE_BEDS 4
#define SCENE_MINUTE 60000

/* A home open on a case's disk. */
struct scene {
  struct powercut *cut;
  struct clock clock;
  struct storage_files files;
  struct storage_options options;
  struct storage *storage;
  bool checking; /* what can't be read is a flaw */
};

/* What a case does in command `number`; the same number always asks the same.
 * Sets *reply to a new reference. */
typedef int scene_change(struct scene *scene, int number, json_t **reply,
                         struct error *err);

/* A case over a home. */
struct scene_case {
  const char *synchronous; /* NULL: as shipped */
  scene_change *change;
  /* Asks what the case's rules say of a home in which the command of each
   * number was found with this sequence; 0: it is not there. */
  void (*rules)(struct scene *scene, const int64_t found[SCENE_COMMANDS + 1]);
};

void scene_init(struct scene *scene, struct powercut *cut,
                const char *synchronous);
int scene_create(struct scene *scene, struct error *err);
int scene_open(struct scene *scene, struct error *err);
void scene_close(struct scene *scene);

/* Brings plugin "care" to version `version` (1 to 3) in a command of its own.
 */
int scene_apply(struct scene *scene, int version, struct error *err);
/* A bed in each of SCENE_BEDS, and in each a stay of person 100 + bed. */
int scene_furnish(struct scene *scene, struct error *err);

/* For struct powercut_case: `context` is a struct scene_case. */
int scene_setup(struct powercut *cut, void *context);
int scene_run(struct powercut *cut, void *context);
void scene_check(struct powercut *cut, void *context);

/* The answer of a SELECT of one number; -1 on an error, a flaw in a check. */
int64_t scene_ask(struct scene *scene, const char *sql, int64_t first,
                  int64_t second);

/* Opens for a check: what can't be opened, or thinks that it was tampered
 * with, is a flaw. False: there is nothing to look at. */
bool scene_open_check(struct scene *scene);
/* Verifies the open home. */
void scene_verify(struct scene *scene);

#endif
