-- How many carers the residents in the house need: each takes the share of one
-- that the settings give that level. `n`: able, mild, moderate, severe, unknown.
-- Exact in whole numbers: everything over the product of the settings.
return function(n, settings)
  local s = settings
  local all = s.per_able * s.per_mild * s.per_moderate * s.per_severe
  local need = n.able * (all // s.per_able) + n.mild * (all // s.per_mild)
    + n.moderate * (all // s.per_moderate) + (n.severe + n.unknown) * (all // s.per_severe)
  return (need + all - 1) // all
end
