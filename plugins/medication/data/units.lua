-- The closed list of units for doses, strengths and stock. `factor`: how many
-- of the smallest unit of its kind; units of kind "count" never become another.
-- `ucum`: the code that FHIR wants.
return {
  {
    standard = "松鹤剂量单位", edition = "2026-11", valid_from = "2026-11-01",
    source = "UCUM（代码）", confidence = "F",
    units = {
      { value = "tablet", zh = "片", en = "tablet", kind = "count", factor = "1",
        ucum = "{tbl}" },
      { value = "capsule", zh = "粒", en = "capsule", kind = "count", factor = "1",
        ucum = "{Capsule}" },
      { value = "pill", zh = "丸", en = "pill", kind = "count", factor = "1", ucum = "{Pill}" },
      { value = "sachet", zh = "袋", en = "sachet", kind = "count", factor = "1",
        ucum = "{Sachet}" },
      { value = "ampoule", zh = "支", en = "ampoule", kind = "count", factor = "1",
        ucum = "{Ampule}" },
      { value = "bottle", zh = "瓶", en = "bottle", kind = "count", factor = "1",
        ucum = "{Bottle}" },
      { value = "patch", zh = "贴", en = "patch", kind = "count", factor = "1",
        ucum = "{Patch}" },
      { value = "suppository", zh = "枚", en = "suppository", kind = "count", factor = "1",
        ucum = "{Supp}" },
      { value = "drop", zh = "滴", en = "drop", kind = "count", factor = "1", ucum = "[drp]" },
      { value = "puff", zh = "喷", en = "puff", kind = "count", factor = "1", ucum = "{Puff}" },
      { value = "application", zh = "次（外用）", en = "application", kind = "count", factor = "1",
        ucum = "{Application}" },
      { value = "ug", zh = "微克", en = "microgram", kind = "mass", factor = "1", ucum = "ug" },
      { value = "mg", zh = "毫克", en = "mg", kind = "mass", factor = "1000", ucum = "mg" },
      { value = "g", zh = "克", en = "g", kind = "mass", factor = "1000000", ucum = "g" },
      { value = "ml", zh = "毫升", en = "ml", kind = "volume", factor = "1", ucum = "mL" },
      { value = "l", zh = "升", en = "litre", kind = "volume", factor = "1000", ucum = "L" },
      { value = "iu", zh = "单位", en = "unit (IU)", kind = "activity", factor = "1",
        ucum = "[iU]" },
      { value = "mmol", zh = "毫摩尔", en = "mmol", kind = "substance", factor = "1",
        ucum = "mmol" },
    },
  },
}
