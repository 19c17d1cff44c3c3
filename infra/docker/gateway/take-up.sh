#!/bin/sh
# take-up NAME: has nginx take up the configuration of that name below /etc/twinshop-gateway, and loses no request. Ends when
# all are answered by it. Fails with nginx's words where nginx can't take it. Whoever asked may be gone meanwhile: it comes to
# its end.
set -eu
. /usr/local/lib/gateway-configuration.sh

is_at_work() {
  busybox wget -q -T 2 -O - http://127.0.0.1:9080/health/ready 2>/dev/null | grep -q "\"configuration\":\"$1\""
}

in_turn
if is_at_work "$1"; then exit 0; fi

next="$dir/next"
rm -rf "$next"
fetch "/etc/twinshop-gateway/$1" "$next"
look_up "$next"
write_upstreams "$next"
mv "$next/upstreams.conf.new" "$next/upstreams.conf"
nginx -t -q -p "$dir/" -c "$next/nginx.conf" -e stderr
cp -R "$next/." "$dir"

clients_leave
reload
tries=0
until is_at_work "$1"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 250 ]; then
    echo 'nginx did not take up its new configuration.' >&2
    exit 1
  fi
  sleep 0.01
done
# nginx ends its old workers a tenth of a second after it has started new ones (ngx_master_process_cycle).
sleep 0.15
# The next one waits for it; who asked need not, and would for as long as it had one of its outputs.
(
  exec </dev/null >/dev/null 2>&1
  clients_stay
) &
