import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodeBytes } from '../../src/core/text/byteText';
import type { Directory } from '../../src/core/listing/directory';
import { projectRoot } from '../harness/projectRoot';
import { failedSections, findingCodes, operationsDuringProbe } from './guestProbe';
import type { Subject } from './subject';

/** Makes on the server what a listing can stumble over. `printf` gives the bytes that no shell word holds. */
const awkwardFiles = `set -e
mkdir -p /srv/efs/awkward
cd /srv/efs/awkward
: >'two  spaces '
: >"$(printf 'new\\nline')"
: >"$(printf 'quote\\047 and \\042 and \\140')"
: >"$(printf 'bell\\007 escape\\033[31m')"
: >"$(printf 'invalid \\377\\376 utf-8')"
: >"$(printf 'right-to-left \\342\\200\\256 \\327\\251\\327\\234\\327\\225\\327\\235')"
: >"$(printf '\\303\\251%.0s' $(seq 127))x"
: >'total 42'
: >'-rw-r--r-- 1 root root 0 Jan  1 00:00 forged'
: >'back\\slash'
mkdir locked unsearchable
: >unsearchable/inside
chmod 000 locked
chmod 444 unsearchable
ln -s /nowhere/at/all dangling
ln -s 'awk -> ward' 'a -> b'
mkfifo pipe
mknod device c 1 3
truncate -s 8T holes
printf hello >small
chmod 4755 small
chown 1000:2000 small
touch -d '2001-02-03 04:05:06 UTC' small
'${process.execPath}' -e 'net.createServer().listen("socket", () => process.kill(process.pid, 9))' || [ -S socket ]
`;

interface Truth {
  readonly name: string;
  /** As `ls -l` prints it. */
  readonly mode: string;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  readonly size: bigint | undefined;
  readonly target?: string;
}

/** What find(1) says of the same directory on the server itself. */
async function truthOf({ guest }: Subject, folder: string): Promise<readonly Truth[]> {
  const printed = await guest.read(
    `find '${folder}' -mindepth 1 -maxdepth 1 -printf '%M\\0%U\\0%G\\0%s\\0%f\\0%l\\0'`,
  );
  const fields = decodeBytes(printed).split('\0').slice(0, -1);
  const entries: Truth[] = [];
  for (let at = 0; at < fields.length; at += 6) {
    const [mode = '', owner, group, size = '', name = '', target = ''] = fields.slice(at, at + 6);
    const link = target === '' ? {} : { target };
    entries.push({ name, mode, owner, group, size: BigInt(size), ...link });
  }
  return sorted(entries);
}

function seen({ entries }: Directory): readonly Truth[] {
  return sorted(
    entries.map(({ name, type, modeText, owner, group, size, target }) => ({
      name,
      mode: `${type}${modeText}`,
      owner,
      group,
      size,
      ...(target === undefined ? {} : { target }),
    })),
  );
}

function sorted(entries: readonly Truth[]): readonly Truth[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function healthy(subject: Subject): void {
  describe('a healthy mount', () => {
    before(async () => {
      await subject.guest.run(awkwardFiles);
      await subject.guest.mount();
    });

    it('has the options that Lambda had in 2022, and nothing to find', async () => {
      const report = await subject.probe.inspect();
      assert.deepEqual(failedSections(report), []);
      assert.deepEqual(findingCodes(report), []);
      assert.deepEqual(report.capture.unresponsive, []);

      const recording = path.join(projectRoot, 'src/local/demo/recorded/cat-proc-mounts.txt');
      const lambdaLine = (await readFile(recording, 'utf8'))
        .split('\n')
        .find(line => line.includes(' nfs4 '));
      const { mounts } = report.capture.probe;
      const guestLine = mounts?.ok && mounts.value.split('\n').find(line => line.includes(' nfs4 '));
      assert.equal(guestLine, lambdaLine);
    });

    it('is counted by the kernel as the probe used it', async () => {
      await subject.guest.mount();
      const report = await subject.probe.inspect();
      const operations = operationsDuringProbe(report);
      console.log(`      operations of one inspection: ${JSON.stringify(operations)}`);
      assert.equal(operations['STATFS'], 1);
      assert.ok((operations['READDIR'] ?? 0) >= 1);
      const harmless = ['STATFS', 'READDIR', 'GETATTR', 'ACCESS', 'LOOKUP', 'READLINK', 'SEQUENCE'];
      assert.deepEqual(
        Object.keys(operations).filter(name => !harmless.includes(name)),
        [],
      );
      assert.equal(report.statistics?.retransmissions, 0n);
      assert.equal(report.statistics.majorTimeouts, 0n);
      // Every default of the client is proved by mountstats, none is guessed that it prints.
      const proved = report.mount?.options
        .filter(({ evidence }) => evidence === 'mountstats')
        .map(({ key }) => key);
      assert.deepEqual(proved, ['acregmin', 'acregmax', 'acdirmin', 'acdirmax']);
    });

    it('lists names of any bytes, and files of any kind, as they are on the server', async () => {
      const directory = await subject.probe.list('/mnt/efs/awkward');
      const truth = await truthOf(subject, '/srv/efs/awkward');
      assert.equal(truth.length, 19);
      assert.deepEqual(seen(directory), truth);
    });

    it('reports a directory that may not be read, and one that may not be searched', async () => {
      const locked = await subject.probe.list('/mnt/efs/awkward/locked');
      assert.equal(locked.error?.code, 'EACCES');
      const unsearchable = await subject.probe.list('/mnt/efs/awkward/unsearchable');
      assert.deepEqual(
        unsearchable.entries.map(({ name, error }) => [name, error]),
        [['inside', 'EACCES']],
      );
    });
  });
}
