#include "cli/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of the running program itself. */
static void place_folder(const char *program, char *out) {
  ssize_t len = readlink("/proc/self/exe", out, PLACE_MAX - 1);
  char *slash;

  out[len > 0 ? len : 0] = '\0';
  if (len <= 0)
    snprintf(out, PLACE_MAX, "%s", program);
  slash = strrchr(out, '/');
  if (slash != NULL)
    *slash = '\0';
  else
    strcpy(out, ".");
}

/* The first of the candidates that exists, else the last. */
static void place_pick(const char *folder, const char *const *candidates,
                       char *out) {
  for (; *candidates != NULL; candidates++) {
    if (snprintf(out, PLACE_MAX, "%s/%s", folder, *candidates) < PLACE_MAX &&
        access(out, F_OK) == 0)
      return;
  }
}

void place_find(const char *program, struct place *place) {
  static const char *const runners[] = {
      "songhe-runner", "../libexec/songhe/songhe-runner", NULL};
  static const char *const papers[] = {"songhe-paper",
                                       "../libexec/songhe/songhe-paper", NULL};
  static const char *const plugins[] = {"../share/songhe/plugins", "../plugins",
                                        NULL};
  const char *chosen = getenv("SONGHE_PLUGINS");
  char folder[PLACE_MAX];

  place_folder(program, folder);
  place_pick(folder, runners, place->runner);
  place_pick(folder, papers, place->paper);
  place_pick(folder, plugins, place->plugins);
  if (chosen != NULL && *chosen != '\0')
    snprintf(place->plugins, sizeof place->plugins, "%s", chosen);
}
