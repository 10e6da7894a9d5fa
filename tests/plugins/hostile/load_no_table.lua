-- expect: load error must return a table
-- It returns no table.
return 5
