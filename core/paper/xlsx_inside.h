/* What the files of the workbook's reader share; nothing else includes this. */
#ifndef SONGHE_PAPER_XLSX_INSIDE_H
#define SONGHE_PAPER_XLSX_INSIDE_H

#include "base/buf.h"
#include "paper/number.h"
#include "paper/xlsx.h"
#include "paper/xml.h"
#include "paper/zip.h"

/* Texts that many cells share. */
struct xlsx_strings {
  struct buf text;
  struct buf ends; /* uint32_t: where each text ends */
  size_t count;
};

/* A workbook being read. */
struct xlsx {
  struct zip zip;
  bool from_1904;                /* days are counted from 1904 */
  json_t *sheets;                /* [{name, part, hidden}], worksheets only */
  struct number_format *formats; /* by a cell's style */
  size_t format_count;
  struct xlsx_strings strings;
  char part[ZIP_NAME_MAX]; /* the last one opened */
  struct error *err;
};

/* One part of it as XML. The struct stays where it is while open. */
struct xlsx_part {
  struct xml xml;
  struct xlsx *book;
};

/* Merged cells, counted from row 1 and column 0. */
struct xlsx_merge {
  int top, bottom;
  int left, right;
};

/* What a look through a sheet finds before its rows are read. */
struct xlsx_survey {
  int first;         /* row that has something; 0: an empty sheet */
  int last;          /* the same */
  struct buf merges; /* struct xlsx_merge, by their top row */
  size_t merge_count;
  size_t filled;           /* merges that go down, below the first row */
  struct xlsx_merge shown; /* one of them */
  size_t hidden;           /* rows with something in them */
  int hidden_row;          /* the first */
  size_t formulas;
  int formula_row;
};

/* xlsx.c. 1: opened; 0: there is no such part; ERROR_INPUT. */
int xlsx_part_open(struct xlsx_part *part, struct xlsx *book, const char *name);
/* `rc` of the reading: 0 becomes an error if the part was damaged. */
int xlsx_part_close(struct xlsx_part *part, int rc);
/* The next element that begins: 1, 0 at the end, an error. Text, ends and
 * what is of another namespace than `ns` (NULL: the sheets') are passed by. */
int xlsx_next(struct xlsx_part *part, xmlNodePtr *node);
/* The same, leaving out what is within the last one. */
int xlsx_after(struct xlsx_part *part, xmlNodePtr *node);
int xlsx_broken(struct xlsx *book);
int xlsx_too_large(struct xlsx *book);

/* Of that name, in the namespace of sheets. */
bool xlsx_is(const xmlNode *node, const char *name);
/* Without a namespace; NULL when absent. Borrowed. */
const char *xlsx_attribute(const xmlNode *node, const char *name);
bool xlsx_true(const xmlNode *node, const char *name);
/* A whole number; -1: absent or none. */
int xlsx_number(const xmlNode *node, const char *name);
/* Appends what stands in an element, with _x000D_ and such read. */
void xlsx_text(const xmlNode *node, struct buf *out);
/* The texts and runs of a shared or inline string, without the readings over
 * the characters. */
void xlsx_rich(const xmlNode *node, struct buf *out);

/* xlsx_book.c: the workbook, its formats and its shared texts. */
int xlsx_book_read(struct xlsx *book);
int xlsx_strings_read(struct xlsx *book, const char *part);
/* False: there is no such text. */
bool xlsx_string(const struct xlsx_strings *strings, size_t index,
                 const char **text, size_t *len);

/* xlsx_survey.c. "B3": row from 1, column from 0; false: no such cell. */
bool xlsx_cell_at(const char *text, int *row, int *column);
int xlsx_survey(struct xlsx *book, const char *part,
                struct xlsx_survey *survey);
void xlsx_survey_fini(struct xlsx_survey *survey);
/* [{code, zh, en}]: what a manager should know of. New reference. */
json_t *xlsx_notes(const struct xlsx_survey *survey);

/* xlsx_sheet.c. `about` goes with the first row. */
int xlsx_sheet(struct xlsx *book, const char *part,
               const struct xlsx_survey *survey, json_t *about, xlsx_row *each,
               void *context);

#endif
