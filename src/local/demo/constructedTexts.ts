import reservedPortMountinfo from './recordedMounts/reserved-port/mountinfo.txt';
import reservedPortMounts from './recordedMounts/reserved-port/mounts.txt';
import reservedPortAfter from './recordedMounts/reserved-port/mountstats-after.txt';
import reservedPortBefore from './recordedMounts/reserved-port/mountstats-before.txt';
import s3FilesMountinfo from './constructed/s3-files/mountinfo.txt';
import s3FilesMounts from './constructed/s3-files/mounts.txt';
import s3FilesAfter from './constructed/s3-files/mountstats-after.txt';
import s3FilesBefore from './constructed/s3-files/mountstats-before.txt';
import sandboxMountinfo from './constructed/sandbox/mountinfo.txt';
import sandboxMounts from './constructed/sandbox/mounts.txt';
import sandboxMountstats from './constructed/sandbox/mountstats.txt';
import smallTransferMountinfo from './recordedMounts/small-transfer/mountinfo.txt';
import smallTransferMounts from './recordedMounts/small-transfer/mounts.txt';
import smallTransferAfter from './recordedMounts/small-transfer/mountstats-after.txt';
import smallTransferBefore from './recordedMounts/small-transfer/mountstats-before.txt';
import softMountMountinfo from './recordedMounts/soft-mount/mountinfo.txt';
import softMountMounts from './recordedMounts/soft-mount/mounts.txt';
import softMountAfter from './recordedMounts/soft-mount/mountstats-after.txt';
import softMountBefore from './recordedMounts/soft-mount/mountstats-before.txt';
import unresponsiveMountinfo from './recordedMounts/unresponsive/mountinfo.txt';
import unresponsiveMounts from './recordedMounts/unresponsive/mounts.txt';
import unresponsiveAfter from './recordedMounts/unresponsive/mountstats-after.txt';
import unresponsiveBefore from './recordedMounts/unresponsive/mountstats-before.txt';

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

/**
 * What a function would see whose file system was mounted so. The sandbox is invented, and so is S3 Files, each in the
 * kernel's format; the other mounts were recorded from Linux's own client, with a server that is not EFS (see the README
 * beside them).
 */
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
