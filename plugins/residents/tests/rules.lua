local editions = require "data.id_number"
local id_fault = require "rules.id_number"
local initials = require "rules.initials"
local kind_of = require "rules.status_kind"
local statuses = require "data.statuses"

local edition = editions[1]

local function number_with_digit(base)
  local sum = 0
  for i, weight in ipairs(edition.weights) do
    sum = sum + weight * (base:byte(i) - 48)
  end
  return base .. edition.check_digits:sub(sum % 11 + 1, sum % 11 + 1)
end

return {
  { name = "every change of one digit is noticed", run = function()
    for sequence = 1, 40 do
      local good = number_with_digit(("50015219400229%03d"):format(sequence))
      assert(id_fault(good, {}, edition) == nil, good)
      for place = 1, 17 do
        local digit = (good:byte(place) - 48 + sequence % 9 + 1) % 10
        local bad = good:sub(1, place - 1) .. digit .. good:sub(place + 1)
        assert(id_fault(bad, {}, edition), bad)
      end
    end
  end },
  { name = "only one last character is right", run = function()
    local base, right = "50015219400229001", 0
    for last in ("0123456789X"):gmatch(".") do
      if not id_fault(base .. last, {}, edition) then right = right + 1 end
    end
    assert(right == 1)
  end },
  { name = "surnames are read as surnames", run = function()
    local cases = { ["曾国藩"] = "zgf", ["单雄信"] = "sxx", ["解缙"] = "xj", ["仇英"] = "qy",
      ["区大任"] = "odr", ["查良镛"] = "zly", ["重庆"] = "cq", ["欧阳修"] = "oyx",
      ["尉迟恭"] = "ycg", ["王曾"] = "wc", ["阿卜杜A"] = "abda" }
    for name, wanted in pairs(cases) do
      assert(initials(name) == wanted, name .. " " .. initials(name))
    end
  end },
  { name = "an entitlement is known by its code, its name and its other names", run = function()
    for _, kind in ipairs(statuses[1].kinds) do
      assert(kind_of(kind.value, statuses[1]) == kind)
      assert(kind_of(kind.zh, statuses[1]) == kind)
      for _, word in ipairs(kind.words) do
        assert(kind_of(word, statuses[1]) == kind, word)
      end
    end
    assert(kind_of("皇亲", statuses[1]) == nil)
  end },
}
