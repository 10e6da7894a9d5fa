#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "schedule/recurrence.h"

#define TEXT_MAX (64 * 1024)

/* One property: NAME;PARAMETERS:VALUE, pieces of the text. */
struct property {
  const char *name;
  size_t name_len;
  const char *zone; /* of TZID, or NULL */
  size_t zone_len;
  const char *value;
  size_t value_len;
};

static bool name_is(const struct property *property, const char *name) {
  return strlen(name) == property->name_len &&
         strncasecmp(property->name, name, property->name_len) == 0;
}

/* Without a colon the whole is a rule: "FREQ=DAILY". */
static struct property property_split(const char *at, size_t len) {
  struct property out = {
      .name = "RRULE", .name_len = 5, .value = at, .value_len = len};
  const char *colon = memchr(at, ':', len);
  if (colon == NULL)
    return out;
  out.name = at;
  out.name_len = (size_t)(colon - at);
  out.value = colon + 1;
  out.value_len = len - out.name_len - 1;
  const char *semicolon = memchr(at, ';', out.name_len);
  if (semicolon == NULL)
    return out;
  out.name_len = (size_t)(semicolon - at);
  for (const char *p = semicolon; p + 6 < colon; p++) {
    if (strncasecmp(p, ";TZID=", 6) == 0) {
      out.zone = p + 6;
      const char *stop = memchr(out.zone, ';', (size_t)(colon - out.zone));
      out.zone_len = (size_t)((stop == NULL ? colon : stop) - out.zone);
    }
  }
  return out;
}

static int take_zone(struct recurrence *recurrence,
                     const struct property *property, struct error *err) {
  char name[80];
  if (property->zone == NULL)
    return 0;
  size_t len = property->zone_len;
  if (len >= sizeof name)
    len = sizeof name - 1;
  memcpy(name, property->zone, len);
  name[len] = '\0';
  const struct zone *zone;
  int rc = zone_get(name, &zone, err);
  if (rc != 0)
    return rc;
  if (recurrence->zone == NULL)
    recurrence->zone = zone;
  if (recurrence->zone == zone)
    return 0;
  error_fault(err, "TZID", "differs", "所有时间必须用同一个时区。",
              "All times must be in one time zone.");
  return error_set(err, ERROR_INPUT, "一个安排只能用一个时区。",
                   "A schedule can use only one time zone.");
}

static int take_dates(struct recurrence *recurrence,
                      const struct property *property, struct error *err) {
  bool exclude = name_is(property, "EXDATE");
  const char *at = property->value, *end = at + property->value_len;
  for (;;) {
    const char *comma = memchr(at, ',', (size_t)(end - at));
    const char *stop = comma == NULL ? end : comma;
    int rc =
        recurrence_add_date(recurrence, at, (size_t)(stop - at), exclude, err);
    if (rc != 0 || comma == NULL)
      return rc;
    at = comma + 1;
  }
}

static int take_property(struct recurrence *recurrence,
                         const struct property *property, struct error *err) {
  int rc = take_zone(recurrence, property, err);
  if (rc != 0)
    return rc;
  const char *value = property->value;
  size_t len = property->value_len;
  if (name_is(property, "DTSTART"))
    return recurrence_set_start(recurrence, value, len, err);
  if (name_is(property, "RRULE") || name_is(property, "EXRULE"))
    return recurrence_add_rule(recurrence, value, len,
                               name_is(property, "EXRULE"), err);
  if (name_is(property, "RDATE") || name_is(property, "EXDATE"))
    return take_dates(recurrence, property, err);
  int shown = property->name_len > 40 ? 40 : (int)property->name_len;
  error_fault(err, "", "unknown", "不认识“%.*s”。", "\"%.*s\" is not known.",
              shown, property->name);
  return error_set(err, ERROR_INPUT, "安排里有不认识的内容。",
                   "The schedule has a part that is not known.");
}

/* A line break and one space or tab after it join two lines. */
static size_t text_unfold(char *text, size_t len) {
  size_t out = 0;
  for (size_t i = 0; i < len; i++) {
    size_t next = i;
    if (text[next] == '\r' && next + 1 < len)
      next++;
    if (text[next] == '\n' && next + 1 < len &&
        (text[next + 1] == ' ' || text[next + 1] == '\t'))
      i = next + 1;
    else
      text[out++] = text[i];
  }
  return out;
}

int recurrence_read(struct recurrence *recurrence, const char *text, size_t len,
                    bool unfold, struct error *err) {
  if (len > TEXT_MAX)
    return error_set(err, ERROR_INPUT, "安排太长，请拆开。",
                     "The schedule is too long; split it.");
  char *copy = malloc(len + 1);
  if (copy == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足，请稍后再试。",
                     "Out of memory; please try again.");
  memcpy(copy, text, len);
  if (unfold)
    len = text_unfold(copy, len);
  int rc = 0;
  for (size_t i = 0; i < len && rc == 0;) {
    size_t start = i;
    while (i < len && !isspace((unsigned char)copy[i]))
      i++;
    if (i > start) {
      struct property property = property_split(copy + start, i - start);
      rc = take_property(recurrence, &property, err);
    }
    i++;
  }
  free(copy);
  return rc;
}
