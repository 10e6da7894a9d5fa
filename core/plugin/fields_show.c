/* Values on their way out: as fields declare them, for a reader. */
#include <string.h>

#include "base/calendar.h"
#include "base/json.h"
#include "plugin/fields.h"

static json_t *fields_show_value(const json_t *field, json_t *value,
                                 const struct zone *zone) {
  const char *type = json_get_text(field, "type", "");
  const json_t *of = json_object_get(field, "of");
  char text[32];
  json_t *out;
  json_t *item;
  size_t i;

  if (strcmp(type, "instant") == 0 && json_is_integer(value)) {
    int64_t instant = json_integer_value(value);
    calendar_format_instant(
        instant, zone == NULL ? 0 : zone_offset(zone, instant), text);
    return json_string(text);
  }
  if (strcmp(type, "object") == 0 && json_is_object(value))
    return fields_show(json_object_get(field, "fields"), value, zone);
  if (strcmp(type, "list") == 0 && json_is_array(value)) {
    out = json_array();
    json_array_foreach(value, i, item)
        json_array_append_new(out, fields_show_value(of, item, zone));
    return out;
  }
  return json_incref(value);
}

json_t *fields_show(const json_t *fields, const json_t *value,
                    const struct zone *zone) {
  json_t *out;
  const char *key;
  json_t *item;
  size_t i;

  if (json_is_array(value)) {
    out = json_array();
    json_array_foreach(value, i, item)
        json_array_append_new(out, fields_show(fields, item, zone));
    return out;
  }
  if (!json_is_object(value))
    return json_incref((json_t *)(uintptr_t)value);
  out = json_object();
  json_object_foreach((json_t *)(uintptr_t)value, key, item)
      json_object_set_new(
          out, key,
          fields_show_value(json_find(fields, "name", key), item, zone));
  return out;
}
