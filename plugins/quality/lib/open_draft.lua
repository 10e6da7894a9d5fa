-- A draft that is still being filled in; refuses one that is not.
return function(home, id)
  local draft = home.get("draft", id)
  if draft.state ~= "open" then
    refuse("draft", "state", "这份草稿已经记录或放弃。", "This draft is recorded or dropped.")
  end
  return draft
end
