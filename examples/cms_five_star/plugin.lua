-- The CMS five-star overall rating of US nursing homes: a foreign scheme as a
-- site's own plugin. It needs nothing of the host but what any plugin may use.
return {
  id = "cms_five_star", version = "1.0.0", host = 1,
  zh = "美国五星评级", en = "CMS five-star rating",

  data = { editions = require "data.editions" },
  rules = { overall = require "rules.overall" },
  tables = { facility = require "data.facility" },

  permissions = {
    ["cms_five_star.read"] = { roles = { "manager", "inspector" },
      zh = "查看评级", en = "See ratings" },
    ["cms_five_star.import"] = { roles = { "manager" }, zh = "导入机构", en = "Import facilities" },
  },

  actions = { import_facility = require "actions.import_facility" },
  queries = { overall = require "queries.overall", compare = require "queries.compare",
    rows = require "queries.rows" },
  imports = { facilities = require "data.columns" },

  pages = {
    compare = { kind = "list", zh = "五星评级核对", en = "Published against computed",
      menu = "quality", order = 90, query = "compare", key = "ccn", filters = { "differing" } },
  },
}
