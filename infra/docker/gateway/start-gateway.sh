#!/bin/sh
# Runs nginx with the replicas that the network's name service knows, and tells it when they change: nginx 1.26 looks
# names up at its start only ("server … resolve" came with 1.27.3). A reload loses no request: see ../../../gateway.
set -eu

dir=/run/gateway
cp -R /etc/twinshop-gateway/. "$dir"
mkdir -p "$dir/names"

# Before the name come the name server's own lines.
addresses() {
  busybox nslookup "$1" 2>/dev/null |
    awk '/^Name/ { found = 1 } found && /^Address/ { for (i = 2; i <= NF; i++) if ($i ~ /^[0-9]+(\.[0-9]+)+$/) print $i }' | sort -u
}

# Who is not known any more is gone, and soon somebody else may have that address; but where nobody is known it is the
# name service that is away, and what was known stays.
look_up() {
  rm -rf "$dir/names.new"
  mkdir "$dir/names.new"
  for name in $(awk '$1 == "server" && $2 ~ /^[a-z]/ { sub(/:.*/, "", $2); print $2 }' /etc/twinshop-gateway/upstreams.conf | sort -u); do
    addresses "$name" >"$dir/names.new/$name"
  done
  [ -n "$(cat "$dir/names.new/"*)" ] || return 0
  rm -rf "$dir/names"
  mv "$dir/names.new" "$dir/names"
}

# Each line "server name:port …" becomes one for each address of that name, or one that leads nowhere.
write_upstreams() {
  awk -v names="$dir/names/" '
    $1 == "server" && $2 ~ /^[a-z]/ {
      split($2, place, ":"); known = 0
      while ((getline address < (names place[1])) > 0) {
        line = $0; sub($2, address ":" place[2], line); print line; known = 1
      }
      close(names place[1])
      if (!known) { line = $0; sub($2, "127.0.0.1:9", line); print line }
      next
    }
    { print }' /etc/twinshop-gateway/upstreams.conf >"$dir/upstreams.conf.new"
}

look_up
write_upstreams
mv "$dir/upstreams.conf.new" "$dir/upstreams.conf"

nginx -p "$dir/" -c nginx.conf -e stderr &
nginx=$!
trap 'kill -QUIT "$nginx"' QUIT TERM INT

while kill -0 "$nginx" 2>/dev/null; do
  sleep 1 &
  wait $! || true
  look_up
  write_upstreams
  cmp -s "$dir/upstreams.conf.new" "$dir/upstreams.conf" && continue
  mv "$dir/upstreams.conf.new" "$dir/upstreams.conf"
  # Clients are asked to make new connections first: those that are kept end with the reload.
  touch "$dir/leaving"
  sleep 0.5
  kill -HUP "$nginx" 2>/dev/null || break
  sleep 1
  rm -f "$dir/leaving"
done
wait "$nginx"
