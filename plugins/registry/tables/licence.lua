local fields = require "lib.fields"

return { zh = "证照", en = "Licence", history = true,
  columns = fields.of("kind", "number", "issuer", "starts", "ends", "document",
    { name = "replaced", type = "ref", to = "licence", zh = "由哪张接替", en = "Replaced by" }),
  unique = { { columns = { "kind", "number", "starts" } } } }
