-- The headings that CMS has given these columns over the years.
local function column(field, ...) return { field = field, header = array { ... } } end

return {
  zh = "CMS 机构评级", en = "CMS provider information", action = "import_facility",
  columns = {
    { field = "ccn", required = true, header = { "FPN", "ccn", "Federal Provider Number",
      "federal_provider_number", "CMS Certification Number (CCN)",
      "cms_certification_number_ccn", "cms_certification_number" } },
    column("name", "provider_name", "Provider Name"),
    column("overall", "overall_rating", "overall", "Overall Rating"),
    column("health", "health_inspection_rating", "health_inspection", "Health Inspection Rating"),
    column("staffing", "staffing_rating", "staffing", "Staffing Rating"),
    column("qm", "qm_rating", "qm", "QM Rating"),
    column("special_focus", "special_focus_status", "Special Focus Status"),
    column("abuse", "abuse_icon", "Abuse Icon"),
    column("published", "processing_date", "Processing Date"),
  },
}
