/* What a site or a home changes in a plugin without forking it: files of
 * overrides/<plugin>/ (docs/plugin-authors.md, "Overrides"), laid over the
 * plugin in the order plugin <- site <- home. Executors and the command line;
 * any thread. */
#ifndef SONGHE_PLUGIN_OVERRIDE_H
#define SONGHE_PLUGIN_OVERRIDE_H

#include <jansson.h>

#include "base/error.h"
#include "plugin/catalogue.h"
#include "plugin/source.h"
#include "plugin/zygote.h"

#define OVERRIDE_HASH_MIN 12 /* digits that base_hash must have */

/* The plugin's files with those of both folders, as overrides/site/... and
 * overrides/home/...; *out is NULL when neither folder has an override. A
 * folder may be NULL. */
int plugin_overrides_read(const struct plugin_source *base, const char *site,
                          const char *home, struct plugin_source **out,
                          struct error *err);

/* Checks the overrides in `source` (as read above) against the plugin that
 * they are laid over: Lua, shape, base_hash, what they name; every fault is
 * named, as "site/priority.lua: base_hash". Then makes the declaration that
 * holds with them and loads it once. Their tests are the caller's. New
 * reference in *declaration; with what it does beside the shape:
 *   overrides: [{file, changes}]     for people
 *   actions.<name>.added: {table: {row, columns: [...]}}   inputs that the
 *     host stores: `row` is the input with the row's id, or "new" */
int plugin_overrides_apply(struct plugin_zygote *zygote,
                           const struct plugin_entry *base,
                           const struct plugin_source *source,
                           json_t **declaration, struct error *err);

/* The rules of a plugin as [{rule, hash, file}]: the hash that an override
 * of the next layer has to name, and the file that has the last word. New
 * reference. */
json_t *plugin_overrides_rules(const json_t *declaration,
                               const struct plugin_source *source);

/* --- inside plugin/ ------------------------------------------------------- */

/* Lays one override over `declaration` (override_merge.c); faults name the
 * place within the file. `added` collects {action: {table: {row, columns}}}. */
void plugin_override_merge(json_t *declaration, const json_t *override,
                           json_t *added, struct error *err);

#endif
