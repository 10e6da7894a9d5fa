-- A shift in the control room: certified people, eight hours at most.
local shifts = {}

local function check_person(home, shift, field)
  local id = shift[field]
  if not id then return end
  local row = home.get("controller", id)
  if row.valid_to and row.valid_to < time.date(shift.ends) then
    refuse(field, "expired", row.name .. "的证书在这一班结束前到期（" .. row.valid_to .. "）。",
      row.name .. "'s certificate expires before the shift ends (" .. row.valid_to .. ").")
  end
  local other = field == "first" and "second" or "first"
  for _, known in ipairs(home.find("shift", { [other] = id })) do
    if known.starts < shift.ends and shift.starts < known.ends then
      refuse(field, "overlap", row.name .. "在这段时间已经排了班。",
        row.name .. " has a shift in that time.")
    end
  end
end

-- Writes a shift, or refuses. Gives its id.
function shifts.plan(call, home, shift)
  local settings = call.settings
  if shift.ends <= shift.starts then
    refuse("ends", "order", "结束要晚于开始。", "The end must be after the beginning.")
  elseif shift.ends - shift.starts > settings.shift_hours * 3600000 then
    refuse("ends", "too_long", ("一班不能超过 %d 小时。"):format(settings.shift_hours),
      ("A shift is %d hours at most."):format(settings.shift_hours))
  end
  if not shift.second and settings.control_people > 1 then
    refuse("second", "required", "每班要两个人。", "A shift needs two people.")
  elseif shift.second == shift.first then
    refuse("second", "same", "要两个不同的人。", "Two different people are needed.")
  end
  check_person(home, shift, "first")
  check_person(home, shift, "second")
  if refused() then stop() end
  return home.insert("shift", shift)
end

return shifts
