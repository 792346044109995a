import assert from 'node:assert/strict';
import { allPages } from '../../../src/aws/sdk/allPages';

describe('the pages of a list', () => {
  it('are all read, each with what the one before it named', async () => {
    const asked: (string | undefined)[] = [];
    const pages: Record<string, { found: readonly string[]; next: string | undefined }> = {
      first: { found: ['a'], next: 'second' },
      second: { found: [], next: 'third' },
      third: { found: ['b', 'c'], next: '' },
    };
    const all = await allPages(next => {
      asked.push(next);
      return Promise.resolve(pages[next ?? 'first'] ?? assert.fail());
    });
    assert.deepEqual(all, ['a', 'b', 'c']);
    assert.deepEqual(asked, [undefined, 'second', 'third']);
  });

  it('are no list where they do not end: what is missing would be said not to exist', async () => {
    let asked = 0;
    const endless = allPages(() => Promise.resolve({ found: [++asked], next: 'again' }));
    await assert.rejects(endless, { name: 'AnswerTooLargeError' });
    assert.equal(asked, 5);
  });
});
