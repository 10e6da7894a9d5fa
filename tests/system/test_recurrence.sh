#!/usr/bin/env bash
# Random rules against two other engines (python3-dateutil, libical).
exec /usr/bin/python3 "$(dirname "$0")/oracle_recurrence.py" \
  --build "$SONGHE_BUILD" --count "${COUNT:-1500}" --seed "${SEED:-20261123}"
