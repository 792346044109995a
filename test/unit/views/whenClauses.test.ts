import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { demoConnection, type Connection } from '../../../src/aws/connection';
import type { ProbeWay } from '../../../src/core/capture/capture';
import { kindOfType } from '../../../src/core/listing/fileTypes';
import { buildReport } from '../../../src/core/report';
import type { Inspection } from '../../../src/inspect/inspection';
import type { ContextKeys } from '../../../src/views/contextKeys';
import { contextValue } from '../../../src/views/tree/contextValue';
import { holds, keysOf, type WhenContext } from '../../harness/whenClause';
import { healthyOptions, lambdaFunction, mountCapture } from '../core/captures';

/** Everything that each key can be. The compiler says when one is missing here. */
const values: { readonly [Key in keyof ContextKeys]: readonly (ContextKeys[Key] | undefined)[] } = {
  state: [
    undefined,
    'noCredentials',
    'noRegion',
    'signedOut',
    'denied',
    'unreachable',
    'notListed',
    'empty',
    'noMatch',
    'list',
  ],
  discovering: [false, true],
  demo: [false, true],
  filtered: [false, true],
  inspecting: [undefined, false, true],
  temporaryProbe: [undefined, false, true],
};

const target = lambdaFunction();
const report = buildReport(mountCapture(healthyOptions));
const demo = demoConnection('http://127.0.0.1:1');
const connections: readonly Connection[] = [demo, { ...demo, kind: 'aws' }];
const ways: readonly (ProbeWay | undefined)[] = [
  undefined,
  'installed-probe',
  'shell-handler',
  'temporary-probe',
];
const inspections = connections.flatMap((connection): readonly (Inspection | undefined)[] => [
  undefined,
  { target, connection, status: 'inspecting' },
  { target, connection, status: 'inspecting', report },
  { target, connection, status: 'done', report },
  { target, connection, status: 'failed' },
]);
const kindsOfEntries = ['d', '-', 'l', 'p', 's', 'b', 'c', 'D'].map(kindOfType);

/** What the rows of the tree really are. */
const viewItems = [
  'region',
  'note',
  ...kindsOfEntries,
  ...(['function', 'mount'] as const).flatMap(kind =>
    connections.flatMap(connection =>
      ways.flatMap(way =>
        inspections.map(inspection =>
          contextValue(kind, {
            known: { target, connection },
            way,
            inspection,
            hasTemporaryProbe: way === 'temporary-probe',
          }),
        ),
      ),
    ),
  ),
];

const contexts: readonly WhenContext[] = [
  ...Object.entries(values).flatMap(([key, each]) =>
    each.flatMap(value =>
      ['efsMountInspector.mounts', 'explorer'].map(view => ({ view, [`efsMountInspector.${key}`]: value })),
    ),
  ),
  ...viewItems.map(viewItem => ({ view: 'efsMountInspector.mounts', viewItem })),
  ...[undefined, ...kindsOfEntries].map(webviewSection => ({
    webviewId: 'efsMountInspector.report',
    webviewSection,
  })),
  ...['0', '1'].map(workspaceFolderCount => ({ workspaceFolderCount })),
  // A desktop window, a browser without a machine behind it, and one with.
  { isWeb: false, remoteName: '' },
  { isWeb: true, remoteName: '' },
  { isWeb: true, remoteName: 'codespaces' },
];

function clausesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    (key === 'when' || key === 'enablement') && typeof value === 'string' ? [value] : clausesIn(value),
  );
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
    };
  };
};
const clauses = [...new Set(clausesIn(manifest.contributes))];

describe('the when clauses of the manifest', () => {
  for (const clause of clauses.filter(each => each !== 'false')) {
    it(`are true in some state and false in another: ${clause}`, () => {
      assert.ok(
        contexts.some(context => holds(clause, context)),
        'something makes it true',
      );
      assert.ok(
        contexts.some(context => !holds(clause, context)),
        'something makes it false',
      );
    });
  }

  it('ask only for keys that the code sets, and for each of them', () => {
    const asked = new Set(
      clauses.flatMap(keysOf).flatMap(key => /^efsMountInspector\.(.+)$/.exec(key)?.[1] ?? []),
    );
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.ts'),
    );
    const set = files.flatMap(file =>
      [...readFileSync(path.join('src', file), 'utf8').matchAll(/new ContextKey\('(\w+)'\)/g)].map(
        ([, key]) => key,
      ),
    );
    assert.deepEqual([...asked].sort(), Object.keys(values).sort());
    assert.deepEqual(set.sort(), [...asked].sort());
  });

  it('offer in a browser without a machine behind it only what checks templates', () => {
    const { commands, menus } = manifest.contributes;
    const inBrowser = { isWeb: true, remoteName: '', workspaceFolderCount: '1' };
    const offered = commands.filter(({ command }) => {
      const item = menus.commandPalette.find(one => one.command === command);
      return !item || holds(item.when, inBrowser);
    });
    assert.deepEqual(
      offered.map(({ command }) => command),
      ['efsMountInspector.checkAllTemplates'],
    );
  });
});
