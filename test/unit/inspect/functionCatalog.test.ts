import assert from 'node:assert/strict';

import { FunctionCatalog, type ConnectionState } from '../../../src/inspect/functionCatalog';
import { manyFunctions } from '../../../src/local';
import { Endpoint } from './endpoint';
import { MemoryMemento } from './memory';

describe('FunctionCatalog', () => {
  let endpoint: Endpoint;
  let memento: MemoryMemento;
  let catalog: FunctionCatalog;

  beforeEach(async () => {
    // 6 pages; functions 33, 66, … mount a file system.
    endpoint = await Endpoint.start(manyFunctions(300));
    memento = new MemoryMemento();
    catalog = new FunctionCatalog(endpoint.apis, memento);
  });
  afterEach(async () => {
    catalog.dispose();
    await endpoint.stop();
  });

  function state(of = catalog): ConnectionState {
    return of.states[0] ?? assert.fail('no connection');
  }
  const names = (of = catalog) => state(of).functions.map(({ name }) => name);
  const refresh = () => catalog.refresh([endpoint.connection]);

  it('shows functions page by page, and asks nothing per function', async () => {
    const seen: string[] = [];
    catalog.onDidChange(() => seen.push(`${state().status} ${state().scanned} ${state().functions.length}`));
    await refresh();
    assert.deepEqual(seen, [
      'idle 0 0',
      'loading 0 0',
      'loading 50 1',
      'loading 100 3',
      'loading 150 4',
      'loading 200 6',
      'loading 250 7',
      'loading 300 9',
      'ready 300 9',
    ]);
    assert.equal(endpoint.lambda.calls.length, 6);
    assert.equal(state().stale, false);
    const [first] = state().functions;
    assert.equal(catalog.find(first?.arn ?? '')?.connection.id, 'demo');
    assert.equal(catalog.find('arn:gone'), undefined);
  });

  it('keeps what it found when a page fails, and goes on there', async () => {
    endpoint.lambda.setFaults([
      {
        operation: 'ListFunctions',
        skip: 2,
        times: 1,
        effect: { kind: 'error', name: 'AccessDeniedException', message: 'no', status: 403 },
      },
    ]);
    await refresh();
    assert.equal(state().status, 'failed');
    assert.equal(state().error?.problem?.code, 'access-denied');
    assert.equal(state().functions.length, 3);
    await catalog.resume('demo');
    assert.equal(state().status, 'ready');
    assert.equal(state().error, undefined);
    assert.equal(state().scanned, 300);
    assert.equal(state().functions.length, 9);
    assert.equal(endpoint.count('ListFunctions'), 7);
  });

  it('shows the last known list at the next start, until all is seen again', async () => {
    await refresh();
    const later = new FunctionCatalog(endpoint.apis, memento);
    later.use([endpoint.connection]);
    assert.deepEqual(names(later), names());
    assert.equal(state(later).stale, true);
    assert.equal(state(later).status, 'idle');
    const stale: boolean[] = [];
    later.onDidChange(() => stale.push(state(later).stale));
    await later.refresh([endpoint.connection]);
    assert.equal(names(later).length, 9);
    assert.equal(stale[0], true);
    assert.equal(stale.at(-1), false);
    later.dispose();
  });

  it('forgets a function that is gone only after looking everywhere', async () => {
    await refresh();
    const key = [...memento.values.keys()][0] ?? '';
    const [kept] = memento.values.get(key) as { functions: { arn: string; name: string }[] }[];
    const functions = kept?.functions ?? assert.fail('nothing is kept');
    const gone = { ...functions[0], arn: 'arn:gone', name: 'gone' };
    memento.values.set(key, [{ ...kept, functions: [...functions, gone] }]);
    const later = new FunctionCatalog(endpoint.apis, memento);
    later.use([endpoint.connection]);
    endpoint.lambda.setFaults([
      { skip: 1, times: 1, effect: { kind: 'error', name: 'AccessDeniedException', status: 403 } },
    ]);
    await later.refresh([endpoint.connection]);
    assert.ok(names(later).includes('gone'));
    assert.equal(state(later).stale, true);
    await later.resume('demo');
    assert.ok(!names(later).includes('gone'));
    later.dispose();
  });

  it('stops when told, keeps what it found, and can go on', async () => {
    const stop = catalog.onDidChange(() => {
      if (state().scanned === 100) {
        catalog.cancel();
      }
    });
    await refresh();
    stop.dispose();
    assert.equal(state().status, 'cancelled');
    assert.equal(state().error, undefined);
    assert.equal(state().functions.length, 3);
    await catalog.resume('demo');
    assert.equal(state().functions.length, 9);
  });

  it('lets one connection fail while another is listed', async () => {
    const nobody = {
      ...endpoint.connection,
      id: 'nobody',
      kind: 'aws' as const,
      endpoint: 'http://127.0.0.1:1',
    };
    process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'example';
    await catalog.refresh([endpoint.connection, nobody]);
    delete process.env.AWS_ACCESS_KEY_ID;
    delete process.env.AWS_SECRET_ACCESS_KEY;
    assert.deepEqual(
      catalog.states.map(({ connection, status, error }) => [connection.id, status, error?.problem?.code]),
      [
        ['demo', 'ready', undefined],
        ['nobody', 'failed', 'endpoint-down'],
      ],
    );
  });

  it('leaves a run alone that a newer one has replaced', async () => {
    const first = refresh();
    await refresh();
    await first;
    assert.equal(state().status, 'ready');
    assert.equal(state().scanned, 300);
    assert.equal(state().functions.length, 9);
  });

  it('drops connections that are no longer wanted, and their runs', async () => {
    const running = refresh();
    catalog.use([]);
    await running;
    assert.deepEqual(catalog.states, []);
  });
});
