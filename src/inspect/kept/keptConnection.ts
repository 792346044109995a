import type { Connection } from '../../aws/connection';
import { isFlag, isNumber, isText, oneOf, optional, shape } from '../../core/guards';

const maybeText = optional(isText);

const hasConnectionFields = shape({
  id: isText,
  kind: oneOf('aws', 'demo'),
  profile: maybeText,
  region: isText,
  endpoint: maybeText,
  endpoints: optional(shape({ efs: maybeText, s3files: maybeText, ec2: maybeText, cloudwatch: maybeText })),
  client: optional(
    shape({
      fips: optional(isFlag),
      dualstack: optional(isFlag),
      retryMode: optional(oneOf('standard', 'adaptive')),
      maxAttempts: optional(isNumber),
      caBundle: maybeText,
    }),
  ),
});

/** Whether a stored value is a connection: anybody may have changed it since it was kept. */
export function isConnection(value: unknown): value is Connection {
  return hasConnectionFields(value);
}
