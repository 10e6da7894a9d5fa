local function allergy(substance, more)
  local step = { do_ = "residents.add_allergy", input = { resident = 1, substance = substance } }
  for key, value in pairs(more or {}) do step[key] = value end
  return step
end

return {
  { name = "an allergy is on file once while it holds", steps = {
    { do_ = "residents.register", input = { name = "王秀英", sex = "female",
      born = "1940-05-01" } },
    allergy "青霉素", allergy "头孢",
    allergy("青霉素", { refused = { "duplicate" } }),
  } },
}
