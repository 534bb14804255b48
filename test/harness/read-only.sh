# Runs a program as a container would: nobody special, on a read-only file system with /tmp alone to write to.
# $1 an empty folder, $2 the image's /app, which is /mnt there; then the program.
set -e
root=$1
app=$2
shift 2
mount --make-rprivate /
mount --bind / "$root"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$app" "$root/mnt"
mount -o remount,bind,ro "$root/mnt"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -o remount,bind,ro "$root"
exec chroot "$root" setpriv --reuid 1000 --regid 1000 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
  sh -c 'cd /mnt && exec "$@"' container "$@"
