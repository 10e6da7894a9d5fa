/* Shared by the files of duty_*.c. */
#ifndef SONGHE_SCHEDULE_DUTY_INSIDE_H
#define SONGHE_SCHEDULE_DUTY_INSIDE_H

#include "base/zone.h"
#include "schedule/duty.h"
#include "schedule/expand.h"
#include "storage/statement.h"

struct duty_book {
  struct storage *storage;
  struct storage_conn *conn;
  const struct zone *zone; /* of the home */
  duty_kind *kind;
  void *context;
  bool hold_missed; /* the clock jumped: nothing becomes missed by itself */
};

/* The stored numbers of duty_open.state: the order is the way they go. */
enum duty_state { DUTY_UPCOMING, DUTY_DUE, DUTY_LATE, DUTY_MISSED };

/* duty_open.next of one that is held: it does not move on, but until it has
 * come, held, it may. */
#define DUTY_HELD_NEXT " next = case state when 0 then next end"

/* "upcoming", "due", "late", "missed". */
const char *duty_state_name(int64_t state);

/* Windows around the due time, ms. */
struct duty_windows {
  int64_t early;  /* may be recorded this long before */
  int64_t late;   /* late from this long after */
  int64_t missed; /* missed from this long after; -1: never by itself */
};

/* When an occurrence leaves `state`, and for which; 0 when it stays. */
int64_t duty_leaves(const struct duty_windows *windows, int64_t due,
                    enum duty_state state);

/* --- identity ------------------------------------------------------------ */

/* An occurrence is its schedule version and its wall time in the home's zone;
 * slot = seconds of that wall time * 2, plus 1 on the second pass of a
 * repeated hour. Nothing else: not the day it was made, not "today". */
int64_t duty_slot(const struct local_time *wall, bool second_pass);
void duty_format_id(int64_t schedule, int64_t slot, char out[DUTY_ID_TEXT]);
int duty_parse_id(const char *text, int64_t *schedule, int64_t *slot);

/* --- schedules ----------------------------------------------------------- */

/* One version as it is stored; texts are owned. */
struct duty_plan {
  int64_t id;
  int64_t series; /* the schedule's stable id: its first version's */
  int64_t version;
  int64_t starts; /* ms UTC: nothing due before; as duty_spec_bounds says */
  int64_t ends;   /* ms UTC: nothing due from here on; INT64_MAX: open */
  char *kind;
  char *subject; /* or NULL */
  json_t *spec;  /* rule, every or at; start, until_, windows, second_signer,
                    since, cut, except */
  json_t *data;  /* the plugin's, or NULL */
};

/* ERROR_NOT_FOUND when there is no such version. */
int duty_plan_load(struct duty_book *book, int64_t id, struct duty_plan *plan,
                   struct error *err);
/* The newest version of a series. */
int duty_plan_current(struct duty_book *book, int64_t series,
                      struct duty_plan *plan, struct error *err);
void duty_plan_fini(struct duty_plan *plan);

/* What duty_plan_read reads, in this order, of a core_schedule `s`. */
#define DUTY_PLAN_COLUMNS                                                      \
  " s.id, coalesce(s.series, s.id), s.version, s.kind, s.subject, s.spec,"     \
  " s.starts, s.ends, s.data "
int duty_plan_read(const struct duty_book *book, struct statement *st,
                   struct duty_plan *plan, struct error *err);

/* The slot of an occurrence of a plan; elapsed ones live in UTC. */
int64_t duty_slot_of(const struct duty_book *book, const struct duty_plan *plan,
                     const struct occurrence *found);

/* The schedule's own windows, else its kind's. A kind that is not there (its
 * plugin is off) has the usual ones, so that its duties go on being asked for.
 */
void duty_windows(const struct duty_book *book, const struct duty_plan *plan,
                  struct duty_windows *windows);

/* Checks a spec, naming every fault, and gives the instants from which (start
 * or at) and before which (until_, or INT64_MAX) it may be due. */
int duty_spec_check(const struct duty_book *book, const json_t *spec,
                    int64_t *starts, int64_t *ends, struct error *err);

/* The recurrence of a checked spec; recurrence_fini when done. */
int duty_spec_recurrence(const struct duty_book *book, const json_t *spec,
                         struct recurrence *out, struct error *err);

/* `every`: true elapsed time, whatever the home's clocks show. */
bool duty_is_elapsed(const json_t *spec);

/* A copy of a checked spec whose times no longer depend on the zone of the
 * day: start or at a wall time as text, or for elapsed ones an instant; until_
 * an instant. */
json_t *duty_spec_fixed(const struct duty_book *book, const json_t *spec);

/* The first wall time that is not due before an instant, as text. */
void duty_spec_edge(const struct duty_book *book, int64_t from, char text[20]);

/* A version takes over from the one before at a wall time, `since`, which ends
 * there, `cut`: wherever the home goes, each planned time stays with one of
 * them. Puts the instants of the home's zone in place of *starts and *ends,
 * which are those of the zone in which it was said. An end of its own is an
 * instant. */
json_t *duty_spec_since(const json_t *spec); /* borrowed; NULL: elapsed */
void duty_spec_bounds(const struct duty_book *book, const json_t *spec,
                      int64_t *starts, int64_t *ends);

/* Refuses a spec in force from `starts` to `ends` (ms) that would bring too
 * many occurrences from before now (duty_past.c). */
int duty_spec_past(const struct duty_book *book, const json_t *spec,
                   int64_t starts, int64_t ends, struct error *err);

/* Makes what had not come by `now` in the zone `before` anew in the book's. */
int duty_rezone(struct duty_book *book, const struct zone *before, int64_t now,
                struct error *err);
#define DUTY_ZONES_APART (48LL * 3600 * 1000) /* ms; no two are farther */

/* The open hold that covers an instant: 1 and its reason, or 0. */
int duty_held(struct duty_book *book, int64_t series, int64_t due,
              struct error *err);

/* An open occurrence while many are walked through. */
struct duty_open_row {
  int64_t schedule, slot;
  int64_t due; /* ms UTC */
  int64_t state;
};
typedef int duty_each(struct duty_book *book, const struct duty_open_row *row,
                      struct error *err);
/* Calls for each occurrence that `sql` selects, which may change it: the next
 * one behind (schedule, slot) ?1 and ?2, of ?3 unless `of` is 0 (duty_list.c).
 */
int duty_each_open(struct duty_book *book, const char *sql, int64_t of,
                   duty_each *each, struct error *err);

/* Open occurrences are held where a hold covers them, and nowhere else. */
int duty_settle_holds(struct duty_book *book, struct error *err);

/* Open occurrences of a version behind its end are withdrawn: from the wall
 * time on at which it was cut, or that fall due from plan->ends on. */
int duty_withdraw(struct duty_book *book, const struct duty_plan *plan,
                  struct error *err);

/* Begins the making of a version: its occurrences, the horizon ahead of its
 * first instant. */
int duty_cursor_start(struct duty_book *book, int64_t schedule, int64_t starts,
                      struct error *err);

/* Keeps how far a schedule has been expanded (NULL: not at all yet) and when
 * to go on. */
int duty_cursor_save(struct duty_book *book, int64_t schedule,
                     const struct expand_mark *mark, int64_t next,
                     struct error *err);

/* Makes all that is to exist by now. */
int duty_expand_all(struct duty_book *book, int64_t now, struct error *err);

/* --- schedules that can't be read (duty_fault.c) ------------------------- */

/* 0 when the schedule can be read and expanded; why not in *why. */
int duty_fault_look(struct duty_book *book, int64_t schedule,
                    struct error *why);

/* An advance failed over a schedule with `failed`: when that is the schedule's
 * own fault it is set aside, 0; else `failed`. */
int duty_fault_over(struct duty_book *book, int64_t schedule, int64_t now,
                    int failed, struct error *err);
/* Tries one whose time has come: 1, or 0 when there is none. */
int duty_fault_retry(struct duty_book *book, int64_t now, struct error *err);

/* {duty, kind, schedule, due, subject?, data?}: what events say of an
 * occurrence. New reference. */
json_t *duty_describe(const struct duty_plan *plan, int64_t slot, int64_t due);

/* Binds filter's text of that name, or nothing. */
void duty_bind_text(struct statement *st, int index, const json_t *filter,
                    const char *name);

/* "schedule:<series>": keys the order of a duty's events. */
void duty_subject(const struct duty_plan *plan, char out[40]);

#endif
