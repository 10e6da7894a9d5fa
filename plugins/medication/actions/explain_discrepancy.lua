-- Why records and shelf differed. For controlled drugs two people sign.
local fields = require "lib.stock_fields"
local ledger = require "lib.ledger"

return {
  zh = "说明差异", en = "Explain a discrepancy", permission = "medication.check_stock",
  input = fields.of(
    { name = "discrepancy", type = "ref", to = "discrepancy", required = true, zh = "差异",
      en = "Discrepancy" },
    { name = "explanation", type = "text", min = 4, max = 500, required = true, zh = "原因说明",
      en = "Explanation" }),
  output = { { name = "discrepancy", type = "id", zh = "差异", en = "Discrepancy" } },
  run = function(call, home)
    local row = home.get("discrepancy", call.input.discrepancy)
    if row.state ~= "open" then
      refuse("discrepancy", "explained", "这笔差异已经说明过。",
        "This discrepancy was explained already.")
    end
    ledger.check_second(call, home.get("drug", home.get("batch", row.batch).drug))
    if refused() then stop() end
    home.update("discrepancy", row.id, { state = "explained",
      explanation = call.input.explanation, explained_by = call.person.name,
      explained_at = call.now })
    return { discrepancy = row.id }
  end,
}
