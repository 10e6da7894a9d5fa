-- Two residents change beds with each other: both stays end, then both open,
-- in one command (invariant B3).
local admission = require "lib.admission"
local fields = require "lib.fields"
local stays = require "lib.stays"

local function other_stay(home, input)
  if input.with then return stays.of(home, input.with, "with") end
  local stay = input.bed and home.find("stay", { bed = input.bed, state = "active" })[1]
  if not stay then
    refuse(input.bed and "bed" or "with", "nobody",
      "请指明和谁互换：那张床上要住着人。只换一个人请用“换床”。",
      "Say with whom to swap: somebody must live in that bed. To move one person, transfer.")
    stop()
  end
  return stay
end

local function check(call, home, mover, bed, leaving, at)
  local person = admission.person(call, home, mover.resident, mover, at, mover.ends)
  return admission.check(call, home, person, bed, call.input, leaving)
end

local function reopen(call, home, stay, bed, at, broken)
  local new = stays.continue(home, stay, bed, at)
  admission.record(call, home, new, broken)
  stays.tell(home, "swapped", new, stay.resident, bed, at, { from_bed = stay.bed })
  return new
end

return {
  zh = "互换床位", en = "Swap beds", permission = "beds.move",
  input = fields.of("resident",
    { name = "with", type = "ref", to = "residents.resident", zh = "和谁互换", en = "With whom" },
    { name = "bed", type = "ref", to = "bed", zh = "或者：那张床", en = "Or: whose bed" },
    "from", "note", "overrides"),
  output = fields.of("stay",
    { name = "other", type = "id", zh = "对方的入住", en = "The other's stay" }),
  run = function(call, home)
    local input = call.input
    local one = stays.of(home, input.resident)
    local two = other_stay(home, input)
    if one.id == two.id then
      refuse("with", "self", "不能和自己互换床位。", "Nobody can swap with themselves.")
      stop()
    end
    local at = math.max(stays.moment(call, one), stays.moment(call, two))
    local leaving = { [one.resident] = true, [two.resident] = true }
    local broken_one = check(call, home, one, two.bed, leaving, at)
    local broken_two = check(call, home, two, one.bed, leaving, at)
    if refused() then stop() end

    stays.close(home, one, at, "swap", input.note)
    stays.close(home, two, at, "swap", input.note)
    local first = reopen(call, home, one, two.bed, at, broken_one)
    local second = reopen(call, home, two, one.bed, at, broken_two)
    return { stay = first, other = second }
  end,
}
