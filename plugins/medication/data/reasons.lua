-- Reasons in both languages: those that a round offers, and those that are
-- written by the plugin itself. They are kept in one language; by this list
-- each is shown in the reader's.
local reasons = {
  refused = { { zh = "不肯服", en = "Would not take it" }, { zh = "睡着", en = "Asleep" },
    { zh = "吐出", en = "Spat it out" } },
  held = { { zh = "脉搏慢", en = "Slow pulse" }, { zh = "血压低", en = "Low pressure" },
    { zh = "呕吐", en = "Vomiting" }, { zh = "禁食", en = "Nothing by mouth" },
    { zh = "医师电话嘱停", en = "Doctor said so by telephone" } },
  absent = { { zh = "请假外出", en = "On leave" }, { zh = "住院", en = "In hospital" } },
  -- why an order or its stock changed by itself
  own = { { zh = "去世", en = "Died" }, { zh = "退住", en = "Left the home" },
    { zh = "给药记录已更正", en = "The dose was corrected" },
    { zh = "照原来的继续", en = "Goes on as before" } },
}

reasons.all = {}
for _, name in ipairs { "refused", "held", "absent", "own" } do
  for _, each in ipairs(reasons[name]) do reasons.all[#reasons.all + 1] = each end
end

return reasons
