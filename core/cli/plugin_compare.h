/* What two replays of one command came to, side by side. */
#ifndef SONGHE_CLI_PLUGIN_COMPARE_H
#define SONGHE_CLI_PLUGIN_COMPARE_H

#include <jansson.h>

#include "cli/cli.h"

/* {now: {...}, changed: {...}} of two lists of commands (host_past), each with
 * what only that side has: result or refusal of the first command if `own`,
 * rows, events. NULL when they came to the same. New reference. */
json_t *compare_past(const json_t *now, const json_t *changed, bool own);

/* The differences for people. */
void compare_print(const struct cli *cli, const json_t *differences);

#endif
