-- Makes the action that records that somebody was told by a deadline.
local fields = require "lib.fields"
local step = require "lib.step"

return function(kind, whom, zh, en)
  return { zh = zh, en = en, permission = "incidents.settle", records = kind,
    input = fields.duty_of(fields.make("name", "text", "姓名或单位", "Name", { max = 100 }),
      fields.make("channel", "enum", "方式", "By", { values = fields.of("channel")[1].values })),
    run = function(call, home)
      local input = call.input
      local row, at = step(call, home), input.at or call.happened_at
      if input.outcome ~= "told" then return {} end
      if not input.name or not input.channel then
        refuse(input.name and "channel" or "name", "required", "请写告诉了谁、用什么方式。",
          "Say who was told, and how.")
      elseif at < row.happened then
        refuse("at", "order", "不可能在事件发生以前告知。", "Nobody can be told before it happened.")
      end
      if refused() then stop() end
      home.insert("told", { incident = row.id, whom = whom, name = input.name,
        channel = input.channel, told = at, recorded = call.now,
        by = call.person.name })
      return { facts = { name = input.name, channel = input.channel } }
    end }
end
