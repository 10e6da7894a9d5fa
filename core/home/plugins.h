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

/* plugins_build.c: the set of plugins that are in order. `old` gives the
 * versions of all but `reload` (NULL: all are read from their folders).
 * `schema`: their tables are brought to the declarations, a command each. */
int plugins_build(struct home *home, struct live *old, const char *reload,
                  bool schema, struct live **out, struct error *err);
/* Inside a command: the tables of a version that comes. */
int plugins_migrate(struct home *home, const struct plugin_entry *entry,
                    bool *changed, struct error *err);
/* Notes why a member is not of the newest version. */
void plugins_hold(struct home *home, struct live_member *member,
                  const struct error *why);

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

/* plugins_find.c: the folders of shipped plugins, of the site's and of the
 * home's own. */
struct plugins_folder {
  char id[33];
  char path[4096];
  bool home_own; /* not shipped: the site's or the home's */
};
/* At most `max`; a site's takes the place of a shipped one, a home's of both.
 */
int plugins_find(struct home *home, struct plugins_folder *folders, int max,
                 int *count, struct error *err);
/* plugins_ahead.c: reads the plugins in a thread of its own while the home's
 * file is opened. NULL: they are read when they are wanted. */
struct plugins_ahead *plugins_ahead_start(struct home *home);
/* Waits for it; before anything is taken or freed. */
void plugins_ahead_wait(struct plugins_ahead *ahead);
/* The folder's version without overrides, a reference; NULL when it was not
 * read or is not in order. */
struct plugin_entry *plugins_ahead_take(struct plugins_ahead *ahead,
                                        const struct plugins_folder *folder);
void plugins_ahead_free(struct plugins_ahead *ahead);

/* Reads and checks a folder with the overrides of site and home, whose tests
 * have to pass; a version read before comes from memory. */
int plugins_load(struct home *home, const struct plugins_folder *folder,
                 struct plugin_entry **out, struct error *err);
/* What runs when that fails: the version that the home ran last, or the plugin
 * without overrides. */
int plugins_load_other(struct home *home, const struct plugins_folder *folder,
                       struct plugin_entry **out);
/* What could not be read is tried anew when it is wanted next. */
void plugins_forget(struct host *host);
/* Keeps the overridden versions of `live` in the home's folder. */
void plugins_keep(struct home *home, const struct live *live);

/* Whether an action of the core reads a plugin anew. */
bool plugins_wants_trial(const char *name);
/* Reader thread: reads and tries the plugin that such an action names, and
 * those that did not run, then hands the item to the home. Takes it over. */
void plugins_prepare(struct home *home, struct item *item);

/* A plugin's version with the overrides of a data folder and a home's folder
 * (NULL: none), untested; a reference. */
int plugins_version(struct host *host, struct plugin_entry *base,
                    const char *site, const char *home,
                    struct plugin_entry **out, struct error *err);
/* The folder's version without overrides. */
int plugins_load_base(struct host *host, const struct plugins_folder *folder,
                      struct plugin_entry **out, struct error *err);
/* The version of these files, from memory or declared anew; takes `source`
 * over. `base`: the plugin that they are overrides of, NULL: a whole plugin. */
int plugins_entry(struct host *host, const struct plugin_entry *base,
                  struct plugin_source *source, struct plugin_entry **out,
                  struct error *err);
/* What core_plugin says: "enabled", "disabled", "quarantined"; the reasons, to
 * be freed. */
int plugins_state(struct home *home, const char *id, const char **state,
                  char **zh, char **en, struct error *err);
/* Settings in force. New reference. */
json_t *plugins_settings(struct home *home, const char *id,
                         const json_t *declaration);

#endif
