/* What the files of the FHIR reader share; nothing else includes this. */
#ifndef SONGHE_PAPER_FHIR_INSIDE_H
#define SONGHE_PAPER_FHIR_INSIDE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "paper/fhir.h"
#include "paper/fhir_table.h"

#define FHIR_DEPTH_MAX 24            /* objects and lists within each other */
#define FHIR_FAULTS_MAX 1000         /* of one file; the rest are counted */
#define FHIR_BINARY_MAX (8 << 10)    /* characters of base64 that are kept */
#define FHIR_RESOURCE_MAX (44 << 10) /* bytes packed: a call takes 64 KB */

/* One reading or writing. */
struct fhir {
  struct buf path; /* of the element at hand, "Patient.name[0].given" */
  json_t *faults;  /* of the resource at hand: {field, code, zh, en} */
  json_t *dropped; /* of the resource at hand: {path, code, zh, en} */
  size_t told;     /* faults of the whole file */
  int depth;       /* of the element at hand */
  long line;       /* in XML: of the element at hand; 0: not known */
  bool neutral;    /* what is read is a neutral tree: decimals are texts */
  bool trim;       /* for a home: long binaries are left out, what changes the
                    * meaning of the rest is refused */
  int64_t row;     /* resources seen */
  fhir_row *sink;
  void *context;
  struct error *err;
};

/* --- fhir_path.c: where we are, and what is wrong there ------------------- */

/* Returns the mark that fhir_path_back takes. */
size_t fhir_path_name(struct fhir *fhir, const char *name);
size_t fhir_path_index(struct fhir *fhir, size_t index);
void fhir_path_back(struct fhir *fhir, size_t mark);

/* Texts are the same form in both languages. */
void fhir_fault(struct fhir *fhir, const char *code, const char *zh,
                const char *en, ...) __attribute__((format(printf, 4, 5)));
void fhir_drop(struct fhir *fhir, const char *code, const char *zh,
               const char *en, ...) __attribute__((format(printf, 4, 5)));
/* An element that the type does not have. */
void fhir_unknown(struct fhir *fhir, const char *name);
/* True when one may go deeper; then fhir->depth is one more. */
bool fhir_deeper(struct fhir *fhir);

/* --- fhir_value.c: primitive values --------------------------------------- */

/* A value as XML has it, all of them texts, in its neutral form; NULL and a
 * fault when the type can't hold it. New reference. */
json_t *fhir_text_value(struct fhir *fhir, const struct fhir_element *element,
                        const char *text, size_t len);
/* The same for a value of JSON. */
json_t *fhir_json_value(struct fhir *fhir, const struct fhir_element *element,
                        const json_t *value);

/* A JSON text whose decimals are written as strings that begin with NUL, so
 * that their digits stay. */
#define FHIR_DECIMAL_MARK '\0'

/* --- fhir_check.c ----------------------------------------------------------
 */

/* An object of JSON as a neutral one: only what the type has, each value
 * checked. Never NULL but when out of memory. New reference. */
json_t *fhir_check_object(struct fhir *fhir, const struct fhir_type *type,
                          const json_t *object);
/* The same for a whole resource; NULL when its type is not handled. */
json_t *fhir_check_resource(struct fhir *fhir, const json_t *object);
/* What must be there, choices that exclude each other, emptiness: by the names
 * that came, whether their values were good or not. */
void fhir_check_whole(struct fhir *fhir, const struct fhir_type *type,
                      const json_t *object);
/* A resource whose type is not read: said, not kept. */
void fhir_check_strange(struct fhir *fhir, const char *name);

/* --- fhir.c: rows ----------------------------------------------------------
 */

/* Sends the row of one resource and starts the next. `resource` is taken over
 * and may be NULL; `source` is its text as it came, `url` its fullUrl or
 * NULL. */
int fhir_emit(struct fhir *fhir, const char *format, const char *type,
              const char *url, json_t *resource, const char *source,
              size_t source_len);

/* --- the two forms ---------------------------------------------------------
 */

int fhir_json_read(struct fhir *fhir, const char *text, size_t len);
int fhir_xml_read(struct fhir *fhir, const char *text, size_t len,
                  enum text_encoding found);
/* Before the sandbox closes. */
int fhir_xml_prepare(void);
/* Whether a narrative is well formed: one div of XHTML, no DTD. */
bool fhir_xml_is_div(const char *text, size_t len);

/* One object without its name, and one element with it. */
void fhir_json_put(const struct fhir_type *type, const json_t *object,
                   struct buf *out);
void fhir_xml_put(const char *name, const struct fhir_type *type,
                  const json_t *object, struct buf *out);
int fhir_json_write(const struct fhir_type *type, const json_t *object,
                    struct buf *out);
int fhir_xml_write(const struct fhir_type *type, const json_t *object,
                   struct buf *out);

#endif
