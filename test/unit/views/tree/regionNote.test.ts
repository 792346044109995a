import '../../../harness/vscodeDouble';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { demoConnection } from '../../../../src/aws/connection';
import { HumanError } from '../../../../src/core/humanError';
import type { ConnectionState } from '../../../../src/inspect/functionCatalog';
import { noteItem } from '../../../../src/views/tree/noteItem';
import { regionNote } from '../../../../src/views/tree/regionNote';

const reason = 'AWS denied it.';
const state = (status: ConnectionState['status'], scanned = 0): ConnectionState => ({
  connection: { ...demoConnection('http://127.0.0.1:1'), id: 'here', kind: 'aws', region: 'eu-west-1' },
  functions: [],
  scanned,
  status,
  stale: false,
  ...(status === 'failed' && { error: new HumanError(reason) }),
});
const rowOf = (of: ConnectionState, shown: number) =>
  noteItem(regionNote(of, shown) ?? assert.fail(`no row: ${of.status}`));

describe('the row of a region whose list is not whole', () => {
  const rows = [
    rowOf(state('failed'), 3),
    rowOf(state('failed'), 0),
    rowOf(state('cancelled', 123_456), 3),
    rowOf(state('cancelled'), 0),
  ];

  it('says in the narrowest sidebar what is the matter and what to do', () => {
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['Incomplete: go on', 'Not listed: retry', 'Stopped: go on', 'Stopped: go on'],
    );
    const japanese = JSON.parse(readFileSync('l10n/bundle.l10n.ja.json', 'utf8')) as Record<string, string>;
    for (const { label } of rows) {
      assert.ok(typeof label === 'string' && label.length <= 17);
      // Each of these is as wide as two letters.
      const translated = japanese[label] ?? assert.fail(label);
      assert.ok(translated.length <= 9, translated);
    }
  });

  it('says the whole in its tooltip and to screen readers, and beside the label only what may be cut', () => {
    assert.deepEqual(
      rows.map(({ tooltip, description }) => [tooltip, description]),
      [
        ['The list is incomplete. AWS denied it. Select to go on looking for functions.', undefined],
        ['Functions are not listed. AWS denied it. Select to try again.', undefined],
        ['123,456 functions looked at', '123,456 functions looked at'],
        ['Stopped: go on', undefined],
      ],
    );
    assert.equal(
      rows[0]?.accessibilityInformation?.label,
      'Incomplete: go on The list is incomplete. AWS denied it. Select to go on looking for functions.',
    );
    assert.deepEqual(
      rows.map(({ command }) => [command?.command, command?.arguments]),
      rows.map(() => ['efsMountInspector.resumeDiscovery', ['here']]),
    );
  });
});
