#!/bin/sh
# Runs nginx with the replicas that the network's name service knows, and tells it when they change: nginx 1.26 looks
# names up at its start only ("server … resolve" came with 1.27.3). A reload loses no request: see ../../../gateway.
set -eu
. /usr/local/lib/gateway-configuration.sh

fetch "$(wanted)" "$dir"
look_up "$dir"
write_upstreams "$dir"
mv "$dir/upstreams.conf.new" "$dir/upstreams.conf"

nginx -p "$dir/" -c nginx.conf -e stderr &
nginx=$!
trap 'kill -QUIT "$nginx"' QUIT TERM INT

follow_names() (
  in_turn
  look_up "$dir"
  write_upstreams "$dir"
  cmp -s "$dir/upstreams.conf.new" "$dir/upstreams.conf" && return
  mv "$dir/upstreams.conf.new" "$dir/upstreams.conf"
  clients_leave
  reload
  clients_stay
)

while kill -0 "$nginx" 2>/dev/null; do
  sleep 1 &
  wait $! || true
  follow_names || true
done
wait "$nginx"
