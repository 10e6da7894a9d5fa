/* Cases of tests/ and of overrides (docs/plugin-authors.md, "Tests"):
 * plain functions in a runner, steps through a host over a scratch folder with
 * a virtual clock, a home of its own for each. Blocking; any thread of which
 * the trial host may start more (not the loop thread). */
#ifndef SONGHE_HOME_CASES_H
#define SONGHE_HOME_CASES_H

#include <jansson.h>
#include <stdint.h>

#include "home/host.h"

#define CASES_MAX 2000 /* of one file */

struct plugin_entry;

/* Where the cases run. */
struct cases_where {
  struct host *kit;   /* whose zygote and programs are used */
  const char *site;   /* as in host_trial */
  const char *home;   /* likewise */
  const char *folder; /* of the plugin */
  const char *plugin; /* its id */
  bool own;           /* the plugin's own tests too */
  int64_t until;      /* monotonic ms: what would begin later is left out;
                         0: no end */
};

struct cases_result {
  int passed;
  int failed;
  int skipped;
  json_t *cases; /* [{file, case, passed, zh?, en?}] in order */
};

/* Runs the cases of a version. 0 also when some fail; result->cases is a new
 * reference. */
int cases_run(const struct cases_where *where, struct plugin_entry *entry,
              struct cases_result *result, struct error *err);

/* The same for a plugin in `where->folder` with the overrides that hold there:
 * reads and checks it first. */
int cases_run_folder(const struct cases_where *where,
                     struct cases_result *result, struct error *err);

/* A scratch folder of this process, in memory when there is room; removed by
 * cases_scratch_remove. `path` has room for 64 bytes. */
int cases_scratch_make(char path[64], struct error *err);
void cases_scratch_remove(const char *path);

/* --- cases_steps.c -------------------------------------------------------- */

/* One case with steps in a home of its own. A step that does not come out as
 * it says is an error with its number. */
int cases_steps(const struct cases_where *where, const json_t *one,
                struct error *err);

#endif
