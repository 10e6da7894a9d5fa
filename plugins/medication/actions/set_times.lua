-- The home's own times of a code, or those of one care unit. They hold for
-- orders from now on; orders that are there keep the times they were made with.
local fields = require "lib.fields"
local times = require "lib.times"

local function known(call, code)
  for _, each in ipairs(call.data.frequencies[1].codes) do
    if each.code == code and each.times then return each end
  end
end

local function check_unit(home, unit)
  if unit == "" or #home.query("unit_named", { name = unit }) > 0 then return end
  refuse("unit", "unknown", "没有“" .. unit .. "”这个照料单元。请从床位里的名称中选。",
    "There is no care unit “" .. unit .. "”: use a name that the beds have.")
end

local function check(call, home, input, days)
  check_unit(home, input.unit)
  local code = known(call, input.code)
  if not code then
    refuse("code", "unknown", "这个频次没有可设的时间。",
      "There are no times to set for this frequency.")
    return nil
  end
  if days then times.check_weekdays(code, days) end
  return times.check(code, input.times)
end

return {
  zh = "设置给药时间", en = "Set the times of a frequency", permission = "medication.setup",
  input = fields.of(
    { name = "code", type = "text", max = 20, required = true, zh = "频次", en = "Frequency" },
    { name = "unit", type = "text", max = 40, default = "", zh = "照料单元（空：全院）",
      en = "Care unit (empty: the home)" },
    { name = "times", type = "list", max = 12, of = { type = "text", max = 5 }, required = true,
      zh = "时间", en = "Times" }, "weekdays"),
  output = { { name = "id", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local input = call.input
    -- a form that was cleared again tells none
    local days = input.weekdays and #input.weekdays > 0 and input.weekdays or nil
    local list = check(call, home, input, days)
    if refused() then stop() end
    local row = { times = list, weekdays = days }
    local old = home.find("times", { code = input.code, unit = input.unit })[1]
    if old then
      row.weekdays = row.weekdays or null
      home.update("times", old.id, row)
      return { id = old.id }
    end
    row.code, row.unit = input.code, input.unit
    return { id = home.insert("times", row) }
  end,
}
