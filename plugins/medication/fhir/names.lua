-- Systems and codes of FHIR that orders and doses use.
local names = {
  timing = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation",
  snomed = "http://snomed.info/sct",
  ucum = "http://unitsofmeasure.org",
  drug_form = "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm",
  course = "http://terminology.hl7.org/CodeSystem/medicationrequest-course-of-therapy",
  performer = "http://terminology.hl7.org/CodeSystem/med-admin-perform-function",

  -- SNOMED CT routes. Eyes and ears are left out: the code does not say which.
  route = {
    ["26643006"] = "po", ["37839007"] = "sl", ["54471007"] = "buccal", ["127492001"] = "tube",
    ["18679011000001101"] = "inhaled", ["447694001"] = "inhaled", ["6064005"] = "topical",
    ["448598008"] = "topical", ["45890007"] = "patch", ["46713006"] = "nasal",
    ["37161004"] = "rectal", ["16857009"] = "vaginal", ["34206005"] = "sc", ["78421000"] = "im",
    ["372464004"] = "id", ["47625008"] = "iv",
    -- the same as qualifiers, as older files have them
    ["263887005"] = "sc", ["255560000"] = "iv", ["255559005"] = "im", ["260548002"] = "po",
  },
  route_out = {
    po = "26643006", sl = "37839007", buccal = "54471007", tube = "127492001",
    inhaled = "447694001", topical = "6064005", patch = "45890007", nasal = "46713006",
    rectal = "37161004", vaginal = "16857009", sc = "34206005", im = "78421000",
    id = "372464004", iv = "47625008",
  },

  -- Forms that are counted.
  form = { TAB = "tablet", CAP = "capsule", PILL = "pill", DROP = "drop", OPDROP = "drop",
    PUFF = "puff", SUPP = "suppository", PATCH = "patch", AMP = "ampoule" },

  -- Other spellings of units.
  unit = { mcg = "ug", ["µg"] = "ug", cc = "ml" },

  -- Codes of the standard's table whose meaning is ours exactly.
  code = { QD = "qd", BID = "bid", TID = "tid", QID = "qid", QOD = "qod", Q4H = "q4h",
    Q6H = "q6h", Q8H = "q8h", AM = "qm", BED = "hs", WK = "qw" },
  code_out = { qd = "QD", bid = "BID", tid = "TID", qid = "QID", qod = "QOD", q4h = "Q4H",
    q6h = "Q6H", q8h = "Q8H", hs = "BED", qw = "WK" },

  weekday = { mon = 1, tue = 2, wed = 3, thu = 4, fri = 5, sat = 6, sun = 7 },
  weekday_out = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" },
}

return names
