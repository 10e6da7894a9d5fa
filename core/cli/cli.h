/* What the subcommands share: the call's options, the link to the homes
 * (direct, or through the host that has the folder open), and output. Main
 * thread only. */
#ifndef SONGHE_CLI_CLI_H
#define SONGHE_CLI_CLI_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/error.h"
#include "storage/storage.h"

#define CLI_WORDS_MAX 64 /* words of one command */

/* The options before the command and the words after it; borrowed from argv. */
struct cli {
  const char *program; /* argv[0] */
  const char *data;    /* --data, $SONGHE_DATA, ./songhe-data */
  const char *as;      /* --as; NULL: the first administrator */
  const char *now;     /* --now; only for init and tick */
  bool json;           /* --json */
  bool zh;             /* language of texts: $LC_ALL, $LANG; Chinese first */
  int count;           /* words after the command */
  char **words;
};

/* One option of a subcommand, taken out of the words wherever it stands. */
struct cli_option {
  const char *name;   /* "--key" */
  const char **value; /* for options with a value */
  bool *flag;         /* for options without */
};

/* Takes the options out of cli->words; an unknown one or a missing value is
 * wrong usage. Afterwards the words must number between `least` and `most`. */
int cli_options(struct cli *cli, const struct cli_option *options, int least,
                int most, struct error *err);

/* JSON, @FILE or - for standard input, read whole. Owned by the buffer. */
int cli_read(const char *word, struct buf *text, struct error *err);

/* One line of standard input without its end, such as a password. */
int cli_read_line(struct buf *line, struct error *err);

/* An ISO 8601 instant with offset; 0 for NULL. Wrong usage otherwise. */
int cli_instant(const char *text, int64_t *instant, struct error *err);
/* A number that is not negative. */
int cli_number(const char *text, int64_t *number, struct error *err);

/* --- link ---------------------------------------------------------------- */

struct link; /* to the data folder's homes */

/* Connects to the running host, or opens the folder here. */
int link_open(const struct cli *cli, struct link **out, struct error *err);
void link_close(struct link *link);
struct host *link_host(struct link *link); /* NULL when through a host */

/* A do call and its extras. */
struct link_do {
  const char *home;
  const char *name;
  const json_t *input;
  const char *key;
  const char *happened_at; /* ISO 8601 or NULL */
  bool dry_run;
};

/* *answer: {receipt, recorded_at, repeated, result}. New reference. */
int link_do(struct link *link, const struct link_do *call, json_t **answer,
            struct error *err);
/* *text holds the JSON of the answer. `at`: ISO 8601 or NULL. */
int link_ask(struct link *link, const char *home, const char *name,
             const json_t *input, const char *at, struct buf *text,
             struct error *err);

/* Stores a file for a later call to name: *answer {hash, size, type}. */
int link_file_put(struct link *link, const char *home, const struct buf *bytes,
                  json_t **answer, struct error *err);
/* The content of a file that the answer of a query names. */
int link_file_get(struct link *link, const char *home, const char *hash,
                  const char *query, const json_t *input, struct buf *bytes,
                  struct error *err);

/* Through the host only: a raw request; `body` may be NULL. */
int link_http(struct link *link, const char *method, const char *path,
              const char *type, const void *body, size_t len,
              struct buf *answer, struct error *err);

/* Appends `text` percent-coded, as headers and query strings want it. */
void link_encode(struct buf *to, const char *text);

/* --- output -------------------------------------------------------------- */

/* An array of rows as a table, an object as lines, with --json as it is. */
void output_answer(const struct cli *cli, const char *text, size_t len);
void output_value(const struct cli *cli, const json_t *value);

/* Asks a query and prints its answer. `at`: ISO 8601 or NULL. */
int cli_show(struct cli *cli, const char *home, const char *name,
             const json_t *input, const char *at, struct error *err);

/* One problem on standard error; returns the exit status. */
int output_problem(const struct cli *cli, const struct error *err);

/* --- subcommands: 0 or an error ------------------------------------------ */

typedef int cli_command(struct cli *cli, struct error *err);

cli_command cli_init, cli_home, cli_import, cli_do, cli_ask, cli_duties,
    cli_tick, cli_events, cli_verify, cli_schedule, cli_plugin, cli_user,
    cli_serve, cli_doctor, cli_report, cli_file;

#endif
