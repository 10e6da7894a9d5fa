-- On leave or in hospital nobody does the tasks of the plan.
local away = {}

-- { kind, starts } of who is away, or nil.
function away.of(home, resident)
  return home.query("away", { resident = resident })[1]
end

-- `gone`: what `of` gives.
function away.hold(home, gone, schedule)
  home.hold(schedule, gone.starts, nil,
    gone.kind == "hospital" and "住院 / In hospital" or "请假外出 / On leave")
end

return away
