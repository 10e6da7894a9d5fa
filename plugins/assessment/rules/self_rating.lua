-- Table B of 37号: the grade by how many items of class a and b are dependent;
-- only some grades may apply.
return function(a, b, table_b)
  for _, each in ipairs(table_b.grades) do
    for _, pair in ipairs(each.pairs) do
      if pair[1] == a and pair[2] == b then
        return { a = a, b = b, grade = each.grade, eligible = each.eligible or false }
      end
    end
  end
end
