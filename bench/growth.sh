#!/usr/bin/env bash
# Does OrderRelay's memory stay flat over millions of events, and what does an event cost as orders and histories grow?
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
invocation=bench/growth.sh
[[ $# -eq 0 ]] || invocation+=$(printf ' %q' "$@")

usage() {
  cat <<'TEXT'
usage: bench/growth.sh [options]
  --events N       events of the memory run, in ten steps; default 10000000, 0 leaves it out
  --orders LIST    stored orders before each step, ascending; default "50000 100000 1000000 10000000", "" leaves it out. No fewer than the
                   events before a step begin: a quarter of them
  --history LIST   events of each order; default "1 10 100 1000 10000", "" leaves it out
  --copies         orders beyond those of the first step are copies of stored ones, without their events: minutes instead of hours, and
                   some 30 GB for ten million instead of 110. Needs sqlite3, which is installed by apt-get where it is missing and this runs as root
  --each N         events of each step of the last two; default 200000
  --quick          100000 events, 5000 and 20000 orders, 1 and 100 events of an order, 20000 each: shows that it works
  --data DIR       where data folders are made, default bench/results
  --results DIR    raw runs and logs, default bench/results
  --write          also puts the tables into bench/README.md
  --no-build       takes the Release builds that are there
At E events a second from end to end the defaults take about 40 million / E seconds; ten million stored orders are more than half of it.
TEXT
}

events=10000000 orders='50000 100000 1000000 10000000' history='1 10 100 1000 10000' each=200000 data_root='' results=bench/results copies='' write='' build=yes
while [[ $# -gt 0 ]]; do
  case $1 in
    --events) events=$2; shift 2 ;;
    --orders) orders=$2; shift 2 ;;
    --history) history=$2; shift 2 ;;
    --copies) copies=yes; shift ;;
    --each) each=$2; shift 2 ;;
    --quick) events=100000 orders='5000 20000' history='1 100' each=20000; shift ;;
    --data) data_root=$2; shift 2 ;;
    --results) results=$2; shift 2 ;;
    --write) write=yes; shift ;;
    --no-build) build=''; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
read -r -a orders <<<"${orders//,/ }"
read -r -a history <<<"${history//,/ }"

mkdir -p "$results"
results=$(cd "$results" && pwd)
logs=$results/growth-$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$logs" "${data_root:=$results}"
work=$(mktemp -d "$(cd "$data_root" && pwd)/run.XXXXXX")
sockets='' postgres_pid='' redis_pid='' rabbit_pid=''
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
runs=$logs/runs.tsv
: >"$runs"
driver='' seed=0

. bench/processes.sh
. bench/compare/servers.sh
. bench/growth/copies.sh

stop_all() {
  trap '' INT TERM
  end_process "$driver" TERM
  stop_server
  rm -rf "$work"
}
trap stop_all EXIT
trap 'exit 130' INT TERM

fail() { echo "growth.sh: $1, see $logs" >&2; exit 1; }

load=(dotnet bench/Load/bin/Release/net10.0/orderrelay-load.dll)
if [[ -n $build ]]; then
  for project in bench/Load local; do
    dotnet build "$project" --configuration Release --nologo --verbosity quiet >"$logs/build.log" 2>&1 || fail "$project does not build"
  done
fi

restart() {
  stop_server
  rm -rf "$work/data" && mkdir "$work/data"
  start_server relay true || fail "the server did not start"
  send "$each" 10000
}

# Sends events and waits until all are projected: send EVENTS OPEN_ORDERS [further options of the driver]
send() {
  # Before the command, whose own expansions happen in a subshell: the same seed again would send nothing but duplicates.
  seed=$((seed + 1))
  "${load[@]}" --to "http://127.0.0.1:$port" --token "$token" --connections 64 --seed "$seed" --requests "$1" --orders "$2" "${@:3}" \
    --warmup 0 --duration 3600 --stats "$(stats_url relay)" --catch-up 600 --server-pid "$server" --json >"$work/run.json" 2>>"$logs/driver.log" &
  driver=$!
  wait "$driver" || true
  driver=''
  [[ $(head -c 1 "$work/run.json") == '{' ]] || fail "the driver measured nothing"
}

# Brings the relay to so many stored orders: store ORDERS, of which $stored are there.
store() {
  if [[ -z $copies ]]; then
    # Two and a half events per order begin all of them: the driver spreads their lives.
    send $((($1 - stored) * 5 / 2)) $(($1 - stored))
  else
    stop_server
    copy_orders "$work/data/orders.db" "$1" || fail "orders could not be copied"
    start_server relay true || fail "the server did not start"
  fi
  stored=$1
}

record() {
  printf '%s\t%s\t%s\n' "$1" "$2" "$(<"$work/run.json")" >>"$runs"
  echo "$1 $2: $(sed -E 's/.*"projection":\{[^}]*"eventsPerSecond":([0-9]+).*/\1/' "$work/run.json") events/s from end to end" >&2
}

if [[ $events -gt 0 ]]; then
  restart
  for step in $(seq 10); do
    send $((events / 10)) 10000
    record events $((events / 10 * step))
  done
fi

if [[ ${#orders[@]} -gt 0 ]]; then
  [[ -z $copies ]] || needs_sqlite || fail "sqlite3 must be installed first"
  restart
  stored=$((each / 4))
  for size in "${orders[@]}"; do
    if [[ $size -gt $stored && $((size - stored)) -ge 64 ]]; then
      store "$size"
      # So many moved at once leave rows to be written, and the pages of new orders out of the machine's memory: neither is what a step is to measure.
      send "$each" 10000
      stored=$((stored + each / 4))
    fi
    send "$each" 10000
    record orders "$stored"
    stored=$((stored + each / 4))
  done
fi

for length in "${history[@]}"; do
  restart
  open=$((each / length))
  send "$each" $((open < 64 ? 64 : open)) --repeat-orders
  record history "$length"
done

"${load[@]}" growth "$runs" --data "$work" --command "$invocation" ${write:+--write bench/README.md}
