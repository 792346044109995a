import assert from 'node:assert/strict';
import fs, { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasLeftover, runSteps, type StepWatch } from '../../../src/probe/child';
import { now } from '../../../src/probe/clock';
import type { LambdaContext } from '../../../src/probe/handler';
import type { Step, StepResult } from '../../../src/probe/steps';
import type { ProbeRequest, ProbeResponse } from '../../../src/protocol';
import { StoppedClock, replace, restoreAll } from './inProcess';

/** Does what the mount point of each step says; answers with the step itself. Notes the steps that it is given. */
const CHILD = `
  const fs = require('fs');
  const write = message => fs.writeSync(1, JSON.stringify(message) + '\\n');
  let rest = '';
  process.stdin.on('data', text => {
    rest += text;
    for (let end = rest.indexOf('\\n'); end !== -1; end = rest.indexOf('\\n')) {
      const steps = JSON.parse(rest.slice(0, end));
      rest = rest.slice(end + 1);
      fs.appendFileSync(__dirname + '/given', process.pid + ' ' + JSON.stringify(steps) + '\\n');
      for (const [index, step] of steps.entries()) {
        const does = step.mountPoint;
        if (does === 'never begins') return;
        write({ began: index });
        if (does === 'hangs') return;
        if (does === 'dies') {
          process.stderr.write('x'.repeat(2000) + 'out of memory\\n', () => process.exit(7));
          return;
        }
        if (does === 'in parts') {
          const part = JSON.stringify({ part: { first: 0, count: 1 } });
          fs.writeSync(1, part + '\\t"a"\\t\\t-1');
          fs.writeSync(1, '\\tend\\n' + part + '\\n');
        }
        write({ result: { ...step, outcome: { ok: true, value: step, ms: 1 } } });
      }
    }
  });`;

interface Given {
  readonly pid: number;
  readonly steps: readonly Step[];
}

describe('the probe’s handler and its child', function () {
  this.timeout(60_000);
  let folder: string;
  let execPath: string;
  let handler: (event: unknown, context?: LambdaContext) => Promise<unknown>;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'probe-child-'));
    writeFileSync(path.join(folder, 'child.js'), CHILD);
    const node = path.join(folder, 'node');
    writeFileSync(node, `#!/bin/sh\nexec '${process.execPath}' '${folder}/child.js' "$@"\n`);
    chmodSync(node, 0o755);
    ({ execPath } = process);
    process.execPath = node;
    // It starts its child as soon as it is loaded.
    ({ handler } = await import('../../../src/probe/handler'));
  });
  after(() => {
    process.execPath = execPath;
    given().forEach(({ pid }) => end(pid));
    rmSync(folder, { recursive: true });
  });
  afterEach(restoreAll);

  function end(pid: number): void {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  const given = (): readonly Given[] =>
    readFileSync(path.join(folder, 'given'), 'utf8')
      .trim()
      .split('\n')
      .map(line => ({
        pid: Number(line.slice(0, line.indexOf(' '))),
        steps: JSON.parse(line.slice(line.indexOf(' '))) as readonly Step[],
      }));
  const ask = async (request: Partial<ProbeRequest>, context?: LambdaContext) =>
    (await handler({ probe: 1, want: [], mountPath: '/mnt/none', ...request }, context)) as ProbeResponse;

  describe('runSteps', () => {
    const does = (...what: readonly string[]): readonly Step[] =>
      what.map(mountPoint => ({ kind: 'statfs', mountPoint }));
    const results: StepResult[] = [];
    const parts: (readonly [unknown, ...string[]])[] = [];
    beforeEach(() => {
      results.length = 0;
      parts.length = 0;
    });
    const watch = (changes: Partial<StepWatch> = {}): StepWatch => ({
      startBy: now() + 50_000,
      doneBy: () => now() + 50_000,
      onPart: (part, texts) => parts.push([part, ...texts.map(String)]),
      onResult: result => results.push(result),
      ...changes,
    });

    it('goes on in the child that is there, step by step', async () => {
      const asked: number[] = [];
      const doneBy = (step: number) => {
        asked.push(step);
        return now() + 50_000;
      };
      assert.deepEqual(await runSteps(does('a', 'b'), watch({ doneBy })), { kind: 'finished' });
      assert.deepEqual(await runSteps(does('c'), watch()), { kind: 'finished' });
      assert.deepEqual(asked, [0, 1]);
      assert.deepEqual(
        results.map(result => result.kind === 'statfs' && result.mountPoint),
        ['a', 'b', 'c'],
      );
      const [last, before] = given().toReversed();
      assert.equal(last?.pid, before?.pid);
    });

    it('hands on the texts of a part as they are, in whatever pieces they arrive', async () => {
      await runSteps(does('in parts'), watch());
      assert.deepEqual(parts, [[{ first: 0, count: 1 }, '"a"', '', '-1', 'end'], [{ first: 0, count: 1 }]]);
    });

    it('kills a child that is late with a step, and says how far it came', async () => {
      const late = { doneBy: (step: number) => now() + (step === 1 ? 50 : 50_000) };
      assert.deepEqual(await runSteps(does('a', 'hangs', 'b'), watch(late)), {
        kind: 'hung',
        done: 1,
        began: true,
      });
      assert.equal(results.length, 1);
      assert.equal(hasLeftover(), false);
      const before = given().at(-1)?.pid;
      assert.deepEqual(await runSteps(does('c'), watch()), { kind: 'finished' });
      assert.notEqual(given().at(-1)?.pid, before);
    });

    it('kills a child that never begins', async () => {
      // It is there already, so that only the step is waited for.
      await runSteps(does('a'), watch());
      assert.deepEqual(await runSteps(does('never begins'), watch({ startBy: now() + 50 })), {
        kind: 'hung',
        done: 0,
        began: false,
      });
    });

    it('says how a child died, with the end of what it wrote', async () => {
      const died = await runSteps(does('a', 'dies'), watch());
      assert.ok(died.kind === 'died');
      assert.deepEqual([died.done, died.began], [1, true]);
      const [how = '', words = ''] = died.reason.split(/: /);
      assert.equal(how, 'the child that asks the file system ended with exit code 7');
      assert.match(words, /^x+out of memory$/);
      assert.equal(words.length, 999);
    });

    it('starts another one where the one that waited is gone', async () => {
      await runSteps(does('a'), watch());
      const { pid } = given().at(-1) ?? assert.fail();
      end(pid);
      assert.deepEqual(await runSteps(does('b'), watch()), { kind: 'finished' });
      assert.notEqual(given().at(-1)?.pid, pid);
    });

    it('has one child wait, where two were at work at a time', async () => {
      const ends = await Promise.all([runSteps(does('a'), watch()), runSteps(does('b'), watch())]);
      assert.deepEqual(ends, [{ kind: 'finished' }, { kind: 'finished' }]);
      const both = new Set(
        given()
          .slice(-2)
          .map(({ pid }) => pid),
      );
      assert.equal(both.size, 2);
      await runSteps(does('c'), watch());
      assert.ok(both.has(given().at(-1)?.pid ?? 0));
    });

    it('says why no child can be started', async () => {
      const { execPath: node } = process;
      process.execPath = path.join(folder, 'none');
      try {
        // The one that waits.
        await runSteps(does('dies'), watch());
        const died = await runSteps(does('a'), watch());
        assert.ok(died.kind === 'died');
        assert.deepEqual([died.done, died.began], [0, false]);
        assert.match(died.reason, /ENOENT/);
      } finally {
        process.execPath = node;
      }
    });
  });

  it('is cold once', async () => {
    const coldStart = async () => {
      const { runtime } = (await ask({ want: ['runtime'] })).sections;
      return runtime?.ok && runtime.value.coldStart;
    };
    assert.deepEqual([await coldStart(), await coldStart()], [true, false]);
  });

  it('keeps of the function’s timeout what packing and sending take', async () => {
    new StoppedClock();
    const stopAfter = async (deadlineMs?: number, remaining?: number) => {
      const context = remaining === undefined ? {} : { getRemainingTimeInMillis: () => remaining };
      await ask({ want: ['list'], list: { path: '/mnt' }, deadlineMs }, context);
      const step = given()
        .at(-1)
        ?.steps.find(({ kind }) => kind === 'list');
      assert.ok(step?.kind === 'list');
      return Math.round(step.stopAt - now());
    };
    assert.deepEqual(
      [
        await stopAfter(undefined, 60_000),
        await stopAfter(undefined, 8000),
        await stopAfter(undefined, 4000),
        await stopAfter(),
        await stopAfter(5000, 60_000),
        await stopAfter(60_000, 8000),
      ],
      [57_000, 5000, 2400, 27_000, 4000, 5000],
    );
  });

  it('says how long each section and all of it took', async () => {
    const clock = new StoppedClock();
    const took: Readonly<Record<string, number>> = {
      '/proc/self/mountstats': 3,
      '/proc/self/mountinfo': 5,
      '/proc/self/mounts': 7,
      '/etc/mtab': 11,
    };
    replace(
      fs,
      'readFileSync',
      original =>
        ((...args: Parameters<typeof original>) => {
          clock.advance(took[String(args[0])] ?? 0);
          return original(...args);
        }) as never,
    );
    const { sections, totalMs } = await ask({ want: ['mountstats', 'mountinfo', 'mounts', 'mtab'] });
    const { mountinfo, mounts, mountstats, mtab } = sections;
    assert.deepEqual(
      [mountstats, mountinfo, mounts, mtab].map(section => section?.ms),
      [6, 5, 7, 11],
    );
    assert.equal(totalMs, 29);
  });

  it('costs a section what the kernel does not give', async () => {
    let reads = 0;
    let failing = 1;
    replace(
      fs,
      'readFileSync',
      original =>
        ((...args: Parameters<typeof original>) => {
          const fails =
            args[0] === '/proc/self/mountinfo' ||
            (args[0] === '/proc/self/mountstats' && ++reads === failing);
          if (fails) {
            throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
          }
          return original(...args);
        }) as never,
    );
    const codes = async () => {
      const { mountinfo, mountstats, usage } = (await ask({ want: ['mountinfo', 'mountstats', 'usage'] }))
        .sections;
      return [mountinfo, mountstats, usage].map(section => section?.ok === false && section.error.code);
    };
    assert.deepEqual(await codes(), ['EACCES', 'EACCES', 'EACCES']);
    reads = 0;
    failing = 2;
    assert.deepEqual(await codes(), ['EACCES', 'EACCES', 'EACCES']);
    reads = 0;
    failing = 3;
    assert.deepEqual(await codes(), ['EACCES', false, 'EACCES']);
  });

  it('knows the mount that the local endpoint simulates, and no other', async () => {
    const list = { path: os.tmpdir() };
    const asked = { want: ['list'] as const, mountPath: os.tmpdir(), list };
    assert.equal((await ask(asked)).sections.list?.ok, false);
    assert.equal((await ask(asked, { simulatedMountPath: os.tmpdir() })).sections.list?.ok, true);
  });

  it('says of a section that it does not know it', async () => {
    const { sections } = await ask({ want: ['runtime', 'newer' as 'list'] });
    assert.deepEqual((sections as Readonly<Record<string, unknown>>)['newer'], {
      ok: false,
      error: { code: 'UNSUPPORTED', message: 'this probe does not know this section' },
      ms: 0,
    });
  });
});
