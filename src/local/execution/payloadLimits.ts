/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_REQUEST_BYTES = 6 * 1024 * 1024;
export const MAX_EVENT_BYTES = 1024 * 1024;
/** The service lets an answer be 100 bytes longer than a request. */
export const MAX_RESPONSE_BYTES = MAX_REQUEST_BYTES + 100;
