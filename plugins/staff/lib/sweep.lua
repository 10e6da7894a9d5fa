-- Counts, at given instants, what lies over them: spans with `starts` and `ends`
-- (nil: open). `instants` in order; `take(span, +1 or -1)` adds or takes away;
-- `look(instant)` sees what stands.
return function(spans, instants, take, look)
  local edges = {}
  for _, span in ipairs(spans) do
    edges[#edges + 1] = { at = span.starts, span = span, by = 1 }
    if span.ends then edges[#edges + 1] = { at = span.ends, span = span, by = -1 } end
  end
  -- What ends at an instant is gone before what begins there.
  table.sort(edges, function(a, b)
    if a.at ~= b.at then return a.at < b.at end
    return a.by < b.by
  end)
  local next_edge = 1
  for _, instant in ipairs(instants) do
    while edges[next_edge] and edges[next_edge].at <= instant do
      take(edges[next_edge].span, edges[next_edge].by)
      next_edge = next_edge + 1
    end
    look(instant)
  end
end
