/* Declarations of plugins as they were checked before, in the data folder's
 * cache/: reading a plugin anew starts a runner and walks all it declares,
 * which for ten plugins is most of a cold start. A file counts only for the
 * very sources, host and runner that it was made by; it may be deleted at any
 * time. Any thread. */
#ifndef SONGHE_HOME_DECLARED_H
#define SONGHE_HOME_DECLARED_H

#include <jansson.h>

#include "plugin/source.h"

#define DECLARED_FILES_MAX 128 /* more in the folder: it begins anew */

struct host;

/* The checked declaration of these sources: a new reference, NULL when none is
 * kept. */
json_t *declared_find(const struct host *host,
                      const struct plugin_source *source);

/* Keeps one. What can't be written is left: the next start is slower. */
void declared_keep(const struct host *host, const struct plugin_source *source,
                   const json_t *declaration);

#endif
