-- A made-up portrait as a PNG: the outline of a head and shoulders before a
-- tint. Nobody's face. `hue` (0 to 359) makes pictures differ.
local SIDE = 160 -- px

local crcs = {}
for n = 0, 255 do
  local c = n
  for _ = 1, 8 do c = c & 1 == 1 and 0xedb88320 ~ (c >> 1) or c >> 1 end
  crcs[n] = c
end

local function crc(text)
  local c = 0xffffffff
  for i = 1, #text do c = crcs[(c ~ text:byte(i)) & 0xff] ~ (c >> 8) end
  return c ~ 0xffffffff
end

local function adler(text)
  local a, b = 1, 0
  for i = 1, #text do
    a = (a + text:byte(i)) % 65521
    b = (b + a) % 65521
  end
  return b << 16 | a
end

local function chunk(name, data)
  local body = name .. data
  return string.pack(">I4", #data) .. body .. string.pack(">I4", crc(body))
end

-- Stored blocks: no need to press what is so small.
local function zlib(text)
  return "\x78\x01\x01" .. string.pack("<I2I2", #text, ~#text & 0xffff) .. text
    .. string.pack(">I4", adler(text))
end

-- Hue, and how light (0 to 100), as three bytes.
local function colour(hue, light)
  local bytes = {}
  for i, shift in ipairs { 0, 8, 4 } do
    local k = (shift + hue / 30) % 12
    local a = 0.35 * math.min(light / 100, 1 - light / 100)
    local value = light / 100 - a * math.max(-1, math.min(k - 3, 9 - k, 1))
    bytes[i] = string.char(math.floor(value * 255 + 0.5))
  end
  return table.concat(bytes)
end

-- 0 ground, 1 shoulders, 2 face, 3 hair.
local function dot(x, y)
  local dx = x - SIDE / 2
  if (dx / 30) ^ 2 + ((y - 68) / 37) ^ 2 < 1 then return y < 50 and 3 or 2 end
  if (dx / 36) ^ 2 + ((y - 60) / 40) ^ 2 < 1 and y < 66 then return 3 end
  if (dx / 62) ^ 2 + ((y - 168) / 60) ^ 2 < 1 then return 1 end
  return 0
end

local function lines()
  local rows = {}
  for y = 0, SIDE - 1 do
    local bytes = { "\0" }
    for x = 0, SIDE - 1, 4 do
      bytes[#bytes + 1] = string.char(dot(x, y) << 6 | dot(x + 1, y) << 4 | dot(x + 2, y) << 2
        | dot(x + 3, y))
    end
    rows[#rows + 1] = table.concat(bytes)
  end
  return table.concat(rows)
end

return function(hue)
  local palette = colour(hue, 86) .. colour(hue, 42) .. colour(28, 80) .. colour(hue, 62)
  return "\x89PNG\r\n\x1a\n"
    .. chunk("IHDR", string.pack(">I4I4BBBBB", SIDE, SIDE, 2, 3, 0, 0, 0))
    .. chunk("PLTE", palette) .. chunk("IDAT", zlib(lines())) .. chunk("IEND", "")
end
