#include <stdlib.h>
#include <string.h>

#include "home/home.h"

static char *request_text(const char *text, bool *failed) {
  char *copy;

  if (text == NULL)
    return NULL;
  copy = strdup(text);
  *failed = *failed || copy == NULL;
  return copy;
}

int request_init(struct request *request, const struct host_call *call) {
  bool failed = false;

  *request = (struct request){0};
  request->home = request_text(call->home, &failed);
  request->name = request_text(call->name, &failed);
  request->key = request_text(call->key, &failed);
  request->user = request_text(call->who.user, &failed);
  request->station = request_text(call->who.station, &failed);
  request->second = request_text(call->who.second, &failed);
  /* A copy: jansson's count of references does not order what two threads do
   * with one value. */
  request->input =
      call->input != NULL ? json_deep_copy(call->input) : json_object();
  request->second_at = call->who.second_at;
  request->happened_at = call->happened_at;
  request->at = call->at;
  request->dry_run = call->dry_run;
  request->words = call->words;
  request->zh = call->who.zh;
  if (!failed && request->input != NULL)
    return 0;
  request_fini(request);
  return ERROR_MEMORY;
}

void request_fini(struct request *request) {
  free(request->home);
  free(request->name);
  free(request->key);
  free(request->user);
  free(request->station);
  free(request->second);
  json_decref(request->input);
  *request = (struct request){0};
}

struct item *item_new(const struct host_call *call, host_done *done,
                      void *context) {
  struct item *item = calloc(1, sizeof *item);

  if (item == NULL)
    return NULL;
  if (request_init(&item->request, call) != 0) {
    free(item);
    return NULL;
  }
  item->done = done;
  item->context = context;
  error_init(&item->reply.err);
  buf_init(&item->reply.text);
  return item;
}

void item_finish(struct item *item) {
  if (item->done != NULL)
    item->done(item->context, &item->reply);
  host_reply_fini(&item->reply);
  request_fini(&item->request);
  free(item);
}

void host_reply_fini(struct host_reply *reply) {
  error_fini(&reply->err);
  json_decref(reply->result);
  reply->result = NULL;
  buf_fini(&reply->text);
}

void error_copy(struct error *to, int code, const struct error *from) {
  to->code = (enum error_code)code;
  to->zh = from->zh != NULL ? strdup(from->zh) : NULL;
  to->en = from->en != NULL ? strdup(from->en) : NULL;
  for (size_t i = 0; i < from->fault_count; i++) {
    const struct error_fault *fault = &from->faults[i];
    size_t at = to->fault_count;

    error_fault(to, fault->field, fault->code, "%s", "%s",
                fault->zh != NULL ? fault->zh : "");
    if (to->fault_count == at || fault->en == NULL)
      continue;
    free(to->faults[at].en);
    to->faults[at].en = strdup(fault->en);
  }
  to->omitted += from->omitted;
}
