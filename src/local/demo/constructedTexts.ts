import reservedPortMountinfo from './constructed/reserved-port/mountinfo.txt';
import reservedPortMounts from './constructed/reserved-port/mounts.txt';
import reservedPortAfter from './constructed/reserved-port/mountstats-after.txt';
import reservedPortBefore from './constructed/reserved-port/mountstats-before.txt';
import s3FilesMountinfo from './constructed/s3-files/mountinfo.txt';
import s3FilesMounts from './constructed/s3-files/mounts.txt';
import s3FilesAfter from './constructed/s3-files/mountstats-after.txt';
import s3FilesBefore from './constructed/s3-files/mountstats-before.txt';
import sandboxMountinfo from './constructed/sandbox/mountinfo.txt';
import sandboxMounts from './constructed/sandbox/mounts.txt';
import sandboxMountstats from './constructed/sandbox/mountstats.txt';
import smallTransferMountinfo from './constructed/small-transfer/mountinfo.txt';
import smallTransferMounts from './constructed/small-transfer/mounts.txt';
import smallTransferAfter from './constructed/small-transfer/mountstats-after.txt';
import smallTransferBefore from './constructed/small-transfer/mountstats-before.txt';
import softMountMountinfo from './constructed/soft-mount/mountinfo.txt';
import softMountMounts from './constructed/soft-mount/mounts.txt';
import softMountAfter from './constructed/soft-mount/mountstats-after.txt';
import softMountBefore from './constructed/soft-mount/mountstats-before.txt';
import unresponsiveMountinfo from './constructed/unresponsive/mountinfo.txt';
import unresponsiveMounts from './constructed/unresponsive/mounts.txt';
import unresponsiveAfter from './constructed/unresponsive/mountstats-after.txt';
import unresponsiveBefore from './constructed/unresponsive/mountstats-before.txt';

/** Texts of the kernel as the probe reads them. */
export interface KernelTexts {
  readonly mounts: string;
  readonly mountinfo: string;
  readonly mountstats: { readonly before: string; readonly after: string };
}

/** What the kernel says of one NFS mount, after what it says of the sandbox's own mounts. */
function inSandbox(mounts: string, mountinfo: string, before: string, after: string): KernelTexts {
  return {
    mounts: sandboxMounts + mounts,
    mountinfo: sandboxMountinfo + mountinfo,
    mountstats: { before: sandboxMountstats + before, after: sandboxMountstats + after },
  };
}

/** Invented, in the kernel's format: what a function would see whose file system was mounted so. */
export const constructedTexts = {
  softMount: inSandbox(softMountMounts, softMountMountinfo, softMountBefore, softMountAfter),
  smallTransfer: inSandbox(
    smallTransferMounts,
    smallTransferMountinfo,
    smallTransferBefore,
    smallTransferAfter,
  ),
  reservedPort: inSandbox(reservedPortMounts, reservedPortMountinfo, reservedPortBefore, reservedPortAfter),
  s3Files: inSandbox(s3FilesMounts, s3FilesMountinfo, s3FilesBefore, s3FilesAfter),
  unresponsive: inSandbox(unresponsiveMounts, unresponsiveMountinfo, unresponsiveBefore, unresponsiveAfter),
} as const;
