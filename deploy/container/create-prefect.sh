#!/bin/sh
# PostgreSQL 第一次启动时：给 Prefect 单独一个数据库。
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE DATABASE prefect OWNER huitoukan;
\connect prefect
CREATE EXTENSION IF NOT EXISTS pg_trgm;
SQL
