local fields = require "lib.fields"
local remind = require "lib.remind"

return { zh = "登记证照", en = "Add a licence", permission = "registry.keep",
  input = fields.of("kind", "number", "issuer", "starts", "ends", "document"),
  output = fields.of(fields.make("licence", "id", "证照", "Licence")),
  run = function(call, home)
    local input = call.input
    if input.ends and input.ends <= input.starts then
      refuse("ends", "order", "到期日要晚于发证日期。", "It must end after it begins.")
      stop()
    end
    local id = home.insert("licence", { kind = input.kind, number = input.number,
      issuer = input.issuer, starts = input.starts, ends = input.ends, document = input.document })
    remind(call, home, id, input.ends)
    return { licence = id }
  end }
