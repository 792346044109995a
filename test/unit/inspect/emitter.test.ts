import assert from 'node:assert/strict';

import { Emitter } from '../../../src/inspect/emitter';

describe('Emitter', () => {
  it('tells each listener as often as it subscribed, until disposed', () => {
    const emitter = new Emitter<string>();
    const heard: string[] = [];
    const listen = (value: string) => void heard.push(value);
    const first = emitter.event(listen);
    emitter.event(listen);
    emitter.fire('a');
    first.dispose();
    emitter.fire('b');
    emitter.dispose();
    emitter.fire('c');
    assert.deepEqual(heard, ['a', 'a', 'b']);
  });

  it('tells everybody even when a listener subscribes or leaves meanwhile', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.event(() => {
      heard.push('first');
      first.dispose();
      emitter.event(() => heard.push('late'));
    });
    emitter.event(() => heard.push('second'));
    emitter.fire(1);
    assert.deepEqual(heard, ['first', 'second']);
  });
});
