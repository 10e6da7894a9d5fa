-- Confirms a requirement that no record can show. What the records show is not
-- for anybody to confirm.
local fields = require "lib.fields"

local function line_of(call, requirement)
  for _, line in ipairs(call.data.basic) do
    if line.requirement == requirement then return line end
  end
end

return {
  zh = "确认达标", en = "Confirm a requirement", permission = "quality.assess",
  input = fields.of("requirement", "verdict", "item_document", "note"),
  run = function(call, home)
    local input = call.input
    if line_of(call, input.requirement).check then
      refuse("requirement", "records", "这一项由记录得出，不用确认。", "The records show this one.")
    elseif input.verdict == "met" and not input.document then
      refuse("document", "required", "达到要写依据文件。", "Name the document that shows it.")
    elseif input.verdict ~= "met" and not input.note then
      refuse("note", "required", "请写原因。", "Say why.")
    end
    if refused() then stop() end
    home.insert("confirmation", { requirement = input.requirement, verdict = input.verdict,
      document = input.document, note = input.note, made = call.now, by = call.person.name })
  end,
}
