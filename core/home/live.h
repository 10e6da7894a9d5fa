/* The plugins that a home runs now: a set that is replaced as a whole. Calls
 * hold the set that they began with. The core is a member like the others,
 * with C functions for handlers. */
#ifndef SONGHE_HOME_LIVE_H
#define SONGHE_HOME_LIVE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

#define LIVE_MEMBERS_MAX 64 /* plugins of one home */
#define LIVE_HELD 1500      /* bytes of a reason */

struct home;
struct work;
struct plugin_entry;

/* A call of the core: returns 0 and a new reference in *result, or refuses. */
typedef int core_call(struct work *work, json_t **result, struct error *err);

/* One plugin of one home. */
struct live_member {
  char id[33];
  json_t *declaration; /* shape of docs/plugin-authors.md, functions marked */
  struct plugin_entry *entry; /* the loaded version; NULL for the core */
  json_t *settings;           /* object: what is in force, defaults filled in */
  bool home_own;              /* from the home's own folder */
  _Atomic bool stopped;       /* three strikes */
  char stopped_zh[256];       /* why; host->lock */
  char stopped_en[256];
  char held_zh[LIVE_HELD]; /* why a newer version is not in force; host->lock */
  char held_en[LIVE_HELD];
};
/* Three strikes: nothing of it runs any more. */
bool live_member_stopped(const struct live_member *member);

/* A plugin that is not in force, and why. */
struct live_absent {
  char id[33];
  char *state; /* "disabled", "quarantined", "faulty" */
  char *zh;
  char *en;
  json_t *names; /* {version, zh, en} as far as known */
};

/* An action or query. */
struct live_call {
  char *name; /* "beds.assign" */
  struct live_member *member;
  const char *short_name;
  const json_t *declaration;
  core_call *native; /* of the core, else NULL */
  bool is_action;
};

struct live {
  _Atomic int refs;
  struct live_member *members[LIVE_MEMBERS_MAX];
  int count;
  struct live_absent absent[LIVE_MEMBERS_MAX];
  int absent_count;
  struct live_call *calls; /* sorted by name */
  size_t call_count;
};

struct live *live_hold(struct live *live);
void live_release(struct live *live);
/* The home's present set, held. Any thread. */
struct live *live_of(struct home *home);

/* Why there is no such call: its plugin is off, or nobody knows it. */
int live_missing(const struct live *live, const char *name, struct error *err);

/* For plugins.c: an empty set; takes a member over; then the calls' index. */
struct live *live_new(void);
int live_index(struct live *live);
void live_member_free(struct live_member *member);

/* NULL when there is none. */
const struct live_call *live_find(const struct live *live, const char *name,
                                  bool action);
struct live_member *live_member_find(const struct live *live, const char *id);
/* The member that a full name ("beds.assign") belongs to, and the rest of the
 * name. NULL when there is none. */
struct live_member *live_owner(const struct live *live, const char *name,
                               const char **rest);
/* "<plugin>.<kind>" of duties; NULL when unknown. */
const json_t *live_duty(const struct live *live, const char *name);
/* The permission's declared roles (array), NULL when it is not declared. */
const json_t *live_permission_roles(const struct live *live,
                                    const char *permission);

#endif
