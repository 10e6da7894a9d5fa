-- An item of the standard with its points: the public text was not found, so a
-- home brings in the table that it was given.
local fields = require "lib.fields"

return { zh = "评定细项", en = "Item", history = true,
  columns = fields.of("standard", fields.make("edition", "text", "版本", "Edition",
      { max = 40, required = true }), "part", "code", "name", "points", "fact", "effort"),
  unique = { { columns = { "standard", "edition", "code" }, zh = "这个版本里已经有这个编号。",
    en = "This edition has that code already." } } }
