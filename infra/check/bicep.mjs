// Parses every Bicep file of this folder. Without arguments it checks their syntax; with --json it prints what other files
// have to agree with: parameters, literal variables, resources with their properties, and outputs, per file.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Language, Parser } from "web-tree-sitter";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
await Parser.init();
const grammar = createRequire(import.meta.url).resolve("tree-sitter-bicep/tree-sitter-bicep.wasm");
const parser = new Parser().setLanguage(await Language.load(grammar));

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".bicep") && !entry.parentPath.includes("node_modules"))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();

const trees = new Map(files.map((file) => [relative(root, file), parser.parse(readFileSync(file, "utf8"))]));
const errors = [...trees].flatMap(([file, tree]) => errorsOf(tree.rootNode).map((node) => `${file}:${node.startPosition.row + 1}:${node.startPosition.column + 1}: ${node.isMissing ? `missing ${node.type}` : "syntax error"}`));
if (errors.length > 0 || trees.size === 0) {
  console.error(errors.join("\n") || "no Bicep files found");
  process.exit(1);
}

if (process.argv.includes("--json")) {
  console.log(JSON.stringify(Object.fromEntries([...trees].map(([file, tree]) => [file, declarationsOf(tree.rootNode)])), null, 2));
} else {
  console.log(`${trees.size} Bicep files parse`);
}

function errorsOf(node) {
  if (!node.hasError) {
    return [];
  }

  return node.type === "ERROR" || node.isMissing ? [node] : node.children.flatMap(errorsOf);
}

function declarationsOf(rootNode) {
  const found = { params: [], vars: {}, resources: [], outputs: [] };
  for (const node of rootNode.namedChildren) {
    const name = node.namedChildren.find((child) => child.type === "identifier")?.text;
    switch (node.type) {
      case "parameter_declaration": found.params.push(name); break;
      case "variable_declaration": found.vars[name] = valueOf(node.namedChildren.at(-1)); break;
      case "output_declaration": found.outputs.push(name); break;
      case "resource_declaration": found.resources.push({
        name,
        type: valueOf(node.namedChildren.find((child) => child.type === "string")),
        existing: node.children.some((child) => child.type === "existing"),
        body: valueOf(bodyOf(node)),
      });
    }
  }

  return found;
}

function bodyOf(node) {
  const body = node.namedChildren.at(-1);
  return body.type === "object" ? body : body.descendantsOfType("object")[0];
}

// Literals as values; whatever has to be computed as { expression: its text }.
function valueOf(node) {
  switch (node?.type) {
    case "object": return Object.fromEntries(node.namedChildren.filter((child) => child.type === "object_property").map(propertyOf));
    case "array": return node.namedChildren.filter((child) => child.type !== "comment").map(valueOf);
    case "string": return node.descendantsOfType("interpolation").length > 0 ? { expression: node.text } : node.text.slice(1, -1);
    case "number": return Number(node.text);
    case "boolean": return node.text === "true";
    default: return { expression: node?.text };
  }
}

function propertyOf(property) {
  const [key, value] = [property.namedChildren[0], property.namedChildren.at(-1)];
  return [key.type === "string" ? key.text.slice(1, -1) : key.text, valueOf(value)];
}
