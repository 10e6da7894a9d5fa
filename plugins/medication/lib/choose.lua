-- Gives a function that lists declared fields by their names, among others that
-- are declared where they are used.
return function(known)
  return function(...)
    local list = array {}
    for i, each in ipairs { ... } do
      list[i] = type(each) == "string" and assert(known[each], each) or each
    end
    return list
  end
end
