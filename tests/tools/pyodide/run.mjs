// Runs a Python file in Pyodide, the Python of xlwings Lite, without the network and without a compiled package.
// usage: node run.mjs ARCHIVE FILE: unpacks the ZIP archive where packages are installed, with FILE below it, and runs
// FILE, a path in the archive. Prints what it prints.
import { readFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [archive, file] = process.argv.slice(2);
const python = await loadPyodide({ stdout: (line) => process.stdout.write(line + "\n") });
const packages = python.runPython("import site; site.getsitepackages()[0]");
python.unpackArchive(new Uint8Array(await readFile(archive)), "zip", { extractDir: packages });
python.globals.set("file", `${packages}/${file}`);
python.runPython(`
import runpy, sys
sys.path.insert(0, file.rpartition("/")[0])
runpy.run_path(file, run_name="__main__")
`);
