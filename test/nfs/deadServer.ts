import assert from 'node:assert/strict';
import { nfsPort } from '../harness/nfsGuestProtocol';
import type { Report } from '../../src/core/report';
import { failedSections, findingCodes } from './guestProbe';
import type { Subject } from './subject';

const deadline = { deadlineSeconds: 30 };

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

export async function assertNothingLeft({ probe }: Subject): Promise<void> {
  assert.equal(await probe.survivors(), '');
  const threads = await probe.handlerThreads();
  assert.match(threads, /^[SR]+$/, 'a thread of the handler waits for the dead server');
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
      assertUnresponsive(await subject.probe.inspect(deadline));
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
      // As any program that was waiting: the client has to find the server first.
      await subject.guest.run('stat -f /mnt/efs >/dev/null');
      const report = await subject.probe.inspect();
      assert.deepEqual(failedSections(report), []);
      assert.deepEqual(report.capture.unresponsive, []);
      assert.ok(!findingCodes(report).includes('mount-unresponsive'));
    });
  });

  describe('a mount whose packets are all lost', () => {
    before(() => subject.guest.mount());
    afterEach(() => subject.guest.undisturb());

    it('costs only the sections that need the server, and leaves nothing behind', async () => {
      await subject.guest.disturb(nfsPort, 'loss 100%');
      const report = await subject.probe.inspect(deadline);
      assertUnresponsive(report);
      // NFSv4 does not send a request twice on a connection that lives (RFC 8881, 2.9.2): TCP does.
      assert.equal(report.statistics?.retransmissions, 0n);
      await assertNothingLeft(subject);
    });
  });
}
