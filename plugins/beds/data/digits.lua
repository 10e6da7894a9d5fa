-- The digits in which people write floors: 三楼.
return {
  ["一"] = 1, ["二"] = 2, ["三"] = 3, ["四"] = 4, ["五"] = 5, ["六"] = 6, ["七"] = 7,
  ["八"] = 8, ["九"] = 9,
}
