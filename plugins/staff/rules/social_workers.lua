-- How many social workers so many beds want: one for each so many, or part of it.
return function(beds, settings)
  local per = settings.beds_per_social_worker
  return (beds + per - 1) // per
end
