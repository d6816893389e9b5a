/*
 * Python's memory once all is imported that the first panel needs, written into a file: `node memory.mjs`. A browser that
 * begins with it has nothing to import.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { calling, lay, named } from './laid.mjs';
import { loadPyodide } from './pyodide.own.mjs';

const LIBRARIES = __LIBRARIES__;
// The modules of the first panel and of the kernel, and what that panel looks up: rates, rules, names.
const WARM = `
import sys
sys.path.append("/lib/${LIBRARIES}")
import piplite.piplite, pyodide_kernel, partnerbook.panels.side, partnerbook.panels.each.calculator.panel
def warm():
    from partnerbook.language.reader import reader
    from partnerbook.panels.each.calculator.model import calculator_model
    from partnerbook.panels.frame.today import today
    calculator_model(reader=reader("en", ""), on=today())
warm()
del warm
import gc
gc.collect()
`;
const here = new URL('.', import.meta.url);
const file = name => new Uint8Array(readFileSync(new URL(name, here)));

const python = await loadPyodide({ indexURL: fileURLToPath(here), _makeSnapshot: true });
python.FS.writeFile(`/lib/${LIBRARIES}`, file(LIBRARIES));
lay(python.FS, python._api.sitePackages, file(__UNPACKED__));
python.runPython(WARM);
python._module.HEAP32[calling(python._module)] = 0; // the browser puts in its own
const memory = python.makeMemorySnapshot({ serializer: thing => named(python, thing) });
writeFileSync(new URL(__MEMORY__, here), gzipSync(memory, { level: 9 }));
writeFileSync(new URL(__UNPACKED__, here), gzipSync(file(__UNPACKED__), { level: 9 }));
