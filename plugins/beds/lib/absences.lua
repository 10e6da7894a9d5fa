-- Leave and hospital: the bed stays the resident's.
local stays = require "lib.stays"

local absences = {}

-- The open absence of a resident, or nil.
function absences.of(home, resident)
  return home.find("absence", { resident = resident, ends = null })[1]
end

function absences.close(home, absence, at)
  home.update("absence", absence.id, { ends = at })
end

-- Begins an absence; one kind may follow another.
function absences.begin(call, home, kind)
  local input = call.input
  local stay = stays.of(home, input.resident)
  local before = absences.of(home, input.resident)
  local at = stays.moment(call, before or stay)
  if before and before.kind == kind then
    refuse("resident", "away", "这位老人已经登记外出。回来时请用“返回”。",
      "This resident is already away. Use return when they are back.")
  end
  if input.expected and input.expected <= at then
    refuse("expected", "order", "预计返回要在离开之后。", "They can only return after leaving.")
  end
  if refused() then stop() end

  if before then absences.close(home, before, at) end
  home.insert("absence", { resident = input.resident, kind = kind, starts = at,
    expected = input.expected, note = input.note })
  stays.tell(home, "left", stay.id, stay.resident, stay.bed, at, { kind = kind })
  return { stay = stay.id }
end

return absences
