#include "plugin/fields.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/decimal.h"
#include "base/json.h"
#include "plugin/fault.h"

#define FIELDS_PATH 300
#define FIELDS_DEPTH 12

/* What is being checked, and how. */
struct fields {
  struct error *err;
  enum fields_from from;
  const struct zone *zone;
  bool inside; /* results of handlers: inside forms only */
  int depth;
};

/* Each checker returns a new reference, or NULL after naming the fault. */
static json_t *fields_value(struct fields *to, const json_t *field,
                            const json_t *value, const char *path);

static json_t *fields_wrong(struct fields *to, const char *path, const char *zh,
                            const char *en) {
  plugin_fault(to->err, path, "type", zh, en);
  return NULL;
}

/* --- text ------------------------------------------------------------------
 */

/* Characters; -1 when there are control characters other than line ends. */
static int64_t fields_length(const char *text) {
  int64_t count = 0;

  for (; *text != '\0'; text++) {
    unsigned char c = (unsigned char)*text;
    if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
      return -1;
    count += (c & 0xc0) != 0x80;
  }
  return count;
}

static json_t *fields_text(struct fields *to, const json_t *field,
                           const json_t *value, const char *path) {
  const char *text = json_string_value(value);
  int64_t min = json_get_int(field, "min", 0);
  int64_t max =
      json_get_int(field, "max", to->inside ? INT64_MAX : FIELDS_TEXT_MAX);
  int64_t len;

  if (text == NULL)
    return fields_wrong(to, path, "要填文字。", "Text is wanted.");
  len = fields_length(text);
  if (len < 0)
    return fields_wrong(to, path, "文字里有控制字符。",
                        "The text holds control characters.");
  if (len < min || len > max) {
    error_fault(to->err, path, "length",
                "要填 %lld 到 %lld 个字（现在 %lld 个）。",
                "%lld to %lld characters are wanted (%lld given).",
                (long long)min, (long long)max, (long long)len);
    return NULL;
  }
  return json_string(text);
}

/* Refuses; the choices stand in the reader's words, and as codes in English,
 * for who writes a program. */
static void fields_choices(struct fields *to, const json_t *field,
                           const char *path) {
  struct buf zh;
  struct buf en;
  json_t *item;
  size_t i;

  buf_init(&zh);
  buf_init(&en);
  json_array_foreach(json_object_get(field, "values"), i, item) {
    const char *name = json_get_text(item, "value", "");
    buf_printf(&zh, "%s%s", i > 0 ? "、" : "", json_get_text(item, "zh", name));
    buf_printf(&en, "%s%s", i > 0 ? ", " : "", name);
  }
  buf_byte(&zh, '\0');
  buf_byte(&en, '\0');
  error_fault(to->err, path, "choice", "要填其中之一：%s。%.0s",
              "One of these is wanted: %.0s%s.", zh.failed ? "" : zh.data,
              en.failed ? "" : en.data);
  buf_fini(&zh);
  buf_fini(&en);
}

static json_t *fields_enum(struct fields *to, const json_t *field,
                           const json_t *value, const char *path) {
  const char *text = json_string_value(value);
  json_t *item;
  size_t i;

  json_array_foreach(json_object_get(field, "values"), i, item) {
    if (text != NULL && strcmp(json_get_text(item, "value", ""), text) == 0)
      return json_string(text);
  }
  fields_choices(to, field, path);
  return NULL;
}

static json_t *fields_file(struct fields *to, const json_t *value,
                           const char *path) {
  const char *text = json_string_value(value);

  if (text == NULL || strspn(text, "0123456789abcdef") != 64 ||
      text[64] != '\0')
    return fields_wrong(to, path, "要填已上传文件的编号（64 位十六进制）。",
                        "The hash of an uploaded file is wanted (64 "
                        "hexadecimal digits).");
  return json_string(text);
}

/* --- numbers ---------------------------------------------------------------
 */

static bool fields_int(const struct fields *to, const json_t *value,
                       int64_t *out) {
  const char *text = json_string_value(value);
  char *end;

  if (json_is_integer(value)) {
    *out = json_integer_value(value);
    return true;
  }
  if (to->from != FIELDS_WORDS || text == NULL || *text == '\0' ||
      isspace((unsigned char)*text))
    return false;
  errno = 0;
  *out = strtoll(text, &end, 10);
  return errno == 0 && *end == '\0';
}

static json_t *fields_integer(struct fields *to, const json_t *field,
                              const json_t *value, const char *path) {
  int64_t min = json_get_int(field, "min", INT64_MIN);
  int64_t max = json_get_int(field, "max", INT64_MAX);
  int64_t number;

  if (!fields_int(to, value, &number))
    return fields_wrong(to, path, "要填整数。", "A whole number is wanted.");
  if (number < min || number > max) {
    if (min != INT64_MIN && max != INT64_MAX)
      error_fault(to->err, path, "bounds", "要在 %lld 到 %lld 之间。",
                  "It must be from %lld to %lld.", (long long)min,
                  (long long)max);
    else if (number < min)
      error_fault(to->err, path, "bounds", "不能小于 %lld。",
                  "It may not be less than %lld.", (long long)min);
    else
      error_fault(to->err, path, "bounds", "不能大于 %lld。",
                  "It may not be more than %lld.", (long long)max);
    return NULL;
  }
  return json_integer(number);
}

static json_t *fields_reference(struct fields *to, const json_t *value,
                                const char *path) {
  int64_t number;

  if (!fields_int(to, value, &number) || number < 1)
    return fields_wrong(to, path, "要填编号（从 1 起的整数）。",
                        "An id is wanted (a whole number from 1).");
  return json_integer(number);
}

static bool fields_bound(const json_t *field, const char *key, int scale,
                         int64_t *out) {
  const json_t *bound = json_object_get(field, key);

  return json_is_string(bound) &&
         decimal_parse(json_string_value(bound), json_string_length(bound),
                       scale, out) == 0;
}

static json_t *fields_decimal(struct fields *to, const json_t *field,
                              const json_t *value, const char *path) {
  int scale = (int)json_get_int(field, "scale", 0);
  char text[32];
  int64_t number;
  int64_t bound;
  int rc = ERROR_INPUT;

  if (json_is_string(value)) {
    rc = decimal_parse(json_string_value(value), json_string_length(value),
                       scale, &number);
  } else if (json_is_integer(value)) { /* 2 is as good as "2" */
    snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
    rc = decimal_parse(text, strlen(text), scale, &number);
  }
  if (rc != 0) {
    error_fault(to->err, path, "type", "要填数字，例如 12.5，最多 %d 位小数。",
                "A number is wanted, such as 12.5, with at most %d digits "
                "after the point.",
                scale);
    return NULL;
  }
  if ((fields_bound(field, "min", scale, &bound) && number < bound) ||
      (fields_bound(field, "max", scale, &bound) && number > bound)) {
    error_fault(to->err, path, "bounds", "超出范围（%s 到 %s）。",
                "Out of bounds (%s to %s).", json_get_text(field, "min", "…"),
                json_get_text(field, "max", "…"));
    return NULL;
  }
  decimal_format(number, scale, text);
  return json_string(text);
}

static json_t *fields_boolean(struct fields *to, const json_t *value,
                              const char *path) {
  const char *text = json_string_value(value);

  if (json_is_boolean(value))
    return json_boolean(json_is_true(value));
  if (to->from == FIELDS_WORDS && text != NULL) {
    if (strcmp(text, "true") == 0 || strcmp(text, "1") == 0)
      return json_true();
    if (strcmp(text, "false") == 0 || strcmp(text, "0") == 0)
      return json_false();
  }
  return fields_wrong(to, path, "要填 true 或 false。",
                      "true or false is wanted.");
}

/* --- time ------------------------------------------------------------------
 */

static json_t *fields_date(struct fields *to, const json_t *value,
                           const char *path) {
  int64_t days;

  if (!json_is_string(value) ||
      calendar_parse_date(json_string_value(value), json_string_length(value),
                          &days) != 0)
    return fields_wrong(to, path, "要填日期，例如 2026-11-23。",
                        "A date is wanted, such as 2026-11-23.");
  return json_string(json_string_value(value));
}

/* A wall time that the clocks skip is a slip of whoever wrote it; the midnight
 * of a date that begins later is not. */
static json_t *fields_skipped(struct fields *to, const char *path) {
  plugin_fault(to->err, path, "no_such_time",
               "那天没有这个时刻：时钟那时拨快了。请核对。",
               "There is no such time that day: the clocks went forward. "
               "Please check it.");
  return NULL;
}

static json_t *fields_instant(struct fields *to, const json_t *value,
                              const char *path) {
  const char *text = json_string_value(value);
  size_t len = json_string_length(value);
  struct local_time local = {0};
  int64_t instant;
  int64_t second;
  int64_t days;

  if (fields_int(to, value, &instant))
    return json_integer(instant);
  if (text != NULL && !to->inside) {
    if (calendar_parse_instant(text, len, &instant) == 0)
      return json_integer(instant);
    if (calendar_parse_date(text, len, &days) == 0)
      calendar_from_seconds(days * 86400, &local);
    else if (calendar_parse_local(text, len, &local) != 0)
      local.year = 0;
    if (local.year > 0 && to->zone != NULL) {
      bool dated = calendar_parse_date(text, len, &days) == 0;
      enum zone_fit fit = zone_from_local(to->zone, &local, &instant, &second);
      return fit == ZONE_GAP && !dated ? fields_skipped(to, path)
                                       : json_integer(instant);
    }
  }
  return fields_wrong(to, path, "要填时间，例如 2026-11-23T08:30:00+08:00。",
                      "A time is wanted, such as 2026-11-23T08:30:00+08:00.");
}

/* --- nested ----------------------------------------------------------------
 */

static json_t *fields_object(struct fields *to, const json_t *fields,
                             const json_t *input, const char *path);

static json_t *fields_list(struct fields *to, const json_t *field,
                           const json_t *value, const char *path) {
  int64_t max =
      json_get_int(field, "max", to->inside ? INT64_MAX : FIELDS_LIST_MAX);
  const json_t *of = json_object_get(field, "of");
  size_t before = to->err->fault_count;
  json_t *out;
  json_t *item;
  size_t i;

  /* an empty table of Lua may have become an object */
  if (!json_is_array(value) &&
      !(json_is_object(value) && json_object_size(value) == 0))
    return fields_wrong(to, path, "要填列表。", "A list is wanted.");
  if (json_array_size(value) > (size_t)max ||
      (int64_t)json_array_size(value) < json_get_int(field, "min", 0)) {
    error_fault(to->err, path, "length", "要有 %lld 到 %lld 项。",
                "%lld to %lld entries are wanted.",
                (long long)json_get_int(field, "min", 0), (long long)max);
    return NULL;
  }
  out = json_array();
  json_array_foreach(value, i, item) {
    char where[FIELDS_PATH];
    json_t *one;
    snprintf(where, sizeof where, "%s[%zu]", path, i);
    one = fields_value(to, of, item, where);
    if (one != NULL)
      json_array_append_new(out, one);
  }
  if (to->err->fault_count == before)
    return out;
  json_decref(out);
  return NULL;
}

/* Lists, objects and json arrive as JSON text where all values are words. */
/* A plain word, for a field that takes any value: nobody puts quotes around
 * "biw" in an address. What begins like JSON has to be JSON. */
static bool fields_is_plain(const json_t *field, const json_t *value) {
  return strcmp(json_get_text(field, "type", "json"), "json") == 0 &&
         strchr("{[\"", json_string_value(value)[0]) == NULL;
}

static json_t *fields_words(struct fields *to, const json_t *field,
                            const json_t *value, const char *path) {
  struct error why;
  json_t *inner = NULL;
  json_t *out = NULL;

  error_init(&why);
  if (json_read(json_string_value(value), json_string_length(value), &inner,
                &why) != 0) {
    if (fields_is_plain(field, value))
      out = json_incref((json_t *)(uintptr_t)value);
    else
      fields_wrong(to, path, why.zh, why.en);
  } else {
    struct fields nested = *to;
    nested.from = FIELDS_JSON;
    out = fields_value(&nested, field, inner, path);
    json_decref(inner);
  }
  error_fini(&why);
  return out;
}

static json_t *fields_value(struct fields *to, const json_t *field,
                            const json_t *value, const char *path) {
  const char *type = json_get_text(field, "type", "json");
  bool nested = strcmp(type, "object") == 0 || strcmp(type, "list") == 0 ||
                strcmp(type, "json") == 0;
  json_t *out = NULL;

  if (nested && to->from == FIELDS_WORDS && json_is_string(value))
    return fields_words(to, field, value, path);
  if (strcmp(type, "text") == 0)
    return fields_text(to, field, value, path);
  if (strcmp(type, "integer") == 0)
    return fields_integer(to, field, value, path);
  if (strcmp(type, "decimal") == 0)
    return fields_decimal(to, field, value, path);
  if (strcmp(type, "date") == 0)
    return fields_date(to, value, path);
  if (strcmp(type, "instant") == 0)
    return fields_instant(to, value, path);
  if (strcmp(type, "boolean") == 0)
    return fields_boolean(to, value, path);
  if (strcmp(type, "enum") == 0)
    return fields_enum(to, field, value, path);
  if (strcmp(type, "ref") == 0 || strcmp(type, "id") == 0)
    return fields_reference(to, value, path);
  if (strcmp(type, "file") == 0)
    return fields_file(to, value, path);
  if (!nested)
    return fields_wrong(to, path, "没有这种类型。", "There is no such type.");
  if (++to->depth > FIELDS_DEPTH)
    return fields_wrong(to, path, "嵌套太深。", "Nests too deep.");
  if (strcmp(type, "object") == 0)
    out = fields_object(to, json_object_get(field, "fields"), value, path);
  else if (strcmp(type, "list") == 0)
    out = fields_list(to, field, value, path);
  else
    out = json_deep_copy(value);
  to->depth--;
  return out;
}

/* --- objects ---------------------------------------------------------------
 */

static void fields_missing(struct fields *to, const json_t *field,
                           const char *path) {
  const char *name = json_get_text(field, "name", "");
  char zh[FIELDS_PATH];
  char en[FIELDS_PATH];

  snprintf(zh, sizeof zh, "请填写%s。", json_get_text(field, "zh", name));
  snprintf(en, sizeof en, "Please fill in: %s.",
           json_get_text(field, "en", name));
  plugin_fault(to->err, path, "required", zh, en);
}

/* One declared field of an object; adds it to `out`. */
static void fields_take(struct fields *to, const json_t *field,
                        const json_t *input, const char *path, json_t *out) {
  const char *name = json_get_text(field, "name", "");
  const json_t *value = json_object_get(input, name);
  char where[FIELDS_PATH];
  json_t *one;

  snprintf(where, sizeof where, "%s%s%s", path, path[0] == '\0' ? "" : ".",
           name);
  if ((to->from == FIELDS_WORDS || json_get_bool(field, "required", false)) &&
      !to->inside && json_is_string(value) && json_string_length(value) == 0)
    value = NULL; /* an empty box is no answer */
  if ((value == NULL || json_is_null(value)) && !to->inside)
    value = json_object_get(field, "default");
  if (value == NULL || json_is_null(value)) {
    if (json_get_bool(field, "required", false) && !to->inside)
      fields_missing(to, field, where);
    return;
  }
  one = fields_value(to, field, value, where);
  if (one != NULL)
    json_object_set_new(out, name, one);
}

static json_t *fields_object(struct fields *to, const json_t *fields,
                             const json_t *input, const char *path) {
  const char *dot = path[0] == '\0' ? "" : ".";
  char where[FIELDS_PATH];
  const char *key;
  json_t *field;
  json_t *item;
  json_t *out;
  size_t i;

  if (input != NULL && !json_is_null(input) && !json_is_object(input) &&
      !(json_is_array(input) && json_array_size(input) == 0))
    return fields_wrong(to, path, "要填带名称的一组内容（对象）。",
                        "An object is wanted.");
  out = json_object();
  json_array_foreach(fields, i, field) fields_take(to, field, input, path, out);
  json_object_foreach((json_t *)(uintptr_t)input, key, item) {
    if (to->inside || json_find(fields, "name", key) != NULL)
      continue;
    snprintf(where, sizeof where, "%s%s%.60s", path, dot, key);
    error_fault(to->err, where, "unknown", "没有这个字段，请检查拼写。",
                "There is no such field; please check its spelling.");
  }
  return out;
}

void fields_check_default(const json_t *field, const char *path,
                          struct error *err) {
  struct fields to = {.err = err, .from = FIELDS_JSON};
  const json_t *value = json_object_get(field, "default");

  if (value != NULL && zone_get("UTC", &to.zone, err) == 0)
    json_decref(fields_value(&to, field, value, path));
}

int fields_check(const json_t *fields, const json_t *input,
                 enum fields_from from, const struct zone *zone, json_t **out,
                 struct error *err) {
  struct fields to = {.err = err, .from = from, .zone = zone};
  size_t before = err->fault_count;

  *out = fields_object(&to, fields, input, "");
  if (err->fault_count == before && *out != NULL)
    return 0;
  json_decref(*out);
  *out = NULL;
  return error_set(err, ERROR_INPUT, "填写的内容有 %zu 处要改。",
                   "Places to change: %zu.",
                   err->fault_count - before + err->omitted);
}

int fields_check_result(const json_t *fields, const json_t *value, bool rows,
                        struct error *err) {
  struct fields to = {.err = err, .from = FIELDS_JSON, .inside = true};
  size_t before = err->fault_count;
  char path[32];
  json_t *row;
  size_t i;

  if (fields == NULL)
    return 0;
  if (!rows) {
    json_decref(fields_object(&to, fields, value, ""));
  } else if (json_is_array(value)) {
    json_array_foreach(value, i, row) {
      snprintf(path, sizeof path, "[%zu]", i);
      json_decref(fields_object(&to, fields, row, path));
    }
  } else if (!json_is_object(value) || json_object_size(value) > 0) {
    fields_wrong(&to, "", "要返回一组行。", "An array of rows is wanted.");
  }
  if (err->fault_count == before)
    return 0;
  err->code = ERROR_PLUGIN;
  return error_set(err, ERROR_PLUGIN,
                   "插件返回的内容与它的声明不符（%zu 处）。",
                   "What the plugin returned does not fit its declaration (%zu "
                   "places).",
                   err->fault_count - before + err->omitted);
}
