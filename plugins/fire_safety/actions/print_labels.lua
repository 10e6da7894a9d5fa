-- Writes the labels of a place as a page to print: QR code, code, name, place.
local fields = require "lib.fields"
local qr = require "lib.qr"

local most = 200

local head = [[<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>标签</title>
<style>@page { size: A4; margin: 10mm } body { font: 12px sans-serif; margin: 0; display: flex;
flex-wrap: wrap; gap: 4mm } div { width: 58mm; height: 34mm; border: 0.3mm solid #000;
box-sizing: border-box; padding: 2mm; break-inside: avoid; display: flex; gap: 2mm }
svg { width: 27mm; height: 27mm; flex: none } b { display: block; font: bold 13px monospace }
p { margin: 1mm 0; overflow-wrap: anywhere }</style></head><body>
]]

local function safe(text)
  return (text or ""):gsub("&", "&amp;"):gsub("<", "&lt;"):gsub(">", "&gt;")
end

local function card(row)
  local where = {}
  for _, name in ipairs { "building", "floor", "place" } do
    if row[name] then where[#where + 1] = safe(row[name]) end
  end
  return "<div>" .. qr.svg(row.label) .. "<span><b>" .. row.label .. "</b><p>"
    .. safe(row.title) .. "</p><p>" .. table.concat(where, " ") .. "</p></span></div>\n"
end

return {
  zh = "打印标签", en = "Print labels", permission = "fire_safety.setup", deadline_ms = 5000,
  input = fields.of("building", "floor",
    fields.text("after", "从哪个标签之后（一次 200 个）", "After this label (200 at a time)", 40)),
  output = fields.of(fields.text("file", "文件", "File"), fields.integer("labels", "标签数", "Labels"),
    fields.text("last", "最后一个标签", "Last label")),
  run = function(call, home)
    local cards, last = {}, nil
    for _, row in ipairs(home.query("labels", { building = call.input.building,
      floor = call.input.floor })) do
      local wanted = not call.input.after or row.label > call.input.after
      if wanted and #cards < most then
        cards[#cards + 1], last = card(row), row.label
      end
    end
    if #cards == 0 then
      refuse("", "none", "这里没有标签。", "There are no labels here.")
      stop()
    end
    local name = "labels-" .. time.iso(call.now):sub(1, 19):gsub("[T:]", "-") .. ".html"
    home.effect("file", name .. "/" .. call.now, { name = name,
      text = head .. table.concat(cards) .. "</body></html>\n" })
    return { file = name, labels = #cards, last = last }
  end,
}
