-- The form for one piece of equipment.
local edition_on = require "lib.edition"
local form = require "lib.form_query"

return {
  zh = "器材检查表", en = "Equipment check", permission = "fire_safety.read",
  input = { { name = "equipment", type = "ref", to = "equipment", required = true, zh = "器材",
    en = "Equipment" } },
  columns = form.columns,
  run = function(call, home)
    local row = home.get("equipment", call.input.equipment)
    local items = edition_on(call.data.forms, call.today).equipment[row.kind]
    return form.rows(call, items, row.label .. " " .. row.place)
  end,
}
