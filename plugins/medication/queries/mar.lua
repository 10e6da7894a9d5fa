-- The medicine sheet (给药单, MAR) of one resident: a line for each version of
-- an order, an entry for each dose.
local cells = require "lib.cells"
local columns = require "lib.columns"
local period = require "lib.period"

local function line(order)
  local standing = order.as_needed
  return { order = order.order, block = standing and "prn" or "regular",
    drug_name = order.drug_name, drug_name_en = order.drug_name_en, dose_text = order.dose_text,
    dose_text_en = order.dose_text_en, route = order.route, often_en = order.often_en,
    often = order.often, meal = order.meal ~= "any" and order.meal or nil,
    instruction = order.instruction, starts = order.starts, ends = order.ends,
    tone = order.ended_by and "plain" or "reserved", cells = array {} }
end

return {
  zh = "给药单", en = "Medicine sheet", permission = "medication.read",
  input = {
    columns.who[1],
    { name = "from", type = "date", zh = "从", en = "From" },
    { name = "to", type = "date", zh = "到（不含）", en = "To (not included)" },
    { name = "month", type = "text", max = 7, zh = "月份", en = "Month" },
  },
  columns = columns.of("order",
    { name = "block", type = "enum", zh = "类别", en = "Kind", values = {
      { value = "regular", zh = "按时用药", en = "Regular" },
      { value = "prn", zh = "必要时用药", en = "As needed" } } },
    "drug_name", "drug_name_en", "dose_text", "dose_text_en", "route", "often", "often_en",
    "meal",
    "instruction", "starts", "ends", "tone",
    { name = "cells", type = "json", zh = "给药", en = "Doses" }),
  run = function(call, home)
    local from, to = period(call.input, call.today)
    local asked = { resident = call.input.resident, from = from, to = to }
    local rows, by_order, units = array {}, {}, {}
    for i, order in ipairs(home.query("mar_orders", asked)) do
      rows[i] = line(order)
      by_order[order.order], units[order.order] = rows[i], order.dose_unit
    end
    for _, dose in ipairs(home.query("mar_doses", asked)) do
      local row = by_order[dose.order]
      dose.unit = units[dose.order]
      if row then row.cells[#row.cells + 1] = cells.of(dose) end
    end
    return rows
  end,
}
