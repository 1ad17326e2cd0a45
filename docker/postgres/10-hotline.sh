#!/bin/sh
# First start of the database: the owner of the tables, who is no superuser, and the roles of the first migration.
set -eu
password=$(cat /run/secrets/postgres_password)
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --quiet --set password="$password" <<'SQL'
create role hotline login password :'password';
create role hotline_app nologin;
create role hotline_numbers nologin;
grant hotline_app, hotline_numbers to hotline;
create database hotline owner hotline;
SQL
