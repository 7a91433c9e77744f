#!/bin/sh
# `sohotich` at the server, as the service runs it: its user, its home, the variables of
# /etc/sohotich.env. Copy to /usr/local/bin/sohotich; run as root. See docs/running.md.
set -eu
umask 0077
export HOME=/srv/sohotich SOHOTICH_HOME=/srv/sohotich
settings=${SOHOTICH_SETTINGS:-/etc/sohotich.env}
# Read, not sourced: to a shell, the & and ? of an address would be a command.
if [ -r "$settings" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        [A-Z]*=*) ;;
        *) continue ;;
        esac
        value=${line#*=}
        case $value in
        \"*\" | \'*\') value=${value#?} value=${value%?} ;;
        esac
        export "${line%%=*}=$value"
    done <"$settings"
fi
exec setpriv --reuid sohotich --regid sohotich --init-groups --no-new-privs \
    /opt/sohotich/bin/sohotich "$@"
