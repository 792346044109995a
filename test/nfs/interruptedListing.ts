import assert from 'node:assert/strict';
import type { Directory } from '../../src/core/listing/directory';
import { efsOptions } from '../harness/nfsGuest';
import { nfsPort } from '../harness/nfsGuestProtocol';
import { assertNothingLeft } from './deadServer';
import { fill, operationCounts } from './large';
import type { Subject } from './subject';

const count = 10_000;
const folder = '/mnt/efs/interrupted';

export function interruptedListing(subject: Subject): void {
  describe('a listing that is interrupted', () => {
    before(() => fill(subject, 'interrupted', count));
    afterEach(() => subject.guest.undisturb());

    /** Returns once part of the directory was read, in small pieces over a slow network. */
    async function begin(deadlineSeconds: number): Promise<{ readonly listing: Promise<Directory> }> {
      const options = efsOptions.filter(option => !option.startsWith('rsize'));
      // Attributes are kept, as they are where the processor keeps up with READDIR.
      await subject.guest.mount([...options, 'rsize=65536', 'actimeo=600']);
      await subject.guest.disturb(nfsPort, 'delay 250ms');
      let ended = false;
      const listing = subject.probe
        .list(folder, { pageSize: count, deadlineSeconds })
        .finally(() => (ended = true));
      listing.catch(() => undefined);
      // Some of about fifty: enough that the first entries are out of the probe's child.
      while (((await operationCounts(subject)).get('READDIR') ?? 0) < 20) {
        assert.ok(!ended, 'the listing ended before it could be interrupted');
      }
      return { listing };
    }

    it('by the loss of all packets keeps what arrived and where to go on', async () => {
      const { listing } = await begin(30);
      await subject.guest.disturb(nfsPort, 'loss 100%');
      const partial = await listing;
      await subject.guest.undisturb();
      await subject.guest.untilServerAnswers();
      const { length } = partial.entries;
      console.log(`      ${length} of ${count} entries had arrived`);
      assert.equal(partial.error?.code, 'TIMEOUT');
      assert.ok(length > 0 && length < count);
      assert.ok(partial.cursor);
      await assertNothingLeft(subject);

      const { cursor } = partial;
      const rest = await subject.probe.list(folder, { cursor, pageSize: count, deadlineSeconds: 110 });
      assert.equal(rest.error, undefined);
      const names = [...partial.entries, ...rest.entries].map(({ name }) => name);
      assert.equal(names.length, count);
      assert.equal(new Set(names).size, count);
    });

    it('by a server that stops and comes back goes on, or ends as timed out, never as if whole', async () => {
      const { listing } = await begin(100);
      await subject.guest.undisturb();
      await subject.guest.stopServer();
      await new Promise(resolve => setTimeout(resolve, 3000));
      await subject.guest.startServer();
      const { entries, error, cursor } = await listing;
      console.log(`      ${entries.length} of ${count} entries, ${error?.code ?? 'complete'}`);
      assert.equal(new Set(entries.map(({ name }) => name)).size, entries.length);
      if (error === undefined) {
        assert.equal(entries.length, count);
        assert.equal(cursor, undefined);
      } else {
        assert.equal(error.code, 'TIMEOUT');
        assert.ok(cursor);
      }
    });
  });
}
