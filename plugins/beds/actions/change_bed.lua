local enums = require "data.enums"
local fields = require "lib.fields"
local not_future = require "lib.not_future"
local past_kinds = require "lib.past_kinds"

return {
  zh = "更改床位", en = "Change a bed", permission = "beds.setup",
  input = fields.of("bed",
    { name = "kind", type = "enum", values = enums.kind, zh = "类型", en = "Kind" },
    { name = "class", type = "enum", values = enums.class, zh = "服务类别", en = "Class" },
    { name = "label", type = "text", min = 1, max = 40, zh = "床号", en = "Bed" },
    { name = "from", type = "date", zh = "类型或类别从哪天起不同（不填就是今天）",
      en = "Kind or class differ from (today when empty)" }),
  output = fields.of({ name = "bed", type = "id", zh = "床位", en = "Bed" }),
  run = function(call, home)
    local input = call.input
    not_future(call, "from")
    past_kinds.change(home, input.bed, input.from or call.today, input.kind, input.class)
    home.update("bed", input.bed, { kind = input.kind, class = input.class, label = input.label })
    return { bed = input.bed }
  end,
}
