/* A CSV text as rows of cells; the bounds of any table. */
#ifndef SONGHE_PAPER_TABLE_H
#define SONGHE_PAPER_TABLE_H

#include <jansson.h>
#include <stddef.h>

#define TABLE_ROWS_MAX 20000
#define TABLE_CELLS_MAX 100  /* of one row */
#define TABLE_CELL_MAX 10000 /* bytes */

/* Why a table was refused; texts are static, or last until the next table. */
struct table_fault {
  const char *code;
  const char *zh;
  const char *en;
};

/* `text` is UTF-8. Comma, semicolon or tab, whichever the first line has most
 * of. Rows without any text are left out; `row` counts them all, from 1, as a
 * spreadsheet does. A new array of {row, cells} in *rows, or a reason. */
int table_read(const char *text, size_t len, json_t **rows,
               struct table_fault *why);

/* Leaves out white space at both ends, wide, fixed and of no width as well. */
void table_trim(const char **text, size_t *len);

#endif
