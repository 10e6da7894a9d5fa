/* Room on the disk of the data folder, looked at each minute: what is limited
 * when it gets short, and the ballast that is given up first, so that duties
 * can be recorded to the last. docs/decisions/space.md tells why. */
#ifndef SONGHE_HOME_SPACE_H
#define SONGHE_HOME_SPACE_H

#include <jansson.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#define SPACE_MB ((int64_t)1 << 20) /* bytes */
#define SPACE_SHORT 1024            /* MB: below it people are warned */
#define SPACE_TIGHT 300         /* MB: imports, uploads, background work stop */
#define SPACE_LAST 100          /* MB: only duties are recorded */
#define SPACE_BALLAST 64        /* MB that are given up then */
#define SPACE_ROOMY 2048        /* MB: from here on the first ballast is made */
#define SPACE_EVERY_S 60        /* s between two looks */
#define SPACE_FILE "space.json" /* in the data folder: other numbers */
#define SPACE_BALLAST_FILE "ballast"

enum space_level {
  SPACE_IS_AMPLE,
  SPACE_IS_SHORT,
  SPACE_IS_TIGHT,
  SPACE_IS_LAST
};

/* Whether the ballast holds room. Released, its file is still there, empty. */
enum space_ballast { SPACE_NO_BALLAST, SPACE_BALLAST_HELD, SPACE_BALLAST_OUT };

/* What a command wants of the disk. */
enum space_need {
  SPACE_NEEDS_NOTHING, /* goes on whatever there is: recording duties */
  SPACE_NEEDS_SOME,
  SPACE_NEEDS_MUCH /* imports, uploads */
};

struct space_limits {
  int64_t short_of, tight, last; /* bytes */
  int64_t ballast, roomy;        /* bytes */
  int64_t every;                 /* ms */
};

/* What was seen. `free` is what the host may fill: a ballast that is out is
 * to come back, and so is taken off. */
struct space_seen {
  enum space_level level;
  enum space_ballast ballast;
  int64_t free; /* bytes */
};

/* The numbers of a data folder: those above, or of its space.json. A file that
 * is no good is refused, naming what is wrong. */
int space_limits_read(const char *dir, struct space_limits *limits,
                      struct error *err);
enum space_level space_level_of(const struct space_limits *limits,
                                int64_t free);
/* Asks the disk; changes nothing. Any thread. */
int space_measure(const char *dir, const struct space_limits *limits,
                  struct space_seen *seen, struct error *err);

/* {level, free_mb, ballast, zh, en}: for the desk, doctor and other programs;
 * zh and en say what is limited and what to do, and are absent when nothing
 * is. New reference. */
json_t *space_json(const struct space_seen *seen);

/* What the host knows. */
struct space {
  struct space_limits limits;
  bool watched;            /* a host proper */
  bool stays;              /* makes a ballast, tells the log */
  _Atomic int level;       /* enum space_level */
  _Atomic int64_t free;    /* bytes */
  _Atomic int ballast;     /* enum space_ballast */
  _Atomic int64_t look_at; /* monotonic ms of the next look */
  pthread_mutex_t lock;    /* one looks at a time */
  bool unable;             /* lock: a ballast could not be made: not again */
};

struct host;

/* The first look. The folder is ours. */
int space_open(struct host *host, bool stays, struct error *err);
/* Looks now, gives up or makes ballast, and tells when the level changed. Any
 * thread but the loop's; not under host->lock. */
void space_look(struct host *host);
/* The same when a minute has passed. */
void space_watch(struct host *host);
void space_now(const struct host *host, struct space_seen *seen);
/* Whether plugins that keep no duties are to wait. */
bool space_is_tight(const struct host *host);
/* ERROR_FULL with what to do when the disk has no room for this. Any thread. */
int space_check(const struct host *host, enum space_need need,
                struct error *err);

#endif
