import assert from 'node:assert/strict';
import type { AwsApis } from '../../../src/aws/awsApis';
import { demoConnection, type Connection } from '../../../src/aws/connection';
import type { Sighting } from '../../../src/aws/sightings';
import { FunctionCatalog } from '../../../src/inspect/functionCatalog';
import { KeptFunctions } from '../../../src/inspect/kept/keptFunctions';
import { lambdaFunction } from '../aws/fakeLambda';
import { MemoryMemento } from './memory';

const KEY = 'functions.2';
const DAY_MS = 24 * 60 * 60 * 1000;
const demo = demoConnection('http://127.0.0.1:1');
const other: Connection = { id: 'other', kind: 'aws', region: 'us-east-1' };

function named(name: string) {
  return lambdaFunction({ arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`, name });
}

describe('functions that are kept over restarts', () => {
  let memento: MemoryMemento;
  let kept: KeptFunctions;
  beforeEach(() => {
    memento = new MemoryMemento();
    kept = new KeptFunctions(memento, 'machine');
  });
  const names = (connection: Connection, of = kept) => of.read(connection).map(({ name }) => name);

  it('are those of their connection and machine', async () => {
    await kept.write(demo, [named('a'), named('b')]);
    await kept.write(other, [named('c')]);
    await new KeptFunctions(memento, 'another machine').write(demo, [named('d')]);
    assert.deepEqual(names(demo), ['a', 'b']);
    assert.deepEqual(names(other), ['c']);
    assert.deepEqual(names(demo, new KeptFunctions(memento, 'another machine')), ['d']);
    assert.deepEqual(names(other, new KeptFunctions(memento, 'another machine')), []);
    await kept.write(demo, [named('e')]);
    assert.deepEqual(names(demo), ['e']);
    assert.deepEqual(names(other), ['c']);
  });

  it('are kept for thirty days', async () => {
    const at = (age: number) => ({
      id: 'demo',
      machine: 'machine',
      at: Date.now() - age,
      functions: [named('a')],
    });
    for (const [age, expected] of [
      [0, ['a']],
      [30 * DAY_MS - 60_000, ['a']],
      [30 * DAY_MS, []],
      [31 * DAY_MS, []],
    ] as const) {
      await memento.update(KEY, [at(age)]);
      assert.deepEqual(names(demo), expected, String(age));
    }
  });

  it('are none where what is stored is damaged, and others stay', async () => {
    const good = { id: 'demo', machine: 'machine', at: Date.now(), functions: [named('a')] };
    const damaged: readonly unknown[] = [
      null,
      'text',
      { ...good, id: 7 },
      { ...good, machine: undefined },
      { ...good, at: 'now' },
      { ...good, functions: 'a' },
    ];
    for (const one of damaged) {
      await memento.update(KEY, [one]);
      assert.deepEqual(names(demo), [], JSON.stringify(one));
    }
    await memento.update(KEY, [...damaged, { ...good, functions: [{}, named('b'), null] }]);
    assert.deepEqual(names(demo), ['b']);
    await memento.update(KEY, good);
    assert.deepEqual(names(demo), []);
  });

  it('are of the twenty connections that were used last', async () => {
    for (let index = 0; index < 21; index++) {
      await kept.write({ ...other, id: `c${index}` }, [named(`f${index}`)]);
    }
    assert.deepEqual(names({ ...other, id: 'c0' }), []);
    assert.deepEqual(names({ ...other, id: 'c1' }), ['f1']);
    assert.deepEqual(names({ ...other, id: 'c20' }), ['f20']);
  });

  it('are five thousand of one connection, at most', async () => {
    await kept.write(
      other,
      Array.from({ length: 5001 }, (_, index) => named(`f${index}`)),
    );
    assert.equal(kept.read(other).length, 5000);
    assert.equal(await kept.deleteAll(), 5000);
    assert.deepEqual(names(other), []);
  });

  it('take the place of what an earlier version kept', async () => {
    await memento.update('functions.1.demo', [named('a')]);
    await memento.update('something.else', 1);
    await kept.write(demo, []);
    assert.deepEqual([...memento.keys()].sort(), [KEY, 'something.else']);
    await memento.update('functions.1.demo', [named('a')]);
    await kept.deleteAll();
    assert.deepEqual([...memento.keys()], ['something.else']);
  });
});

describe('what a list and a look at one function say', () => {
  const sighting = (name: string, seenAt: number, description: string): Sighting =>
    ({ target: { ...named(name), description }, seenAt }) as Sighting;

  /** A catalogue whose list and looks answer these. */
  function catalogOf(pages: readonly (readonly Sighting[])[], looks: readonly Sighting[]) {
    let look = 0;
    const lambda = {
      async *listFunctions() {
        for (const functions of pages) {
          await Promise.resolve();
          yield { functions, scanned: functions.length };
        }
      },
      lookAt: () => Promise.resolve({ sighting: looks[look++] }),
    };
    return new FunctionCatalog({ for: () => ({ lambda }) } as unknown as AwsApis, new MemoryMemento());
  }
  const arn = named('a').arn;
  const signal = new AbortController().signal;

  it('is what was seen last, the later of two at the same time', async () => {
    for (const [listedAt, lookedAt, expected] of [
      [1, 2, 'look'],
      [2, 2, 'look'],
      [3, 2, 'list'],
    ] as const) {
      const catalog = catalogOf([[sighting('a', listedAt, 'list')]], [sighting('a', lookedAt, 'look')]);
      await catalog.refresh([other]);
      await catalog.look(arn, other, signal);
      assert.equal(catalog.find(arn)?.target.description, expected);
      assert.equal(catalog.sighting(arn, 'other')?.target.description, expected);
      assert.equal(catalog.sighting(arn, 'demo'), undefined);
    }
  });

  it('lists no temporary probe, and knows it all the same', async () => {
    const name = 'efs-mount-inspector-01234567-0123456789ab';
    const catalog = catalogOf([[sighting('b', 1, ''), sighting('a', 1, ''), sighting(name, 1, '')]], []);
    await catalog.refresh([other]);
    const known = catalog.states[0]?.functions.map(target => target.name);
    assert.deepEqual(known, ['a', 'b']);
    assert.equal(catalog.sighting(named(name).arn, 'other')?.target.name, name);
  });

  it('is in the order of its listing in the demo, and by name elsewhere', async () => {
    const pages = [[sighting('b', 1, '')], [sighting('a', 1, ''), sighting('c', 1, '')]];
    const order = async (connection: Connection) => {
      const catalog = catalogOf(pages, []);
      await catalog.refresh([connection]);
      return catalog.functions.map(({ target }) => target.name);
    };
    assert.deepEqual(await order(demo), ['b', 'a', 'c']);
    assert.deepEqual(await order(other), ['a', 'b', 'c']);
  });

  it('forgets a function that is another one now, or none', async () => {
    const catalog = catalogOf([[sighting('a', 1, '')]], [sighting('b', 2, '')]);
    await catalog.refresh([other]);
    await assert.rejects(catalog.look(arn, other, signal), /./);
    assert.equal(catalog.find(arn), undefined);
    assert.equal(catalog.sighting(arn, 'other'), undefined);
  });
});
