// Runs Microsoft's Open XML SDK validator over many files in one process: loading it (.NET in WebAssembly) takes seconds,
// a file takes a fraction of one.  usage: node validate.mjs FILE...
// Prints one JSON line per file: {"file": ..., "errors": [{"part", "path", "id", "text"}]}.
import { readFile } from "node:fs/promises";
import validate from "@ooxml-tools/validate";

for (const file of process.argv.slice(2)) {
  const findings = await validate(await readFile(file), "xlsx", "Microsoft365");
  const errors = findings.map(({ path, id, description }) => ({
    part: path?.partUri ?? "",
    path: path?.xpath ?? "",
    id,
    text: description,
  }));
  process.stdout.write(JSON.stringify({ file, errors }) + "\n");
}
// The .NET runtime keeps the event loop alive.
process.exit(0);
