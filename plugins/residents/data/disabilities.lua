-- Kinds and grades of disability, as the certificate (残疾人证) states them;
-- grade 1 is the most severe. `words` and `digits`: how people write them.
return {
  {
    standard = "GB/T 26341 残疾人残疾分类和分级",
    edition = "2010",
    valid_from = "2011-05-01",
    source = "GB/T 26341-2010; standards 8.2 names five of the kinds",
    confidence = "KH",
    grades = 4,
    kinds = {
      { value = "visual", zh = "视力", en = "Visual", words = { "视力", "视觉" } },
      { value = "hearing", zh = "听力", en = "Hearing", words = { "听力", "听觉" } },
      { value = "speech", zh = "言语", en = "Speech", words = { "言语", "语言" } },
      { value = "physical", zh = "肢体", en = "Physical", words = { "肢体" } },
      { value = "intellectual", zh = "智力", en = "Intellectual", words = { "智力" } },
      { value = "mental", zh = "精神", en = "Mental", words = { "精神" } },
      { value = "multiple", zh = "多重", en = "Multiple", words = { "多重", "综合" } },
    },
    digits = {
      ["一"] = 1, ["二"] = 2, ["三"] = 3, ["四"] = 4, ["五"] = 5, ["六"] = 6, ["七"] = 7,
      ["八"] = 8, ["九"] = 9, ["十"] = 0, ["壹"] = 1, ["贰"] = 2, ["叁"] = 3, ["肆"] = 4,
      ["Ⅰ"] = 1, ["Ⅱ"] = 2, ["Ⅲ"] = 3, ["Ⅳ"] = 4, ["１"] = 1, ["２"] = 2, ["３"] = 3,
      ["４"] = 4, ["０"] = 0,
    },
  },
}
