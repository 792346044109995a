import assert from 'node:assert/strict';
import type { Profiler } from 'node:inspector';
import { startTable, stepsOf } from '../../bench/startProfile';

const hostFile = 'file:///out/vs/workbench/api/node/extensionHostProcess.js';
const ourFile = 'file:///extensions/efs-mount-inspector/dist/extension.js';

/** One stack of frames after another, each looked at once: the time until the next look is its own. */
function profileOf(...stacks: readonly (readonly [ms: number, ...frames: [name: string, url: string][]])[]) {
  const nodes: Profiler.ProfileNode[] = [];
  const frame = (functionName: string, url: string, children?: number[]) => {
    const callFrame = { functionName, url, scriptId: '1', lineNumber: 1, columnNumber: 1 };
    return nodes.push({ id: nodes.length + 1, callFrame, children });
  };
  const samples = stacks.map(([, ...frames]) => {
    let child: number | undefined;
    let leaf: number | undefined;
    for (const [name, url] of frames.toReversed()) {
      child = frame(name, url, child === undefined ? undefined : [child]);
      leaf ??= child;
    }
    return leaf ?? assert.fail();
  });
  const timeDeltas = [0, ...stacks.map(([ms]) => ms * 1000)];
  return { nodes, samples, timeDeltas, startTime: 0, endTime: 1 };
}

describe('the profile of a start', () => {
  const load: [string, string] = ['_doLoadModule', hostFile];
  const call: [string, string] = ['_callActivateOptional', hostFile];
  const ours: [string, string] = ['', ourFile];
  const profile = profileOf(
    [4, load, ['readFileSync', 'node:fs']],
    [3, load, ['wrapSafe', 'node:internal/modules/cjs/loader']],
    [2, load, ours],
    [1, load, ours, ['require', 'node:internal'], ['load', hostFile], ['findSubstr', hostFile]],
    [5, call, ours, ['registerCommand', hostFile], ['send', hostFile]],
    [6, call, ours, ['registerCommand', hostFile]],
    [7, call, ours],
    [100, call, ['activate', 'file:///extensions/another/index.js']],
    [100, ['(idle)', '']],
  );

  it('says what took how long, of what VS Code counts', () => {
    assert.deepEqual(Object.fromEntries(stepsOf(profile)), {
      'loading: Node.js and VS Code find and read the file': 4,
      'loading: V8 compiles the file': 3,
      'loading: the beginnings of our modules': 2,
      'loading: VS Code makes the API for the extension': 1,
      '`activate()`: VS Code’s `registerCommand`': 11,
      '`activate()`: our own code': 7,
    });
  });

  it('is a table of means, the most first, without what is next to nothing', () => {
    const one = profileOf([0.01, load, ours], [9, call, ours]);
    const other = profileOf([6, load, ['wrapSafe', 'node:internal/modules/cjs/loader']], [1, call, ours]);
    assert.deepEqual(startTable([one, other]).split('\n').slice(2), [
      '| `activate()`: our own code | 5.0 |',
      '| loading: V8 compiles the file | 3.0 |',
    ]);
  });
});
