#!/usr/bin/env bash
# Ends a short run before each of its writes, syncs, truncations, renames and unlinks in turn.
set -euo pipefail
cd "$(dirname "$0")/../.."
ORDERRELAY_CRASH_POINTS="${1:-all}" dotnet test tests/Faults --nologo --filter "FullyQualifiedName~CrashPointTests"
