import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalLambda, type LocalLambda } from '../../src/local/index';
import { projectRoot } from '../harness/projectRoot';
import { testKey } from '../harness/testKey';
import { until } from '../harness/until';
import type { WorkbenchDriver } from './driver';
import { launchWorkbench, screenshotFailures } from './driver';

const keys = `aws_access_key_id = ${testKey.accessKeyId}\naws_secret_access_key = ${testKey.secretAccessKey}\n`;
const assumed = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<Credentials><AccessKeyId>${testKey.accessKeyId}</AccessKeyId><SecretAccessKey>${testKey.secretAccessKey}</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>
<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>`;

/** Stands for AWS's own command line: notes its arguments, and a sign-in leaves usable credentials. */
const fakeAws = (folder: string) => `#!/bin/sh
echo "$@" > '${folder}/notes'
cp '${folder}/signed-in' '${folder}/config'
`;

describe('profiles of ~/.aws in the workbench', () => {
  let driver: WorkbenchDriver;
  let endpoint: LocalLambda;
  let sts: Server;
  const asked: string[] = [];
  let folder: string;
  const file = (name: string) => path.join(folder, name);
  const writeConfig = (text: string) => writeFileSync(file('config'), text);
  const withEndpoint = () => `region = us-east-1\nendpoint_url = ${endpoint.url}\n`;
  const expired = () =>
    `[default]\n${withEndpoint()}sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n` +
    '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n';
  screenshotFailures(() => driver);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'aws-profiles-'));
    endpoint = await startLocalLambda({
      distDir: path.join(projectRoot, 'dist'),
      demo: true,
      accessKey: testKey,
    });
    sts = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push(body);
        response.writeHead(200, { 'content-type': 'text/xml' }).end(assumed);
      });
    });
    await new Promise<void>(resolve => sts.listen(0, '127.0.0.1', resolve));
    writeFileSync(file('aws'), fakeAws(folder), { mode: 0o755 });
    writeFileSync(file('signed-in'), `[default]\n${keys}${withEndpoint()}`);
    driver = await launchWorkbench({
      width: 1200,
      height: 800,
      env: {
        // As when started from a terminal: VS Code does not ask a login shell for another PATH.
        VSCODE_CLI: '1',
        PATH: `${folder}:${process.env.PATH}`,
        AWS_CONFIG_FILE: file('config'),
        AWS_SHARED_CREDENTIALS_FILE: file('credentials'),
        AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${(sts.address() as AddressInfo).port}`,
      },
    });
    await driver.openSidebar();
  });
  after(async () => {
    await driver?.close();
    await endpoint?.close();
    sts?.close();
    rmSync(folder, { recursive: true });
  });

  it('needs none, and uses one with an endpoint of its own as soon as it is written', async () => {
    await driver.sidebar.getByText('No usable AWS credentials were found').waitFor();
    writeConfig(expired());
    // Nothing is known yet: the view's welcome says it, with what to do.
    await driver.sidebar.getByText('Nobody is signed in').waitFor();
    for (const name of ['Sign In', 'Select AWS Profile…', 'Show Log', 'Try the Demo']) {
      await driver.sidebar.getByRole('button', { name, exact: true }).waitFor();
    }
    writeConfig(`[default]\n${keys}${withEndpoint()}`);
    await driver.treeItem(/^soft-mount-example/).waitFor();
    await driver.treeItem(/^us-east-1/).waitFor();
  });

  const withDevice = (device: string) =>
    `[profile base]\n${keys}\n[default]\n${withEndpoint()}role_arn = arn:aws:iam::111122223333:role/admin\n` +
    `source_profile = base\nmfa_serial = ${device}\n`;

  it('says what is missing where the code of a device is not given', async () => {
    const device = 'arn:aws:iam::111122223333:mfa/[Click](command:workbench.action.openSettings)';
    writeConfig(withDevice(device));
    await driver.quickInput.getByText('Code of the device').waitFor();
    assert.equal(await driver.quickInput.locator('.quick-input-message a').count(), 0);
    await driver.page.keyboard.press('Escape');
    await driver.treeItem(/needs a code from your MFA device/).waitFor();
    assert.equal(await driver.treeItem(/Something went wrong in the extension/).count(), 0);
  });

  it('asks for the code of a device where a profile’s role needs one, and goes on with it', async () => {
    const device = 'arn:aws:iam::111122223333:mfa/eve';
    writeConfig(withDevice(device));
    await driver.quickInput.getByText(`Code of the device ${device}`).waitFor();
    await driver.screenshot('profiles-mfa');
    await driver.quickInput.locator('input').first().fill('123456');
    await driver.page.keyboard.press('Enter');
    await driver.quickInput.waitFor({ state: 'detached' });
    // What was found before is listed all the while: only STS can tell that it goes on.
    await until(() => asked.some(body => body.includes('TokenCode=123456')));
    await driver.treeItem(/^soft-mount-example/).waitFor();
  });

  it('offers the sign-in where an SSO session has expired, and goes on with the inspection after it', async () => {
    writeConfig(expired());
    // What was found before is still listed, with what to do.
    await driver.treeItem(/^Sign In/).waitFor();
    await driver.clickInlineAction(/^soft-mount-example/, 'Inspect EFS Mount');
    const signIn = driver.webview().getByRole('button', { name: 'Sign In', exact: true });
    await signIn.waitFor();
    await driver.screenshot('profiles-expired');
    // It is said once, where it is seen.
    assert.equal(await driver.notification('Nobody is signed in').count(), 0);
    await signIn.click();
    await driver.webview().getByText('Soft mount: your code must retry.', { exact: true }).waitFor();
    assert.equal(readFileSync(file('notes'), 'utf8'), 'sso login --profile default --use-device-code\n');
  });
});
