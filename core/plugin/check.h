/* Looking a plugin over before it is used: "songhe plugin check". */
#ifndef SONGHE_PLUGIN_CHECK_H
#define SONGHE_PLUGIN_CHECK_H

#include <jansson.h>

#include "base/error.h"
#include "plugin/source.h"
#include "plugin/zygote.h"

/* What was found; both may be NULL. plugin_checked_fini frees them. */
struct plugin_checked {
  json_t *declaration; /* as far as it could be read, faults or not */
  json_t *unused;      /* array: files that plugin.lua does not need */
};

/* Every file compiled, then the declaration read and checked: all faults in
 * `err` at once. Tests in `source` ("tests/...") are compiled too. */
int plugin_check(struct plugin_zygote *zygote,
                 const struct plugin_source *source, struct plugin_checked *out,
                 struct error *err);
void plugin_checked_fini(struct plugin_checked *checked);

#endif
