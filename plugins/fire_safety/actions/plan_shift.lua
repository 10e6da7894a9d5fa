-- A shift in the control room: two certified people, eight hours at most.
local fields = require "lib.fields"

local function check_person(call, home, field)
  local id = call.input[field]
  if not id then return end
  local row = home.get("controller", id)
  if row.valid_to and row.valid_to < time.date(call.input.ends) then
    refuse(field, "expired", row.name .. "的证书在这一班结束前到期（" .. row.valid_to .. "）。",
      row.name .. "'s certificate expires before the shift ends (" .. row.valid_to .. ").")
  end
  local other = field == "first" and "second" or "first"
  for _, shift in ipairs(home.find("shift", { [other] = id })) do
    if shift.starts < call.input.ends and call.input.starts < shift.ends then
      refuse(field, "overlap", row.name .. "在这段时间已经排了班。",
        row.name .. " has a shift in that time.")
    end
  end
end

return {
  zh = "排控制室的班", en = "Plan a control-room shift", permission = "fire_safety.setup",
  input = fields.of(
    fields.instant("starts", "开始", "From", true), fields.instant("ends", "结束", "To", true),
    { name = "first", type = "ref", to = "controller", required = true, zh = "值班员一",
      en = "First" },
    { name = "second", type = "ref", to = "controller", zh = "值班员二", en = "Second" }),
  output = fields.of(fields.id("shift", "班", "Shift")),
  run = function(call, home)
    local input, settings = call.input, call.settings
    if input.ends <= input.starts then
      refuse("ends", "order", "结束要晚于开始。", "The end must be after the beginning.")
    elseif input.ends - input.starts > settings.shift_hours * 3600000 then
      refuse("ends", "too_long", ("一班不能超过 %d 小时。"):format(settings.shift_hours),
        ("A shift is %d hours at most."):format(settings.shift_hours))
    end
    if not input.second and settings.control_people > 1 then
      refuse("second", "required", "每班要两个人。", "A shift needs two people.")
    elseif input.second == input.first then
      refuse("second", "same", "要两个不同的人。", "Two different people are needed.")
    end
    check_person(call, home, "first")
    check_person(call, home, "second")
    if refused() then stop() end
    return { shift = home.insert("shift", copy(input)) }
  end,
}
