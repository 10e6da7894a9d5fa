-- Codes and their words: CodeableConcept, both ways.
local concept = {}

-- The words of a concept, or nil: its text, else the first display or code.
function concept.words(node)
  if not node then return nil end
  local text = node:take("text")
  if text then return text end
  for _, coding in ipairs(node:list("coding")) do
    local words = coding:take("display") or coding:take("code")
    if words then return words end
  end
end

-- The code that the concept has in `system`, or nil.
function concept.code(node, system)
  if not node then return nil end
  for _, coding in ipairs(node:list("coding")) do
    if coding.value.system == system and coding.value.code then
      coding:take("system")
      coding:take("display")
      return coding:take("code")
    end
  end
end

-- The same without reading it: for what may have no place.
function concept.peek(node, system)
  for _, coding in ipairs(node and node.value.coding or {}) do
    if coding.system == system and coding.code then return coding.code end
  end
end

function concept.make(system, code, display)
  return { coding = array { { system = system, code = code, display = display } } }
end

return concept
