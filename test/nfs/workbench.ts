import assert from 'node:assert/strict';
import { guestFunction } from '../harness/nfsGuestProtocol';
import { testKeyVariables } from '../harness/testKey';
import { launchWorkbench, screenshotFailures, type WorkbenchDriver } from '../ui/driver';
import type { Subject } from './subject';

export function workbench(subject: Subject): void {
  describe('a mount that is dead, in the real VS Code', () => {
    let driver: WorkbenchDriver | undefined;
    screenshotFailures(() => driver);

    before(async () => {
      await subject.guest.mount();
      driver = await launchWorkbench({
        width: 1200,
        height: 1000,
        settings: {
          'efsMountInspector.aws.endpoint': subject.guest.endpointUrl,
          'efsMountInspector.aws.regions': ['us-east-1'],
        },
        env: testKeyVariables,
      });
      await driver.openSidebar();
      await driver.treeItem(new RegExp(`^${guestFunction}`)).waitFor({ timeout: 120_000 });
    });
    after(async () => {
      await subject.guest.startServer();
      await driver?.close();
    });

    async function inspect(shown: WorkbenchDriver): Promise<void> {
      await shown.runFromPalette('Inspect EFS Mount');
      await shown.quickInput.locator('input').first().fill(guestFunction);
      await shown.pick(guestFunction);
      // The guest's processor is emulated.
      await shown.webview().locator('section#verdict').waitFor({ timeout: 120_000 });
    }

    it('is shown as such, with what was read all the same and what to do', async () => {
      const shown = driver ?? assert.fail('VS Code did not start.');
      await subject.guest.stopServer();
      await inspect(shown);
      const report = shown.webview();
      await report.getByText('Hard mount: the kernel retries until EFS answers.', { exact: true }).waitFor();
      const findings = report.locator('section#findings');
      await findings
        .getByText(/did not return in time/i)
        .first()
        .waitFor();
      // How often requests were sent again follows; what matters most comes first.
      const [first = ''] = await findings.getByRole('heading', { level: 3 }).allInnerTexts();
      assert.match(first, /did not return in time/i);
      // What to do: where the way to the server is usually barred.
      assert.match(await findings.innerText(), /security group|mount target|2049/i);
      const options = await report.locator('section#options tbody tr').count();
      assert.ok(options >= 16, `${options} options`);
      await report.locator('section#statistics').getByText('STATFS').first().waitFor();
      await shown.screenshot('nfs-dead-mount');
      await report.locator('section#storage').scrollIntoViewIfNeeded();
      await shown.screenshot('nfs-dead-mount-storage');
    });

    it('is no longer shown as such once the server answers again', async () => {
      const shown = driver ?? assert.fail('VS Code did not start.');
      await subject.guest.startServer();
      await subject.guest.untilServerAnswers();
      await inspect(shown);
      const report = shown.webview();
      await report
        .locator('section#verdict')
        .getByText('EFS does not answer now.', { exact: true })
        .waitFor({ state: 'hidden', timeout: 120_000 });
      assert.equal(await report.getByText(/did not return in time|not read/i).count(), 0);
      await shown.screenshot('nfs-back-again');
    });
  });
}
