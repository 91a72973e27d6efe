/**
 * True if the connection or the server went away, so that nothing is known about the statement: classes 08
 * (connection) and 57 (shutdown, cancelled by an operator), and what the driver and the network report without
 * a class.
 */
export const isConnectionLost = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(08|57)/.test(code);
};
