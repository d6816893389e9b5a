/*
 * Stands where Pyodide's own module is looked for: Python starts as soon as this is loaded, with what the first panel
 * needs, and whoever asks for Python gets that one.
 */
import { loadPyodide as load, version } from './pyodide.own.mjs';

const LIBRARIES = __LIBRARIES__;
// The modules of the first panel, and what it looks up: rates, rules, names.
const WARM = `
import pyodide_kernel, partnerbook.panels.side, partnerbook.panels.each.calculator.panel
def warm():
    from partnerbook.language.reader import reader
    from partnerbook.panels.each.calculator.model import calculator_model
    from partnerbook.panels.frame.today import today
    calculator_model(reader=reader("en", ""), on=today())
warm()
del warm
`;
const PACKAGES = __PACKAGES__;

const begin = async () => {
  const place = new URL('.', import.meta.url).href;
  const [python, libraries] = await Promise.all([
    load({ indexURL: place, packages: PACKAGES }),
    fetch(place + LIBRARIES).then(answer => answer.arrayBuffer())
  ]);
  python.FS.writeFile(`/lib/${LIBRARIES}`, new Uint8Array(libraries));
  python.runPython(`import sys; sys.path.append("/lib/${LIBRARIES}")`);
  await python.runPythonAsync(WARM);
  return python;
};
const started = begin();

export { version };
export const loadPyodide = async ({ stdout, stderr }) => {
  const python = await started;
  python.setStdout({ batched: stdout });
  python.setStderr({ batched: stderr });
  return python;
};
