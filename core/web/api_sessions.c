/* Where people are signed in: a list, and an end to any of them. */
#include "base/calendar.h"
#include "base/clock.h"
#include "home/host.h"
#include "web/web_inside.h"

/* One's own; the administrator of the folder has them all in view. */
static bool sessions_may(const struct web_who *who,
                         const struct session *session) {
  return who->administrator ||
         (who->session != NULL && who->session->account == session->account);
}

static json_t *sessions_entry(const struct web *web, const struct web_who *who,
                              const struct session *session) {
  int64_t wall = clock_now(host_clock(web->host));
  int64_t now = session_clock();
  char begun[32], used[32];

  calendar_format_instant(wall - (now - session->begun), 0, begun);
  calendar_format_instant(wall - (now - session->used), 0, used);
  return json_pack("{s:I, s:s, s:s, s:s, s:s, s:b}", "session",
                   (json_int_t)session->serial, "user", session->user,
                   "address", session->source, "begun", begun, "used", used,
                   "this", session == who->session);
}

int api_sessions(struct web *web, struct http_request *request,
                 const struct web_who *who, struct error *err) {
  int64_t now = session_clock();
  json_t *list = json_array();

  (void)err;
  for (const struct session *session = session_next(web->book, NULL, now);
       session != NULL; session = session_next(web->book, session, now))
    if (sessions_may(who, session))
      json_array_append_new(list, sessions_entry(web, who, session));
  web_answer_json(web, request->handle, 200, list);
  json_decref(list);
  return 0;
}

int api_session_end(struct web *web, struct http_request *request,
                    const struct web_who *who, struct error *err) {
  struct session *session = NULL;
  int64_t number;

  if (web_number(http_param(request, "session"), &number))
    session = session_by_serial(web->book, (uint64_t)number, session_clock());
  /* another's is not told from one that is over */
  if (session == NULL || !sessions_may(who, session))
    return error_set(err, ERROR_NOT_FOUND, "这个登录已经结束了。",
                     "This session has ended already.");
  session_end(web->book, session);
  web_answer(web, request->handle, &(struct http_answer){.status = 204});
  return 0;
}
