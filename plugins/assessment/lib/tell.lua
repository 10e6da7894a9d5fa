-- Something small has changed: pages that show it ask again.
return function(home, resident, what)
  home.publish("changed", "resident:" .. resident, { resident = resident, what = what })
end
