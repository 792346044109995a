import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import {
  columnLayout,
  linesOf,
  listLayout,
  type PathLayout,
} from '../../../../media/report/parts/mountPathLayout';
import { createTranslate } from '../../../../src/core/translate';
import { describePath, type PathStep } from '../../../../src/core/words/mountPathWords';
import { setupWith, target } from '../../core/failure/networkWorld';

const japanese = createTranslate(
  JSON.parse(readFileSync(path.resolve('l10n/bundle.l10n.ja.json'), 'utf8')) as Record<string, string>,
);
const english = createTranslate({});

/** Ids as long as AWS's, and more groups than fit. */
const realistic = {
  ...target,
  name: 'a-function-whose-name-is-as-long-as-lambda-lets-it-be-0123456789',
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  securityGroupIds: ['sg-0123456789abcdef0', 'sg-0123456789abcdef1', 'sg-0123456789abcdef2'],
};

describe('the drawing of a mount’s path', () => {
  for (const [language, t] of Object.entries({ english, japanese })) {
    for (const [name, layoutOf] of Object.entries({ columnLayout, listLayout })) {
      const steps = describePath(realistic, setupWith(), t);
      const layout = layoutOf(steps);

      it(`has room for what is written into each part: ${name}, ${language}`, () => {
        for (const step of steps) {
          const place = placeOf(layout, step);
          const lines = linesOf(step, place);
          assert.ok(
            (lines.length + 1) * 15 < place.height,
            `${step.title}: ${lines.length} lines and a state`,
          );
          assert.equal(
            lines
              .map(({ kind, text }) => (kind === 'title' ? text : ''))
              .join('')
              .replace(/\s/g, ''),
            step.title.replace(/\s/g, ''),
          );
          for (const { kind, text } of lines) {
            // As wide as DejaVu Sans Bold and DejaVu Sans Mono are, at the sizes of the style sheet.
            const [narrow, wide] = kind === 'title' ? [6.8, 11.5] : [6.3, 10.5];
            const width = Array.from(text).reduce((sum, each) => sum + (each > '\u2e80' ? wide : narrow), 0);
            assert.ok(width <= place.width - 8, `${text}: ${width} in ${place.width}`);
          }
        }
      });

      it(`puts no part over another: ${name}, ${language}`, () => {
        const places = steps.map(step => placeOf(layout, step));
        for (const [index, a] of places.entries()) {
          assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= layout.width && a.y + a.height <= layout.height);
          for (const b of places.slice(index + 1)) {
            const isApart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            assert.ok(isApart);
          }
        }
      });
    }
  }

  it('shows whole ids of AWS where they fit, and both ends of what does not', () => {
    const steps = describePath(realistic, setupWith(), english);
    const layout = columnLayout(steps);
    const written = (id: string) => {
      const step = steps.find(each => each.id === id) as PathStep;
      return linesOf(step, placeOf(layout, step)).flatMap(({ kind, text }) =>
        kind === 'names' ? [text] : [],
      );
    };
    assert.deepEqual(written('subnet0'), ['subnet-0123456789abcdef0']);
    const [first = ''] = written('function');
    assert.match(first, /^a-function.*….*0123456789$/);
    assert.match(written('outbound').join(' '), /^sg-0123456789…?.*…?.*abcdef2$/);
  });
});

function placeOf(layout: PathLayout, { id }: PathStep) {
  const place = layout.places.get(id);
  assert.ok(place);
  return place;
}
