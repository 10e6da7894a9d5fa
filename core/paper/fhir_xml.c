/* FHIR as XML, in. */
#include <ctype.h>
#include <string.h>

#include <libxml/tree.h>

#include "paper/fhir_inside.h"
#include "paper/xml.h"

#define XML_FHIR "http://hl7.org/fhir"
#define XML_XHTML "http://www.w3.org/1999/xhtml"

static json_t *xml_object(struct fhir *fhir, const struct fhir_type *type,
                          xmlNodePtr node, xmlNodePtr *resource);

static bool xml_is(xmlNodePtr node, const char *space) {
  return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
         strcmp((const char *)node->ns->href, space) == 0;
}

static const char *xml_name(xmlNodePtr node) {
  return (const char *)node->name;
}

/* Texts and elements that are not FHIR's; comments are let be. */
static bool xml_is_strange(struct fhir *fhir, xmlNodePtr node) {
  if (node->type == XML_ELEMENT_NODE) {
    fhir->line = xmlGetLineNo(node);
    if (xml_is(node, XML_FHIR) || xml_is(node, XML_XHTML))
      return false;
    fhir_unknown(fhir, xml_name(node));
    return true;
  }
  if (node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE)
    return true;
  for (const xmlChar *c = node->content; c != NULL && *c != '\0'; c++) {
    if (isspace(*c))
      continue;
    fhir->line = xmlGetLineNo(node);
    fhir_fault(fhir, "text", "元素之间不能有文字；值写在 value 属性里。",
               "There may be no text between elements: a value goes into the "
               "attribute value.");
    break;
  }
  return true;
}

/* --- primitives ------------------------------------------------------------
 */

/* A narrative's div as text, with the declarations it needs. */
static json_t *xml_div(struct fhir *fhir, xmlNodePtr node) {
  xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlBufferPtr out = xmlBufferCreate();
  xmlNodePtr copy = NULL;
  json_t *text = NULL;

  if (doc != NULL && out != NULL)
    copy = xmlDocCopyNode(node, doc, 1);
  if (copy != NULL) {
    xmlDocSetRootElement(doc, copy);
    if (xmlNodeDump(out, doc, copy, 0, 0) > 0)
      text = json_stringn((const char *)xmlBufferContent(out),
                          (size_t)xmlBufferLength(out));
  }
  if (text == NULL)
    fhir_fault(fhir, "value", "这段说明读不下去。",
               "This narrative can't be read.");
  if (out != NULL)
    xmlBufferFree(out);
  if (doc != NULL)
    xmlFreeDoc(doc);
  return text;
}

static json_t *xml_attribute_value(struct fhir *fhir,
                                   const struct fhir_element *element,
                                   xmlNodePtr node, const char *name) {
  xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
  json_t *result = NULL;

  if (value != NULL)
    result = fhir_text_value(fhir, element, (const char *)value,
                             strlen((const char *)value));
  xmlFree(value);
  return result;
}

/* Attributes that the element does not have. */
static void xml_check_attributes(struct fhir *fhir,
                                 const struct fhir_type *type,
                                 xmlNodePtr node) {
  for (xmlAttrPtr at = node->properties; at != NULL; at = at->next) {
    const char *name = (const char *)at->name;
    const struct fhir_element *element = fhir_element(type, name);
    bool schema = at->ns != NULL &&
                  strcmp((const char *)at->ns->href,
                         "http://www.w3.org/2001/XMLSchema-instance") == 0;
    bool value = type->kind == FHIR_PRIMITIVE && strcmp(name, "value") == 0;
    bool id = type->kind == FHIR_PRIMITIVE && strcmp(name, "id") == 0;
    if (!schema && !value && !id && (element == NULL || !element->attribute))
      fhir_unknown(fhir, name);
  }
}

/* The id and extensions of a primitive, or NULL. */
static json_t *xml_beside(struct fhir *fhir, xmlNodePtr node) {
  const struct fhir_type *type = fhir_type("Element");
  bool more = xmlHasProp(node, (const xmlChar *)"id") != NULL;

  for (xmlNodePtr child = node->children; child != NULL; child = child->next)
    more =
        more || child->type == XML_ELEMENT_NODE || child->type == XML_TEXT_NODE;
  return more ? xml_object(fhir, type, node, NULL) : NULL;
}

/* Value into *value, what stands beside it into *beside; either may be
 * NULL. */
static void xml_primitive(struct fhir *fhir, const struct fhir_element *element,
                          xmlNodePtr node, json_t **value, json_t **beside) {
  *value = NULL;
  *beside = NULL;
  if (strcmp(element->type->name, "xhtml") == 0) {
    if (xml_is(node, XML_XHTML))
      *value = xml_div(fhir, node);
    else
      fhir_fault(fhir, "namespace", "这里要 XHTML 的 div。",
                 "This must be a div of XHTML.");
    return;
  }
  xml_check_attributes(fhir, element->type, node);
  *value = xml_attribute_value(fhir, element, node, "value");
  *beside = xml_beside(fhir, node);
  if (*beside != NULL && json_object_size(*beside) == 0) {
    json_decref(*beside);
    *beside = NULL;
  }
  if (*beside == NULL && xmlHasProp(node, (const xmlChar *)"value") == NULL)
    fhir_fault(fhir, "empty", "这个元素没有 value。",
               "This element has no value.");
}

/* --- elements --------------------------------------------------------------
 */

/* The resource within contained or entry.resource. */
static json_t *xml_any(struct fhir *fhir, xmlNodePtr node) {
  json_t *result = NULL;
  int count = 0;

  for (xmlNodePtr child = node->children; child != NULL; child = child->next) {
    const struct fhir_type *type;
    if (xml_is_strange(fhir, child))
      continue;
    type = fhir_resource(xml_name(child));
    if (count++ > 0)
      fhir_fault(fhir, "many", "这里只能有一份资源。",
                 "There may be one resource only.");
    else if (type == NULL)
      fhir_check_strange(fhir, xml_name(child));
    else
      result = xml_object(fhir, type, child, NULL);
  }
  if (count == 0)
    fhir_fault(fhir, "empty", "这里没有资源。", "There is no resource here.");
  return result;
}

/* Puts a value at the end of object[key]; before it, nulls to where it
 * belongs. */
static void xml_append(json_t *object, const char *key, size_t index,
                       json_t *value) {
  json_t *list = json_object_get(object, key);

  if (list == NULL && value == NULL)
    return;
  if (list == NULL) {
    list = json_array();
    json_object_set_new(object, key, list);
  }
  while (json_array_size(list) < index)
    json_array_append_new(list, json_null());
  json_array_append_new(list, value != NULL ? value : json_null());
}

/* `index`: how many of its name came before. */
static void xml_put_primitive(struct fhir *fhir, json_t *object,
                              const struct fhir_element *element,
                              xmlNodePtr node, size_t index) {
  char under[FHIR_NAME_MAX + 1];
  json_t *value, *beside;

  snprintf(under, sizeof under, "_%s", element->name);
  xml_primitive(fhir, element, node, &value, &beside);
  if (!element->many) {
    if (value != NULL)
      json_object_set_new(object, element->name, value);
    if (beside != NULL)
      json_object_set_new(object, under, beside);
    return;
  }
  /* both lists count from the same start, once they are there */
  if (value != NULL || json_object_get(object, element->name) != NULL)
    xml_append(object, element->name, index, value);
  if (beside != NULL || json_object_get(object, under) != NULL)
    xml_append(object, under, index, beside);
}

static void xml_put(struct fhir *fhir, json_t *object,
                    const struct fhir_element *element, xmlNodePtr node,
                    size_t index) {
  json_t *value = NULL;

  if (element->type->kind == FHIR_PRIMITIVE) {
    xml_put_primitive(fhir, object, element, node, index);
    return;
  }
  value = element->type->kind == FHIR_ANY
              ? xml_any(fhir, node)
              : xml_object(fhir, element->type, node, NULL);
  if (value == NULL)
    return;
  if (element->many)
    xml_append(object, element->name, 0, value);
  else
    json_object_set_new(object, element->name, value);
}

/* One child: found in the type, counted in `seen`. */
static void xml_child(struct fhir *fhir, const struct fhir_type *type,
                      json_t *object, json_t *seen, xmlNodePtr node) {
  const struct fhir_element *element = fhir_element(type, xml_name(node));
  bool xhtml = element != NULL && strcmp(element->type->name, "xhtml") == 0;
  size_t mark, count;

  if (element == NULL || element->attribute ||
      (!xhtml && !xml_is(node, XML_FHIR))) {
    fhir_unknown(fhir, xml_name(node));
    return;
  }
  count = (size_t)json_integer_value(json_object_get(seen, element->name));
  json_object_set_new(seen, element->name, json_integer((json_int_t)count + 1));
  mark = fhir_path_name(fhir, element->name);
  if (element->many)
    fhir_path_index(fhir, count);
  if (!element->many && count > 0) {
    fhir_fault(fhir, "many", "这个元素只能有一个。",
               "There may be one of this element only.");
  } else if (fhir_deeper(fhir)) {
    xml_put(fhir, object, element, node, count);
    fhir->depth--;
  }
  fhir_path_back(fhir, mark);
}

static void xml_attributes(struct fhir *fhir, const struct fhir_type *type,
                           json_t *object, json_t *seen, xmlNodePtr node) {
  for (size_t i = 0; i < type->count; i++) {
    const struct fhir_element *element = &type->elements[i];
    size_t mark;
    json_t *value;
    if (!element->attribute ||
        xmlHasProp(node, (const xmlChar *)element->name) == NULL)
      continue;
    mark = fhir_path_name(fhir, element->name);
    value = xml_attribute_value(fhir, element, node, element->name);
    json_object_set_new(seen, element->name, json_integer(1));
    if (value != NULL)
      json_object_set_new(object, element->name, value);
    fhir_path_back(fhir, mark);
  }
}

/* An element or resource as a neutral object. `resource`: where the resource
 * of an entry goes, unread; NULL: it is read in place. */
static json_t *xml_object(struct fhir *fhir, const struct fhir_type *type,
                          xmlNodePtr node, xmlNodePtr *resource) {
  json_t *object = json_object();
  json_t *seen = json_object();
  long line = xmlGetLineNo(node);

  fhir->line = line;
  if (type->kind == FHIR_RESOURCE) {
    json_object_set_new(object, "resourceType", json_string(type->name));
    json_object_set_new(seen, "resourceType", json_integer(1));
  }
  /* the attributes of a primitive's element are looked at by its reader */
  if (strcmp(type->name, "Element") != 0)
    xml_check_attributes(fhir, type, node);
  xml_attributes(fhir, type, object, seen, node);
  for (xmlNodePtr child = node->children; child != NULL; child = child->next) {
    if (xml_is_strange(fhir, child))
      continue;
    if (resource != NULL && strcmp(xml_name(child), "resource") == 0) {
      *resource = child;
      json_object_set_new(seen, "resource", json_integer(1));
    } else {
      xml_child(fhir, type, object, seen, child);
    }
  }
  fhir->line = line;
  fhir_check_whole(fhir, type, seen);
  json_decref(seen);
  return object;
}

/* --- documents -------------------------------------------------------------
 */

static void xml_source(xmlNodePtr node, xmlBufferPtr out) {
  xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
  xmlNodePtr copy = doc != NULL ? xmlDocCopyNode(node, doc, 1) : NULL;

  if (copy != NULL) {
    xmlDocSetRootElement(doc, copy);
    xmlNodeDump(out, doc, copy, 0, 0);
  }
  if (doc != NULL)
    xmlFreeDoc(doc);
}

static int xml_resource(struct fhir *fhir, xmlNodePtr node, const char *url) {
  const struct fhir_type *type = fhir_resource(xml_name(node));
  xmlBufferPtr out = xmlBufferCreate();
  json_t *resource = NULL;
  size_t mark = fhir->path.len;
  int rc = ERROR_MEMORY;

  fhir->path.len = 0;
  fhir_path_name(fhir, type != NULL ? type->name : "?");
  fhir->row++;
  if (type == NULL)
    fhir_check_strange(fhir, xml_name(node));
  else
    resource = xml_object(fhir, type, node, NULL);
  fhir->line = xmlGetLineNo(node);
  if (out != NULL) {
    xml_source(node, out);
    rc = fhir_emit(fhir, "xml", type != NULL ? type->name : xml_name(node), url,
                   resource, (const char *)xmlBufferContent(out),
                   (size_t)xmlBufferLength(out));
    xmlBufferFree(out);
  }
  fhir->line = 0;
  fhir->path.len = mark;
  return rc;
}

static int xml_entry(struct fhir *fhir, xmlNodePtr node, size_t index) {
  xmlNodePtr holder = NULL;
  xmlNodePtr found = NULL;
  size_t mark = fhir_path_index(fhir, index);
  json_t *entry = xml_object(fhir, fhir_type("Bundle.Entry"), node, &holder);
  const char *url = json_string_value(json_object_get(entry, "fullUrl"));
  int rc = 0;

  for (xmlNodePtr child = holder != NULL ? holder->children : NULL;
       child != NULL; child = child->next) {
    if (xml_is_strange(fhir, child))
      continue;
    if (found != NULL)
      fhir_fault(fhir, "many", "一个 entry 只能有一份资源。",
                 "An entry may hold one resource only.");
    found = child;
  }
  fhir_path_back(fhir, mark);
  if (found != NULL)
    rc = xml_resource(fhir, found, url);
  else if (json_array_size(fhir->faults) > 0)
    rc = fhir_emit(fhir, "xml", "Bundle", NULL, NULL, "", 0);
  json_decref(entry);
  return rc;
}

/* What stands in a Bundle beside its entries is checked as it comes, and once
 * more for what is missing. */
static int xml_bundle(struct fhir *fhir, struct xml *xml) {
  const struct fhir_type *type = fhir_resource("Bundle");
  json_t *object = json_object();
  json_t *seen = json_pack("{s:i}", "resourceType", 1);
  size_t mark = fhir_path_name(fhir, "Bundle");
  size_t entries = 0;
  int rc = xml_next(xml, fhir->err);

  while (rc == 1 && xmlTextReaderDepth(xml->reader) > 0) {
    xmlNodePtr node = NULL;
    if (xmlTextReaderNodeType(xml->reader) == XML_READER_TYPE_ELEMENT &&
        (node = xml_whole(xml, fhir->err)) == NULL)
      rc = ERROR_INPUT;
    if (node != NULL && xml_is(node, XML_FHIR) &&
        strcmp(xml_name(node), "entry") == 0) {
      size_t back = fhir_path_name(fhir, "entry");
      rc = xml_entry(fhir, node, entries++);
      fhir_path_back(fhir, back);
    } else if (node != NULL && !xml_is_strange(fhir, node)) {
      xml_child(fhir, type, object, seen, node);
    }
    if (rc >= 0)
      rc = xml_skip(xml, fhir->err);
  }
  fhir->line = 0;
  fhir_check_whole(fhir, type, seen);
  if (rc >= 0 && json_array_size(fhir->faults) > 0)
    rc = fhir_emit(fhir, "xml", "Bundle", NULL, NULL, "", 0);
  fhir_path_back(fhir, mark);
  json_decref(object);
  json_decref(seen);
  return rc < 0 ? rc : 0;
}

/* A file that is not even well formed is told of that. */
static int xml_no_fhir(struct fhir *fhir, struct xml *xml) {
  int more = 1;

  while (more == 1)
    more = xml_next(xml, fhir->err);
  if (more < 0)
    return more;
  return error_fault(
      fhir->err, "file", "namespace", "这个 XML 不是 FHIR（命名空间要是 %s）。",
      "This XML is not FHIR (the namespace must be %s).", XML_FHIR);
}

static int xml_root(struct fhir *fhir, struct xml *xml) {
  xmlNodePtr node = xmlTextReaderCurrentNode(xml->reader);

  if (node == NULL || !xml_is(node, XML_FHIR))
    return xml_no_fhir(fhir, xml);
  if (strcmp(xml_name(node), "Bundle") == 0)
    return xml_bundle(fhir, xml);
  node = xml_whole(xml, fhir->err);
  return node != NULL ? xml_resource(fhir, node, NULL) : ERROR_INPUT;
}

int fhir_xml_read(struct fhir *fhir, const char *text, size_t len,
                  enum text_encoding found) {
  struct xml xml;
  int rc = xml_open(&xml, text, len, found, fhir->err);
  int more = rc == 0 ? xml_next(&xml, fhir->err) : rc;

  while (more == 1) {
    if (xmlTextReaderNodeType(xml.reader) == XML_READER_TYPE_ELEMENT) {
      rc = xml_root(fhir, &xml);
      break;
    }
    more = xml_next(&xml, fhir->err);
  }
  /* to the end: what follows may not be well formed */
  while (rc == 0 && more == 1)
    more = xml_next(&xml, fhir->err);
  if (rc == 0 && more < 0)
    rc = more;
  xml_close(&xml);
  return rc;
}

bool fhir_xml_is_div(const char *text, size_t len) {
  struct error err;
  struct xml xml;
  bool good = false;
  int more;

  error_init(&err);
  more = xml_open(&xml, text, len, TEXT_UTF8, &err);
  if (more == 0) {
    more = xml_next(&xml, &err);
    if (more == 1) {
      xmlNodePtr node = xmlTextReaderCurrentNode(xml.reader);
      good = node != NULL && xml_is(node, XML_XHTML) &&
             strcmp(xml_name(node), "div") == 0 && text[0] == '<' &&
             text[1] != '?' && text[1] != '!';
    }
    while (more == 1)
      more = xml_next(&xml, &err);
    good = good && more == 0;
    xml_close(&xml);
  }
  error_fini(&err);
  return good;
}

int fhir_xml_prepare(void) {
  return xml_prepare();
}
