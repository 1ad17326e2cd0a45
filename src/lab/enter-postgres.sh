#!/bin/sh
# Runs a PostgreSQL program as user postgres (it refuses root) with the data folder bound over /var/lib/postgresql in a
# mount namespace of its own. A home under /root can't be entered by that user; the bound folder can.
# To be started as: unshare --mount enter-postgres.sh FOLDER COMMAND...
set -e
folder=$1
shift
# Inside a chroot "/" can't be made private; whoever made the chroot keeps its mounts to himself.
mount --make-rprivate / 2>/dev/null || true
mount --bind "$folder" /var/lib/postgresql
cd /
exec setpriv --reuid postgres --regid postgres --init-groups ${HOTLINE_TEST_DIE_WITH_PARENT:+--pdeathsig KILL} -- "$@"
