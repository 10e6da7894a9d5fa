-- expect: load error
-- It holds escapes beyond their range.
return '\99999999999'
