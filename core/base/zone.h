/* Time zones of the IANA database, read from the system's TZif files (RFC
 * 8536, versions 2 to 4, with the footer's rule for later years). The process's
 * own TZ never matters. Loaded zones are cached for the process's life and
 * shared between threads. */
#ifndef SONGHE_BASE_ZONE_H
#define SONGHE_BASE_ZONE_H

#include <stdint.h>

#include "base/calendar.h"
#include "base/error.h"

struct zone;

/* "Asia/Shanghai", "UTC". ERROR_INPUT for an unknown or malformed name. */
int zone_get(const char *name, const struct zone **zone, struct error *err);
const char *zone_name(const struct zone *zone);

/* Seconds east of UTC at an instant (ms UTC). */
int zone_offset(const struct zone *zone, int64_t instant);
void zone_to_local(const struct zone *zone, int64_t instant,
                   struct local_time *local);

/* The stretch of one offset that holds `instant`: [*from, *to) in ms UTC;
 * INT64_MIN and INT64_MAX where the zone never changed or never will. */
int zone_span(const struct zone *zone, int64_t instant, int64_t *from,
              int64_t *to);

/* How a wall time falls in the zone. */
enum zone_fit {
  ZONE_ONCE, /* one instant: first == second */
  ZONE_GAP,  /* none: both are the first valid instant after the gap */
  ZONE_TWICE /* two: first pass and second pass */
};
enum zone_fit zone_from_local(const struct zone *zone,
                              const struct local_time *local, int64_t *first,
                              int64_t *second);

/* The last wall time (s since 1970 as if UTC) whose first pass is not after an
 * instant (ms UTC): all walls up to it have come. */
int64_t zone_wall_until(const struct zone *zone, int64_t instant);

/* The local day (days since 1970) of an instant, and a day's first instant (ms
 * UTC). */
int64_t zone_day(const struct zone *zone, int64_t instant);
int64_t zone_midnight(const struct zone *zone, int64_t day);

#endif
