import { own } from '../core/guards';
import { TextLines } from '../core/text/textLines';

/** A place in a file, counted from 0. */
export interface SourcePlace {
  readonly line: number;
  readonly character: number;
}

/** A place that a stack trace names. */
export interface TracePlace extends SourcePlace {
  /** As it is written there: a path or a `file:` URI. Untrusted text. */
  readonly file: string;
}

/** Endings of the files that constructs are written in. */
export const sourceEndings = [
  'ts',
  'tsx',
  'mts',
  'cts',
  'js',
  'mjs',
  'cjs',
  'py',
  'java',
  'cs',
  'go',
] as const;

/** Names that the CDK gives to what a construct is made of: nobody writes them. */
const madeByCdk = /^(?:Resource|Default)$/;

/** The id that was written for the construct of a path such as `Stack/Worker/Resource`; undefined for a stack itself. */
export function writtenId(path: string): string | undefined {
  const [, ...ids] = path.split('/');
  return ids.findLast(id => id !== '' && !madeByCdk.test(id));
}

/** Where a construct with an id is made in a source: `new Worker(this, 'Worker', …)`, in any of the CDK's languages. */
export function placesOfConstruct(text: string, id: string): readonly SourcePlace[] {
  const name = id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const call = new RegExp(
    `\\(\\s*[\\w.$]{1,200}\\s*,\\s*(?:id\\s*[=:]\\s*|jsii\\.String\\(\\s*)?(["'\`])${name}\\1`,
    'g',
  );
  const offsets = [...text.matchAll(call)].map(({ 0: { length }, index }) => index + length - id.length - 1);
  if (offsets.length === 0) {
    return [];
  }
  const lines = new TextLines(text);
  return offsets.map(at => {
    const { line, column } = lines.positionAt(at);
    return { line, character: column };
  });
}

/**
 * Where the CDK noted that a construct was made: the first line of its stack trace in one's own code.
 * @param manifest what `cdk.out/manifest.json` holds, or a file of metadata that it names
 */
export function tracedPlaces(manifest: unknown, path: string): readonly TracePlace[] {
  const traces = [manifest, ...valuesOf(fieldOf(manifest, 'artifacts')).map(one => fieldOf(one, 'metadata'))]
    .flatMap(metadata => valuesOf(fieldOf(metadata, `/${path}`)))
    .flatMap(entry => valuesOf(fieldOf(entry, 'trace')));
  return traces.flatMap(line => {
    const [, file, row, column] =
      (typeof line === 'string' && line.length < 2000 && /([^\s()]+):(\d{1,7}):(\d{1,7})\)?$/.exec(line)) ||
      [];
    return file === undefined || /(?:^|[\\/])node_modules[\\/]|^node:/.test(file)
      ? []
      : [{ file, line: Math.max(0, Number(row) - 1), character: Math.max(0, Number(column) - 1) }];
  });
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? own(value as Readonly<Record<string, unknown>>, name)
    : undefined;
}

function valuesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
