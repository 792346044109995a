import { encodeText } from '../core/text/byteText';
import { PROBE_PROTOCOL, type ProbeRefusal } from '../protocol';

/** The kernel's PATH_MAX, in bytes with the final NUL. */
export const PATH_MAX = 4096;

export const ABSOLUTE_PATH = `an absolute path of less than ${PATH_MAX} bytes without NUL`;

export function isAbsolutePath(value: unknown): value is string {
  return (
    isTextUpTo(value, PATH_MAX) &&
    value.startsWith('/') &&
    !value.includes('\0') &&
    encodeText(value).length < PATH_MAX
  );
}

export function isTextUpTo(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.length <= length;
}

export function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

export function refuse(code: 'PROTOCOL' | 'REQUEST', message: string): ProbeRefusal {
  return { probe: PROBE_PROTOCOL, refused: { code, message } };
}
