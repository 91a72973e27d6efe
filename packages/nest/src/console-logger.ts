import { ConsoleLogger } from '@nestjs/common';
import type { LogLevel } from '@nestjs/common';

/** Logs to the console, in colour on a terminal only. */
export const consoleLogger = (name: string, logLevels?: LogLevel[]): ConsoleLogger =>
  new ConsoleLogger(name, { colors: process.stdout.isTTY === true, ...(logLevels && { logLevels }) });
