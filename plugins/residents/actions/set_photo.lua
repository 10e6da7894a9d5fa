-- A new photo of a resident; none takes the old one away. The file's history
-- keeps which picture it was.
local fields = require "lib.fields"

return {
  zh = "换照片", en = "Change the photo", permission = "residents.update",
  input = {
    fields.resident,
    { name = "photo", type = "file", image = true, zh = "照片（不放就是去掉）",
      en = "Photo (none takes it away)" },
  },
  output = { { name = "id", type = "id", zh = "编号", en = "Number" } },
  run = function(call, home)
    local id = call.input.resident
    home.update("resident", id, { photo = call.input.photo or null })
    home.publish("updated", "resident:" .. id, { resident = id })
    return { id = id }
  end,
}
