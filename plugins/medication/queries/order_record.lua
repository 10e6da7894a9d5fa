-- One order, for its page.
local columns = require "lib.columns"
local enums = require "data.enums"
local words = require "lib.words"

return {
  zh = "医嘱", en = "Order", permission = "medication.read",
  input = { { name = "order", type = "ref", to = "order", required = true, zh = "医嘱",
    en = "Order" } },
  columns = columns.of("order", "order_version", "resident", "resident_name", "about",
    "about_en", "drug",
    "drug_name", "drug_name_en", "dose_text", "dose_text_en", "route", "often", "often_en",
    "meal",
    "instruction", "indication", "class",
    "as_needed", "signer", "starts", "ends",
    { name = "review", type = "date", zh = "复核日期", en = "To be reviewed on" },
    "prescriber", "document",
    { name = "min_interval", type = "integer", zh = "最短间隔（分钟）",
      en = "Minimum interval (minutes)" },
    { name = "max_doses", type = "integer", zh = "24 小时最多次数",
      en = "Doses in 24 hours at most" },
    { name = "most", type = "text", zh = "24 小时最大量", en = "Amount in 24 hours at most" },
    { name = "most_en", type = "text", zh = "24 小时最大量（英文）",
      en = "Amount in 24 hours at most" },
    { name = "conditions", type = "json", zh = "给药条件", en = "Conditions" },
    { name = "ended_by", type = "enum", values = enums.ending, zh = "如何结束",
      en = "Ended by" },
    "person_name", "recorded"),
  run = function(call, home)
    local rows = home.query("order_row", { order = call.input.order })
    for _, row in ipairs(rows) do
      row.conditions = words.conditions(row.conditions)
      if row.max_amount then
        local zh, en = words.of(enums.unit, row.dose_unit)
        row.most, row.most_en = row.max_amount .. " " .. zh, row.max_amount .. " " .. en
      end
      row.dose_unit, row.max_amount = nil, nil
    end
    return rows
  end,
}
