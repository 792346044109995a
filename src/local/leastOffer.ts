import { queryOperations, type OperationName } from './route';
import { ServiceError } from './serviceError';

const needed: ReadonlySet<OperationName> = new Set<OperationName>([
  'ListFunctions',
  'GetFunctionConfiguration',
  'Invoke',
  'CreateFunction',
  'DeleteFunction',
  'ListTags',
  'DescribeAccessPoints',
  'DescribeFileSystemPolicy',
  'DescribeFileSystems',
  'DescribeMountTargets',
  'DescribeMountTargetSecurityGroups',
  'GetAccessPoint',
  'GetFileSystem',
  'GetFileSystemPolicy',
  'GetMountTarget',
  'GetSynchronizationConfiguration',
  'ListMountTargets',
  ...queryOperations,
]);

/**
 * What the endpoint does inside the extension: no more than the extension asks for, and of code that comes through the
 * API only the shipped probe runs, as the extension would have it run.
 */
export class LeastOffer {
  readonly #probeZip: Uint8Array;

  constructor(probeZip: Uint8Array) {
    this.#probeZip = probeZip;
  }

  /** @throws ServiceError */
  checkOperation(operation: OperationName): void {
    if (!needed.has(operation)) {
      throw refusal(`The demo does not offer ${operation}.`);
    }
  }

  /**
   * A variable such as NODE_OPTIONS, a layer or another handler would make something else of the probe.
   * @throws ServiceError
   */
  checkCreation(configuration: Readonly<Record<string, unknown>>, zip: Uint8Array | undefined): void {
    const { Environment, Handler, Layers, Runtime } = configuration;
    const isProbe =
      zip !== undefined &&
      Buffer.compare(zip, this.#probeZip) === 0 &&
      /^nodejs\d+\.x$/.test(String(Runtime)) &&
      Handler === 'index.handler' &&
      Environment === undefined &&
      Layers === undefined;
    if (!isProbe) {
      throw refusal('The demo creates no function but temporary probes of the extension.');
    }
  }
}

function refusal(message: string): ServiceError {
  return new ServiceError('AccessDeniedException', message);
}
