import assert from 'node:assert/strict';
import { codeFunction, Endpoint } from '../inspect/endpoint';
import { folderWith, removeFolders, runCommandLine } from './commandLine';

interface Audit {
  readonly functions: readonly {
    function: { name: string };
    way?: string;
    findings: { code: string; severity: string; title: string }[];
  }[];
}

describe('efs-mount-inspector audit', function () {
  this.timeout(30_000);

  let endpoint: Endpoint;
  beforeEach(async () => (endpoint = await Endpoint.start([], true)));
  afterEach(async () => {
    await endpoint.stop();
    removeFolders();
  });

  const audit = (...args: string[]) =>
    runCommandLine(['audit', '--endpoint', endpoint.lambda.url, ...args], {
      env: {
        AWS_ACCESS_KEY_ID: endpoint.lambda.accessKey.accessKeyId,
        AWS_SECRET_ACCESS_KEY: endpoint.lambda.accessKey.secretAccessKey,
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        XDG_STATE_HOME: folderWith({}),
      },
    });

  it('lists what mounts a file system, with what its set-up says of a mount, and invokes nothing', async () => {
    const { code, errors, out } = await audit('--format', 'json');
    const { functions } = JSON.parse(out) as Audit;
    const named = (name: string) => functions.find(one => one.function.name === name) ?? assert.fail(name);
    assert.equal(named('soft-mount-example').way, 'installed-probe');
    assert.ok(!functions.some(one => one.function.name === 'api-authorizer'));
    const findings = functions.flatMap(one => one.findings);
    assert.ok(findings.every(({ title }) => title.length > 10));
    assert.deepEqual(
      named('unmountable-example').findings.map(({ code, severity }) => [code, severity]),
      [['mount-target-missing', 'error']],
    );
    assert.deepEqual(
      named('denied-by-policy-example').findings.map(({ code, severity }) => [code, severity]),
      [['role-denied', 'error']],
    );
    assert.deepEqual(named('soft-mount-example').findings, []);
    assert.equal(code, 1);
    assert.equal(errors, '');
    assert.equal(endpoint.count('Invoke'), 0);
    const text = await audit('--fail-on', 'never');
    assert.match(text.out, /^us-east-1 soft-mount-example: EFS \/mnt\/efs \(can be inspected\)$/m);
    assert.match(
      text.out,
      new RegExp(
        `^Functions that mount a file system: ${functions.length}\\. Findings: ${findings.length}\\.$`,
        'm',
      ),
    );
    assert.equal(text.code, 0);
  });

  it('reads an access point once, however many functions mount through it', async () => {
    await endpoint.stop();
    const functions = ['a', 'b', 'c'].map(name => codeFunction(name, new Uint8Array()));
    endpoint = await Endpoint.start(functions);
    const { out } = await audit('--format', 'json');
    assert.equal((JSON.parse(out) as Audit).functions.length, 3);
    assert.equal(endpoint.count('DescribeAccessPoints'), 1);
  });

  it('says which region could not be read, and lists the others', async () => {
    endpoint.lambda.setFaults([
      {
        operation: 'ListFunctions',
        region: 'eu-west-1',
        effect: { kind: 'error', name: 'AccessDeniedException', status: 403 },
      },
    ]);
    const { code, errors, out } = await audit('--region', 'us-east-1', '--region', 'eu-west-1');
    assert.match(errors, /ListFunctions/);
    assert.match(out, /soft-mount-example/);
    assert.equal(code, 2);
  });
});
