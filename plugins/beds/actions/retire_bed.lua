local fields = require "lib.fields"

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
    if refused() then stop() end
    home.update("bed", input.bed, { retired = input.on or call.today })
    return { bed = input.bed }
  end,
}
