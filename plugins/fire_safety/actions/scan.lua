-- A point is reached: its code gives the place, the call the time.
local enums = require "data.enums"
local fields = require "lib.fields"
local patrol = require "lib.patrol"
local when = require "lib.when"

return {
  zh = "到点", en = "Reach a point", permission = "fire_safety.patrol",
  input = fields.of("round", "code", "at",
    fields.text("problem", "发现的问题（会登记为隐患）", "What is wrong (becomes a hazard)", 400),
    fields.enum("group", enums.hazard_group, "问题类别", "Group of the problem"),
    { name = "photo", type = "file", image = true, zh = "照片", en = "Picture" },
    "note"),
  output = fields.of(fields.id("scan", "到点", "Scan"), fields.id("hazard", "隐患", "Hazard"),
    fields.integer("left", "还有几个点", "Points left")),
  run = function(call, home)
    local input, at = call.input, when.claimed(call)
    local round = home.get("round", input.round)
    if round.state ~= "running" then
      refuse("round", "over", "这一次巡查已经结束。", "This round is over.")
    elseif round.person ~= call.person.id then
      refuse("round", "other_person", "这是" .. round.person_name .. "的巡查，请自己开始一次。",
        "This is " .. round.person_name .. "'s round. Start your own.")
    end
    if at < round.started then
      refuse("at", "order", "到点时间早于开始巡查的时间。", "That is before the round began.")
    end
    local list, set = patrol.points(home, round.route)
    local reached, count = {}, 0
    for _, each in ipairs(home.find("scan", { round = round.id })) do
      reached[each.point], count = true, count + 1
    end
    local point = patrol.point(call, home, input.code, "code", set, reached)
    if refused() then stop() end
    local seen = { at = at, problem = input.problem, group = input.group, photo = input.photo,
      note = input.note }
    local id, hazard = patrol.reach(call, home, round.id, point, seen)
    return { scan = id, hazard = hazard, left = #list - count - 1 }
  end,
}
