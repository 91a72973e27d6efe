/**
 * The connection was lost before the answer came: the events may be recorded or not. Appending the same events
 * with the same ids again is safe and tells which.
 */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
  readonly stream: string;

  constructor(stream: string, cause: unknown) {
    super(`whether the append to ${stream} was recorded is unknown`, { cause });
    this.stream = stream;
  }
}

/**
 * True if the connection or the server went away, so that nothing is known about the statement: classes 08
 * (connection) and 57 (shutdown, cancelled by an operator), and what the driver and the network report without
 * a class.
 */
export const isConnectionLost = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(08|57)/.test(code);
};
