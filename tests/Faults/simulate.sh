#!/usr/bin/env bash
# The pipeline over a simulated queue, store, clock and network: --seed N shows one world, --seeds N runs as many.
set -euo pipefail
cd "$(dirname "$0")"
exec dotnet run -c Release -- "$@"
