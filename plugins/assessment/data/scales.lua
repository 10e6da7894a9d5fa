-- All scales, each edition with its validity, source and confidence; checked
-- as it is loaded: a plugin whose tables do not add up does not start.
local check = require "lib.check"

local scales = {
  require "data.gbt42195", require "data.ltc37", require "data.mzt039", require "data.barthel",
  require "data.safety",
}
check(scales)
return scales
