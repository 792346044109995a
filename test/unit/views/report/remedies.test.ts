import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { awsProblems } from '../../../../src/aws/problems/awsProblems';
import { makeProblem } from '../../../../src/core/humanError';
import { inspectProblems } from '../../../../src/inspect/inspectProblems';
import { remediesFor } from '../../../../src/views/report/remedies';
import { remedyCommands, remedySettings } from '../../../../src/views/report/messages';

const commandsFor = (code: string, demo = false) =>
  remediesFor(makeProblem(code, {}), demo).map(({ command }) => command);

describe('remedies', () => {
  it('begin with what helps with this kind of problem', () => {
    assert.deepEqual(commandsFor('access-denied'), ['copyIamPolicy', 'selectProfile']);
    assert.equal(commandsFor('login-expired')[0], 'signInAgain');
    assert.equal(commandsFor('function-timed-out')[0], 'copyTimeoutCommand');
    assert.equal(commandsFor('demo-down')[0], 'tryDemo');
  });

  it('are none where nothing here helps', () => {
    assert.deepEqual(remediesFor(undefined, false), []);
    assert.deepEqual(commandsFor('constructor'), []);
    assert.deepEqual(commandsFor('unexpected'), []);
  });

  it('offer no profile for the demo, which has none', () => {
    assert.deepEqual(commandsFor('access-denied', true), ['copyIamPolicy']);
  });

  it('name commands and settings that exist, and each of them', () => {
    const problems = [...awsProblems.codes, ...inspectProblems.codes];
    const table = readFileSync('src/views/report/remedies.ts', 'utf8');
    const offered = new Set(problems.flatMap(code => commandsFor(code)));
    assert.deepEqual([...offered].sort(), [...remedyCommands].sort());
    const manifest = readFileSync('package.json', 'utf8');
    for (const setting of remedySettings) {
      assert.ok(manifest.includes(`"efsMountInspector.${setting}"`), setting);
      assert.ok(table.includes(`'${setting}'`), `${setting} is offered`);
    }
  });
});
