/* Where the program's companions are: beside it in a build, under the prefix
 * once installed. */
#ifndef SONGHE_CLI_PLACE_H
#define SONGHE_CLI_PLACE_H

#define PLACE_MAX 4096

struct place {
  char runner[PLACE_MAX];
  char paper[PLACE_MAX];
  char plugins[PLACE_MAX];
};

/* `program` is argv[0]; $SONGHE_PLUGINS overrides the plugins' folder. */
void place_find(const char *program, struct place *place);

#endif
