/* report: a document of a home as a file; report list. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/place.h"
#include "home/foreign.h"

static int report_list(struct cli *cli, struct error *err) {
  json_t *input = json_object();
  struct link *link = NULL;
  struct buf text;
  int rc = link_open(cli, &link, err);

  buf_init(&text);
  if (rc == 0)
    rc = link_ask(link, cli->words[1], "core.reports", input, NULL, &text, err);
  if (rc == 0)
    output_answer(cli, text.data, text.len);
  buf_fini(&text);
  json_decref(input);
  link_close(link);
  return rc;
}

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

static int report_write(int fd, const struct buf *out) {
  for (size_t at = 0; at < out->len;) {
    ssize_t n = write(fd, out->data + at, out->len - at);
    if (n < 0 && errno != EINTR)
      return ERROR_IO;
    at += n > 0 ? (size_t)n : 0;
  }
  return fsync(fd) == 0 ? 0 : ERROR_IO;
}

/* The name is in its folder for good: a rename alone may be lost. */
static int report_sync_folder(const char *path) {
  const char *slash = strrchr(path, '/');
  char folder[PLACE_MAX] = ".";
  int fd, rc;

  if (slash != NULL)
    snprintf(folder, sizeof folder, "%.*s",
             (int)(slash - path > 0 ? slash - path : 1), path);
  fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return ERROR_IO;
  rc = fsync(fd) == 0 ? 0 : ERROR_IO;
  close(fd);
  return rc;
}

/* The whole file or nothing: written beside it, then given its name. */
static int report_save(const char *path, const struct buf *out,
                       struct error *err) {
  char beside[PLACE_MAX];
  int fd = -1;
  int rc = ERROR_IO;

  if (snprintf(beside, sizeof beside, "%s.XXXXXX", path) < (int)sizeof beside)
    fd = mkostemp(beside, O_CLOEXEC);
  if (fd >= 0) {
    rc = report_write(fd, out);
    rc = close(fd) == 0 ? rc : ERROR_IO;
    if (rc == 0 && rename(beside, path) != 0)
      rc = ERROR_IO;
    if (rc != 0)
      unlink(beside);
  }
  if (rc == 0)
    rc = report_sync_folder(path);
  return rc == 0 ? 0
                 : error_set(err, ERROR_IO, "报表写不进 %s：%s。",
                             "Can't write the report to %s: %s.", path,
                             strerror(errno));
}

static int report_make(struct cli *cli, const struct report *report,
                       const char *path, struct error *err) {
  struct link *link = NULL;
  struct buf out;
  int rc = link_open(cli, &link, err);

  buf_init(&out);
  if (rc == 0)
    rc = link_host(link) != NULL ? report_here(cli, link, report, &out, err)
                                 : report_http(cli, link, report, &out, err);
  if (rc == 0 && path != NULL)
    rc = report_save(path, &out, err);
  else if (rc == 0)
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
    return report_list(cli, err);
  if (strcmp(report.form, "json") != 0 && strcmp(report.form, "xml") != 0)
    return error_set(err, ERROR_USAGE, "--as 只能是 json 或 xml。",
                     "--as takes json or xml.");
  return report_make(cli, &report, path, err);
}
