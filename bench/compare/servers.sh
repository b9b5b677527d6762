# What is compared: each variant's server, started afresh. Sourced by compare.sh.

server='' port=''

build_servers() {
  local variant project
  local -A projects=([bare]=bench/Bare [relay-acks]=local [relay]=local [inbox]=bench/peers/Inbox [masstransit]=bench/peers/MassTransit)
  local -A built=()
  dotnet build bench/Load --configuration Release --nologo --verbosity quiet >"$logs/build-load.log" 2>&1 || { tail -n 20 "$logs/build-load.log" >&2; return 1; }
  for variant in "${variants[@]}"; do
    if [[ $variant == bullmq ]]; then
      [[ -d bench/peers/bullmq/node_modules ]] || npm --prefix bench/peers/bullmq ci --ignore-scripts --no-audit --no-fund --silent >"$logs/build-bullmq.log" 2>&1 ||
        broken[$variant]="its packages could not be installed, see $logs/build-bullmq.log"
      continue
    fi
    project=${projects[$variant]}
    if [[ -z ${built[$project]:-} ]]; then
      built[$project]=yes
      dotnet build "$project" --configuration Release --nologo --verbosity quiet >"$logs/build-${variant}.log" 2>&1 || built[$project]="does not build, see $logs/build-${variant}.log"
    fi
    [[ ${built[$project]} == yes ]] || broken[$variant]=${built[$project]}
  done
}

# The services behind a variant, empty: start_behind VARIANT
start_behind() {
  case $1 in
    inbox) start_postgres ;;
    masstransit) start_postgres && start_rabbit ;;
    bullmq) start_redis ;;
    *) rm -rf "$work/data" && mkdir "$work/data" ;;
  esac
}

# Starts a variant's server on a port of its own; sets $server and $port: start_server VARIANT CONSUMER(true|false)
start_server() {
  local variant=$1 consumer=$2 log=$logs/$1.log
  local postgres="Host=$sockets;Username=bench;Database=postgres;Maximum Pool Size=20;Max Auto Prepare=20;Auto Prepare Min Usages=1;No Reset On Close=true"
  port=$(free_port) || return 1
  local url=http://127.0.0.1:$port
  case $variant in
    bare) dotnet bench/Bare/bin/Release/net10.0/OrderRelay.Bare.dll --urls "$url" >>"$log" 2>&1 & ;;
    relay | relay-acks)
      [[ $variant == relay ]] || consumer=false
      Providers__captain__Auth__Tokens__0=$token Pipeline__Projection=$consumer \
        dotnet local/bin/Release/net10.0/orderrelay.dll serve --port "$port" --data "$work/data" >>"$log" 2>&1 &
      ;;
    inbox)
      Token=$token Postgres=$postgres Consumer=$consumer \
        dotnet bench/peers/Inbox/bin/Release/net10.0/OrderRelay.Peers.Inbox.dll --urls "$url" >>"$log" 2>&1 &
      ;;
    masstransit)
      Token=$token Postgres=$postgres Rabbit__Port=$rabbit_port Consumer=$consumer \
        dotnet bench/peers/MassTransit/bin/Release/net10.0/OrderRelay.Peers.MassTransit.dll --urls "$url" >>"$log" 2>&1 &
      ;;
    bullmq)
      PORT=$port TOKEN=$token REDIS_SOCKET=$sockets/redis CONSUMER=$consumer NODE_ENV=production node bench/peers/bullmq/main.js >>"$log" 2>&1 &
      ;;
  esac
  server=$!
  await_port "$port" "$server" 60
}

stop_server() {
  end_process "$server" TERM
  server=''
}

# Every process whose work is the server's; the driver adds their children.
server_pids() { echo "$server" $postgres_pid $redis_pid $rabbit_pid; }

# Where the variant tells how many events it has projected; empty when it projects nothing.
stats_url() {
  case $1 in
    bare | relay-acks) ;;
    relay) echo "http://127.0.0.1:$port/api/stats" ;;
    *) echo "http://127.0.0.1:$port/stats" ;;
  esac
}
