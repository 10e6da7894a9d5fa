/* Cuts the power at every I/O of a run and asks whether what was promised is
 * still there; fails every I/O in turn and asks the same.
 *
 * A case sets up files on the disk in memory (disk.h), runs operations against
 * them, acknowledging each when the program under test says it is durable, and
 * checks what is found after a cut. The oracle (which acknowledgements came
 * before the cut) belongs to the harness. Checks run in child processes, so a
 * crash of the program under test is a flaw, not the end of the campaign. */
#ifndef SONGHE_TESTS_POWERCUT_H
#define SONGHE_TESTS_POWERCUT_H

#include "disk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define POWERCUT_VFS "powercut"   /* the SQLite VFS cases open through */
#define POWERCUT_FOLDER "/songhe" /* a good place on the disk in memory */
#define POWERCUT_ACKS_MAX 100000
#define POWERCUT_JOBS_MAX 16

enum powercut_flaw {
  POWERCUT_LOST,   /* something acknowledged is gone */
  POWERCUT_HALF,   /* part of a change is there and part is not */
  POWERCUT_BROKEN, /* what was found can't be used, or can't be opened */
  POWERCUT_WRONG,  /* a rule of the case does not hold */
  POWERCUT_DIED,   /* the check itself crashed or left files open */
  POWERCUT_FLAWS,
};

/* One run, its acknowledgements and what was found; lives during a case. */
struct powercut;

/* What is under test. Functions get the case's `context`. */
struct powercut_case {
  const char *name;
  /* Makes the files; when it returns nothing may be open and all of it counts
   * as durable. 0 when good. May be NULL. */
  int (*setup)(struct powercut *cut, void *context);
  /* The operations, recorded. Opens and closes what it needs. With failing
   * I/O any result is fine, otherwise not 0 ends the case. */
  int (*run)(struct powercut *cut, void *context);
  /* Opens what is on the disk and tells each flaw; closes again. */
  void (*check)(struct powercut *cut, void *context);
  void *context;
  /* A control: flaws (bits 1 << POWERCUT_LOST ...) of which at least one must
   * turn up, or the harness is blind. 0: none may turn up. */
  unsigned control;
};

struct powercut_options {
  uint64_t seed;
  unsigned jobs;   /* child processes, 0: one per core */
  size_t max_cuts; /* cut points, spread evenly; 0: every I/O */
  bool again;      /* now and then also cut during the first recovery */
  bool quiet;      /* don't print single flaws */
};

struct powercut_report {
  uint64_t seed;
  uint64_t ios;   /* operations recorded, or I/Os of the kinds that failed */
  uint64_t cases; /* checks made */
  uint64_t fired; /* of those, with data lost, torn or I/O refused */
  uint64_t acks;  /* acknowledged in the whole run */
  uint64_t flaws[POWERCUT_FLAWS];
  uint64_t milliseconds;
};

/* Options from the command line (--seed N, --jobs N, --max-cuts N, --quiet)
 * over the usual ones; ends the program on an unknown word. */
void powercut_options(struct powercut_options *options, int argc, char **argv);

/* Cuts the power at each I/O in all five ways. 0, or -1 when the case could
 * not be run. */
int powercut_run(const struct powercut_case *test,
                 const struct powercut_options *options,
                 struct powercut_report *report);

/* Refuses each I/O in turn, of each kind, once and from then on; after each
 * run checks the files as the program left them and after a power cut. */
int powercut_run_failures(const struct powercut_case *test,
                          const struct powercut_options *options,
                          struct powercut_report *report);

/* Prints the report's line and says whether it is as it must be: something
 * fired, something was acknowledged, and no flaw, or a control's flaw. */
bool powercut_judge(const struct powercut_case *test, const char *stage,
                    const struct powercut_report *report);

/* One campaign over one case, judged; true when all is as it must be. Single
 * flaws of a control are not printed. */
bool powercut_campaign_cuts(const struct powercut_case *test,
                            const struct powercut_options *options);
bool powercut_campaign_failures(const struct powercut_case *test,
                                const struct powercut_options *options);

/* --- for cases --- */

struct disk *powercut_disk(struct powercut *cut);

/* In run: the program under test has said that `id` is durable. Any thread. */
void powercut_ack(struct powercut *cut, uint64_t id);

/* In check: what was acknowledged before the cut, in order. */
size_t powercut_acks(const struct powercut *cut, const uint64_t **ids);
bool powercut_acked(const struct powercut *cut, uint64_t id);

/* In check: a flaw, in words. */
void powercut_tell(struct powercut *cut, enum powercut_flaw flaw,
                   const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
