import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { readVariations, saidOf, withExpected } from './variations';

const folder = 'test/fixtures/templates/variations';

// `UPDATE=1 node out/test/harness/test.js unit --grep variations` writes what is said now: read it before you keep it.
describe('variations of a template', () => {
  for (const name of readdirSync(folder)) {
    const file = readFileSync(`${folder}/${name}`, 'utf8');
    if (process.env['UPDATE'] === '1') {
      writeFileSync(`${folder}/${name}`, withExpected(file, readVariations(file).map(saidOf)));
    }
    describe(name, () => {
      for (const variation of readVariations(readFileSync(`${folder}/${name}`, 'utf8'))) {
        it(variation.name, () => assert.deepEqual(saidOf(variation), variation.expected));
      }
    });
  }
});
