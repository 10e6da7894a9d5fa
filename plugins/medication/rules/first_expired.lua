-- Which batches an amount comes from: what expires first, first; the smaller
-- number where equal; nothing that has expired. `batches`: { id, expiry, on_hand }.
-- Gives the parts { batch, quantity }, what is short ("0" when nothing), and
-- whether something expired was passed over.
return function(batches, quantity, today)
  local usable, expired = array {}, false
  for _, batch in ipairs(batches) do
    if decimal.cmp(batch.on_hand, "0") > 0 then
      if batch.expiry < today then
        expired = true
      else
        usable[#usable + 1] = batch
      end
    end
  end
  table.sort(usable, function(a, b)
    if a.expiry ~= b.expiry then return a.expiry < b.expiry end
    return a.id < b.id
  end)
  local parts, left = array {}, quantity
  for _, batch in ipairs(usable) do
    if decimal.cmp(left, "0") <= 0 then break end
    local part = decimal.cmp(batch.on_hand, left) < 0 and batch.on_hand or left
    parts[#parts + 1] = { batch = batch.id, quantity = part }
    left = decimal.sub(left, part)
  end
  return parts, left, expired
end
