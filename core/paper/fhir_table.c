#include "paper/fhir_table.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "paper/fhir_types.h"

#define FACTS (sizeof fhir_facts / sizeof *fhir_facts)
#define TYPES_MAX 128
#define ELEMENTS_MAX 1600 /* of all types together */

static struct fhir_type table_types[TYPES_MAX];
static size_t table_type_count;
static struct fhir_element *table_elements;
static size_t table_element_count;

const struct fhir_type *fhir_type(const char *name) {
  for (size_t i = 0; i < table_type_count; i++)
    if (strcmp(table_types[i].name, name) == 0)
      return &table_types[i];
  return NULL;
}

const struct fhir_type *fhir_resource(const char *name) {
  const struct fhir_type *type = fhir_type(name);

  return type != NULL && type->kind == FHIR_RESOURCE ? type : NULL;
}

const struct fhir_element *fhir_element(const struct fhir_type *type,
                                        const char *name) {
  for (size_t i = 0; i < type->count; i++)
    if (strcmp(type->elements[i].name, name) == 0)
      return &type->elements[i];
  return NULL;
}

static struct fhir_type *table_add_type(const char *name, size_t len,
                                        enum fhir_kind kind) {
  struct fhir_type *type = &table_types[table_type_count];

  if (table_type_count == TYPES_MAX || len >= FHIR_NAME_MAX)
    return NULL;
  table_type_count++;
  memcpy(type->name, name, len);
  type->name[len] = '\0';
  type->kind = kind;
  return type;
}

static const struct fhir_fact *table_fact(const char *name) {
  for (size_t i = 0; i < FACTS; i++)
    if (strcmp(fhir_facts[i].name, name) == 0)
      return &fhir_facts[i];
  return NULL;
}

static bool table_is_resource(const struct fhir_fact *fact) {
  for (; fact != NULL; fact = table_fact(fact->base))
    if (strcmp(fact->base, "Resource") == 0)
      return true;
  return false;
}

static int table_add_types(void) {
  static const char *const words = FHIR_PRIMITIVES;
  bool good = true;

  for (const char *at = words; *at != '\0';) {
    size_t len = strcspn(at, " ");
    good = good && table_add_type(at, len, FHIR_PRIMITIVE) != NULL;
    at += len + (at[len] == ' ');
  }
  good = good && table_add_type("ANY", 3, FHIR_ANY) != NULL;
  for (size_t i = 0; i < FACTS; i++) {
    const char *name = fhir_facts[i].name;
    good = good && table_add_type(name, strlen(name),
                                  table_is_resource(&fhir_facts[i])
                                      ? FHIR_RESOURCE
                                      : FHIR_ELEMENT) != NULL;
  }
  return good ? 0 : ERROR_INTERNAL;
}

/* One element of a type, for one type of its choice. `stem` without "[x]". */
static int table_add_element(const char *stem, size_t stem_len, bool choice,
                             const char *type, size_t type_len, char sign) {
  struct fhir_element *element = &table_elements[table_element_count];
  char name[FHIR_NAME_MAX];

  if (table_element_count == ELEMENTS_MAX || type_len >= sizeof name ||
      stem_len + (choice ? type_len : 0) >= sizeof name)
    return ERROR_INTERNAL;
  table_element_count++;
  memcpy(element->name, stem, stem_len);
  if (choice) {
    memcpy(element->name + stem_len, type, type_len);
    element->name[stem_len] = (char)toupper((unsigned char)type[0]);
  }
  memcpy(name, type, type_len);
  name[type_len] = '\0';
  element->type = fhir_type(name);
  element->many = sign == '*' || sign == '+';
  element->needed = sign == '!' || sign == '+';
  return element->type != NULL ? 0 : ERROR_INTERNAL;
}

/* "value[x]?A|B" or "status!code=a,b". */
static int table_read_element(const char *text, size_t len,
                              unsigned char *groups) {
  size_t stem = strcspn(text, "!?+*");
  bool choice = stem > 3 && memcmp(text + stem - 3, "[x]", 3) == 0;
  const char *end = text + len;
  const char *at = text + stem + 1;
  const char *codes = memchr(at, '=', (size_t)(end - at));
  const char *stop = codes != NULL ? codes : end;
  unsigned char group = choice ? ++*groups : 0;
  int rc = 0;

  while (rc == 0 && at < stop) {
    const char *bar = memchr(at, '|', (size_t)(stop - at));
    const char *to = bar != NULL ? bar : stop;
    struct fhir_element *element = &table_elements[table_element_count];
    rc = table_add_element(text, choice ? stem - 3 : stem, choice, at,
                           (size_t)(to - at), text[stem]);
    if (rc != 0)
      return rc;
    element->group = group;
    if (codes != NULL) { /* ",a,b," so that a code is found between commas */
      char *list = malloc((size_t)(end - codes) + 2);
      if (list == NULL)
        return ERROR_MEMORY;
      snprintf(list, (size_t)(end - codes) + 2, ",%.*s,",
               (int)(end - codes - 1), codes + 1);
      element->codes = list;
    }
    at = to + 1;
  }
  return rc;
}

/* Those of the base come first. */
static int table_read_elements(const struct fhir_fact *fact,
                               unsigned char *groups) {
  int rc = 0;

  if (fact->base[0] != '\0')
    rc = table_read_elements(table_fact(fact->base), groups);
  for (const char *at = fact->elements; rc == 0 && *at != '\0';) {
    size_t len = strcspn(at, " ");
    rc = table_read_element(at, len, groups);
    at += len + (at[len] == ' ');
  }
  return rc;
}

static int table_fill(struct fhir_type *type) {
  size_t first = table_element_count;
  unsigned char groups = 0;
  int rc = table_read_elements(table_fact(type->name), &groups);

  type->elements = table_elements + first;
  type->count = table_element_count - first;
  for (size_t i = first; i < table_element_count; i++) {
    const char *name = table_elements[i].name;
    table_elements[i].attribute =
        (type->kind == FHIR_ELEMENT && strcmp(name, "id") == 0) ||
        (strcmp(type->name, "Extension") == 0 && strcmp(name, "url") == 0);
  }
  return rc;
}

int fhir_table_open(void) {
  int rc = 0;

  if (table_elements != NULL)
    return 0;
  table_elements = calloc(ELEMENTS_MAX, sizeof *table_elements);
  if (table_elements == NULL)
    return ERROR_MEMORY;
  rc = table_add_types();
  for (size_t i = 0; rc == 0 && i < table_type_count; i++)
    if (table_types[i].kind == FHIR_ELEMENT ||
        table_types[i].kind == FHIR_RESOURCE)
      rc = table_fill(&table_types[i]);
  return rc;
}
