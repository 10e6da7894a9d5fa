/* The way to the homes: through the host that has the folder open, else the
 * same code here. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/calendar.h"
#include "base/json.h"
#include "cli/cli.h"
#include "cli/place.h"
#include "home/host.h"

#define LINK_ANSWER_MAX ((size_t)64 << 20)

struct link {
  const struct cli *cli;
  struct host *host; /* direct, or NULL */
  char *as;          /* account that acts, direct only */
  char socket[108];  /* path of the host's socket, through a host */
};

/* --- through a host: HTTP over its socket -------------------------------- */

static int link_connect(const char *path) {
  struct sockaddr_un to = {.sun_family = AF_UNIX};
  int fd;

  if (strlen(path) >= sizeof to.sun_path)
    return -1;
  strcpy(to.sun_path, path);
  fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  if (connect(fd, (const struct sockaddr *)&to, sizeof to) == 0)
    return fd;
  close(fd);
  return -1;
}

static int link_send(int fd, const char *data, size_t len) {
  while (len > 0) {
    ssize_t n = send(fd, data, len, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return ERROR_IO;
    data += n;
    len -= (size_t)n;
  }
  return 0;
}

/* The host closes after its answer (Connection: close), so all is read. */
static int link_receive(int fd, struct buf *answer) {
  while (answer->len < LINK_ANSWER_MAX) {
    char *to = buf_reserve(answer, 65536);
    ssize_t n = to == NULL ? -1 : recv(fd, to, 65536, 0);
    if (n < 0 && to != NULL && errno == EINTR)
      continue;
    if (n < 0)
      return ERROR_IO;
    if (n == 0)
      return 0;
    answer->len += (size_t)n;
  }
  return ERROR_IO;
}

/* A problem from the host becomes the same error here. */
static int link_problem(const char *text, size_t len, struct error *err) {
  json_t *problem = json_loadb(text, len, 0, NULL);
  const char *type = json_get_text(problem, "type", "");
  const char *detail = json_get_text(problem, "detail", "");
  const char *slug = strrchr(type, ':');
  json_t *fault;
  size_t i;

  error_set(err, error_from_slug(slug != NULL ? slug + 1 : ""), "%s", "%s",
            detail);
  json_array_foreach(json_object_get(problem, "errors"), i, fault) error_fault(
      err, json_get_text(fault, "field", ""), json_get_text(fault, "code", ""),
      "%s", "%s", json_get_text(fault, "text", ""));
  json_decref(problem);
  return err->code;
}

/* Splits status and body off the answer. */
static int link_parse(struct buf *answer, struct error *err) {
  char *end;
  size_t head;
  int status;

  buf_byte(answer, '\0');
  if (answer->failed || sscanf(answer->data, "HTTP/1.1 %d", &status) != 1 ||
      (end = strstr(answer->data, "\r\n\r\n")) == NULL)
    return error_set(err, ERROR_IO, "主机没有回答完。",
                     "The host did not finish its answer.");
  head = (size_t)(end + 4 - answer->data);
  answer->len -= head + 1;
  memmove(answer->data, answer->data + head, answer->len);
  if (status < 400)
    return 0;
  return link_problem(answer->data, answer->len, err);
}

/* Names of accounts may be Chinese: percent-coded in a header. */
void link_encode(struct buf *to, const char *text) {
  for (; *text != '\0'; text++) {
    unsigned char byte = (unsigned char)*text;
    if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
        (byte >= 'A' && byte <= 'Z') || strchr("-_.~:", byte) != NULL)
      buf_byte(to, (char)byte);
    else
      buf_printf(to, "%%%02X", byte);
  }
}

static void link_head(const struct link *link, const char *method,
                      const char *path, const char *type, size_t len,
                      const char *more, struct buf *head) {
  buf_printf(head,
             "%s %s HTTP/1.1\r\nHost: localhost\r\nX-Songhe: 1\r\n"
             "Connection: close\r\nAccept-Language: %s\r\n%s",
             method, path, link->cli->zh ? "zh" : "en",
             more != NULL ? more : "");
  if (link->cli->as != NULL) {
    buf_text(head, "X-Songhe-As: ");
    link_encode(head, link->cli->as);
    buf_text(head, "\r\n");
  }
  if (type != NULL)
    buf_printf(head, "Content-Type: %s\r\nContent-Length: %zu\r\n", type, len);
  buf_text(head, "\r\n");
}

static int link_exchange(struct link *link, const struct buf *head,
                         const void *body, size_t len, struct buf *answer,
                         struct error *err) {
  int fd = link_connect(link->socket);
  int rc = fd < 0 ? ERROR_IO : link_send(fd, head->data, head->len);

  if (rc == 0)
    rc = link_send(fd, body, len);
  if (rc == 0)
    rc = link_receive(fd, answer);
  if (fd >= 0)
    close(fd);
  if (rc == 0)
    return link_parse(answer, err);
  return error_set(err, ERROR_IO, "主机没有回答：%s%.0s。",
                   "The host does not answer: %.0s%s.", error_system(errno),
                   strerror(errno));
}

static int link_http_more(struct link *link, const char *method,
                          const char *path, const char *type, const char *more,
                          const void *body, size_t len, struct buf *answer,
                          struct error *err) {
  struct buf head;
  int rc;

  buf_init(&head);
  link_head(link, method, path, type, len, more, &head);
  rc = link_exchange(link, &head, body, len, answer, err);
  buf_fini(&head);
  return rc;
}

int link_http(struct link *link, const char *method, const char *path,
              const char *type, const void *body, size_t len,
              struct buf *answer, struct error *err) {
  return link_http_more(link, method, path, type, NULL, body, len, answer, err);
}

static int link_do_http(struct link *link, const struct link_do *call,
                        json_t **answer, struct error *err) {
  struct buf path, body, more, text;
  int rc;

  buf_init(&path);
  buf_init(&body);
  buf_init(&more);
  buf_init(&text);
  buf_printf(&path, "/api/v1/homes/%s/actions/%s%s", call->home, call->name,
             call->dry_run ? "?dry_run=1" : "");
  buf_byte(&path, '\0');
  if (call->key != NULL)
    buf_printf(&more, "Idempotency-Key: %s\r\n", call->key);
  if (call->happened_at != NULL)
    buf_printf(&more, "Songhe-Happened-At: %s\r\n", call->happened_at);
  buf_byte(&more, '\0');
  json_write(&body, call->input);
  rc = link_http_more(link, "POST", path.data, "application/json", more.data,
                      body.data, body.len, &text, err);
  if (rc == 0)
    *answer = json_loadb(text.data, text.len, 0, NULL);
  buf_fini(&path);
  buf_fini(&body);
  buf_fini(&more);
  buf_fini(&text);
  return rc;
}

/* Parameters travel in the query string: texts bare, the rest as JSON. `first`
 * goes before them, NULL none. */
static void link_params(const json_t *input, const char *name,
                        const char *first, struct buf *path) {
  const char *key;
  json_t *value;
  char sign = '?';

  if (first != NULL) {
    buf_printf(path, "?%s=", name);
    link_encode(path, first);
    sign = '&';
  }
  json_object_foreach((json_t *)(uintptr_t)input, key, value) {
    struct buf text;
    buf_init(&text);
    if (json_is_string(value))
      buf_text(&text, json_string_value(value));
    else
      json_write(&text, value);
    buf_byte(&text, '\0');
    buf_byte(path, sign);
    link_encode(path, key);
    buf_byte(path, '=');
    link_encode(path, text.data != NULL ? text.data : "");
    buf_fini(&text);
    sign = '&';
  }
}

static int link_ask_http(struct link *link, const char *home, const char *name,
                         const json_t *input, const char *at, struct buf *text,
                         struct error *err) {
  struct buf path;
  int rc;

  buf_init(&path);
  buf_printf(&path, "/api/v1/homes/%s/queries/%s", home, name);
  link_params(input, "at", at, &path);
  buf_byte(&path, '\0');
  rc = link_http(link, "GET", path.data, NULL, "", 0, text, err);
  buf_fini(&path);
  return rc;
}

/* --- direct ----------------------------------------------------------------
 */

static int link_check_user(struct link *link, struct error *err) {
  struct registry_account account;
  int rc;

  /* whoever can write the folder owns it: as its first administrator */
  if (link->cli->as == NULL) {
    link->as = host_administrator(link->host, err);
    return link->as != NULL ? 0 : err->code;
  }
  rc = registry_account_get(host_registry(link->host), link->cli->as, &account,
                            err);
  if (rc < 0)
    return rc;
  if (rc == 0)
    return error_set(err, ERROR_NOT_FOUND, "没有 %s 这个用户。",
                     "There is no user %s.", link->cli->as);
  registry_account_fini(&account);
  link->as = strdup(link->cli->as);
  return link->as != NULL ? 0 : ERROR_MEMORY;
}

static int link_open_here(struct link *link, struct error *err) {
  struct place place;
  struct host_options options = {.dir = link->cli->data, .executors = 1};
  int rc;

  place_find(link->cli->program, &place);
  options.plugins = place.plugins;
  options.runner = place.runner;
  options.paper = place.paper;
  rc = host_open(&options, &link->host, err);
  return rc == 0 ? link_check_user(link, err) : rc;
}

int link_open(const struct cli *cli, struct link **out, struct error *err) {
  struct link *link = calloc(1, sizeof *link);
  int fd;
  int rc = 0;

  if (link == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  link->cli = cli;
  if (snprintf(link->socket, sizeof link->socket, "%s/host.sock", cli->data) >=
      (int)sizeof link->socket)
    link->socket[0] = '\0';
  fd = link_connect(link->socket);
  if (fd >= 0)
    close(fd);
  else
    rc = link_open_here(link, err);
  if (rc != 0) {
    link_close(link);
    return rc;
  }
  *out = link;
  return 0;
}

void link_close(struct link *link) {
  if (link == NULL)
    return;
  if (link->host != NULL)
    host_close(link->host);
  free(link->as);
  free(link);
}

struct host *link_host(struct link *link) {
  return link->host;
}

static struct host_who link_who(const struct link *link) {
  return (struct host_who){
      .user = link->as, .station = "cli", .zh = link->cli->zh};
}

int link_do(struct link *link, const struct link_do *call, json_t **answer,
            struct error *err) {
  struct host_call request = {.home = call->home,
                              .name = call->name,
                              .input = call->input,
                              .key = call->key,
                              .dry_run = call->dry_run,
                              .who = link_who(link)};
  struct host_reply reply = {0};
  int rc;

  rc = cli_instant(call->happened_at, &request.happened_at, err);
  if (rc != 0)
    return rc;
  if (link->host == NULL)
    return link_do_http(link, call, answer, err);
  host_do_wait(link->host, &request, &reply);
  rc = reply.err.code;
  if (rc != 0)
    error_move(err, &reply.err);
  else
    rc = host_drain(link->host, call->home, err);
  if (rc == 0)
    *answer = host_receipt_json(&reply);
  host_reply_fini(&reply);
  return rc;
}

int link_ask(struct link *link, const char *home, const char *name,
             const json_t *input, const char *at, struct buf *text,
             struct error *err) {
  struct host_call request = {
      .home = home, .name = name, .input = input, .who = link_who(link)};
  struct host_reply reply = {0};
  int rc;

  rc = cli_instant(at, &request.at, err);
  if (rc != 0)
    return rc;
  if (link->host == NULL)
    return link_ask_http(link, home, name, input, at, text, err);
  host_ask_wait(link->host, &request, &reply);
  rc = reply.err.code;
  if (rc != 0)
    error_move(err, &reply.err);
  else
    buf_append(text, reply.text.data, reply.text.len);
  host_reply_fini(&reply);
  return rc;
}

int link_file_put(struct link *link, const char *home, const struct buf *bytes,
                  json_t **answer, struct error *err) {
  struct host_file file = {.bytes = bytes->data, .len = bytes->len};
  struct host_who who = link_who(link);
  struct buf path, text;
  int rc = storage_file_check(file.bytes, file.len, NULL, &file.type, err);

  if (rc != 0)
    return rc;
  if (link->host != NULL)
    return host_file_put(link->host, home, &who, &file, answer, err);
  buf_init(&path);
  buf_init(&text);
  buf_printf(&path, "/api/v1/homes/%s/files%c", home, 0);
  rc = link_http(link, "POST", path.data, file.type, bytes->data, bytes->len,
                 &text, err);
  if (rc == 0)
    *answer = json_loadb(text.data, text.len, 0, NULL);
  buf_fini(&path);
  buf_fini(&text);
  return rc;
}

int link_file_get(struct link *link, const char *home, const char *hash,
                  const char *query, const json_t *input, struct buf *bytes,
                  struct error *err) {
  struct host_call ask = {
      .home = home, .name = query, .input = input, .who = link_who(link)};
  const char *type;
  struct buf path;
  int rc;

  if (link->host != NULL)
    return host_file_get(link->host, &ask, hash, bytes, &type, err);
  buf_init(&path);
  buf_printf(&path, "/api/v1/homes/%s/files/", home);
  link_encode(&path, hash);
  link_params(input, "of", query, &path);
  buf_byte(&path, '\0');
  rc = link_http(link, "GET", path.data, NULL, "", 0, bytes, err);
  buf_fini(&path);
  return rc;
}
