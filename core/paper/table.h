/* A CSV text as rows of cells; the bounds of any table. */
#ifndef SONGHE_PAPER_TABLE_H
#define SONGHE_PAPER_TABLE_H

#include <jansson.h>
#include <stddef.h>

#define TABLE_ROWS_MAX 100000 /* below the headings */
#define TABLE_CELLS_MAX 100   /* of one row */
#define TABLE_CELL_MAX 10000  /* bytes */
#define TABLE_ROW_MAX 40000   /* bytes of one row's texts */
#define TABLE_ALL_MAX 1000000 /* cells below the headings, empty ones too */

/* Why a table was refused; texts are static, or last until the next table. */
struct table_fault {
  const char *code;
  const char *zh;
  const char *en;
};

/* Takes over one row, {row, cells}. An error ends the reading. */
typedef int table_row(void *context, json_t *row);

/* `text` is UTF-8. Comma, semicolon or tab, whichever the first line has most
 * of. Rows without any text are left out; `row` counts them all, from 1, as a
 * spreadsheet does. One row is held at a time. ERROR_INPUT with a reason, or
 * what `each` returned. */
int table_read(const char *text, size_t len, table_row *each, void *context,
               struct table_fault *why);

/* Leaves out white space at both ends, wide, fixed and of no width as well. */
void table_trim(const char **text, size_t *len);

#endif
