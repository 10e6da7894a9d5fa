-- One FHIR Medication: finds which drug of the home's list it is, so that
-- orders of the same file may refer to it. Nothing is added to the list.
local concept = require "fhir.concept"
local fhir = require "lib.fhir"
local walker = require "fhir.walker"

return {
  zh = "对照 FHIR 药品", en = "Match a FHIR Medication", permission = "medication.order",
  input = fhir.input, output = fhir.output,
  run = function(call, home)
    local node, words = walker(call.input.resource), array {}
    local code = node:sub("code")
    node:take("id")
    if node:take("status") == "entered-in-error" then
      refuse("Medication.status", "error", "这条是误记的，没有带入。",
        "This was entered in error: not brought in.")
    end
    words[1] = concept.words(code)
    for _, coding in ipairs(code and code.value.coding or {}) do
      words[#words + 1] = coding.display
    end
    local id = fhir.drug(home, words, "Medication.code")
    if refused() then stop() end
    return { id = id, left_out = node:left() }
  end,
}
