#include "schedule/print.h"

#include <stdlib.h>
#include <string.h>

#include "schedule/expand.h"

/* What was asked for. Borrowed from argv. */
struct request {
  struct recurrence recurrence;
  const char *zone, *start, *after, *until, *gaps;
  int64_t count; /* -1: not given */
};

static int usage(struct error *err, const char *what) {
  return error_set(
      err, ERROR_USAGE,
      "“%s”用法不对。用法：songhe schedule expand --start 时间 --rrule 规则 "
      "[--zone 时区] [--count 数] [--until 时间] [--exdate 时间]...",
      "\"%s\" is wrong here. Usage: songhe schedule expand --start LOCAL "
      "--rrule R [--zone Z] [--count N] [--until L] [--exdate L]...",
      what);
}

static int read_count(const char *text, int64_t *count, struct error *err) {
  char *end;
  *count = strtoll(text, &end, 10);
  if (*text < '0' || *text > '9' || *end != '\0' || *count > SCHEDULE_PRINT_MAX)
    return usage(err, text);
  return 0;
}

/* The options that do not depend on others. */
static int read_plain(struct request *request, const char *name,
                      const char *value, struct error *err) {
  const char **slot = strcmp(name, "--zone") == 0    ? &request->zone
                      : strcmp(name, "--start") == 0 ? &request->start
                      : strcmp(name, "--after") == 0 ? &request->after
                      : strcmp(name, "--until") == 0 ? &request->until
                      : strcmp(name, "--gaps") == 0  ? &request->gaps
                                                     : NULL;
  if (slot != NULL) {
    *slot = value;
    return 0;
  }
  if (strcmp(name, "--count") == 0)
    return read_count(value, &request->count, err);
  bool list = strcmp(name, "--rrule") == 0 || strcmp(name, "--exrule") == 0 ||
              strcmp(name, "--rdate") == 0 || strcmp(name, "--exdate") == 0;
  return list ? 0 : usage(err, name);
}

static int read_lists(struct request *request, int argc, char **argv,
                      struct error *err) {
  struct recurrence *r = &request->recurrence;
  int rc = 0;
  for (int i = 0; i + 1 < argc && rc == 0; i += 2) {
    const char *value = argv[i + 1];
    size_t len = strlen(value);
    bool exclude = strncmp(argv[i], "--ex", 4) == 0;
    if (strcmp(argv[i], "--rrule") == 0 || strcmp(argv[i], "--exrule") == 0)
      rc = recurrence_add_rule(r, value, len, exclude, err);
    if (strcmp(argv[i], "--rdate") == 0 || strcmp(argv[i], "--exdate") == 0)
      rc = recurrence_add_date(r, value, len, exclude, err);
  }
  return rc;
}

static int read_request(struct request *request, int argc, char **argv,
                        struct error *err) {
  for (int i = 0; i < argc; i += 2) {
    if (i + 1 == argc)
      return usage(err, argv[i]);
    int rc = read_plain(request, argv[i], argv[i + 1], err);
    if (rc != 0)
      return rc;
  }
  if (request->start == NULL)
    return usage(err, "--start");
  struct recurrence *r = &request->recurrence;
  int rc =
      request->zone == NULL ? 0 : recurrence_set_zone(r, request->zone, err);
  if (rc == 0)
    rc = recurrence_set_start(r, request->start, strlen(request->start), err);
  return rc == 0 ? read_lists(request, argc, argv, err) : rc;
}

static int read_bound(const struct recurrence *r, const char *text,
                      const char *name, bool end, int64_t *wall,
                      struct error *err) {
  bool date;
  if (text == NULL)
    return 0;
  if (recurrence_read_time(r, text, strlen(text), wall, &date) != 0)
    return usage(err, name);
  if (date && end)
    *wall += 86399;
  return 0;
}

/* Whether every rule ends by itself. */
static bool bounded(const struct recurrence *r) {
  for (size_t i = 0; i < r->rules.count; i++)
    if ((r->rules.at[i].has & (RRULE_COUNT | RRULE_UNTIL)) == 0)
      return false;
  return true;
}

static void print_one(const struct occurrence *found, bool gaps,
                      struct buf *out) {
  char text[32], wall[20];
  calendar_format_instant(found->instant, found->offset, text);
  buf_text(out, text);
  if (gaps && found->fit == ZONE_GAP) {
    calendar_format_local(&found->wall, wall);
    buf_printf(out, " gap %s", wall);
  }
  buf_byte(out, '\n');
}

/* A walk that finds nothing, so far. */
struct search {
  int64_t until; /* wall time (s): what lies later is not asked for */
  int calls;     /* of expand_next since the last find */
};

/* 1: go on; 0: nothing more is asked for. */
static int search_on(struct search *search, const struct expand *it,
                     struct error *err) {
  /* two days: wall times are not instants, but no zone is farther from UTC */
  if (expand_passed(it) / 1000 - 2 * 86400 > search->until)
    return 0;
  if (++search->calls < SCHEDULE_PRINT_CALLS)
    return 1;
  error_fault(
      err, "rrule", "never",
      "找了很久也没有符合这条规则的时间，它可能永远不会出现。请检查规则，"
      "或用 --until 写明找到什么时候为止。",
      "Nothing was found in a long search; the rule may never match. "
      "Check it, or say with --until how far to look.");
  return error_set(err, ERROR_INPUT, "这条规则找不到时间。",
                   "No time was found for this rule.");
}

static int print_all(struct request *request, struct buf *out,
                     struct error *err) {
  const struct recurrence *r = &request->recurrence;
  int64_t until = INT64_MAX, after = INT64_MIN, left = request->count;
  int rc = read_bound(r, request->until, "--until", true, &until, err);
  if (rc == 0)
    rc = read_bound(r, request->after, "--after", false, &after, err);
  struct expand it;
  if (rc == 0)
    rc = expand_init(&it, r, err);
  if (rc != 0)
    return rc;
  if (after != INT64_MIN) {
    struct local_time local;
    calendar_from_seconds(after, &local);
    expand_seek(&it, &local);
  }
  if (left < 0)
    left = request->until != NULL || bounded(r) ? SCHEDULE_PRINT_MAX
                                                : SCHEDULE_PRINT_DEFAULT;
  enum expand_result got = EXPAND_AGAIN;
  struct occurrence found;
  struct search search = {.until = until};
  while (left > 0 && (got = expand_next(&it, &found)) != EXPAND_END) {
    if (got == EXPAND_AGAIN) {
      rc = search_on(&search, &it, err);
      if (rc <= 0)
        break;
      continue;
    }
    search.calls = 0;
    if (calendar_seconds(&found.wall) > until)
      break;
    print_one(&found, request->gaps != NULL, out);
    left--;
  }
  expand_fini(&it);
  if (rc < 0)
    return rc;
  return out->failed ? error_set(err, ERROR_MEMORY, "内存不足，请减少次数。",
                                 "Out of memory; ask for fewer.")
                     : 0;
}

int schedule_expand_print(int argc, char **argv, struct buf *out,
                          struct error *err) {
  struct request request = {.count = -1};
  recurrence_init(&request.recurrence);
  int rc = read_request(&request, argc, argv, err);
  if (rc == 0)
    rc = print_all(&request, out, err);
  recurrence_fini(&request.recurrence);
  return rc;
}
