/* The core as a plugin: its declaration and its C handlers. */
#ifndef SONGHE_HOME_CORE_CALLS_H
#define SONGHE_HOME_CORE_CALLS_H

#include "home/live.h"

/* Same form as a plugin's declaration. New reference. */
json_t *core_declaration(void);
core_call *core_call_find(const char *name, bool is_action);

/* One entry of a table of calls; the last has no name. `declaration` is JSON:
 * zh, en, permission, input, columns. */
struct core_entry {
  const char *name;
  bool is_action;
  core_call *run;
  const char *declaration;
};

extern const struct core_entry core_calls_duties[];  /* core_duties.c */
extern const struct core_entry core_calls_people[];  /* core_people.c */
extern const struct core_entry core_calls_plugins[]; /* core_plugins.c */
extern const struct core_entry core_calls_home[];    /* core_home.c */
extern const struct core_entry core_calls_import[];  /* import.c */
extern const struct core_entry core_calls_report[];  /* report.c */
extern const struct core_entry core_calls_access[];  /* core_access.c */
extern const struct core_entry core_calls_files[];   /* files.c */
extern const struct core_entry core_calls_paper[];   /* core_paper.c */

extern const struct core_entry core_calls_obligations[]; /* obligations.c */

/* core_catalogue.c */
core_call core_catalogue;

#endif
