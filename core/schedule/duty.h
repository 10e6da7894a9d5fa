/* Duties: something that a person must do at a time. Never lost, never
 * doubled, never done by itself: each ends in exactly one effective outcome,
 * by a named person.
 *
 * A schedule (journaled row of core_schedule, immutable version) gives
 * occurrences; those within the horizon that have no outcome are rows of the
 * derived table duty_open; outcomes are journaled rows of core_outcome. The id
 * of an occurrence is its schedule version and its wall time in the home's
 * zone, "12-20261123T080000" (with a b behind it on the second pass of a
 * repeated hour; in UTC for elapsed schedules): readable, and the same whenever
 * it is computed. A home that was given another zone is re-derived when it is
 * opened: open occurrences keep their wall times, outcomes their instants.
 *
 * Runs on the home's executor inside an open batch. */
#ifndef SONGHE_SCHEDULE_DUTY_H
#define SONGHE_SCHEDULE_DUTY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/zone.h"
#include "storage/storage.h"

#define DUTY_ID_TEXT 40                    /* an occurrence's id with its NUL */
#define DUTY_HORIZON (48LL * 3600 * 1000)  /* ms ahead that rows exist for */
#define DUTY_SIGNER_WINDOW (2 * 60 * 1000) /* ms a second sign-in counts */
#define DUTY_CLOCK_STEP (5 * 60 * 1000)    /* ms forward that ask a person */

struct duty_book;    /* the duties of one open home */
struct storage_undo; /* storage/undo.h */

/* A declared kind ("beds.clean_bed"), as in docs/plugin-authors.md; borrowed
 * from the catalogue. NULL when it is unknown. */
typedef const json_t *duty_kind(void *context, const char *name);

/* core_schedule and core_outcome as declared tables, for the core's own
 * schema. New reference. */
json_t *duty_tables(void);

/* What duty_open derives, for storage_options.derived. */
extern const char duty_ddl[];
extern const char duty_own_open[];
extern const char duty_own_done[];
extern const char duty_ddl_indexes[];
int duty_open(struct storage *storage, duty_kind *kind, void *context,
              struct duty_book **out, struct error *err);
void duty_close(struct duty_book *book);

/* --- schedules, inside a command; spec as in home.schedule ------------- */

/* {subject?, rule | every | at, start, until_?, data?, key?, windows?,
 * second_signer?}; the last two go before the kind's. kind is the full name.
 * rule: an RRULE or a list of them, start a local time; every: a duration
 * ("PT8H") of true elapsed time from start; at: one local time or instant. A
 * key names the schedule: a second call with it returns the first. *id is
 * stable over the versions. */
int duty_schedule(struct duty_book *book, const char *kind, const json_t *spec,
                  int64_t *id, struct error *err);
/* Cuts at `from` (ms): open occurrences due after it are withdrawn and linked
 * to the new version, earlier ones stay as they are (M16). */
int duty_reschedule(struct duty_book *book, int64_t schedule, int64_t from,
                    const json_t *spec, struct error *err);
int duty_stop(struct duty_book *book, int64_t schedule, int64_t from,
              struct error *err);
/* Held occurrences ask nobody; they stay visible with the reason. `to` 0:
 * until released. */
int duty_hold(struct duty_book *book, int64_t schedule, int64_t from,
              int64_t to, const char *reason, struct error *err);
/* Ends the holds of a schedule at `from`: what is due later is asked for
 * again. */
int duty_release(struct duty_book *book, int64_t schedule, int64_t from,
                 struct error *err);

/* --- taken back, inside a command (storage/undo.h) ---------------------- */

/* A fault for each outcome that stands on an occurrence which would go, and
 * for each that would itself be taken back: outcomes stay. */
int duty_undo_check(struct duty_book *book, const struct storage_undo *undo,
                    struct error *err);
/* In place of deleting a schedule version: it ends before it began, its open
 * occurrences are withdrawn, its key is free. */
int duty_undo_withdraw(struct duty_book *book, int64_t schedule,
                       struct error *err);
/* After all rows are back: open occurrences follow their schedules and holds
 * again. */
int duty_undo_settle(struct duty_book *book, const struct storage_undo *undo,
                     struct error *err);

/* --- outcomes, inside a command ---------------------------------------- */

struct duty_record {
  const char *duty;    /* id */
  const char *outcome; /* one of the kind's */
  int64_t happened_at; /* what the person says, ms UTC */
  const char *reason;  /* or NULL */
  const json_t *facts; /* checked by the kind's fields, or NULL */
  int64_t person;      /* signed in */
  int64_t second;      /* second signer's core_person id, 0: none */
  int64_t second_at;   /* when the second signed in, ms UTC */
  int64_t supersedes;  /* outcome id that this corrects, 0: none */
  int64_t version;     /* schedule version the page showed, 0: not stated */
};

/* Checks kind, outcome, reason, windows, future, signer, staleness; one
 * effective outcome is guarded by a unique index. *id is core_outcome's. */
int duty_record_outcome(struct duty_book *book,
                        const struct duty_record *record, int64_t now,
                        int64_t *id, struct error *err);

/* What is known of one occurrence: {duty, kind, schedule, version, due,
 * subject?, data?, state}, state as in duty_list. New reference. */
int duty_look(struct duty_book *book, const char *duty, json_t **out,
              struct error *err);

/* The one occurrence of a schedule that was just made with `at`: made now, so
 * that its outcome can be recorded in the same command. */
int duty_only(struct duty_book *book, int64_t schedule, int64_t now,
              char duty[DUTY_ID_TEXT], struct error *err);

/* --- time ---------------------------------------------------------------- */

/* Makes occurrences up to the horizon and moves open ones on (due, late,
 * missed), publishing duty.due, duty.late, duty.missed in the open command. At
 * most `limit` steps; *more tells that there is more to do. The same result
 * whether called each second or once after a month of downtime. */
int duty_advance(struct duty_book *book, int64_t now, int limit, bool *more,
                 struct error *err);

/* After the wall clock jumped forward (M12): while set, nothing becomes missed
 * by itself; a person confirms the time first. */
void duty_hold_missed(struct duty_book *book, bool hold);

/* A schedule that can't be read and whose duties are set aside till it can; 0:
 * there is none. */
int64_t duty_fault(struct duty_book *book);

/* When it must be called next, ms UTC; INT64_MAX: never. */
int64_t duty_next(struct duty_book *book, struct error *err);

/* What a duty event says, from what the journal keeps of it: duty.due, .late
 * and .missed {duty, kind, schedule, due, subject?, data?, at?}, duty.done also
 * {outcome, done, id, at, corrects?}. Other events as they are. New reference
 * in *out. Any connection. */
int duty_tell(struct storage_conn *conn, const char *type,
              const json_t *payload, json_t **out, struct error *err);

/* Open and past duties: array of {duty, kind, subject, due, state, schedule,
 * version, outcome, person, at, recorded_at, reason, ...} in due order. State:
 * upcoming, due, late, missed, held, done. Filters: {state?, from?, to?, kind?,
 * subject?, person?, limit?, outcomes?, among?}; person: the name of who
 * recorded it; outcomes: texts "kind outcome" among which the outcome of a done
 * one is (`among`), or is not. */
int duty_list(struct storage_conn *conn, const json_t *filter, json_t **rows,
              struct error *err);

/* What the schedules will ask for within [from, to) beyond the occurrences
 * that exist already: {duty, due, state, schedule, version, kind, subject?,
 * data?}, state upcoming or held, in no order. At most `limit`, and one more
 * that tells that there are more. Filters: {from, to, kind?, subject?}. Any
 * connection. */
int duty_ahead(struct storage_conn *conn, const struct zone *zone,
               const json_t *filter, size_t limit, json_t **rows,
               struct error *err);

/* One occurrence and what became of it: {duty, kind, schedule, due, subject?,
 * data?, state, history: [{outcome, person, second?, at, recorded_at, reason?,
 * facts?}], newest first}. One beyond the horizon is upcoming. Any connection.
 */
int duty_story(struct storage_conn *conn, const struct zone *zone,
               const char *duty, json_t **row, struct error *err);

#define DUTY_DAYS_MAX 400 /* days that duty_days counts at once */

/* How many duties each local day of [from, to) has, done, open and ahead:
 * {day, kind, state, outcome?, count}, in no order. Filters: {from, to, kind?,
 * subject?, person?}. Any connection. */
int duty_days(struct storage_conn *conn, const struct zone *zone,
              const json_t *filter, json_t **rows, struct error *err);

/* What became of the duties that fell due within [from, to): {kind, state,
 * outcome?, late, count}, in no order; `late`: recorded as done at a time after
 * its late window. Of corrected ones the newest outcome counts. `kind` is asked
 * for the windows. Filters: {from, to, kind?}. Any connection. */
int duty_counts(struct storage_conn *conn, duty_kind *kind, void *context,
                const json_t *filter, json_t **rows, struct error *err);

/* When a schedule of this spec {rule | every, start} would be due, from its
 * start to the end of `days` days, `limit` at most: {at: ms, wall, moved: a gap
 * of the clocks moved it}. No database; any thread. New reference. */
int duty_times(const struct zone *zone, const json_t *spec, int64_t days,
               size_t limit, json_t **rows, struct error *err);

#endif
