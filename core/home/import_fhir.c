/* An import of FHIR resources: each is one call of the action that a plugin
 * declares for its type. What another refers to comes first, so that a patient
 * is on file before their orders. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "home/import_inside.h"

#define FHIR_CHAIN_MAX 64       /* references that are followed in a row */
#define FHIR_LEFT_OUT_MAX 2000  /* that the record of an import keeps */
#define FHIR_REFERENCES_MAX 200 /* of one resource */

enum fhir_state { FHIR_WAITING, FHIR_UNDER_WAY, FHIR_DONE };

/* The rows of one file. */
struct fhir_rows {
  struct import *import;
  const json_t *rows;
  json_t *where; /* reference -> index of its row */
  json_t *ids;   /* per row: what the action answered as id, or null */
  unsigned char *state;
};

static const json_t *rows_at(const struct fhir_rows *rows, size_t index) {
  return json_array_get(rows->rows, index);
}

static int64_t rows_number(const json_t *row) {
  return json_get_int(row, "row", 0);
}

/* "Patient/1", or "Patient" for one without an id. */
static void rows_name(const json_t *row, char *name, size_t size) {
  const char *id = json_get_text(json_object_get(row, "resource"), "id", NULL);

  snprintf(name, size, "%.60s%s%.64s", json_get_text(row, "type", ""),
           id != NULL ? "/" : "", id != NULL ? id : "");
}

static void rows_leave_out(struct fhir_rows *rows, const json_t *row,
                           const json_t *note) {
  char name[128];

  rows_name(row, name, sizeof name);
  json_array_append_new(rows->import->left_out,
                        json_pack("{s:I, s:s, s:s, s:s, s:s, s:s}", "row",
                                  (json_int_t)rows_number(row), "resource",
                                  name, "path", json_get_text(note, "path", ""),
                                  "code", json_get_text(note, "code", ""), "zh",
                                  json_get_text(note, "zh", ""), "en",
                                  json_get_text(note, "en", "")));
}

static void rows_leave_out_all(struct fhir_rows *rows, const json_t *row,
                               const json_t *notes) {
  json_t *note;
  size_t i;

  json_array_foreach(notes, i, note) rows_leave_out(rows, row, note);
}

/* --- where things are ------------------------------------------------------
 */

/* The first of two with one name stands; the second is refused. */
static bool rows_learn_name(struct fhir_rows *rows, const char *name,
                            size_t index) {
  json_t *known = json_object_get(rows->where, name);

  if (known != NULL && (size_t)json_integer_value(known) != index)
    return false;
  json_object_set_new(rows->where, name, json_integer((json_int_t)index));
  return true;
}

static void rows_learn(struct fhir_rows *rows) {
  json_t *row;
  size_t i;

  json_array_foreach(rows->rows, i, row) {
    const char *url = json_get_text(row, "url", NULL);
    const json_t *resource = json_object_get(row, "resource");
    char name[128];
    bool alone = true;
    rows_name(row, name, sizeof name);
    if (url != NULL)
      alone = rows_learn_name(rows, url, i);
    if (json_object_get(resource, "id") != NULL)
      alone = rows_learn_name(rows, name, i) && alone;
    if (alone || resource == NULL)
      continue;
    import_fault(rows->import, rows_number(row), "id", "duplicate",
                 "文件里有两份编号相同的资源，只取第一份。",
                 "The file holds two resources of this id: the first counts.");
    rows->import->rows++;
    json_array_append_new(rows->import->rejects,
                          json_integer((json_int_t)rows_number(row)));
    rows->state[i] = FHIR_DONE;
  }
}

/* The texts of all references of a resource that the file itself answers. */
static void rows_references(const struct fhir_rows *rows, const json_t *value,
                            json_t *found) {
  const char *text = json_string_value(json_object_get(value, "reference"));
  const char *key;
  json_t *item;
  size_t i;

  if (text != NULL && json_object_get(rows->where, text) != NULL &&
      json_object_size(found) < FHIR_REFERENCES_MAX)
    json_object_set(found, text, json_object_get(rows->where, text));
  json_object_foreach((json_t *)(uintptr_t)value, key, item)
      rows_references(rows, item, found);
  json_array_foreach(value, i, item) rows_references(rows, item, found);
}

/* --- the declared imports --------------------------------------------------
 */

static bool rows_takes(const struct live_call *call, const char *name) {
  return json_find(json_object_get(call->declaration, "input"), "name", name) !=
         NULL;
}

/* The action for resources of a type, or NULL. */
static const struct live_call *rows_action(const struct fhir_rows *rows,
                                           const char *type) {
  const struct import *import = rows->import;
  char name[96];

  for (int i = 0; i < import->live->count; i++) {
    const struct live_member *member = import->live->members[i];
    const char *key;
    json_t *declared;
    json_object_foreach(json_object_get(member->declaration, "imports"), key,
                        declared) {
      if (strcmp(json_get_text(declared, "format", ""), "fhir") != 0 ||
          strcmp(json_get_text(declared, "resource", ""), type) != 0 ||
          (import->declared != NULL && import->declared != declared))
        continue;
      snprintf(name, sizeof name, "%s.%s", member->id,
               json_get_text(declared, "action", ""));
      return live_find(import->live, name, true);
    }
  }
  return NULL;
}

/* --- one resource ----------------------------------------------------------
 */

/* {resource, and as the action takes them: url, source, references: {text of
 * a reference: {type, id that its action answered}}}. New reference. */
static json_t *rows_input(const struct fhir_rows *rows,
                          const struct live_call *call, const json_t *row,
                          const json_t *references) {
  const json_t *given = rows->import->item->request.input;
  json_t *input =
      json_pack("{s:O}", "resource", json_object_get(row, "resource"));
  json_t *known = json_object();
  const char *text;
  json_t *index;

  json_object_foreach((json_t *)(uintptr_t)references, text, index) {
    json_t *id = json_array_get(rows->ids, (size_t)json_integer_value(index));
    const json_t *other = rows_at(rows, (size_t)json_integer_value(index));
    if (json_is_integer(id))
      json_object_set_new(known, text,
                          json_pack("{s:O, s:O}", "type",
                                    json_object_get(other, "type"), "id", id));
  }
  if (rows_takes(call, "url") && json_object_get(row, "url") != NULL)
    json_object_set(input, "url", json_object_get(row, "url"));
  if (rows_takes(call, "source") && json_object_get(given, "source") != NULL)
    json_object_set(input, "source", json_object_get(given, "source"));
  if (rows_takes(call, "references"))
    json_object_set(input, "references", known);
  json_decref(known);
  return input;
}

static int rows_run(struct fhir_rows *rows, size_t index,
                    const json_t *references, struct error *err) {
  const json_t *row = rows_at(rows, index);
  const struct live_call *call =
      rows_action(rows, json_get_text(row, "type", ""));
  json_t *result = NULL;
  json_t *input;
  int rc;

  if (call == NULL) {
    json_t *note = json_pack("{s:s, s:s, s:s, s:s}", "path", "", "code",
                             "resource", "zh", "这种资源不导入。", "en",
                             "Resources of this type are not imported.");
    rows->import->skipped++;
    rows_leave_out(rows, row, note);
    json_decref(note);
    return 0;
  }
  input = rows_input(rows, call, row, references);
  rc = import_command(rows->import, call->name, rows_number(row), input,
                      &result, err);
  if (result != NULL) {
    json_array_set(rows->ids, index,
                   json_object_get(result, "id") != NULL
                       ? json_object_get(result, "id")
                       : json_null());
    rows_leave_out_all(rows, row, json_object_get(result, "left_out"));
  }
  json_decref(result);
  json_decref(input);
  return rc;
}

/* A resource that songhe-paper refused or could not keep. */
static bool rows_refused(struct fhir_rows *rows, const json_t *row) {
  const json_t *faults = json_object_get(row, "faults");
  json_t *fault;
  size_t i;

  rows_leave_out_all(rows, row, json_object_get(row, "dropped"));
  json_array_foreach(faults, i, fault) {
    import_fault(
        rows->import, rows_number(row), json_get_text(fault, "field", ""),
        json_get_text(fault, "code", ""), json_get_text(fault, "zh", ""),
        json_get_text(fault, "en", ""));
  }
  if (json_array_size(faults) == 0)
    return json_object_get(row, "resource") == NULL;
  if (rows_number(row) > 0) {
    rows->import->rows++;
    json_array_append_new(rows->import->rejects,
                          json_integer((json_int_t)rows_number(row)));
  }
  return true;
}

static int rows_visit(struct fhir_rows *rows, size_t index, int chain,
                      struct error *err) {
  const json_t *row = rows_at(rows, index);
  json_t *references;
  const char *text;
  json_t *other;
  int rc = 0;

  if (rows->state[index] != FHIR_WAITING || chain > FHIR_CHAIN_MAX)
    return 0;
  rows->state[index] = FHIR_UNDER_WAY;
  references = json_object();
  rows_references(rows, json_object_get(row, "resource"), references);
  json_object_foreach(references, text, other) {
    if (rc == 0)
      rc = rows_visit(rows, (size_t)json_integer_value(other), chain + 1, err);
  }
  if (rc == 0) {
    if (!rows_refused(rows, row))
      rc = rows_run(rows, index, references, err);
    else if (json_array_size(json_object_get(row, "faults")) == 0)
      rows->import->skipped++;
  }
  rows->state[index] = FHIR_DONE;
  json_decref(references);
  return rc;
}

int import_fhir_rows(struct import *import, struct error *err) {
  const json_t *given = json_object_get(import->item->request.input, "rows");
  size_t count = json_array_size(given);
  struct fhir_rows rows = {.import = import,
                           .rows = given,
                           .where = json_object(),
                           .ids = json_array(),
                           .state = calloc(count, 1)};
  int rc = rows.state != NULL ? 0 : ERROR_MEMORY;

  for (size_t i = 0; rc == 0 && i < count; i++)
    json_array_append_new(rows.ids, json_null());
  if (rc == 0)
    rows_learn(&rows);
  for (size_t i = 0; rc == 0 && i < count; i++)
    rc = rows_visit(&rows, i, 0, err);
  json_decref(rows.where);
  json_decref(rows.ids);
  free(rows.state);
  return rc;
}

/* --- what is handed back ----------------------------------------------------
 */

static void rejects_entry(struct buf *out, const json_t *row, bool xml) {
  const char *url = json_get_text(row, "url", NULL);
  json_t *piece;
  size_t i;

  buf_text(out, xml ? "<entry>" : "{");
  if (url != NULL && !xml) {
    buf_text(out, "\"fullUrl\":");
    json_write_string(out, url, strlen(url));
    buf_byte(out, ',');
  } else if (url != NULL && strpbrk(url, "<>&\"") == NULL) {
    buf_printf(out, "<fullUrl value=\"%s\"/>", url);
  }
  buf_text(out, xml ? "<resource>" : "\"resource\":");
  json_array_foreach(json_object_get(row, "source"), i, piece)
      buf_append(out, json_string_value(piece), json_string_length(piece));
  buf_text(out, xml ? "</resource></entry>\n" : "}");
}

static bool rejects_have(const struct import *import, int64_t number) {
  json_t *reject;
  size_t i;

  json_array_foreach(import->rejects, i, reject) {
    if (json_integer_value(reject) == number)
      return true;
  }
  return false;
}

json_t *import_fhir_rejects(const struct import *import) {
  const json_t *rows = json_object_get(import->item->request.input, "rows");
  bool xml =
      strcmp(json_get_text(json_array_get(rows, 0), "format", ""), "xml") == 0;
  size_t told = 0;
  struct buf out;
  json_t *text;
  json_t *row;
  size_t i;

  if (json_array_size(import->rejects) == 0)
    return json_string("");
  buf_init(&out);
  buf_text(&out, xml ? "<Bundle xmlns=\"http://hl7.org/fhir\">"
                       "<type value=\"collection\"/>\n"
                     : "{\"resourceType\":\"Bundle\",\"type\":\"collection\","
                       "\"entry\":[\n");
  json_array_foreach(rows, i, row) {
    if (!rejects_have(import, rows_number(row)) || rows_number(row) == 0)
      continue;
    if (told++ > 0 && !xml)
      buf_text(&out, ",\n");
    rejects_entry(&out, row, xml);
  }
  buf_text(&out, xml ? "</Bundle>\n" : "\n]}\n");
  text = json_stringn(out.data, out.len);
  buf_fini(&out);
  return text != NULL ? text : json_string("");
}

json_t *import_fhir_kept(const struct import *import) {
  json_t *kept = json_array();
  size_t count = json_array_size(import->left_out);
  json_t *note;
  size_t i;

  if (import->format == NULL) {
    json_decref(kept);
    return json_null();
  }
  json_array_foreach(import->left_out, i, note) {
    if (i < FHIR_LEFT_OUT_MAX)
      json_array_append(kept, note);
  }
  if (count > FHIR_LEFT_OUT_MAX)
    json_array_append_new(
        kept, json_pack("{s:i, s:s, s:s, s:s, s:o, s:o}", "row", 0, "resource",
                        "", "path", "", "code", "more", "zh",
                        json_sprintf("还有 %zu 处，见各资源自己的记录。",
                                     count - FHIR_LEFT_OUT_MAX),
                        "en",
                        json_sprintf("And %zu more: see each resource's own "
                                     "record.",
                                     count - FHIR_LEFT_OUT_MAX)));
  return kept;
}
