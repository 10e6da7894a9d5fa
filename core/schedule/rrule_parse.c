#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/calendar.h"
#include "schedule/rrule.h"

const char *const rrule_freq_names[7] = {
    "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
const char *const rrule_weekday_names[7] = {"MO", "TU", "WE", "TH",
                                            "FR", "SA", "SU"};
const char *const rrule_skip_names[3] = {"OMIT", "BACKWARD", "FORWARD"};

/* A piece of the rule's text, not NUL-terminated. */
struct piece {
  const char *at;
  size_t len;
};

/* One rule being read. */
struct parser {
  struct rrule *rule;
  struct error *err;
  const char *name; /* of the part, canonical */
};

/* One kind of part: how its value, or each item of its list, is read. */
struct part {
  const char *name;
  enum rrule_part bit;
  void (*read)(struct parser *parser, const struct part *part,
               struct piece value);
  int low, high; /* of the magnitude of numbers */
  bool minus;    /* negative numbers are allowed */
};

static bool piece_is(struct piece piece, const char *text) {
  return strlen(text) == piece.len &&
         strncasecmp(piece.at, text, piece.len) == 0;
}

/* Cuts the piece before `stop` off *rest; false when nothing is left. */
static bool piece_cut(struct piece *rest, char stop, struct piece *head) {
  if (rest->at == NULL)
    return false;
  const char *found = rest->len ? memchr(rest->at, stop, rest->len) : NULL;
  head->at = rest->at;
  head->len = found == NULL ? rest->len : (size_t)(found - rest->at);
  rest->at = found == NULL ? NULL : found + 1;
  rest->len -= found == NULL ? rest->len : head->len + 1;
  return true;
}

static int piece_show(struct piece piece) {
  return piece.len > 40 ? 40 : (int)piece.len;
}

static void bad_value(struct parser *parser, struct piece value) {
  error_fault(parser->err, parser->name, "value",
              "%s 的值“%.*s”不对，请按 RFC 5545 的写法改正。",
              "%s can't be \"%.*s\"; see RFC 5545 for what may stand here.",
              parser->name, piece_show(value), value.at);
}

/* [+-]digits; the sign goes to *minus. */
static bool read_number(struct piece text, int64_t max, bool *minus,
                        int64_t *value) {
  size_t i = 0;
  *minus = text.len > 0 && text.at[0] == '-';
  if (text.len > 0 && (text.at[0] == '-' || text.at[0] == '+'))
    i++;
  *value = 0;
  if (i == text.len || text.len > 12)
    return false;
  for (; i < text.len; i++) {
    if (text.at[i] < '0' || text.at[i] > '9')
      return false;
    *value = *value * 10 + (text.at[i] - '0');
  }
  return *value <= max;
}

static void read_freq(struct parser *parser, const struct part *part,
                      struct piece value) {
  (void)part;
  for (int i = 0; i < 7; i++) {
    if (piece_is(value, rrule_freq_names[i])) {
      parser->rule->freq = (enum rrule_freq)i;
      return;
    }
  }
  bad_value(parser, value);
}

static void read_skip(struct parser *parser, const struct part *part,
                      struct piece value) {
  (void)part;
  for (int i = 0; i < 3; i++) {
    if (piece_is(value, rrule_skip_names[i])) {
      parser->rule->skip = (enum rrule_skip)i;
      return;
    }
  }
  bad_value(parser, value);
}

static void read_rscale(struct parser *parser, const struct part *part,
                        struct piece value) {
  (void)part;
  if (!piece_is(value, "GREGORIAN"))
    error_fault(parser->err, parser->name, "unsupported",
                "不支持历法“%.*s”，只支持公历（GREGORIAN）。请改用公历日期。",
                "The calendar \"%.*s\" is not supported, only GREGORIAN. "
                "Use Gregorian dates.",
                piece_show(value), value.at);
}

static int weekday_index(struct piece text) {
  for (int i = 0; i < 7; i++)
    if (piece_is(text, rrule_weekday_names[i]))
      return i;
  return -1;
}

static void read_wkst(struct parser *parser, const struct part *part,
                      struct piece value) {
  (void)part;
  int day = weekday_index(value);
  if (day < 0)
    bad_value(parser, value);
  else
    parser->rule->week_start = day;
}

static void read_size(struct parser *parser, const struct part *part,
                      struct piece value) {
  bool minus;
  int64_t number;
  if (!read_number(value, part->high, &minus, &number) || minus ||
      number < part->low)
    bad_value(parser, value);
  else if (part->bit == RRULE_COUNT)
    parser->rule->count = number;
  else
    parser->rule->interval = number;
}

static void read_until(struct parser *parser, const struct part *part,
                       struct piece value) {
  (void)part;
  struct rrule *rule = parser->rule;
  struct local_time time;
  char text[16] = "", *end = text + 8;
  bool utc = value.len == 16 && (value.at[15] | 32) == 'z';
  if (value.len != 8 && value.len != 15 && !utc) {
    bad_value(parser, value);
    return;
  }
  memcpy(text, value.at, value.len == 8 ? 8 : 15);
  if (value.len == 8)
    memcpy(end, "T235959", 8);
  else if (text[8] == 't')
    text[8] = 'T';
  if (calendar_parse_local(text, 15, &time) != 0) {
    bad_value(parser, value);
    return;
  }
  rule->until = calendar_seconds(&time);
  rule->until_kind = value.len == 8 ? RRULE_UNTIL_DATE
                     : utc          ? RRULE_UNTIL_UTC
                                    : RRULE_UNTIL_LOCAL;
}

static void set_bit(uint64_t words[RRULE_WORDS], int64_t n) {
  words[n / 64] |= UINT64_C(1) << (n % 64);
}

/* The set that a list part fills, or NULL for the parts with a mask. */
static struct rrule_numbers *part_numbers(struct rrule *rule,
                                          enum rrule_part bit) {
  switch (bit) {
  case RRULE_BYMONTHDAY:
    return &rule->month_days;
  case RRULE_BYYEARDAY:
    return &rule->year_days;
  case RRULE_BYWEEKNO:
    return &rule->week_numbers;
  case RRULE_BYSETPOS:
    return &rule->positions;
  default:
    return NULL;
  }
}

static void store_number(struct rrule *rule, enum rrule_part bit, bool minus,
                         int64_t n) {
  struct rrule_numbers *numbers = part_numbers(rule, bit);
  if (numbers != NULL)
    set_bit(minus ? numbers->minus : numbers->plus, n);
  else if (bit == RRULE_BYSECOND)
    /* A host without leap seconds takes 60 as 59 (RFC 5545 3.3.10). */
    rule->seconds |= UINT64_C(1) << (n == 60 ? 59 : n);
  else if (bit == RRULE_BYMINUTE)
    rule->minutes |= UINT64_C(1) << n;
  else if (bit == RRULE_BYHOUR)
    rule->hours |= UINT32_C(1) << n;
  else
    rule->months |= UINT32_C(1) << n;
}

static void read_list(struct parser *parser, const struct part *part,
                      struct piece value) {
  struct piece item;
  while (piece_cut(&value, ',', &item)) {
    bool minus;
    int64_t n;
    if (!read_number(item, part->high, &minus, &n) || n < part->low ||
        (minus && !part->minus))
      bad_value(parser, item);
    else
      store_number(parser->rule, part->bit, minus, n);
  }
}

static void read_days(struct parser *parser, const struct part *part,
                      struct piece value) {
  struct rrule *rule = parser->rule;
  struct piece item;
  while (piece_cut(&value, ',', &item)) {
    struct piece number = {item.at, item.len < 2 ? 0 : item.len - 2};
    struct piece name = {item.at + number.len, item.len - number.len};
    int day = weekday_index(name);
    bool minus = false;
    int64_t n = 0;
    bool fine =
        day >= 0 &&
        (number.len == 0 ||
         (read_number(number, part->high, &minus, &n) && n >= part->low));
    if (!fine) {
      bad_value(parser, item);
    } else if (number.len == 0) {
      rule->weekdays |= 1u << day;
    } else {
      rule->ordinal = true;
      (minus ? rule->nth_last : rule->nth)[day] |= UINT64_C(1) << n;
    }
  }
}

static const struct part parts[] = {
    {"RSCALE", RRULE_RSCALE, read_rscale, 0, 0, false},
    {"FREQ", RRULE_FREQ, read_freq, 0, 0, false},
    {"UNTIL", RRULE_UNTIL, read_until, 0, 0, false},
    {"COUNT", RRULE_COUNT, read_size, 0, RRULE_COUNT_MAX, false},
    {"INTERVAL", RRULE_INTERVAL, read_size, 1, RRULE_INTERVAL_MAX, false},
    {"BYSECOND", RRULE_BYSECOND, read_list, 0, 60, false},
    {"BYMINUTE", RRULE_BYMINUTE, read_list, 0, 59, false},
    {"BYHOUR", RRULE_BYHOUR, read_list, 0, 23, false},
    {"BYDAY", RRULE_BYDAY, read_days, 1, 53, true},
    {"BYWEEKDAY", RRULE_BYDAY, read_days, 1, 53, true}, /* seen in the wild */
    {"BYMONTHDAY", RRULE_BYMONTHDAY, read_list, 1, 31, true},
    {"BYYEARDAY", RRULE_BYYEARDAY, read_list, 1, 366, true},
    {"BYWEEKNO", RRULE_BYWEEKNO, read_list, 1, 53, true},
    {"BYMONTH", RRULE_BYMONTH, read_list, 1, 12, false},
    {"BYSETPOS", RRULE_BYSETPOS, read_list, 1, 366, true},
    {"WKST", RRULE_WKST, read_wkst, 0, 0, false},
    {"SKIP", RRULE_SKIP, read_skip, 0, 0, false},
};

static void read_part(struct parser *parser, struct piece text) {
  struct piece name, value = text;
  piece_cut(&value, '=', &name);
  const struct part *part = NULL;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    if (piece_is(name, parts[i].name))
      part = &parts[i];
  if (part == NULL || value.at == NULL) {
    error_fault(parser->err, "", "unknown",
                "规则里的“%.*s”不是 RFC 5545 的内容，请删去或改正。",
                "\"%.*s\" is not a part of an RFC 5545 rule; remove or "
                "correct it.",
                piece_show(text), text.at);
    return;
  }
  parser->name = part->name;
  if ((parser->rule->has & part->bit) != 0)
    error_fault(parser->err, part->name, "repeated", "%s 只能写一次，请合并。",
                "%s may stand only once; join its values.", part->name);
  parser->rule->has |= (unsigned)part->bit;
  part->read(parser, part, value);
}

int rrule_parse(const char *text, size_t len, struct rrule *rule,
                struct error *err) {
  struct error own;
  error_init(&own);
  *rule = (struct rrule){.interval = 1};
  struct parser parser = {rule, &own, ""};
  struct piece rest = {text, len}, item;
  if (len > 0 && text[len - 1] == ';')
    rest.len--; /* seen in the wild, harmless */
  if (len > RRULE_TEXT_MAX)
    error_fault(&own, "", "long", "规则太长，最多 %d 字节。",
                "The rule is too long, at most %d bytes.", RRULE_TEXT_MAX);
  else
    while (piece_cut(&rest, ';', &item))
      read_part(&parser, item);
  rrule_check(rule, &own);
  if (own.code == ERROR_NONE) {
    error_fini(&own);
    return 0;
  }
  error_set(&own, ERROR_INPUT, "重复规则有误，请看各处说明。",
            "The recurrence rule is wrong; see what is said of each part.");
  if (err != NULL)
    error_move(err, &own);
  error_fini(&own);
  return ERROR_INPUT;
}
