-- Writes the paper sheets now, and takes over changed times of the shifts.
local fields = require "lib.fields"
local paper = require "lib.paper"

return {
  zh = "立即打印纸质给药单", en = "Write the paper sheets now", permission = "medication.read",
  room = "none", -- paper is what is left when the disk is full
  input = fields.of({ name = "unit", type = "text", max = 40, zh = "照料单元（空：全部）",
    en = "Care unit (empty: all)" }),
  output = { { name = "files", type = "json", zh = "文件", en = "Files" } },
  run = function(call, home)
    local files, units = array {}, {}
    if call.input.unit then
      units[1] = call.input.unit
    else
      for i, row in ipairs(home.query("units", {})) do units[i] = row.unit end
    end
    for i, unit in ipairs(units) do
      local schedule, spec = paper.plan(call, home, unit)
      home.reschedule(schedule, call.now, spec)
      files[i] = paper.write(home, unit, call.now)
    end
    return { files = files }
  end,
}
