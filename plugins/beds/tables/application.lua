local enums = require "data.enums"

return {
  zh = "入住申请", en = "Application", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "applied", type = "instant", required = true, zh = "申请时间", en = "Applied" },
    { name = "wanted", type = "date", required = true, zh = "希望入住", en = "Wanted from" },
    { name = "until_day", type = "date", zh = "计划离开", en = "Until" },
    { name = "purpose", type = "enum", values = enums.purpose, required = true,
      default = "long", zh = "用途", en = "Purpose" },
    { name = "kind", type = "enum", values = enums.kind, zh = "希望的类型", en = "Kind wanted" },
    { name = "class", type = "enum", values = enums.class, zh = "希望的类别",
      en = "Class wanted" },
    { name = "central", type = "boolean", required = true, default = false,
      zh = "特困集中供养", en = "Asks for central support" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "说明", en = "Note" },
    { name = "state", type = "enum", values = enums.application, required = true,
      default = "waiting", zh = "状态", en = "State" },
  },
  unique = {
    { columns = { "resident" }, where = { state = { "waiting", "reserved" } },
      zh = "这位老人已经在轮候。", en = "This resident is already waiting." },
  },
  transitions = {
    state = {
      initial = { "waiting" },
      waiting = { "reserved", "placed", "withdrawn" },
      reserved = { "waiting", "placed", "withdrawn" },
    },
  },
}
