#include "base/zone.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define ZONE_NAME_MAX 64
#define ZONE_FILE_MAX (256 * 1024)
#define ZONE_CACHE_MAX 1024              /* more names than the database has */
#define ERA_SECONDS INT64_C(12622780800) /* 400 years; the calendar repeats */
#define ERA_YEARS 400
/* The farthest that a local time may lie from UTC, in seconds. */
#define OFFSET_MAX (26 * 3600)
#define TIME_MIN INT64_C(-1000000000000) /* s; before year 1 */
#define TIME_MAX INT64_C(1000000000000)  /* s; after year 9999 */

/* From `start` on (s UTC) local time is UTC + `offset`. */
struct span {
  int64_t start;
  int32_t offset;
};

/* Never changed once it is in the cache, so it needs no lock to be read. */
struct zone {
  struct zone *next; /* in the cache */
  char name[ZONE_NAME_MAX + 1];
  struct span *spans; /* ascending; the first starts at TIME_MIN */
  size_t count;
  size_t cap;
  bool repeats; /* the last 400 years of spans stand for all later ones */
};

/* A date of the footer's rule (POSIX TZ), RFC 8536 3.3.1. */
struct rule_date {
  char kind; /* 'M' month.week.day, 'J' 1..365 without 29 Feb, 'N' 0..365 */
  int month, week, day;
  int time; /* s after midnight, may be negative or over a day */
};

struct footer {
  int standard, summer; /* s east */
  bool has_summer;
  struct rule_date begin, end;
};

static pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;
static struct zone *cache;
static size_t cache_count;

static int zone_add(struct zone *zone, int64_t start, int32_t offset) {
  if (zone->count > 0) {
    struct span *last = &zone->spans[zone->count - 1];
    if (start < last->start)
      return ERROR_CORRUPT;
    /* Permanent summer time is written as an end that is the next begin. */
    if (start == last->start)
      last->offset = offset;
    if (start == last->start || offset == last->offset)
      return 0;
  }
  if (zone->count == zone->cap) {
    size_t cap = zone->cap == 0 ? 64 : zone->cap * 2;
    struct span *grown = realloc(zone->spans, cap * sizeof *grown);
    if (grown == NULL)
      return ERROR_MEMORY;
    zone->spans = grown;
    zone->cap = cap;
  }
  zone->spans[zone->count++] = (struct span){start, offset};
  return 0;
}

static void zone_free(struct zone *zone) {
  if (zone != NULL)
    free(zone->spans);
  free(zone);
}

static int64_t read_be(const unsigned char *at, int bytes) {
  uint64_t value = (at[0] & 0x80) != 0 ? ~UINT64_C(0) : 0;
  for (int i = 0; i < bytes; i++)
    value = value << 8 | at[i];
  return (int64_t)value;
}

/* The counts of a TZif header. */
struct tzif {
  size_t isut, isstd, leap, times, types, chars;
  char version;
};

#define HEADER_SIZE 44

static bool tzif_header(const unsigned char *at, size_t len, struct tzif *out) {
  if (len < HEADER_SIZE || memcmp(at, "TZif", 4) != 0)
    return false;
  size_t *fields[] = {&out->isut,  &out->isstd, &out->leap,
                      &out->times, &out->types, &out->chars};
  for (int i = 0; i < 6; i++) {
    int64_t value = read_be(at + 20 + 4 * i, 4);
    if (value < 0 || value > ZONE_FILE_MAX)
      return false;
    *fields[i] = (size_t)value;
  }
  out->version = (char)at[4];
  return out->types > 0 && out->types <= 256;
}

/* Bytes of the data block after a header whose times have `width` bytes. */
static size_t tzif_size(const struct tzif *h, size_t width) {
  return h->times * (width + 1) + h->types * 6 + h->chars +
         h->leap * (width + 4) + h->isstd + h->isut;
}

static int tzif_spans(struct zone *zone, const unsigned char *at,
                      const struct tzif *h, size_t width) {
  const unsigned char *index = at + h->times * width;
  const unsigned char *types = index + h->times;
  int rc = zone_add(zone, TIME_MIN, (int32_t)read_be(types, 4));
  for (size_t i = 0; i < h->times && rc == 0; i++) {
    int64_t start = read_be(at + i * width, (int)width);
    if (index[i] >= h->types || start > TIME_MAX)
      return ERROR_CORRUPT;
    int64_t offset = read_be(types + 6 * index[i], 4);
    if (offset < -OFFSET_MAX || offset > OFFSET_MAX)
      return ERROR_CORRUPT;
    /* Some files begin with an entry far before all history. */
    if (start <= TIME_MIN)
      zone->spans[0].offset = (int32_t)offset;
    else
      rc = zone_add(zone, start, (int32_t)offset);
  }
  return rc;
}

static bool take_number(const char **at, int max, int *value) {
  if (**at < '0' || **at > '9')
    return false;
  int v = 0;
  while (**at >= '0' && **at <= '9' && v <= max)
    v = v * 10 + (*(*at)++ - '0');
  *value = v;
  return v <= max;
}

static bool take_name(const char **at) {
  const char *start = *at;
  if (**at == '<') {
    const char *close = strchr(*at, '>');
    if (close == NULL)
      return false;
    *at = close + 1;
    return true;
  }
  while ((**at >= 'A' && **at <= 'Z') || (**at >= 'a' && **at <= 'z'))
    (*at)++;
  return *at - start >= 3;
}

/* [+-]hh[:mm[:ss]], in seconds. */
static bool take_hours(const char **at, int max, int *seconds) {
  int sign = **at == '-' ? -1 : 1;
  int hour, minute = 0, second = 0;
  if (**at == '-' || **at == '+')
    (*at)++;
  if (!take_number(at, max, &hour))
    return false;
  if (**at == ':') {
    (*at)++;
    if (!take_number(at, 59, &minute))
      return false;
    if (**at == ':') {
      (*at)++;
      if (!take_number(at, 59, &second))
        return false;
    }
  }
  *seconds = sign * (hour * 3600 + minute * 60 + second);
  return true;
}

static bool take_dotted(const char **at, int max, int *value) {
  if (**at != '.')
    return false;
  (*at)++;
  return take_number(at, max, value);
}

static bool take_date(const char **at, struct rule_date *date) {
  if (*(*at)++ != ',')
    return false;
  date->kind = **at == 'M' || **at == 'J' ? *(*at)++ : 'N';
  date->time = 2 * 3600;
  if (date->kind == 'M') {
    if (!take_number(at, 12, &date->month) ||
        !take_dotted(at, 5, &date->week) || !take_dotted(at, 6, &date->day) ||
        date->month < 1 || date->week < 1)
      return false;
  } else if (!take_number(at, 365, &date->day) ||
             (date->kind == 'J' && date->day < 1)) {
    return false;
  }
  if (**at != '/')
    return true;
  (*at)++;
  return take_hours(at, 167, &date->time);
}

/* POSIX offsets count west of Greenwich. */
static bool footer_parse(const char *text, struct footer *out) {
  if (!take_name(&text) || !take_hours(&text, 24, &out->standard))
    return false;
  out->standard = -out->standard;
  out->has_summer = *text != '\0';
  if (!out->has_summer)
    return true;
  if (!take_name(&text))
    return false;
  out->summer = out->standard + 3600;
  if (*text != ',') {
    if (!take_hours(&text, 24, &out->summer))
      return false;
    out->summer = -out->summer;
  }
  return take_date(&text, &out->begin) && take_date(&text, &out->end) &&
         *text == '\0';
}

/* Local seconds of a rule's date in a year. */
static int64_t rule_seconds(const struct rule_date *date, int year) {
  int64_t day;
  if (date->kind == 'M') {
    day = calendar_days(year, date->month, 1);
    int weekday = (calendar_weekday(day) + 1) % 7; /* 0 Sunday */
    day += (date->day - weekday + 7) % 7 + 7 * (date->week - 1);
    int64_t last = calendar_days(year, date->month,
                                 calendar_month_days(year, date->month));
    while (day > last)
      day -= 7;
  } else {
    day = calendar_days(year, 1, 1) + date->day - (date->kind == 'J' ? 1 : 0);
    if (date->kind == 'J' && date->day > 59 && calendar_is_leap(year))
      day++;
  }
  return day * 86400 + date->time;
}

/* Adds what the footer says, from the last listed change on, for 400 years:
 * after that all repeats. */
static int footer_extend(struct zone *zone, const struct footer *footer) {
  struct span last = zone->spans[zone->count - 1];
  if (!footer->has_summer)
    return zone->count == 1 ? zone_add(zone, TIME_MIN + 1, footer->standard)
                            : 0;
  struct local_time time = {.year = 1};
  if (zone->count > 1)
    calendar_from_seconds(last.start, &time);
  for (int year = time.year; year <= time.year + ERA_YEARS + 2; year++) {
    struct span change[2] = {
        {rule_seconds(&footer->begin, year) - footer->standard, footer->summer},
        {rule_seconds(&footer->end, year) - footer->summer, footer->standard}};
    int first = change[0].start <= change[1].start ? 0 : 1;
    for (int i = 0; i < 2; i++) {
      const struct span *next = &change[i == 0 ? first : 1 - first];
      if (next->start <= last.start && zone->count > 1)
        continue;
      int rc = zone_add(zone, next->start, next->offset);
      if (rc != 0)
        return rc;
    }
  }
  zone->repeats = true;
  return 0;
}

static int tzif_footer(struct zone *zone, const unsigned char *at, size_t len) {
  char text[128];
  const unsigned char *end = len > 1 ? memchr(at + 1, '\n', len - 1) : NULL;
  if (end == NULL || at[0] != '\n')
    return ERROR_CORRUPT;
  size_t size = (size_t)(end - at) - 1;
  if (size == 0)
    return 0; /* no rule: the last offset stays */
  if (size >= sizeof text)
    return ERROR_CORRUPT;
  memcpy(text, at + 1, size);
  text[size] = '\0';
  struct footer footer = {0};
  if (!footer_parse(text, &footer))
    return ERROR_CORRUPT;
  return footer_extend(zone, &footer);
}

static int tzif_read(struct zone *zone, const unsigned char *at, size_t len) {
  struct tzif h;
  if (!tzif_header(at, len, &h))
    return ERROR_CORRUPT;
  size_t width = 4;
  if (h.version >= '2') {
    /* The first block is for readers of 32 bits. */
    size_t skip = HEADER_SIZE + tzif_size(&h, 4);
    if (skip > len || !tzif_header(at + skip, len - skip, &h))
      return ERROR_CORRUPT;
    at += skip;
    len -= skip;
    width = 8;
  }
  if (HEADER_SIZE + tzif_size(&h, width) > len || h.leap != 0)
    return ERROR_CORRUPT;
  int rc = tzif_spans(zone, at + HEADER_SIZE, &h, width);
  if (rc != 0 || width == 4)
    return rc;
  size_t end = HEADER_SIZE + tzif_size(&h, width);
  return tzif_footer(zone, at + end, len - end);
}

static bool name_valid(const char *name) {
  size_t len = strlen(name);
  if (len == 0 || len > ZONE_NAME_MAX || name[0] < 'A' || name[0] > 'Z')
    return false;
  for (size_t i = 0; i < len; i++) {
    char c = name[i];
    bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                 (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+';
    if (!plain && (c != '/' || name[i - 1] == '/' || i + 1 == len))
      return false;
  }
  return true;
}

/* The whole file in *data (free it), or an error_code. */
static int file_read(const char *name, unsigned char **data, size_t *len) {
  char path[sizeof ZONE_FOLDER + ZONE_NAME_MAX + 1];
  snprintf(path, sizeof path, ZONE_FOLDER "%s", name);
  FILE *file = fopen(path, "rbe");
  if (file == NULL)
    return errno == ENOENT || errno == ENOTDIR ? ERROR_INPUT : ERROR_IO;
  *data = malloc(ZONE_FILE_MAX);
  int rc = *data == NULL ? ERROR_MEMORY : 0;
  if (rc == 0) {
    *len = fread(*data, 1, ZONE_FILE_MAX, file);
    if (ferror(file)) /* a folder such as "Asia" can be opened, not read */
      rc = errno == EISDIR ? ERROR_INPUT : ERROR_IO;
  }
  fclose(file);
  if (rc != 0) {
    free(*data);
    *data = NULL;
  }
  return rc;
}

/* UTC needs no file, so that a host without the database still runs. */
static int zone_fill(struct zone *zone, const char *name) {
  if (strcmp(name, "UTC") == 0)
    return zone_add(zone, TIME_MIN, 0);
  unsigned char *data = NULL;
  size_t len = 0;
  int rc = file_read(name, &data, &len);
  if (rc == 0)
    rc = tzif_read(zone, data, len);
  free(data);
  return rc;
}

static int zone_refuse(struct error *err, int rc, const char *name) {
  if (rc == ERROR_MEMORY)
    return error_set(err, ERROR_MEMORY, "内存不足，没有读取时区。",
                     "Out of memory while reading a time zone.");
  if (rc == ERROR_INPUT)
    return error_set(
        err, ERROR_INPUT,
        "没有名为“%.80s”的时区。请写 Asia/Shanghai 这样的名称；如果"
        "名称无误，请安装系统的 tzdata 软件包。",
        "There is no time zone called \"%.80s\". Write a name such as "
        "Asia/Shanghai; if the name is right, install the package tzdata.",
        name);
  return error_set(err, (enum error_code)rc,
                   "读不出时区“%.80s”的文件。请重新安装系统的 tzdata "
                   "软件包。",
                   "The file of time zone \"%.80s\" can't be read. Install "
                   "the package tzdata again.",
                   name);
}

static int zone_load(const char *name, struct zone **out) {
  struct zone *zone = calloc(1, sizeof *zone);
  if (zone == NULL)
    return ERROR_MEMORY;
  snprintf(zone->name, sizeof zone->name, "%s", name);
  int rc = zone_fill(zone, name);
  if (rc != 0) {
    zone_free(zone);
    return rc;
  }
  zone->next = cache;
  cache = zone;
  cache_count++;
  *out = zone;
  return 0;
}

int zone_get(const char *name, const struct zone **zone, struct error *err) {
  if (!name_valid(name))
    return zone_refuse(err, ERROR_INPUT, name);
  pthread_mutex_lock(&cache_lock);
  struct zone *found = cache;
  while (found != NULL && strcmp(found->name, name) != 0)
    found = found->next;
  int rc = 0;
  if (found == NULL)
    rc = cache_count < ZONE_CACHE_MAX ? zone_load(name, &found) : ERROR_INPUT;
  pthread_mutex_unlock(&cache_lock);
  if (rc != 0)
    return zone_refuse(err, rc, name);
  *zone = found;
  return 0;
}

const char *zone_name(const struct zone *zone) {
  return zone->name;
}

/* The last span that starts at or before `at`; `at` >= TIME_MIN. */
static size_t span_find(const struct zone *zone, int64_t at) {
  size_t low = 0, high = zone->count;
  while (high - low > 1) {
    size_t mid = low + (high - low) / 2;
    if (zone->spans[mid].start <= at)
      low = mid;
    else
      high = mid;
  }
  return low;
}

/* As zone_span, in seconds. */
static int span_at(const struct zone *zone, int64_t at, int64_t *from,
                   int64_t *to) {
  int64_t moved = 0;
  const struct span *last = &zone->spans[zone->count - 1];
  if (zone->repeats && at >= last->start) {
    moved = ((at - last->start) / ERA_SECONDS + 1) * ERA_SECONDS;
    at -= moved;
  }
  size_t i = span_find(zone, at);
  *from = i == 0 ? INT64_MIN : zone->spans[i].start + moved;
  *to = i + 1 == zone->count ? INT64_MAX : zone->spans[i + 1].start + moved;
  return zone->spans[i].offset;
}

static int64_t floor_seconds(int64_t instant) {
  return instant / 1000 - (instant % 1000 < 0 ? 1 : 0);
}

int zone_span(const struct zone *zone, int64_t instant, int64_t *from,
              int64_t *to) {
  int offset = span_at(zone, floor_seconds(instant), from, to);
  if (*from != INT64_MIN)
    *from *= 1000;
  if (*to != INT64_MAX)
    *to *= 1000;
  return offset;
}

int zone_offset(const struct zone *zone, int64_t instant) {
  int64_t from, to;
  return span_at(zone, floor_seconds(instant), &from, &to);
}

void zone_to_local(const struct zone *zone, int64_t instant,
                   struct local_time *local) {
  int64_t from, to, at = floor_seconds(instant);
  calendar_from_seconds(at + span_at(zone, at, &from, &to), local);
}

/* Walks the spans that could hold the wall time: it lies in a span when the
 * instant that the span's offset gives falls within it, and in a gap when the
 * offset before a change puts it after the change and the one after, before. */
enum zone_fit zone_from_local(const struct zone *zone,
                              const struct local_time *local, int64_t *first,
                              int64_t *second) {
  int64_t wall = calendar_seconds(local), from, to, gap = 0;
  int64_t at = wall - OFFSET_MAX;
  int found = 0, before = span_at(zone, at, &from, &to), offset = before;
  for (;;) {
    int64_t instant = wall - offset;
    if (instant >= from && instant < to) {
      if (found == 0)
        *first = instant * 1000;
      *second = instant * 1000;
      found++;
    }
    if (to > wall + OFFSET_MAX)
      break;
    before = offset;
    at = to;
    offset = span_at(zone, at, &from, &to);
    if (wall - before >= at && wall - offset < at)
      gap = at;
  }
  if (found == 0)
    *first = *second = gap * 1000;
  return found == 0 ? ZONE_GAP : found == 1 ? ZONE_ONCE : ZONE_TWICE;
}

/* First passes never fall as walls rise, so halving finds it, also in an
 * overlap, where the clock itself shows an earlier wall. */
int64_t zone_wall_until(const struct zone *zone, int64_t instant) {
  int64_t low = floor_seconds(instant) - 2 * OFFSET_MAX;
  int64_t high = low + 4 * OFFSET_MAX;

  while (high - low > 1) {
    int64_t mid = low + (high - low) / 2, first, second;
    struct local_time local;
    calendar_from_seconds(mid, &local);
    zone_from_local(zone, &local, &first, &second);
    if (first <= instant)
      low = mid;
    else
      high = mid;
  }
  return low;
}

int64_t zone_day(const struct zone *zone, int64_t instant) {
  struct local_time local;

  zone_to_local(zone, instant, &local);
  return calendar_days(local.year, local.month, local.day);
}

int64_t zone_midnight(const struct zone *zone, int64_t day) {
  struct local_time local;
  int64_t first, second;

  calendar_from_seconds(day * 86400, &local);
  zone_from_local(zone, &local, &first, &second);
  return first;
}
