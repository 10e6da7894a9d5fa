-- Opens a draft, to score the items one by one.
local check_period = require "lib.check_period"
local edition_of = require "lib.edition"
local fields = require "lib.fields"

return {
  zh = "开始逐项自评", en = "Begin, item by item", permission = "quality.assess",
  input = fields.of("standard", "edition", "from", "to"),
  output = fields.of(fields.make("draft", "id", "草稿", "Draft")),
  run = function(call, home)
    local input = call.input
    check_period(input.from, input.to, call.today)
    local edition = edition_of(call, input.standard, input.to, input.edition)
    if #home.query("items_of", { standard = edition.standard, edition = edition.edition }) == 0 then
      refuse("edition", "no_items", "这个版本还没有导入细项。请先导入，或直接按部分自评。",
        "This edition has no items yet. Import them, or assess by parts.")
      stop()
    end
    return { draft = home.insert("draft", { standard = edition.standard, edition = edition.edition,
      from = input.from, to = input.to, state = "open", by = call.person.name }) }
  end,
}
