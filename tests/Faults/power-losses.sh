#!/usr/bin/env bash
# Cuts the power of a relay's disk so many times (20). Takes root for the loop device.
set -euo pipefail
cd "$(dirname "$0")/../.."
ORDERRELAY_POWER_LOSSES="${1:-20}" dotnet test tests/Faults --nologo --filter "FullyQualifiedName~PowerLossTests"
