/* The table of routes, and who may pass. */
#include <string.h>

#include "web/web_inside.h"

#define HOME "/api/v1/homes/{home}"

/* What a signed-in person needs beyond being signed in. What they may do in a
 * home is the home's to decide, at each call. */
enum api_need {
  NEED_NOTHING,       /* also while a new password is due */
  NEED_PASSWORD,      /* their own password, not the one they were given */
  NEED_ADMINISTRATOR, /* of the data folder */
};

struct api_route {
  enum http_method method;
  const char *pattern;
  enum http_policy policy;
  enum api_need need;
  api_handler *run;
  size_t body_max;
  unsigned body_types;
};

static const struct api_route api_routes[] = {
    {HTTP_METHOD_GET, "/healthz", HTTP_POLICY_PUBLIC, NEED_NOTHING, api_health,
     0, 0},
    {HTTP_METHOD_POST, "/api/v1/session", HTTP_POLICY_PUBLIC, NEED_NOTHING,
     api_sign_in, 0, 0},
    {HTTP_METHOD_GET, "/api/v1/session", HTTP_POLICY_SESSION, NEED_NOTHING,
     api_session, 0, 0},
    {HTTP_METHOD_DELETE, "/api/v1/session", HTTP_POLICY_SESSION, NEED_NOTHING,
     api_sign_out, 0, 0},
    {HTTP_METHOD_POST, "/api/v1/session/password", HTTP_POLICY_SESSION,
     NEED_NOTHING, api_password, 0, 0},
    {HTTP_METHOD_POST, "/api/v1/session/pin", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_pin, 0, 0},
    {HTTP_METHOD_POST, "/api/v1/session/second", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_second, 0, 0},
    {HTTP_METHOD_GET, "/api/v1/sessions", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_sessions, 0, 0},
    {HTTP_METHOD_DELETE, "/api/v1/sessions/{session}", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_session_end, 0, 0},
    {HTTP_METHOD_GET, "/api/v1/openapi.json", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_openapi, 0, 0},
    {HTTP_METHOD_GET, "/api/v1/accounts", HTTP_POLICY_SESSION,
     NEED_ADMINISTRATOR, api_accounts, 0, 0},
    {HTTP_METHOD_POST, "/api/v1/accounts", HTTP_POLICY_SESSION,
     NEED_ADMINISTRATOR, api_account_new, 0, 0},
    {HTTP_METHOD_GET, "/api/v1/homes", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_homes, 0, 0},
    {HTTP_METHOD_POST, "/api/v1/homes", HTTP_POLICY_SESSION, NEED_ADMINISTRATOR,
     api_home_new, 0, 0},
    {HTTP_METHOD_POST, HOME "/actions/{name}", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_action, 0, 0},
    {HTTP_METHOD_GET, HOME "/queries/{name}", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_query, 0, 0},
    {HTTP_METHOD_GET, HOME "/duties", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_duties, 0, 0},
    {HTTP_METHOD_POST, HOME "/duties/{duty}", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_record, 0, 0},
    {HTTP_METHOD_GET, HOME "/catalogue", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_catalogue, 0, 0},
    {HTTP_METHOD_POST, HOME "/imports", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_import, HTTP_BODY_MAX, HTTP_BODY_CSV | HTTP_BODY_BYTES},
    {HTTP_METHOD_POST, HOME "/imports/{import}/undo", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_import_undo, 0, 0},
    {HTTP_METHOD_POST, HOME "/files", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_file_put, HTTP_BODY_MAX, HTTP_BODY_FILE},
    {HTTP_METHOD_GET, HOME "/files/{hash}", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_file_get, 0, 0},
    {HTTP_METHOD_GET, HOME "/reports/{name}", HTTP_POLICY_SESSION,
     NEED_PASSWORD, api_report, 0, 0},
    {HTTP_METHOD_GET, HOME "/papers/{name}", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_paper, 0, 0},
    {HTTP_METHOD_GET, HOME "/events", HTTP_POLICY_SESSION, NEED_PASSWORD,
     api_events, 0, 0},
    {HTTP_METHOD_POST, HOME "/tick", HTTP_POLICY_SESSION, NEED_ADMINISTRATOR,
     api_tick, 0, 0},
};

#define API_ROUTES (sizeof api_routes / sizeof *api_routes)

size_t api_route_count(void) {
  return API_ROUTES;
}

static const struct api_route *api_route_of(
    const struct web *web, const struct http_request *request) {
  return &api_routes[request->route - web->routes];
}

/* --- who ------------------------------------------------------------------ */

static int api_hex(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* X-Songhe-As: the account's name, percent-coded. */
static int api_as(const struct http_request *request, const char *fallback,
                  char user[SESSION_USER], struct error *err) {
  struct http_text text = http_header(request, "x-songhe-as");
  size_t len = 0;

  if (text.data == NULL) {
    snprintf(user, SESSION_USER, "%s", fallback);
    if (user[0] != '\0')
      return 0;
    return error_set(err, ERROR_NOT_FOUND, "这个文件夹还没有管理员。",
                     "This folder has no administrator yet.");
  }
  for (size_t i = 0; i < text.len && len < SESSION_USER - 1; i++, len++) {
    int high = i + 2 < text.len ? api_hex(text.data[i + 1]) : -1;
    int low = i + 2 < text.len ? api_hex(text.data[i + 2]) : -1;
    user[len] = text.data[i];
    if (text.data[i] != '%')
      continue;
    if (high < 0 || low < 0 || high + low == 0)
      break;
    user[len] = (char)(high * 16 + low);
    i += 2;
  }
  user[len] = '\0';
  /* Only whole names: one that was cut short would be another's. */
  json_t *checked = json_string(user);
  bool good = checked != NULL && len > 0 && strchr(user, '%') == NULL &&
              text.len <= (size_t)3 * (SESSION_USER - 1);
  json_decref(checked);
  if (good)
    return 0;
  return error_set(err, ERROR_USAGE, "X-Songhe-As 里的用户名不对。",
                   "The name in X-Songhe-As is not well formed.");
}

/* The session of the request's cookie, or NULL. */
static struct session *api_cookie(struct web *web,
                                  const struct http_request *request) {
  struct http_text token = http_cookie(request, web_cookie(web));

  if (token.data == NULL)
    return NULL;
  return session_find(web->book, token.data, token.len, session_clock());
}

static int api_check_need(const struct api_route *route,
                          const struct session *session, struct error *err) {
  if (route->need == NEED_NOTHING)
    return 0;
  if (session->must_change)
    return error_set(err, ERROR_PERMISSION, "请先把一次性密码换成自己的密码。",
                     "Please set a password of your own first, in place of the "
                     "one-time password.");
  if (route->need == NEED_ADMINISTRATOR && !session->administrator)
    return error_set(err, ERROR_PERMISSION, "这里只有松鹤的管理员可以操作。",
                     "Only Songhe's administrator may do this.");
  return 0;
}

/* Before the body is there. The session goes along by its serial: by the time
 * the body has come, it may have ended and its slot be another's. */
int api_authorize(void *arg, struct http_request *request, struct error *err) {
  struct web *web = arg;
  struct session *session;

  if (request->local_owner)
    return 0;
  session = api_cookie(web, request);
  if (session == NULL)
    return error_set(err, ERROR_SIGN_IN, "请先登录。", "Please sign in first.");
  request->session = (void *)(uintptr_t)session->serial;
  return api_check_need(api_route_of(web, request), session, err);
}

/* A page that asks by itself says so: it keeps nobody signed in. */
static bool api_is_quiet(const struct http_request *request) {
  return http_header(request, "x-songhe-quiet").data != NULL;
}

static int api_identify(struct web *web, const struct http_request *request,
                        struct web_who *who, struct error *err) {
  int64_t now = session_clock();

  if (request->local_owner) {
    who->owner = true;
    who->administrator = true;
    snprintf(who->station, sizeof who->station, "cli");
    return api_as(request, web->owner, who->user, err);
  }
  snprintf(who->station, sizeof who->station, "web %s", request->address);
  if (request->route->policy == HTTP_POLICY_PUBLIC) {
    who->session = api_cookie(web, request);
    return 0;
  }
  who->session =
      session_by_serial(web->book, (uint64_t)(uintptr_t)request->session, now);
  if (who->session == NULL)
    return error_set(err, ERROR_SIGN_IN, "请先登录。", "Please sign in first.");
  if (!api_is_quiet(request))
    session_touch(who->session, now);
  memcpy(who->user, who->session->user, sizeof who->user);
  who->administrator = who->session->administrator;
  return 0;
}

static void api_enter(void *arg, struct http_request *request) {
  struct web *web = arg;
  struct web_who who = {0};
  struct error err;
  int rc;

  error_init(&err);
  rc = api_identify(web, request, &who, &err);
  if (rc == 0)
    rc = api_route_of(web, request)->run(web, request, &who, &err);
  if (rc != 0) {
    if (err.code == ERROR_NONE)
      err.code = (enum error_code)rc;
    web_answer_error(web, request->handle, &err);
  }
  error_fini(&err);
}

int api_open(struct web *web) {
  web->routes = calloc(API_ROUTES, sizeof *web->routes);
  if (web->routes == NULL)
    return ERROR_MEMORY;
  for (size_t i = 0; i < API_ROUTES; i++)
    web->routes[i] =
        (struct http_route){.method = api_routes[i].method,
                            .pattern = api_routes[i].pattern,
                            .policy = api_routes[i].policy,
                            .handler = api_enter,
                            .body_max = api_routes[i].body_max,
                            .body_types = api_routes[i].body_types};
  return 0;
}
