#!/usr/bin/env bash
# Fuzzes the core and the real host for as long as asked; a failure names its seed and shows its body.
# usage: tests/Abuse/fuzz.sh [--minutes N=10] [--seed SEED]; a seed is drawn and printed when none is given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
minutes=10 seed="$RANDOM$RANDOM"
while [ $# -gt 0 ]; do
    case "$1" in
        --minutes) minutes="$2"; shift 2 ;;
        --seed) seed="$2"; shift 2 ;;
        *) sed -n 's/^# //p' "$0"; exit 2 ;;
    esac
done
export ORDERRELAY_FUZZ_MINUTES="$minutes" ORDERRELAY_SEED="$seed"
echo "each of the fuzz tests for $minutes minutes, from seed $seed"
exec dotnet test tests/Abuse --nologo --filter "FullyQualifiedName~Fuzzing" --logger "console;verbosity=detailed"
