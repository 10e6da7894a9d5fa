/* What the files of undo share; nothing else includes this. */
#ifndef SONGHE_STORAGE_UNDO_INSIDE_H
#define SONGHE_STORAGE_UNDO_INSIDE_H

#include "base/json.h"
#include "storage/internal.h"
#include "storage/undo.h"

/* A table with rows that the commands changed. */
struct undo_table {
  const struct schema *schema;
  const struct table *table;
  int64_t word; /* its name in the journal */
  json_t *rows; /* id as text -> index in storage_undo.rows */
  /* Columns as they were declared at the place of the journal that is read:
   * the number of today's column, -1 for one that is no more. */
  int columns[STORAGE_COLUMNS_MAX];
  size_t width;
};

/* What of a command is taken back: its parts from `from` up to, not with, `to`
 * (a command may answer several events, and not all are the commands' own). */
struct undo_span {
  int64_t command;
  int64_t from;
  int64_t to;
};

enum undo_cell { UNDO_NONE, UNDO_WANTED, UNDO_KNOWN };

/* What a row was before one change of it; with `check`, what somebody else
 * left of it since, which must be what they found. */
struct undo_step {
  size_t row;
  enum undo_kind kind;
  bool check;
  int64_t by;     /* of a check: their newest command */
  bool idle;      /* nothing to do: a check, or a row that came and went */
  size_t newer;   /* the step of this row before it in `steps`; SIZE_MAX */
  json_t *values; /* per column of today, as stored */
  uint8_t cells[STORAGE_COLUMNS_MAX]; /* enum undo_cell of each */
};

struct undo_row {
  size_t table;
  int64_t id;
  size_t newest;  /* the last of its steps; SIZE_MAX: none */
  bool faulty;    /* a fault names it already */
  bool gone;      /* somebody else's changes end with its deletion */
  bool unknown;   /* ... or were erased by law */
  int64_t others; /* the newest command of somebody else; 0: none */
  json_t *left;   /* what they left: number of a column -> value, or NULL */
};

struct storage_undo {
  struct storage *storage;
  const struct storage_undo_keep *keep; /* or NULL */
  struct undo_span *spans;              /* ascending */
  size_t span_count;
  size_t span_room;
  json_t *subjects; /* of events about kept rows, as keys */
  struct undo_table *tables;
  size_t table_count;
  struct undo_row *rows;
  size_t row_count;
  size_t row_room;
  struct undo_step *steps; /* the newest change first */
  size_t step_count;
  size_t step_room;
  size_t wanted; /* cells whose value has not been met */
};

/* Whether part `n` of a command is taken back. */
bool undo_is_ours(const struct storage_undo *undo, int64_t command, int64_t n);

/* A fault on a row; once each. */
void undo_blame(struct storage_undo *undo, struct undo_row *row,
                const char *code, const char *zh, const char *en,
                struct error *err);

/* undo_past.c: reads the journal backwards and makes the steps. */
int undo_read_past(struct storage_undo *undo, struct error *err);

#endif
