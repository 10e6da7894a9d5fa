-- Plans a shift. Nobody works before the training that comes before work.
local fields = require "lib.fields"

local function trained(home, member)
  for _, row in ipairs(home.find("training", { member = member, before_work = true })) do
    if not row.score or row.score >= row.pass_mark then return true end
  end
  return false
end

return { zh = "排班", en = "Plan a shift", permission = "staff.keep",
  input = fields.of("member",
    fields.make("starts", "instant", "开始", "From", { required = true }),
    fields.make("ends", "instant", "结束", "To", { required = true })),
  output = fields.of(fields.make("shift", "id", "班次", "Shift")),
  run = function(call, home)
    local input = call.input
    local row = home.get("member", input.member)
    if input.ends <= input.starts then
      refuse("ends", "order", "结束要晚于开始。", "The end must be after the beginning.")
    elseif input.ends - input.starts > 24 * 3600000 then
      refuse("ends", "long", "一个班最长 24 小时。", "A shift has 24 hours at most.")
    end
    local day = time.date(input.starts)
    if day < row.since or (row.left and day > row.left) then
      refuse("member", "not_here", "这个人那天不在职。", "This person does not work here on that day.")
    elseif not trained(home, row.id) then
      refuse("member", "untrained", "还没有岗前培训合格的记录，不能上岗（GB 38600-2019）。",
        "There is no passed training before work on file (GB 38600-2019).")
    end
    if refused() then stop() end
    return { shift = home.insert("shift", { member = row.id, starts = input.starts,
      ends = input.ends }) }
  end }
