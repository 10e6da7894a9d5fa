/* OpenAPI 3.1 of what this person may see and do, made from the catalogues of
 * their homes. */
#include <string.h>

#include "web/web_inside.h"

/* --- fields as schemas ---------------------------------------------------- */

static json_t *openapi_fields(const json_t *fields);

static void openapi_names(json_t *schema, const json_t *field) {
  const char *zh = json_get_text(field, "zh", NULL);

  if (zh != NULL)
    json_object_set_new(schema, "title", json_string(zh));
  if (json_get_text(field, "en", NULL) != NULL)
    json_object_set(schema, "description", json_object_get(field, "en"));
}

static json_t *openapi_enum(const json_t *field) {
  json_t *values = json_array(), *item;
  size_t i;

  json_array_foreach(json_object_get(field, "values"), i, item) {
    json_array_append(values, json_object_get(item, "value"));
  }
  return json_pack("{s:s, s:o}", "type", "string", "enum", values);
}

static void openapi_bounds(json_t *schema, const json_t *field,
                           const char *least, const char *most) {
  if (json_is_integer(json_object_get(field, "min")))
    json_object_set(schema, least, json_object_get(field, "min"));
  if (json_is_integer(json_object_get(field, "max")))
    json_object_set(schema, most, json_object_get(field, "max"));
}

static json_t *openapi_simple(const char *type, const json_t *field) {
  static const char *const forms[][3] = {
      {"decimal", "string", "decimal"},   {"date", "string", "date"},
      {"instant", "string", "date-time"}, {"boolean", "boolean", NULL},
      {"ref", "integer", "int64"},        {"id", "integer", "int64"},
      {"file", "string", "sha256"}};
  json_t *schema;

  if (strcmp(type, "text") == 0) {
    schema = json_pack("{s:s}", "type", "string");
    openapi_bounds(schema, field, "minLength", "maxLength");
    return schema;
  }
  if (strcmp(type, "integer") == 0) {
    schema = json_pack("{s:s}", "type", "integer");
    openapi_bounds(schema, field, "minimum", "maximum");
    return schema;
  }
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (strcmp(type, forms[i][0]) == 0)
      return json_pack("{s:s, s:s*}", "type", forms[i][1], "format",
                       forms[i][2]);
  return json_object(); /* json: any value */
}

static json_t *openapi_field(const json_t *field) {
  const char *type = json_get_text(field, "type", "json");
  json_t *schema;

  if (strcmp(type, "enum") == 0)
    schema = openapi_enum(field);
  else if (strcmp(type, "object") == 0)
    schema = openapi_fields(json_object_get(field, "fields"));
  else if (strcmp(type, "list") == 0)
    schema = json_pack("{s:s, s:o}", "type", "array", "items",
                       openapi_field(json_object_get(field, "of")));
  else
    schema = openapi_simple(type, field);
  openapi_names(schema, field);
  return schema;
}

static json_t *openapi_fields(const json_t *fields) {
  json_t *properties = json_object();
  json_t *required = json_array();
  json_t *schema, *field;
  size_t i;

  json_array_foreach(fields, i, field) {
    const char *name = json_get_text(field, "name", "");
    json_object_set_new(properties, name, openapi_field(field));
    if (json_get_bool(field, "required", false))
      json_array_append_new(required, json_string(name));
  }
  schema = json_pack("{s:s, s:o}", "type", "object", "properties", properties);
  if (json_array_size(required) > 0)
    json_object_set(schema, "required", required);
  json_decref(required);
  return schema;
}

/* --- paths ---------------------------------------------------------------- */

static json_t *openapi_parameter(const char *in, const char *name,
                                 bool required, json_t *schema) {
  return json_pack("{s:s, s:s, s:b, s:o}", "in", in, "name", name, "required",
                   required, "schema", schema);
}

static json_t *openapi_text(void) {
  return json_pack("{s:s}", "type", "string");
}

static json_t *openapi_instant(void) {
  return json_pack("{s:s, s:s}", "type", "string", "format", "date-time");
}

static json_t *openapi_home_parameter(const char *home) {
  return openapi_parameter(
      "path", "home", true,
      json_pack("{s:s, s:[s]}", "type", "string", "enum", home));
}

static json_t *openapi_answers(const char *zh, json_t *schema) {
  return json_pack("{s:{s:s, s:{s:{s:o}}}, s:{s:s}}", "200", "description", zh,
                   "content", "application/json", "schema", schema, "default",
                   "$ref", "#/components/responses/problem");
}

static json_t *openapi_action(const char *home, const char *name,
                              const json_t *call) {
  json_t *parameters = json_array();

  json_array_append_new(parameters, openapi_home_parameter(home));
  json_array_append_new(
      parameters,
      openapi_parameter("header", "Idempotency-Key", false, openapi_text()));
  json_array_append_new(parameters,
                        openapi_parameter("header", "Songhe-Happened-At", false,
                                          openapi_instant()));
  json_array_append_new(parameters,
                        openapi_parameter("query", "dry_run", false,
                                          json_pack("{s:s, s:[s]}", "type",
                                                    "string", "enum", "1")));
  return json_pack(
      "{s:s, s:s, s:s, s:o, s:{s:b, s:{s:{s:o}}}, s:o}", "operationId", name,
      "summary", json_get_text(call, "zh", name), "description",
      json_get_text(call, "en", name), "parameters", parameters, "requestBody",
      "required", 1, "content", "application/json", "schema",
      openapi_fields(json_object_get(call, "input")), "responses",
      openapi_answers("receipt", json_pack("{s:s}", "$ref",
                                           "#/components/schemas/receipt")));
}

static json_t *openapi_query(const char *home, const char *name,
                             const json_t *call) {
  const json_t *columns = json_object_get(call, "columns");
  json_t *parameters = json_array(), *field, *schema;
  size_t i;

  json_array_append_new(parameters, openapi_home_parameter(home));
  json_array_foreach(json_object_get(call, "input"), i, field) {
    json_array_append_new(
        parameters, openapi_parameter("query", json_get_text(field, "name", ""),
                                      json_get_bool(field, "required", false),
                                      openapi_field(field)));
  }
  if (json_get_bool(call, "at", false))
    json_array_append_new(
        parameters, openapi_parameter("query", "at", false, openapi_instant()));
  schema = json_is_array(columns) && strncmp(name, "core.", 5) != 0
               ? json_pack("{s:s, s:o}", "type", "array", "items",
                           openapi_fields(columns))
               : json_object();
  return json_pack("{s:s, s:s, s:s, s:o, s:o}", "operationId", name, "summary",
                   json_get_text(call, "zh", name), "description",
                   json_get_text(call, "en", name), "parameters", parameters,
                   "responses", openapi_answers("answer", schema));
}

/* A path that another home has already: one more name of a home. */
static bool openapi_has(json_t *paths, const char *path, const char *method,
                        const char *home) {
  json_t *operation = json_object_get(json_object_get(paths, path), method);
  json_t *parameter =
      json_array_get(json_object_get(operation, "parameters"), 0);
  json_t *names = json_object_get(json_object_get(parameter, "schema"), "enum");

  if (names == NULL)
    return false;
  json_array_append_new(names, json_string(home));
  return true;
}

static void openapi_calls(json_t *paths, const char *home,
                          const json_t *catalogue, bool actions) {
  const char *section = actions ? "actions" : "queries";
  const char *method = actions ? "post" : "get";
  const char *name;
  json_t *call;

  json_object_foreach(json_object_get(catalogue, section), name, call) {
    char path[192];
    snprintf(path, sizeof path, "/api/v1/homes/{home}/%s/%s", section, name);
    if (openapi_has(paths, path, method, home))
      continue;
    json_object_set_new(paths, path,
                        json_pack("{s:o}", method,
                                  actions ? openapi_action(home, name, call)
                                          : openapi_query(home, name, call)));
  }
}

static json_t *openapi_components(const struct web *web) {
  json_t *fault = json_pack("{s:s, s:{s:{s:s}, s:{s:s}, s:{s:s}}}", "type",
                            "object", "properties", "field", "type", "string",
                            "code", "type", "string", "text", "type", "string");
  json_t *problem = json_pack(
      "{s:s, s:{s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s}, s:{s:s, s:o}}}", "type",
      "object", "properties", "type", "type", "string", "title", "type",
      "string", "status", "type", "integer", "detail", "type", "string",
      "errors", "type", "array", "items", fault);
  json_t *receipt = json_pack(
      "{s:s, s:{s:{}, s:{s:s, s:s}, s:{s:s}, s:{}}}", "type", "object",
      "properties", "receipt", "recorded_at", "type", "string", "format",
      "date-time", "repeated", "type", "boolean", "result");

  return json_pack(
      "{s:{s:o, s:o}, s:{s:{s:s, s:{s:{s:{s:s}}}}}, s:{s:{s:s, s:s, s:s}}}",
      "schemas", "problem", problem, "receipt", receipt, "responses", "problem",
      "description", "RFC 9457", "content", "application/problem+json",
      "schema", "$ref", "#/components/schemas/problem", "securitySchemes",
      "session", "type", "apiKey", "in", "cookie", "name", web_cookie(web));
}

static json_t *openapi_document(const struct web *web, json_t *paths) {
  return json_pack("{s:s, s:{s:s, s:s, s:s}, s:[{s:[]}], s:o, s:o}", "openapi",
                   "3.1.0", "info", "title", "Songhe", "version",
                   SONGHE_VERSION, "description", "docs/api.md", "security",
                   "session", "paths", paths, "components",
                   openapi_components(web));
}

/* --- the answer ----------------------------------------------------------- */

static void openapi_home(struct web_job *job, const char *home, json_t *paths) {
  struct host_call call = {
      .home = home,
      .name = "core.catalogue",
      .who = {.user = job->user, .station = "web", .zh = job->zh}};
  struct host_reply reply = {0};
  json_t *catalogue = NULL;

  host_ask_wait(job->web->host, &call, &reply);
  if (reply.err.code == ERROR_NONE)
    catalogue = json_loadb(reply.text.data, reply.text.len, 0, NULL);
  openapi_calls(paths, home, catalogue, true);
  openapi_calls(paths, home, catalogue, false);
  json_decref(catalogue);
  host_reply_fini(&reply);
}

static void openapi_run(struct web_job *job) {
  json_t *homes = NULL, *home, *paths;
  char *name = NULL;
  size_t i;

  if (api_find_homes(job->web->host, job->user, &homes, &name, &job->err) != 0)
    return;
  free(name);
  paths = json_object();
  json_array_foreach(homes, i, home) {
    openapi_home(job, json_get_text(home, "id", ""), paths);
  }
  json_decref(homes);
  job->answer = openapi_document(job->web, paths);
  if (job->answer == NULL)
    error_set(&job->err, ERROR_MEMORY, "内存不足。", "Out of memory.");
}

int api_openapi(struct web *web, struct http_request *request,
                const struct web_who *who, struct error *err) {
  struct web_job *job = web_job_new(web, request, who, false, err);

  if (job == NULL)
    return err->code;
  web_job_start(job, openapi_run, web_job_answer);
  return 0;
}
