// Prints what deployment files say, as one JSON document: the Bicep files' declarations, azure.yaml and compose.yaml.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const read = (name) => parse(readFileSync(join(here, "..", "..", name), "utf8"));

console.log(JSON.stringify({
  bicep: JSON.parse(execFileSync(process.execPath, [join(here, "bicep.mjs"), "--json"], { encoding: "utf8" })),
  azure: read("azure.yaml"),
  compose: read("compose.yaml"),
}));
