#!/usr/bin/env bash
# packages.sh: installs the Debian packages that the tests use, where that is allowed; otherwise says what stays away.
set -uo pipefail

wanted=()
have() { command -v "$1" >/dev/null 2>&1; }
have chromium || have chromium-browser || have google-chrome || wanted+=(chromium)
have soffice || wanted+=(libreoffice-writer libreoffice-calc)
fc-list :lang=zh 2>/dev/null | grep -q . || wanted+=(fonts-noto-cjk)
ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 || wanted+=(postgis-server)
[ ${#wanted[@]} = 0 ] && exit 0

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
if [ "${PACKAGES:-yes}" = no ] || ! have apt-get || ! "${as_root[@]}" true 2>/dev/null; then
    echo "Not installed, and not allowed to install here: ${wanted[*]}. Tests that need them are left out and say so." >&2
    exit 0
fi
echo "Installing ${wanted[*]} …" >&2
"${as_root[@]}" apt-get update -qq
# The server's package carries its version in its name: the newest one that this release has.
server=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' | cut -d' ' -f1 | sort -V | tail -n 1)
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -qq -y --no-install-recommends \
    "${wanted[@]/postgis-server/$server}" >/dev/null ||
    echo "Could not install ${wanted[*]}. Tests that need them are left out and say so." >&2
