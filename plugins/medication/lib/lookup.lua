-- Which drug a medicine of elsewhere is, and whether anybody here knows what it holds.
local index = require "lib.index"
local naming = require "lib.naming"

local lookup = {}

-- An expression of SQL for the drug of the home's list: that which was picked, or the
-- one that bears the name. `o`: the row.
lookup.listed = [[
  coalesce(o.listed, (select iif(count(*) = 1, min(d.id), null) from medication_drug d
    where d.active and (lower(d.name) = lower(o.drug) or lower(d.generic) = lower(o.drug))))
]]

-- A drug of no list, as far as its name tells.
function lookup.named(name)
  return { name = name, ingredients = array { name }, classes = array {} }
end

-- Whether the name tells no ingredient that is known.
function lookup.strange(name)
  return #naming.contents(index, lookup.named(name)).unknown > 0
end

return lookup
