/* What import.c and import_fhir.c share; nothing else includes this. */
#ifndef SONGHE_HOME_IMPORT_INSIDE_H
#define SONGHE_HOME_IMPORT_INSIDE_H

#include "home/work.h"

/* Rows of one transaction, while which the home does nothing else: a row takes
 * 0.3 ms. */
#define IMPORT_ROWS_MAX 5000

/* One import on its way. */
struct import {
  struct home *home;
  struct item *item;
  const char *format;     /* "fhir"; NULL: a table */
  const json_t *declared; /* the plugin's import; NULL: all of that format */
  const char *plugin;     /* whose it is; borrowed from `live` */
  const json_t *fields;   /* inputs of its action */
  char action[96];
  struct live *live;
  json_t *columns;    /* per cell: the declared column, null: none, false: no
                       * heading at all */
  json_t *faults;     /* {row, field, code, zh, en} */
  json_t *rejects;    /* numbers of rows */
  json_t *commands;   /* numbers of commands, one for each row done */
  int64_t after;      /* of the one that looked at all rows; 0: none */
  json_t *unused;     /* headings that no column of the import has */
  json_t *spoilt;     /* fields of the row that have a fault already */
  json_t *left_out;   /* {row, resource, path, code, zh, en} */
  bool whole_refused; /* by what must hold of all rows together */
  int64_t rows;
  int64_t skipped; /* resources that no import takes */
  size_t width;    /* of a part: cells of the widest row of all, else 0 */
};

/* import_parts.c has import_job. Refuses more rows than one transaction may
 * take, and parts of what must come in as a whole. */
int import_check_many(const struct import *import, struct error *err);
/* import.c. A job: rows that go into one transaction, which are a part of a
 * larger table when `width` is not 0. */
void import_run(struct home *home, struct item *item, size_t width);

void import_fault(struct import *import, int64_t row, const char *field,
                  const char *code, const char *zh, const char *en);

/* One row as a command of the person who imports: counted as done or refused.
 * *result (may be NULL): what the action answered, a new reference, NULL when
 * it was refused. An error: storage failed. */
int import_command(struct import *import, char *action, int64_t number,
                   json_t *input, json_t **result, struct error *err);

/* import_cells.c. Which field each cell of the header row names: faults for
 * those that are missing or come twice. */
void import_read_headers(struct import *import, const json_t *row);
/* Whether a row has something under no heading: then a fault says so. */
bool import_too_wide(struct import *import, const json_t *row);
/* What the action says of a row's `field` (NULL: none), choices in the words
 * that a table may use. */
void import_refused(struct import *import, int64_t row,
                    const struct error_fault *fault, const json_t *field);
/* What a cell says for the input `field` (NULL: unknown) called `name`. New
 * reference, NULL with a fault at `row` when a spreadsheet has spoilt it. */
json_t *import_cell(struct import *import, const json_t *field, int64_t row,
                    const char *name, const char *text);
/* Whether a workbook's cell is of no use for what is marked on it (xlsx_row in
 * paper/xlsx.h): the fault at `row` says why. */
bool import_cell_marked(struct import *import, int64_t row, const char *name,
                        const char *text, const char *mark);

/* The refused rows as CSV, each with what is wrong. New reference. */
json_t *import_reject_file(const struct import *import);

/* Rows of songhe-paper that are FHIR resources. */
int import_fhir_rows(struct import *import, struct error *err);
/* The refused resources as they came, in a Bundle. New reference. */
json_t *import_fhir_rejects(const struct import *import);
/* As much of left_out as the record of the import keeps; each resource's own
 * command has all of its own. New reference. */
json_t *import_fhir_kept(const struct import *import);

#endif
