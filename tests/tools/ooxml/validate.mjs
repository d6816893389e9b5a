// Runs Microsoft's Open XML SDK validator over files in one process: loading it (.NET in WebAssembly) takes many seconds.
// Reads the path of a file from each line of its input, and answers each with one line of JSON:
// {"file": ..., "errors": [{"part", "path", "id", "text"}]}. A file that is no workbook ends it.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import validate from "@ooxml-tools/validate";

for await (const file of createInterface({ input: process.stdin })) {
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
