#!/usr/bin/env bash
# with_postgres.sh COMMAND [ARG ...]: runs COMMAND with DATABASE_URL set to a throw-away PostgreSQL + PostGIS cluster.
# The cluster listens on a loopback port of its own, lives in a temporary folder and goes when COMMAND ends.
# Exit status: that of COMMAND; 69 where no server with PostGIS is installed.
set -euo pipefail

bin=""
for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr); do
    version=$(basename "$(dirname "$candidate")")
    [ -e "/usr/share/postgresql/$version/extension/postgis.control" ] && bin=$candidate && break
done
if [ -z "$bin" ]; then
    echo "No PostgreSQL server with PostGIS is installed (Debian: apt-get install postgresql-15-postgis-3)." >&2
    exit 69
fi

folder=$(mktemp -d)
as_server() { "$@"; }
if [ "$(id -u)" = 0 ]; then  # the server refuses to run as root
    chown postgres "$folder"
    as_server() { setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$folder" "$@"; }
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
stop() {
    as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

cd "$folder"
as_server "$bin/initdb" -D "$folder/data" -U jingtu -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start \
    -o "-c listen_addresses=127.0.0.1 -p $port -k $folder -c fsync=off -c full_page_writes=off" >/dev/null
as_server "$bin/createdb" -h 127.0.0.1 -p "$port" -U jingtu jingtu
cd - >/dev/null

DATABASE_URL="postgres://jingtu@127.0.0.1:$port/jingtu" "$@"
