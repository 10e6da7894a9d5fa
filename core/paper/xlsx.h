/* A workbook (.xlsx, ECMA-376, both forms) as rows of cells, each with the
 * text that stands on its page. One thread. */
#ifndef SONGHE_PAPER_XLSX_H
#define SONGHE_PAPER_XLSX_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

#define XLSX_SHEETS_MAX 100
#define XLSX_NAME_MAX 124 /* bytes of a sheet's name; Excel allows 31 signs */
#define XLSX_STYLES_MAX 65000 /* cell formats; Excel allows 64,000 */
#define XLSX_MERGES_MAX 20000
#define XLSX_CELLS_MAX 3000000 /* of a sheet, empty ones too */

/* Takes over one row: {row, cells, marks?}, as of table_read. `marks` says of
 * cells, by their index as text: "part", a date of which the sheet shows a
 * part; "unsaved", a formula without a result. The first row has also
 * "sheet": {name, sheets: [name], notes: [{code, zh, en}]}. An error ends the
 * reading. */
typedef int xlsx_row(void *context, json_t *row);

/* By its first bytes: a zip archive, which a workbook is. */
bool xlsx_recognise(const char *bytes, size_t len);

/* `sheet`: its name, or NULL: the first that is not hidden and not empty. Rows
 * without any text are left out. ERROR_INPUT and one fault of the file. */
int xlsx_read(const char *bytes, size_t len, const char *sheet, xlsx_row *each,
              void *context, struct error *err);

#endif
