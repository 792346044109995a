import { CloudWatchApi } from './cloudWatchApi';
import type { Connection } from './connection';
import { Ec2Api } from './ec2Api';
import { EfsApi } from './efsApi';
import { LambdaApi, type LambdaApiOptions } from './lambdaApi';
import { LambdaCaller } from './lambdaCaller';
import { S3FilesApi } from './s3FilesApi';
import { TokenBucket } from './transport/tokenBucket';

/** What one connection is asked: every service with the same credentials. */
export class AwsApi {
  readonly connection: Connection;
  readonly lambda: LambdaApi;
  readonly efs: EfsApi;
  readonly s3files: S3FilesApi;
  readonly ec2: Ec2Api;
  readonly cloudWatch: CloudWatchApi;
  readonly #caller: LambdaCaller;

  constructor(connection: Connection, options: LambdaApiOptions) {
    const caller = new LambdaCaller(connection, options);
    this.connection = connection;
    this.lambda = new LambdaApi(caller, options);
    const reading = { bucket: caller.bucket, credentials: () => caller.credentials(), log: options.log };
    this.efs = new EfsApi(connection, reading);
    this.s3files = new S3FilesApi(connection, reading);
    // Of the rate of EC2's API, Lambda's takes nothing.
    const bucket = new TokenBucket(EC2_REQUESTS_PER_SECOND, EC2_REQUESTS_PER_SECOND);
    this.ec2 = new Ec2Api(connection, { ...reading, bucket });
    this.cloudWatch = new CloudWatchApi(connection, reading);
    this.#caller = caller;
  }

  dispose(): void {
    this.efs.dispose();
    this.s3files.dispose();
    this.ec2.dispose();
    this.cloudWatch.dispose();
    this.#caller.dispose();
  }
}

/** Well below what EC2 takes of calls that describe. https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html */
const EC2_REQUESTS_PER_SECOND = 10;

/** One {@link AwsApi} for each connection, so that its credentials and its rate are shared. */
export class AwsApis {
  readonly #options: LambdaApiOptions;
  readonly #byConnection = new Map<string, AwsApi>();

  constructor(options: LambdaApiOptions) {
    this.#options = options;
  }

  for(connection: Connection): AwsApi {
    const known = this.#byConnection.get(connection.id);
    // The demo keeps its id when it comes back on another port.
    if (
      known?.connection.endpoint === connection.endpoint &&
      JSON.stringify(known?.connection.endpoints) === JSON.stringify(connection.endpoints) &&
      known
    ) {
      return known;
    }
    known?.dispose();
    const api = new AwsApi(connection, this.#options);
    this.#byConnection.set(connection.id, api);
    return api;
  }

  /**
   * Forgets credentials: files of `~/.aws` have changed, or the user chose another profile. Calls under way end by
   * themselves, for an Invoke that is broken off cannot be repeated.
   */
  reset(): void {
    this.#byConnection.clear();
  }

  dispose(): void {
    for (const api of this.#byConnection.values()) {
      api.dispose();
    }
    this.reset();
  }
}
