-- expect: load error requires itself
-- It requires itself in a circle.
return require('plugin')
