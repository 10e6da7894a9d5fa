/* Declared fields (docs/plugin-authors.md, "Fields"): what comes from outside
 * is checked and brought to the inside form, what goes out is brought back.
 * One place for inputs of actions and queries, settings, facts of duties and
 * answers. Pure; any thread. */
#ifndef SONGHE_PLUGIN_FIELDS_H
#define SONGHE_PLUGIN_FIELDS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/error.h"
#include "base/zone.h"

#define FIELDS_TEXT_MAX 200 /* characters of a text without max */
#define FIELDS_LIST_MAX 200 /* entries of a list without max */

/* Where a value comes from. */
enum fields_from {
  FIELDS_JSON, /* an API call: instants as text or ms */
  FIELDS_WORDS /* query strings, files: every value is text; lists, objects
                  and json are JSON text */
};

/* Checks `input` (an object or NULL) against `fields` (array or NULL):
 * defaults are filled in, absent and null are the same, unknown fields are
 * refused, all faults named with paths such as statuses[0].kind. New reference
 * in *out. `zone` is the home's: a date or local time given for an instant is
 * taken in it. */
int fields_check(const json_t *fields, const json_t *input,
                 enum fields_from from, const struct zone *zone, json_t **out,
                 struct error *err);

/* The default of a declared field, if it has one: of its type, within its
 * bounds. Faults are at `path`. */
void fields_check_default(const json_t *field, const char *path,
                          struct error *err);

/* Checks what a handler returned: an object, or (`rows`) an array of them.
 * ERROR_PLUGIN naming every wrong place. Types and the bounds that are declared
 * hold; fields may be absent, and there may be more. `fields` NULL: anything
 * goes. */
int fields_check_result(const json_t *fields, const json_t *value, bool rows,
                        struct error *err);

/* The outside form of an object or an array of objects: instants as ISO 8601
 * with the home's offset. Columns that are not declared stay as they are. New
 * reference. */
json_t *fields_show(const json_t *fields, const json_t *value,
                    const struct zone *zone);

#endif
