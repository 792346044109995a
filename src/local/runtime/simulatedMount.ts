/**
 * Environment variable that tells the runtime loop of a function's local mount path. The loop hands it on in the
 * context of each event, so that the probe takes what is there for the function's file system.
 */
export const SIMULATED_MOUNT_PATH = 'EFS_MOUNT_INSPECTOR_SIMULATED_MOUNT_PATH';
