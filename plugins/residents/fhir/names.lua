-- Systems and codes of FHIR that files of residents use.
return {
  id_number = "urn:oid:2.16.156.10011.1.3", -- 居民身份证
  identifier_type = "http://terminology.hl7.org/CodeSystem/v2-0203",
  contact_role = "http://terminology.hl7.org/CodeSystem/v2-0131",
  family_role = "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
  allergy_clinical = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
  allergy_verified = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
  snomed = "http://snomed.info/sct",

  -- SNOMED CT: "no known allergy", of drugs, of the environment, of food
  no_allergy = { ["716186003"] = true, ["409137002"] = true, ["428607008"] = true,
    ["429625007"] = true },

  relation = { SON = "儿子", DAU = "女儿", WIFE = "妻子", HUSB = "丈夫", SPS = "配偶",
    BRO = "兄弟", SIS = "姐妹", FTH = "父亲", MTH = "母亲", GRNDSON = "孙子",
    GRNDDAU = "孙女", FRND = "朋友", NBOR = "邻居", GUARD = "监护人", NIENEPH = "侄甥" },
  role = { N = "亲属", C = "紧急联系人", E = "单位", U = "未说明" },
}
