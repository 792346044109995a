import assert from 'node:assert/strict';
import { JsonMeter, parseMeteredJson, type JsonBounds } from '../../../../src/core/text/jsonMeter';

const encode = (text: string) => new TextEncoder().encode(text);
const few: JsonBounds = { values: 6, containers: 3, names: 2 };

describe('JSON that is counted before it is parsed', () => {
  it('may hold so many values, arrays, objects and names, and not one more', () => {
    for (const [within, beyond] of [
      ['[1,2,3,4]', '[1,2,3,4,5,6]'],
      ['[[[]]]', '[[[[]]]]'],
      ['{"a":1,"b":2}', '{"a":1,"b":2,"c":3}'],
    ] as const) {
      assert.deepEqual(parseMeteredJson(encode(within), few), JSON.parse(within));
      assert.throws(() => parseMeteredJson(encode(beyond), few), RangeError, beyond);
    }
  });

  it('is not more for what is in its texts, wherever it is cut', () => {
    const texts = ['[,:{"', '\\', '\\"[[[[', 'é[[[[', '\u2028'];
    const json = encode(JSON.stringify(texts));
    for (let cut = 0; cut <= json.length; cut++) {
      const meter = new JsonMeter({ values: 6, containers: 1, names: 0 });
      assert.ok(meter.add(json.subarray(0, cut)) && meter.add(json.subarray(cut)), String(cut));
    }
  });

  it('says what is no JSON', () => {
    for (const text of ['', '{', '"', ']', 'x'.repeat(100)]) {
      assert.throws(() => parseMeteredJson(encode(text)), SyntaxError, text);
    }
  });
});
