import assert from 'node:assert/strict';
import { distributionOf } from '../../src/core/latency/distribution';
import type { LatencyPart, LatencySeries } from '../../src/protocol';
import { nfsPort } from '../harness/nfsGuestProtocol';
import { operationCounts } from './large';
import type { Subject } from './subject';

const samples = 12;
const file = '/mnt/efs/measured/large';
/** Milliseconds that each packet is kept, both ways. */
const delayMs = 100;
const injectedMicros = 2 * delayMs * 1000;

/** Share of the injected round trip by which the median may be longer: the processor is emulated. */
const tolerance = 1;

const files = `set -e
mkdir -p /srv/efs/measured
cd /srv/efs/measured
for each in $(seq ${2 * samples}); do echo $each >file$each; mkdir -p folder$each; : >folder$each/inside; done
dd if=/dev/urandom of=large bs=1M count=8 2>/dev/null`;

/** All that the measurement may ask of a server: nothing that changes anything. */
const readOnly = new Set([
  ...['ACCESS', 'GETATTR', 'LOOKUP', 'READ', 'READDIR', 'STATFS'],
  // Opening a file for reading, and what NFS 4.1 does by itself.
  ...['CLOSE', 'DELEGRETURN', 'FREE_STATEID', 'OPEN', 'OPEN_NOATTR', 'SEQUENCE', 'TEST_STATEID'],
]);

export function latency(subject: Subject): void {
  describe('a measurement of latency', () => {
    before(() => subject.guest.run(files));
    beforeEach(() => subject.guest.mount());
    afterEach(() => subject.guest.undisturb());

    const measure = (more: { readonly path?: string; readonly file?: string } = {}): Promise<LatencyPart> =>
      subject.probe.measureLatency({
        path: '/mnt/efs/measured',
        file,
        samples,
        operationsPerSecond: 1000,
        sequentialBytes: 8 * 1024 * 1024,
        withinMs: 100_000,
        ...more,
      });

    it('finds the round trip that was injected, by its own clock and by the kernel’s', async function () {
      await subject.guest.disturb(nfsPort, `delay ${delayMs}ms`);
      const before = await operationCounts(subject);
      const { series } = await measure();
      const after = await operationCounts(subject);
      for (const each of series) {
        console.log(`      ${describeSeries(each)}`);
      }
      assert.deepEqual(
        series.map(({ operation, bytes }) => `${operation} ${bytes ?? ''}`.trim()),
        ['GETATTR', 'LOOKUP', 'ACCESS', 'READDIR', 'READ 4096', 'READ 65536', 'READ 1048576'],
      );
      for (const { operation, bytes = 0, micros, kernel, failed } of series) {
        const name = `${operation} ${bytes}`;
        const distribution = distributionOf(micros);
        assert.ok(distribution && kernel, name);
        assert.equal(failed, 0, name);
        assert.ok(micros.length >= samples * 0.8 || bytes === 1024 * 1024, `${name}: ${micros.length}`);
        assert.ok(Math.min(...micros) >= injectedMicros, `${name}: ${Math.min(...micros)}`);
        // A megabyte takes the emulated processor as long as the network.
        if (bytes <= 64 * 1024) {
          assert.ok(distribution.p50 <= injectedMicros * (1 + tolerance), `${name}: ${distribution.p50}`);
          const kernelMicros = (kernel.roundTripMs / kernel.operations) * 1000;
          assert.ok(kernelMicros >= injectedMicros * 0.99, `${name}: ${kernelMicros}`);
          assert.ok(kernelMicros <= injectedMicros * (1 + tolerance), `${name}: ${kernelMicros}`);
        }
      }
      const made = [...after].flatMap(([name, count]) => (count > (before.get(name) ?? 0) ? name : []));
      assert.deepEqual(
        made.filter(name => !readOnly.has(name)),
        [],
      );
    });

    it('shows packets that are lost in the highest percentiles, not in the median', async () => {
      await subject.guest.disturb(nfsPort, `delay ${delayMs}ms loss 10%`);
      const { series } = await measure({ file: undefined });
      const micros = series.flatMap(each => each.micros);
      const distribution = distributionOf(micros);
      console.log(`      ${JSON.stringify(distribution)}`);
      assert.ok(distribution);
      assert.ok(distribution.p50 <= injectedMicros * (1 + tolerance));
      // TCP sends a lost packet again, which takes a round trip more at least.
      assert.ok(distribution.max >= 2 * injectedMicros, String(distribution.max));
    });

    it('tells a first reading, which comes from the server, from a second, which the cache gives', async () => {
      const { sequential } = await measure();
      console.log(`      ${JSON.stringify(sequential)}`);
      const [cold, cached] = sequential;
      assert.ok(cold && cached);
      assert.equal(cold.bytes, 8 * 1024 * 1024);
      assert.equal(cached.bytes, cold.bytes);
      assert.ok((cold.fromServer ?? 0) >= cold.bytes, String(cold.fromServer));
      assert.equal(cached.fromServer, 0);
    });

    it('counts no call that a cache answered', async () => {
      await measure({ file: undefined });
      const { series } = await measure({ file: undefined });
      for (const each of series) {
        console.log(`      ${describeSeries(each)}`);
      }
      const access = series.find(({ operation }) => operation === 'ACCESS');
      assert.deepEqual(access?.micros, []);
      assert.equal(access.cached + access.mixed, samples);
      // Those two always ask.
      for (const operation of ['GETATTR', 'LOOKUP'] as const) {
        const asked = series.find(each => each.operation === operation);
        assert.ok((asked?.micros.length ?? 0) >= samples * 0.8, operation);
      }
    });
  });
}

function describeSeries({ operation, bytes, micros, kernel, ...others }: LatencySeries): string {
  return JSON.stringify({ operation, bytes, ...distributionOf(micros), ...others, kernel });
}
