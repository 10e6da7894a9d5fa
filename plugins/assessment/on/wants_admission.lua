-- beds.applied, beds.assigned: before admission ability and risks are
-- assessed (养老机构管理办法 art. 15, GB 38600-2019).
local dues = require "lib.dues"
local scales = require "lib.scales"
local standing = require "lib.standing"

return function(event, home)
  local resident = event.payload.resident
  local oldest = date.add(event.today, -event.settings.admission_days)
  for _, ready in ipairs(scales.ready) do
    local scale = ready.scale
    if scale.admission and scales.holds(scale, event.today) then
      local found = standing.of(home, resident, scale.standard)
      if not found or found.base_date < oldest then
        dues.open(home, event.now, { resident = resident, standard = scale.standard,
          cause = "admission", at = event.now, since = oldest })
      end
    end
  end
end
