import { ConsoleLogger } from '@nestjs/common';
import type { LogLevel } from '@nestjs/common';
import { redact } from './redact.js';

/** What it writes has no secrets in it, whoever said them. */
class RedactingLogger extends ConsoleLogger {
  protected override formatMessage(...parts: Parameters<ConsoleLogger['formatMessage']>): string {
    return redact(super.formatMessage(...parts));
  }

  protected override printStackTrace(stack: string): void {
    super.printStackTrace(stack && redact(stack));
  }
}

/** Logs to the console, in colour on a terminal only, without secrets. */
export const consoleLogger = (name: string, logLevels?: LogLevel[]): ConsoleLogger =>
  new RedactingLogger(name, { colors: process.stdout.isTTY === true, ...(logLevels && { logLevels }) });
