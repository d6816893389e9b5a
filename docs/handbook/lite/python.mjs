/*
 * Stands where Pyodide's own module is looked for: Python starts as soon as this is loaded, with what the first panel
 * needs imported, and whoever asks for Python gets that one.
 */
import { calling, found, lay } from './laid.mjs';
import createPyodideModule from './pyodide.asm.mjs';
import { loadPyodide as load, version } from './pyodide.own.mjs';

const LIBRARIES = __LIBRARIES__;
// What the memory has of the moment and place at which it was made. Days and hours are asked of the browser anyway.
const HERE = `
import os, random
random.seed()
os.environ["LANG"] = ${JSON.stringify(`${navigator.language.replace('-', '_')}.UTF-8`)}
`;
const PAGE = 65536; // bytes; memory grows by such
const place = new URL('.', import.meta.url).href;
const bytes = async stream => new Uint8Array(await new Response(stream).arrayBuffer());
const file = async name => bytes((await fetch(place + name)).body);
const unzipped = async name => bytes((await fetch(place + name)).body.pipeThrough(new DecompressionStream('gzip')));

/** Python with its files; with its memory too where that is given, else it imports what is asked for. */
const begin = async memory => {
  const [unpacked, libraries] = [unzipped(__UNPACKED__), file(LIBRARIES)];
  const settings = {
    indexURL: place,
    createPyodideModule,
    fsInit: async (FS, { sitePackages }) => {
      FS.writeFile(`/lib/${LIBRARIES}`, await libraries, { canOwn: true });
      lay(FS, sitePackages, await unpacked);
    }
  };
  if (!memory) {
    const python = await load(settings);
    python.runPython(`import sys; sys.path.append("/lib/${LIBRARIES}")`);
    return python;
  }
  let behind, own;
  const python = await load({
    ...settings,
    createPyodideModule: async given => {
      behind = given.API;
      const instantiate = given.instantiateWasm;
      given.instantiateWasm = (imports, done) =>
        instantiate(imports, (instance, module) => {
          const space = instance.exports.memory;
          space.grow(Math.ceil((given.INITIAL_MEMORY - space.buffer.byteLength) / PAGE));
          done(instance, module);
        });
      const made = await createPyodideModule(given);
      own = made.HEAP32[calling(made)];
      return made;
    },
    _loadSnapshot: memory,
    _snapshotDeserializer: told => found(() => behind, told)
  });
  python._module.HEAP32[calling(python._module)] = own;
  python.runPython(HERE);
  return python;
};
const started = begin(unzipped(__MEMORY__)).catch(error => {
  console.warn('Python begins without its memory:', error);
  return begin();
});

export { version };
export const loadPyodide = async ({ stdout, stderr }) => {
  const python = await started;
  python.setStdout({ batched: stdout });
  python.setStderr({ batched: stderr });
  return python;
};
