import assert from 'node:assert/strict';
import { demoConnection } from '../../../../src/aws/connection';
import type { LambdaApi, NewFunction } from '../../../../src/aws/lambdaApi';
import { HumanError } from '../../../../src/core/humanError';
import { toJournalEntry } from '../../../../src/inspect/temporary/journalEntry';
import { findProbes } from '../../../../src/inspect/temporary/leftoverProbes';
import { create, creationOf } from '../../../../src/inspect/temporary/probeCreation';
import { temporaryName, TEMPORARY_TAG } from '../../../../src/inspect/temporary/temporaryFunction';
import { lambdaFunction } from '../../aws/fakeLambda';

const connection = { ...demoConnection('http://127.0.0.1:1'), region: 'us-east-1' };
const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:reader';
const name = temporaryName(functionArn);
const arn = functionArn.replace(/reader$/, name);
const entry = { name, arn, connection, functionArn, machine: 'ours' };
const { signal } = new AbortController();

describe('an entry of the journal', () => {
  it('is read as it was written, also without what earlier versions did not write', () => {
    assert.deepEqual(toJournalEntry(entry), entry);
    const earlier = { name, connection, functionArn };
    assert.deepEqual(toJournalEntry(earlier), { ...entry, machine: '' });
    assert.deepEqual(toJournalEntry({ ...entry, renewedAt: 1 }), entry);
  });

  it('is none where any of it is not what we write', () => {
    for (const [field, values] of Object.entries({
      name: [undefined, 1, 'reader', `${name}0`],
      functionArn: [undefined, 1, 'reader', `${functionArn}:1`, functionArn.replace('lambda', 's3')],
      machine: [1, null],
      arn: [functionArn, '', null],
      connection: [undefined, null, {}, { ...connection, region: 'us-east-2' }],
    })) {
      for (const value of values) {
        assert.equal(
          toJournalEntry({ ...entry, [field]: value }),
          undefined,
          `${field}: ${JSON.stringify(value)}`,
        );
      }
    }
    for (const other of [undefined, null, 'text', 1, []]) {
      assert.equal(toJournalEntry(other), undefined);
    }
  });
});

describe('the search for temporary probes', () => {
  type Found = ReturnType<typeof lambdaFunction>;
  /** Regions with their functions, and the tags of those that have any. */
  const search = (
    regions: readonly (readonly Found[] | Error)[],
    tags: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
  ) => {
    const connections = regions.map((_, at) => ({ ...connection, id: String(at) }));
    const lambda = (at: number) => ({
      listFunctions: function* () {
        const functions = regions[at];
        if (functions instanceof Error) {
          throw functions;
        }
        yield { functions: (functions ?? []).map(target => ({ target })) };
      },
      tagsOf: (found: Found) => Promise.resolve(tags[found.name] ?? {}),
    });
    const apis = { for: ({ id }: { readonly id: string }) => ({ lambda: lambda(Number(id)) }) };
    return findProbes(apis as never, connections, signal);
  };
  const probe = (more: Partial<Found> = {}) => lambdaFunction({ name, arn, ...more });

  it('finds what has both our name and our tag', async () => {
    const other = temporaryName('other');
    const { probes, unsearched } = await search(
      [[lambdaFunction(), probe()], [probe({ name: other, arn: 'other' })]],
      {
        [name]: { [TEMPORARY_TAG]: '2026-11-22T12:00:00.000Z' },
        [other]: { mine: '' },
        reader: { [TEMPORARY_TAG]: '' },
      },
    );
    assert.deepEqual(
      probes.map(found => [found.name, found.arn, found.functionArn, found.machine, found.connection.id]),
      [[name, arn, arn, '', '0']],
    );
    assert.deepEqual(unsearched, []);
  });

  it('knows since when it is there by its tag, or by when it was changed, or not', async () => {
    const at = '2026-11-22T12:00:00.000Z';
    for (const [taggedAt, lastModified, createdAt] of [
      [at, '2026-11-23T12:00:00.000Z', Date.parse(at)],
      ['', at, Date.parse(at)],
      ['soon', 'later', undefined],
      ['', undefined, undefined],
    ] as const) {
      const { probes } = await search([[probe({ lastModified, description: 'of reader' })]], {
        [name]: { [TEMPORARY_TAG]: taggedAt },
      });
      assert.deepEqual([probes[0]?.createdAt, probes[0]?.description], [createdAt, 'of reader']);
    }
  });

  it('goes on where a region cannot be searched, and says so', async () => {
    const denied = new HumanError('No.');
    const { probes, unsearched } = await search([denied, [probe()]], { [name]: { [TEMPORARY_TAG]: '' } });
    assert.deepEqual([probes.length, unsearched], [1, [denied]]);
    const bug = new TypeError('x');
    await assert.rejects(search([bug, [probe()]]), error => error === bug);
  });
});

describe('the creation of a probe', () => {
  const spec = { name, runtimes: ['nodejs24.x', 'nodejs22.x'] } as unknown as NewFunction;
  const target = lambdaFunction();

  /** An error of the SDK, which AWS itself answered with or not. */
  function failure(
    of: string,
    message: string,
    {
      attempts = 1,
      status = 400,
      isFromAws = true,
    }: { attempts?: number; status?: number; isFromAws?: boolean } = {},
  ): HumanError {
    const answered = {
      $response: { statusCode: status, headers: isFromAws ? { 'x-amzn-requestid': '1' } : {} },
    };
    const cause = Object.assign(new Error(message), {
      name: of,
      $metadata: { attempts },
      failedAttempts: [answered],
    });
    return new HumanError('No.', { cause });
  }
  /** The runtimes that were asked for, each of which fails as is said. */
  async function asked(...failures: readonly (HumanError | undefined)[]) {
    const runtimes: string[] = [];
    const left = [...failures];
    const api = {
      createFunction: ({ runtimes: [runtime] }: NewFunction) => {
        runtimes.push(runtime);
        const error = left.shift();
        return error ? Promise.reject(error) : Promise.resolve();
      },
    } as unknown as LambdaApi;
    const creating = create(api, spec, target);
    const outcome = await creationOf(creating);
    return [runtimes.join(' '), outcome];
  }
  const unknown = (runtime: string, more = {}) =>
    failure('InvalidParameterValueException', `Value ${runtime} at 'runtime' failed`, more);

  it('takes the runtime before, once, where the region has not the newest, and AWS itself says so', async () => {
    const both = 'nodejs24.x nodejs22.x';
    assert.deepEqual(await asked(), ['nodejs24.x', 'created']);
    assert.deepEqual(await asked(unknown('nodejs24.x')), [both, 'created']);
    assert.deepEqual(await asked(failure('ValidationException', 'nodejs24.x')), [both, 'created']);
    assert.deepEqual(await asked(unknown('nodejs24.x'), unknown('nodejs22.x')), [both, 'refused']);
    for (const [error, outcome] of [
      [unknown('nodejs22.x'), 'refused'],
      [failure('AccessDeniedException', 'nodejs24.x', { status: 403 }), 'refused'],
      [unknown('nodejs24.x', { isFromAws: false }), 'unclear'],
      [new HumanError('No.'), 'unclear'],
    ] as const) {
      assert.deepEqual(await asked(error), ['nodejs24.x', outcome]);
    }
  });

  it('has succeeded where an earlier attempt of the same request did', async () => {
    const conflict = (attempts: number) =>
      failure('ResourceConflictException', 'exists', { attempts, status: 409 });
    assert.deepEqual(await asked(conflict(2)), ['nodejs24.x', 'created']);
    assert.deepEqual(await asked(conflict(1)), ['nodejs24.x', 'unclear']);
    assert.deepEqual(await asked(failure('Other', 'x', { attempts: 2, status: 500 })), [
      'nodejs24.x',
      'unclear',
    ]);
  });
});
