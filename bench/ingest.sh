#!/usr/bin/env bash
# Durable acknowledgements per second of `orderrelay serve` beside a bare Kestrel endpoint, in interleaved rounds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
usage: bench/ingest.sh [options]
  --rounds N        interleaved rounds, default 5
  --connections N   keep-alive connections, default 64
  --seconds S       measured seconds of each run, default 8
  --warmup S        seconds of load before measuring, default 10: until then much is still being compiled
  --rate R          open loop at R requests per second; without it a closed loop
  --data DIR        where data folders are made, default bench/results: choose the disk to be measured
  --self-check      the bare endpoint against itself: the ratio must be about 1
  --write           also puts the table into bench/README.md
  --no-build        takes the Release build that is there
TEXT
}

rounds=5 connections=64 seconds=8 warmup=10 rate='' data_root=bench/results write='' build=yes
variants=(bare ingest ingest+projection)
while [[ $# -gt 0 ]]; do
  case $1 in
    --rounds) rounds=$2; shift 2 ;;
    --connections) connections=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --warmup) warmup=$2; shift 2 ;;
    --rate) rate=$2; shift 2 ;;
    --data) data_root=$2; shift 2 ;;
    --self-check) variants=(bare bare-again); shift ;;
    --write) write=yes; shift ;;
    --no-build) build=''; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

results=bench/results
mkdir -p "$results" "$data_root"
work=$(mktemp -d "$data_root/run.XXXXXX")
runs=$work/runs.tsv
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
server='' driver=''

. bench/processes.sh

stop_server() {
  end_process "$server" TERM
  server=''
}

stop_all() {
  trap '' INT TERM
  end_process "$driver" TERM
  stop_server
  rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

fail() {
  echo "ingest.sh: $1" >&2
  [[ ! -s $work/server.log ]] || tail -n 20 "$work/server.log" >&2
  exit 1
}

# Starts one variant on a port of its own and an empty data folder; sets $server and $port.
start_server() {
  port=$(free_port) || fail "no free port found"
  rm -rf "$work/data" && mkdir "$work/data"
  : >"$work/server.log"
  case $1 in
    bare*)
      dotnet bench/Bare/bin/Release/net10.0/OrderRelay.Bare.dll --urls "http://127.0.0.1:$port" >>"$work/server.log" 2>&1 &
      ;;
    *)
      local projection=true
      [[ $1 == ingest ]] && projection=false
      Providers__captain__Auth__Tokens__0=$token Pipeline__Projection=$projection \
        dotnet local/bin/Release/net10.0/orderrelay.dll serve --port "$port" --data "$work/data" >>"$work/server.log" 2>&1 &
      ;;
  esac
  server=$!
  await_port "$port" "$server" 15 || fail "$1 ended, or did not listen on port $port within 15 seconds"
}

if [[ -n $build ]]; then
  projects=(bench/Load bench/Bare)
  [[ ${variants[1]} == bare-again ]] || projects+=(local)
  for project in "${projects[@]}"; do
    dotnet build "$project" --configuration Release --nologo --verbosity quiet || fail "$project does not build"
  done
fi

load=(dotnet bench/Load/bin/Release/net10.0/orderrelay-load.dll)
for round in $(seq "$rounds"); do
  # Each round begins with another variant, so that a drift of the machine falls on all alike.
  for step in "${!variants[@]}"; do
    variant=${variants[$(((step + round - 1) % ${#variants[@]}))]}
    start_server "$variant"
    code=0
    # In the background, since bash runs a trap only once a foreground command has ended.
    "${load[@]}" --to "http://127.0.0.1:$port" --token "$token" --connections "$connections" --seed "$round" \
      --duration "$seconds" --warmup "$warmup" ${rate:+--rate "$rate"} --server-pid "$server" --json >"$work/run.json" &
    driver=$!
    wait "$driver" || code=$?
    driver=''
    line=$(<"$work/run.json")
    [[ $line == '{'* ]] || fail "the driver measured nothing on $variant (exit $code)"
    stop_server
    printf '%s\t%s\t%s\n' "$round" "$variant" "$line" >>"$runs"
    echo "round $round of $rounds, $variant: $(sed -E 's/.*"requestsPerSecond":([0-9.]+).*/\1/' <<<"$line") requests/s" >&2
  done
done

stamp=$(date -u +%Y%m%dT%H%M%SZ)
cp "$runs" "$results/ingest-$stamp.tsv"
"${load[@]}" report "$runs" --data "$work" --json "$results/ingest-$stamp.json" ${write:+--write bench/README.md}
