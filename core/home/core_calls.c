#include "home/core_calls.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define ALL                                                                    \
  "[\"administrator\",\"manager\",\"admissions\",\"nurse\",\"caregiver\","     \
  "\"doctor\",\"pharmacist\",\"social_worker\",\"safety_officer\","            \
  "\"inspector\"]"
#define LEAD "[\"administrator\",\"manager\"]"

/* What both lists of duties show. */
#define OBLIGATION_LIST                                                        \
  "\"columns\":[\"due\",\"state\",\"kind_name\",\"subject\","                  \
  "\"outcome_name\",\"person\",\"recorded_at\",\"standard\"],"                 \
  "\"record\":\"duty\"},"

static const char head[] =
    "{\"id\":\"core\",\"version\":\"" SONGHE_VERSION "\",\"host\":1,"
    "\"zh\":\"松鹤\",\"en\":\"Songhe\",\"permissions\":{"
    "\"core.see\":{\"roles\":" ALL ",\"zh\":\"查看\",\"en\":\"Look\"},"
    "\"core.record\":{\"roles\":" ALL
    ",\"zh\":\"记录任务\",\"en\":\"Record duties\"},"
    "\"core.obligations\":{\"roles\":[\"administrator\",\"manager\","
    "\"nurse\",\"inspector\"],\"zh\":\"查看全部事项\","
    "\"en\":\"See all duties\"},"
    "\"core.access_log\":{\"roles\":[\"administrator\",\"manager\","
    "\"inspector\"],\"zh\":\"看谁看过老人的记录\","
    "\"en\":\"See who read residents' records\"},"
    "\"core.paper\":{\"roles\":[\"manager\",\"nurse\",\"caregiver\","
    "\"doctor\",\"pharmacist\",\"inspector\"],"
    "\"zh\":\"打开纸质单\",\"en\":\"Open paper sheets\"},"
    "\"core.import\":{\"roles\":[\"administrator\",\"manager\","
    "\"admissions\"],\"zh\":\"导入\",\"en\":\"Import\"},"
    "\"core.people\":{\"roles\":" LEAD
    ",\"zh\":\"管理人员\",\"en\":\"Manage people\"},"
    "\"core.settings\":{\"roles\":" LEAD
    ",\"zh\":\"设置\",\"en\":\"Settings\"},"
    "\"core.oversee\":{\"roles\":" LEAD
    ",\"zh\":\"运行情况\",\"en\":\"How it runs\"},"
    "\"core.administer\":{\"roles\":[\"administrator\"],"
    "\"zh\":\"系统管理\",\"en\":\"Administer\"}},"
    "\"actions\":{},\"queries\":{},\"pages\":{"
    "\"calendar\":{\"kind\":\"calendar\",\"zh\":\"事项日历\","
    "\"en\":\"Obligations calendar\",\"menu\":\"today\",\"order\":20,"
    "\"icon\":\"clock\",\"query\":\"obligation_days\",\"period\":{"
    "\"from\":\"from\",\"to\":\"to\",\"units\":[\"month\",\"year\"]},"
    "\"filters\":[\"kind\",\"subject\",\"person\",\"state\"],"
    "\"record\":\"of_day\"},"
    "\"of_day\":{\"kind\":\"list\",\"zh\":\"当天事项\","
    "\"en\":\"Obligations of a day\",\"menu\":\"none\","
    "\"query\":\"obligations\",\"subject\":\"day\",\"key\":\"duty\","
    "\"filters\":[\"day\",\"kind\",\"subject\",\"person\",\"state\"]"
    "," OBLIGATION_LIST
    "\"of_period\":{\"kind\":\"list\",\"zh\":\"一段时间的事项\","
    "\"en\":\"Obligations of a period\",\"menu\":\"none\","
    "\"query\":\"obligations\",\"key\":\"duty\","
    "\"filters\":[\"from\",\"to\",\"kind\",\"subject\",\"person\","
    "\"state\"]," OBLIGATION_LIST
    "\"figures\":{\"kind\":\"list\",\"zh\":\"事项小结\","
    "\"en\":\"Obligations in figures\",\"menu\":\"reports\","
    "\"query\":\"obligation_counts\",\"key\":\"kind\","
    "\"filters\":[\"from\",\"to\",\"kind\"],"
    "\"columns\":[\"kind_name\",\"asked\",\"done\",\"late\","
    "\"undone\",\"missed\",\"open\",\"held\",\"standard\"]},"
    "\"access\":{\"kind\":\"list\",\"zh\":\"谁看过记录\","
    "\"en\":\"Who read records\",\"menu\":\"more\",\"order\":90,"
    "\"icon\":\"search\",\"query\":\"access_log\",\"refresh\":[],"
    "\"filters\":[\"resident\",\"person\",\"from\",\"to\",\"state\"],"
    "\"columns\":[\"at\",\"person\",\"role\",\"station\",\"call_name\","
    "\"resident_name\",\"rows\",\"count\",\"state\"]},"
    "\"duty\":{\"kind\":\"record\",\"zh\":\"一项事项\","
    "\"en\":\"One duty\",\"query\":\"obligation\",\"key\":\"duty\","
    "\"title\":\"kind_name\",\"notes\":[\"subject\",\"due\",\"state\"],"
    "\"sections\":["
    "{\"zh\":\"依据\",\"en\":\"Asked for by\","
    "\"columns\":[\"standard\",\"due\",\"state\",\"duty\"]},"
    "{\"zh\":\"经过\",\"en\":\"History\",\"list\":\"history\"},"
    "{\"zh\":\"记录内容\",\"en\":\"What was recorded\","
    "\"list\":\"facts\"}]}}}";

static const struct core_entry *const tables[] = {
    core_calls_duties,      core_calls_people, core_calls_plugins,
    core_calls_home,        core_calls_import, core_calls_report,
    core_calls_obligations, core_calls_access, core_calls_files,
    core_calls_paper};

#define TABLES (sizeof tables / sizeof *tables)

json_t *core_declaration(void) {
  json_t *declaration = json_loads(head, 0, NULL);

  for (size_t i = 0; i < TABLES; i++)
    for (const struct core_entry *entry = tables[i]; entry->name != NULL;
         entry++) {
      json_error_t why;
      json_t *call =
          json_loads(entry->declaration, JSON_REJECT_DUPLICATES, &why);
      /* A fault in our own text: nothing can run, and tests meet it first. */
      if (call == NULL) {
        log_line(LOG_ERROR, "core", "%s: %s at %d", entry->name, why.text,
                 why.position);
        abort();
      }
      json_object_set_new(json_object_get(declaration, entry->is_action
                                                           ? "actions"
                                                           : "queries"),
                          entry->name, call);
    }
  return declaration;
}

core_call *core_call_find(const char *name, bool is_action) {
  for (size_t i = 0; i < TABLES; i++)
    for (const struct core_entry *entry = tables[i]; entry->name != NULL;
         entry++)
      if (entry->is_action == is_action && strcmp(entry->name, name) == 0)
        return entry->run;
  return NULL;
}
