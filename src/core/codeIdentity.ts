import type { LambdaFunction } from './lambdaFunction';

/**
 * What of a function decides what an Invoke runs, as one text to compare: its code, and what chooses the code's entry.
 * Lambda's hash is of the zip alone, so layers count, too; an image's command can change without its hash, so all that
 * is known there is when it was changed last.
 */
export function codeIdentity({
  codeSha256,
  handler,
  lastModified,
  layers = [],
  packageType,
  runtime,
}: LambdaFunction): string {
  const isHashed = packageType === 'Zip' && codeSha256 !== undefined;
  return JSON.stringify([packageType, runtime, handler, codeSha256, layers, isHashed ? null : lastModified]);
}
