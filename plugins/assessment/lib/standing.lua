-- Which assessment of a resident stands for a scale.
local standing = {}

-- The newest that was not superseded, or nil.
function standing.of(home, resident, standard)
  return home.query("current", { resident = resident, standard = standard })[1]
end

function standing.superseded(home, assessment)
  return home.find("assessment", { supersedes = assessment })[1]
end

return standing
