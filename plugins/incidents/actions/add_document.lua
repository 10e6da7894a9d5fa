-- Later too: what came by post, what the hospital wrote.
local fields = require "lib.fields"
local keep = require "lib.documents"

return { zh = "放入照片或文件", en = "Add a picture or document", permission = "incidents.report",
  input = fields.of("incident", "file", "title"),
  run = function(call, home)
    keep(call, home, home.get("incident", call.input.incident), { call.input })
  end }
