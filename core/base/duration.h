/* Durations as ISO 8601 writes them: "PT30M", "PT1H30M", "P1D", "P2W". Days
 * and weeks are exact multiples of hours; months and years have no fixed
 * length and are refused. */
#ifndef SONGHE_BASE_DURATION_H
#define SONGHE_BASE_DURATION_H

#include <stddef.h>
#include <stdint.h>

#define DURATION_MAX (400LL * 24 * 3600 * 1000) /* ms */

/* Milliseconds, 0 to DURATION_MAX. 0 or ERROR_INPUT. */
int duration_parse(const char *text, size_t len, int64_t *ms);

#endif
