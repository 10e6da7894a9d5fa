-- A day that figures are asked for: what has not happened is no figure.
return function(call, field)
  local day = call.input[field]
  if not day or day <= call.today then return end
  refuse(field, "future", "这一天还没有到，最晚填今天（" .. call.today .. "）。",
    "That day has not come yet. Today (" .. call.today .. ") is the last.")
  stop()
end
