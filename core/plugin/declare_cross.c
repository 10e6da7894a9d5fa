/* What a declaration says in one place must agree with the others. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "plugin/declare.h"
#include "plugin/fields.h"

#define CROSS_PATH 300

/* What is being checked. */
struct cross {
  const json_t *declaration;
  const char *id;
  struct error *err;
};

const char *plugin_local_name(const char *id, const char *name) {
  const char *dot = name == NULL ? NULL : strchr(name, '.');
  size_t len = strlen(id);

  if (dot == NULL)
    return name;
  if ((size_t)(dot - name) == len && strncmp(name, id, len) == 0)
    return dot + 1;
  return NULL;
}

static const json_t *cross_section(const struct cross *cross,
                                   const char *section) {
  const json_t *value = json_object_get(cross->declaration, section);
  return json_is_object(value) ? value : NULL;
}

static bool cross_needs(const struct cross *cross, const char *name) {
  const json_t *needs = json_object_get(cross->declaration, "needs");
  const json_t *item;
  size_t i;

  json_array_foreach(needs, i, item) {
    const char *id = json_string_value(item);
    size_t len = id == NULL ? 0 : strlen(id);
    if (len > 0 && strncmp(id, name, len) == 0 && name[len] == '.')
      return true;
  }
  return false;
}

/* `name` must be declared in `section` here, or belong to a needed plugin. */
static void cross_known(const struct cross *cross, const char *path,
                        const char *section, const char *name, bool others) {
  const char *local = plugin_local_name(cross->id, name);

  if (local != NULL
          ? json_object_get(cross_section(cross, section), local) != NULL
          : others && cross_needs(cross, name))
    return;
  error_fault(cross->err, path, "unknown", "%s 里没有“%s”。",
              "%s has no \"%s\".", section, name);
}

static void cross_permission(const struct cross *cross, const char *path,
                             const json_t *entry) {
  const char *name = json_get_text(entry, "permission", NULL);
  char where[CROSS_PATH];

  if (name == NULL ||
      json_object_get(cross_section(cross, "permissions"), name) != NULL)
    return;
  snprintf(where, sizeof where, "%s.permission", path);
  error_fault(cross->err, where, "unknown",
              "permissions 里没有权限“%s”，没有人能用它。",
              "Permission \"%s\" is not declared, so nobody could use this.",
              name);
}

/* --- fields ----------------------------------------------------------------
 */

static void cross_field(const struct cross *cross, const char *path,
                        const json_t *field);

static void cross_fields(const struct cross *cross, const char *path,
                         const json_t *fields) {
  char where[CROSS_PATH];
  json_t *field;
  size_t i;

  json_array_foreach(fields, i, field) {
    const char *name = json_get_text(field, "name", "");
    snprintf(where, sizeof where, "%s[%zu]", path, i);
    for (size_t j = 0; j < i; j++)
      if (strcmp(json_get_text(json_array_get(fields, j), "name", "-"), name) ==
          0)
        error_fault(cross->err, where, "twice", "字段“%s”写了两次。",
                    "Field \"%s\" is there twice.", name);
    cross_field(cross, where, field);
  }
}

/* An attribute that this type needs. */
static void cross_needs_attribute(const struct cross *cross, const char *path,
                                  const json_t *field, const char *type,
                                  const char *of, const char *attribute) {
  char where[CROSS_PATH];

  if (strcmp(type, of) != 0 || json_object_get(field, attribute) != NULL)
    return;
  snprintf(where, sizeof where, "%s.%s", path, attribute);
  error_fault(cross->err, where, "required", "%s 类型的字段要写 %s。",
              "A field of type %s needs %s.", type, attribute);
}

static void cross_field(const struct cross *cross, const char *path,
                        const json_t *field) {
  const char *type = json_get_text(field, "type", "");
  const char *to = json_get_text(field, "to", NULL);
  const char *page = json_get_text(field, "page", NULL);
  char where[CROSS_PATH];

  cross_needs_attribute(cross, path, field, type, "enum", "values");
  cross_needs_attribute(cross, path, field, type, "ref", "to");
  cross_needs_attribute(cross, path, field, type, "object", "fields");
  cross_needs_attribute(cross, path, field, type, "list", "of");
  snprintf(where, sizeof where, "%s.default", path);
  fields_check_default(field, where, cross->err);
  snprintf(where, sizeof where, "%s.to", path);
  if (to != NULL && strncmp(to, "core.", 5) != 0)
    cross_known(cross, where, "tables", to, true);
  snprintf(where, sizeof where, "%s.page", path);
  if (page != NULL)
    cross_known(cross, where, "pages", page, true);
  snprintf(where, sizeof where, "%s.fields", path);
  cross_fields(cross, where, json_object_get(field, "fields"));
  snprintf(where, sizeof where, "%s.of", path);
  if (json_is_object(json_object_get(field, "of")))
    cross_field(cross, where, json_object_get(field, "of"));
}

/* The core takes from the input which duty it was and how it ended; without
 * these fields the duty could never be recorded. */
static void cross_records(const struct cross *cross, const char *path,
                          const json_t *action, const char *records) {
  static const char *const wanted[] = {"outcome", "duty"};
  const json_t *input = json_object_get(action, "input");
  int count = json_get_bool(action, "opens", false) ? 1 : 2;

  cross_known(cross, path, "duties", records, false);
  for (int i = 0; i < count; i++)
    if (json_find(input, "name", wanted[i]) == NULL)
      error_fault(cross->err, path, "input",
                  "写了 records 的操作，输入里要有字段“%s”。",
                  "An action with records has a field \"%s\" in its input.",
                  wanted[i]);
}

/* --- sections --------------------------------------------------------------
 */

static void cross_action(const struct cross *cross, const char *path,
                         const char *name, const json_t *action) {
  const char *records = json_get_text(action, "records", NULL);
  const char *subject = json_get_text(action, "subject", NULL);
  char where[CROSS_PATH];

  (void)name;
  cross_permission(cross, path, action);
  snprintf(where, sizeof where, "%s.input", path);
  cross_fields(cross, where, json_object_get(action, "input"));
  snprintf(where, sizeof where, "%s.output", path);
  cross_fields(cross, where, json_object_get(action, "output"));
  snprintf(where, sizeof where, "%s.records", path);
  if (records != NULL)
    cross_records(cross, where, action, records);
  snprintf(where, sizeof where, "%s.subject", path);
  if (subject != NULL &&
      json_find(json_object_get(action, "input"), "name", subject) == NULL)
    error_fault(cross->err, where, "unknown", "输入里没有字段“%s”。",
                "The input has no field \"%s\".", subject);
}

static void cross_query(const struct cross *cross, const char *path,
                        const char *name, const json_t *query) {
  bool sql = json_object_get(query, "sql") != NULL;
  bool run = json_object_get(query, "run") != NULL;
  char where[CROSS_PATH];

  (void)name;
  cross_permission(cross, path, query);
  snprintf(where, sizeof where, "%s.input", path);
  cross_fields(cross, where, json_object_get(query, "input"));
  snprintf(where, sizeof where, "%s.columns", path);
  cross_fields(cross, where, json_object_get(query, "columns"));
  if (sql == run)
    error_fault(cross->err, path, "run", "sql 和 run 要写一个，而且只写一个。",
                "One of sql and run is wanted, and only one.");
}

static void cross_duty(const struct cross *cross, const char *path,
                       const char *name, const json_t *duty) {
  const json_t *outcomes = json_object_get(duty, "outcomes");
  const json_t *signer =
      json_object_get(json_object_get(duty, "second_signer"), "outcomes");
  char where[CROSS_PATH];
  json_t *outcome;
  json_t *signed_one;
  size_t i;
  size_t j;

  (void)name;
  cross_permission(cross, path, duty);
  snprintf(where, sizeof where, "%s.fields", path);
  cross_fields(cross, where, json_object_get(duty, "fields"));
  json_array_foreach(signer, i, signed_one) {
    bool found = false;
    json_array_foreach(outcomes, j, outcome) found =
        found || json_equal(json_object_get(outcome, "value"), signed_one);
    snprintf(where, sizeof where, "%s.second_signer.outcomes[%zu]", path, i);
    if (!found)
      error_fault(cross->err, where, "unknown", "没有这种结果。",
                  "There is no such outcome.");
  }
}

/* Whether a list of fields has `name` of that type. */
static bool cross_has_typed(const json_t *fields, const char *name,
                            const char *type) {
  return strcmp(json_get_text(json_find(fields, "name", name), "type", ""),
                type) == 0;
}

/* A FHIR import names the type and an action that takes a resource; a table
 * has columns. */
static void cross_import_form(const struct cross *cross, const char *path,
                              const json_t *import, const json_t *input) {
  bool fhir = json_object_get(import, "format") != NULL;
  const char *wanted = fhir ? "resource" : "columns";
  char where[CROSS_PATH];

  snprintf(where, sizeof where, "%s.%s", path, wanted);
  if (json_object_get(import, wanted) == NULL)
    error_fault(cross->err, where, "required", "缺少这一项。",
                "This entry is missing.");
  snprintf(where, sizeof where, "%s.action", path);
  if (fhir && !cross_has_typed(input, "resource", "json"))
    error_fault(cross->err, where, "input",
                "这个动作的输入里要有 json 类型的 resource。",
                "The action's input must have a field resource of type json.");
}

static void cross_import(const struct cross *cross, const char *path,
                         const char *name, const json_t *import) {
  const char *action = json_get_text(import, "action", NULL);
  const json_t *input = json_object_get(
      json_object_get(cross_section(cross, "actions"), action ? action : ""),
      "input");
  char where[CROSS_PATH];
  json_t *column;
  size_t i;

  (void)name;
  snprintf(where, sizeof where, "%s.action", path);
  if (action != NULL)
    cross_known(cross, where, "actions", action, false);
  snprintf(where, sizeof where, "%s.after", path);
  if (json_get_text(import, "after", NULL) != NULL)
    cross_known(cross, where, "actions", json_get_text(import, "after", ""),
                false);
  if (input == NULL)
    return;
  cross_import_form(cross, path, import, input);
  json_array_foreach(json_object_get(import, "columns"), i, column) {
    const char *field = json_get_text(column, "field", NULL);
    snprintf(where, sizeof where, "%s.columns[%zu].field", path, i);
    if (field != NULL && json_find(input, "name", field) == NULL)
      error_fault(cross->err, where, "unknown", "动作 %s 的输入里没有“%s”。",
                  "The input of action %s has no field \"%s\".", action, field);
  }
}

/* Pages may point to plugins that this one does not need; the catalogue looks
 * whether those that are there have the name. */
static void cross_link(const struct cross *cross, const char *path,
                       const char *section, const char *name) {
  if (name != NULL && plugin_local_name(cross->id, name) != NULL)
    cross_known(cross, path, section, name, false);
}

/* The actions of a page: names, or tables that hold one. */
static void cross_page_actions(const struct cross *cross, const char *path,
                               const json_t *page, const char *key) {
  char where[CROSS_PATH];
  json_t *action;
  size_t i;

  json_array_foreach(json_object_get(page, key), i, action) {
    const char *name = json_is_string(action)
                           ? json_string_value(action)
                           : json_get_text(action, "action", NULL);
    snprintf(where, sizeof where, "%s.%s[%zu]", path, key, i);
    cross_link(cross, where, "actions", name);
  }
}

static void cross_sections(const struct cross *cross, const char *path,
                           const json_t *page) {
  char where[CROSS_PATH];
  json_t *section;
  size_t i;

  json_array_foreach(json_object_get(page, "sections"), i, section) {
    const char *query = json_get_text(section, "query", NULL);
    snprintf(where, sizeof where, "%s.sections[%zu].query", path, i);
    cross_link(cross, where, "queries", query);
  }
}

static void cross_page(const struct cross *cross, const char *path,
                       const char *name, const json_t *page) {
  static const char *const links[][2] = {{"query", "queries"},
                                         {"search", "queries"},
                                         {"action", "actions"},
                                         {"record", "pages"},
                                         {"of", "tables"}};
  char where[CROSS_PATH];

  (void)name;
  snprintf(where, sizeof where, "%s.query", path);
  if (json_object_get(page, "query") == NULL &&
      json_object_get(page, "action") == NULL)
    error_fault(cross->err, where, "required", "缺少这一项。",
                "This entry is missing.");
  for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
    const char *link = json_get_text(page, links[i][0], NULL);
    snprintf(where, sizeof where, "%s.%s", path, links[i][0]);
    cross_link(cross, where, links[i][1], link);
  }
  cross_page_actions(cross, path, page, "actions");
  cross_page_actions(cross, path, page, "row_actions");
  cross_page_actions(cross, path, page, "page_actions");
  cross_sections(cross, path, page);
}

static void cross_report(const struct cross *cross, const char *path,
                         const char *name, const json_t *report) {
  const char *query = json_get_text(report, "query", NULL);
  char where[CROSS_PATH];

  (void)name;
  cross_permission(cross, path, report);
  snprintf(where, sizeof where, "%s.query", path);
  if (query != NULL)
    cross_known(cross, where, "queries", query, false);
  if (json_object_get(report, "format") != NULL &&
      !cross_has_typed(
          json_object_get(json_object_get(cross_section(cross, "queries"),
                                          query != NULL ? query : ""),
                          "columns"),
          "resource", "json"))
    error_fault(cross->err, where, "columns",
                "报表的查询要有 json 类型的列 resource。",
                "The report's query must have a column resource of type json.");
}

static void cross_own_permission(const struct cross *cross, const char *path,
                                 const char *name, const json_t *permission) {
  (void)permission;
  if (plugin_local_name(cross->id, name) == NULL)
    error_fault(cross->err, path, "foreign", "权限名要以“%s.”开头。",
                "A permission's name must start with \"%s.\".", cross->id);
}

static void cross_before(const struct cross *cross, const char *path,
                         const char *name, const json_t *hook) {
  (void)hook;
  if (!cross_needs(cross, name))
    error_fault(cross->err, path, "needs",
                "只能在 needs 里写明的插件的动作之前检查。",
                "Only actions of plugins named in needs can be checked.");
}

void plugin_declaration_cross(const json_t *declaration, struct error *err) {
  static const struct {
    const char *section;
    void (*check)(const struct cross *cross, const char *path, const char *name,
                  const json_t *entry);
  } sections[] = {
      {"permissions", cross_own_permission},
      {"actions", cross_action},
      {"queries", cross_query},
      {"before", cross_before},
      {"duties", cross_duty},
      {"imports", cross_import},
      {"pages", cross_page},
      {"reports", cross_report},
  };
  struct cross cross = {declaration, json_get_text(declaration, "id", ""), err};
  char path[CROSS_PATH];
  const char *name;
  json_t *entry;

  cross_fields(&cross, "settings", json_object_get(declaration, "settings"));
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
    const json_t *section = cross_section(&cross, sections[i].section);
    json_object_foreach((json_t *)(uintptr_t)section, name, entry) {
      snprintf(path, sizeof path, "%s.%.60s", sections[i].section, name);
      sections[i].check(&cross, path, name, entry);
    }
  }
}
