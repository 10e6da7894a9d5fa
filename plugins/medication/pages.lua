-- All pages, by what they are about.
local pages = {}
for _, part in ipairs { require "pages.doses", require "pages.stock" } do
  for name, page in pairs(part) do pages[name] = page end
end
return pages
