-- What the imports of FHIR share.
local drugs = require "lib.drugs"
local enums = require "data.enums"
local units = require "data.units"

local fhir = {}

fhir.input = {
  { name = "resource", type = "json", required = true, zh = "资源", en = "Resource" },
  { name = "url", type = "text", zh = "资源地址", en = "Address of the resource" },
  { name = "references", type = "json", zh = "文件内的引用", en = "References within the file" },
  { name = "source", type = "text", max = 80, zh = "来源", en = "Where it is from" },
}

fhir.output = {
  { name = "id", type = "id", zh = "编号", en = "Number" },
  { name = "left_out", type = "json", zh = "没有带入的内容", en = "Not carried over" },
  { name = "warnings", type = "json", zh = "提醒", en = "Warnings" },
}

-- What the pure mapping looks into.
function fhir.tables(call)
  local codes = {}
  for _, known in ipairs(call.data.frequencies[1].codes) do codes[known.code] = true end
  local set = call.settings
  return { units = units[1].units or units, routes = enums.route, outcomes = enums.outcome,
    codes = codes, meals = { set.breakfast, set.lunch, set.supper },
    offset = { ac = set.before_meal, pc = set.after_meal } }
end

-- The resident, or nil with a fault.
function fhir.resident(call, home, reference, path)
  local row = reference and home.query("residents.by_reference", { reference = reference,
    inside = call.input.references, source = call.input.source })[1]
  if row then return row.id end
  refuse(path, "unknown",
    "找不到这是哪位老人。请在同一份文件里带上 Patient，或先导入并用同一个来源名称。",
    "Whose this is can't be told. Bring the Patient in the same file, or first and with the "
    .. "same source name.")
end

-- Keys by which the resource is known again: its address, or its id in a named
-- source.
local function keys_of(input)
  local keys, resource = array {}, input.resource
  if input.url then keys[1] = input.url end
  if input.source and resource.id then
    keys[#keys + 1] = input.source .. "|" .. resource.resourceType .. "/" .. resource.id
  end
  return keys
end

function fhir.refuse_known(call, home)
  for _, key in ipairs(keys_of(call.input)) do
    if home.find("fhir_key", { key = key })[1] then
      refuse("id", "duplicate", "这份资源已经带入过。", "This resource was brought in before.")
      return
    end
  end
end

function fhir.keep(call, home, row)
  for _, key in ipairs(keys_of(call.input)) do
    local kept = copy(row)
    kept.key = key
    home.insert("fhir_key", kept)
  end
end

-- By its name, its generic name, or as an order writes it: with its strength.
local function named(drug, words)
  local label, label_en = drugs.label(drug)
  for _, text in ipairs(words) do
    local want = text:lower()
    if drug.name:lower() == want or (drug.generic and drug.generic:lower() == want)
      or label:lower() == want or label_en:lower() == want then
      return true
    end
  end
  return false
end

-- The one drug of the home's list that the words name. None is made: what a
-- drug holds must be known before it is ordered.
function fhir.drug(home, words, path)
  local found = array {}
  for _, drug in ipairs(home.query("drug_names", {})) do
    if named(drug, words) then found[#found + 1] = drug end
  end
  if #found == 1 then return found[1].id end
  local text = words[1]
  if not text then
    refuse(path, "required", "没有写明是什么药。", "It does not say which drug.")
  elseif #found == 0 then
    refuse(path, "drug", "药品目录里没有“" .. text .. "”。请先登记这种药，再导入退回的文件。",
      "The drug list has no \"" .. text .. "\". Enter the drug, then import the reject file.")
  else
    refuse(path, "drug", "药品目录里有 " .. #found .. " 种“" .. text .. "”，分不清是哪一种。",
      "The drug list has " .. #found .. " of \"" .. text .. "\": which one can't be told.")
  end
end

return fhir
