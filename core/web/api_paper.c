/* A paper sheet that a plugin wrote, as a page of its own to be printed. */
#include <string.h>

#include "web/web_inside.h"

/* The page has its own style and nothing else: it runs nothing, loads nothing
 * and is of no origin. */
static const char paper_policy[] =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

static void paper_finish(struct web_call *call) {
  struct http_answer answer = {.status = 200,
                               .type = "text/html; charset=utf-8",
                               .policy = paper_policy};
  json_t *paper = NULL;

  if (call->reply.err.code == ERROR_NONE)
    paper = json_loadb(call->reply.text.data, call->reply.text.len, 0, NULL);
  if (paper == NULL) {
    web_answer_error(call->web, call->handle, &call->reply.err);
    return;
  }
  buf_init(&answer.body);
  buf_text(&answer.body, json_get_text(paper, "text", ""));
  json_decref(paper);
  web_answer(call->web, call->handle, &answer);
}

int api_paper(struct web *web, struct http_request *request,
              const struct web_who *who, struct error *err) {
  json_t *input = json_pack("{s:s}", "name", http_param(request, "name"));
  struct host_call call = {.home = http_param(request, "home"),
                           .name = "core.paper",
                           .input = input,
                           .who = web_host_who(request, who)};
  struct web_call more = {.handle = request->handle};
  int rc = web_ask(web, &call, &more, paper_finish, err);

  json_decref(input);
  return rc;
}
