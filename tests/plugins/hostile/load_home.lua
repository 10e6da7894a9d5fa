-- expect: load error 'home' is not defined
-- It uses the host while it is being loaded.
return { x = home.insert('t', {}) }
