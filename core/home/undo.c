/* Takes back what earlier commands did: rows by storage, duties by schedule,
 * all of it or nothing. */
#include "storage/undo.h"
#include "home/work.h"

static int undo_withdraw(void *context, int64_t schedule, struct error *err) {
  return duties_undo_withdraw(context, schedule, err);
}

static bool undo_has(const void *context, int64_t command) {
  return storage_undo_has(context, command);
}

/* What the commands published must have had its effect, or it would come
 * after they are gone. */
static int undo_check_events(struct home *home, const struct storage_undo *undo,
                             struct error *err) {
  int rc = home->bus != NULL ? bus_unheard(home->bus, undo_has, undo, err) : 0;

  if (rc == 0 && home->heard_few) /* some left while the disk was full */
    rc = BUS_BEHIND;
  if (rc == BUS_BEHIND)
    return error_set(err, ERROR_BUSY,
                     "还有插件在处理这次的内容，请过几秒再撤销。",
                     "Plugins are still taking in what was done: please undo "
                     "it in a few seconds.");
  if (rc == BUS_ASIDE)
    return error_set(err, ERROR_RULE,
                     "有插件没能处理这次的内容。请先在“插件”里重试或放弃"
                     "那条消息，再撤销。",
                     "A plugin failed on something of this: under Plugins, "
                     "retry or give up that event, then undo.");
  return rc;
}

static int undo_check(struct work *work, const struct storage_undo *undo,
                      struct error *err) {
  int rc = undo_check_events(work->home, undo, err);

  if (rc == 0)
    rc = duties_undo_check(work->home, undo, err);
  if (rc != 0 || err->fault_count == 0)
    return rc;
  err->code = ERROR_RULE;
  return error_set(err, ERROR_RULE,
                   "有 %zu 处后来又改过或已经记录，没有撤销。请逐条处理。",
                   "Changed or recorded since: %zu. Nothing was taken back; "
                   "please deal with them one by one.",
                   err->fault_count + err->omitted);
}

int undo_commands(struct work *work, const json_t *numbers, json_t **result,
                  struct error *err) {
  struct storage_undo_keep keep = {.table = "core_schedule",
                                   .subject = "schedule:",
                                   /* what has gone out has gone out */
                                   .left = "core_effect",
                                   .withdraw = undo_withdraw,
                                   .context = work->home};
  struct storage_undo *undo = NULL;
  int64_t undone = 0;
  int rc = storage_undo_plan(work->home->storage, numbers, &keep, &undo, err);

  if (rc == 0)
    rc = undo_check(work, undo, err);
  if (rc == 0)
    rc = storage_undo_run(undo, &undone, err);
  if (rc == 0)
    rc = duties_undo_settle(work->home, undo, err);
  storage_undo_free(undo);
  if (rc == 0)
    *result = json_pack("{s:I}", "undone", (json_int_t)undone);
  return rc;
}
