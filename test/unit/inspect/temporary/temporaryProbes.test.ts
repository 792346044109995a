import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { HumanError, isHumanError } from '../../../../src/core/humanError';
import { createTranslate } from '../../../../src/core/translate';
import type { KnownFunction } from '../../../../src/inspect/functionCatalog';
import { Inspector } from '../../../../src/inspect/inspector';
import { describeError } from '../../../../src/inspect/inspectProblems';
import { arnBeside } from '../../../../src/inspect/temporary/journalEntry';
import { machineId } from '../../../../src/inspect/temporary/machine';
import { ProbeJournal } from '../../../../src/inspect/temporary/probeJournal';
import { isTemporaryName, TEMPORARY_TAG } from '../../../../src/inspect/temporary/temporaryFunction';
import { TemporaryProbes, type ProbeTiming } from '../../../../src/inspect/temporary/temporaryProbes';
import type { Progress } from '../../../../src/inspect/ways/probeRunner';
import type { FaultEffect, FunctionSeed } from '../../../../src/local/index';
import type { ListedFunctions } from '../../../harness/listedFunctions';
import { silentLog } from '../../aws/fakeLambda';
import { codeFunction, Endpoint } from '../endpoint';
import { MemoryMemento } from '../memory';
import { problemOf } from '../problemOf';
import { StoppedDay } from '../testTime';
import { restoreAll } from '../../probe/inProcess';
import { until } from '../../../harness/until';

const never = new AbortController().signal;

/** The function in use: a container image on another architecture, with SnapStart, that must never be invoked. */
const inUse: FunctionSeed = {
  ...codeFunction('thumbnailer', new Uint8Array(), {
    PackageType: 'Image',
    Architectures: ['arm64'],
    SnapStart: { ApplyOn: 'PublishedVersions' },
    Timeout: 3,
  }),
  code: { kind: 'image', uri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/thumbnailer:1' },
};

const quick: Partial<ProbeTiming> = {
  pollMs: 20,
  checkMs: 10,
  keepMs: 60_000,
  leaseMs: 60_000,
  retryDelaysMs: [1, 1],
  conflictDelayMs: 5,
};

/** It renews nothing, as a window that has crashed. */
const dead: Partial<ProbeTiming> = { checkMs: 60_000 };

/** To it, every lease of this machine has run out. */
const later: Partial<ProbeTiming> = { leaseMs: 0 };

const denied: FaultEffect = {
  kind: 'error',
  name: 'AccessDeniedException',
  message: 'User: arn:aws:iam::123456789012:user/me is not authorized to perform: lambda:X on resource: *',
};

describe('TemporaryProbes', function () {
  this.timeout(30_000);

  let endpoint: Endpoint;
  let folder: string;
  let earlier: MemoryMemento;
  let listed: ListedFunctions;
  let known: KnownFunction;
  let target: LambdaFunction;
  let shown: boolean;
  const windows: TemporaryProbes[] = [];

  beforeEach(async () => {
    endpoint = await Endpoint.start([inUse]);
    folder = await mkdtemp(path.join(tmpdir(), 'probe-journal-'));
    earlier = new MemoryMemento();
    shown = false;
    await list();
  });
  afterEach(async () => {
    restoreAll();
    await Promise.all(windows.splice(0).map(window => window.close()));
    await endpoint.stop();
    await rm(folder, { recursive: true });
  });

  /** Names of the probes that the journal knows. */
  function journalled(): string[] {
    return [...readdirSync(folder), ...earlier.keys()];
  }

  async function list(): Promise<void> {
    const zip = await readFile('dist/probe.zip');
    const shippedCodeSha256 = createHash('sha256').update(zip).digest('base64');
    listed = await endpoint.listed(() => ({ shippedCodeSha256 }));
    known = listed.find('thumbnailer');
    target = known.target;
  }

  /** A window of VS Code: another one has the same journal and nothing else. */
  function openWindow(timing: Partial<ProbeTiming> = {}): { probes: TemporaryProbes; inspector: Inspector } {
    const probes = new TemporaryProbes({
      apis: endpoint.apis,
      journal: new ProbeJournal(folder, silentLog, earlier),
      zip: () => readFile('dist/probe.zip'),
      isShown: () => shown,
      log: silentLog,
      timing: { ...quick, ...timing },
    });
    windows.push(probes);
    const inspector = new Inspector({
      apis: endpoint.apis,
      guard: listed.guard,
      temporaryProbes: probes,
      deadlineSeconds: () => 10,
      pageSize: () => 100,
    });
    return { probes, inspector };
  }

  async function existing(): Promise<LambdaFunction[]> {
    const found: LambdaFunction[] = [];
    for await (const page of endpoint.apis.for(endpoint.connection).lambda.listFunctions(never)) {
      found.push(...page.functions.map(sighting => sighting.target));
    }
    return found;
  }

  async function leftovers(): Promise<string[]> {
    return (await existing()).map(({ name }) => name).filter(isTemporaryName);
  }

  function inspect(
    { probes, inspector }: { probes: TemporaryProbes; inspector: Inspector },
    signal = never,
    onProgress: (progress: Progress) => void = () => undefined,
  ) {
    probes.allow(target.arn);
    return inspector.inspect(known, { signal, onProgress });
  }

  /** What is true whatever happened: nothing left, nothing to remember, and the user's function as it was. */
  async function assertClean(): Promise<void> {
    assert.deepEqual(await leftovers(), []);
    assert.deepEqual(journalled(), []);
    const touched = endpoint.lambda.calls.filter(({ functionName }) => functionName === target.name);
    assert.deepEqual(touched, []);
  }

  it('creates nothing once what was allowed is taken back', async () => {
    const { inspector, probes } = openWindow();
    probes.allow(target.arn);
    probes.disallow(target.arn);
    assert.equal(inspector.wayFor(known), undefined);
    await assert.rejects(inspector.inspect(known, { signal: never }));
    assert.equal(endpoint.count('CreateFunction'), 0);
  });

  it('asks through a probe beside the function, once, and browses with the same one', async () => {
    const window = openWindow();
    const steps: string[] = [];
    const capture = await inspect(window, never, ({ step }) => steps.push(step));
    assert.equal(capture.way, 'temporary-probe');
    assert.equal(capture.target, target);
    assert.equal(capture.probe.mounts?.ok, true);
    assert.deepEqual(steps.slice(0, 1), ['creating']);
    assert.equal(endpoint.count('Invoke'), 1);
    assert.equal(window.inspector.wayFor(known), 'temporary-probe');
    const page = await window.inspector.list(known, { path: '/' }, { signal: never });
    assert.ok(page.names.includes('etc'));
    await window.inspector.inspect(known, { signal: never });
    assert.equal(endpoint.count('CreateFunction'), 1);
    assert.equal(endpoint.count('Invoke'), 3);
    await window.probes.close();
    assert.equal(endpoint.count('DeleteFunction'), 1);
    await assertClean();
  });

  it('copies role, network, mount and architecture and nothing of the code, with our tag', async () => {
    const window = openWindow();
    await inspect(window);
    const created =
      (await existing()).find(({ name }) => isTemporaryName(name)) ?? assert.fail('not created');
    for (const key of ['role', 'subnetIds', 'securityGroupIds', 'fileSystem', 'architecture'] as const) {
      assert.deepEqual(created[key], target[key], key);
    }
    assert.equal(created.packageType, 'Zip');
    assert.equal(created.runtime, 'nodejs24.x');
    assert.equal(created.snapStart, false);
    const tags = await endpoint.apis.for(endpoint.connection).lambda.tagsOf(created, never);
    assert.deepEqual(Object.keys(tags), [TEMPORARY_TAG]);
    assert.ok(!Number.isNaN(Date.parse(tags[TEMPORARY_TAG] ?? '')));
  });

  for (const [directS3Read, memory, given] of [
    ['ENABLED', 256, 512],
    ['AUTO', 1024, 512],
    ['AUTO', 256, 256],
    ['DISABLED', 1024, 256],
  ] as const) {
    it(`copies IPv6 and DirectS3Read ${directS3Read}, of a function with ${memory} MB`, async () => {
      await endpoint.stop();
      const Arn = `arn:aws:s3files:us-east-1:123456789012:file-system/fs-${'0'.repeat(17)}/access-point/fsap-${'1'.repeat(17)}`;
      const configuration = {
        ...inUse.configuration,
        MemorySize: memory,
        VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'], Ipv6AllowedForDualStack: true },
        FileSystemConfigs: [
          { Arn, LocalMountPath: '/mnt/s3', S3FilesConfig: { DirectS3Read: directS3Read } },
        ],
      };
      endpoint = await Endpoint.start([{ ...inUse, configuration }]);
      await list();
      await inspect(openWindow());
      const created = (await existing()).find(({ name }) => isTemporaryName(name));
      assert.deepEqual(created?.fileSystem, target.fileSystem);
      assert.equal(created?.fileSystem.directS3Read, directS3Read);
      assert.equal(created?.ipv6AllowedForDualStack, true);
      assert.equal(created?.memoryMb, given);
    });
  }

  for (const [name, message] of [
    [
      'InvalidParameterValueException',
      'The runtime parameter of nodejs24.x is not supported in this region.',
    ],
    [
      'ValidationException',
      "1 validation error detected: Value 'nodejs24.x' at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs22.x]",
    ],
  ] as const) {
    it(`takes an earlier runtime where the region says ${name}`, async () => {
      endpoint.lambda.setFaults([
        { operation: 'CreateFunction', times: 1, effect: { kind: 'error', name, message } },
      ]);
      const window = openWindow();
      await inspect(window);
      const created = (await existing()).find(each => isTemporaryName(each.name));
      assert.equal(created?.runtime, 'nodejs22.x');
      await window.probes.close();
      await assertClean();
    });
  }

  it('tries no other runtime where something else is refused', async () => {
    const name = 'InvalidParameterValueException';
    endpoint.lambda.setFaults([
      { operation: 'CreateFunction', effect: { kind: 'error', name, message: 'No such subnet.' } },
    ]);
    assert.equal((await problemOf(inspect(openWindow()))).code, 'invalid-request');
    assert.equal(endpoint.count('CreateFunction'), 1);
  });

  for (const [message, code] of [
    ['The role defined for the function cannot be assumed by Lambda.', 'role-not-assumable'],
    [
      'The provided execution role does not have permissions to call CreateNetworkInterface on EC2',
      'ec2-denied',
    ],
  ] as const) {
    it(`says that the role may be for the function only: ${message}`, async () => {
      const effect = { kind: 'error', name: 'InvalidParameterValueException', message } as const;
      endpoint.lambda.setFaults([{ operation: 'CreateFunction', effect }]);
      const problem = await problemOf(inspect(openWindow()));
      assert.equal(problem.code, code);
      assert.equal(problem.params.way, 'temporary-probe');
      assert.match(describeError(new HumanError('', { problem }), createTranslate()), /a role of its own/);
    });
  }

  it('waits while the probe is refused for not being ready, although it is Active', async () => {
    endpoint.lambda.setFaults([
      {
        operation: 'Invoke',
        skip: 1,
        times: 1,
        effect: { kind: 'error', name: 'ResourceConflictException', message: 'Pending' },
      },
    ]);
    const window = openWindow();
    await inspect(window);
    assert.equal(endpoint.count('Invoke'), 2);
    await window.probes.close();
    await assertClean();
  });

  it('creates nothing that was not allowed, and one for each permission', async () => {
    const window = openWindow();
    const unasked = window.inspector.inspect(known, { signal: never });
    assert.equal((await problemOf(unasked)).code, 'not-known-as-probe');
    await inspect(window);
    await window.probes.discard(target.arn);
    const again = window.inspector.inspect(known, { signal: never });
    assert.equal((await problemOf(again)).code, 'temporary-probe-gone');
    assert.equal(endpoint.count('CreateFunction'), 1);
    await assertClean();
  });

  it('is in the journal before it is created', async () => {
    const window = openWindow();
    let wasJournalled = false;
    const api = endpoint.apis.for(endpoint.connection).lambda;
    const create = api.createFunction.bind(api);
    api.createFunction = (...args) => {
      wasJournalled = journalled().length === 1;
      return create(...args);
    };
    await inspect(window);
    assert.ok(wasJournalled);
  });

  it('creates nothing where the journal cannot be written', async () => {
    const window = openWindow();
    await rm(folder, { recursive: true });
    await writeFile(folder, 'not a folder');
    await assert.rejects(inspect(window), { code: 'EEXIST' });
    assert.equal(endpoint.count('CreateFunction'), 0);
  });

  it('waits while Lambda prepares it', async () => {
    endpoint.lambda.setFaults([
      { operation: 'CreateFunction', effect: { kind: 'creation', pendingMs: 150 } },
    ]);
    const day = new StoppedDay();
    let waits = 0;
    await inspect(openWindow(), never, ({ step }) => {
      const isWaiting = step === 'waiting';
      waits += isWaiting ? 1 : 0;
      day.pass(isWaiting ? 50 : 0);
    });
    assert.ok(waits > 0);
    assert.equal(endpoint.count('Invoke'), 1);
  });

  it('gives up waiting, and deletes it', async () => {
    endpoint.lambda.setFaults([
      { operation: 'CreateFunction', effect: { kind: 'creation', pendingMs: 60_000 } },
    ]);
    const window = openWindow({ maxWaitMs: 50 });
    assert.equal((await problemOf(inspect(window))).code, 'temporary-probe-slow');
    await window.probes.close();
    await assertClean();
  });

  const failures = [
    ['SubnetOutOfIPAddresses', 'subnet-addresses-exhausted'],
    ['EFSMountConnectivityError', 'efs-mount-connectivity'],
    ['InsufficientRolePermissions', 'ec2-denied'],
    ['InternalError', 'temporary-probe-failed'],
  ] as const;
  for (const [code, problem] of failures) {
    it(`says why Lambda could not prepare it (${code}), and deletes it`, async () => {
      endpoint.lambda.setFaults([
        {
          operation: 'CreateFunction',
          effect: { kind: 'creation', pendingMs: 30, failure: { code, reason: 'said Lambda' } },
        },
      ]);
      const window = openWindow();
      assert.equal((await problemOf(inspect(window))).code, problem);
      await window.probes.close();
      assert.equal(endpoint.count('Invoke'), 0);
      await assertClean();
    });
  }

  it('leaves nothing and deletes nothing where the creation is denied', async () => {
    endpoint.lambda.setFaults([{ operation: 'CreateFunction', effect: denied }]);
    const window = openWindow();
    assert.equal((await problemOf(inspect(window))).code, 'access-denied');
    await window.probes.close();
    assert.equal(endpoint.count('DeleteFunction'), 0);
    assert.equal(window.inspector.wayFor(known), undefined);
    await assertClean();
  });

  it('creates nothing where the probe could not be invoked', async () => {
    endpoint.lambda.setFaults([{ operation: 'Invoke', effect: denied }]);
    const window = openWindow();
    assert.equal((await problemOf(inspect(window))).code, 'access-denied');
    assert.deepEqual(
      endpoint.lambda.calls.map(({ operation, invocationType }) => invocationType ?? operation),
      ['ListFunctions', 'DryRun'],
    );
    await window.probes.close();
    await assertClean();
  });

  it('says why Lambda refuses its configuration, and leaves nothing', async () => {
    const name = 'InvalidParameterValueException';
    const message =
      'EFS file system arn:aws:elasticfilesystem:us-east-1:1:file-system/fs-1 does not have mount targets created in all availability zones the function will execute in.';
    endpoint.lambda.setFaults([{ operation: 'CreateFunction', effect: { kind: 'error', name, message } }]);
    const window = openWindow();
    assert.equal((await problemOf(inspect(window))).code, 'mount-targets-missing');
    await window.probes.close();
    await assertClean();
  });

  it('goes on where the answer to the creation was lost', async () => {
    endpoint.lambda.setFaults([
      { operation: 'CreateFunction', times: 1, effect: { kind: 'reset', when: 'after' } },
    ]);
    await inspect(openWindow());
    assert.equal((await leftovers()).length, 1);
    assert.equal(endpoint.count('Invoke'), 1);
  });

  it('deletes what may have been created, and looks again later', async () => {
    endpoint.lambda.setFaults([
      { operation: 'CreateFunction', effect: { kind: 'error', name: 'ServiceException' } },
    ]);
    const window = openWindow();
    assert.equal((await problemOf(inspect(window))).code, 'service-failed');
    await window.probes.close();
    assert.equal(journalled().length, 1);
    await openWindow(later).probes.sweep();
    await assertClean();
  });

  it('waits with the deletion until Lambda allows it', async () => {
    endpoint.lambda.setFaults([
      {
        operation: 'DeleteFunction',
        times: 3,
        effect: { kind: 'error', name: 'ResourceConflictException', message: 'Pending' },
      },
    ]);
    const window = openWindow();
    await inspect(window);
    await window.probes.close();
    assert.equal(endpoint.count('DeleteFunction'), 4);
    await assertClean();
  });

  it('says what to delete by hand where the deletion is denied, and tries again in the next window', async () => {
    endpoint.lambda.setFaults([{ operation: 'DeleteFunction', effect: denied }]);
    const window = openWindow();
    const said: string[] = [];
    window.probes.onDidLeaveBehind(error => said.push(error.message));
    await inspect(window);
    await window.probes.close();
    const [name = 'none'] = await leftovers();
    assert.equal(said.length, 1);
    assert.match(
      said[0] ?? '',
      new RegExp(
        `aws lambda delete-function --function-name ${arnBeside(target.arn, name)} --region us-east-1`,
      ),
    );
    endpoint.lambda.setFaults([]);
    await openWindow(later).probes.sweep();
    await assertClean();
  });

  it('tries a deletion that was denied again later, without telling twice', async () => {
    endpoint.lambda.setFaults([{ operation: 'DeleteFunction', times: 3, effect: denied }]);
    const window = openWindow({ ...later, keepMs: 30, sweepAgainMs: 20 });
    const said: string[] = [];
    window.probes.onDidLeaveBehind(error => said.push(error.message));
    await inspect(window);
    await until(() => journalled().length === 0);
    assert.equal(endpoint.count('DeleteFunction'), 4);
    assert.equal(said.length, 1);
    await assertClean();
  });

  describe('cancelled', () => {
    const moments: readonly { when: string; operation: string; effect: FaultEffect }[] = [
      { when: 'while it is created', operation: 'CreateFunction', effect: { kind: 'delay', ms: 100 } },
      {
        when: 'while it is prepared',
        operation: 'GetFunctionConfiguration',
        effect: { kind: 'delay', ms: 100 },
      },
      { when: 'while it runs', operation: 'Invoke', effect: { kind: 'delay', ms: 100 } },
    ];
    for (const { when, operation, effect } of moments) {
      it(`${when}: it is deleted`, async () => {
        endpoint.lambda.setFaults([{ operation, effect }]);
        const window = openWindow();
        const abort = new AbortController();
        const running = inspect(window, abort.signal);
        await until(() => endpoint.count(operation) > 0);
        abort.abort();
        await assert.rejects(running, { name: 'AbortError' });
        await window.probes.close();
        assert.ok(endpoint.count('Invoke') <= 1);
        assert.equal(endpoint.count('DeleteFunction'), 1);
        await assertClean();
      });
    }

    it('between two looks at its state: it is deleted', async () => {
      endpoint.lambda.setFaults([
        { operation: 'CreateFunction', effect: { kind: 'creation', pendingMs: 60_000 } },
      ]);
      const window = openWindow({ pollMs: 60_000 });
      const abort = new AbortController();
      const running = inspect(window, abort.signal, ({ step }) => step === 'waiting' && abort.abort());
      await assert.rejects(running, { name: 'AbortError' });
      await window.probes.close();
      await assertClean();
    });
  });

  describe('after a crash', () => {
    /** The journal as a window leaves it that ends without warning; its lease has run out. */
    async function crash(created: boolean): Promise<void> {
      const window = openWindow(dead);
      if (created) {
        await inspect(window);
      } else {
        const name = 'efs-mount-inspector-01234567-0123456789ab';
        await new ProbeJournal(folder, silentLog).write({
          name,
          arn: arnBeside(target.arn, name),
          connection: endpoint.connection,
          functionArn: target.arn,
          machine: machineId(),
        });
      }
    }

    for (const created of [false, true]) {
      it(`${created ? 'between creation and deletion' : 'before the creation'}: the next start cleans up`, async () => {
        await crash(created);
        assert.equal(journalled().length, 1);
        await openWindow(later).probes.sweep();
        await assertClean();
      });
    }

    it('leaves alone what another window is using, until nobody renews its lease', async () => {
      // It renews nothing itself.
      await inspect(openWindow(dead));
      const [name = ''] = await leftovers();
      const other = openWindow({ leaseMs: 20_000 });
      await other.probes.sweep();
      await new ProbeJournal(folder, silentLog).renew(name);
      await other.probes.sweep();
      assert.deepEqual(await leftovers(), [name]);
      await utimes(path.join(folder, `${name}.json`), new Date(0), new Date(0));
      await openWindow({ leaseMs: 20_000 }).probes.sweep();
      await assertClean();
    });

    it('renews the lease of what it uses, from before its creation', async () => {
      endpoint.lambda.setFaults([
        { operation: 'CreateFunction', effect: { kind: 'creation', pendingMs: 200 } },
      ]);
      const day = new StoppedDay();
      const running = inspect(openWindow());
      const renewed = new Set<number>();
      while (renewed.size < 3) {
        for (const { renewedAt } of await new ProbeJournal(folder, silentLog).entries()) {
          renewed.add(renewedAt);
        }
        await new Promise(resolve => setImmediate(resolve));
      }
      assert.equal(endpoint.count('Invoke'), 0);
      day.pass(200);
      await running;
    });

    it('asks nobody where the journal is empty', async () => {
      const before = endpoint.lambda.calls.length;
      await openWindow().probes.sweep();
      assert.equal(endpoint.lambda.calls.length, before);
    });
  });

  it('keeps it while its report is shown, and deletes it after that', async () => {
    shown = true;
    const window = openWindow({ keepMs: 40 });
    await inspect(window);
    await new Promise(resolve => setTimeout(resolve, 150));
    assert.equal((await leftovers()).length, 1);
    shown = false;
    await until(() => journalled().length === 0);
    await assertClean();
    const browsing = window.inspector.list(known, { path: '/' }, { signal: never });
    assert.equal((await problemOf(browsing)).code, 'temporary-probe-gone');
  });

  it('notices that somebody else deleted it', async () => {
    const window = openWindow();
    await inspect(window);
    const [name = ''] = await leftovers();
    await endpoint.apis.for(endpoint.connection).lambda.deleteFunction(arnBeside(target.arn, name));
    const browsing = window.inspector.list(known, { path: '/' }, { signal: never });
    assert.equal((await problemOf(browsing)).code, 'temporary-probe-gone');
    await assertClean();
  });

  describe('Delete Leftover Probes', () => {
    const find = (window: { probes: TemporaryProbes }) =>
      window.probes.leftovers.find([endpoint.connection], never);

    it('finds what no journal knows, by name and tag, and leaves it to the user', async () => {
      await inspect(openWindow(dead));
      const [file = ''] = journalled();
      await unlink(path.join(folder, file));
      const window = openWindow();
      const { unknown, unused } = await find(window);
      assert.deepEqual(unused, []);
      assert.equal(unknown.length, 1);
      assert.ok(Math.abs(Date.now() - (unknown[0]?.createdAt ?? 0)) < 60_000);
      assert.match(unknown[0]?.description ?? '', /thumbnailer/);
      assert.equal(endpoint.count('DeleteFunction'), 0);
      const result = await window.probes.leftovers.delete(unknown);
      assert.equal(result.deleted.length, 1);
      assert.deepEqual(result.left, []);
      await assertClean();
    });

    it('leaves alone a function of the same name that has not our tag', async () => {
      await endpoint.stop();
      const name = 'efs-mount-inspector-01234567-0123456789ab';
      endpoint = await Endpoint.start([
        { ...inUse, configuration: { ...inUse.configuration, FunctionName: name } },
      ]);
      const { unknown, unused } = await find(openWindow());
      assert.deepEqual([...unknown, ...unused], []);
    });

    it('says where it could not search, and finds what the journal knows', async () => {
      await inspect(openWindow(dead));
      endpoint.lambda.setFaults([{ operation: 'ListFunctions', effect: denied }]);
      const window = openWindow(later);
      const { unsearched, unused } = await find(window);
      assert.deepEqual(
        unsearched.map(error => isHumanError(error) && error.problem?.code),
        ['access-denied'],
      );
      await window.probes.leftovers.delete(unused);
      endpoint.lambda.setFaults([]);
      await assertClean();
    });

    it('leaves alone what this window is creating, also where that begins during the search', async () => {
      endpoint.lambda.setFaults([
        { operation: 'ListFunctions', effect: { kind: 'delay', ms: 100 } },
        { operation: 'CreateFunction', effect: { kind: 'creation', pendingMs: 300 } },
      ]);
      const window = openWindow();
      const running = inspect(window);
      await until(() => endpoint.count('GetFunctionConfiguration') > 0);
      const { unknown, unused } = await find(window);
      assert.deepEqual([...unknown, ...unused], []);
      await running;
      assert.equal(endpoint.count('DeleteFunction'), 0);
    });

    it('leaves alone what came into use while the user was asked', async () => {
      const window = openWindow();
      await inspect(window);
      const { unused } = await find(window);
      assert.equal(unused.length, 1);
      endpoint.lambda.setFaults([{ operation: 'Invoke', effect: { kind: 'delay', ms: 200 } }]);
      const running = window.inspector.inspect(known, { signal: never });
      await until(() => endpoint.count('Invoke') >= 2);
      assert.deepEqual(await window.probes.leftovers.delete(unused), { deleted: [], left: [] });
      await running;
      assert.equal(endpoint.count('DeleteFunction'), 0);
    });

    it('leaves alone what another window uses', async () => {
      await inspect(openWindow());
      const { inUse: used, unknown, unused } = await find(openWindow());
      assert.deepEqual([...unknown, ...unused], []);
      assert.equal(used, 1);
    });
  });

  describe('the journal', () => {
    const name = 'efs-mount-inspector-01234567-0123456789ab';
    const entry = (more: object = {}) => ({
      name,
      arn: arnBeside(target.arn, name),
      connection: endpoint.connection,
      functionArn: target.arn,
      machine: machineId(),
      ...more,
    });
    const journal = () => new ProbeJournal(folder, silentLog, earlier);
    const file = () => path.join(folder, `${name}.json`);

    it('keeps an entry of its own for each probe, readable by nobody else, whoever writes at once', async () => {
      const names = Array.from({ length: 20 }, (_, index) => name.slice(0, -2) + String(index + 10));
      await Promise.all(
        names.map(each => journal().write({ ...entry(), name: each, arn: arnBeside(target.arn, each) })),
      );
      assert.deepEqual((await journal().entries()).map(each => each.name).sort(), names);
      const { mode } = await stat(path.join(folder, `${names[0]}.json`));
      assert.equal(process.platform === 'win32' ? 0 : mode & 0o077, 0);
    });

    it('does not bring back an entry that was removed while it was renewed', async () => {
      await journal().write(entry());
      await Promise.all([journal().remove(name), journal().renew(name)]);
      await journal().renew(name);
      assert.deepEqual(journalled(), []);
    });

    const damaged: readonly (readonly [string, () => string])[] = [
      ['cut off', () => JSON.stringify(entry()).slice(0, 40)],
      ['empty', () => ''],
      ['no object', () => 'null'],
      ['with the name of a function that is not ours', () => JSON.stringify(entry({ name: 'thumbnailer' }))],
      ['with the ARN of a function that is not ours', () => JSON.stringify(entry({ arn: target.arn }))],
      [
        'with the ARN of another account',
        () =>
          JSON.stringify(entry({ arn: arnBeside(target.arn, name).replace('123456789012', '999999999999') })),
      ],
      [
        'of another region',
        () => JSON.stringify(entry({ connection: { ...endpoint.connection, region: 'eu-west-1' } })),
      ],
      ['without a connection', () => JSON.stringify(entry({ connection: undefined }))],
      ['far too large', () => JSON.stringify(entry({ more: 'x'.repeat(1_000_000) }))],
    ];
    for (const [how, text] of damaged) {
      it(`deletes nothing because of an entry that is ${how}`, async () => {
        await writeFile(file(), text());
        await openWindow(later).probes.sweep();
        assert.equal(endpoint.count('DeleteFunction'), 0);
        assert.deepEqual(journalled(), [`${name}.json`]);
      });
    }

    it('knows what earlier versions kept, and trusts no clock of theirs', async () => {
      // Among them a connection of a profile with settings of its own.
      const connection = { ...endpoint.connection, client: { maxAttempts: 2 } };
      const kept = { name, connection, functionArn: target.arn };
      const soon = (leaseUntil: number) =>
        earlier.update(`temporaryProbe.1.${name}`, { ...kept, leaseUntil });
      for (const leaseUntil of [0, Date.now() + 1e15, Number.NaN]) {
        await soon(leaseUntil);
        const before = endpoint.count('DeleteFunction');
        const window = openWindow({ leaseMs: 50 });
        await window.probes.sweep();
        assert.equal(endpoint.count('DeleteFunction'), before, 'deleted at first sight');
        await until(() => journalled().length === 0);
        assert.equal(endpoint.count('DeleteFunction'), before + 1);
        await window.probes.close();
      }
    });

    it('trusts no clock of another machine, and no lease that is far ahead', async () => {
      const ahead = new Date(Date.now() + 400 * 24 * 3600_000);
      for (const [machine, time] of [
        ['another', new Date(0)],
        ['another', ahead],
        [machineId(), ahead],
      ] as const) {
        await journal().write(entry({ machine }));
        await utimes(file(), time, time);
        const calls = endpoint.lambda.calls.length;
        const window = openWindow({ leaseMs: 100 });
        await window.probes.sweep();
        assert.equal(endpoint.lambda.calls.length, calls, 'deleted at first sight');
        await until(() => journalled().length === 0);
        // Looked at once more, not in a loop.
        assert.equal(endpoint.lambda.calls.length, calls + 1);
        await window.probes.close();
      }
    });
  });
});
