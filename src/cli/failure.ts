import { CommanderError } from 'commander';
import { MemoryRefused } from '../kernel/memory.js';
import { Invalid } from '../data/invalid.js';
import { printable } from '../data/printable.js';
import { limitOf } from '../run/limits.js';
import { RunFailure } from '../run/scheduler.js';
import { FileFailure } from '../store/files.js';
import { NewerFrame } from '../store/frame.js';
import { HeldDirectory } from '../store/holder.js';
import { UnfitDirectory } from '../store/run-directory.js';
import { StudyError } from '../study/problem.js';

/** What the program returns to its caller. */
const exitStatus = { done: 0, failed: 1, refused: 2, interrupted: 130 } as const;

/** A request of the user's that cannot be met: reported in one line, without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(name: string, rule: string, value: string) {
    super(`invalid ${name}; ${rule}: ${printable(value)}`);
  }
}

/** An error as its user should see it, and the exit status that it deserves. */
export function told(error: unknown): { readonly text: string; readonly status: number } {
  if (error instanceof CommanderError) return usage(error);
  const limit = limitOf(error);
  if (limit !== null) return { text: limit, status: exitStatus.failed };
  const refusals = [StudyError, Refusal, Invalid, UnfitDirectory];
  if (refusals.some((kind) => error instanceof kind)) {
    return { text: (error as Error).message, status: exitStatus.refused };
  }
  const failures = [HeldDirectory, FileFailure, RunFailure, NewerFrame, MemoryRefused];
  if (failures.some((kind) => error instanceof kind)) {
    return { text: (error as Error).message, status: exitStatus.failed };
  }
  if (isSystemError(error)) {
    const failure = new FileFailure('must be possible to write', error.path, error);
    return { text: failure.message, status: exitStatus.failed };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { text: `A fault of falloff itself, please report it.\n${text}`, status: exitStatus.failed };
}

/** Whether a file of a report or an export could not be written, for a reason of the disk's. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly path: string } {
  return error instanceof Error && 'syscall' in error && 'path' in error && typeof error.path === 'string';
}

/**
 * Help and version are no failures; of the rest the message is put into the one grammar of errors. Commander's code says what is wrong;
 * the words in question stand in its message alone, in quotation marks, and its suggestions in parentheses.
 */
function usage(error: CommanderError): { text: string; status: number } {
  if (error.exitCode === 0) return { text: '', status: exitStatus.done };
  const [first = '', hint] = error.message.replace(/^error: /u, '').split('\n');
  const quoted = first.match(/'(.*)'/u)?.[1] ?? '';
  switch (error.code) {
    case 'commander.help':
      return { text: '', status: exitStatus.refused };
    case 'commander.unknownCommand':
    case 'commander.unknownOption': {
      const nearest = hint?.match(/((?:[-\w]+, )*[-\w]+)\?\)$/u)?.[1];
      const known = nearest === undefined ? 'see falloff --help' : `the nearest is ${nearest}`;
      const what = error.code === 'commander.unknownOption' ? 'option' : 'command';
      return refused(what, `unknown, ${known}`, quoted);
    }
    case 'commander.missingArgument':
      return refused(quoted, 'must be given', 'missing');
    case 'commander.optionMissingArgument':
      return refused('option', 'needs a value', quoted);
    case 'commander.missingMandatoryOptionValue':
      return refused('option', 'must be given', quoted);
    case 'commander.invalidArgument': {
      // The option's flags and the value, both quoted, and a sentence: the rule that the program gave, or commander's choices.
      const [, flag, value, sentence] =
        first.match(/'(?:-\w, )?--([-\w]+)[^']*'[^']*'(.*)'[^'.]*\. (.*)$/u) ?? [];
      if (flag !== undefined && value !== undefined && sentence !== undefined)
        return refused(flag, rule(sentence), value);
      break;
    }
    case 'commander.excessArguments': {
      const [expected, got] = first.match(/\d+/gu) ?? [];
      return refused('arguments', `more than ${expected ?? 'none'}`, got ?? '');
    }
  }
  return { text: `invalid usage; ${first}`, status: exitStatus.refused };
}

/** A sentence as a rule: `Allowed choices are a, b.` becomes `allowed choices are a, b`. */
function rule(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/u, '');
}

function refused(name: string, rule: string, value: string): { text: string; status: number } {
  return { text: new Refusal(name, rule, value).message, status: exitStatus.refused };
}
