local fields = require "lib.fields"

return { zh = "班次", en = "Shift", history = true,
  columns = fields.of("member",
    fields.make("starts", "instant", "开始", "From", { required = true }),
    fields.make("ends", "instant", "结束", "To", { required = true }), "came", "went", "absent"),
  no_overlap = { { key = "member", from = "starts", to = "ends", zh = "这个人在这段时间已经排了班。",
    en = "This person has a shift in that time already." } } }
