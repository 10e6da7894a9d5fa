-- expect: load timeout
-- It loops while it is being loaded.
while true do
end
