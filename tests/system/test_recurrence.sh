#!/usr/bin/env bash
# Random rules against two other engines (python3-dateutil, libical).
exec /usr/bin/python3 "$(dirname "$0")/oracle_recurrence.py" \
  --build "$SONGHE_BUILD" --count "${COUNT:-600}" --seed "${SEED:-20261123}"
