local fields = require "lib.fields"

return { zh = "记录备案", en = "Record the filing", permission = "registry.keep",
  records = "file_home", input = fields.duty_of(fields.make("document", "text", "备案回执", "Receipt",
    { min = 1, max = 200, required = true })),
  run = function(call, home)
    local known = home.find("institution", { only = 1 })[1]
    home.update("institution", known.id, { filed = time.date(call.input.at or call.happened_at) })
    return { facts = { document = call.input.document } }
  end }
