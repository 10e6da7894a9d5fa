-- Runs of entries whose content is the same, in order of time. Pure: `entries`
-- are { at, content }; a run shorter than `least` is none.
return function(entries, least)
  local list, runs, run = {}, array {}, nil
  for i, entry in ipairs(entries) do list[i] = entry end
  table.sort(list, function(a, b) return a.at < b.at end)
  for _, entry in ipairs(list) do
    if run and run.content == entry.content then
      run.count, run.to = run.count + 1, entry.at
    else
      run = { content = entry.content, count = 1, from = entry.at, to = entry.at }
    end
    if run.count == least then runs[#runs + 1] = run end
  end
  return runs
end
