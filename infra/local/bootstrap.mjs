/**
 * What comes before the project's dependencies are there: installs them when they are absent or stale, and prints the
 * path of a Node that runs the rest. Plain JavaScript for Node 20, on nothing but Node and npm. Speaks on stderr.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const state = path.join(root, '.shop');
const say = (text) => process.stderr.write(`${text}\n`);

class Refusal extends Error {}

try {
  const missing = missingPackages();
  if (missing.length > 0) {
    if (process.argv[2] === 'doctor') await diagnose(missing);
    await withInstallLock(install);
  }
  process.stdout.write(modernNode());
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(error.message);
  process.exitCode = 1;
}

/** Compares what npm noted of its last whole install with what the lock file asks for. */
function missingPackages() {
  const wanted = packagesOf(path.join(root, 'package-lock.json'));
  const noted = path.join(root, 'node_modules', '.package-lock.json');
  const present = existsSync(noted) ? packagesOf(noted) : {};
  return Object.entries(wanted)
    .filter(([place, entry]) => place.startsWith('node_modules/') && !entry.optional)
    .filter(([place, { version, integrity, resolved }]) => {
      const found = present[place];
      return (
        !found || found.version !== version || found.integrity !== integrity || found.resolved !== resolved
      );
    })
    .map(([place]) => place);
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** `./shop doctor` changes nothing: without dependencies it says what can be said without them. */
async function diagnose(missing) {
  say(`Node          ${process.version} ✔`);
  say(`dependencies  ${missing.length} packages are missing or stale ✖`);
  say(`\nRun ./shop up: it installs them first. Then ./shop doctor can look at the rest.`);
  process.exit(1);
}

/** Two commands started at once must not install over each other. */
async function withInstallLock(work) {
  mkdirSync(state, { recursive: true });
  const lock = path.join(state, 'install.lock');
  let announced = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    // Empty for the moment between being made and being written.
    const holder = Number(readIfThere(lock));
    if (holder && !isAlive(holder)) rmSync(lock, { force: true });
    else if (holder && !announced) {
      say(`Waiting for another install (process ${holder}) …`);
      announced = true;
    }
    await delay(200);
  }
  const release = () => rmSync(lock, { force: true });
  process.on('exit', release);
  if (!announced || missingPackages().length > 0) await work();
}

async function install() {
  const log = path.join(state, 'install.log');
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawn('npm', flags, {
    cwd: root,
    env: { ...process.env, NODE_ENV: '', npm_config_progress: 'false', NX_DAEMON: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createWriteStream(log);
  npm.stdout.pipe(output, { end: false });
  npm.stderr.pipe(output, { end: false });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => npm.kill(signal));

  const stopProgress = showProgress();
  const result = await new Promise((resolve) => {
    npm.once('error', (error) => resolve(error.message));
    npm.once('close', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  });
  stopProgress(result === undefined);
  await new Promise((resolve) => output.end(resolve));
  if (result === undefined) return;
  if (result === 'SIGINT' || result === 'SIGTERM') throw new Refusal('Stopped while installing.');
  const tail = readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
  throw new Refusal(
    `npm could not install the dependencies (${result}). It ended with:\n\n${tail}\n\n` +
      `The whole of it is in ${log}. Without network or disk space it can't work; otherwise try again, or run "npm ci" in ${root} to see more.`,
  );
}

/** A line that moves on a terminal, a line now and then elsewhere. */
function showProgress() {
  const places = Object.entries(packagesOf(path.join(root, 'package-lock.json')))
    .filter(([place, entry]) => place.startsWith('node_modules/') && !entry.optional)
    .map(([place]) => path.join(root, place, 'package.json'));
  const started = Date.now();
  const live = process.stderr.isTTY;
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say('Installing dependencies (once; about a minute) …');
  const timer = setInterval(
    () => {
      const done = places.filter((place) => existsSync(place)).length;
      const line = `  ${done} of ${places.length} packages, ${seconds()} s`;
      if (live) process.stderr.write(`\r${line}\x1b[K`);
      else say(line);
    },
    live ? 500 : 15_000,
  );
  return (succeeded) => {
    clearInterval(timer);
    if (live) process.stderr.write('\r\x1b[K');
    if (succeeded) say(`Installed ${places.length} packages in ${seconds()} s.`);
  };
}

/** The machine's own Node where it is new enough, else the one that came with the dependencies. */
function modernNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 9)) return process.execPath;
  const packaged = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  throw new Refusal(
    `Twinshop runs on Node 24.9 or newer. This is ${process.version}, and npm has brought no newer one for this kind of machine ` +
      `(${process.platform} ${process.arch}). Install Node 24 from https://nodejs.org/en/download and try again.`,
  );
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
