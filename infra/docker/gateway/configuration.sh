# What start-gateway and take-up have in common: how nginx's configuration comes from where it was rendered to where nginx
# reads it, on a file system in memory.

dir=/run/gateway

# Where the configuration is that was asked for last: the image's own, unless somebody keeps several there.
wanted() {
  echo "/etc/twinshop-gateway/$(cat /etc/twinshop-gateway/wanted 2>/dev/null || true)"
}

# One change of the configuration at a time; to be called with what else is done meanwhile.
in_turn() {
  exec 9>"$dir/lock"
  flock 9
}

# Copies a configuration; the names in its upstreams stay beside it.
fetch() {
  mkdir -p "$2/names"
  cp -R "$1/." "$2"
  mv "$2/upstreams.conf" "$2/upstreams.named"
}

# Before the name come the name server's own lines.
addresses() {
  busybox nslookup "$1" 2>/dev/null |
    awk '/^Name/ { found = 1 } found && /^Address/ { for (i = 2; i <= NF; i++) if ($i ~ /^[0-9]+(\.[0-9]+)+$/) print $i }' | sort -u
}

# Who is not known any more is gone, and soon somebody else may have that address; but where nobody is known it is the
# name service that is away, and what was known stays.
look_up() {
  rm -rf "$1/names.new"
  mkdir "$1/names.new"
  for name in $(awk '$1 == "server" && $2 ~ /^[a-z]/ { sub(/:.*/, "", $2); print $2 }' "$1/upstreams.named" | sort -u); do
    addresses "$name" >"$1/names.new/$name"
  done
  [ -n "$(cat "$1/names.new/"*)" ] || return 0
  rm -rf "$1/names"
  mv "$1/names.new" "$1/names"
}

# Each line "server name:port …" becomes one for each address of that name, or one that leads nowhere.
write_upstreams() {
  awk -v names="$1/names/" '
    $1 == "server" && $2 ~ /^[a-z]/ {
      split($2, place, ":"); known = 0
      while ((getline address < (names place[1])) > 0) {
        line = $0; sub($2, address ":" place[2], line); print line; known = 1
      }
      close(names place[1])
      if (!known) { line = $0; sub($2, "127.0.0.1:9", line); print line }
      next
    }
    { print }' "$1/upstreams.named" >"$1/upstreams.conf.new"
}

# Clients are asked to make new connections first: those that are kept end with the reload, which loses no request.
clients_leave() {
  touch "$dir/leaving"
  sleep 0.5
}

reload() {
  kill -HUP "$(cat "$dir/nginx.pid")"
}

# Once what was under way has been answered by the old configuration.
clients_stay() {
  sleep 1
  rm -f "$dir/leaving"
}
