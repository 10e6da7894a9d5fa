-- A query that gives the items of a form, for the desk's checklists.
local c = require "lib.columns"
local edition_on = require "lib.edition"
local enums = require "data.enums"

local form = {}

form.columns = c.of(c.text("id", "项目", "Item"), c.json("text", "项目", "Item"),
  c.json("hint", "提示", "Hint"), c.enum("group", enums.hazard_group, "类别", "Group"), "standard",
  "place")

function form.rows(call, items, place)
  local edition, rows = edition_on(call.data.forms, call.today), array {}
  for i, item in ipairs(items) do
    rows[i] = { id = item.key, text = { zh = item.zh, en = item.en },
      hint = item.scrap and { zh = "有问题应立即报废", en = "Wrong: scrap at once" } or nil,
      group = item.group, standard = edition.standard, place = place }
  end
  return rows
end

function form.query(name, zh, en)
  return {
    zh = zh, en = en, permission = "fire_safety.read", input = {}, columns = form.columns,
    run = function(call)
      return form.rows(call, edition_on(call.data.forms, call.today)[name])
    end,
  }
end

return form
