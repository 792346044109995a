import { createStoredFunction } from '../storedFunction';
import type { FunctionCode, SeedConfiguration } from '../options';
import { json } from '../reply';
import { ServiceError } from '../serviceError';
import { readJson } from './jsonBody';
import type { Operation } from './operation';
import { checkConfiguration, checkZip } from './validation';

const creating = {
  State: 'Pending',
  StateReason: 'The function is being created.',
  StateReasonCode: 'Creating',
} as const;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction: Operation = (request, { store, leastOffer }) => {
  const { Code, ...configuration } = readJson(request.body) as Readonly<Record<string, unknown>> & {
    readonly Code?: { readonly ZipFile?: unknown; readonly ImageUri?: unknown };
  };
  checkConfiguration(configuration);
  const code = readCode(Code ?? {}, configuration.PackageType === 'Image');
  leastOffer?.checkCreation(configuration, code.kind === 'image' ? undefined : code.zip);
  const seed = {
    region: request.region,
    configuration: configuration as unknown as SeedConfiguration,
    code,
  };
  const stored = createStoredFunction(seed, store);
  store.add(stored);
  stored.prepare(creating, request.creation);
  return json(201, { ...stored.configuration, ...creating });
};

function readCode(
  { ZipFile, ImageUri }: { readonly ZipFile?: unknown; readonly ImageUri?: unknown },
  image: boolean,
): FunctionCode {
  if (image && typeof ImageUri === 'string') {
    return { kind: 'image', uri: ImageUri };
  }
  if (image || typeof ZipFile !== 'string') {
    throw new ServiceError(
      'InvalidParameterValueException',
      image
        ? 'Please provide ImageUri when creating a function with packageType Image.'
        : 'Please provide a source for function code. The local endpoint takes a ZipFile.',
    );
  }
  const zip = Buffer.from(ZipFile, 'base64');
  checkZip(zip);
  return { kind: 'zip', zip };
}
