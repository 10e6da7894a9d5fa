/* Plugins of a home: from folders to the set that runs, settings, quarantine.
 * Only home/ includes it. */
#ifndef SONGHE_HOME_PLUGINS_H
#define SONGHE_HOME_PLUGINS_H

#include "home/home.h"
#include "plugin/call.h"
#include "plugin/catalogue.h"

struct work;

/* Host: the zygote and its runners, before any thread; and their end. */
int plugins_start(struct host *host, struct error *err);
void plugins_stop(struct host *host);

/* At open: every plugin's tables brought to its declaration, what can run
 * becomes `live`, the bus learns the subscribers. One batch. */
int plugins_open(struct home *home, struct error *err);

/* Inside a command: a set built anew becomes home->pending. `reload` is read
 * from its folder again and migrated in this command; NULL: none. A fault in
 * it is a refusal and the old set stays. */
int plugins_rebuild(struct work *work, const char *reload, struct error *err);

/* Changes core_plugin's row of a plugin. Inside a command. */
int plugins_note(struct home *home, const char *id, json_t *changes,
                 struct error *err);

/* Executor, between batches: quarantines what has three strikes, tells the bus
 * who listens now. */
void plugins_after_turn(struct home *home);

/* Runs a handler in the plugin's write or read runner. Any thread. */
int plugins_call(struct home *home, struct live_member *member, bool reading,
                 const struct plugin_call *call, json_t **result,
                 struct error *err);

/* plugins_find.c: the folders of shipped plugins and of the home's own. */
struct plugins_folder {
  char id[33];
  char path[4096];
  bool home_own;
};
/* At most `max`; a home's own plugin takes the place of a shipped one. */
int plugins_find(struct home *home, struct plugins_folder *folders, int max,
                 int *count, struct error *err);
/* Reads and checks a folder; a version read before comes from memory. */
int plugins_load(struct home *home, const struct plugins_folder *folder,
                 struct plugin_entry **out, struct error *err);
/* What core_plugin says: "enabled", "disabled", "quarantined"; the reasons, to
 * be freed. */
int plugins_state(struct home *home, const char *id, const char **state,
                  char **zh, char **en, struct error *err);
/* Settings in force. New reference. */
json_t *plugins_settings(struct home *home, const char *id,
                         const json_t *declaration);

#endif
