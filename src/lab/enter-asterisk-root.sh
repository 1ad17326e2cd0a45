#!/bin/sh
# Runs a command inside the private root, in a mount namespace of its own: nothing shows on the host, and nothing is
# left when the process ends, however it ends. The command takes this shell's place, so its pid is the part's pid.
# To be started as: unshare --mount enter-asterisk-root.sh ROOT HOME PROMPTS RECORDINGS COMMAND...
set -e
root=$1 home=$2 prompts=$3 recordings=$4
shift 4
# Nothing mounted from here on shows on the host. Inside a chroot "/" can't be made private; the root itself then is.
if ! mount --make-rprivate / 2>/dev/null; then
  mount --bind "$root" "$root"
  mount --make-private "$root"
fi
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
for name in hosts resolv.conf; do [ -e "$root/etc/$name" ] || : >"$root/etc/$name"; done
mount --bind "$home/run/hosts" "$root/etc/hosts"
mount --bind "$home/run/resolv.conf" "$root/etc/resolv.conf"
for name in pbx carrier log; do mount --bind "$home/$name" "$root/hotline/$name"; done
mount --bind "$prompts" "$root/hotline/prompts"
mount --bind "$recordings" "$root/hotline/recordings"
ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -H -n)" || true
exec chroot "$root" "$@"
