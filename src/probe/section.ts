import { getSystemErrorMap } from 'node:util';
import { now, since } from './clock';
import type { Result, SectionError } from '../protocol';

/** A section that has no part of its value where it failed. */
export type Outcome<T> = Result<T, { readonly error: SectionError }> & { readonly ms: number };

/** Does one thing and says how it went and how long it took. Never throws. */
export function measure<T>(work: () => T): Outcome<T> {
  const start = now();
  try {
    return { ok: true, value: work(), ms: since(start) };
  } catch (error) {
    return { ok: false, error: sectionError(error), ms: since(start) };
  }
}

/** A failure that no system call reported. */
export class ProbeError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** errno name and the kernel's words for it, without the path, which Node would spell in its own way. */
export function sectionError(error: unknown): SectionError {
  const { code, errno, message } = error as NodeJS.ErrnoException;
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno);
  return known ? { code: known[0], message: known[1] } : { code: code ?? 'UNKNOWN', message };
}
