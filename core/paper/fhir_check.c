/* Objects of JSON against the table. */
#include <string.h>

#include "paper/fhir_inside.h"

static const struct fhir_type *check_element_type(void) {
  return fhir_type("Element");
}

void fhir_check_strange(struct fhir *fhir, const char *name) {
  fhir_drop(fhir, "resource", "不处理 %.60s 这种资源，没有带入。",
            "Resources of type %.60s are not handled: not brought in.", name);
}

/* Needs nothing of its own: each fault is at the object's place. */
static void check_choices(struct fhir *fhir, const struct fhir_type *type,
                          const json_t *object) {
  unsigned char seen[256] = {0};

  for (size_t i = 0; i < type->count; i++) {
    const struct fhir_element *element = &type->elements[i];
    char under[FHIR_NAME_MAX + 1];
    snprintf(under, sizeof under, "_%s", element->name);
    bool there = json_object_get(object, element->name) != NULL ||
                 json_object_get(object, under) != NULL;
    bool last = i + 1 == type->count ||
                type->elements[i + 1].group != element->group ||
                element->group == 0;
    if (element->group != 0 && there)
      seen[element->group]++;
    if (element->group != 0 && there && seen[element->group] == 2) {
      size_t mark = fhir_path_name(fhir, element->name);
      fhir_fault(fhir, "choice", "这几种写法只能用一种。",
                 "Only one of these forms may be used.");
      fhir_path_back(fhir, mark);
    }
    if (last && element->needed &&
        (element->group != 0 ? seen[element->group] == 0 : !there)) {
      size_t mark = fhir_path_name(fhir, element->name);
      fhir_fault(fhir, "required", "缺少这个元素。",
                 "This element is missing.");
      fhir_path_back(fhir, mark);
    }
  }
}

/* These change what the rest means; who does not know how must not read on
 * (FHIR R4, 2.5.1.3 and Resource.implicitRules). */
static void check_modifiers(struct fhir *fhir, const json_t *object) {
  static const char *const names[] = {"modifierExtension", "implicitRules"};

  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    size_t mark;
    if (json_object_get(object, names[i]) == NULL)
      continue;
    mark = fhir_path_name(fhir, names[i]);
    fhir_fault(
        fhir, "modifier",
        "这里的内容会改变整份资源的意思，松鹤看不懂，不能带入。请人工核对后另行"
        "登记。",
        "This changes what the resource means in a way that is not known "
        "here: it can't be brought in. Check it and enter it by hand.");
    fhir_path_back(fhir, mark);
  }
}

void fhir_check_whole(struct fhir *fhir, const struct fhir_type *type,
                      const json_t *object) {
  size_t least = type->kind == FHIR_RESOURCE ? 1 : 0;

  if (json_object_size(object) <= least && type->kind == FHIR_ELEMENT) {
    fhir_fault(fhir, "empty", "这个元素是空的。", "This element is empty.");
    return;
  }
  if (fhir->trim)
    check_modifiers(fhir, object);
  check_choices(fhir, type, object);
}

json_t *fhir_check_resource(struct fhir *fhir, const json_t *object) {
  const json_t *named = json_object_get(object, "resourceType");
  const char *name = json_string_value(named);
  const struct fhir_type *type = name != NULL ? fhir_resource(name) : NULL;

  if (name == NULL) {
    fhir_fault(fhir, "resource", "没有 resourceType，不知道是什么资源。",
               "There is no resourceType: what this is can't be told.");
    return NULL;
  }
  if (type == NULL) {
    fhir_check_strange(fhir, name);
    return NULL;
  }
  return fhir_check_object(fhir, type, object);
}

/* One value, primitive or not; NULL: left out, with a word about it. */
static json_t *check_value(struct fhir *fhir,
                           const struct fhir_element *element,
                           const json_t *value) {
  switch (element->type->kind) {
  case FHIR_PRIMITIVE:
    return fhir_json_value(fhir, element, value);
  case FHIR_ANY:
    if (json_is_object(value))
      return fhir_check_resource(fhir, value);
    break;
  case FHIR_ELEMENT:
  case FHIR_RESOURCE:
    if (json_is_object(value))
      return fhir_check_object(fhir, element->type, value);
  }
  fhir_fault(fhir, "type", "这里要一个对象（%s）。",
             "This must be an object (%s).", element->type->name);
  return NULL;
}

/* Values of `name`, or with `beside` what stands in "_name". */
static json_t *check_one(struct fhir *fhir, const struct fhir_element *element,
                         const json_t *value, bool beside) {
  json_t *result;

  if (!fhir_deeper(fhir))
    return NULL;
  if (!beside)
    result = check_value(fhir, element, value);
  else if (json_is_object(value))
    result = fhir_check_object(fhir, check_element_type(), value);
  else {
    fhir_fault(fhir, "type", "这里要一个对象。", "This must be an object.");
    result = NULL;
  }
  fhir->depth--;
  return result;
}

/* null keeps the place of a primitive that has only extensions. */
static bool check_null(struct fhir *fhir, const struct fhir_element *element,
                       const json_t *other, size_t at) {
  const json_t *twin = json_array_get(other, at);

  if (element->type->kind == FHIR_PRIMITIVE && twin != NULL &&
      !json_is_null(twin))
    return true;
  fhir_fault(fhir, "null", "这里不能是 null。", "This may not be null.");
  return false;
}

static json_t *check_list(struct fhir *fhir, const struct fhir_element *element,
                          const json_t *list, const json_t *other,
                          bool beside) {
  json_t *result = json_array();
  json_t *item;
  size_t i;

  if (json_array_size(list) == 0)
    fhir_fault(fhir, "empty", "列表是空的；没有内容就不写。",
               "The list is empty: leave it out.");
  json_array_foreach(list, i, item) {
    size_t mark = fhir_path_index(fhir, i);
    json_t *one = NULL;
    if (!json_is_null(item))
      one = check_one(fhir, element, item, beside);
    else if (beside || check_null(fhir, element, other, i))
      one = json_null();
    if (one != NULL)
      json_array_append_new(result, one);
    fhir_path_back(fhir, mark);
  }
  if (json_array_size(result) > 0)
    return result;
  json_decref(result);
  return NULL;
}

static json_t *check_member(struct fhir *fhir,
                            const struct fhir_element *element,
                            const json_t *object, const char *key,
                            const json_t *value) {
  bool beside = key[0] == '_';
  char twin[FHIR_NAME_MAX + 1];
  json_t *result = NULL;

  if (element->many && json_is_array(value)) {
    snprintf(twin, sizeof twin, "%s%s", beside ? "" : "_", element->name);
    if (!fhir_deeper(fhir))
      return NULL;
    result =
        check_list(fhir, element, value, json_object_get(object, twin), beside);
    fhir->depth--;
  } else if (element->many) {
    fhir_fault(fhir, "list", "这里要一个列表。", "This must be a list.");
  } else if (json_is_array(value)) {
    fhir_fault(fhir, "list", "这里只能有一个，不能是列表。",
               "There may be one only, no list.");
  } else if (json_is_null(value)) {
    check_null(fhir, element, NULL, 0);
  } else {
    result = check_one(fhir, element, value, beside);
  }
  return result;
}

json_t *fhir_check_object(struct fhir *fhir, const struct fhir_type *type,
                          const json_t *object) {
  json_t *result = json_object();
  const char *key;
  json_t *value;

  if (type->kind == FHIR_RESOURCE)
    json_object_set_new(result, "resourceType", json_string(type->name));
  json_object_foreach((json_t *)(uintptr_t)object, key, value) {
    const struct fhir_element *element =
        fhir_element(type, key + (*key == '_'));
    size_t mark;
    json_t *one;
    if (type->kind == FHIR_RESOURCE && strcmp(key, "resourceType") == 0)
      continue;
    if (element == NULL ||
        (*key == '_' &&
         (element->type->kind != FHIR_PRIMITIVE || element->attribute ||
          strcmp(element->type->name, "xhtml") == 0))) {
      fhir_unknown(fhir, key);
      continue;
    }
    mark = fhir_path_name(fhir, key);
    one = check_member(fhir, element, object, key, value);
    fhir_path_back(fhir, mark);
    if (one != NULL)
      json_object_set_new(result, key, one);
  }
  fhir_check_whole(fhir, type, object);
  return result;
}
