import assert from 'node:assert/strict';
import { nfsPort } from '../harness/nfsGuestProtocol';
import { failedSections, findingCodes } from './guestProbe';
import type { Subject } from './subject';

/** Milliseconds that each packet is kept, both ways. */
const delayMs = 250;

/** Share of the injected round trip by which the reported one may be longer: the processor is emulated. */
const tolerance = 3;

export function slow(subject: Subject): void {
  describe('a slow network', () => {
    beforeEach(() => subject.guest.mount());
    afterEach(() => subject.guest.undisturb());

    /** STATFS is not used in mounting, so that its average is of one inspection alone. */
    async function roundTripUnder(netem: string): Promise<number> {
      await subject.guest.disturb(nfsPort, netem);
      const report = await subject.probe.inspect();
      assert.deepEqual(failedSections(report), []);
      assert.deepEqual(findingCodes(report), []);
      // Packets that TCP sends again are no requests that NFS sends again.
      assert.equal(report.statistics?.retransmissions, 0n);
      const statfs = report.statistics.operations.find(({ name }) => name === 'STATFS');
      assert.equal(statfs?.operations, 1n);
      return statfs.averageRoundTripMs;
    }

    it('shows in the round trip that the report gives', async () => {
      const measured = await roundTripUnder(`delay ${delayMs}ms`);
      console.log(`      injected ${2 * delayMs} ms, reported ${measured} ms`);
      assert.ok(measured >= 2 * delayMs, `${measured} ms`);
      assert.ok(measured <= 2 * delayMs * (1 + tolerance), `${measured} ms`);
    });

    it('that loses packets too lengthens round trips, and is no retransmission of NFS', async () => {
      const sentBefore = await segmentsSentAgain();
      const measured = await roundTripUnder('delay 50ms loss 10%');
      const sentAgain = (await segmentsSentAgain()) - sentBefore;
      console.log(
        `      injected 100 ms and a loss of 10 %: reported ${measured} ms, TCP sent ${sentAgain} times again`,
      );
      assert.ok(measured >= 100, `${measured} ms`);
    });

    /** RetransSegs of https://www.rfc-editor.org/rfc/rfc1213, over all of the guest's connections. */
    async function segmentsSentAgain(): Promise<number> {
      const [names, values] = (await subject.guest.run("grep '^Tcp:' /proc/net/snmp")).trim().split('\n');
      const index = names?.split(' ').indexOf('RetransSegs') ?? -1;
      return Number(values?.split(' ')[index]);
    }
  });
}
