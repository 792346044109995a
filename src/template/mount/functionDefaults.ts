/** Megabytes that a function has where it names none. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
export const DEFAULT_MEMORY = 128;

/** Megabytes from which on `AUTO` reads directly from S3. https://docs.aws.amazon.com/lambda/latest/api/API_S3FilesConfig.html */
export const MIN_MEMORY_OF_DIRECT_READS = 512;

/** Seconds that a function has where it names none. https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html */
export const DEFAULT_TIMEOUT = 3;
