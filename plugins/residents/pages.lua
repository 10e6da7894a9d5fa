return {
  residents = {
    kind = "list", zh = "老人", en = "Residents", icon = "people", order = 30,
    query = "list", search = "search", record = "record",
    columns = { "bed", "name", "sex", "age", "care_level", "state" },
    actions = { "register" },
  },
  record = {
    kind = "record", zh = "老人档案", en = "Resident's file", query = "record", title = "name",
    sections = {
      { zh = "身份", en = "Identity",
        fields = { "name", "sex", "born", "age", "id_number", "phone", "address", "state", "bed",
          "spouse_name", "share_room", "share_document" } },
      { zh = "照护", en = "Care",
        fields = { "care_level", "care_note", "dementia", "mobility", "infection",
          "infection_note", "fall_risk", "oxygen", "dnr" } },
      { zh = "服务协议", en = "Agreement",
        fields = { "agreement_number", "agreement_from", "agreement_to" } },
      { zh = "联系人", en = "Contacts", query = "contacts", input = { resident = "id" },
        actions = { "add_contact", "remove_contact" } },
      { zh = "身份与待遇", en = "Entitlements", query = "statuses", input = { resident = "id" },
        actions = { "add_status", "end_status" } },
      { zh = "过敏", en = "Allergies", query = "allergies", input = { resident = "id" },
        actions = { "add_allergy", "end_allergy" } },
    },
    actions = { "update" },
  },
  expiring = {
    kind = "list", zh = "即将到期", en = "Expiring", icon = "calendar", order = 31,
    query = "expiring", columns = { "name", "what", "ends" },
  },
}
