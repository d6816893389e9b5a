/* The files and the memory of Python as the site hands them out: made by Node when the site is built, read in the browser. */

/** Write the files of an archive: how long the list of names and sizes is, the list, and one file after the other. */
export const lay = (FS, folder, archive) => {
  const told = new DataView(archive.buffer, archive.byteOffset).getUint32(0, true);
  let at = 4 + told;
  const known = new Set();
  for (const [name, size] of JSON.parse(new TextDecoder().decode(archive.subarray(4, at)))) {
    const path = `${folder}/${name}`;
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (!known.has(parent)) {
      FS.mkdirTree(parent);
      known.add(parent);
    }
    FS.writeFile(path, archive.subarray(at, at + size), { canOwn: true });
    at += size;
  }
};

/** What Python's memory knows of Pyodide's own: its face, or something that this or what is behind it has by a name. */
export const named = (python, thing) => {
  if (thing === python) {
    return { of: 'face' };
  }
  const places = { face: python, behind: python._api };
  for (const [of, place] of Object.entries(places)) {
    const name = Object.getOwnPropertyNames(place).find(each => place[each] === thing);
    if (name && typeof thing === 'function') {
      return { of, name };
    }
  }
  throw new Error(`Python's memory holds what cannot be kept: ${String(thing).slice(0, 200)}`);
};

/** The same in another Python, which is about to start: functions are looked up when they are called. */
export const found = (behind, { of, name }) => {
  const place = () => (of === 'face' ? behind().public_api : behind());
  return name ? (...given) => place()[name](...given) : place();
};

/** Where Python notes by which of its own functions it calls those of C: there are browsers that lack that. */
export const calling = module =>
  (module.__PyRuntime + module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET / 4]) / 4;
