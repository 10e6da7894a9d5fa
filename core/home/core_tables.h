/* The core's own declared tables. */
#ifndef SONGHE_HOME_CORE_TABLES_H
#define SONGHE_HOME_CORE_TABLES_H

#include <jansson.h>

/* People, grants, settings, plugins, effects, imports, and those of
 * schedule/. New reference. */
json_t *core_tables(void);

#endif
