/* import: a file's rows into a home, dry run first. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/cli.h"
#include "cli/place.h"
#include "home/foreign.h"

struct import {
  struct cli *cli;
  struct link *link;
  const char *home;
  const char *kind;   /* "beds.beds"; "fhir": by each resource's type */
  const char *source; /* whose numbers a FHIR file has, or NULL */
  const char *sheet;  /* of a workbook, or NULL: the first */
  struct buf bytes;   /* the file */
};

static int import_here(struct import *import, bool dry_run, json_t **answer,
                       struct error *err) {
  struct link_do call = {
      .home = import->home, .name = "core.import", .dry_run = dry_run};
  struct place place;
  json_t *rows = NULL, *result = NULL, *input;
  int rc;

  place_find(import->cli->program, &place);
  rc = foreign_rows(place.paper, import->bytes.data, import->bytes.len,
                    import->sheet, &rows, err);
  if (rc != 0)
    return rc;
  input = json_pack("{s:s, s:o, s:s*}", "kind", import->kind, "rows", rows,
                    "source", import->source);
  call.input = input;
  rc = link_do(import->link, &call, &result, err);
  json_decref(input);
  if (rc == 0)
    *answer = json_incref(json_object_get(result, "result"));
  json_decref(result);
  return rc;
}

static int import_http(struct import *import, bool dry_run, json_t **answer,
                       struct error *err) {
  struct buf path, text;
  json_t *result = NULL;
  int rc = foreign_check_size(import->bytes.len, err);

  if (rc != 0)
    return rc;
  buf_init(&path);
  buf_init(&text);
  buf_printf(&path, "/api/v1/homes/%s/imports?kind=%s%s", import->home,
             import->kind, dry_run ? "&dry_run=1" : "");
  if (import->source != NULL) {
    buf_text(&path, "&source=");
    link_encode(&path, import->source);
  }
  if (import->sheet != NULL) {
    buf_text(&path, "&sheet=");
    link_encode(&path, import->sheet);
  }
  buf_byte(&path, '\0');
  rc = link_http(import->link, "POST", path.data, "application/octet-stream",
                 import->bytes.data, import->bytes.len, &text, err);
  if (rc == 0)
    result = json_loadb(text.data, text.len, 0, NULL);
  *answer = result;
  buf_fini(&path);
  buf_fini(&text);
  return rc;
}

static int import_once(struct import *import, bool dry_run, json_t **answer,
                       struct error *err) {
  int rc = link_host(import->link) != NULL
               ? import_here(import, dry_run, answer, err)
               : import_http(import, dry_run, answer, err);

  if (rc == 0 && *answer == NULL)
    rc = error_set(err, ERROR_INTERNAL, "导入没有回答。",
                   "The import gave no answer.");
  return rc;
}

static bool import_confirm(const struct cli *cli, const json_t *answer) {
  char line[16];

  printf(cli->zh ? "导入 %lld 行，跳过 %lld 行？输入 y 确认："
                 : "Bring in %lld rows and leave out %lld? Type y: ",
         (long long)json_get_int(answer, "accepted", 0),
         (long long)json_get_int(answer, "rejected", 0));
  fflush(stdout);
  return fgets(line, sizeof line, stdin) != NULL &&
         (line[0] == 'y' || line[0] == 'Y');
}

/* The rejected rows as a file that can be mended and brought in again. */
static int import_rejects(const json_t *answer, const char *path,
                          struct error *err) {
  const char *text = json_get_text(answer, "reject_file", "");
  FILE *file;
  int rc = 0;

  if (path == NULL || *text == '\0')
    return 0;
  file = fopen(path, "we");
  if (file == NULL || fputs(text, file) < 0)
    rc = ERROR_IO;
  if (file != NULL && fclose(file) != 0)
    rc = ERROR_IO;
  return rc == 0 ? 0
                 : error_set(err, ERROR_IO, "退回的行写不进 %s。",
                             "Can't write the rejected rows to %s.", path);
}

static int import_run(struct import *import, bool dry_run, bool yes,
                      const char *rejects, struct error *err) {
  bool ask = !dry_run && !yes && isatty(STDIN_FILENO);
  json_t *answer = NULL;
  int rc = 0;

  if (dry_run || ask)
    rc = import_once(import, true, &answer, err);
  if (rc == 0 && ask) {
    output_value(import->cli, answer);
    dry_run = !import_confirm(import->cli, answer);
  }
  if (rc == 0 && !dry_run) {
    json_decref(answer);
    answer = NULL;
    rc = import_once(import, false, &answer, err);
  }
  if (rc == 0)
    rc = import_rejects(answer, rejects, err);
  if (rc == 0)
    output_value(import->cli, answer);
  json_decref(answer);
  return rc;
}

static int import_undo(struct cli *cli, struct error *err) {
  struct link_do call = {.home = cli->words[0], .name = "core.import_undo"};
  struct link *link = NULL;
  json_t *answer = NULL, *input;
  int64_t number;
  int rc = cli_number(cli->words[2], &number, err);

  if (rc != 0)
    return rc;
  input = json_pack("{s:I}", "import", (json_int_t)number);
  call.input = input;
  rc = link_open(cli, &link, err);
  if (rc == 0)
    rc = link_do(link, &call, &answer, err);
  if (rc == 0)
    output_value(cli, answer);
  json_decref(answer);
  json_decref(input);
  link_close(link);
  return rc;
}

int cli_import(struct cli *cli, struct error *err) {
  const char *kind = "fhir";
  const char *source = NULL;
  const char *sheet = NULL;
  const char *rejects = NULL;
  bool dry_run = false;
  bool yes = false;
  const struct cli_option options[] = {{"--as-kind", &kind, NULL},
                                       {"--source", &source, NULL},
                                       {"--sheet", &sheet, NULL},
                                       {"--rejects", &rejects, NULL},
                                       {"--dry-run", NULL, &dry_run},
                                       {"--yes", NULL, &yes},
                                       {NULL, NULL, NULL}};
  struct import import = {.cli = cli};
  struct buf word;
  int rc = cli_options(cli, options, 2, 3, err);

  if (rc == 0 && cli->count == 3 && strcmp(cli->words[1], "undo") == 0)
    return import_undo(cli, err);
  if (rc == 0 && cli->count != 2)
    rc = error_set(
        err, ERROR_USAGE,
        "用法：import HOME 文件 --as-kind beds.beds [--sheet 工作表]；"
        "FHIR 文件不用写种类。",
        "Usage: import HOME FILE --as-kind beds.beds [--sheet NAME]; a FHIR "
        "file needs no kind.");
  if (rc != 0)
    return rc;
  import.home = cli->words[0];
  import.kind = kind;
  import.source = source;
  import.sheet = sheet;
  buf_init(&import.bytes);
  buf_init(&word);
  buf_printf(&word, "%s%s", strcmp(cli->words[1], "-") == 0 ? "" : "@",
             cli->words[1]);
  buf_byte(&word, '\0');
  rc = cli_read(word.data, &import.bytes, err);
  if (rc == 0)
    rc = link_open(cli, &import.link, err);
  if (rc == 0)
    rc = import_run(&import, dry_run, yes, rejects, err);
  link_close(import.link);
  buf_fini(&import.bytes);
  buf_fini(&word);
  return rc;
}
