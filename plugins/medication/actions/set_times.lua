-- The home's own times of a code, or those of one care unit. They hold for
-- orders from now on; orders that are there keep the times they were made with.
local clock = require "lib.clock"
local fields = require "lib.fields"

local function known(call, code)
  for _, each in ipairs(call.data.frequencies[1].codes) do
    if each.code == code then return each.times ~= nil and each end
  end
  return nil
end

local function check(call, input)
  local code = known(call, input.code)
  if not code then
    refuse("code", code == false and "no_times" or "unknown", "这个频次没有可设的时间。",
      "There are no times to set for this frequency.")
    return nil
  end
  local times, wrong = clock.list(input.times)
  if not times then
    refuse("times", "time", "“" .. wrong .. "”不是时间。请写成 08:00 这样。",
      "“" .. wrong .. "” is no time. Write it like 08:00.")
  elseif #times ~= #code.times then
    refuse("times", "count", ("%s 每天要有 %d 个时间。"):format(input.code, #code.times),
      ("%s has %d times a day."):format(input.code, #code.times))
  end
  if input.weekdays and #input.weekdays ~= #(code.weekdays or {}) then
    refuse("weekdays", "count", ("%s 要有 %d 个星期几。"):format(input.code,
      #(code.weekdays or {})),
      ("%s has %d weekdays."):format(input.code, #(code.weekdays or {})))
  end
  for _, day in ipairs(input.weekdays or {}) do
    if day < 1 or day > 7 then
      refuse("weekdays", "range", "星期写 1 到 7。", "Weekdays are 1 to 7.")
    end
  end
  return times
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
    local times = check(call, input)
    if refused() then stop() end
    local row = { times = times, weekdays = input.weekdays }
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
