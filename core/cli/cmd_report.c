/* report: a document of a home as a file; report list. */
#include <string.h>

#include "base/json.h"
#include "base/save.h"
#include "cli/cli.h"
#include "cli/place.h"
#include "home/foreign.h"

/* A report's name, form and what narrows it; NULL where it does not. */
struct report {
  const char *form;
  const char *from; /* dates */
  const char *to;
  const char *resident;
};

static int report_here(struct cli *cli, struct link *link,
                       const struct report *report, struct buf *out,
                       struct error *err) {
  json_t *input = json_pack("{s:s, s:s*, s:s*}", "report", cli->words[1],
                            "from", report->from, "to", report->to);
  json_t *document = NULL;
  struct place place;
  struct buf text;
  int64_t resident = 0;
  int rc = 0;

  if (report->resident != NULL)
    rc = cli_number(report->resident, &resident, err);
  if (report->resident != NULL)
    json_object_set_new(input, "resident", json_integer(resident));
  place_find(cli->program, &place);
  buf_init(&text);
  if (rc == 0)
    rc = link_ask(link, cli->words[0], "core.report", input, NULL, &text, err);
  if (rc == 0)
    document = json_loadb(text.data, text.len, 0, NULL);
  if (rc == 0)
    rc = foreign_fhir(place.paper, document, report->form, out, err);
  json_decref(document);
  json_decref(input);
  buf_fini(&text);
  return rc;
}

static int report_http(struct cli *cli, struct link *link,
                       const struct report *report, struct buf *out,
                       struct error *err) {
  const char *const more[][2] = {{"from", report->from},
                                 {"to", report->to},
                                 {"resident", report->resident}};
  struct buf path;
  int rc;

  buf_init(&path);
  buf_printf(&path, "/api/v1/homes/%s/reports/%s?as=%s", cli->words[0],
             cli->words[1], report->form);
  for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
    if (more[i][1] == NULL)
      continue;
    buf_printf(&path, "&%s=", more[i][0]);
    link_encode(&path, more[i][1]);
  }
  buf_byte(&path, '\0');
  rc = link_http(link, "GET", path.data, NULL, "", 0, out, err);
  buf_fini(&path);
  return rc;
}

static int report_make(struct cli *cli, const struct report *report,
                       const char *path, struct error *err) {
  struct link *link = NULL;
  struct buf out;
  int rc = link_open(cli, &link, err);
  int failed;

  buf_init(&out);
  if (rc == 0)
    rc = link_host(link) != NULL ? report_here(cli, link, report, &out, err)
                                 : report_http(cli, link, report, &out, err);
  failed = rc == 0 && path != NULL ? save_file(path, out.data, out.len) : 0;
  if (failed != 0)
    rc = error_set(err, ERROR_IO, "报表写不进 %s：%s%.0s。",
                   "Can't write the report to %s: %.0s%s.", path,
                   error_system(-failed), strerror(-failed));
  else if (rc == 0 && path == NULL)
    fwrite(out.data, 1, out.len, stdout);
  buf_fini(&out);
  link_close(link);
  return rc;
}

int cli_report(struct cli *cli, struct error *err) {
  struct report report = {.form = "json"};
  const char *path = NULL;
  const struct cli_option options[] = {
      {"--as", &report.form, NULL},           {"--out", &path, NULL},
      {"--from", &report.from, NULL},         {"--to", &report.to, NULL},
      {"--resident", &report.resident, NULL}, {NULL, NULL, NULL}};
  int rc = cli_options(cli, options, 2, 2, err);

  if (rc != 0)
    return rc;
  if (strcmp(cli->words[0], "list") == 0)
    return cli_show(cli, cli->words[1], "core.reports", NULL, NULL, err);
  if (strcmp(report.form, "json") != 0 && strcmp(report.form, "xml") != 0)
    return error_set(err, ERROR_USAGE, "--as 只能是 json 或 xml。",
                     "--as takes json or xml.");
  return report_make(cli, &report, path, err);
}
