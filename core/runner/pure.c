/* date.*, time.*, decimal.*: pure functions, the same for every plugin. */
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "runner/runner.h"

#define PURE_DAY 86400

/* Room for products and quotients of two amounts. */
__extension__ typedef __int128 pure_wide;

static int64_t pure_check_date(lua_State *L, int index) {
  size_t len;
  const char *text = luaL_checklstring(L, index, &len);
  int64_t days = 0;

  if (calendar_parse_date(text, len, &days) != 0)
    luaL_argerror(L, index, "a date such as \"2026-11-23\" is wanted");
  return days;
}

static void pure_push_date(lua_State *L, int64_t days) {
  char text[11];

  if (days < calendar_days(1, 1, 1) || days > calendar_days(9999, 12, 31))
    luaL_error(L, "the date leaves the years 1 to 9999");
  calendar_format_date(days, text);
  lua_pushstring(L, text);
}

static int date_add(lua_State *L) {
  int64_t days = pure_check_date(L, 1);
  lua_Integer add = luaL_checkinteger(L, 2);

  if (add > 4000000 || add < -4000000)
    return luaL_error(L, "the date leaves the years 1 to 9999");
  pure_push_date(L, days + add);
  return 1;
}

static int date_diff(lua_State *L) {
  lua_pushinteger(L, pure_check_date(L, 1) - pure_check_date(L, 2));
  return 1;
}

static void pure_set(lua_State *L, const char *name, int64_t value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

static int date_parts(lua_State *L) {
  int64_t days = pure_check_date(L, 1);
  int year;
  int month;
  int day;

  calendar_from_days(days, &year, &month, &day);
  lua_createtable(L, 0, 4);
  pure_set(L, "year", year);
  pure_set(L, "month", month);
  pure_set(L, "day", day);
  pure_set(L, "weekday", calendar_weekday(days) + 1);
  return 1;
}

static int date_from(lua_State *L) {
  lua_Integer year = luaL_checkinteger(L, 1);
  lua_Integer month = luaL_checkinteger(L, 2);
  lua_Integer day = luaL_checkinteger(L, 3);

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > 31 || !calendar_date_valid((int)year, (int)month, (int)day))
    lua_pushnil(L);
  else
    pure_push_date(L, calendar_days((int)year, (int)month, (int)day));
  return 1;
}

static int date_valid(lua_State *L) {
  size_t len;
  const char *text = lua_tolstring(L, 1, &len);
  int64_t days;

  lua_pushboolean(L, lua_type(L, 1) == LUA_TSTRING &&
                         calendar_parse_date(text, len, &days) == 0);
  return 1;
}

/* Whole years; whoever was born on 29 February is a year older on 1 March. */
static int date_age(lua_State *L) {
  int64_t born = pure_check_date(L, 1);
  int64_t on = pure_check_date(L, 2);
  int a[3];
  int b[3];

  calendar_from_days(born, &a[0], &a[1], &a[2]);
  calendar_from_days(on, &b[0], &b[1], &b[2]);
  lua_pushinteger(L,
                  b[0] - a[0] - (b[1] < a[1] || (b[1] == a[1] && b[2] < a[2])));
  return 1;
}

/* --- time, in the home's zone -------------------------------------------- */

static int64_t pure_floor(int64_t value, int64_t by) {
  return value / by - (value % by < 0);
}

static const struct runner_span *pure_span(const struct runner *runner,
                                           int64_t seconds) {
  size_t low = 0;
  size_t high = runner->zone_count;

  while (high - low > 1) {
    size_t mid = low + (high - low) / 2;
    if (runner->zone[mid].from <= seconds)
      low = mid;
    else
      high = mid;
  }
  return &runner->zone[low];
}

static int64_t pure_check_instant(lua_State *L, int index) {
  lua_Integer instant = luaL_checkinteger(L, index);

  if (instant < calendar_days(2, 1, 1) * PURE_DAY * 1000 ||
      instant > calendar_days(9998, 12, 31) * PURE_DAY * 1000)
    luaL_argerror(L, index, "milliseconds of the years 2 to 9998 are wanted");
  return instant;
}

static int64_t pure_local(lua_State *L, int64_t instant) {
  int64_t seconds = pure_floor(instant, 1000);
  return seconds + pure_span(runner_of(L), seconds)->offset;
}

static int time_date(lua_State *L) {
  int64_t local = pure_local(L, pure_check_instant(L, 1));

  pure_push_date(L, pure_floor(local, PURE_DAY));
  return 1;
}

static int time_parts(lua_State *L) {
  int64_t local = pure_local(L, pure_check_instant(L, 1));
  struct local_time time;

  calendar_from_seconds(local, &time);
  lua_createtable(L, 0, 7);
  pure_set(L, "year", time.year);
  pure_set(L, "month", time.month);
  pure_set(L, "day", time.day);
  pure_set(L, "hour", time.hour);
  pure_set(L, "minute", time.minute);
  pure_set(L, "second", time.second);
  pure_set(L, "weekday", calendar_weekday(pure_floor(local, PURE_DAY)) + 1);
  return 1;
}

static int time_iso(lua_State *L) {
  int64_t instant = pure_check_instant(L, 1);
  int64_t seconds = pure_floor(instant, 1000);
  char text[32];

  calendar_format_instant(instant, pure_span(runner_of(L), seconds)->offset,
                          text);
  lua_pushstring(L, text);
  return 1;
}

/* A wall time in a gap is the first instant after it; one that comes twice is
 * its first pass. */
static int64_t pure_from_local(const struct runner *runner, int64_t local) {
  const struct runner_span *before = pure_span(runner, local - PURE_DAY);
  const struct runner_span *after = pure_span(runner, local + PURE_DAY);
  int64_t first = local - before->offset;
  int64_t second = local - after->offset;

  if (before == after || first < after->from)
    return first;
  return second >= after->from ? second : after->from;
}

static int time_at(lua_State *L) {
  int64_t days = pure_check_date(L, 1);
  size_t len;
  const char *text = luaL_checklstring(L, 2, &len);
  struct local_time time;
  char full[32];
  char date[11];

  calendar_format_date(days, date);
  if (len != 5 && len != 8)
    return luaL_argerror(L, 2, "a time such as \"08:30\" is wanted");
  snprintf(full, sizeof full, "%sT%s", date, text);
  if (calendar_parse_local(full, strlen(full), &time) != 0)
    return luaL_argerror(L, 2, "a time such as \"08:30\" is wanted");
  lua_pushinteger(L, pure_from_local(runner_of(L), calendar_seconds(&time)) *
                         1000);
  return 1;
}

/* --- decimals ------------------------------------------------------------- */

struct pure_decimal {
  int64_t value;
  int scale;
};

static struct pure_decimal pure_check_decimal(lua_State *L, int index) {
  struct pure_decimal number = {0, 0};
  size_t len;
  const char *text = lua_tolstring(L, index, &len);
  const char *point;

  if (lua_isnumber(L, index) && lua_type(L, index) == LUA_TNUMBER &&
      !lua_isinteger(L, index))
    luaL_argerror(L, index, "decimal text such as \"0.5\" is wanted");
  if (text == NULL)
    luaL_argerror(L, index, "decimal text such as \"0.5\" is wanted");
  point = memchr(text, '.', len);
  if (point != NULL)
    number.scale = (int)(len - (size_t)(point - text) - 1);
  if (number.scale > DECIMAL_SCALE_MAX ||
      decimal_parse(text, len, number.scale, &number.value) != 0)
    luaL_argerror(L, index,
                  "decimal text such as \"0.5\" is wanted, with at most 9 "
                  "digits after the point");
  return number;
}

static pure_wide pure_scaled(pure_wide value, int by) {
  for (; by > 0; by--)
    value *= 10;
  return value;
}

static int pure_push_decimal(lua_State *L, pure_wide value, int scale) {
  char text[32];

  for (; scale > DECIMAL_SCALE_MAX && value % 10 == 0; scale--)
    value /= 10;
  for (; scale > 0 && value % 10 == 0; scale--)
    value /= 10;
  if (scale > DECIMAL_SCALE_MAX)
    return luaL_error(L, "decimal: more than 9 digits after the point");
  if (value > INT64_MAX || value < -(pure_wide)INT64_MAX)
    return luaL_error(L, "decimal: the amount is too large");
  decimal_format((int64_t)value, scale, text);
  lua_pushstring(L, text);
  return 1;
}

static int decimal_add_sub(lua_State *L, int sign) {
  struct pure_decimal a = pure_check_decimal(L, 1);
  struct pure_decimal b = pure_check_decimal(L, 2);
  int scale = a.scale > b.scale ? a.scale : b.scale;

  return pure_push_decimal(L,
                           pure_scaled(a.value, scale - a.scale) +
                               sign * pure_scaled(b.value, scale - b.scale),
                           scale);
}

static int decimal_add(lua_State *L) {
  return decimal_add_sub(L, 1);
}

static int decimal_sub(lua_State *L) {
  return decimal_add_sub(L, -1);
}

static int decimal_mul(lua_State *L) {
  struct pure_decimal a = pure_check_decimal(L, 1);
  struct pure_decimal b = pure_check_decimal(L, 2);

  return pure_push_decimal(L, (pure_wide)a.value * b.value, a.scale + b.scale);
}

static int decimal_cmp(lua_State *L) {
  struct pure_decimal a = pure_check_decimal(L, 1);
  struct pure_decimal b = pure_check_decimal(L, 2);
  pure_wide x = pure_scaled(a.value, DECIMAL_SCALE_MAX - a.scale);
  pure_wide y = pure_scaled(b.value, DECIMAL_SCALE_MAX - b.scale);

  lua_pushinteger(L, x < y ? -1 : x > y);
  return 1;
}

/* Half away from zero, as amounts are rounded by hand. */
static pure_wide pure_divide(pure_wide a, pure_wide b) {
  pure_wide quotient = a / b;
  pure_wide rest = a % b;
  pure_wide twice = 2 * (rest < 0 ? -rest : rest);

  if (twice >= (b < 0 ? -b : b))
    quotient += (a < 0) != (b < 0) ? -1 : 1;
  return quotient;
}

static int pure_check_scale(lua_State *L, int index) {
  lua_Integer scale = luaL_checkinteger(L, index);

  if (scale < 0 || scale > DECIMAL_SCALE_MAX)
    luaL_argerror(L, index, "0 to 9 digits after the point are wanted");
  return (int)scale;
}

static int decimal_div(lua_State *L) {
  struct pure_decimal a = pure_check_decimal(L, 1);
  struct pure_decimal b = pure_check_decimal(L, 2);
  int scale = pure_check_scale(L, 3);

  if (b.value == 0)
    return luaL_error(L, "decimal.div: division by zero");
  /* a / b at `scale`: both sides as whole numbers */
  return pure_push_decimal(L,
                           pure_divide(pure_scaled(a.value, b.scale + scale),
                                       pure_scaled(b.value, a.scale)),
                           scale);
}

static int decimal_round(lua_State *L) {
  struct pure_decimal a = pure_check_decimal(L, 1);
  int scale = pure_check_scale(L, 2);

  if (scale >= a.scale)
    return pure_push_decimal(L, a.value, a.scale);
  return pure_push_decimal(
      L, pure_divide(a.value, pure_scaled(1, a.scale - scale)), scale);
}

void runner_open_pure(lua_State *L, int globals) {
  static const luaL_Reg dates[] = {{"add", date_add},     {"diff", date_diff},
                                   {"parts", date_parts}, {"from", date_from},
                                   {"valid", date_valid}, {"age", date_age},
                                   {NULL, NULL}};
  static const luaL_Reg times[] = {{"date", time_date},
                                   {"at", time_at},
                                   {"iso", time_iso},
                                   {"parts", time_parts},
                                   {NULL, NULL}};
  static const luaL_Reg decimals[] = {
      {"add", decimal_add}, {"sub", decimal_sub}, {"mul", decimal_mul},
      {"cmp", decimal_cmp}, {"div", decimal_div}, {"round", decimal_round},
      {NULL, NULL}};

  lua_newtable(L);
  runner_set_functions(L, dates);
  lua_setfield(L, globals, "date");
  lua_newtable(L);
  runner_set_functions(L, times);
  lua_setfield(L, globals, "time");
  lua_newtable(L);
  runner_set_functions(L, decimals);
  lua_setfield(L, globals, "decimal");
}
