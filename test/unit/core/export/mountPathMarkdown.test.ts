import assert from 'node:assert/strict';

import { failureToMarkdown, plainFailureToMarkdown } from '../../../../src/core/export/failureMarkdown';
import { mountPathMarkdown } from '../../../../src/core/export/mountPathMarkdown';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import { createTranslate } from '../../../../src/core/translate';
import { describePath, linksOf, summarizePath } from '../../../../src/core/words/mountPathWords';
import { mountTarget, network, openGroups, reading, setupWith, target } from '../failure/networkWorld';

const t = createTranslate();
const closed = setupWith(
  network({ securityGroups: reading([...openGroups.slice(0, 1), { id: 'sg-target', rules: [] }]) }),
);

describe('the path of a mount in words', () => {
  it('has each part with its state and the fact that says so', () => {
    const steps = describePath(target, closed, t);
    assert.deepEqual(
      steps.map(({ id, state }) => [id, state]),
      [
        ['function', undefined],
        ['subnet0', 'open'],
        ['subnet1', 'open'],
        ['names', 'open'],
        ['outbound', 'open'],
        ['between', 'open'],
        ['inbound', 'closed'],
        ['target0', 'open'],
        ['target1', 'open'],
        ['fileSystem', 'open'],
        ['accessPoint', 'open'],
      ],
    );
    assert.equal(
      steps.find(({ id }) => id === 'inbound')?.fact,
      'No inbound rule of sg-target lets TCP 2049 in from the function.',
    );
    assert.equal(summarizePath(steps, t), 'Closed: Mount targets’ groups, inbound.');
    assert.equal(summarizePath(describePath(target, setupWith(), t), t), 'All parts of the path are open.');
  });

  it('names which subnet or mount target is closed', () => {
    const told = (setup: Parameters<typeof describePath>[1]) =>
      summarizePath(describePath(target, setup, t), t);
    const creating = [mountTarget('a', 'a'), mountTarget('b', 'b', { lifeCycleState: 'error' })];
    assert.equal(
      told(setupWith(network(), reading(creating))),
      'Closed: Mount target (fsmt-b · eu-west-1b).',
    );
    assert.equal(
      told(setupWith(network(), reading([]))),
      'Closed: Mount target (eu-west-1a), Mount target (eu-west-1b).',
    );
  });

  it('has as many parts before anything was read as after', () => {
    const ids = (setup?: Parameters<typeof describePath>[1]) =>
      describePath(target, setup, t).map(({ id }) => id);
    assert.deepEqual(ids(undefined), ids(closed));
    assert.deepEqual(ids(setupWith(network(), reading([]))), ids(closed));
    assert.match(
      summarizePath(describePath(target, undefined, t), t),
      /^Nothing is proved closed; 10 of 10 parts are not known\.$/,
    );
  });

  it('links each part with those that follow it', () => {
    const links = linksOf(describePath(target, closed, t)).map(pair => pair.join(' '));
    for (const link of [
      'function subnet0',
      'subnet1 outbound',
      'outbound between',
      'between inbound',
      'inbound target1',
      'target0 fileSystem',
      'fileSystem accessPoint',
    ]) {
      assert.ok(links.includes(link), link);
    }
    assert.equal(links.length, 11);
  });
});

describe('the path of a mount as Markdown', () => {
  it('is a Mermaid diagram and a table', () => {
    const text = mountPathMarkdown(target, closed, t);
    assert.match(text, /```mermaid\nflowchart LR\n/);
    assert.match(text, /\n {2}inbound\["[^"]*sg-target[^"]*closed"\]:::closed\n/);
    assert.match(text, /\n {2}between --> inbound\n/);
    assert.match(text, /\| No inbound rule of sg-target lets TCP 2049 in from the function\. \|/);
  });

  it('leaves its labels by no id from outside', () => {
    const hostile = '"]; click x "javascript:alert(1)" %%{init}%% <b> `#`';
    const text = mountPathMarkdown(
      { ...target, name: hostile },
      setupWith(network(), reading([mountTarget('a', 'a', { id: hostile })])),
      t,
    );
    const [, diagram = ''] = /```mermaid\n([^]*?)\n```/.exec(text) ?? [];
    for (const line of diagram.split('\n')) {
      assert.match(
        line,
        /^(flowchart LR| {2}(\w+\["[^"<>`%{}[\];]*(<br\/>[^"]*)*"\](:::\w+)?|\w+ --> \w+|classDef [\w :#,-]+))$/,
      );
    }
  });

  it('stands first in a report of a failed mount', () => {
    const failure = explainFailure({ code: 'efs-mount-connectivity', params: {} }, target, closed);
    assert.ok(failure);
    const text = failureToMarkdown(failure, '2026-11-28T12:00:00.000Z', t, 'en', closed);
    assert.ok(text.indexOf('## Path of the mount') < text.indexOf('## Causes'));
    assert.ok(text.indexOf('## Path of the mount') > 0);
  });

  it('stands in the export of another failure only where the network was read', () => {
    const failure = { target, at: '2026-11-28T12:00:00.000Z', code: 'access-denied', message: 'No.' };
    const withoutNetwork = { ...closed, network: undefined };
    for (const setup of [undefined, withoutNetwork]) {
      assert.doesNotMatch(plainFailureToMarkdown(failure, t, 'en', setup), /Path of the mount|\n\n\n/);
    }
    const text = plainFailureToMarkdown(failure, t, 'en', closed);
    assert.ok(text.indexOf('\nNo.\n') < text.indexOf('## Path of the mount'), text);
  });
});
