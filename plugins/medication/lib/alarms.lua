-- An alarm about a dose rings until it is answered, or the dose is recorded or asked
-- for no more.
local alarms = {}

function alarms.quiet(home, alarm)
  home.stop(alarm.schedule, alarm.raised - alarm.raised % 1000)
end

-- An order that is cut at `at` asks for no dose from then on.
function alarms.cut(home, order, at)
  for _, alarm in ipairs(home.query("alarms_open", { order = order.id, from = at })) do
    alarms.quiet(home, alarm)
  end
end

return alarms
