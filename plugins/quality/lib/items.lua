-- The items of an edition that a home brought in, by part, with what the records
-- suggest for each.
local items = {}

-- { part = { item, ... } }, and all in order.
function items.of(home, edition)
  local by_part, all = {}, home.query("items_of", { standard = edition.standard,
    edition = edition.edition })
  for _, item in ipairs(all) do
    by_part[item.part] = by_part[item.part] or {}
    table.insert(by_part[item.part], item)
  end
  return by_part, all
end

-- Adds `suggested`, `met` and `of` to items that name a fact.
function items.suggest(call, list, facts)
  local known = {}
  for _, fact in ipairs(facts) do known[fact.fact] = fact end
  for _, item in ipairs(list) do
    local fact = item.fact and known[item.fact]
    if fact then
      item.met, item.of = fact.met, fact.of
      item.suggested = call.rules.suggest(item.points, fact.met, fact.of)
    end
  end
  return list
end

-- Is there something to show for a score: a document, or records for all of it.
function items.shown(score, suggested, document)
  return document ~= nil or (suggested ~= nil and score <= suggested)
end

return items
