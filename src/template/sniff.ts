/**
 * Tells most texts from templates with a function that mounts a file system, without parsing them. Needs nothing of the
 * chunk that this room becomes, so that the chunk is loaded only where it has something to do.
 */
export function mayMountFileSystem(text: string): boolean {
  return text.includes('FileSystemConfigs') && /AWS::(?:Serverless|Lambda)::Function/.test(text);
}
