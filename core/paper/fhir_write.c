/* A neutral tree that has been checked as FHIR JSON or XML. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "paper/fhir_inside.h"

/* --- JSON ------------------------------------------------------------------
 */

static void write_object(const struct fhir_type *type, const json_t *object,
                         struct buf *out);

static const struct fhir_type *write_any(const json_t *object) {
  return fhir_resource(json_get_text(object, "resourceType", ""));
}

static void write_value(const struct fhir_element *element, bool beside,
                        const json_t *value, struct buf *out) {
  if (json_is_null(value))
    buf_text(out, "null");
  else if (beside)
    write_object(fhir_type("Element"), value, out);
  else if (element->type->kind == FHIR_ANY)
    write_object(write_any(value), value, out);
  else if (element->type->kind != FHIR_PRIMITIVE)
    write_object(element->type, value, out);
  else if (strcmp(element->type->name, "decimal") == 0)
    buf_text(out, json_string_value(value)); /* a number, digit by digit */
  else
    json_write(out, value);
}

/* A member `key` and what it holds; nothing when it holds nothing. */
static void write_member(const struct fhir_element *element, const char *key,
                         const json_t *value, struct buf *out) {
  json_t *item;
  size_t i;

  if (value == NULL)
    return;
  if (out->len > 0 && out->data[out->len - 1] != '{')
    buf_byte(out, ',');
  buf_printf(out, "\"%s\":", key);
  if (!json_is_array(value)) {
    write_value(element, *key == '_', value, out);
    return;
  }
  json_array_foreach(value, i, item) {
    buf_byte(out, i == 0 ? '[' : ',');
    write_value(element, *key == '_', item, out);
  }
  buf_byte(out, ']');
}

/* In the order of the standard, whatever order the tree came in. */
static void write_object(const struct fhir_type *type, const json_t *object,
                         struct buf *out) {
  buf_byte(out, '{');
  if (type->kind == FHIR_RESOURCE)
    buf_printf(out, "\"resourceType\":\"%s\"", type->name);
  for (size_t i = 0; i < type->count; i++) {
    char under[FHIR_NAME_MAX + 1];
    snprintf(under, sizeof under, "_%s", type->elements[i].name);
    write_member(&type->elements[i], under + 1,
                 json_object_get(object, under + 1), out);
    write_member(&type->elements[i], under, json_object_get(object, under),
                 out);
  }
  buf_byte(out, '}');
}

void fhir_json_put(const struct fhir_type *type, const json_t *object,
                   struct buf *out) {
  write_object(type, object, out);
}

int fhir_json_write(const struct fhir_type *type, const json_t *object,
                    struct buf *out) {
  write_object(type, object, out);
  buf_byte(out, '\n');
  return out->failed ? ERROR_MEMORY : 0;
}

/* --- XML -------------------------------------------------------------------
 */

static void write_xml_object(const struct fhir_type *type, const json_t *object,
                             struct buf *out);

static void write_attribute(const char *name, const char *text, size_t len,
                            struct buf *out) {
  buf_printf(out, " %s=\"", name);
  for (size_t i = 0; i < len; i++) {
    char c = text[i];
    if (c == '&')
      buf_text(out, "&amp;");
    else if (c == '<')
      buf_text(out, "&lt;");
    else if (c == '"')
      buf_text(out, "&quot;");
    else if ((unsigned char)c < 0x20)
      buf_printf(out, "&#%d;", c);
    else
      buf_byte(out, c);
  }
  buf_byte(out, '"');
}

static void write_attributes(const struct fhir_type *type, const json_t *object,
                             struct buf *out) {
  for (size_t i = 0; i < type->count; i++) {
    const json_t *value = json_object_get(object, type->elements[i].name);
    if (type->elements[i].attribute && value != NULL)
      write_attribute(type->elements[i].name, json_string_value(value),
                      json_string_length(value), out);
  }
}

static void write_primitive(const struct fhir_element *element,
                            const json_t *value, const json_t *beside,
                            struct buf *out) {
  const struct fhir_type *around = fhir_type("Element");
  struct buf text;

  buf_printf(out, "<%s", element->name);
  if (json_is_object(beside))
    write_attributes(around, beside, out);
  buf_init(&text);
  if (json_is_string(value))
    buf_append(&text, json_string_value(value), json_string_length(value));
  else if (value != NULL && !json_is_null(value))
    json_write(&text, value);
  if (text.len > 0)
    write_attribute("value", text.data, text.len, out);
  buf_fini(&text);
  if (json_object_get(beside, "extension") != NULL) {
    buf_byte(out, '>');
    write_xml_object(around, beside, out);
    buf_printf(out, "</%s>", element->name);
  } else {
    buf_text(out, "/>");
  }
}

static void write_xml_value(const struct fhir_element *element,
                            const json_t *value, const json_t *beside,
                            struct buf *out) {
  const struct fhir_type *type = element->type;

  if (strcmp(type->name, "xhtml") == 0) {
    buf_append(out, json_string_value(value), json_string_length(value));
    return;
  }
  if (type->kind == FHIR_PRIMITIVE) {
    write_primitive(element, value, beside, out);
    return;
  }
  buf_printf(out, "<%s", element->name);
  if (type->kind == FHIR_ANY) {
    type = write_any(value);
    buf_printf(out, "><%s>", type->name);
    write_xml_object(type, value, out);
    buf_printf(out, "</%s></%s>", type->name, element->name);
    return;
  }
  write_attributes(type, value, out);
  buf_byte(out, '>');
  write_xml_object(type, value, out);
  buf_printf(out, "</%s>", element->name);
}

/* The children, in the order of the standard. */
static void write_xml_object(const struct fhir_type *type, const json_t *object,
                             struct buf *out) {
  for (size_t i = 0; i < type->count; i++) {
    const struct fhir_element *element = &type->elements[i];
    const json_t *value = json_object_get(object, element->name);
    const json_t *beside;
    char under[FHIR_NAME_MAX + 1];
    size_t count;
    snprintf(under, sizeof under, "_%s", element->name);
    beside = json_object_get(object, under);
    if (element->attribute || (value == NULL && beside == NULL))
      continue;
    if (!element->many) {
      write_xml_value(element, value, beside, out);
      continue;
    }
    count = json_array_size(value);
    if (json_array_size(beside) > count)
      count = json_array_size(beside);
    for (size_t j = 0; j < count; j++)
      write_xml_value(element, json_array_get(value, j),
                      json_array_get(beside, j), out);
  }
}

void fhir_xml_put(const char *name, const struct fhir_type *type,
                  const json_t *object, struct buf *out) {
  buf_printf(out, "<%s", name);
  write_attributes(type, object, out);
  buf_byte(out, '>');
  write_xml_object(type, object, out);
  buf_printf(out, "</%s>", name);
}

int fhir_xml_write(const struct fhir_type *type, const json_t *object,
                   struct buf *out) {
  buf_printf(out,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<%s xmlns=\"http://hl7.org/fhir\">",
             type->name);
  write_xml_object(type, object, out);
  buf_printf(out, "</%s>\n", type->name);
  return out->failed ? ERROR_MEMORY : 0;
}
