-- The most of an ingredient that an adult takes in 24 hours, all medicines
-- together (standards 7.2 prn, 7.3). Partial: a few that labels state plainly;
-- a home's own drug list says more and goes before it. Old people often need
-- less: what is under the maximum is not thereby right.
local function of(substance, amount, unit)
  return { substance = substance, amount = amount, unit = unit }
end

return {
  {
    standard = "松鹤每日最大量表", edition = "2026-11（不完整）", valid_from = "2026-11-01",
    source = "常见说明书的成人每日上限（常识），未逐条核对", confidence = "KM", partial = true,
    source_en = "Usual maxima for adults by leaflets, not checked one by one",
    maxima = {
      of("paracetamol", "2", "g"),
      of("ibuprofen", "2400", "mg"),
      of("diclofenac", "150", "mg"),
      of("celecoxib", "400", "mg"),
      of("tramadol", "400", "mg"),
      of("metformin", "2550", "mg"),
      of("amlodipine", "10", "mg"),
      of("simvastatin", "40", "mg"),
      of("atorvastatin", "80", "mg"),
      of("zolpidem", "10", "mg"),
    },
  },
}
