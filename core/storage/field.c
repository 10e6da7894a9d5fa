/* Values of declared columns: JSON to stored form and back, with the checks
 * that name a wrong column before the database sees it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/json.h"
#include "base/pack.h"
#include "storage/internal.h"

static const char *const field_names[FIELD_TYPES] = {
    "text", "integer", "decimal", "date", "instant", "boolean", "enum",
    "ref",  "id",      "json",    "file", "object",  "list"};

enum field_type field_type_of(const char *name) {
  for (int i = 0; name != NULL && i < FIELD_TYPES; i++)
    if (strcmp(field_names[i], name) == 0)
      return (enum field_type)i;
  return FIELD_TYPES;
}

bool field_is_integer(enum field_type type) {
  return type == FIELD_INTEGER || type == FIELD_DECIMAL ||
         type == FIELD_INSTANT || type == FIELD_BOOLEAN || type == FIELD_REF ||
         type == FIELD_ID;
}

static size_t field_characters(const char *text, size_t len) {
  size_t n = 0;

  for (size_t i = 0; i < len; i++)
    n += ((unsigned char)text[i] & 0xc0) != 0x80;
  return n;
}

static int field_wrong_type(const struct column *column, struct error *err) {
  static const char *const zh[FIELD_TYPES] = {
      "文字", "整数",       "数量（例如 0.5）", "日期（例如 2026-11-23）",
      "时间", "是或否",     "列出的选项之一",   "记录的编号",
      "编号", "任意的内容", "文件的编号",       "",
      ""};
  static const char *const en[FIELD_TYPES] = {"text",
                                              "a whole number",
                                              "an amount such as 0.5",
                                              "a date such as 2026-11-23",
                                              "an instant",
                                              "true or false",
                                              "one of the listed values",
                                              "the number of a record",
                                              "a number",
                                              "any value",
                                              "a file's hash",
                                              "",
                                              ""};
  return error_fault(err, column->name, "type", "应当是%s。%.0s",
                     "%.0sThis must be %s.", zh[column->type],
                     en[column->type]);
}

static int field_bounds(const struct column *column, int64_t value,
                        struct error *err) {
  char low[32];
  char high[32];

  if ((!column->has_min || value >= column->min) &&
      (!column->has_max || value <= column->max))
    return 0;
  decimal_format(column->min, column->scale, low);
  decimal_format(column->max, column->scale, high);
  if (column->has_min && value < column->min)
    return error_fault(err, column->name, "min", "不能小于 %s。",
                       "This can't be less than %s.", low);
  return error_fault(err, column->name, "max", "不能大于 %s。",
                     "This can't be more than %s.", high);
}

static int field_text(const struct column *column, struct value *value,
                      struct error *err) {
  int64_t n = (int64_t)field_characters(value->text, value->len);

  if (memchr(value->text, 0, value->len) != NULL)
    return field_wrong_type(column, err);
  if (column->has_max && n > column->max)
    return error_fault(
        err, column->name, "too_long", "太长：最多 %" PRId64 " 个字。",
        "Too long: %" PRId64 " characters at most.", column->max);
  if (column->has_min && n < column->min)
    return error_fault(
        err, column->name, "too_short", "太短：至少 %" PRId64 " 个字。",
        "Too short: at least %" PRId64 " characters.", column->min);
  return 0;
}

static int field_enum(const struct column *column, const struct value *value,
                      struct error *err) {
  const json_t *item;
  size_t i;

  json_array_foreach(column->values, i, item) {
    const char *text = json_get_text(item, "value", "");
    if (strlen(text) == value->len &&
        memcmp(text, value->text, value->len) == 0)
      return 0;
  }
  return error_fault(err, column->name, "value", "“%.40s”不是列出的选项。",
                     "\"%.40s\" is not one of the listed values.", value->text);
}

static int field_decimal(const struct column *column, const json_t *json,
                         struct value *value, struct error *err) {
  value->is_text = false;
  if (!json_is_string(json) ||
      decimal_parse(json_string_value(json), json_string_length(json),
                    column->scale, &value->integer) != 0)
    return error_fault(err, column->name, "type",
                       "应当是数量，最多 %d 位小数，例如 \"0.5\"。",
                       "This must be an amount with at most %d decimals, such "
                       "as \"0.5\".",
                       column->scale);
  return field_bounds(column, value->integer, err);
}

static int field_json(const struct column *column, const json_t *json,
                      struct value *value, struct error *err) {
  struct buf text;
  struct buf packed;
  int rc;

  /* packing is the check for depth and reals; writing does none */
  buf_init(&packed);
  rc = pack_write(&packed, json);
  buf_fini(&packed);
  buf_init(&text);
  if (rc == 0)
    json_write(&text, json);
  value->len = text.len;
  value->owned = rc == 0 ? buf_take(&text) : NULL;
  value->text = value->owned;
  value->is_text = true;
  buf_fini(&text);
  if (value->owned == NULL)
    return field_wrong_type(column, err);
  if (value->len > JSON_TEXT_MAX)
    return error_fault(err, column->name, "too_long", "太长（最多 1 MB）。",
                       "Too long (1 MB at most).");
  return 0;
}

static bool field_is_hash(const struct value *value) {
  if (value->len != 2 * HASH_SIZE)
    return false;
  return strspn(value->text, "0123456789abcdef") >= value->len;
}

static int field_string(const struct column *column, const json_t *json,
                        struct value *value, struct error *err) {
  int64_t days;

  if (!json_is_string(json))
    return field_wrong_type(column, err);
  value->is_text = true;
  value->text = json_string_value(json);
  value->len = json_string_length(json);
  switch (column->type) {
  case FIELD_TEXT:
    return field_text(column, value, err);
  case FIELD_ENUM:
    return field_enum(column, value, err);
  case FIELD_DATE:
    return calendar_parse_date(value->text, value->len, &days) == 0
               ? 0
               : field_wrong_type(column, err);
  default:
    return field_is_hash(value) ? 0 : field_wrong_type(column, err);
  }
}

int field_to_value(const struct column *column, const json_t *json,
                   struct value *value, struct error *err) {
  *value = (struct value){.is_null = json == NULL || json_is_null(json)};
  if (value->is_null)
    return column->required
               ? error_fault(err, column->name, "required", "必须填写。",
                             "This must be filled in.")
               : 0;
  switch (column->type) {
  case FIELD_TEXT:
  case FIELD_ENUM:
  case FIELD_DATE:
  case FIELD_FILE:
    return field_string(column, json, value, err);
  case FIELD_DECIMAL:
    return field_decimal(column, json, value, err);
  case FIELD_JSON:
    return field_json(column, json, value, err);
  case FIELD_BOOLEAN:
    value->integer = json_is_true(json);
    return json_is_boolean(json) ? 0 : field_wrong_type(column, err);
  default:
    if (!json_is_integer(json))
      return field_wrong_type(column, err);
    value->integer = json_integer_value(json);
    return field_bounds(column, value->integer, err);
  }
}

void value_fini(struct value *value) {
  free(value->owned);
  value->owned = NULL;
}

void value_bind(sqlite3_stmt *st, int index, const struct value *value) {
  if (value->is_null)
    sqlite3_bind_null(st, index);
  else if (value->is_text)
    sqlite3_bind_text64(st, index, value->text, value->len, SQLITE_STATIC,
                        SQLITE_UTF8);
  else
    sqlite3_bind_int64(st, index, value->integer);
}

static json_t *field_text_json(sqlite3_value *value, bool parse) {
  const char *text = (const char *)sqlite3_value_text(value);
  size_t len = (size_t)sqlite3_value_bytes(value);
  json_t *json = NULL;

  if (text == NULL)
    return NULL;
  if (!parse)
    return json_stringn(text, len);
  return json_read(text, len, &json, NULL) == 0 ? json : NULL;
}

json_t *field_from_sql(const struct column *column, sqlite3_value *value) {
  int type = sqlite3_value_type(value);
  char text[32];

  if (type == SQLITE_NULL)
    return json_null();
  switch (column->type) {
  case FIELD_JSON:
  case FIELD_OBJECT:
  case FIELD_LIST:
    return field_text_json(value, true);
  case FIELD_TEXT:
  case FIELD_ENUM:
  case FIELD_DATE:
  case FIELD_FILE:
    return field_text_json(value, false);
  case FIELD_DECIMAL:
    if (type == SQLITE_TEXT)
      return field_text_json(value, false);
    if (type != SQLITE_INTEGER)
      return NULL;
    decimal_format(sqlite3_value_int64(value), column->scale, text);
    return json_string(text);
  case FIELD_BOOLEAN:
    return type == SQLITE_INTEGER
               ? json_boolean(sqlite3_value_int64(value) != 0)
               : NULL;
  default:
    return type == SQLITE_INTEGER ? json_integer(sqlite3_value_int64(value))
                                  : NULL;
  }
}
