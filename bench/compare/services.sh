# PostgreSQL, Redis and RabbitMQ of a run's own: private data folders below $work, free ports or sockets, never the
# system's instances. Each start_* sets a variable with the process at the root of its tree.

postgres_pid='' redis_pid='' rabbit_pid='' rabbit_port='' rabbit_epmd_port=''

install_services() {
  local wanted=()
  needs_postgres && [[ -z $(postgres_bin) ]] && wanted+=(postgresql)
  needs redis-server && wanted+=(redis-server)
  needs rabbitmq-server && [[ ! -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] && wanted+=(rabbitmq-server)
  [[ ${#wanted[@]} -gt 0 ]] || return 0
  echo "compare.sh: installs ${wanted[*]}" >&2
  if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    echo "compare.sh: ${wanted[*]} must be installed first, or run this as root where apt-get is; their peers will be reported as failed" >&2
    return 0
  fi
  # At run level 1 Debian's packages do not start their own instances.
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"; } >"$logs/apt.log" 2>&1 ||
    echo "compare.sh: not installed, see $logs/apt.log" >&2
}

selected() { [[ " ${variants[*]} " == *" $1 "* ]]; }
needs_postgres() { selected inbox || selected masstransit; }
needs() {
  case $1 in
    redis-server) selected bullmq && ! command -v redis-server >/dev/null ;;
    rabbitmq-server) selected masstransit ;;
  esac
}

# The folder of the newest complete installation.
postgres_bin() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) /usr/bin /usr/local/bin; do
    [[ ! -x $folder/initdb || ! -x $folder/postgres || ! -x $folder/pg_isready ]] || { echo "$folder"; return; }
  done
}

# PostgreSQL refuses to run as root. An array and no function, so that $! is the server and no shell around it.
as_postgres=()
[[ $(id -u) -ne 0 ]] || as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups --)

start_postgres() {
  local bin log=$logs/postgres.log
  bin=$(postgres_bin)
  [[ -n $bin ]] || { echo "PostgreSQL is not installed" >>"$log"; return 1; }
  rm -rf "$work/postgres" && mkdir "$work/postgres"
  [[ $(id -u) -ne 0 ]] || chown postgres: "$work/postgres" "$sockets"
  "${as_postgres[@]}" test -w "$work/postgres" || { echo "the user postgres cannot enter $work: choose another --data" >>"$log"; return 1; }
  "${as_postgres[@]}" "$bin/initdb" -D "$work/postgres" -U bench -A trust -E UTF8 --locale=C --no-instructions >>"$log" 2>&1 || return 1
  cat >>"$work/postgres/postgresql.conf" <<TEXT
listen_addresses = ''
unix_socket_directories = '$sockets'
fsync = on
synchronous_commit = on
full_page_writes = on
shared_buffers = 512MB
wal_buffers = 64MB
wal_compression = on
max_wal_size = 16GB
checkpoint_timeout = 15min
work_mem = 32MB
random_page_cost = 1.1
jit = off
max_connections = 50
TEXT
  "${as_postgres[@]}" "$bin/postgres" -D "$work/postgres" >>"$log" 2>&1 &
  postgres_pid=$!
  for _ in $(seq 150); do
    "$bin/pg_isready" -q -h "$sockets" -U bench -d postgres && return
    kill -0 "$postgres_pid" 2>/dev/null || { postgres_pid=''; return 1; }
    sleep 0.1
  done
  return 1
}

start_redis() {
  rm -rf "$work/redis" && mkdir "$work/redis"
  redis-server --port 0 --unixsocket "$sockets/redis" --dir "$work/redis" --daemonize no --save '' \
    --appendonly yes --appendfsync always --maxmemory-policy noeviction >>"$logs/redis.log" 2>&1 &
  redis_pid=$!
  for _ in $(seq 100); do
    [[ -S $sockets/redis ]] && return
    kill -0 "$redis_pid" 2>/dev/null || { redis_pid=''; return 1; }
    sleep 0.1
  done
  return 1
}

start_rabbit() {
  local folder=$work/rabbit
  rm -rf "$folder" && mkdir "$folder"
  rabbit_port=$(free_port) || return 1
  rabbit_epmd_port=$(free_port) || return 1
  cat >"$folder/rabbitmq.conf" <<TEXT
listeners.tcp.1 = 127.0.0.1:$rabbit_port
log.console = false
log.file.level = warning
disk_free_limit.absolute = 500MB
TEXT
  : >"$folder/plugins"
  HOME=$folder ERL_EPMD_PORT=$rabbit_epmd_port ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_NODENAME="bench$rabbit_port@localhost" \
    RABBITMQ_DIST_PORT=$(free_port) RABBITMQ_MNESIA_BASE=$folder/data RABBITMQ_LOG_BASE=$folder/log RABBITMQ_PID_FILE=$folder/pid \
    RABBITMQ_CONFIG_FILE=$folder/rabbitmq RABBITMQ_ENABLED_PLUGINS_FILE=$folder/plugins RABBITMQ_GENERATED_CONFIG_DIR=$folder/config \
    /usr/lib/rabbitmq/bin/rabbitmq-server >>"$logs/rabbitmq.log" 2>&1 &
  rabbit_pid=$!
  await_port "$rabbit_port" "$rabbit_pid" 60
}

stop_services() {
  end_process "$rabbit_pid" TERM
  # Erlang's name server outlives its nodes unless it is told otherwise.
  [[ -z $rabbit_epmd_port ]] || ERL_EPMD_PORT=$rabbit_epmd_port epmd -kill >/dev/null 2>&1 || true
  end_process "$redis_pid" TERM
  end_process "$postgres_pid" INT
  postgres_pid='' redis_pid='' rabbit_pid='' rabbit_epmd_port=''
  rm -rf "$work/postgres" "$work/redis" "$work/rabbit" "${sockets:?}/redis"
}
