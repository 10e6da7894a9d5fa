/* The table of routes, and the path and query of a request. */
#include <string.h>

#include "base/utf8.h"
#include "web/http_inside.h"

/* Whether a pattern is "/" or "/segment/{name}/{rest*}", all closed. */
static bool pattern_ok(const char *pattern) {
  unsigned params = 0;
  if (pattern == NULL || pattern[0] != '/')
    return false;
  for (const char *at = pattern + 1; *at != 0; at++) {
    if (*at == '}')
      return false;
    if (*at != '{')
      continue;
    size_t len = strcspn(at, "}");
    const char *end = at + len;
    if (at[-1] != '/' && at[-1] != '.')
      return false;
    if (*end == 0 || len < 2 || ++params > HTTP_PARAMS_MAX)
      return false;
    if (end[-1] == '*' ? end[1] != 0 || len < 3
                       : end[1] != 0 && end[1] != '/' && end[1] != '.')
      return false;
    at = end;
  }
  return true;
}

int http_routes_check(const struct http_config *config, struct error *err) {
  for (size_t i = 0; i < config->route_count; i++) {
    const struct http_route *route = &config->routes[i];
    const char *name = route->pattern == NULL ? "?" : route->pattern;
    if (!pattern_ok(route->pattern) || route->handler == NULL ||
        route->method == HTTP_METHOD_NONE || route->method == HTTP_METHOD_HEAD)
      return error_set(err, ERROR_USAGE, "路由 %s 写得不完整,不能启动。",
                       "Route %s is not complete; the host does not start.",
                       name);
    if (route->policy == HTTP_POLICY_MISSING)
      return error_set(err, ERROR_USAGE,
                       "路由 %s 没有说明谁可以使用,不能启动。",
                       "Route %s does not say who may use it; the host does "
                       "not start.",
                       name);
    if (route->policy == HTTP_POLICY_SESSION && config->authorize == NULL)
      return error_set(err, ERROR_USAGE,
                       "路由 %s 需要登录,但没有登录检查,不能启动。",
                       "Route %s needs a sign-in but nothing checks it; the "
                       "host does not start.",
                       name);
    if (route->body_max > HTTP_BODY_MAX)
      return error_set(err, ERROR_USAGE, "路由 %s 的内容上限超过 8 MB。",
                       "Route %s asks for bodies of more than 8 MB.", name);
  }
  return 0;
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return -1;
}

/* Where decoded text goes. */
struct writer {
  char *at;
  size_t room;
};

/* Percent-decodes to a NUL-terminated text; NULL when it is not one. A path
 * keeps '+'; in it a decoded slash or control would fool what reads it next. */
static const char *decode(struct writer *out, const char *text, size_t len,
                          bool path) {
  char *start = out->at;
  if (out->room <= len)
    return NULL;
  for (size_t i = 0; i < len; i++) {
    int c = (unsigned char)text[i];
    if (c == '%') {
      int high = len - i > 2 ? hex_digit(text[i + 1]) : -1;
      int low = len - i > 2 ? hex_digit(text[i + 2]) : -1;
      c = high < 0 || low < 0 ? 0 : high * 16 + low;
      i += 2;
      if (c == 0 || (path && (c == '/' || c < 0x20 || c == 0x7f)))
        return NULL;
    } else if (c == '+' && !path) {
      c = ' ';
    }
    *out->at++ = (char)c;
  }
  size_t made = (size_t)(out->at - start);
  *out->at++ = 0;
  out->room -= made + 1;
  return utf8_valid(start, made) ? start : NULL;
}

/* "." and ".." never name a resource of ours. */
static bool has_dots(const char *path) {
  for (const char *at = path; (at = strchr(at, '/')) != NULL;) {
    at++;
    size_t len = strcspn(at, "/");
    if ((len == 1 && at[0] == '.') ||
        (len == 2 && at[0] == '.' && at[1] == '.'))
      return true;
  }
  return false;
}

static int decode_query(struct http_request *request, struct writer *out,
                        const char *query, size_t len) {
  const char *stop = query + len;
  while (query < stop) {
    const char *amp = memchr(query, '&', (size_t)(stop - query));
    const char *end = amp == NULL ? stop : amp;
    const char *equal = memchr(query, '=', (size_t)(end - query));
    const char *name_end = equal == NULL ? end : equal;
    const char *value = equal == NULL ? end : equal + 1;
    if (end > query) {
      if (request->query_count == HTTP_QUERY_MAX)
        return ERROR_INPUT;
      struct http_pair *pair = &request->query[request->query_count++];
      pair->name = decode(out, query, (size_t)(name_end - query), false);
      pair->value = decode(out, value, (size_t)(end - value), false);
      if (pair->name == NULL || pair->value == NULL)
        return ERROR_INPUT;
    }
    query = end + 1;
  }
  return 0;
}

int http_target_decode(struct http_request *request, const char *target,
                       size_t len, char *text, size_t room) {
  struct writer out = {text, room};
  const char *mark = memchr(target, '?', len);
  size_t path_len = mark == NULL ? len : (size_t)(mark - target);
  request->query_count = 0;
  request->path = decode(&out, target, path_len, true);
  if (request->path == NULL || has_dots(request->path))
    return ERROR_INPUT;
  if (mark == NULL)
    return 0;
  return decode_query(request, &out, mark + 1, len - path_len - 1);
}

/* A parameter's name (from the pattern) and value (of the path), copied. */
static bool add_param(struct http_request *request, struct writer *out,
                      const char *name, size_t name_len, const char *value,
                      size_t value_len) {
  if (out->room < name_len + value_len + 2)
    return false;
  struct http_pair *pair = &request->params[request->param_count++];
  pair->name = out->at;
  memcpy(out->at, name, name_len);
  out->at[name_len] = 0;
  out->at += name_len + 1;
  pair->value = out->at;
  memcpy(out->at, value, value_len);
  out->at[value_len] = 0;
  out->at += value_len + 1;
  out->room -= name_len + value_len + 2;
  return true;
}

/* Params are cut at the slash or at the pattern's next byte, so that
 * "{plugin}.{action}" splits at the first dot. */
static bool match(const char *pattern, const char *path,
                  struct http_request *request, struct writer out) {
  request->param_count = 0;
  while (*pattern != 0) {
    if (*pattern != '{') {
      if (*pattern++ != *path++)
        return false;
      continue;
    }
    const char *end = strchr(pattern, '}');
    bool tail = end[-1] == '*';
    const char stop[] = {'/', end[1], 0};
    size_t len = tail ? strlen(path) : strcspn(path, stop);
    size_t name_len = (size_t)(end - pattern - 1) - (tail ? 1 : 0);
    if ((len == 0 && !tail) ||
        !add_param(request, &out, pattern + 1, name_len, path, len))
      return false;
    path += len;
    pattern = end + 1;
  }
  return *path == 0;
}

const struct http_route *http_route_find(const struct http_config *config,
                                         struct http_request *request,
                                         char *text, size_t room,
                                         unsigned *allowed) {
  *allowed = 0;
  for (size_t i = 0; i < config->route_count; i++) {
    const struct http_route *route = &config->routes[i];
    struct writer out = {text, room};
    if (!match(route->pattern, request->path, request, out))
      continue;
    if (route->method == request->method)
      return route;
    *allowed |= 1U << route->method;
  }
  request->param_count = 0;
  return NULL;
}

static const char *find_pair(const struct http_pair *pairs, size_t count,
                             const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(pairs[i].name, name) == 0)
      return pairs[i].value;
  return NULL;
}

const char *http_param(const struct http_request *request, const char *name) {
  return find_pair(request->params, request->param_count, name);
}

const char *http_query(const struct http_request *request, const char *name) {
  return find_pair(request->query, request->query_count, name);
}

struct http_text http_header(const struct http_request *request,
                             const char *name) {
  return http_head_find(request->head, name);
}

struct http_text http_cookie(const struct http_request *request,
                             const char *name) {
  struct http_text all = http_head_find(request->head, "cookie");
  size_t name_len = strlen(name);
  const char *at = all.data;
  const char *stop = all.data == NULL ? NULL : all.data + all.len;
  while (at != NULL && at < stop) {
    while (at < stop && (*at == ' ' || *at == ';'))
      at++;
    const char *semi = memchr(at, ';', (size_t)(stop - at));
    const char *end = semi == NULL ? stop : semi;
    if ((size_t)(end - at) > name_len && at[name_len] == '=' &&
        memcmp(at, name, name_len) == 0)
      return (struct http_text){at + name_len + 1,
                                (size_t)(end - at) - name_len - 1};
    at = end;
  }
  return (struct http_text){NULL, 0};
}
