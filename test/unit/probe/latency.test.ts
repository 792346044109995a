import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LatencyPart, LatencyRequest, Section } from '../../../src/protocol';
import { ProbeRuntime, valueOf } from './builtProbe';
import { scratchFolder } from './scratch';

const usual = { samples: 5, operationsPerSecond: 10_000, sequentialBytes: 1_000_000, withinMs: 20_000 };

/** What only stands for a mount has no counters: every call counts there. On a real one: test/nfs/latency.ts. */
describe('latency', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  let runtime: ProbeRuntime;
  let mount: string;
  before(() => {
    runtime = new ProbeRuntime();
    mount = path.join(scratch.folder, 'mount');
    for (let at = 0; at < 6; at++) {
      mkdirSync(path.join(mount, `folder${at}`), { recursive: true });
    }
    writeFileSync(path.join(mount, 'large'), Buffer.alloc(2_000_000, 1));
    writeFileSync(path.join(mount, 'small'), Buffer.alloc(5000, 1));
    symlinkSync('/etc/passwd', path.join(mount, 'outside'));
  });
  after(() => runtime.close());

  async function measure(request: Partial<LatencyRequest> = {}): Promise<Section<LatencyPart>> {
    const latency = { path: mount, ...usual, ...request };
    const { sections } = await runtime.ask({ want: ['latency'], mountPath: mount, latency });
    return sections.latency ?? assert.fail('there is no such section');
  }
  const refusal = (section: Section<LatencyPart>) => (section.ok ? 'measured' : section.error.code);
  const names = ({ series }: LatencyPart) =>
    series.map(({ operation, bytes, micros }) => `${operation} ${bytes ?? ''} ${micros.length}`);

  it('is measured of each kind of request, and of READ at the sizes that the file has', async () => {
    const part = valueOf(await measure({ file: path.join(mount, 'large') }));
    assert.deepEqual(names(part), [
      'GETATTR  5',
      'LOOKUP  5',
      'ACCESS  5',
      'READDIR  5',
      'READ 4096 5',
      'READ 65536 5',
      'READ 1048576 5',
    ]);
    assert.deepEqual(
      part.sequential.map(({ bytes }) => bytes),
      [1_000_000, 1_000_000],
    );
    const small = valueOf(await measure({ file: path.join(mount, 'small') }));
    assert.deepEqual(names(small).slice(4), ['READ 4096 5']);
    assert.equal(small.sequential[0]?.bytes, 5000);
    assert.equal(valueOf(await measure()).series.length, 4);
  });

  it('costs the file nothing where the directory cannot be listed, and says which of the two that was', async () => {
    const gone = { path: path.join(mount, 'gone') };
    const part = valueOf(await measure({ ...gone, file: path.join(mount, 'small') }));
    assert.deepEqual(names(part), ['READDIR  0', 'READ 4096 5']);
    assert.deepEqual([part.series[0]?.failed, part.series[0]?.error], [1, 'ENOENT']);
    assert.equal(refusal(await measure(gone)), 'ENOENT');
    assert.equal(refusal(await measure({ path: '/etc', file: path.join(mount, 'small') })), 'OUTSIDE');
  });

  it('begins no call after its time, however long the pause before it', async () => {
    const part = valueOf(await measure({ operationsPerSecond: 1, withinMs: 500 }));
    // The directory was opened, which costs the second in which there is time for nothing else.
    assert.deepEqual(names(part), ['GETATTR  0', 'LOOKUP  0', 'ACCESS  0', 'READDIR  0']);
  });

  it('changes nothing', async () => {
    const state = () =>
      readdirSync(mount).map(name => {
        const { ctimeMs, mtimeMs, size } = statSync(path.join(mount, name));
        return { name, ctimeMs, mtimeMs, size };
      });
    const before = [state(), statSync(mount).mtimeMs];
    await measure({ file: path.join(mount, 'large') });
    assert.deepEqual([state(), statSync(mount).mtimeMs], before);
  });

  it('goes no faster than it may, and ends when it is over', async () => {
    const part = valueOf(await measure({ samples: 200, operationsPerSecond: 100, withinMs: 1000 }));
    const calls = part.series.reduce((sum, { micros }) => sum + micros.length, 0);
    assert.ok(calls > 0 && calls <= 104, String(calls));
    assert.ok(part.ms >= (calls / 4 - 1) * 10);
  });

  it('is refused outside of the mount, and of what is no regular file', async () => {
    assert.equal(refusal(await measure({ path: '/etc' })), 'OUTSIDE');
    assert.equal(refusal(await measure({ file: '/etc/passwd' })), 'OUTSIDE');
    assert.equal(refusal(await measure({ file: path.join(mount, 'outside') })), 'OUTSIDE');
    assert.equal(refusal(await measure({ file: path.join(mount, 'folder1') })), 'NOT_A_FILE');
    assert.equal(refusal(await measure({ file: path.join(mount, 'gone') })), 'ENOENT');
  });

  it('has bounds whatever a request says', async () => {
    const part = valueOf(await measure({ samples: 1_000_000, operationsPerSecond: 1e9 }));
    assert.ok(part.series.every(({ micros }) => micros.length <= 200));
    for (const wrong of [
      { samples: 0 },
      { operationsPerSecond: -1 },
      { withinMs: '1' },
      { file: 'relative' },
    ]) {
      const latency = { path: mount, ...usual, ...wrong };
      const payload = await runtime.invoke({ probe: 1, want: ['latency'], mountPath: mount, latency });
      assert.ok(typeof payload === 'object' && payload !== null && 'refused' in payload);
    }
  });
});
