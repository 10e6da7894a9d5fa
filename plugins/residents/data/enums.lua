-- Choices that several tables and forms share.
return {
  sex = {
    { value = "male", zh = "男", en = "Male" },
    { value = "female", zh = "女", en = "Female" },
  },
  -- What a paper shows, or nobody has looked at yet.
  answer = {
    { value = "yes", zh = "是", en = "Yes" },
    { value = "no", zh = "否", en = "No" },
    { value = "unknown", zh = "不清楚", en = "Unknown" },
  },
  -- How a person leaves the building in an emergency.
  mobility = {
    { value = "walks", zh = "能自己走", en = "Walks alone" },
    { value = "aided", zh = "需人搀扶", en = "Walks with help" },
    { value = "wheelchair", zh = "坐轮椅", en = "Wheelchair" },
    { value = "bed", zh = "需抬床", en = "Carried in bed" },
  },
  infection = {
    { value = "none", zh = "无", en = "None" },
    { value = "suspected", zh = "疑似，观察中", en = "Suspected, watched" },
    { value = "contagious", zh = "传染期", en = "Contagious" },
    { value = "over", zh = "已解除", en = "Over" },
  },
  state = {
    { value = "registered", zh = "已登记", en = "On file" },
    { value = "living", zh = "在住", en = "Lives here" },
    { value = "left", zh = "已离开", en = "Has left" },
    { value = "deceased", zh = "已去世", en = "Deceased" },
  },
}
