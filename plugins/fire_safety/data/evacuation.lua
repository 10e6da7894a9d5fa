-- How many helpers a person needs on the way out. No text sets this: the
-- home's own figure, to be corrected after its drills.
return {
  {
    standard = "松鹤疏散人力估算", edition = "2026", valid_from = "2020-01-01",
    source = "own estimate", confidence = "U",
    helpers = { walks = 0, aided = 1, wheelchair = 1, bed = 2, unknown = 2 },
  },
}
