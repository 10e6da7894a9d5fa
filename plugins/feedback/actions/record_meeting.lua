-- Records that a meeting was held, who came and what came of it.
local fields = require "lib.fields"

local function needs(input, name, zh, en)
  if input[name] == nil then refuse(name, "required", zh, en) end
end

return { zh = "记录家属座谈会", en = "Record a family meeting", permission = "feedback.settle",
  records = "hold_meeting",
  input = fields.duty_of(
    fields.make("families", "integer", "到会家属", "Families", { min = 0, max = 10000 }),
    fields.make("residents", "integer", "到会老人", "Residents", { min = 0, max = 10000 }),
    fields.make("points", "text", "提了什么", "What was raised", { max = 4000 }),
    fields.make("decisions", "text", "定了什么", "What was decided", { max = 4000 })),
  run = function(call, home)
    local input = call.input
    if input.outcome ~= "held" then return {} end
    needs(input, "families", "请填到会家属人数。", "Say how many families came.")
    needs(input, "decisions", "请写定了什么。", "Write what was decided.")
    if refused() then stop() end
    home.update("meeting", math.tointeger(call.duty.subject:match("^meeting:(%d+)$")),
      { held = input.at or call.happened_at, families = input.families,
        residents = input.residents, points = input.points, decisions = input.decisions,
        led_by = call.person.name })
    return { facts = { families = input.families, decisions = input.decisions } }
  end }
