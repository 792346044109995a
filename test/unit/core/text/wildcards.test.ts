import assert from 'node:assert/strict';
import { matchesWildcards } from '../../../../src/core/text/wildcards';
import { Rng } from '../../../hostile/rng';

/** The same by a regular expression, which may take forever. */
function byRegExp(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

describe('wildcards of IAM', () => {
  it('fit as a regular expression of the same meaning does', () => {
    const rng = new Rng(2049);
    const textOf = (letters: string, most: number) =>
      Array.from({ length: rng.below(most + 1) }, () => letters[rng.below(letters.length)] ?? '').join('');
    let fits = 0;
    for (let round = 0; round < 20_000; round++) {
      const pattern = textOf('ab*?', 7);
      const text = textOf('ab*', 8);
      assert.equal(matchesWildcards(pattern, text), byRegExp(pattern, text), `${pattern} of ${text}`);
      fits += matchesWildcards(pattern, text) ? 1 : 0;
    }
    assert.ok(fits > 1000, String(fits));
  });

  it('know one letter from the other, and an empty text', () => {
    assert.equal(matchesWildcards('A', 'a'), false);
    assert.equal(matchesWildcards('', ''), true);
    assert.equal(matchesWildcards('', 'a'), false);
    assert.equal(matchesWildcards('**', ''), true);
    assert.equal(matchesWildcards('?', ''), false);
  });
});
