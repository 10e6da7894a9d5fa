-- One resident in one bed, from when to when. A planned stay is a reservation.
local enums = require "data.enums"

local counted = { state = { "planned", "active", "ended" } }

return {
  zh = "入住", en = "Stay", history = true,
  columns = {
    { name = "resident", type = "ref", to = "residents.resident", required = true, zh = "老人",
      en = "Resident" },
    { name = "bed", type = "ref", to = "bed", required = true, zh = "床位", en = "Bed" },
    { name = "starts", type = "instant", required = true, zh = "开始", en = "From" },
    { name = "ends", type = "instant", zh = "结束", en = "To" },
    { name = "state", type = "enum", values = enums.stay, required = true, zh = "状态",
      en = "State" },
    { name = "purpose", type = "enum", values = enums.purpose, required = true,
      default = "long", zh = "用途", en = "Purpose" },
    { name = "admitted", type = "instant", required = true, zh = "入院时间", en = "Admitted" },
    { name = "application", type = "ref", to = "application", zh = "申请", en = "Application" },
    { name = "trial", type = "enum", values = enums.trial, zh = "试住", en = "Trial" },
    { name = "trial_until", type = "date", zh = "试住到", en = "Trial until" },
    { name = "ended_by", type = "enum", values = enums.ended, zh = "结束原因", en = "Ended by" },
    { name = "note", type = "text", max = 500, personal = "resident", zh = "说明", en = "Note" },
  },
  unique = {
    { columns = { "bed" }, where = { state = { "active" } },
      zh = "这张床已经有人住。", en = "Somebody lives in this bed." },
    { columns = { "resident" }, where = { state = { "active" } },
      zh = "这位老人已经住在另一张床。", en = "This resident lives in another bed." },
  },
  no_overlap = {
    { key = "bed", from = "starts", to = "ends", where = counted,
      zh = "这张床在这段时间已经有人或已预定。请换一张床或换一个时间。",
      en = "This bed is taken or reserved in that time. Choose another bed or time." },
    { key = "resident", from = "starts", to = "ends", where = counted,
      zh = "这位老人在这段时间已经有床位或预定。请先结束或取消那一个。",
      en = "This resident has a bed or reservation in that time. End or cancel that one first." },
  },
  transitions = {
    state = {
      initial = { "planned", "active" },
      planned = { "active", "cancelled" },
      active = { "ended" },
    },
  },
  share = { "resident", "bed", "starts", "ends", "state", "purpose", "admitted" },
}
