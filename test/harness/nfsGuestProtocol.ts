/** Where the guest of the NFS tests is reached, and how it answers. */

/** The guest's address in QEMU's user network. */
export const guestAddress = '10.0.2.15';
export const controlPort = 9001;
/** The port in Lambda's own mounts, as recorded in 2022. */
export const forwarderPort = 20252;
export const nfsPort = 2049;
export const guestFunction = 'nfs-guest';

export interface CommandResult {
  /** Null where the time limit ended it. */
  readonly status: number | null;
  /** Base64. */
  readonly output: string;
  readonly errors: string;
}
