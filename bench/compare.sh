#!/usr/bin/env bash
# OrderRelay, a bare Kestrel endpoint and three peers side by side, in interleaved rounds of one run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
invocation=bench/compare.sh
[[ $# -eq 0 ]] || invocation+=$(printf " %q" "$@")

usage() {
  cat <<'TEXT'
usage: bench/compare.sh [options]
  --rounds N          interleaved rounds, default 5
  --seconds S         measured seconds of each run, default 4
  --warmup S          seconds of load before a server's first run, default 6; 1 before each later one
  --connections LIST  of the closed loops, default "16 64 256"
  --rates LIST        of the open loops, requests per second over 64 connections, default "2000 20000"; a peer is asked
                      for a rate only if it reached it in a closed loop of the same round
  --rest S            seconds of quiet before each round, default 0: for a machine whose host slows it down under lasting load
  --taken CORES       a load beside which other processes and the host took more than so many cores is taken again, at most twice;
                      default 0.5, 4 to take every one as it comes
  --backlog N         events that wait when the drain begins, default 200000; fewer where that takes longer than 10 s
  --only LIST         of: bare relay-acks relay inbox masstransit bullmq; default all
  --quick             one round of 2 seconds, 16 and 64 connections, 60000 events of backlog: shows that all of it works
  --data DIR          where data folders are made, default the results' folder: choose the disk to be measured
  --results DIR       raw runs, logs and the report as JSON, default bench/results
  --write             also puts the tables into bench/README.md
  --no-build          takes the Release builds that are there
Needs Linux, the .NET SDK, and for all peers node with npm. As root, PostgreSQL, Redis and RabbitMQ are installed by
apt-get where they are missing; a run uses instances of its own and ends them. Exit code 1: a variant has no figure.
TEXT
}

all=(bare relay-acks relay inbox masstransit bullmq)
rounds=5 seconds=4 warmup=6 rest=0 taken=0.5 connections='16 64 256' rates='2000 20000' backlog=200000 data_root='' results=bench/results write='' build=yes
variants=("${all[@]}")
while [[ $# -gt 0 ]]; do
  case $1 in
    --rounds) rounds=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --warmup) warmup=$2; shift 2 ;;
    --rest) rest=$2; shift 2 ;;
    --connections) connections=$2; shift 2 ;;
    --rates) rates=$2; shift 2 ;;
    --taken) taken=$2; shift 2 ;;
    --backlog) backlog=$2; shift 2 ;;
    --only) read -r -a variants <<<"${2//,/ }"; shift 2 ;;
    --quick) rounds=1 seconds=2 warmup=2 connections='16 64' rates='2000' backlog=60000; shift ;;
    --data) data_root=$2; shift 2 ;;
    --results) results=$2; shift 2 ;;
    --write) write=yes; shift ;;
    --no-build) build=''; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
for variant in "${variants[@]}"; do
  [[ " ${all[*]} " == *" $variant "* ]] || { echo "compare.sh: '$variant' is none of: ${all[*]}" >&2; exit 2; }
done
read -r -a connections <<<"${connections//,/ }"
read -r -a rates <<<"${rates//,/ }"

stamp=$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$results"
results=$(cd "$results" && pwd)
logs=$results/compare-$stamp
mkdir -p "$logs" "${data_root:=$results}"
work=$(mktemp -d "$(cd "$data_root" && pwd)/run.XXXXXX")
# A socket's path has to be short; and PostgreSQL's user must be able to enter both folders.
sockets=$(mktemp -d /tmp/orderrelay-bench.XXXXXX)
chmod 755 "$work" "$sockets"
runs=$logs/runs.tsv
: >"$runs"
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
driver=''
declare -A broken=()

. bench/processes.sh
. bench/compare/services.sh
. bench/compare/servers.sh

stop_all() {
  trap '' INT TERM
  end_process "$driver" TERM
  stop_server
  stop_services
  rm -rf "$work" "$sockets"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

load=(dotnet bench/Load/bin/Release/net10.0/orderrelay-load.dll)

# Runs the driver in the background, since bash runs a trap only once a foreground command has ended.
drive() {
  timeout 300 "${load[@]}" "$@" >"$work/run.json" 2>>"$logs/driver.log" &
  driver=$!
  wait "$driver" || true
  driver=''
  [[ $(head -c 1 "$work/run.json") == '{' ]]
}

record() { printf '%s\t%s\t%s\t%s\n' "$round" "$1" "$2" "$3" >>"$runs"; }

figure() { sed -E "s/.*\"$1\":([0-9]+).*/\1/" "$work/run.json"; }

# Whether the machine belonged to the driver and the server during the load that was just driven.
was_quiet() {
  local other
  other=$(sed -E 's/.*"otherCpuSeconds":([0-9.]+).*/\1/' "$work/run.json")
  awk -v other="$other" -v seconds="$seconds" -v taken="$taken" 'BEGIN { exit !(other / seconds <= taken) }'
}

# One run under load: measure VARIANT CONNECTIONS WARMUP [RATE]
measure() {
  local stats try
  stats=$(stats_url "$1")
  for try in 1 2 3; do
    # shellcheck disable=SC2046 # several processes
    drive --to "http://127.0.0.1:$port" --token "$token" --connections "$2" --seed $((seed += 1)) --duration "$seconds" --warmup "$3" \
      ${4:+--rate "$4"} ${stats:+--stats "$stats"} --server-pid $(server_pids) --json || return 1
    if was_quiet || [[ $try -eq 3 ]]; then
      break
    fi
    echo "round $round of $rounds, $1, $2 connections${4:+, open loop at $4/s}: others took more than $taken cores, once more" >&2
    sleep 5
  done
  record "$1" load "$(<"$work/run.json")"
  echo "round $round of $rounds, $1, $2 connections${4:+, open loop at $4/s}: $(figure requestsPerSecond) acks/s$(grep -o '"eventsPerSecond":[0-9]*' "$work/run.json" | sed 's/.*:/, end to end /')" >&2
}

measure_loads() {
  local variant=$1 warm=$warmup best=0 count rate
  start_behind "$variant" && start_server "$variant" true || return 1
  for count in "${connections[@]}"; do
    measure "$variant" "$count" "$warm" || return 1
    [[ $(figure requestsPerSecond) -le $best ]] || best=$(figure requestsPerSecond)
    warm=1
  done
  [[ $variant != relay-acks ]] || return 0
  for rate in "${rates[@]}"; do
    [[ $variant != relay && $best -lt $rate ]] || measure "$variant" 64 1 "$rate" || return 1
  done
}

# Events are accepted while nothing projects; then the server is started again and works its backlog off.
measure_drain() {
  local variant=$1
  start_behind "$variant" && start_server "$variant" false || return 1
  drive --to "http://127.0.0.1:$port" --token "$token" --connections 64 --seed $((seed += 1)) --duration 10 --warmup 0 --requests "$backlog" --json || return 1
  local accepted
  accepted=$(figure 202)
  stop_server
  start_server "$variant" true || return 1
  # shellcheck disable=SC2046 # several processes
  drive drain --stats "$(stats_url "$variant")" --events "$accepted" --server-pid $(server_pids) || return 1
  [[ $(figure events) -gt 0 ]] || { echo "$variant drained $accepted events before it could be watched: give more --backlog" >>"$logs/driver.log"; return 1; }
  record "$variant" drain "$(<"$work/run.json")"
  echo "round $round of $rounds, $variant: drained $(figure eventsPerSecond) events/s" >&2
}

# What a variant cannot do is noted, and the comparison goes on.
attempt() {
  if [[ -n ${broken[$2]:-} ]]; then
    [[ $1 == measure_drain ]] || record "$2" failed "${broken[$2]}"
  elif ! "$1" "$2"; then
    record "$2" failed "its ${1#measure_} could not be measured in full, see ${logs#"$PWD"/}/$2.log and driver.log"
    echo "round $round of $rounds, $2: FAILED, see $logs" >&2
  fi
  stop_server
  stop_services
}

projecting=0
for variant in "${variants[@]}"; do [[ $variant == bare || $variant == relay-acks ]] || projecting=$((projecting + 1)); done
per_round=$((${#variants[@]} * (5 + warmup + ${#connections[@]} * (seconds + 2)) + projecting * (${#rates[@]} * (seconds + 2) + 30) + rest))
echo "compare.sh: ${#variants[@]} variants, $rounds rounds, about $(((rounds * per_round + 60) / 60)) minutes; logs in $logs" >&2

install_services
[[ -z $build ]] || build_servers
for round in $(seq "$rounds"); do
  seed=$((round * 1000))
  sleep "$rest"
  # Each round begins with another variant, so that a drift of the machine falls on all alike.
  for step in "${!variants[@]}"; do
    variant=${variants[$(((step + round - 1) % ${#variants[@]}))]}
    attempt measure_loads "$variant"
    [[ $variant == bare || $variant == relay-acks ]] || attempt measure_drain "$variant"
  done
done

"${load[@]}" compare "$runs" --data "$work" --command "$invocation" --json "$logs/report.json" ${write:+--write bench/README.md}
