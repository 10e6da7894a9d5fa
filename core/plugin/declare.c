#include "plugin/declare.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/duration.h"
#include "base/json.h"
#include "plugin/call.h"
#include "plugin/fault.h"
#include "plugin/shape.h"
#include "storage/storage.h"

#define DECLARE_PATH 300 /* bytes of a fault's path */
#define DECLARE_DEPTH 30 /* nesting that is walked */
#define DECLARE_TEXT 500 /* bytes of a text that a person sees */

static json_t *shape;
static pthread_once_t shape_once = PTHREAD_ONCE_INIT;

static void shape_read(void) {
  json_read((const char *)shape_text, shape_size, &shape, NULL);
}

const json_t *plugin_shape(void) {
  pthread_once(&shape_once, shape_read);
  return shape;
}

bool plugin_is_function(const json_t *value) {
  return json_is_string(json_object_get(value, "$function"));
}

/* --- plain values ----------------------------------------------------------
 */

/* [a-z][a-z0-9_]*, `max` bytes. Returns how many bytes are one name. */
static size_t declare_name(const char *text) {
  if (text[0] < 'a' || text[0] > 'z')
    return 0;
  return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

static bool declare_is_name(const json_t *value) {
  const char *text = json_string_value(value);
  size_t len = text == NULL ? 0 : declare_name(text);

  return len > 0 && len <= 60 && text[len] == '\0';
}

/* "beds.assign". */
static bool declare_is_dotted(const json_t *value) {
  const char *text = json_string_value(value);
  size_t len = text == NULL ? 0 : declare_name(text);

  if (len == 0 || text[len] != '.')
    return false;
  text += len + 1;
  len = declare_name(text);
  return len > 0 && text[len] == '\0';
}

static bool declare_is_call(const json_t *value) {
  return declare_is_name(value) || declare_is_dotted(value);
}

/* "assessment.completed", "beds.*", "beds.**", "duty.late". */
static bool declare_is_pattern(const json_t *value) {
  const char *text = json_string_value(value);
  size_t len = text == NULL ? 0 : declare_name(text);

  while (len > 0 && text[len] == '.') {
    text += len + 1;
    if (strcmp(text, "*") == 0 || strcmp(text, "**") == 0)
      return true;
    len = text[0] == '*' && text[1] == '.' ? 1 : declare_name(text);
  }
  return len > 0 && text[len] == '\0';
}

static bool declare_is_text(const json_t *value) {
  size_t len = json_string_length(value);
  return json_is_string(value) && len > 0 && len <= DECLARE_TEXT;
}

static bool declare_is_long(const json_t *value) {
  return json_is_string(value) && json_string_length(value) <= 20000;
}

static bool declare_is_version(const json_t *value) {
  const char *text = json_string_value(value);
  int a;
  int b;
  int c;
  int end = 0;

  return text != NULL && strlen(text) <= 30 &&
         sscanf(text, "%d.%d.%d%n", &a, &b, &c, &end) == 3 &&
         text[end] == '\0' && a >= 0 && b >= 0 && c >= 0;
}

static bool declare_is_duration(const json_t *value) {
  const char *text = json_string_value(value);
  int64_t ms;

  return text != NULL && duration_parse(text, strlen(text), &ms) == 0;
}

static bool declare_is_bound(const json_t *value) {
  return json_is_integer(value) || json_is_string(value);
}

static bool declare_is_boolean(const json_t *value) {
  return json_is_boolean(value);
}

static bool declare_is_integer(const json_t *value) {
  return json_is_integer(value);
}

static bool declare_is_any(const json_t *value) {
  (void)value;
  return true;
}

static bool declare_in(const json_t *value, const char *const *list) {
  const char *text = json_string_value(value);

  for (; text != NULL && *list != NULL; list++)
    if (strcmp(*list, text) == 0)
      return true;
  return false;
}

static bool declare_is_type(const json_t *value) {
  static const char *const list[] = {
      "text", "integer", "decimal", "date", "instant", "boolean", "enum",
      "ref",  "id",      "json",    "file", "object",  "list",    NULL};
  return declare_in(value, list);
}

static bool declare_is_role(const json_t *value) {
  static const char *const list[] = {
      "administrator",  "manager",   "admissions", "nurse",
      "caregiver",      "doctor",    "pharmacist", "social_worker",
      "safety_officer", "inspector", NULL};
  return declare_in(value, list);
}

static bool declare_is_tone(const json_t *value) {
  static const char *const list[] = {"free",     "reserved", "occupied", "away",
                                     "cleaning", "isolated", "blocked",  "late",
                                     "alarm",    "plain",    NULL};
  return declare_in(value, list);
}

/* What the shape calls a plain value, and how it is told to a person. */
static const struct declare_kind {
  const char *name;
  bool (*valid)(const json_t *value);
  const char *zh;
  const char *en;
} kinds[] = {
    {"name", declare_is_name, "要写名称：小写字母开头，只含小写字母、数字、_。",
     "A name is wanted: a small letter, then small letters, digits, _."},
    {"dotted", declare_is_dotted, "要写“插件.名称”，例如 beds.assign。",
     "\"plugin.name\" is wanted, such as beds.assign."},
    {"call", declare_is_call, "要写名称，或“插件.名称”。",
     "A name, or \"plugin.name\", is wanted."},
    {"pattern", declare_is_pattern,
     "要写事件名，例如 beds.assigned 或 beds.*。",
     "An event's name is wanted, such as beds.assigned or beds.*."},
    {"text", declare_is_text, "要写文字（1 到 500 字节）。",
     "Text is wanted (1 to 500 bytes)."},
    {"long", declare_is_long, "要写文字（最多 20,000 字节）。",
     "Text is wanted (20,000 bytes at most)."},
    {"version", declare_is_version, "要写版本号，例如 1.0.0。",
     "A version such as 1.0.0 is wanted."},
    {"duration", declare_is_duration, "要写时长，例如 PT30M、P1D。",
     "A duration such as PT30M or P1D is wanted."},
    {"bound", declare_is_bound, "要写整数，或文字形式的小数。",
     "A whole number, or a decimal as text, is wanted."},
    {"boolean", declare_is_boolean, "要写 true 或 false。",
     "true or false is wanted."},
    {"integer", declare_is_integer, "要写整数。", "A whole number is wanted."},
    {"any", declare_is_any, "", ""},
    {"function", plugin_is_function, "要写函数。", "A function is wanted."},
    {"type", declare_is_type, "没有这种字段类型。",
     "There is no such type of field."},
    {"role", declare_is_role, "没有这个角色。", "There is no such role."},
    {"tone", declare_is_tone, "没有这种色调。", "There is no such tone."},
};

/* --- walking ---------------------------------------------------------------
 */

/* Where the walk stands. */
struct declare {
  struct error *err;
  int depth;
};

static void declare_value(struct declare *to, const json_t *rule, json_t *value,
                          const char *path);

static void declare_bounds(struct declare *to, const json_t *rule,
                           const json_t *value, const char *path) {
  int64_t size = json_is_integer(value) ? json_integer_value(value)
                                        : (int64_t)json_string_length(value);
  int64_t min = json_get_int(rule, "min", INT64_MIN);
  int64_t max = json_get_int(rule, "max", INT64_MAX);

  if (size < min || size > max)
    error_fault(to->err, path, "bounds", "超出范围（%lld 到 %lld）。",
                "Out of bounds (%lld to %lld).",
                (long long)(min == INT64_MIN ? 1 : min), (long long)max);
}

static void declare_plain(struct declare *to, const json_t *rule,
                          const char *name, json_t *value, const char *path) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(kinds[i].name, name) != 0)
      continue;
    if (!kinds[i].valid(value))
      plugin_fault(to->err, path, "type", kinds[i].zh, kinds[i].en);
    else
      declare_bounds(to, rule, value, path);
    return;
  }
}

/* An object against a named shape. */
static void declare_object(struct declare *to, const json_t *entries,
                           json_t *value, const char *path) {
  char where[DECLARE_PATH];
  const char *dot = path[0] == '\0' ? "" : ".";
  const char *key;
  json_t *item;
  json_t *rule;

  if (!json_is_object(value) || plugin_is_function(value)) {
    error_fault(to->err, path, "type", "要写成带名称的表。",
                "A table with names is wanted.");
    return;
  }
  json_object_foreach((json_t *)(uintptr_t)entries, key, rule) {
    if (json_object_get(value, key) != NULL ||
        !json_get_bool(rule, "required", false))
      continue;
    snprintf(where, sizeof where, "%s%s%s", path, dot, key);
    error_fault(to->err, where, "required", "缺少这一项。",
                "This entry is missing.");
  }
  json_object_foreach(value, key, item) {
    rule = json_object_get(entries, key);
    snprintf(where, sizeof where, "%s%s%.60s", path, dot, key);
    if (rule == NULL)
      error_fault(to->err, where, "unknown", "不认识这一项，请检查拼写。",
                  "This entry is not known; please check its spelling.");
    else
      declare_value(to, rule, item, where);
  }
}

static void declare_one(struct declare *to, const json_t *rule,
                        const char *name, json_t *value, const char *path) {
  const json_t *entries = json_object_get(plugin_shape(), name);

  if (++to->depth > DECLARE_DEPTH)
    error_fault(to->err, path, "depth", "嵌套太深。", "Nests too deep.");
  else if (entries != NULL)
    declare_object(to, entries, value, path);
  else
    declare_plain(to, rule, name, value, path);
  to->depth--;
}

/* Entries that are tables have the shape "or" where the rule names one. */
static void declare_list(struct declare *to, const json_t *rule, json_t *value,
                         const char *path) {
  const char *of = json_get_text(rule, "list", "any");
  const char *shaped = json_get_text(rule, "or", of);
  char where[DECLARE_PATH];
  json_t *item;
  size_t i;

  if (!json_is_array(value)) {
    error_fault(to->err, path, "type", "要写成列表 { ... , ... }。",
                "A list { ... , ... } is wanted.");
    return;
  }
  json_array_foreach(value, i, item) {
    snprintf(where, sizeof where, "%s[%zu]", path, i);
    declare_one(to, NULL, json_is_object(item) ? shaped : of, item, where);
  }
}

static void declare_map(struct declare *to, const json_t *rule, json_t *value,
                        const char *path) {
  const char *of = json_get_text(rule, "map", "any");
  const char *keys = json_get_text(rule, "keys", "name");
  char where[DECLARE_PATH];
  const char *key;
  json_t *item;

  if (!json_is_object(value) || plugin_is_function(value)) {
    error_fault(to->err, path, "type", "要写成带名称的表。",
                "A table with names is wanted.");
    return;
  }
  json_object_foreach(value, key, item) {
    json_t *name = json_string(key);
    snprintf(where, sizeof where, "%s.%.60s", path, key);
    declare_plain(to, NULL, keys, name, where);
    json_decref(name);
    declare_one(to, NULL, of, item, where);
  }
}

static void declare_alternatives(struct declare *to, const json_t *any_of,
                                 json_t *value, const char *path) {
  const char *last = NULL;
  json_t *name;
  size_t i;

  /* a table is meant for the alternative that is a shape */
  json_array_foreach(any_of, i, name) {
    bool is_shape =
        json_object_get(plugin_shape(), json_string_value(name)) != NULL;
    if (is_shape == json_is_object(value))
      last = json_string_value(name);
  }
  if (last == NULL)
    last = json_string_value(json_array_get(any_of, 0));
  declare_one(to, NULL, last, value, path);
}

static void declare_value(struct declare *to, const json_t *rule, json_t *value,
                          const char *path) {
  const json_t *one_of = json_object_get(rule, "one_of");
  json_t *item;
  size_t i;

  if (json_object_get(rule, "list") != NULL) {
    declare_list(to, rule, value, path);
  } else if (json_object_get(rule, "map") != NULL) {
    declare_map(to, rule, value, path);
  } else if (json_object_get(rule, "any_of") != NULL) {
    declare_alternatives(to, json_object_get(rule, "any_of"), value, path);
  } else if (one_of != NULL) {
    json_array_foreach(one_of, i, item) if (json_equal(item, value)) return;
    error_fault(to->err, path, "type", "不是允许的值。",
                "Not one of the values that are allowed.");
  } else {
    declare_one(to, rule, json_get_text(rule, "is", "any"), value, path);
  }
}

/* Empty tables where the shape says list become empty arrays, all the way. */
static void declare_normalise(const json_t *entries, json_t *value) {
  const char *key;
  json_t *rule;

  json_object_foreach((json_t *)(uintptr_t)entries, key, rule) {
    const char *list = json_get_text(rule, "list", NULL);
    const char *one = json_get_text(rule, "is", NULL);
    const char *map = json_get_text(rule, "map", NULL);
    json_t *item = json_object_get(value, key);
    const char *name;
    json_t *child;
    size_t i;

    if (list != NULL && json_is_object(item) && json_object_size(item) == 0) {
      json_object_set_new(value, key, json_array());
      continue;
    }
    json_array_foreach(item, i, child) declare_normalise(
        json_object_get(plugin_shape(), list ? list : ""), child);
    if (map != NULL && json_is_object(item))
      json_object_foreach(item, name, child)
          declare_normalise(json_object_get(plugin_shape(), map), child);
    if (one != NULL && json_is_object(item))
      declare_normalise(json_object_get(plugin_shape(), one), item);
  }
}

void plugin_shape_check(const char *name, json_t *value, struct error *err) {
  const json_t *entries = json_object_get(plugin_shape(), name);
  struct declare to = {.err = err};

  declare_normalise(entries, value);
  declare_object(&to, entries, value, "");
}

int plugin_declaration_check(json_t *declaration, struct error *err) {
  const json_t *entries = json_object_get(plugin_shape(), "plugin");
  struct declare to = {.err = err};
  size_t before = err->fault_count;
  const json_t *tables;
  const char *id;

  if (!json_is_object(declaration))
    return error_set(err, ERROR_INPUT, "plugin.lua 要返回一张声明表。",
                     "plugin.lua must return a declaration table.");
  declare_normalise(entries, declaration);
  declare_object(&to, entries, declaration, "");
  id = json_get_text(declaration, "id", "plugin");
  tables = json_object_get(declaration, "tables");
  if (json_is_object(tables)) /* a wrong id hides no fault of theirs */
    storage_schema_check(
        declare_is_name(json_object_get(declaration, "id")) ? id : "plugin",
        tables, err);
  plugin_declaration_cross(declaration, err);
  if (err->fault_count == before)
    return err->code;
  return error_set(err, ERROR_INPUT, "插件 %s 的声明有 %zu 处不对。",
                   "Faults in the declaration of plugin %s: %zu.", id,
                   err->fault_count - before + err->omitted);
}

int plugin_declare(struct plugin_zygote *zygote,
                   const struct plugin_source *source, json_t **declaration,
                   struct error *err) {
  struct plugin_runner runner;
  enum plugin_verdict verdict;
  int rc = plugin_runner_open(zygote, &runner, err);

  *declaration = NULL;
  if (rc == 0)
    rc = plugin_runner_load(&runner, source, NULL, declaration, &verdict, err);
  plugin_runner_close(&runner);
  if (rc == 0)
    rc = plugin_declaration_check(*declaration, err);
  if (rc != 0) {
    json_decref(*declaration);
    *declaration = NULL;
  }
  return rc;
}
