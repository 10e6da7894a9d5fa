-- Pages of what is kept for residents, of consents, drugs and checks.
local tell = { "medication.*", "duty.*" }

local function list(page)
  page.kind, page.refresh = "list", page.refresh or tell
  return page
end

return {
  stock = list {
    zh = "代管药品", en = "Residents' medicines", menu = "medication", icon = "board", order = 50,
    query = "stock", of = "batch", key = "batch", title = "about", filters = { "resident", "drug" },
    columns = { "bed_name", "resident_name", "drug_name", "strength", "strength_unit", "lot",
      "expiry", "on_hand", "unit" },
    record = "batch", actions = { { action = "receive", key = "n" } },
    -- nothing filled in where it is counted: the record would agree with itself
    row_actions = {
      { action = "count_stock", key = "c", fill = { batch = "batch" } },
      { action = "return_stock", key = "r", fill = { batch = "batch" } },
      { action = "destroy", key = "d", fill = { batch = "batch" } },
    },
  },
  batch = {
    kind = "record", zh = "批次", en = "Batch", query = "batch", key = "batch",
    title = "about", notes = { "bed_name" },
    sections = {
      { zh = "批次", en = "Batch", columns = { "strength", "strength_unit", "lot", "expiry",
        "days_left", "on_hand", "unit", "controlled", "state" } },
      { zh = "流水", en = "Ledger", query = "batch_ledger", columns = { "number", "at", "kind",
        "quantity", "balance", "person", "second", "reason", "reversed" } },
    },
    actions = {
      { action = "count_stock", key = "c", fill = { batch = "batch" } },
      { action = "return_stock", key = "r", fill = { batch = "batch" } },
      { action = "destroy", key = "d", fill = { batch = "batch" } },
    },
    refresh = tell,
  },
  ledger = list {
    zh = "出入流水", en = "Ledger", menu = "medication", icon = "form", order = 51,
    query = "ledger", of = "movement", key = "movement", title = "about",
    notes = { "kind", "quantity" },
    filters = { "resident", "drug", "from", "to" }, record = "batch", record_key = "batch",
    columns = { "at", "resident_name", "drug_name", "lot", "kind", "quantity", "balance", "unit",
      "person", "second", "reason" },
    row_actions = { { action = "correct_movement", fill = { movement = "movement" } } },
  },
  stock_alarms = list {
    zh = "药品提醒", en = "Alarms about medicines", menu = "today", icon = "warn", order = 14,
    query = "stock_alarms", key = "key", title = "drug_name",
    columns = { "kind", "bed_name", "resident_name", "drug_name", "lot", "expiry", "on_hand",
      "unit", "days", "reasons" },
  },
  discrepancies = list {
    zh = "药品差异", en = "Discrepancies", menu = "medication", icon = "warn", order = 52,
    query = "discrepancies", of = "discrepancy", key = "discrepancy", title = "about",
    notes = { "expected", "found" }, filters = { "all" }, record = "batch",
    record_key = "batch",
    columns = { "at", "resident_name", "drug_name", "lot", "expected", "found", "unit", "person",
      "note", "state", "explanation" },
    row_actions = { { action = "explain_discrepancy", key = "e" } },
  },
  counts = list {
    zh = "盘点记录", en = "Counts", menu = "medication", icon = "check", order = 53,
    query = "counts", key = "id", title = "drug_name", filters = { "resident", "from" },
    columns = { "at", "resident_name", "drug_name", "lot", "expected", "found", "unit", "person",
      "second" },
  },
  register = list {
    zh = "管制药品专用账册", en = "Register of controlled drugs", menu = "medication",
    icon = "lock", order = 60, query = "register", key = "movement", title = "drug_name",
    filters = { "drug", "from", "to" },
    columns = { "at", "drug_name", "strength", "strength_unit", "resident_name", "lot", "kind",
      "quantity", "running", "unit", "person", "second", "reason" },
  },
  register_balance = list {
    zh = "管制药品结存", en = "Balance of controlled drugs", menu = "medication", icon = "lock",
    order = 61, query = "register_balance", key = "drug", title = "drug_name",
    columns = { "drug_name", "strength", "strength_unit", "controlled", "on_hand", "ledger",
      "unit", "lone", "last_count" },
  },
  drugs = list {
    zh = "药品目录", en = "Drug list", menu = "medication", icon = "medication", order = 70,
    query = "drugs", of = "drug", key = "id", search = "drugs", title = "name",
    notes = { "generic", "strength", "form" }, filters = { "text" },
    columns = { "name", "generic", "strength", "strength_unit", "form", "high_alert",
      "controlled", "daily_max", "source", "edition", "active" },
    actions = { { action = "add_drug", key = "n" }, "load_drugs" },
    row_actions = { { action = "change_drug", fill = { drug = "id", name = "name",
        generic = "generic", form = "form", high_alert = "high_alert",
        controlled = "controlled", contents = "contents", daily_max = "daily_max",
        source = "source", edition = "edition" } },
      { action = "retire_drug", fill = { drug = "id" } } },
  },
  check = list {
    zh = "用药核对", en = "Check a medicine", menu = "medication", icon = "check", order = 71,
    query = "check", key = "key", title = "code", filters = { "resident", "drug" },
    columns = { "severity", "reasons", "source", "edition" },
  },
  knowledge = list {
    zh = "用药知识", en = "What the checks know", menu = "medication", icon = "form", order = 72,
    query = "knowledge", key = "key", title = "what",
    columns = { "what", "source", "edition", "entries", "partial", "confidence", "imported" },
  },
  overrides = list {
    zh = "用药核对破例", en = "Checks overridden", menu = "medication", icon = "warn", order = 73,
    query = "overrides", key = "key", title = "drug_name", filters = { "resident", "from" },
    columns = { "at", "resident_name", "drug_name", "severity", "zh", "reason", "person",
      "second", "doctor", "agreed_how" },
  },
  consents = list {
    zh = "服药管理协议", en = "Consents for medicines", menu = "medication", icon = "form",
    order = 80, query = "consents", of = "consent", key = "consent", title = "resident_name",
    notes = { "signer", "starts", "ends" }, filters = { "resident" },
    columns = { "resident_name", "signer", "relation", "signed", "starts", "ends", "document",
      "state" },
    actions = { { action = "sign_consent", key = "n" } },
    row_actions = { { action = "end_consent", fill = { consent = "consent" } } },
  },
  expiring_consents = list {
    zh = "服药协议到期", en = "Consents that end", menu = "today", icon = "clock", order = 30,
    query = "expiring_consents", key = "resident", title = "resident_name",
    filters = { "before" }, columns = { "bed_name", "resident_name", "ends", "reasons" },
    row_actions = { { action = "sign_consent", fill = { resident = "resident" } } },
  },
}
