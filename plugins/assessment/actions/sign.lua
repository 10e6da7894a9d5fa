-- The signed-in person signs a draft as it is now, as an assessor. A change
-- of the draft after that asks for a new signature.
local drafts = require "lib.drafts"
local enums = require "data.enums"
local fields = require "lib.fields"
local tell = require "lib.tell"

return {
  zh = "签名（评估人员）", en = "Sign as an assessor", permission = "assessment.assess",
  confirm = true,
  input = fields.of("draft",
    { name = "background", type = "enum", values = enums.background, required = true,
      zh = "我的专业背景", en = "My background" },
    { name = "title", type = "text", max = 60, zh = "职称或资格", en = "Title or certificate" }),
  output = fields.of({ name = "signature", type = "id", zh = "签名", en = "Signature" }),
  run = function(call, home)
    local draft = drafts.open(call, home)
    for _, each in ipairs(home.find("signature", { draft = draft.id, version = draft.version,
      person = call.person.id })) do
      refuse("draft", "signed", "您已经签过（" .. time.iso(each.at) .. "）。",
        "You have signed already (" .. time.iso(each.at) .. ").")
    end
    if refused() then stop() end
    tell(home, draft.resident, "signature")
    return { signature = home.insert("signature", { draft = draft.id, version = draft.version,
      role = "assessor", name = call.person.name, person = call.person.id,
      background = call.input.background, title = call.input.title, at = call.now,
      how = "system" }) }
  end,
}
