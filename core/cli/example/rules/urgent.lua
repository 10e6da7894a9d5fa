-- Whether a note has waited too long. Pure: what it needs it is given.
return function(note, now, hours)
  return now - note.written >= hours * 3600000
end
