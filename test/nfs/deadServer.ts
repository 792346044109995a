import assert from 'node:assert/strict';
import { nfsPort } from '../harness/nfsGuestProtocol';
import type { Report } from '../../src/core/report';
import { failedSections, findingCodes } from './guestProbe';
import type { Subject } from './subject';

const deadline = { deadlineSeconds: 30 };

/** A process that is dead or a thread that only reads a file is gone by then, however busy the machine. */
const goneMs = 15_000;

/** What does not need the server has arrived, and of the rest nothing that looks whole. */
function assertUnresponsive(report: Report): void {
  assert.deepEqual(failedSections(report), ['list: SKIPPED']);
  assert.deepEqual(report.capture.unresponsive, ['/mnt/efs']);
  assert.equal(report.findings[0]?.code, 'mount-unresponsive');
  const usage = report.storage.filter(({ error }) => error !== undefined);
  assert.deepEqual(
    usage.map(({ mountPoint, error }) => [mountPoint, error?.code]),
    [['/mnt/efs', 'TIMEOUT']],
  );
  assert.ok(report.storage.some(({ mountPoint, total }) => mountPoint === '/' && total !== undefined));
  assert.ok(report.statistics);
}

/** No process of the probe, and no thread of the handler that waits for the server. Killing takes a moment. */
export async function assertNothingLeft({ probe }: Subject): Promise<void> {
  let left: { readonly survivors: string; readonly waiting: string };
  const deadline = Date.now() + goneMs;
  do {
    const threads = await probe.handlerThreads();
    assert.notEqual(threads, '');
    left = { survivors: await probe.survivors(), waiting: threads.replace(/[SR]/g, '') };
  } while ((left.survivors !== '' || left.waiting !== '') && Date.now() < deadline);
  assert.deepEqual(left, { survivors: '', waiting: '' });
}

export function deadServer(subject: Subject): void {
  describe('a mount whose server is dead', () => {
    before(async () => {
      await subject.guest.mount();
      await subject.probe.inspect();
      await subject.guest.stopServer();
    });
    after(() => subject.guest.startServer());

    it('costs only the sections that need the server, and leaves nothing behind', async () => {
      const report = await subject.probe.inspect(deadline);
      assertUnresponsive(report);
      // The forwarder takes connections and closes them: the one statfs is sent again over each.
      const sentAgain = report.statistics?.duringProbe?.retransmissions ?? 0n;
      console.log(`      the kernel sent ${sentAgain} times again`);
      assert.ok(sentAgain > 0n);
      await assertNothingLeft(subject);
    });

    it('does not harm the next invocation of the same environment', async () => {
      const report = await subject.probe.inspect(deadline);
      assertUnresponsive(report);
      const { runtime } = report.capture.probe;
      assert.equal(runtime?.ok && runtime.value.coldStart, false);
      await assertNothingLeft(subject);
    });

    it('answers again when the server is back', async () => {
      await subject.guest.startServer();
      await subject.guest.untilServerAnswers();
      const report = await subject.probe.inspect();
      assert.deepEqual(failedSections(report), []);
      assert.deepEqual(report.capture.unresponsive, []);
      assert.ok(!findingCodes(report).includes('mount-unresponsive'));
    });
  });

  describe('a mount whose packets are all lost', () => {
    before(() => subject.guest.mount());
    after(() => subject.guest.undisturb());

    it('costs only the sections that need the server, and leaves nothing behind', async () => {
      await subject.guest.disturb(nfsPort, 'loss 100%');
      const report = await subject.probe.inspect(deadline);
      assertUnresponsive(report);
      // NFSv4 does not send a request twice on a connection that lives (RFC 8881, 2.9.2): TCP does.
      assert.equal(report.statistics?.retransmissions, 0n);
      await assertNothingLeft(subject);
    });

    it('answers again when they arrive', async () => {
      await subject.guest.undisturb();
      await subject.guest.untilServerAnswers();
      const report = await subject.probe.inspect();
      assert.deepEqual(failedSections(report), []);
      assert.deepEqual(findingCodes(report), []);
    });
  });

  describe('a server that comes back during an inspection', () => {
    before(async () => {
      await subject.guest.mount();
      await subject.guest.stopServer();
    });
    after(() => subject.guest.startServer());

    it('has the rest follow, or the mount is reported as unresponsive, never half of it as whole', async () => {
      const inspecting = subject.probe.inspect(deadline);
      await subject.guest.startServer();
      const report = await inspecting;
      const { unresponsive } = report.capture;
      console.log(`      ${unresponsive.length === 0 ? 'complete' : 'unresponsive'}`);
      if (unresponsive.length > 0) {
        assertUnresponsive(report);
        await assertNothingLeft(subject);
      } else {
        // Its child waits for the next invocation.
        assert.deepEqual(failedSections(report), []);
        // That requests were sent again, over a new connection, is true.
        const ofOutage = ['many-retransmissions', 'frequent-reconnects'];
        assert.deepEqual(
          findingCodes(report).filter(code => !ofOutage.includes(code)),
          [],
        );
      }
    });
  });
}
