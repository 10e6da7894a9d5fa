-- 老人档案: who lives in the home, whom to call, what they are entitled to,
-- what to beware of.
return {
  id = "residents", version = "1.0.0", host = 1, needs = {},
  zh = "老人档案", en = "Residents",

  settings = {
    { name = "check_months", type = "integer", default = 6, min = 1, max = 12, required = true,
      zh = "档案核查间隔（月）", en = "Months between checks of a file" },
  },

  data = {
    id_number = require "data.id_number",
    statuses = require "data.statuses",
    disabilities = require "data.disabilities",
  },

  rules = {
    id_number = require "rules.id_number",
    initials = require "rules.initials",
    status_kind = require "rules.status_kind",
    disability = require "rules.disability",
  },

  tables = {
    resident = require "tables.resident",
    contact = require "tables.contact",
    status = require "tables.status",
    allergy = require "tables.allergy",
    place = require "tables.place",
    fhir_id = require "tables.fhir_id",
  },

  permissions = {
    ["residents.read"] = {
      roles = { "manager", "admissions", "nurse", "caregiver", "doctor", "pharmacist",
        "social_worker", "safety_officer", "inspector" },
      zh = "查看老人档案", en = "Read residents' files" },
    ["residents.register"] = { roles = { "manager", "admissions" },
      zh = "登记老人", en = "Register residents" },
    ["residents.update"] = { roles = { "manager", "admissions", "nurse", "social_worker" },
      zh = "更正档案", en = "Change files" },
    ["residents.status"] = { roles = { "manager", "admissions", "social_worker" },
      zh = "登记身份与待遇", en = "Keep entitlements" },
    ["residents.clinical"] = { roles = { "manager", "nurse", "doctor" },
      zh = "登记过敏", en = "Keep allergies" },
    ["residents.export"] = { roles = { "manager", "admissions", "doctor" },
      zh = "导出档案", en = "Export files" },
  },

  actions = {
    register = require "actions.register",
    update = require "actions.update",
    set_photo = require "actions.set_photo",
    add_status = require "actions.add_status",
    end_status = require "actions.end_status",
    add_contact = require "actions.add_contact",
    remove_contact = require "actions.remove_contact",
    add_allergy = require "actions.add_allergy",
    end_allergy = require "actions.end_allergy",
    import_resident = require "actions.import_resident",
    import_patient = require "actions.import_patient",
    import_allergy = require "actions.import_allergy",
    check_file = require "actions.check_file",
  },

  queries = {
    search = require "queries.search",
    list = require "queries.list",
    record = require "queries.record",
    contacts = require "queries.contacts",
    statuses = require "queries.statuses",
    allergies = require "queries.allergies",
    by_number = require "queries.by_number",
    disabilities = require "queries.disabilities",
    disability_rows = require "queries.disability_rows",
    kinds = require "queries.kinds",
    expiring = require "queries.expiring",
    by_reference = require "queries.by_reference",
    fhir = require "queries.fhir",
    fhir_residents = require("queries.fhir_parts").residents,
    fhir_contacts = require("queries.fhir_parts").contacts,
    fhir_numbers = require("queries.fhir_parts").numbers,
    fhir_allergies = require("queries.fhir_parts").allergies,
  },

  on = {
    ["beds.assigned"] = require "on.placed",
    ["beds.transferred"] = require "on.placed",
    ["beds.swapped"] = require "on.placed",
    ["beds.discharged"] = require "on.discharged",
    ["assessment.completed"] = require "on.assessed",
  },

  duties = {
    check_file = {
      zh = "核查老人档案", en = "Check a resident's file", permission = "residents.update",
      outcomes = {
        { value = "done", zh = "已核查", en = "Checked", done = true },
        { value = "skipped", zh = "未核查", en = "Not checked", reason = true },
      },
      early = "P14D", late = "P7D", missed = "P30D",
      second_signer = false, downtime = "latest",
      fields = {
        { name = "note", type = "text", max = 500, zh = "发现", en = "Findings" },
      },
      standard = "基本养老服务：信息档案定期核查（5.1.3）",
    },
  },

  imports = require "imports",
  reports = {
    fhir = { zh = "老人与过敏（FHIR）", en = "Residents and allergies (FHIR)",
      permission = "residents.export", query = "fhir", format = "fhir" },
  },
  pages = require "pages",
}
