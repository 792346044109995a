import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { randomAccessKey, type AccessKey } from './accessKey';
import { CallLog, type Call } from './callLog';
import { demoFunctions } from './demo';
import { demoFileSystems } from './demo/demoFileSystems';
import { demoNetwork } from './demo/demoNetwork';
import { demoMetrics } from './demo/demoMetrics';
import { demoS3FileSystems } from './demo/demoS3FileSystems';
import { Door } from './door';
import { Executions } from './execution/executions';
import { Faults, type Fault } from './faults';
import { createStoredFunction } from './storedFunction';
import { FileSystemStore } from './fileSystemStore';
import { FunctionStore } from './functionStore';
import { LeastOffer } from './leastOffer';
import type { LocalLambdaOptions } from './options';
import { S3FileSystemStore } from './s3FileSystemStore';
import { MetricStore } from './metricStore';
import { LambdaServer } from './server';

export { manyFunctions, plainFunction } from './demo/plainFunctions';
export type { AccessKey } from './accessKey';
export type { Call } from './callLog';
export type { Fault, FaultEffect } from './faults';
export type {
  FileSystemSeed,
  FunctionCode,
  FunctionSeed,
  LocalLambdaOptions,
  NetworkSeed,
  MetricSeed,
  S3FileSystemSeed,
} from './options';

/** A running local endpoint. */
export interface LocalLambda {
  /** E.g. `http://127.0.0.1:9001`. */
  readonly url: string;
  /** What requests have to be signed with. */
  readonly accessKey: AccessKey;
  /** What arrived, oldest first; grows. Only the last 10 000 or more are kept. */
  readonly calls: readonly Call[];
  /** Replaces the faults from now on. */
  setFaults(faults: readonly Fault[]): void;
  /** Ends the server and every process it started, and removes what it unpacked. */
  close(): Promise<void>;
}

/** Starts a Lambda endpoint on loopback. Throws a HumanError where the port is taken. */
export async function startLocalLambda(options: LocalLambdaOptions): Promise<LocalLambda> {
  const store = new FunctionStore();
  const seeds = [...(options.demo ? await demoFunctions(options.distDir) : []), ...(options.functions ?? [])];
  for (const seed of seeds) {
    store.add(createStoredFunction(seed, store));
  }
  const fileSystems = new FileSystemStore();
  for (const seed of [...(options.demo ? demoFileSystems() : []), ...(options.fileSystems ?? [])]) {
    fileSystems.add(seed);
  }
  const s3FileSystems = new S3FileSystemStore([
    ...(options.demo ? demoS3FileSystems() : []),
    ...(options.s3FileSystems ?? []),
  ]);
  const networks = [...(options.demo ? [demoNetwork()] : []), ...(options.networks ?? [])];
  const metrics = new MetricStore([...(options.demo ? demoMetrics() : []), ...(options.metrics ?? [])]);
  const executions = new Executions(path.join(options.distDir, 'local-runtime.js'));
  const leastOffer =
    options.offers === 'extension'
      ? new LeastOffer(await readFile(path.join(options.distDir, 'probe.zip')))
      : undefined;
  const accessKey = options.accessKey ?? randomAccessKey();
  const calls = new CallLog();
  const faults = new Faults(options.faults);
  const server = new LambdaServer(
    new Door(accessKey),
    { store, fileSystems, s3FileSystems, networks, metrics, executions, leastOffer },
    calls,
    faults,
    {
      latencyMs: options.latencyMs ?? 0,
      pendingMs: options.pendingMs ?? 0,
    },
  );
  const url = await server.listen(options.port ?? 0);
  return {
    url,
    accessKey,
    calls: calls.all,
    setFaults: entries => faults.set(entries),
    close: async () => {
      await Promise.all([server.close(), executions.close()]);
    },
  };
}
