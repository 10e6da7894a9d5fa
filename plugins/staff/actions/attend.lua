-- Records who really came to a shift, and from when to when. It can be put right;
-- the table keeps what stood before.
local fields = require "lib.fields"

local hour = 3600000

local function check(input, shift, now)
  local came, went = input.came, input.went
  if came > now or (went or 0) > now then
    refuse(came > now and "came" or "went", "future", "时间不能在将来。", "That is in the future.")
  elseif went and went <= came then
    refuse("went", "order", "离岗要晚于到岗。", "The end must be after the beginning.")
  elseif came < shift.starts - 2 * hour or came >= shift.ends then
    refuse("came", "other_shift", "到岗时间不在这个班次里。", "That is not within this shift.")
  end
end

return { zh = "登记到岗", en = "Record who came", permission = "staff.keep",
  input = fields.of(fields.make("shift", "ref", "班次", "Shift", { to = "shift", required = true }),
    fields.make("came", "instant", "到岗（不填就是现在）", "Came (now when empty)"), "went"),
  run = function(call, home)
    local input = call.input
    local shift = home.get("shift", input.shift)
    input.came = input.came or shift.came or call.happened_at
    check(input, shift, call.now)
    if refused() then stop() end
    home.update("shift", shift.id, { came = input.came, went = input.went, absent = null })
  end }
