-- A place on the waiting list.
local alive = require "lib.alive"
local enums = require "data.enums"
local fields = require "lib.fields"

local function check(call, home, wanted)
  local input = call.input
  for _, state in ipairs { "waiting", "reserved" } do
    local known = home.find("application", { resident = input.resident, state = state })[1]
    if known then
      refuse("resident", "waiting", "这位老人已经在轮候（申请 " .. known.id .. "）。",
        "This resident is already waiting (application " .. known.id .. ").")
    end
  end
  if home.find("stay", { resident = input.resident, state = "active" })[1] then
    refuse("resident", "lives_here", "这位老人已经住在这里。", "This resident lives here already.")
  end
  if input.purpose == "respite" and not input.to then
    refuse("to", "required", "喘息入住要写明计划离开的日期。", "A respite stay needs its last day.")
  elseif input.to and input.to <= wanted then
    refuse("to", "order", "计划离开要在希望入住之后。", "The last day must come after the first.")
  end
end

return {
  zh = "申请入住", en = "Apply for a bed", permission = "beds.apply",
  input = fields.of("resident",
    { name = "kind", type = "enum", values = enums.kind, zh = "希望的类型", en = "Kind wanted" },
    { name = "class", type = "enum", values = enums.class, zh = "希望的类别",
      en = "Class wanted" },
    { name = "from", type = "date", zh = "希望入住", en = "Wanted from" },
    { name = "to", type = "date", zh = "计划离开", en = "Until" },
    "purpose",
    { name = "central", type = "boolean", default = true,
      zh = "特困人员要求集中供养（本人不愿意时选否）",
      en = "A destitute person asks for central support (no when unwilling)" },
    { name = "applied", type = "instant", zh = "申请时间", en = "Applied" }, "note"),
  output = fields.of({ name = "application", type = "id", zh = "申请", en = "Application" }),
  run = function(call, home)
    local input = call.input
    alive(home, input.resident)
    local applied = input.applied or call.happened_at
    if applied > call.now then
      refuse("applied", "future", "申请时间还没有到。", "That time has not come yet.")
    end
    local wanted = input.from or time.date(applied)
    check(call, home, wanted)
    if refused() then stop() end

    local id = home.insert("application", {
      resident = input.resident, applied = applied, wanted = wanted, until_day = input.to,
      purpose = input.purpose, kind = input.kind, class = input.class, central = input.central,
      note = input.note, state = "waiting",
    })
    home.publish("applied", "resident:" .. input.resident,
      { application = id, resident = input.resident })
    return { application = id }
  end,
}
