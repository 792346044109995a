import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../harness/projectRoot';
import { equivalentMutants } from '../../mutation/equivalents';
import { instrument, nameOf } from '../../mutation/mutants';

describe('the list of equivalent mutants', () => {
  const listed = equivalentMutants();

  it('names each once', () => {
    assert.deepEqual(listed, [...new Set(listed)]);
  });

  it('names only changes that there are, and each means one', () => {
    for (const name of listed) {
      const file = name.slice(0, name.indexOf(' '));
      const { mutants } = instrument(file, readFileSync(path.join(projectRoot, file), 'utf8'));
      assert.equal(mutants.filter(mutant => nameOf(mutant) === name).length, 1, name);
    }
  });
});
