#include "base/json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define JSON_PATH_MAX 160 /* bytes of the name of a field that is refused */

/* jansson's own nesting bound is 2048; ours is far below it, and reals have
 * no place here, so both are looked for once the text is read. */
static int json_check(const json_t *value, int depth) {
  const char *key;
  json_t *item;
  size_t i;

  if (depth > JSON_DEPTH_MAX || json_is_real(value))
    return ERROR_INPUT;
  json_array_foreach(value, i, item) if (json_check(item, depth + 1) !=
                                         0) return ERROR_INPUT;
  json_object_foreach((json_t *)(uintptr_t)value, key, item) {
    if (json_check(item, depth + 1) != 0)
      return ERROR_INPUT;
  }
  return 0;
}

/* Every real of a value as a fault, named as a field is: dose.amount,
 * doses[0].amount. `path` holds `at` bytes already; a name that does not fit is
 * left out, so that it stays whole. */
static void json_tell_reals(const json_t *value, int depth,
                            char path[JSON_PATH_MAX], size_t at,
                            struct error *err) {
  const char *key;
  json_t *item;
  size_t i;
  int wrote;

  if (json_is_real(value))
    error_fault(err, path, "decimal",
                "小数请写成文字，例如 \"0.5\"；要整数的地方请填整数。",
                "Write decimals as text such as \"0.5\"; where a whole number "
                "is wanted, write one.");
  if (depth > JSON_DEPTH_MAX)
    return;
  json_array_foreach(value, i, item) {
    wrote = snprintf(path + at, JSON_PATH_MAX - at, "[%zu]", i);
    if (wrote >= (int)(JSON_PATH_MAX - at))
      path[at] = '\0';
    json_tell_reals(item, depth + 1, path, at + strlen(path + at), err);
  }
  json_object_foreach((json_t *)(uintptr_t)value, key, item) {
    wrote =
        snprintf(path + at, JSON_PATH_MAX - at, "%s%s", at > 0 ? "." : "", key);
    if (wrote >= (int)(JSON_PATH_MAX - at))
      path[at] = '\0';
    json_tell_reals(item, depth + 1, path, at + strlen(path + at), err);
  }
  path[at] = '\0';
}

static int json_refuse(const json_t *value, struct error *err) {
  char path[JSON_PATH_MAX] = "";
  size_t before;

  if (err == NULL)
    return ERROR_INPUT;
  before = err->fault_count;
  if (json_is_real(value))
    return error_set(err, ERROR_INPUT, "小数请写成文字，例如 \"0.5\"。",
                     "Write decimals as text such as \"0.5\".");
  json_tell_reals(value, 0, path, 0, err);
  if (err->fault_count == before)
    return error_set(err, ERROR_INPUT, "嵌套不超过 32 层。",
                     "Nest no deeper than 32.");
  return err->code;
}

/* What the parser found, in words of our own: its own are English and name
 * flags of its programmers. */
static int json_wrong(const json_error_t *why, struct error *err) {
  static const struct {
    enum json_error_code code;
    const char *zh, *en;
  } said[] = {
      {json_error_premature_end_of_input, "没有写完", "it ends too early"},
      {json_error_end_of_input_expected, "后面还有多余的内容",
       "there is more behind its end"},
      {json_error_duplicate_key, "同一个名称写了两次", "a name is there twice"},
      {json_error_invalid_utf8, "有不是 UTF-8 的字", "it is not all UTF-8"},
      {json_error_numeric_overflow, "数太大", "a number is too large"},
      {json_error_stack_overflow, "嵌套太深", "it nests too deep"},
      {json_error_null_character, "有不能用的字符（NUL）",
       "it holds a character that may not be there (NUL)"},
      {json_error_null_byte_in_key, "有不能用的字符（NUL）",
       "it holds a character that may not be there (NUL)"}};
  const char *zh = "这里写错了", *en = "something is wrong here";

  for (size_t i = 0; i < sizeof said / sizeof *said; i++)
    if (json_error_code(why) == said[i].code) {
      zh = said[i].zh;
      en = said[i].en;
    }
  return error_set(err, ERROR_INPUT,
                   "第 %d 行第 %d 列不是正确的 JSON：%s%.0s。",
                   "Line %d, column %d is not correct JSON: %.0s%s.", why->line,
                   why->column, zh, en);
}

int json_read(const char *text, size_t len, json_t **out, struct error *err) {
  size_t flags = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY;
  json_error_t why;
  json_t *value;

  *out = NULL;
  if (len > JSON_TEXT_MAX)
    return error_set(err, ERROR_INPUT, "内容太长（最多 1 MB）。",
                     "The text is too long (1 MB at most).");
  if (len > 0 && memchr(text, '\0', len) != NULL) /* jansson stops at it */
    return error_set(err, ERROR_INPUT, "内容里有不能用的字符（NUL）。",
                     "The text holds a character that may not be there "
                     "(NUL).");
  value = json_loadb(text, len, flags, &why);
  if (value == NULL)
    return json_wrong(&why, err);
  if (json_check(value, 0) != 0) {
    int rc = json_refuse(value, err);
    json_decref(value);
    return rc;
  }
  *out = value;
  return 0;
}

/* Bytes that JSON text holds as they are. */
static bool json_plain(unsigned char byte) {
  return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f;
}

static void json_escape(struct buf *buf, unsigned char byte) {
  switch (byte) {
  case '"':
    buf_text(buf, "\\\"");
    break;
  case '\\':
    buf_text(buf, "\\\\");
    break;
  case '\n':
    buf_text(buf, "\\n");
    break;
  default:
    buf_printf(buf, "\\u%04x", byte);
  }
}

void json_write_string(struct buf *buf, const char *text, size_t len) {
  size_t start = 0;

  buf_byte(buf, '"');
  for (size_t i = 0; i < len; i++) {
    if (json_plain((unsigned char)text[i]))
      continue;
    buf_append(buf, text + start, i - start);
    json_escape(buf, (unsigned char)text[i]);
    start = i + 1;
  }
  buf_append(buf, text + start, len - start);
  buf_byte(buf, '"');
}

void json_write_int(struct buf *buf, int64_t value) {
  char digits[24];
  char *at = digits + sizeof digits;
  uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

  do {
    *--at = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (value < 0)
    *--at = '-';
  buf_append(buf, at, (size_t)(digits + sizeof digits - at));
}

static void json_write_object(struct buf *buf, const json_t *object) {
  const char *key;
  json_t *item;
  bool first = true;

  buf_byte(buf, '{');
  json_object_foreach((json_t *)(uintptr_t)object, key, item) {
    if (!first)
      buf_byte(buf, ',');
    first = false;
    json_write_string(buf, key, strlen(key));
    buf_byte(buf, ':');
    json_write(buf, item);
  }
  buf_byte(buf, '}');
}

static void json_write_array(struct buf *buf, const json_t *array) {
  json_t *item;
  size_t i;

  buf_byte(buf, '[');
  json_array_foreach(array, i, item) {
    if (i > 0)
      buf_byte(buf, ',');
    json_write(buf, item);
  }
  buf_byte(buf, ']');
}

void json_write(struct buf *buf, const json_t *value) {
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    json_write_object(buf, value);
    break;
  case JSON_ARRAY:
    json_write_array(buf, value);
    break;
  case JSON_STRING:
    json_write_string(buf, json_string_value(value), json_string_length(value));
    break;
  case JSON_INTEGER:
    json_write_int(buf, json_integer_value(value));
    break;
  case JSON_TRUE:
    buf_text(buf, "true");
    break;
  case JSON_FALSE:
    buf_text(buf, "false");
    break;
  case JSON_REAL: /* there are none; null is seen, a wrong number is not */
  case JSON_NULL:
    buf_text(buf, "null");
    break;
  }
}

json_t *json_problem(const struct error *err, bool zh) {
  json_t *errors = json_array();
  json_t *problem;

  for (size_t i = 0; i < err->fault_count; i++) {
    const struct error_fault *fault = &err->faults[i];
    json_array_append_new(
        errors, json_pack("{s:s, s:s, s:s}", "field", fault->field, "code",
                          fault->code, "text", zh ? fault->zh : fault->en));
  }
  problem = json_pack("{s:s+, s:s, s:i, s:s, s:o}", "type",
                      "urn:songhe:", error_slug(err->code), "title",
                      error_title(err->code, zh), "status",
                      error_http_status(err->code), "detail",
                      error_detail(err, zh), "errors", errors);
  if (err->omitted > 0)
    json_object_set_new(problem, "omitted",
                        json_integer((json_int_t)err->omitted));
  return problem;
}

const char *json_get_text(const json_t *object, const char *key,
                          const char *fallback) {
  const char *text = json_string_value(json_object_get(object, key));
  return text != NULL ? text : fallback;
}

int64_t json_get_int(const json_t *object, const char *key, int64_t fallback) {
  const json_t *value = json_object_get(object, key);
  return json_is_integer(value) ? json_integer_value(value) : fallback;
}

bool json_get_bool(const json_t *object, const char *key, bool fallback) {
  const json_t *value = json_object_get(object, key);
  return json_is_boolean(value) ? json_is_true(value) : fallback;
}

json_t *json_find(const json_t *array, const char *key, const char *text) {
  json_t *item;
  size_t i;

  json_array_foreach(array, i, item) {
    if (text != NULL && strcmp(json_get_text(item, key, ""), text) == 0)
      return item;
  }
  return NULL;
}
