import { spawn } from 'node:child_process';

const OUTPUT_KEPT = 16_000;

export interface ProgramRun {
  /** Null when a signal ended the program, or when it could not be started. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** True when the program was stopped because it took too long or wrote nothing for too long. */
  readonly late: boolean;
  readonly missing: boolean;
}

export interface RunLimits {
  readonly limitMs: number;
  /** The program is stopped when it writes nothing for this long, before its first output and later. */
  readonly silenceMs?: { readonly first: number; readonly later: number };
  readonly onOutput?: (text: string) => void;
}

/** Runs a program until it ends or reaches a limit. Never rejects. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { limitMs, silenceMs = { first: limitMs, later: limitMs }, onOutput }: RunLimits,
): Promise<ProgramRun> {
  return new Promise((resolve) => {
    // Unlike the server it runs in Tocsin's process group, so that Ctrl-C ends it too.
    const child = spawn(program, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let late = false;
    const end = () => {
      late = true;
      child.kill('SIGKILL');
    };
    const whole = setTimeout(end, limitMs);
    let silence = setTimeout(end, silenceMs.first);
    const heard = (text: string) => {
      clearTimeout(silence);
      silence = setTimeout(end, silenceMs.later);
      onOutput?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-OUTPUT_KEPT);
      heard(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-OUTPUT_KEPT);
      heard(text);
    });
    process.once('exit', end);
    const settle = (code: number | null, missing: boolean) => {
      clearTimeout(whole);
      clearTimeout(silence);
      process.off('exit', end);
      resolve({ code, stdout, stderr, late, missing });
    };
    child.once('error', () => settle(null, true));
    child.once('close', (code) => settle(code, false));
  });
}

/** Returns the part of the environment that a server needs, without Tocsin's tokens. */
export function serverEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return only(env, /^(PATH|HOME|TMPDIR|LANG|LC_\w+|TZ|LD_LIBRARY_PATH|GLIBC_TUNABLES)$/);
}

/** Returns what downloads need as well: proxies, certificates and the settings of pip and of mongodb-memory-server. */
export function fetchEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...serverEnvironment(env),
    ...only(
      env,
      /^((\w+_)?(http|https|all|no)_proxy|PIP_\w+|PY\w+|XDG_\w+|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NODE_EXTRA_CA_CERTS|MONGOMS_\w+)$/i,
    ),
  };
}

function only(env: NodeJS.ProcessEnv, names: RegExp): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.test(name)));
}
