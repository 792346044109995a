import { answerWith, said, terminals } from '../../../harness/vscodeDouble';
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { problemError } from '../../../../src/aws/problems/awsProblems';
import type { HumanError, Problem } from '../../../../src/core/humanError';
import type { FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import { createCommands } from '../../../../src/views/commands/createCommands';
import { refusedCommands, type RefusedCommand } from '../../../../src/views/report/messages';
import type { Surfaces } from '../../../../src/views/surfaces';
import { network, setupWith, target } from '../../core/failure/networkWorld';

const { arn } = target;
const expired = (profile: string, command = 'sso') =>
  problemError('login-expired', { profile, command: `aws ${command} login --profile ${profile}` });
const slow = problemError('throttled', { operation: 'Invoke' });
const refusedReading = (error: { readonly problem?: Problem }) =>
  ({ ok: false, action: 'ec2:DescribeSubnets', problem: error.problem! }) as const;

/** What was refused, each for another profile. */
const refusals = {
  inspected: expired('inspect'),
  measured: expired('measureLatency', ''),
  setup: {
    ...setupWith(network({ subnets: refusedReading(expired('checkNetwork')) })),
    metrics: refusedReading(expired('readMetrics')),
  } satisfies FileSystemSetup,
};

interface Refusals {
  readonly inspected?: HumanError;
  readonly measured?: unknown;
  readonly setup?: FileSystemSetup;
}

/** What AWS answers to what it is asked for. */
let answers: Record<string, unknown> = {};

/** An extension of which one function was inspected; {@link asked} has what AWS was asked for. */
function commandsAfter({ inspected, measured, setup }: Refusals, refusedPages = 1) {
  const asked: string[] = [];
  const ask = (what: string) => () => {
    asked.push(what);
    return Promise.resolve(answers[what]);
  };
  const known = { target, connection: { kind: 'aws', id: 'a' } };
  const inspection = { ...known, setup, ...(inspected && { failure: { error: inspected } }) };
  let pages = 0;
  const commands = createCommands({
    apis: { reset: () => asked.push('reset') },
    catalog: { find: (of: string) => (of === arn ? known : undefined), states: [] },
    directories: {
      more: () => {
        pages += 1;
        asked.push('page');
        return pages <= refusedPages ? Promise.reject(expired('page')) : Promise.resolve();
      },
    },
    discovery: { refresh: ask('refresh') },
    inspector: { wayFor: () => 'installed-probe' },
    latency: {
      failure: (of: string) => (of === arn && measured ? { error: measured, file: '/mnt/efs/a' } : undefined),
      measure: (_of: unknown, file: string) => ask(`measureLatency ${file}`)(),
    },
    log: { info() {}, error() {}, warn() {} },
    panels: { show() {} },
    store: {
      recall: (of: string) => (of === arn ? inspection : undefined),
      get: () => inspection,
      restore: () => Promise.resolve(),
      inspect: ask('inspect'),
      readMetrics: ask('readMetrics'),
      checkNetwork: ask('checkNetwork'),
    },
  } as unknown as Surfaces) as unknown as Record<string, (argument: object) => Promise<void>>;
  return { asked, commands };
}

async function signedIn(refused: RefusedCommand, given: Refusals = refusals) {
  const { asked, commands } = commandsAfter(given);
  await commands['signInAgain']?.({ arn, refused });
  return asked;
}

describe('Sign In beside what was refused', () => {
  let folder: string;
  const { PATH } = process.env;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'efs-sign-in-'));
    const aws = path.join(folder, process.platform === 'win32' ? 'aws.EXE' : 'aws');
    writeFileSync(aws, '');
    chmodSync(aws, 0o755);
    process.env['PATH'] = folder;
  });

  after(() => {
    process.env['PATH'] = PATH;
    rmSync(folder, { recursive: true });
  });

  beforeEach(() => {
    terminals.run.length = said.length = terminals.exitCode = 0;
  });

  afterEach(() => {
    answerWith(() => undefined);
    answers = {};
  });

  const profiles = () => terminals.run.map(({ shellArgs }) => shellArgs.at(-1));

  for (const refused of refusedCommands) {
    const again = refused === 'measureLatency' ? 'measureLatency /mnt/efs/a' : refused;
    it(`is for the profile that was refused, and does what was asked for: ${refused}`, async () => {
      assert.deepEqual(await signedIn(refused), ['reset', 'refresh', again]);
      assert.deepEqual(profiles(), [refused]);
    });
  }

  it('is the console’s own where the profile has no SSO session', async () => {
    await signedIn('measureLatency');
    assert.equal(terminals.run[0]?.shellArgs[0], 'login');
  });

  it('goes on with nothing where nobody signed in', async () => {
    terminals.exitCode = 1;
    for (const refused of refusedCommands) {
      assert.deepEqual(await signedIn(refused), []);
    }
    assert.equal(terminals.run.length, refusedCommands.length);
  });

  it('asks for nothing where nothing was refused for want of a sign-in', async () => {
    const others: Refusals[] = [
      {},
      { inspected: slow, measured: slow },
      { measured: new Error('login-expired') },
    ];
    for (const each of others) {
      for (const refused of refusedCommands) {
        assert.deepEqual(await signedIn(refused, each), []);
      }
    }
    assert.deepEqual(terminals.run, []);
  });

  it('stands beside whatever else was asked for, too, which is done after it', async () => {
    const { asked, commands } = commandsAfter({});
    answerWith(({ buttons }) => buttons[0]);
    await commands['loadMore']?.({ arn, path: '/mnt/efs' });
    // What helps is offered while the command has ended.
    for (let turn = 0; asked.length < 4 && turn < 20; turn++) {
      await new Promise(resolve => setImmediate(resolve));
    }
    assert.deepEqual(asked, ['page', 'reset', 'refresh', 'page']);
    assert.deepEqual(profiles(), ['page']);
    assert.deepEqual(
      said.map(({ buttons }) => buttons),
      [['Sign In']],
    );
  });

  it('is one sign-in for two clicks and for two buttons, and each thing is done again once', async () => {
    const { asked, commands } = commandsAfter(refusals);
    const oneProfile = { ...refusals.setup, metrics: refusedReading(expired('checkNetwork')) };
    const others = commandsAfter({ setup: oneProfile });
    await Promise.all([1, 2].map(async () => commands['signInAgain']?.({ arn, refused: 'readMetrics' })));
    assert.deepEqual(asked, ['reset', 'refresh', 'readMetrics']);
    await Promise.all(
      ['readMetrics', 'checkNetwork'].map(async refused =>
        others.commands['signInAgain']?.({ arn, refused }),
      ),
    );
    assert.deepEqual(others.asked, ['reset', 'refresh', 'readMetrics', 'checkNetwork']);
    assert.deepEqual(profiles(), ['readMetrics', 'checkNetwork']);
    await commands['signInAgain']?.({ arn, refused: 'readMetrics' });
    assert.equal(asked.filter(each => each === 'readMetrics').length, 2, 'later it is asked for anew');
  });

  it('does once what two messages offer to do again', async () => {
    const { asked, commands } = commandsAfter({}, 2);
    answerWith(({ buttons }) => buttons[0]);
    await Promise.all([1, 2].map(async () => commands['loadMore']?.({ arn, path: '/mnt/efs' })));
    for (let turn = 0; turn < 20; turn++) {
      await new Promise(resolve => setImmediate(resolve));
    }
    assert.deepEqual(asked, ['page', 'page', 'reset', 'refresh', 'page']);
  });

  it('is offered where what was read before stays, which a refusal of what is asked anew does not show', async () => {
    const before = { ok: true, value: {} } as never;
    const { asked, commands } = commandsAfter({ setup: { ...setupWith(), metrics: before } });
    let messages = 0;
    answerWith(({ buttons }) => (++messages === 1 ? buttons[0] : undefined));
    answers['readMetrics'] = refusedReading(expired('readMetrics'));
    answers['checkNetwork'] = setupWith(network({ subnets: refusedReading(expired('checkNetwork')) }));
    await commands['readMetrics']?.({ arn });
    await commands['checkNetwork']?.({ arn });
    for (let turn = 0; turn < 20; turn++) {
      await new Promise(resolve => setImmediate(resolve));
    }
    assert.deepEqual(
      said.map(({ buttons }) => buttons),
      [['Sign In'], ['Sign In'], ['Sign In']],
    );
    assert.deepEqual(asked, ['readMetrics', 'checkNetwork', 'reset', 'refresh', 'readMetrics']);
  });
});
