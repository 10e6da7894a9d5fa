-- QR codes of labels: version 1 (21 by 21), level M, alphanumeric mode, up to
-- 20 characters (ISO/IEC 18004). Pure.
local qr = {}

local size, data_words, check_words = 21, 16, 10
local letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

-- --- words ---------------------------------------------------------------

local function bits_of(text)
  local bits = {}
  local function put(value, count)
    for i = count - 1, 0, -1 do bits[#bits + 1] = value >> i & 1 end
  end
  local function code(i) return letters:find(text:sub(i, i), 1, true) - 1 end
  put(2, 4)
  put(#text, 9)
  for i = 1, #text - 1, 2 do put(code(i) * 45 + code(i + 1), 11) end
  if #text % 2 == 1 then put(code(#text), 6) end
  put(0, math.min(4, data_words * 8 - #bits))
  put(0, -#bits % 8)
  for i = 1, data_words - #bits // 8 do put(i % 2 == 1 and 0xEC or 0x11, 8) end
  return bits
end

local function words_of(bits)
  local words = {}
  for i = 1, #bits, 8 do
    local word = 0
    for k = 0, 7 do word = word << 1 | bits[i + k] end
    words[#words + 1] = word
  end
  return words
end

-- A product in the field of 256 elements by 0x11D.
local function times(a, b)
  local product = 0
  while b > 0 do
    if b & 1 == 1 then product = product ~ a end
    a, b = a << 1, b >> 1
    if a > 255 then a = a ~ 0x11D end
  end
  return product
end

local function generator()
  local list, root = { 1 }, 1
  for _ = 1, check_words do
    local longer = { 1 }
    for i = 2, #list + 1 do
      longer[i] = (list[i] or 0) ~ times(list[i - 1], root)
    end
    list, root = longer, times(root, 2)
  end
  return list
end

local divisor = generator()

local function add_check(words)
  local rest = {}
  for i = 1, data_words + check_words do rest[i] = words[i] or 0 end
  for i = 1, data_words do
    local lead = rest[i]
    for k = 1, #divisor do rest[i + k - 1] = rest[i + k - 1] ~ times(divisor[k], lead) end
  end
  for i = data_words + 1, data_words + check_words do words[i] = rest[i] end
  return words
end

-- --- the square: cells[y][x] is 0 or 1, from 0; nil is still free -----------

local function empty()
  local cells = {}
  for y = 0, size - 1 do cells[y] = {} end
  return cells
end

local function finder(cells, left, top)
  for y = -1, 7 do
    for x = -1, 7 do
      local row = cells[top + y]
      if row and left + x >= 0 and left + x < size then
        local ring = math.max(math.abs(x - 3), math.abs(y - 3))
        row[left + x] = (ring == 2 or ring > 3) and 0 or 1
      end
    end
  end
end

local function format_bits(mask)
  local rest = mask << 10 -- level M is 00
  for i = 14, 10, -1 do
    if rest >> i & 1 == 1 then rest = rest ~ (0x537 << (i - 10)) end
  end
  return (mask << 10 | rest) ~ 0x5412
end

local function put_format(cells, mask)
  local bits = format_bits(mask)
  local function bit(i) return bits >> i & 1 end
  for i = 0, 5 do cells[i][8] = bit(i) end
  cells[7][8], cells[8][8], cells[8][7] = bit(6), bit(7), bit(8)
  for i = 9, 14 do cells[8][14 - i] = bit(i) end
  for i = 0, 7 do cells[8][size - 1 - i] = bit(i) end
  for i = 8, 14 do cells[size - 15 + i][8] = bit(i) end
  cells[size - 8][8] = 1
end

local function fixed()
  local cells = empty()
  finder(cells, 0, 0)
  finder(cells, size - 7, 0)
  finder(cells, 0, size - 7)
  for i = 8, size - 9 do cells[6][i], cells[i][6] = (i + 1) % 2, (i + 1) % 2 end
  put_format(cells, 0)
  return cells
end

local masks = {
  [0] = function(x, y) return (x + y) % 2 == 0 end,
  function(_, y) return y % 2 == 0 end,
  function(x) return x % 3 == 0 end,
  function(x, y) return (x + y) % 3 == 0 end,
  function(x, y) return (y // 2 + x // 3) % 2 == 0 end,
  function(x, y) return x * y % 2 + x * y % 3 == 0 end,
  function(x, y) return (x * y % 2 + x * y % 3) % 2 == 0 end,
  function(x, y) return ((x + y) % 2 + x * y % 3) % 2 == 0 end,
}

-- Columns in pairs from the right, up and down in turn, past column 6.
local function place(cells, words, mask)
  local at, up = 0, true
  local right = size - 1
  while right > 0 do
    if right == 6 then right = 5 end
    for i = 0, size - 1 do
      local y = up and size - 1 - i or i
      for x = right, right - 1, -1 do
        if not cells[y][x] then
          local bit = words[at // 8 + 1] >> (7 - at % 8) & 1
          cells[y][x] = masks[mask](x, y) and 1 - bit or bit
          at = at + 1
        end
      end
    end
    right, up = right - 2, not up
  end
  put_format(cells, mask)
  return cells
end

-- How hard a square is to read: long runs, blocks, too dark or too light.
local function hardness(cells)
  local points, dark = 0, 0
  for y = 0, size - 1 do
    local across, down = 1, 1
    for x = 0, size - 1 do
      dark = dark + cells[y][x]
      if x > 0 then
        across = cells[y][x] == cells[y][x - 1] and across + 1 or 1
        down = cells[x][y] == cells[x - 1][y] and down + 1 or 1
        points = points + (across == 5 and 3 or across > 5 and 1 or 0)
          + (down == 5 and 3 or down > 5 and 1 or 0)
      end
      if x > 0 and y > 0 then
        local sum = cells[y][x] + cells[y][x - 1] + cells[y - 1][x] + cells[y - 1][x - 1]
        if sum == 0 or sum == 4 then points = points + 3 end
      end
    end
  end
  return points + math.abs(dark * 20 - size * size * 10) // (size * size) * 10
end

-- The square of a text: cells[y][x], both from 0 to 20.
function qr.square(text)
  assert(#text <= 20 and not text:find("[^0-9A-Z $%%*+%-./:]"), "no label code")
  local words = add_check(words_of(bits_of(text)))
  local best, least
  for mask = 0, 7 do
    local cells = place(fixed(), words, mask)
    local points = hardness(cells)
    if not least or points < least then best, least = cells, points end
  end
  return best
end

-- As an SVG picture with its quiet zone of four.
function qr.svg(text)
  local cells, path = qr.square(text), {}
  for y = 0, size - 1 do
    local x = 0
    while x < size do
      local from = x
      while x < size and cells[y][x] == 1 do x = x + 1 end
      local wide = x - from
      if wide > 0 then path[#path + 1] = ("M%d %dh%dv1h-%dz"):format(from, y, wide, wide) end
      x = x + 1
    end
  end
  return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 29 29" shape-rendering='
    .. '"crispEdges"><path d="' .. table.concat(path) .. '"/></svg>'
end

return qr
