/* While a home's file is opened, another thread reads the plugins: the two are
 * most of a cold start and need nothing of each other. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "home/plugins.h"

struct plugins_ahead {
  pthread_t thread;
  struct home *home;
  struct plugins_folder folders[LIVE_MEMBERS_MAX];
  struct plugin_entry *entries[LIVE_MEMBERS_MAX]; /* NULL: not in order */
  int count;
};

static void *ahead_main(void *argument) {
  struct plugins_ahead *ahead = argument;
  struct error ignored = {0}; /* what is wrong shows when it is read again */

  if (plugins_find(ahead->home, ahead->folders, LIVE_MEMBERS_MAX - 1,
                   &ahead->count, &ignored) != 0)
    ahead->count = 0;
  for (int i = 0; i < ahead->count; i++) {
    error_fini(&ignored);
    plugins_load_base(ahead->home->host, &ahead->folders[i], &ahead->entries[i],
                      &ignored);
  }
  error_fini(&ignored);
  return NULL;
}

struct plugins_ahead *plugins_ahead_start(struct home *home) {
  struct plugins_ahead *ahead;

  if (home->host->runners == NULL)
    return NULL; /* safe mode: nothing of a plugin is read */
  ahead = calloc(1, sizeof *ahead);
  if (ahead == NULL)
    return NULL;
  ahead->home = home;
  if (pthread_create(&ahead->thread, NULL, ahead_main, ahead) == 0)
    return ahead;
  free(ahead);
  return NULL;
}

void plugins_ahead_wait(struct plugins_ahead *ahead) {
  if (ahead != NULL)
    pthread_join(ahead->thread, NULL);
}

struct plugin_entry *plugins_ahead_take(struct plugins_ahead *ahead,
                                        const struct plugins_folder *folder) {
  struct plugin_entry *entry = NULL;

  for (int i = 0; ahead != NULL && i < ahead->count; i++)
    if (strcmp(ahead->folders[i].path, folder->path) == 0) {
      entry = ahead->entries[i];
      ahead->entries[i] = NULL;
    }
  return entry;
}

void plugins_ahead_free(struct plugins_ahead *ahead) {
  for (int i = 0; ahead != NULL && i < ahead->count; i++)
    if (ahead->entries[i] != NULL)
      plugin_entry_unref(ahead->entries[i]);
  free(ahead);
}
