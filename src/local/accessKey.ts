import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a caller of the endpoint signs its requests with. The secret never travels. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A key of 160 bits that nobody can guess, good for one start of the endpoint. Needs no quotes in any shell. */
export function randomAccessKey(): AccessKey {
  return {
    // Not AKIA…, which would look like a key of AWS to those who search for leaked ones.
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
  };
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
