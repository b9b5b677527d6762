// Runs Azurite for as long as whoever started it lives: its standard input closes with that process, however it ends.
process.stdin.on("end", () => process.exit(0)).resume();
require("azurite/dist/src/azurite");
