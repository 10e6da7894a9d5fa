local fields = require "lib.fields"

return { zh = "证书", en = "Certificate", history = true,
  columns = fields.of("member", "kind", "number", "starts", "ends",
    { name = "replaced", type = "ref", to = "certificate", zh = "由哪张接替", en = "Replaced by" }) }
