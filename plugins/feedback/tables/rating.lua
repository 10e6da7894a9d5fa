local fields = require "lib.fields"

return { zh = "评价", en = "Rating", append_only = true,
  columns = fields.of("grade", "area", "from_whom",
    fields.make("resident", "ref", "老人", "Resident", { to = "residents.resident",
      personal = "self" }),
    fields.make("text", "text", "内容", "What was said", { max = 2000, personal = "resident" }),
    fields.make("given", "instant", "评价时间", "Given", { required = true })) }
