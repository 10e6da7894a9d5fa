/* The data folder's registry: homes, sign-in accounts, sessions' roots, when
 * each home next wants to wake. Credentials live here; people and their grants
 * live in the homes. One process has the folder at a time (lock file). Any
 * thread; calls are serialised inside. */
#ifndef SONGHE_STORAGE_REGISTRY_H
#define SONGHE_STORAGE_REGISTRY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/error.h"

struct registry;

/* Makes the folder (0700) with registry.db and signing key. `virtual_now` not
 * 0 makes a folder with a virtual clock that stands at it. */
int registry_create(const char *dir, int64_t virtual_now, struct error *err);

/* Takes the folder's lock: ERROR_BUSY when another process has it. Prepares
 * *clock (real or virtual). */
int registry_open(const char *dir, struct registry **out, struct clock *clock,
                  struct error *err);
void registry_close(struct registry *registry);
int registry_save_clock(struct registry *registry, int64_t now,
                        struct error *err);

/* Home ids: [a-z][a-z0-9_-]{0,31}. Its folder is DIR/homes/ID. */
int registry_home_add(struct registry *registry, const char *id,
                      const char *uuid, struct error *err);
/* Only for a home that could not be made. */
int registry_home_forget(struct registry *registry, const char *id,
                         struct error *err);
int registry_home_list(struct registry *registry, json_t **ids,
                       struct error *err);
int registry_home_path(struct registry *registry, const char *id, char *path,
                       size_t size, struct error *err);
/* When the home must be looked at next, ms UTC; 0: unknown, look at start. */
int registry_home_wake(struct registry *registry, const char *id, int64_t at,
                       struct error *err);
int registry_next_wake(struct registry *registry, char id[33], int64_t *at,
                       struct error *err);

/* Accounts: name (any text, at most 64 bytes), password hash (argon2id,
 * libsodium's string form), PIN hash, `must_change`. The registry hashes
 * nothing itself: callers pass hashes, so that this part stays fast. */
struct registry_account {
  int64_t id;
  char *name;
  char *password;     /* argon2id string, owned */
  char *pin;          /* or NULL */
  bool administrator; /* of the data folder */
  bool must_change;
  bool disabled;
};
int registry_account_add(struct registry *registry,
                         const struct registry_account *account, int64_t *id,
                         struct error *err);
/* 1 found, 0 not. Free with registry_account_fini. */
int registry_account_get(struct registry *registry, const char *name,
                         struct registry_account *account, struct error *err);
int registry_account_set(struct registry *registry,
                         const struct registry_account *account,
                         struct error *err);
int registry_account_list(struct registry *registry, json_t **accounts,
                          struct error *err);
void registry_account_fini(struct registry_account *account);

/* Small named values (settings of the folder), text. */
int registry_get(struct registry *registry, const char *name, char **value,
                 struct error *err);
int registry_set(struct registry *registry, const char *name, const char *value,
                 struct error *err);

#endif
