/** Where services write what a person may want to look up later. `vscode.LogOutputChannel` fits it. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(error: string | Error): void;
}
