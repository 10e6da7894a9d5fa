/* A declaration: what plugin.lua returned, checked against its shape
 * (schema/plugin.json) and within itself, every fault named at once. */
#ifndef SONGHE_PLUGIN_DECLARE_H
#define SONGHE_PLUGIN_DECLARE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/error.h"
#include "plugin/source.h"
#include "plugin/zygote.h"

/* Loads `source` in a runner of its own and checks what it declares. New
 * reference in *declaration; functions are {"$function": "file:line"}. A file
 * that is not Lua comes back with its line. */
int plugin_declare(struct plugin_zygote *zygote,
                   const struct plugin_source *source, json_t **declaration,
                   struct error *err);

/* Checks a declaration, tables by storage included. Empty objects where the
 * shape says list become arrays: Lua can't tell them apart. */
int plugin_declaration_check(json_t *declaration, struct error *err);

/* Whether a value of a declaration stands for a function. */
bool plugin_is_function(const json_t *value);

/* The shape itself, for the reference page. Borrowed, lives for ever. */
const json_t *plugin_shape(void);

/* Inside plugin/: checks a value against a shape of schema/plugin.json by name;
 * faults have paths from the value on. */
void plugin_shape_check(const char *shape, json_t *value, struct error *err);

/* Inside plugin/: the checks across the sections of one declaration. */
void plugin_declaration_cross(const json_t *declaration, struct error *err);

/* "beds.assign" within plugin `id`: the part after the dot when the part
 * before it is `id`, the whole when there is no dot, NULL otherwise. */
const char *plugin_local_name(const char *id, const char *name);

#endif
