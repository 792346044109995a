import { createHash } from 'node:crypto';
import { hostname } from 'node:os';

/** Tells this machine from others that share a home folder or a state with it. Its name is not to be read from it. */
export function machineId(): string {
  return createHash('sha256').update(`${process.platform}\0${hostname()}`).digest('hex').slice(0, 16);
}
