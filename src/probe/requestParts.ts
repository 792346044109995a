import { textUpTo } from '../core/guards';
import { encodeText } from '../core/text/byteText';
import { PROBE_PROTOCOL, type ProbeRefusal } from '../protocol';

/** The kernel's PATH_MAX, in bytes with the final NUL. */
export const PATH_MAX = 4096;

export const ABSOLUTE_PATH = `an absolute path of less than ${PATH_MAX} bytes without NUL`;

const isShortEnough = textUpTo(PATH_MAX);

export function isAbsolutePath(value: unknown): value is string {
  return (
    isShortEnough(value) &&
    value.startsWith('/') &&
    !value.includes('\0') &&
    encodeText(value).length < PATH_MAX
  );
}

export function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

export function refuse(code: 'PROTOCOL' | 'REQUEST', message: string): ProbeRefusal {
  return { probe: PROBE_PROTOCOL, refused: { code, message } };
}
