/* Reports: a home's document in the form that the client accepts. */
#include <string.h>

#include "home/foreign.h"
#include "web/web_inside.h"

/* The document as the home answers it, on a pool thread. */
static int report_ask(struct web_job *job, json_t **document) {
  json_t *input = json_copy(job->input);
  struct host_call call = {
      .home = job->home,
      .name = "core.report",
      .input = input,
      .words = true,
      .who = {.user = job->user,
              .station = json_get_text(job->input, "station", "web"),
              .zh = job->zh}};
  struct host_reply reply = {0};
  int rc;

  json_object_del(input, "station");
  host_ask_wait(job->web->host, &call, &reply);
  rc = reply.err.code;
  if (rc != 0)
    error_move(&job->err, &reply.err);
  else
    *document = json_loadb(reply.text.data, reply.text.len, 0, NULL);
  host_reply_fini(&reply);
  json_decref(input);
  return rc;
}

static void report_run(struct web_job *job) {
  json_t *document = NULL;

  if (report_ask(job, &document) == 0)
    foreign_fhir(job->web->options->paper, document, job->flag ? "xml" : "json",
                 &job->bytes, &job->err);
  json_decref(document);
}

static void report_finish(struct web_job *job) {
  struct http_answer answer = {.status = 200,
                               .type = job->flag ? "application/fhir+xml"
                                                 : "application/fhir+json"};

  if (job->err.code != ERROR_NONE) {
    web_answer_error(job->web, job->handle, &job->err);
    return;
  }
  answer.body = job->bytes;
  buf_init(&job->bytes);
  web_answer(job->web, job->handle, &answer);
}

/* ?as=xml, or the first of the two that Accept names; JSON otherwise. */
static int report_form(const struct http_request *request, bool *xml,
                       struct error *err) {
  const char *as = http_query(request, "as");
  char accept[256] = "";
  const char *xml_at, *json_at;

  if (as != NULL) {
    *xml = strcmp(as, "xml") == 0;
    if (*xml || strcmp(as, "json") == 0)
      return 0;
    return error_fault(err, "as", "unknown", "只有 json 和 xml 两种。",
                       "There are json and xml only.");
  }
  if (web_header(request, "accept", accept, sizeof accept, err) < 0)
    return err->code;
  xml_at = strstr(accept, "xml");
  json_at = strstr(accept, "json");
  *xml = xml_at != NULL && (json_at == NULL || xml_at < json_at);
  return 0;
}

int api_report(struct web *web, struct http_request *request,
               const struct web_who *who, struct error *err) {
  struct web_job *job;
  bool xml = false;
  int rc = report_form(request, &xml, err);

  if (rc != 0)
    return rc;
  job = web_job_new(web, request, who, true, err);
  if (job == NULL)
    return err->code;
  job->flag = xml;
  job->input = json_object();
  for (size_t i = 0; i < request->query_count; i++)
    if (strcmp(request->query[i].name, "as") != 0)
      json_object_set_new(job->input, request->query[i].name,
                          json_string(request->query[i].value));
  json_object_set_new(job->input, "report",
                      json_string(http_param(request, "name")));
  json_object_set_new(job->input, "station", json_string(who->station));
  snprintf(job->home, sizeof job->home, "%s", http_param(request, "home"));
  web_job_start(job, report_run, report_finish);
  return 0;
}
