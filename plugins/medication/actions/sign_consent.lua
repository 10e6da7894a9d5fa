-- A signed agreement. What was there before stays; its reminder is withdrawn.
local consents = require "lib.consents"
local enums = require "data.drug_enums"
local fields = require "lib.stock_fields"

local function check(call, input, starts)
  if input.signed > call.today then
    refuse("signed", "future", "签署日期还没有到。", "That day has not come yet.")
  end
  if input.ends and input.ends <= starts then
    refuse("ends", "order", "到期日要在生效日之后。", "The end must come after the start.")
  elseif input.ends and input.ends <= call.today then
    refuse("ends", "past", "这份协议已经过期。", "This agreement has expired already.")
  end
end

return {
  zh = "登记服药管理协议", en = "Enter a consent", permission = "medication.consent",
  subject = "resident",
  input = fields.of("resident",
    { name = "signer", type = "text", min = 1, max = 60, required = true, zh = "签署人",
      en = "Signed by" },
    { name = "relation", type = "enum", values = enums.relation, required = true,
      zh = "与老人关系", en = "Relation" },
    { name = "signed", type = "date", required = true, zh = "签署日期", en = "Signed on" },
    { name = "starts", type = "date", zh = "生效日期（不填为签署日）", en = "From (empty: signed on)" },
    { name = "ends", type = "date", zh = "到期日期（不填为长期）", en = "To (empty: open)" },
    { name = "document", type = "text", min = 1, max = 200, required = true,
      zh = "协议编号或存放处", en = "Document" }),
  output = { { name = "consent", type = "id", zh = "协议", en = "Consent" } },
  run = function(call, home)
    local input = call.input
    local starts = input.starts or input.signed
    check(call, input, starts)
    if refused() then stop() end
    consents.forget_all(home, input.resident)
    return { consent = home.insert("consent", {
      resident = input.resident, signer = input.signer, relation = input.relation,
      signed = input.signed, starts = starts, ends = input.ends, document = input.document,
      schedule = consents.remind(call, home, input.resident, input.ends),
    }) }
  end,
}
