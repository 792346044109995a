import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Printed {
  readonly url: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What it prints for other programs, which has to be the same for each shell. */
export async function printedBy(child: ChildProcess): Promise<Printed> {
  let url = '';
  const values = new Map<string, Set<string>>();
  for await (const line of createInterface({ input: child.stdout ?? assert.fail() })) {
    url = /http:\/\/127\.0\.0\.1:\d+$/.exec(line)?.[0] ?? url;
    const [, name = '', value = ''] = /^ {2}(?:export |\$env:)(\w+)(?:=| = ')(\w+)'?$/.exec(line) ?? [];
    values.set(name, (values.get(name) ?? new Set()).add(value));
    if (line.startsWith('End it')) {
      const one = (variable: string) => {
        const [only, ...others] = values.get(variable) ?? [];
        assert.deepEqual(others, []);
        return only ?? assert.fail(`${variable} was not printed`);
      };
      return {
        url,
        credentials: { accessKeyId: one('AWS_ACCESS_KEY_ID'), secretAccessKey: one('AWS_SECRET_ACCESS_KEY') },
      };
    }
  }
  throw new Error('It ended without printing its URL.');
}
