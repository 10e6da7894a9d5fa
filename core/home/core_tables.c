#include "home/core_tables.h"

#include "home/work.h"

/* clang-format off */
#define NAME(zh, en) "\"zh\":\"" zh "\",\"en\":\"" en "\""
#define TABLE(name, zh, en) "\"" name "\":{" NAME(zh, en) ",\"columns\":["
#define COLUMN(name, type, rest, zh, en)                                       \
  "{\"name\":\"" name "\",\"type\":\"" type "\"," rest NAME(zh, en) "}"
#define UNIQUE(columns) "],\"unique\":[{\"columns\":[" columns "]}]}"
#define END "]}"
#define MUST "\"required\":true,"
#define MAX(n) "\"max\":" #n ","

static const char text[] = "{"
    TABLE("person", "人员", "Person")
    COLUMN("user", "text", MUST "\"unique\":true," MAX(64), "登录名", "User") ","
    COLUMN("name", "text", MUST MAX(64) "\"personal\":\"self\",", "姓名",
           "Name") ","
    COLUMN("active", "boolean", "\"default\":true,", "在岗", "Active")
    END ","
    TABLE("grant", "角色授予", "Grant")
    COLUMN("person", "ref", MUST "\"to\":\"person\",", "人员", "Person") ","
    COLUMN("role", "text", MUST MAX(40), "角色", "Role")
    UNIQUE("\"person\",\"role\"") ","
    TABLE("setting", "设置", "Setting")
    COLUMN("plugin", "text", MUST MAX(40), "插件", "Plugin") ","
    COLUMN("name", "text", MUST MAX(64), "名称", "Name") ","
    COLUMN("value", "json", "", "值", "Value")
    UNIQUE("\"plugin\",\"name\"") ","
    TABLE("plugin", "插件状态", "Plugin")
    COLUMN("plugin", "text", MUST "\"unique\":true," MAX(40), "插件",
           "Plugin") ","
    COLUMN("enabled", "boolean", "\"default\":true,", "启用", "Enabled") ","
    COLUMN("quarantined", "boolean", "\"default\":false,", "隔离",
           "Quarantined") ","
    COLUMN("reason", "text", MAX(500), "原因", "Reason") ","
    COLUMN("reason_en", "text", MAX(500), "原因（英文）", "Reason, English") ","
    COLUMN("strikes", "integer", "\"default\":0,", "出错次数", "Strikes")
    END ","
    TABLE("effect", "外部动作", "Effect")
    COLUMN("plugin", "text", MUST MAX(40), "插件", "Plugin") ","
    COLUMN("kind", "text", MUST MAX(40), "种类", "Kind") ","
    COLUMN("key", "text", MUST MAX(200), "标识", "Key") ","
    COLUMN("payload", "json", "", "内容", "Payload") ","
    COLUMN("done_at", "instant", "", "完成时间", "Done at") ","
    COLUMN("failed", "boolean", "\"default\":false,", "失败", "Failed") ","
    COLUMN("error", "text", MAX(500), "原因", "Error")
    UNIQUE("\"plugin\",\"kind\",\"key\"") ","
    TABLE("import", "导入", "Import")
    COLUMN("kind", "text", MUST MAX(80), "种类", "Kind") ","
    COLUMN("rows", "integer", MUST, "行数", "Rows") ","
    COLUMN("accepted", "integer", MUST, "接受", "Accepted") ","
    COLUMN("rejected", "integer", MUST, "拒绝", "Rejected") ","
    COLUMN("commands", "json", MUST, "命令", "Commands") ","
    COLUMN("at", "instant", MUST, "时间", "At") ","
    COLUMN("left_out", "json", "", "未能带入的内容", "Not carried over") ","
    COLUMN("undone", "boolean", "\"default\":false,", "已撤销", "Undone") ","
    COLUMN("person", "ref", "\"to\":\"person\",\"index\":false,", "导入人",
           "Imported by") ","
    COLUMN("undone_by", "ref", "\"to\":\"person\",\"index\":false,",
           "撤销人", "Undone by") ","
    COLUMN("undone_at", "instant", "", "撤销时间", "Undone at")
    END
    "}";
/* clang-format on */

json_t *core_tables(void) {
  json_t *tables = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
  json_t *duties = duties_tables();

  json_object_update(tables, duties);
  json_decref(duties);
  return tables;
}
