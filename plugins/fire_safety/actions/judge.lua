-- Ordinary, major, or none. Any single item of the list makes it major.
local edition_on = require "lib.edition"
local fields = require "lib.fields"
local hazards = require "lib.hazards"
local when = require "lib.when"

local function check_grounds(input, edition)
  local known = {}
  for _, item in ipairs(edition.items) do known[item.key] = true end
  local grounds = input.grounds or {}
  for i, key in ipairs(grounds) do
    if not known[key] then
      refuse("grounds[" .. i - 1 .. "]", "unknown", "判定标准里没有这一条：" .. key .. "。",
        "The list has no such item: " .. key .. ".")
    end
  end
  if input.outcome == "major" and #grounds == 0 then
    refuse("grounds", "required", "重大事故隐患要写明符合哪一条。", "Say which item makes it major.")
  elseif input.outcome ~= "major" and #grounds > 0 then
    refuse("outcome", "is_major", "只要符合其中一条就是重大事故隐患。",
      "Any single item makes a hazard major.")
  end
end

return {
  zh = "判定隐患", en = "Judge a hazard", permission = "fire_safety.manage",
  records = "judge_hazard",
  input = fields.duty_of("hazard",
    { name = "grounds", type = "list", max = 20, zh = "符合重大隐患判定标准的条目",
      en = "Items of the list of major hazards", of = { type = "text", max = 40 } },
    "note"),
  output = fields.of(),
  run = function(call, home)
    local input, at = call.input, when.claimed(call)
    local hazard = hazards.of(call, home, "found")
    local edition = edition_on(call.data.majors, call.today)
    check_grounds(input, edition)
    if input.outcome == "none" and hazard.found_by == call.person.id then
      refuse("hazard", "finder", "发现的人不能自己判定为不构成隐患。",
        "The finder can't judge that it is no hazard.")
    end
    if refused() then stop() end
    local changes = { level = input.outcome, judged_at = at, grounds = input.grounds or array {},
      edition = edition.standard .. "，" .. edition.edition }
    if input.outcome == "none" then
      changes.state = "dismissed"
      hazards.move(call, home, hazard, at, changes, input.reason)
    else
      changes.state = "judged"
      hazards.move(call, home, hazard, at, changes, input.note, "plan_hazard",
        call.now + call.settings.judge_hours * 3600000)
    end
    return { facts = { hazard = hazard.id, level = input.outcome, edition = changes.edition } }
  end,
}
