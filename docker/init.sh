#!/bin/bash
# Runs once in the database's container: roles, database, passwords.
set -euo pipefail
run() { psql -v ON_ERROR_STOP=1 --username postgres "$@"; }
run --dbname postgres -f /kopuro/roles.sql
run --dbname postgres -c "create database kopuro owner kopuro_owner"
run --dbname kopuro -f /kopuro/database.sql
run --dbname postgres -v app="$APP_PASSWORD" -v owner="$OWNER_PASSWORD" <<'SQL'
alter role kopuro_app password :'app';
alter role kopuro_owner password :'owner';
SQL
