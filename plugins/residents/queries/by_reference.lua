-- For plugins that bring in FHIR: whom a reference means.
local fhir_id = require "lib.fhir_id"

return {
  zh = "按外部编号找老人", en = "A resident by a FHIR reference", permission = "residents.read",
  input = {
    { name = "reference", type = "json", required = true, zh = "引用", en = "Reference" },
    { name = "inside", type = "json", zh = "文件内的引用", en = "References within the file" },
    { name = "source", type = "text", max = 80, zh = "来源", en = "Where it is from" },
  },
  columns = { { name = "id", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local id = fhir_id.resolve(home, call.input.reference, call.input.inside, call.input.source)
    return array { id and { id = id } or nil }
  end,
}
