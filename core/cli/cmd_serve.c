/* serve: the host, until it is told to stop. */
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/log.h"
#include "cli/cli.h"
#include "cli/place.h"
#include "web/http.h"
#include "web/web.h"
#ifdef SONGHE_DESK
#include "desk/assets.h"
#endif

#define SERVE_PORT 7300

static void serve_ready(void *context, const char *url,
                        const char *fingerprint) {
  const struct cli *cli = context;

  if (cli->json && fingerprint != NULL)
    printf("{\"url\":\"%s\",\"fingerprint\":\"%s\"}\n", url, fingerprint);
  else if (cli->json)
    printf("{\"url\":\"%s\"}\n", url);
  else
    printf(cli->zh ? "松鹤已启动：%s\n" : "Songhe is running: %s\n", url);
  if (!cli->json && fingerprint != NULL)
    printf(cli->zh ? "证书的 SHA-256 指纹，请在每台电脑上核对：\n%s\n"
                   : "SHA-256 fingerprint of the certificate, to be compared "
                     "at each station:\n%s\n",
           fingerprint);
  fflush(stdout);
}

static void serve_say_virtual(const struct cli *cli, struct host *host) {
  char now[32];

  if (!host_clock(host)->is_virtual)
    return;
  calendar_format_instant(clock_now(host_clock(host)), 0, now);
  fprintf(stderr,
          cli->zh
              ? "注意：这是虚拟时钟的文件夹，时间停在 %s，不能用于真实照护。\n"
              : "ATTENTION: this folder has a virtual clock, standing at "
                "%s. Not for real care.\n",
          now);
}

/* The desk's files as the server wants them. Owned by the caller. */
static int serve_assets(struct web_options *web, struct http_asset **assets,
                        struct error *err) {
  *assets = NULL;
#ifdef SONGHE_DESK
  *assets = calloc(desk_asset_count, sizeof **assets);
  if (*assets == NULL)
    return error_set(err, ERROR_MEMORY, "内存不足。", "Out of memory.");
  for (size_t i = 0; i < desk_asset_count; i++)
    (*assets)[i] = (struct http_asset){.path = desk_assets[i].path,
                                       .type = desk_assets[i].type,
                                       .bytes = desk_assets[i].bytes,
                                       .len = desk_assets[i].len,
                                       .gzip = desk_assets[i].gzip,
                                       .gzip_len = desk_assets[i].gzip_len,
                                       .etag = desk_assets[i].etag,
                                       .immutable = desk_assets[i].immutable};
  web->assets = *assets;
  web->asset_count = desk_asset_count;
#else
  (void)web;
  (void)err;
#endif
  return 0;
}

static int serve_run(struct cli *cli, struct host *host,
                     struct web_options *web, struct error *err) {
  struct http_asset *assets;
  int rc = serve_assets(web, &assets, err);

  serve_say_virtual(cli, host);
  if (rc == 0)
    rc = web_serve(host, web, err);
  free(assets);
  return rc;
}

/* Whether the options of the local network fit together. */
static int serve_check_lan(const struct web_lan *lan, struct error *err) {
  if (lan->allow == NULL &&
      (lan->name != NULL || lan->cert != NULL || lan->key != NULL))
    return error_set(err, ERROR_USAGE,
                     "--name、--cert、--key 只在向局域网开放时有用，"
                     "要同时给出 --allow。",
                     "--name, --cert and --key serve only when Songhe is open "
                     "to the local network: give --allow too.");
  if ((lan->cert == NULL) != (lan->key == NULL))
    return error_set(err, ERROR_USAGE, "--cert 和 --key 要一起给出。",
                     "--cert and --key go together.");
  return 0;
}

/* `idle` may be NULL. */
static int serve_numbers(struct web_options *web, const char *port,
                         const char *idle, struct error *err) {
  char *end = NULL;
  long minutes;

  web->port = port == NULL ? SERVE_PORT : (int)strtol(port, &end, 10);
  if (web->port < 0 || web->port > 65535 || (end != NULL && *end != '\0'))
    return error_set(err, ERROR_USAGE, "端口要在 0 到 65535 之间。",
                     "A port is a number from 0 to 65535.");
  if (idle == NULL)
    return 0;
  minutes = strtol(idle, &end, 10);
  if (minutes < 1 || minutes > 720 || *end != '\0')
    return error_set(err, ERROR_USAGE,
                     "--idle 是无操作多少分钟后退出登录，1 到 720。",
                     "--idle is minutes without a request until sign-out, "
                     "1 to 720.");
  web->idle_ms = (int64_t)minutes * 60 * 1000;
  return 0;
}

int cli_serve(struct cli *cli, struct error *err) {
  const char *port = NULL;
  const char *address = "127.0.0.1";
  const char *idle = NULL;
  bool safe_mode = false;
  struct web_lan lan = {.own = NULL};
  const struct cli_option options[] = {
      {"--port", &port, NULL},     {"--address", &address, NULL},
      {"--idle", &idle, NULL},     {"--allow", &lan.allow, NULL},
      {"--name", &lan.name, NULL}, {"--cert", &lan.cert, NULL},
      {"--key", &lan.key, NULL},   {"--safe-mode", NULL, &safe_mode},
      {NULL, NULL, NULL}};
  struct host_options folder = {.dir = cli->data, .stays = true};
  struct web_options web = {.ready = serve_ready, .context = cli};
  struct host *host = NULL;
  struct place place;
  char socket[PLACE_MAX];
  char own[PLACE_MAX];
  int rc = cli_options(cli, options, 0, 0, err);

  if (rc == 0)
    rc = serve_check_lan(&lan, err);
  if (rc == 0)
    rc = serve_numbers(&web, port, idle, err);
  if (rc != 0)
    return rc;
  log_set_level(LOG_INFO);
  web.address = address;
  if (snprintf(socket, sizeof socket, "%s/host.sock", cli->data) >=
          (int)sizeof socket ||
      snprintf(own, sizeof own, "%s/tls.pem", cli->data) >= (int)sizeof own)
    return error_set(err, ERROR_USAGE, "路径太长。", "The path is too long.");
  place_find(cli->program, &place);
  folder.plugins = place.plugins;
  folder.runner = place.runner;
  folder.paper = place.paper;
  folder.safe_mode = safe_mode;
  lan.own = own;
  web.lan = lan.allow != NULL ? &lan : NULL;
  web.socket = socket;
  web.paper = place.paper;
  rc = host_open(&folder, &host, err);
  if (rc == 0)
    host_warm(host);
  if (rc == 0)
    rc = serve_run(cli, host, &web, err);
  if (host != NULL) {
    host_say_closing(host);
    host_close(host);
  }
  return rc;
}
