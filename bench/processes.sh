# Starting, awaiting and ending processes; the process that runs longest is ended last. Sourced by the scripts of bench/.

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 12000))
    is_open "$port" || { echo "$port"; return; }
  done
  return 1
}

# Waits until a port is open while a process lives: await_port PORT PID SECONDS
await_port() {
  for _ in $(seq $(($3 * 10))); do
    is_open "$1" && return
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# Ends a process: end_process PID SIGNAL; after 15 seconds it is killed.
end_process() {
  [[ -n $1 ]] || return 0
  kill "-$2" "$1" 2>/dev/null || true
  for _ in $(seq 150); do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}
