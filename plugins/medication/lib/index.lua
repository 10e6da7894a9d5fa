-- The names of ingredients and classes, longest first: built once.
local naming = require "lib.naming"

return naming.index { substances = require("data.substances")[1].substances,
  classes = require("data.drug_classes")[1].classes }
