/* What FHIR R4 (4.0.1) says of the resources that are read and written: the
 * elements of each type in the order of the standard, how often they may come
 * and what they hold. */
#ifndef SONGHE_PAPER_FHIR_TABLE_H
#define SONGHE_PAPER_FHIR_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#define FHIR_NAME_MAX 48 /* bytes of an element's name with its NUL */

enum fhir_kind {
  FHIR_ELEMENT,   /* a datatype or backbone element */
  FHIR_RESOURCE,  /* has a resourceType */
  FHIR_PRIMITIVE, /* one value, perhaps with id and extensions */
  FHIR_ANY,       /* any resource: contained, entry.resource */
};

struct fhir_element;

/* One type. Static once fhir_table_open() has run. */
struct fhir_type {
  char name[FHIR_NAME_MAX];
  enum fhir_kind kind;
  const struct fhir_element *elements; /* in the order of the standard */
  size_t count;
};

/* One element of a type; a choice such as value[x] is one for each type. */
struct fhir_element {
  char name[FHIR_NAME_MAX];
  const struct fhir_type *type;
  bool many;           /* a list */
  bool needed;         /* at least one */
  bool attribute;      /* in XML an attribute: id, Extension.url */
  const char *codes;   /* the codes it may hold, between commas; NULL: any */
  unsigned char group; /* the choice it is of, within its type; 0: none */
};

/* Makes the tables. Once, before the sandbox closes; 0 or ERROR_MEMORY or
 * ERROR_INTERNAL (a type that is used and not there). */
int fhir_table_open(void);

/* NULL when there is none. */
const struct fhir_type *fhir_type(const char *name);
/* Only resources. */
const struct fhir_type *fhir_resource(const char *name);
const struct fhir_element *fhir_element(const struct fhir_type *type,
                                        const char *name);

#endif
