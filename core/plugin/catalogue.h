/* The plugins of a home, resolved: who needs whom, and every name that a
 * caller may use. Immutable once built and reference-counted, so a swap is one
 * pointer that changes while older calls finish on the old one. */
#ifndef SONGHE_PLUGIN_CATALOGUE_H
#define SONGHE_PLUGIN_CATALOGUE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/hash.h"
#include "plugin/source.h"

#define CATALOGUE_MAX 64 /* plugins of one home */

/* One plugin version. Immutable; shared between catalogues by reference. */
struct plugin_entry {
  const char *id;               /* within `declaration` */
  const char *version;          /* likewise */
  json_t *declaration;          /* checked */
  struct plugin_source *source; /* with the home's overrides */
  char hash[2 * HASH_SIZE + 1]; /* of the source, hexadecimal */
  _Atomic int refs;
  _Atomic int proven; /* the host's note of the overrides' tests, 0 at first */
  struct error why;   /* if they failed; under the host's lock */
};

struct plugin_catalogue;

/* Takes over both (also when it fails: NULL for lack of memory). */
struct plugin_entry *plugin_entry_new(json_t *declaration,
                                      struct plugin_source *source);
struct plugin_entry *plugin_entry_ref(struct plugin_entry *entry);
void plugin_entry_unref(struct plugin_entry *entry);

/* Takes references. Refused, with every reason named: an id twice, a need
 * that is missing or goes in a circle, a call, table, action or permission of
 * another plugin that does not exist or is not shared, two tables with one
 * name in SQL. */
int plugin_catalogue_build(struct plugin_entry *const *entries, size_t count,
                           struct plugin_catalogue **out, struct error *err);
struct plugin_catalogue *plugin_catalogue_ref(struct plugin_catalogue *cat);
void plugin_catalogue_unref(struct plugin_catalogue *cat);

/* In the order in which they need each other: the needed ones first. */
size_t plugin_catalogue_count(const struct plugin_catalogue *cat);
struct plugin_entry *plugin_catalogue_at(const struct plugin_catalogue *cat,
                                         size_t index);
struct plugin_entry *plugin_catalogue_plugin(const struct plugin_catalogue *cat,
                                             const char *id);

/* `name` ("beds.assign") in `section` ("actions", "queries", "duties",
 * "pages", "imports", "reports"). NULL when there is none. The plugin comes
 * back in *entry unless that is NULL. All borrowed from the catalogue. */
const json_t *plugin_catalogue_find(const struct plugin_catalogue *cat,
                                    const char *section, const char *name,
                                    struct plugin_entry **entry);

/* A permission by its full name. */
const json_t *plugin_catalogue_permission(const struct plugin_catalogue *cat,
                                          const char *name);

/* Calls `each` for every handler in `section` ("on", "before") of every
 * plugin, in order; `pattern` is as declared. A non-zero return stops and is
 * returned. */
int plugin_catalogue_handlers(
    const struct plugin_catalogue *cat, const char *section,
    int (*each)(void *context, struct plugin_entry *entry, const char *pattern),
    void *context);

/* Whether `type` ("beds.assigned.late") fits a pattern: "*" stands for one
 * segment, "**" for one or more at the end. */
bool plugin_event_matches(const char *pattern, const char *type);

#endif
