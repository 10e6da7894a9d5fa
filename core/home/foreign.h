/* Foreign files through songhe-paper: a sandboxed child reads the bytes and
 * gives back checked rows. Blocking: executors and the command line only. */
#ifndef SONGHE_HOME_FOREIGN_H
#define SONGHE_HOME_FOREIGN_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"

#define FOREIGN_BYTES_MAX (8u << 20)
#define FOREIGN_DEADLINE 30000 /* ms for one file */

/* Refuses a file of more bytes than are read, and says in how many to cut. */
int foreign_check_size(size_t len, struct error *err);

/* A CSV file (UTF-8, UTF-16 or GB 18030) or a sheet of a workbook (.xlsx) as
 * an array of {row, cells: [text]}, the first being the header row, with what
 * xlsx_row in paper/xlsx.h adds and the `width` of the widest below it; these
 * as JSON text, which the import reads. A FHIR file as an array of what
 * fhir_row in paper/fhir.h says. `sheet`: which one of a workbook, or NULL. New
 * reference in *rows. */
int foreign_rows(const char *paper, const void *bytes, size_t len,
                 const char *sheet, json_t **rows, struct error *err);

/* A resource in the neutral form (FHIR's JSON with decimals as text) as a FHIR
 * file, `form` "json" or "xml". */
int foreign_fhir(const char *paper, const json_t *resource, const char *form,
                 struct buf *out, struct error *err);

#endif
