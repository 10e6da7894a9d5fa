-- By which routes a form is usually given. Another one is a warning, never a refusal: a
-- tablet may be given under the tongue by a doctor's word. `no_tube`: not to be crushed.
-- Own judgement, no standard; form "other" says nothing.
local mouth = { "po", "sl", "buccal", "tube", "other" }
local eyes, ears = { "right_eye", "left_eye", "both_eyes" }, { "right_ear", "left_ear",
  "both_ears" }

local function set(...)
  local all = {}
  for _, list in ipairs { ... } do
    for _, route in ipairs(list) do all[route] = true end
  end
  return all
end

return {
  tablet = set(mouth, { "vaginal" }), slow_tablet = set { "po", "other" },
  enteric_tablet = set { "po", "other" }, capsule = set(mouth, { "inhaled", "vaginal" }),
  slow_capsule = set { "po", "other" }, granules = set(mouth), pill = set(mouth),
  powder = set(mouth, { "inhaled", "topical", "gargle" }),
  solution = set(mouth, { "gargle", "topical", "nebulised", "irrigation", "rectal" }),
  drops = set(mouth, eyes, ears, { "nasal", "topical" }),
  injection = set { "sc", "im", "id", "iv", "drip", "nebulised", "irrigation", "other" },
  inhaler = set { "inhaled", "nebulised", "nasal", "other" },
  patch = set { "patch", "topical", "other" },
  suppository = set { "rectal", "vaginal", "other" },
  ointment = set(eyes, ears, { "topical", "nasal", "rectal", "vaginal", "other" }),
}
