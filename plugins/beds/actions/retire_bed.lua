local fields = require "lib.fields"

local function check_day(home, bed, on)
  local opened = home.get("bed", bed).opened
  if opened and on < opened then
    refuse("on", "not_open", "这张床 " .. opened .. " 才启用，撤销日期不能更早。",
      "This bed opened on " .. opened .. " and cannot be retired before.")
  end
  for _, stay in ipairs(home.query("bed_stays", { bed = bed })) do
    if stay.state == "ended" and on < time.date(stay.ends) then
      local left = time.date(stay.ends)
      refuse("on", "used", "这张床到 " .. left .. " 还有人住，撤销日期不能更早。",
        "Somebody lived in this bed until " .. left .. ": it cannot be retired before.")
      return
    end
  end
end

return {
  zh = "撤销床位", en = "Retire a bed", permission = "beds.setup",
  input = fields.of("bed",
    { name = "on", type = "date", zh = "撤销日期", en = "On" }),
  output = fields.of({ name = "bed", type = "id", zh = "床位", en = "Bed" }),
  run = function(call, home)
    local input = call.input
    for _, state in ipairs { "active", "planned" } do
      if home.find("stay", { bed = input.bed, state = state })[1] then
        refuse("bed", "in_use", "这张床还住着人或已预定，不能撤销。",
          "Somebody lives in this bed or has reserved it.")
      end
    end
    local on = input.on or call.today
    check_day(home, input.bed, on)
    if refused() then stop() end
    home.update("bed", input.bed, { retired = on })
    return { bed = input.bed }
  end,
}
