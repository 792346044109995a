import { answerWith, said } from '../harness/vscodeDouble';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { demoConnection } from '../../src/aws/connection';
import { explainFailure } from '../../src/core/failure/mountFailure';
import { HumanError } from '../../src/core/humanError';
import type { DirectoryEntry } from '../../src/core/report';
import { buildReport } from '../../src/core/report';
import { inspectError } from '../../src/inspect/inspectProblems';
import type { Inspection } from '../../src/inspect/inspection';
import { confirmMark } from '../../src/views/commands/confirmMark';
import { confirmTemporaryProbe } from '../../src/views/commands/confirmTemporaryProbe';
import { MountTree } from '../../src/views/tree/mountTree';
import type { TreeNode } from '../../src/views/tree/treeNodes';
import { showError, showInformation, showWarning } from '../../src/views/window';
import { assertVisible, functionOf, probeCaptureOf, shellCaptureOf, texts } from './outsideTexts';

/** Of a row's label or description: VS Code draws each of them whole. */
const MOST_OF_ROW = 1100;
const MOST_OF_TOOLTIP = 4200;

const silent = () => ({ dispose: () => undefined });

/** The tree of one function all texts of which are this one. */
class Tree {
  readonly #tree: MountTree;
  readonly #text: string;

  constructor(text: string, inspection: Partial<Inspection>) {
    this.#text = text;
    const target = functionOf(text);
    const connection = {
      ...demoConnection(text),
      id: text,
      kind: 'aws' as const,
      profile: text,
      region: text,
    };
    const problem = inspectError('function-failed', { function: text, type: text, reason: text });
    const state = {
      connection,
      status: 'failed' as const,
      functions: [target, { ...target, arn: `${text}2`, name: `${text}2` }],
      scanned: 2,
      stale: true,
      error: problem,
    };
    const recalled = { target, connection, status: 'failed' as const, ...inspection };
    const services = {
      catalog: { onDidChange: silent, states: [state], find: () => ({ target, connection }) },
      connections: { onDidChange: silent, problem: undefined },
      directories: { onDidChange: silent },
      filter: { onDidChange: silent, active: false, matches: () => true },
      grouping: { onDidChange: silent, by: 'region' },
      inspector: { wayFor: () => 'installed-probe' },
      store: { onDidChange: silent, recall: () => recalled, get: () => recalled },
      temporaryProbes: { onDidChange: silent, exists: () => true },
      totals: { onDidChange: silent, get: () => undefined },
    };
    this.#tree = new MountTree(services as unknown as ConstructorParameters<typeof MountTree>[0]);
  }

  /** Every kind of row. */
  rows(): readonly vscode.TreeItem[] {
    const text = this.#text;
    const entry = {
      type: 'l',
      name: text,
      owner: text,
      group: text,
      modifiedText: text,
      target: text,
      error: text,
      modeText: text,
    } as unknown as DirectoryEntry;
    const nodes: readonly TreeNode[] = [
      { kind: 'region', id: 'r', connectionId: text },
      ...(['fileSystem', 'account', 'origin'] as const).map(
        by => ({ kind: 'group', id: by, by, key: text }) as const,
      ),
      { kind: 'function', id: 'f', arn: text, prefix: '' },
      { kind: 'function', id: 'g', arn: text, prefix: text.slice(0, 5) },
      { kind: 'mount', id: 'm', arn: text, path: text },
      ...['l', '-', 'd'].map(
        type => ({ kind: 'entry', id: type, arn: text, path: text, entry: { ...entry, type } }) as const,
      ),
      { kind: 'note', id: 'n', tone: 'error', text, detail: text },
    ];
    return nodes.map(node => this.#tree.getTreeItem(node));
  }

  dispose(): void {
    this.#tree.dispose();
  }
}

function assertPlain(shown: string, most: number): void {
  assertVisible(shown.replace(/[\n\t]/g, ''));
  assert.ok(shown.length <= most, `${shown.length} characters`);
  assert.doesNotMatch(shown, /\]\(|\$\(/);
}

function assertRow({ accessibilityInformation, description, label, tooltip }: vscode.TreeItem): void {
  for (const shown of [label, description, accessibilityInformation?.label]) {
    assert.ok(shown === undefined || typeof shown === 'string');
    assertPlain(shown ?? '', MOST_OF_ROW);
    assert.doesNotMatch(shown ?? '', /\n/);
  }
  // Not Markdown, which would make links of addresses.
  assert.ok(tooltip === undefined || typeof tooltip === 'string');
  assertPlain(tooltip ?? '', MOST_OF_TOOLTIP);
}

const unread = { readNetwork: () => Promise.resolve(undefined) };

describe('texts from outside in the window', function () {
  this.timeout(60_000);
  beforeEach(() => {
    said.length = 0;
    answerWith(() => undefined);
  });

  for (const [name, text] of Object.entries(texts)) {
    it(`${name} are short, visible text in every row of the tree`, () => {
      const failed = new HumanError(text, {
        problem: { code: 'efs-mount-failure', params: { reason: text } },
      });
      const explanation = explainFailure(failed.problem ?? assert.fail(), functionOf(text));
      const inspections: readonly Partial<Inspection>[] = [
        { status: 'done', report: buildReport(probeCaptureOf(text)) },
        { status: 'done', report: buildReport(shellCaptureOf(text)) },
        { failure: { error: new HumanError(text), at: '2026-11-22T12:00:00.000Z' } },
        { failure: { error: failed, at: '2026-11-22T12:00:00.000Z', ...(explanation && { explanation }) } },
        { status: 'inspecting' },
      ];
      for (const inspection of inspections) {
        const tree = new Tree(text, inspection);
        const rows = tree.rows();
        tree.dispose();
        assert.ok(rows.length > 10);
        rows.forEach(assertRow);
      }
    });

    it(`${name} are short, visible text in every message`, async () => {
      await Promise.all([showInformation(text), showWarning(text, 'Yes'), showError(text)]);
      const known = { target: functionOf(text), connection: { ...demoConnection(text), endpoint: text } };
      await confirmTemporaryProbe(known, unread);
      await confirmMark(known, 'shell-handler');
      assert.equal(said.length, 5);
      for (const { detail = '', text: shown } of said) {
        assertPlain(shown, MOST_OF_ROW);
        assertPlain(detail, MOST_OF_TOOLTIP);
      }
    });
  }
});

describe('dialogs about a function', () => {
  const endpoint = 'http://10.1.2.3:4566';
  const target = functionOf('reader');
  const known = { target, connection: { ...demoConnection(endpoint), kind: 'aws' as const, profile: 'dev' } };

  beforeEach(() => {
    said.length = 0;
    answerWith(() => undefined);
  });

  it('name an endpoint that is not AWS’s, before anything is created or invoked there', async () => {
    for (const ask of [
      () => confirmTemporaryProbe(known, unread),
      () => confirmMark(known, 'installed-probe'),
    ]) {
      said.length = 0;
      await ask();
      assert.equal(said.length, 1);
      assert.ok(said[0]?.detail?.split('\n').includes(`Endpoint: ${endpoint}`), said[0]?.detail);
    }
  });

  it('name none where it is AWS that is asked', async () => {
    await confirmTemporaryProbe({ target, connection: { ...known.connection, endpoint: undefined } }, unread);
    assert.doesNotMatch(said[0]?.detail ?? '', /Endpoint/);
  });

  it('are answered by their button and by nothing else', async () => {
    assert.equal(await confirmTemporaryProbe(known, unread), false);
    answerWith(({ buttons }) => buttons[0]);
    assert.equal(await confirmTemporaryProbe(known, unread), true);
    assert.equal(await confirmMark(known, 'shell-handler'), 'confirmed');
    answerWith(({ buttons }) => buttons[1]);
    assert.equal(await confirmMark(known, 'shell-handler'), 'otherwise');
  });
});
