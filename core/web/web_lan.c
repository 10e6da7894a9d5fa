/* The local network: who may come in, under which name, by which certificate.
 */
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "web/tls.h"
#include "web/web_inside.h"

#define LAN_WARN_DAYS 60 /* before a certificate ends */

/* A host name in lower case, as a browser sends it. */
static bool lan_name_is_good(const char *name) {
  size_t len = strlen(name);

  return len > 0 && len < WEB_NAME &&
         strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") == len &&
         name[0] != '-' && name[0] != '.' && name[len - 1] != '-' &&
         name[len - 1] != '.';
}

static int lan_name(struct web *web, const struct web_lan *lan,
                    struct error *err) {
  char own[HOST_NAME_MAX + 1] = "";

  if (lan->name == NULL && gethostname(own, sizeof own - 1) != 0)
    own[0] = '\0';
  snprintf(web->name, sizeof web->name, "%s",
           lan->name != NULL ? lan->name : own);
  for (char *at = web->name; *at != '\0'; at++)
    if (*at >= 'A' && *at <= 'Z')
      *at = (char)(*at - 'A' + 'a');
  if (lan_name_is_good(web->name))
    return 0;
  return error_set(err, ERROR_USAGE,
                   "电脑名“%s”不能用作网址。请用 --name 给一个，"
                   "只用字母、数字、点和连字符，如 songhe.lan。",
                   "The computer's name \"%s\" can't stand in a web address. "
                   "Give one by --name, of letters, digits, dots and hyphens, "
                   "such as songhe.lan.",
                   web->name);
}

static int lan_certificate(struct web *web, const struct web_lan *lan,
                           struct error *err) {
  bool made = false;
  int rc;

  if (lan->cert != NULL)
    return tls_server_new(&web->tls, lan->cert, lan->key, err);
  rc = tls_cert_ensure(lan->own, web->options->address, web->name, &made, err);
  if (rc == 0)
    rc = tls_server_new(&web->tls, lan->own, lan->own, err);
  if (rc == 0 && made)
    log_line(LOG_WARN, "web",
             "a certificate was made for %s and %s: compare its fingerprint "
             "at each station",
             web->options->address, web->name);
  return rc;
}

int web_lan_open(struct web *web, struct error *err) {
  const struct web_lan *lan = web->options->lan;
  int days, rc;

  if (lan == NULL)
    return 0;
  rc = http_allow_read(&web->allow, lan->allow, err);
  if (rc == 0)
    rc = lan_name(web, lan, err);
  if (rc == 0)
    rc = lan_certificate(web, lan, err);
  if (rc != 0)
    return rc;
  days = tls_server_days(web->tls);
  if (days < LAN_WARN_DAYS)
    log_line(LOG_WARN, "web",
             days < 0 ? "the certificate ended %d days ago: stations will not "
                        "connect"
                      : "the certificate ends in %d days",
             days < 0 ? -days : days);
  return 0;
}
