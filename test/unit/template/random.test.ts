import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import { severities } from './templates';
import { Random, randomTemplate, type RandomTemplate } from './randomTemplate';

/** Printed, so that a failure can be made again. */
const seed = 20261128;
const count = 100;

type Properties = Record<string, unknown> & { FileSystemConfigs: Record<string, unknown>[] };

/** How a template can be broken, and what is found then. Undefined where this one cannot be. */
const breaks: Readonly<
  Record<string, (properties: Properties, resource: Record<string, unknown>) => boolean>
> = {
  'error invalid-local-mount-path': ({ FileSystemConfigs: [entry] }) =>
    set(entry, 'LocalMountPath', '/efs/a'),
  'error missing-local-mount-path': ({ FileSystemConfigs: [entry] }) => remove(entry, 'LocalMountPath'),
  'error missing-vpc-config': properties => remove(properties, 'VpcConfig'),
  'error invalid-access-point-arn': ({ FileSystemConfigs: [entry] }) => set(entry, 'Arn', 'arn:aws:nothing'),
  'warning missing-depends-on': (_, resource) =>
    JSON.stringify(resource['DependsOn'])?.includes('Target') === true && remove(resource, 'DependsOn'),
  'info short-timeout': properties => set(properties, 'Timeout', 5),
  'error snap-start-with-file-system': properties =>
    set(properties, 'SnapStart', { ApplyOn: 'PublishedVersions' }),
};

function set(target: Record<string, unknown> | undefined, key: string, value: unknown): boolean {
  if (target) {
    target[key] = value;
  }
  return target !== undefined;
}

function remove(target: Record<string, unknown> | undefined, key: string): boolean {
  return target !== undefined && delete target[key];
}

function texts({ template }: RandomTemplate): readonly string[] {
  return [JSON.stringify(template), JSON.stringify(template, undefined, 2), stringify(template)];
}

describe(`random templates (seed ${seed})`, function () {
  this.timeout(120_000);

  before(() => console.log(`\n  Random templates are made with seed ${seed}.`));

  it(`find nothing in ${count} valid ones`, () => {
    for (let n = 0; n < count; n++) {
      const made = randomTemplate(new Random(seed + n));
      for (const text of texts(made)) {
        assert.deepEqual(severities(text), [], `number ${n}\n${text}`);
      }
    }
  });

  it('find exactly what one of them was broken by', () => {
    const seen = new Map<string, number>();
    for (let n = 0; n < count / 2; n++) {
      for (const [expected, breakIt] of Object.entries(breaks)) {
        const made = randomTemplate(new Random(seed + n));
        const [id] = made.complete;
        const resource = made.template.Resources[id ?? ''];
        const properties = resource?.['Properties'] as Properties | undefined;
        if (resource && Array.isArray(properties?.FileSystemConfigs) && breakIt(properties, resource)) {
          const text = stringify(made.template);
          assert.deepEqual(severities(text), [expected], `number ${n}\n${text}`);
          seen.set(expected, (seen.get(expected) ?? 0) + 1);
        }
      }
    }
    for (const expected of Object.keys(breaks)) {
      assert.ok((seen.get(expected) ?? 0) > 10, `${expected} was hardly tried`);
    }
  });
});
