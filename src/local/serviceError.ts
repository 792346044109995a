import { own } from '../core/guards';
/** HTTP status of each error of the API model that the endpoint raises by itself or is told to inject. */
const statusByName: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  AccessPointNotFound: 404,
  BadRequest: 400,
  CodeStorageExceededException: 400,
  EC2AccessDeniedException: 502,
  EC2ThrottledException: 502,
  EC2UnexpectedException: 502,
  EFSIOException: 410,
  EFSMountConnectivityException: 408,
  EFSMountFailureException: 403,
  EFSMountTimeoutException: 408,
  ENILimitReachedException: 502,
  ENINotReadyException: 502,
  ExpiredTokenException: 403,
  FileSystemNotFound: 404,
  IncompleteSignatureException: 400,
  'InvalidDhcpOptionID.NotFound': 400,
  'InvalidGroup.NotFound': 400,
  'InvalidNetworkAclID.NotFound': 400,
  'InvalidRouteTableID.NotFound': 400,
  'InvalidSubnetID.NotFound': 400,
  'InvalidVpcID.NotFound': 400,
  InvalidAction: 400,
  InvalidParameterValue: 400,
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  InvalidSignatureException: 403,
  InvalidRuntimeException: 502,
  InvalidSecurityGroupIDException: 502,
  InvalidSubnetIDException: 502,
  InvalidZipFileException: 502,
  KMSAccessDeniedException: 502,
  MissingAuthenticationTokenException: 403,
  MountTargetNotFound: 404,
  PolicyNotFound: 404,
  RequestEntityTooLargeException: 413,
  RequestTooLargeException: 413,
  ResourceConflictException: 409,
  ResourceNotFoundException: 404,
  ResourceNotReadyException: 502,
  S3FilesMountConnectivityException: 408,
  S3FilesMountFailureException: 403,
  S3FilesMountTimeoutException: 408,
  ServiceException: 500,
  SnapStartException: 400,
  SnapStartNotReadyException: 409,
  SnapStartTimeoutException: 408,
  SubnetIPAddressLimitReachedException: 502,
  RequestLimitExceeded: 503,
  TooManyRequestsException: 429,
  UnauthorizedOperation: 403,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
  UnsupportedMediaTypeException: 415,
  ValidationException: 400,
};

/** The API spells the key of the text `Message`, except in these. */
const lowerCaseMessage = new Set([
  'AccessDeniedException',
  'CodeStorageExceededException',
  'InvalidParameterValueException',
  'InvalidRequestContentException',
  'RequestTooLargeException',
  'ResourceConflictException',
  'ResourceNotReadyException',
  'TooManyRequestsException',
  'UnsupportedMediaTypeException',
  'ValidationException',
]);

export interface ServiceErrorDetails {
  /** Instead of the model's HTTP status. */
  readonly status?: number;
  /** More members of the body, e.g. `Reason`. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error the API answers with, in the shape of https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html */
export class ServiceError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(name: string, message: string, details: ServiceErrorDetails = {}) {
    super(message);
    this.name = name;
    this.status = details.status ?? own(statusByName, name) ?? 500;
    this.headers = { 'x-amzn-errortype': name, ...details.headers };
    this.#members = details.members ?? {};
  }

  body(): Record<string, unknown> {
    return {
      Type: this.status < 500 ? 'User' : 'Service',
      [lowerCaseMessage.has(this.name) ? 'message' : 'Message']: this.message,
      ...this.#members,
    };
  }
}
