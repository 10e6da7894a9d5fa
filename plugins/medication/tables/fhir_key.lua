-- FHIR resources that were brought in, so that none comes in twice.
return {
  zh = "已带入的资源", en = "Resource brought in", append_only = true,
  columns = {
    { name = "key", type = "text", min = 1, max = 300, required = true, unique = true,
      zh = "标识", en = "Key" },
    { name = "for_order", type = "ref", to = "order", zh = "医嘱", en = "Order" },
    { name = "outside", type = "ref", to = "outside", zh = "院外用药", en = "Taken elsewhere" },
  },
}
