import assert from 'node:assert/strict';
import type { MountFindingCode } from '../../src/core/findings/findingCodes';
import { efsOptions } from '../harness/nfsGuest';
import { failedSections, findingCodes } from './guestProbe';
import type { Subject } from './subject';

/** Options in place of EFS's, and what each has to be found. */
const deviations: readonly (readonly [string, readonly MountFindingCode[]])[] = [
  ['rsize=65536', ['small-rsize']],
  ['wsize=65536', ['small-wsize']],
  ['timeo=100', ['short-timeo']],
  ['timeo=300', ['changed-timeo']],
  ['retrans=5', ['changed-retrans']],
  ['resvport', ['missing-noresvport']],
  ['noac', ['attribute-cache-off']],
  ['actimeo=0', ['attribute-cache-off']],
  ['actimeo=10', ['attribute-cache-changed']],
  ['lookupcache=none', ['lookup-cache-limited']],
  ['lookupcache=pos', ['lookup-cache-limited']],
  ['nconnect=4', ['nconnect-unsupported']],
  ['nocto', ['no-close-to-open']],
  ['sync', ['sync-mount']],
  ['ro', ['read-only-mount']],
  ['nfsvers=4.0', ['old-nfs-version']],
  ['nfsvers=4.2', ['unexpected-nfs-version']],
  ['soft', ['soft-mount']],
  ['softerr', ['soft-mount']],
];

/** Flags that stand in the place of others; an option with a value replaces that of the same name. */
const replacedFlags: Readonly<Record<string, string>> = {
  resvport: 'noresvport',
  soft: 'hard',
  softerr: 'hard',
};

function withDeviation(option: string): readonly string[] {
  const key = (text: string) => text.split('=')[0];
  const replaced = replacedFlags[option] ?? key(option);
  return [...efsOptions.filter(each => key(each) !== replaced), option];
}

export function wrongMounts(subject: Subject): void {
  describe('a mount that differs from AWS’s advice', () => {
    for (const [option, expected] of deviations) {
      it(`by ${option} is found so, and nothing else`, async () => {
        await subject.guest.mount(withDeviation(option));
        const report = await subject.probe.inspect();
        assert.deepEqual(failedSections(report), []);
        assert.deepEqual(findingCodes(report), expected);
      });
    }
  });
}
