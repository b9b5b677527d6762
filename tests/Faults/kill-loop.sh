#!/usr/bin/env bash
# Kills the real process N times under load on the same data, then accounts for every acknowledged event.
# usage: tests/Faults/kill-loop.sh [N=200] [SEED]; a seed is drawn and printed when none is given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export ORDERRELAY_KILLS="${1:-200}" ORDERRELAY_SEED="${2:-$RANDOM}"
echo "$ORDERRELAY_KILLS kills with seed $ORDERRELAY_SEED"
exec dotnet test tests/Faults --nologo --filter "FullyQualifiedName~KillTests" --logger "console;verbosity=detailed"
