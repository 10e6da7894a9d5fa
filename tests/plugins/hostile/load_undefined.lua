-- expect: load error plugin.lua:3: 'residnets' is not defined
-- It misspells a name.
return { needs = { residnets } }
