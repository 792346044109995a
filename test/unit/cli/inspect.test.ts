import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { PROBE_MARKER_VARIABLE } from '../../../src/protocol';
import type { Fault } from '../../../src/local/faults';
import { projectRoot } from '../../harness/projectRoot';
import { codeFunction, Endpoint } from '../inspect/endpoint';
import {
  folderWith,
  removeFolders,
  runCommandLine,
  startCommandLine,
  type Ended,
  type RunOptions,
} from './commandLine';
import { until } from '../../harness/until';

describe('efs-mount-inspector inspect', function () {
  this.timeout(30_000);

  let endpoint: Endpoint;
  afterEach(async () => {
    await endpoint.stop();
    removeFolders();
  });

  const environment = (state = folderWith({})) => ({
    AWS_ACCESS_KEY_ID: endpoint.lambda.accessKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: endpoint.lambda.accessKey.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    XDG_STATE_HOME: state,
  });

  const argumentsFor = (...args: string[]) => ['inspect', ...args, '--endpoint', endpoint.lambda.url];

  const inspect = (args: readonly string[], options: RunOptions = {}): Promise<Ended> =>
    runCommandLine(argumentsFor(...args), { env: environment(), ...options });

  const probeZip = () => readFileSync(path.join(projectRoot, 'dist/probe.zip'));
  const plainFunction = () =>
    codeFunction('plain', new Uint8Array(), { Role: 'arn:aws:iam::123456789012:role/plain' });
  const names = async () => {
    const found: string[] = [];
    const signal = new AbortController().signal;
    for await (const page of endpoint.apis.for(endpoint.connection).lambda.listFunctions(signal)) {
      found.push(...page.functions.map(({ target }) => target.name));
    }
    return found;
  };
  /** A DryRun invokes nothing. */
  const arrived = (operation: string) => endpoint.count(operation) > 0;

  it('asks a probe once, and fails for what it finds', async () => {
    endpoint = await Endpoint.start([], true);
    const soft = await inspect(['soft-mount-example']);
    assert.match(soft.out, /^Function: arn:aws:lambda:us-east-1:\d+:function:soft-mount-example\n/);
    assert.match(soft.out, /^- Error: .* \(soft-mount; /m);
    assert.deepEqual([soft.code, soft.errors], [1, '']);
    assert.equal(endpoint.count('Invoke'), 1);
    const never = await inspect(['soft-mount-example', '--fail-on', 'never', '--format', 'json']);
    assert.equal(never.code, 0);
    const { findings } = JSON.parse(never.out) as { findings: { code: string }[] };
    assert.ok(findings.some(({ code }) => code === 'soft-mount'));
    const markdown = await inspect(['s3files-example', '--format', 'markdown']);
    assert.match(markdown.out, /^# /);
    assert.equal(markdown.code, 0);
  });

  it('reads the network and CloudWatch where that is asked for, and says what it may not read', async () => {
    endpoint = await Endpoint.start([], true);
    const args = ['soft-mount-example', '--fail-on', 'never'];
    const alone = await inspect(args);
    assert.doesNotMatch(alone.out, /Path of the mount|CloudWatch/);
    assert.deepEqual([endpoint.count('DescribeSubnets'), endpoint.count('GetMetricData')], [0, 0]);
    const whole = await inspect([...args, '--network', '--metrics']);
    assert.match(whole.out, /^Path of the mount: All parts of the path are open\.$/m);
    assert.match(whole.out, /^CloudWatch: .*Client connections [0-9]/m);
    assert.equal(endpoint.count('GetMetricData'), 1);
    endpoint.lambda.setFaults([
      { operation: 'GetMetricData', effect: { kind: 'error', name: 'AccessDeniedException', status: 403 } },
      {
        operation: 'DescribeSecurityGroupRules',
        effect: { kind: 'error', name: 'AccessDeniedException', status: 403 },
      },
    ]);
    const less = await inspect([...args, '--network', '--metrics']);
    assert.equal(less.code, 0);
    assert.match(less.out, /^Path of the mount: Nothing is proved closed; 2 of \d+ parts are not known\.$/m);
    assert.match(less.out, /AWS did not allow ec2:DescribeSecurityGroupRules/);
    assert.match(less.out, /AWS did not allow cloudwatch:GetMetricData/);
  });

  it('reads them where that is asked for also of an inspection that failed for another reason', async () => {
    endpoint = await Endpoint.start([], true);
    endpoint.lambda.setFaults([
      { operation: 'Invoke', effect: { kind: 'error', name: 'AccessDeniedException', status: 403 } },
    ]);
    const alone = await inspect(['soft-mount-example']);
    assert.match(alone.out, /^Inspection failed: /m);
    assert.doesNotMatch(alone.out, /Path of the mount|CloudWatch/);
    assert.equal(endpoint.count('DescribeSubnets'), 0);
    const asked = ['soft-mount-example', '--network', '--metrics'];
    const whole = await inspect(asked);
    assert.equal(whole.code, 2);
    assert.match(whole.out, /^Path of the mount: All parts of the path are open\.$/m);
    assert.match(whole.out, /^CloudWatch: .*Client connections [0-9]/m);
    const json = JSON.parse((await inspect([...asked, '--format', 'json'])).out) as {
      failure: { code: string };
      configuration: { network: object; metrics: { ok: boolean } };
    };
    assert.equal(json.failure.code, 'access-denied');
    assert.ok(json.configuration.network && json.configuration.metrics.ok);
    const markdown = (await inspect([...asked, '--format', 'markdown'])).out;
    assert.match(markdown, /^## Path of the mount$/m);
    assert.match(markdown, /^## File system, as AWS describes it$/m);
    assert.match(markdown, /Client connections/);
  });

  it('proves by itself why a mount failed, as the editor does', async () => {
    endpoint = await Endpoint.start([], true);
    const { code, out } = await inspect(['closed-group-example']);
    assert.equal(code, 1);
    assert.match(
      out,
      /^1\. This is the cause: The security group of the mount targets .*No inbound rule of sg-/m,
    );
    assert.match(out, /^Path of the mount: Closed: /m);
    assert.equal(endpoint.count('GetMetricData'), 0);
    const json = await inspect(['credits-used-up-example', '--metrics', '--format', 'json']);
    const { failure } = JSON.parse(json.out) as {
      failure: { causes: { code: string; standing: string }[] };
    };
    assert.deepEqual(
      failure.causes.filter(({ standing }) => standing === 'certain').map(cause => cause.code),
      ['throughput-exhausted'],
    );
  });

  it('proves by itself that the policy of a file system denies the mount, and which statement does', async () => {
    endpoint = await Endpoint.start([], true);
    const { code, out } = await inspect(['denied-by-policy-example']);
    assert.equal(code, 1);
    assert.match(out, /^1\. This is the cause: .*NotByThisRole/m);
    assert.match(out, /^Path of the mount: Closed: File system\.$/m);
  });

  it('never invokes a function that is not known to be a probe now', async () => {
    const declared = codeFunction('renamed', new Uint8Array(), {
      Handler: 'app.handler',
      Environment: { Variables: { [PROBE_MARKER_VARIABLE]: '1' } },
    });
    endpoint = await Endpoint.start([plainFunction(), declared]);
    for (const name of ['plain', 'renamed']) {
      const { code, errors, out } = await inspect([name]);
      assert.match(
        errors,
        /is not known to be a probe, so it was not invoked\. With --allow-temporary-probe/,
      );
      assert.deepEqual([code, out], [2, '']);
    }
    assert.deepEqual([endpoint.count('Invoke'), endpoint.count('CreateFunction')], [0, 0]);
  });

  it('says what is not there', async () => {
    endpoint = await Endpoint.start([plainFunction()], true);
    assert.equal(
      (await inspect(['nosuch'])).errors,
      'efs-mount-inspector: There is no function nosuch in us-east-1.\n',
    );
    assert.equal(
      (await inspect(['api-authorizer'])).errors,
      'efs-mount-inspector: api-authorizer mounts no file system.\n',
    );
    assert.match((await inspect([])).errors, /Name one function, or its ARN\./);
    const wrong = await inspect(['plain', '--profile', 'nosuch']);
    assert.match(wrong.errors, /nosuch/);
    assert.equal(wrong.code, 2);
  });

  it('reads the probe that is installed from our zip without a mark, also by its ARN', async () => {
    const folder = folderWith({ file: 'content' });
    const installed = codeFunction('installed', probeZip(), {
      FileSystemConfigs: [
        {
          Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
          LocalMountPath: folder,
        },
      ],
    });
    endpoint = await Endpoint.start([installed]);
    const { out, code } = await inspect([
      'arn:aws:lambda:us-east-1:123456789012:function:installed',
      '--format',
      'json',
    ]);
    assert.equal((JSON.parse(out) as { way: string }).way, 'installed-probe');
    assert.equal(code, 1, 'Nothing is mounted there.');
  });

  it('creates a temporary probe only where that is allowed, says what it touches, and deletes it', async () => {
    endpoint = await Endpoint.start([plainFunction()]);
    const { code, errors, out } = await inspect(['plain', '--allow-temporary-probe']);
    assert.match(
      errors,
      /^This creates the function efs-mount-inspector-… in your account, with:\nAccount: 123456789012\n/,
    );
    assert.match(errors, /\nRole: arn:aws:iam::123456789012:role\/plain\n/);
    assert.match(out, /Temporary probe/);
    assert.equal(code, 1);
    assert.deepEqual([endpoint.count('CreateFunction'), endpoint.count('DeleteFunction')], [1, 1]);
    assert.deepEqual(await names(), ['plain']);
  });

  it('explains a mount that Lambda cannot make, and fails for it', async () => {
    endpoint = await Endpoint.start([], true);
    const { code, out } = await inspect(['unmountable-example', '--format', 'markdown']);
    assert.match(out, /This is the cause: \*\*A zone of the function’s subnets has no mount target/);
    assert.deepEqual(out.match(/Fix: .*?(?=<)/g), ['Fix: Create mount targets']);
    assert.equal(code, 1);
  });

  it('creates nothing where it could not be remembered, and goes on where the home is read-only', async function () {
    endpoint = await Endpoint.start([plainFunction()]);
    const home = folderWith({});
    chmodSync(home, 0o555);
    const uid = process.getuid?.() === 0 ? 65_534 : undefined;
    const temporary = folderWith({});
    chmodSync(temporary, 0o777);
    const { code } = await inspect(['plain', '--allow-temporary-probe'], {
      env: { ...environment(home), TMPDIR: temporary },
      uid,
    });
    assert.equal(code, 1);
    assert.deepEqual(await names(), ['plain']);
    assert.ok(readdirSync(temporary).some(name => name.startsWith('efs-mount-inspector-')));
  });

  describe('leaves nothing behind', () => {
    let state: string;

    /** Starts one whose probe takes its time, and waits for a call to have arrived. */
    async function begin(call: string, faults: readonly Fault[]): Promise<ChildProcess> {
      endpoint = await Endpoint.start([plainFunction()]);
      endpoint.lambda.setFaults(faults);
      state = folderWith({});
      const child = startCommandLine(
        argumentsFor('plain', '--allow-temporary-probe'),
        { env: environment(state) },
        { stdio: ['ignore', 'pipe', 'pipe'] },
      );
      await until(() => arrived(call));
      return child;
    }

    async function endedBy(child: ChildProcess, signal: NodeJS.Signals): Promise<number | string | null> {
      const ended = once(child, 'close');
      child.kill(signal);
      await ended;
      return child.exitCode ?? child.signalCode;
    }

    const moments: readonly (readonly [string, string, Fault])[] = [
      [
        'while it is created',
        'CreateFunction',
        { operation: 'CreateFunction', effect: { kind: 'delay', ms: 300 } },
      ],
      [
        'while it is prepared',
        'GetFunctionConfiguration',
        { operation: 'CreateFunction', effect: { kind: 'creation', pendingMs: 500 } },
      ],
      ['while it is asked', 'Invoke', { operation: 'Invoke', skip: 1, effect: { kind: 'hang' } }],
    ];
    for (const [when, until, fault] of moments) {
      for (const [signal, code] of [
        ['SIGINT', 130],
        ['SIGTERM', 143],
        ['SIGHUP', 129],
      ] as const) {
        it(`when ${signal} comes ${when}`, async () => {
          const child = await begin(until === 'GetFunctionConfiguration' ? 'CreateFunction' : until, [fault]);
          assert.equal(await endedBy(child, signal), code);
          assert.deepEqual(await names(), ['plain']);
          assert.ok(arrived('CreateFunction') && arrived('DeleteFunction'));
          assert.deepEqual(readdirSync(path.join(state, 'efs-mount-inspector/temporary-probes')), []);
        });
      }
    }

    it('when it was killed: the next run deletes it, once nobody may be using it any more', async () => {
      const child = await begin('Invoke', [
        { operation: 'Invoke', skip: 1, times: 1, effect: { kind: 'hang' } },
      ]);
      assert.equal(await endedBy(child, 'SIGKILL'), 'SIGKILL');
      const [left = '', more] = (await names()).filter(name => name !== 'plain');
      assert.equal(more, undefined);
      const again = () => inspect(['plain'], { env: environment(state) });
      assert.equal((await again()).code, 2);
      assert.ok((await names()).includes(left), 'Another run might be using it.');
      const entry = path.join(state, 'efs-mount-inspector/temporary-probes', `${left}.json`);
      const longAgo = new Date(Date.now() - 60 * 60_000);
      utimesSync(entry, longAgo, longAgo);
      assert.equal((await again()).code, 2);
      assert.deepEqual(await names(), ['plain']);
      assert.ok(!existsSync(entry));
    });
  });
});
