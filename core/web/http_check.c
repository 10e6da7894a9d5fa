/* Is this request our own page's, or somebody else's in the same browser?
 * Answers DNS rebinding (Host), and requests forged by other sites
 * (Sec-Fetch-Site, Origin, a header that no form can send). */
#include <string.h>
#include <strings.h>

#include "web/http_inside.h"

static bool text_is(struct http_text text, const char *want) {
  return text.data != NULL && text.len == strlen(want) &&
         memcmp(text.data, want, text.len) == 0;
}

bool http_host_known(const struct http_server *server, struct http_text host) {
  for (unsigned i = 0; i < server->host_count; i++)
    if (text_is(host, server->hosts[i]))
      return true;
  return false;
}

/* The scheme that is spoken here and the Host that this very request named. */
static bool origin_ours(const struct http_request *request,
                        struct http_text origin) {
  struct http_text host = http_head_find(request->head, "host");
  const char *scheme =
      request->handle.server->config.tls != NULL ? "https://" : "http://";
  size_t len = strlen(scheme);
  return host.data != NULL && origin.len == host.len + len &&
         memcmp(origin.data, scheme, len) == 0 &&
         memcmp(origin.data + len, host.data, host.len) == 0;
}

static int refuse_foreign(struct error *err) {
  error_set(err, ERROR_PERMISSION,
            "这个请求来自别的网页,已拒绝。请在松鹤自己的页面里操作。",
            "This request came from another web page and was refused. Please "
            "work in Songhe's own page.");
  return 403;
}

static bool is_safe(enum http_method method) {
  return method == HTTP_METHOD_GET || method == HTTP_METHOD_HEAD ||
         method == HTTP_METHOD_OPTIONS;
}

/* A browser names the site; without that, its Origin must be ours; without
 * either it is no browser of today, and must not carry a browser's cookie. */
static int check_unsafe(const struct http_request *request, struct error *err) {
  struct http_text site = http_head_find(request->head, "sec-fetch-site");
  struct http_text origin = http_head_find(request->head, "origin");
  struct http_text cookie = http_head_find(request->head, "cookie");
  struct http_text mark = http_head_find(request->head, "x-songhe");
  if (site.data != NULL && !text_is(site, "same-origin"))
    return refuse_foreign(err);
  if (origin.data != NULL && !origin_ours(request, origin))
    return refuse_foreign(err);
  if (site.data == NULL && origin.data == NULL && cookie.data != NULL)
    return refuse_foreign(err);
  if (!text_is(mark, "1")) {
    error_set(err, ERROR_PERMISSION, "请求缺少标记 X-Songhe: 1,已拒绝。",
              "The request lacks the header X-Songhe: 1 and was refused.");
    return 403;
  }
  return 0;
}

int http_check_browser(const struct http_request *request,
                       enum http_method method, struct error *err) {
  if (request->local_owner)
    return 0;
  if (!is_safe(method))
    return check_unsafe(request, err);
  struct http_text site = http_head_find(request->head, "sec-fetch-site");
  if (site.data == NULL || text_is(site, "same-origin") ||
      text_is(site, "none"))
    return 0;
  return refuse_foreign(err);
}

/* The type before any ';'; what follows may only say that it is UTF-8. */
static enum http_body_type body_type(struct http_text type) {
  static const struct {
    const char *name;
    enum http_body_type type;
  } types[] = {
      {"application/json", HTTP_BODY_JSON},
      {"text/csv", HTTP_BODY_CSV},
      {"application/octet-stream", HTTP_BODY_BYTES},
      {"image/jpeg", HTTP_BODY_FILE},
      {"image/png", HTTP_BODY_FILE},
      {"image/webp", HTTP_BODY_FILE},
      {"application/pdf", HTTP_BODY_FILE},
  };
  for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
    size_t len = strlen(types[i].name);
    if (type.len < len || strncasecmp(type.data, types[i].name, len) != 0)
      continue;
    const char *rest = type.data + len;
    size_t left = type.len - len;
    while (left > 0 && (*rest == ' ' || *rest == ';')) {
      rest++;
      left--;
    }
    if (left == 0 || (left == 13 && rest > type.data + len &&
                      strncasecmp(rest, "charset=utf-8", 13) == 0))
      return types[i].type;
  }
  return 0;
}

int http_check_type(struct http_request *request, bool has_body,
                    enum http_method method, struct error *err) {
  bool needs = method == HTTP_METHOD_POST || method == HTTP_METHOD_PUT ||
               method == HTTP_METHOD_PATCH || has_body;
  unsigned takes = request->route->body_types;
  struct http_text type = http_head_find(request->head, "content-type");
  request->body_type = type.data == NULL ? 0 : body_type(type);
  if (!needs || (request->body_type & (takes == 0 ? HTTP_BODY_JSON : takes)))
    return 0;
  if (takes == HTTP_BODY_FILE)
    error_set(err, ERROR_USAGE,
              "这里只接受照片（JPEG、PNG、WebP）和 PDF 文件。",
              "Only pictures (JPEG, PNG, WebP) and PDF files are taken here.");
  error_set(err, ERROR_USAGE,
            "这里不接受这种内容类型。一般应为 application/json。",
            "This kind of content is not taken here. It is usually "
            "application/json.");
  return 415;
}
