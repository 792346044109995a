import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PendingDirectory, Section, TotalsPart, TotalsRequest } from '../../../src/protocol';
import { ProbeRuntime, valueOf } from './builtProbe';
import { NAMELESS_UID, bulkRoot, isRoot, makeFiles, scratchFolder } from './scratch';
import { skip } from '../../harness/skip';

const enough = { limit: 100_000, maxDirectories: 10_000 };

describe('totals', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  const bulk = scratchFolder(bulkRoot);
  const others: ProbeRuntime[] = [];
  let shared: ProbeRuntime;
  let mount: string;
  before(() => {
    shared = new ProbeRuntime();
    mount = path.join(scratch.folder, 'mount');
    mkdirSync(path.join(mount, 'a/b'), { recursive: true });
    mkdirSync(path.join(mount, 'empty'));
    writeFileSync(path.join(mount, 'ten'), '0123456789');
    writeFileSync(path.join(mount, 'a/sparse'), '');
    truncateSync(path.join(mount, 'a/sparse'), 2 ** 43);
    linkSync(path.join(mount, 'ten'), path.join(mount, 'a/b/ten-again'));
    symlinkSync('..', path.join(mount, 'a/up'));
    symlinkSync('/usr', path.join(mount, 'outside'));
    execFileSync('mkfifo', [path.join(mount, 'a/fifo')]);
    const odd = Buffer.concat([Buffer.from(`${mount}/`), Buffer.from([0xff, 0x0a])]);
    mkdirSync(odd);
    writeFileSync(Buffer.concat([odd, Buffer.from('/file')]), 'five!');
  });
  after(() => Promise.all([shared, ...others].map(runtime => runtime.close())));

  async function count(
    request: Partial<TotalsRequest>,
    { runtime = shared, mountPath = mount } = {},
  ): Promise<Section<TotalsPart>> {
    const totals = { path: mountPath, ...enough, ...request };
    const { sections } = await runtime.ask({ want: ['totals'], mountPath, totals });
    return sections.totals ?? assert.fail('there is no such section');
  }
  const refusal = (section: Section<TotalsPart>) => (section.ok ? 'counted' : section.error.code);

  it('count every name below, each inode’s bytes once, and no directory that a link leads to', async () => {
    const part = valueOf(await count({}));
    const { files, directories, links, special, bytes, linkedInodes, linkedSizes, pending } = part;
    assert.deepEqual(
      { files, directories, links, special },
      { files: 4, directories: 4, links: 2, special: 1 },
    );
    const targets = '..'.length + '/usr'.length;
    assert.equal(bytes, String(2n ** 43n + 5n + BigInt(targets)));
    assert.deepEqual([linkedInodes.length, linkedSizes], [1, ['10']]);
    assert.ok(BigInt(part.allocated) < 1_000_000n);
    assert.deepEqual(
      part.largest.map(({ path: file, size }) => [file, size]),
      [
        [`${mount}/a/sparse`, String(2n ** 43n)],
        [part.largest[1]?.path, '10'],
        [`${mount}/\udcff\n/file`, '5'],
      ],
    );
    assert.deepEqual([pending, part.unreadableCount, part.otherFileSystems, part.changed], [[], 0, 0, false]);
  });

  it('come in parts that add up to the whole', async () => {
    const folder = path.join(bulk.folder, 'many');
    for (let index = 0; index < 20; index++) {
      mkdirSync(path.join(folder, `directory-${index}/deeper`), { recursive: true });
      makeFiles(path.join(folder, `directory-${index}/deeper`), 50);
    }
    makeFiles(folder, 500);
    for (const bounds of [{ limit: 170 }, { maxDirectories: 3 }]) {
      let pending: readonly PendingDirectory[] | undefined;
      let files = 0;
      let directories = 0;
      let parts = 0;
      do {
        const part: TotalsPart = valueOf(
          await count({ path: folder, pending, ...bounds }, { mountPath: bulk.folder }),
        );
        assert.equal(part.changed, false);
        files += part.files;
        directories += part.directories;
        ({ pending } = part);
        parts += 1;
      } while (pending.length > 0);
      assert.deepEqual([files, directories], [1500, 40], JSON.stringify(bounds));
      assert.ok(parts > 5, `${parts} parts`);
    }
  });

  it('follow a link to the directory that was asked for, and to no other', async () => {
    assert.equal(valueOf(await count({ path: `${mount}/a/up` })).path, mount);
    assert.equal(refusal(await count({ path: `${mount}/outside` })), 'OUTSIDE');
    assert.equal(refusal(await count({ path: `${mount}/../` })), 'OUTSIDE');
    assert.equal(refusal(await count({ path: `${mount}/ten` })), 'ENOTDIR');
    assert.equal(refusal(await count({ path: `${mount}/gone` })), 'ENOENT');
    const part = valueOf(await count({ path: mount, pending: [{ path: `${mount}/a/up` }] }));
    assert.deepEqual([part.files, part.unreadable], [0, [{ path: `${mount}/a/up`, code: 'ENOTDIR' }]]);
  });

  it('count nothing of a directory that a link has taken the place of', async () => {
    const folder = path.join(scratch.folder, 'raced');
    mkdirSync(path.join(folder, 'parent/child'), { recursive: true });
    const outside = path.join(scratch.folder, 'raced-outside');
    mkdirSync(path.join(outside, 'child'), { recursive: true });
    writeFileSync(path.join(outside, 'child/secret'), '');
    const runtime = new ProbeRuntime({
      childPrelude: `{
        const fs = require('fs');
        const { openSync } = fs;
        fs.openSync = (...args) => {
          if (String(args[0]).endsWith('/child')) {
            fs.renameSync('${folder}/parent', '${folder}/moved');
            fs.symlinkSync('${outside}', '${folder}/parent');
          }
          return openSync(...args);
        };
      }`,
    });
    others.push(runtime);
    const part = valueOf(await count({}, { runtime, mountPath: folder }));
    assert.deepEqual([part.files, part.directories, part.otherFileSystems], [0, 2, 1]);
  });

  it('stay on their file system, and do not even touch another', async () => {
    const part = valueOf(await count({ path: '/dev', maxDirectories: 1 }, { mountPath: '/dev' }));
    assert.ok(part.otherFileSystems > 0);
    assert.ok(!part.pending.some(({ path: directory }) => directory === '/dev/shm'));
  });

  it('say what could not be read, and count the rest', async function () {
    if (!isRoot) {
      skip(this, 'only root can act as another user');
    }
    const folder = path.join(scratch.folder, 'closed');
    mkdirSync(path.join(folder, 'closed'), { recursive: true });
    mkdirSync(path.join(folder, 'not-searchable'));
    writeFileSync(path.join(folder, 'not-searchable/file'), '');
    writeFileSync(path.join(folder, 'open'), 'x');
    chmodSync(path.join(folder, 'closed'), 0o700);
    chmodSync(path.join(folder, 'not-searchable'), 0o744);
    const runtime = new ProbeRuntime({ uid: NAMELESS_UID });
    others.push(runtime);
    const part = valueOf(await count({}, { runtime, mountPath: folder }));
    assert.deepEqual([part.files, part.bytes, part.unreadableCount], [1, '1', 2]);
    assert.deepEqual(
      part.unreadable.map(({ path: each, code }) => [path.relative(folder, each), code]).sort(),
      [
        ['closed', 'EACCES'],
        ['not-searchable/file', 'EACCES'],
      ],
    );
  });

  it('are refused without bounds', async () => {
    for (const totals of [
      { path: 'relative', ...enough },
      { path: '/a', limit: 0, maxDirectories: 1 },
      { path: '/a', limit: 1 },
      { path: '/a', ...enough, pending: [{ path: 'b' }] },
      { path: '/a', ...enough, pending: [{ path: '/b', cursor: 'none' }] },
    ]) {
      const answer = (await shared.invoke({
        probe: 1,
        want: ['totals'],
        mountPath: mount,
        totals,
      })) as object;
      assert.ok('refused' in answer, JSON.stringify(totals));
    }
  });
});
