import assert from 'node:assert/strict';
import { parseMountStats } from '../../src/core/parse/mountstats';
import { efsOptions } from '../harness/nfsGuest';
import type { Subject } from './subject';

const count = 100_000;

/** Fills a directory on the server with this many empty files. */
export async function fill({ guest }: Subject, name: string, files: number): Promise<void> {
  const script = `mkdir -p /srv/efs/${name} && cd /srv/efs/${name} && seq -f file-%06.0f ${files} | xargs touch`;
  await guest.read(script, 280_000);
}

/** How often the client made each operation since it mounted. */
export async function operationCounts({ guest }: Subject): Promise<ReadonlyMap<string, number>> {
  const { entries } = parseMountStats(await guest.read('cat /proc/self/mountstats'));
  const device = entries.find(({ mountPoint }) => mountPoint === '/mnt/efs');
  return new Map(device?.nfs?.operations.map(({ name, operations }) => [name, Number(operations)]));
}

export function large(subject: Subject): void {
  describe(`a directory of ${count} entries`, () => {
    before(() => fill(subject, 'large', count));

    interface Walk {
      readonly names: readonly string[];
      readonly pages: number;
      /** Of the client since it mounted. */
      readonly operations: ReadonlyMap<string, number>;
    }

    async function walk(pageSize: number): Promise<Walk> {
      // Nothing is kept over a mount. One getdents(2) of the C library brings 1 MiB of names, here from some ten READDIRs
      // at once. By default their attributes are kept for 3 s, in which an emulated processor does not get through them;
      // then each costs a GETATTR.
      await subject.guest.mount([...efsOptions, 'actimeo=600']);
      const names: string[] = [];
      let pages = 0;
      let cursor: string | undefined;
      do {
        const page = await subject.probe.list('/mnt/efs/large', {
          ...{ pageSize, deadlineSeconds: 100 },
          ...(cursor === undefined ? {} : { cursor }),
        });
        assert.equal(page.error, undefined);
        assert.equal(page.changed, false);
        assert.ok(page.entries.every(({ error }) => error === undefined));
        names.push(...page.entries.map(({ name }) => name));
        cursor = page.cursor;
        pages += 1;
      } while (cursor !== undefined);
      const operations = await operationCounts(subject);
      const used = ['READDIR', 'GETATTR', 'LOOKUP', 'ACCESS'].map(
        name => `${name} ${operations.get(name) ?? 0}`,
      );
      console.log(`      ${names.length} entries in ${pages} pages: ${used.join(', ')}`);
      return { names, pages, operations };
    }

    it('is paged through with the READDIRs of one reading, each entry once, without a request for each', async () => {
      const whole = await walk(count);
      const { names, pages, operations } = await walk(count / 20);
      assert.equal(names.length, count);
      assert.equal(new Set(names).size, count);
      assert.ok(pages >= 20);
      assert.ok(whole.pages < pages);
      const [once, inPages] = [readdirsOf(whole.operations), readdirsOf(operations)];
      assert.ok(once > 0 && inPages <= once * 1.1, `${inPages} READDIRs instead of ${once}`);
      assert.ok(count / inPages > 3000, `one READDIR brought only ${count / inPages} entries`);
      const single = (operations.get('GETATTR') ?? 0) + (operations.get('LOOKUP') ?? 0);
      assert.ok(single < count / 500, `${single} requests for single entries`);
    });
  });
}

function readdirsOf(counts: ReadonlyMap<string, number>): number {
  return counts.get('READDIR') ?? 0;
}
