-- The classic index (standards 3): also the first part of MZ/T 039-2013.
-- `prefix`: what the codes begin with.
return function(prefix)
  local words = {
    [15] = { "可独立完成", "Alone" }, [10] = { "需部分帮助", "Some help" },
    [5] = { "需极大帮助", "Much help" }, [0] = { "完全依赖", "Dependent" },
  }
  local of_ten = { [10] = { "可独立完成", "Alone" }, [5] = { "需部分帮助", "Some help" },
    [0] = { "需极大帮助或完全依赖", "Much help or dependent" } }
  local of_five = { [5] = { "可独立完成", "Alone" }, [0] = { "需他人帮助", "Needs help" } }
  local control = { [10] = { "可控制", "Controlled" }, [5] = { "偶尔失控", "Now and then not" },
    [0] = { "完全失控", "Not controlled" } }

  local function item(number, zh, en, max, texts)
    local options = {}
    for value = max, 0, -5 do
      options[#options + 1] = { value = value, zh = texts[value][1], en = texts[value][2] }
    end
    return { code = prefix .. number, zh = zh, en = en, options = options }
  end

  return {
    item(1, "进食", "Feeding", 10, of_ten), item(2, "洗澡", "Bathing", 5, of_five),
    item(3, "修饰", "Grooming", 5, of_five), item(4, "穿衣", "Dressing", 10, of_ten),
    item(5, "大便控制", "Bowel control", 10, control),
    item(6, "小便控制", "Bladder control", 10, control),
    item(7, "如厕", "Toilet", 10, of_ten), item(8, "床椅转移", "From bed to chair", 15, words),
    item(9, "平地行走", "Walking", 15, words), item(10, "上下楼梯", "Stairs", 10, of_ten),
  }
end
