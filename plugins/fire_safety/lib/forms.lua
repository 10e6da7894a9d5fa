-- The form of a check that is in force.
local edition_on = require "lib.edition"

local forms = {}

function forms.named(name)
  return function(call) return edition_on(call.data.forms, call.today)[name] end
end

function forms.equipment(call, kind)
  return edition_on(call.data.forms, call.today).equipment[kind]
end

return forms
