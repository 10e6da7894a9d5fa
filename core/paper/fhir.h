/* FHIR R4 (4.0.1) in JSON and XML, in and out, by way of one neutral tree:
 * the JSON form of FHIR with every decimal as text, "0.50". One thread. */
#ifndef SONGHE_PAPER_FHIR_H
#define SONGHE_PAPER_FHIR_H

#include <jansson.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/error.h"
#include "paper/text.h"

enum fhir_format { FHIR_NONE, FHIR_JSON, FHIR_XML };

/* Takes over one row:
 * {row, line, format, type, url?, resource?, dropped: [{path, code, zh, en}],
 *  faults: [{field, code, zh, en}], source: [text]}
 * `row` counts resources from 1; row 0 is the Bundle itself and comes only
 * with faults. `resource` is absent when it has faults or its type is not
 * handled. An error ends the reading. */
typedef int fhir_row(void *context, json_t *row);

/* Once, before the sandbox closes. */
int fhir_prepare(void);

/* By its first character that is no space; FHIR_NONE: some other file. */
enum fhir_format fhir_recognise(const char *text, size_t len);

/* A resource, a Bundle, or resources one after another (NDJSON). `text` is
 * UTF-8, `found` what it was before. ERROR_INPUT and one fault when the file
 * as a whole can't be read. */
int fhir_read(const char *text, size_t len, enum fhir_format format,
              enum text_encoding found, fhir_row *sink, void *context,
              struct error *err);

/* A neutral tree as a file; checked first, every fault at once. */
int fhir_write(const json_t *resource, enum fhir_format format, struct buf *out,
               struct error *err);

/* Sends and empties what has been written so far; an error ends the writing. */
typedef int fhir_flush(void *context, struct buf *out);

/* The same from lines of JSON: a resource; when it is a Bundle, each further
 * line is one of its entries. One line is in memory at a time. */
int fhir_write_lines(const char *text, size_t len, enum fhir_format format,
                     fhir_flush *flush, void *context, struct error *err);

#endif
