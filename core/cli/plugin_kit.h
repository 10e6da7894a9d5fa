/* What the subcommands of "songhe plugin" share. Main thread only. */
#ifndef SONGHE_CLI_PLUGIN_KIT_H
#define SONGHE_CLI_PLUGIN_KIT_H

#include "cli/cli.h"
#include "cli/place.h"
#include "home/cases.h"
#include "home/host.h"

/* A plugin's folder, and where the homes' own things lie. */
struct kit {
  struct cli *cli;
  struct place place;
  struct host *host;      /* a kit: a zygote without a folder */
  char id[40];            /* of the plugin */
  char folder[PLACE_MAX]; /* of the plugin, absolute */
  char home[PLACE_MAX];   /* of the home; "": none was named */
  const char *site;       /* data folder; NULL: there is none */
};

/* Finds what `word` means: a folder when it holds a slash, else the plugin of
 * that id in the home (NULL: none), the site, among those shipped, or a
 * folder here. Starts the kit; end with kit_close also after a failure. */
int kit_open(struct kit *kit, struct cli *cli, const char *home,
             const char *word, struct error *err);
void kit_close(struct kit *kit);
/* Whether there is a plugin of this id beside the one at hand. */
bool kit_has(const struct kit *kit, const char *id);

/* A host over a scratch folder with one new home "test"; `trial` says what
 * runs in it, `now` where its clock stands. `scratch` has room for 64 bytes;
 * to be ended with kit_scratch_close. */
int kit_scratch_open(struct kit *kit, const struct host_trial *trial,
                     int64_t now, char scratch[64], struct host **out,
                     struct error *err);
void kit_scratch_close(struct host *host, const char *scratch);

/* What core.plugins says of the plugin in a home, asked by `user`: a new
 * reference in *row, NULL when it is not there. */
int kit_plugin(struct host *host, const char *home, const char *user,
               const char *id, json_t **row, struct error *err);

/* The subcommands, words from the first argument on. */
int plugin_cmd_check(struct cli *cli, struct error *err);
int plugin_cmd_test(struct cli *cli, struct error *err);
int plugin_cmd_new(struct cli *cli, const char *into, struct error *err);
int plugin_cmd_try(struct cli *cli, const char *from, const char *limit,
                   struct error *err);

#endif
