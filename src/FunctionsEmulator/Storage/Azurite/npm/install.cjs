// Run by the build (Azurite.targets). Answers with one line in MSBuild's error format, or with nothing.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const oldestNode = 20;
const lockFile = path.join(__dirname, 'package-lock.json');
const stamp = path.join(__dirname, 'node_modules', '.installed');
const claim = path.join(__dirname, '.installing');
const longestInstallMs = 10 * 60 * 1000;
const claimPollMs = 250;

function fail(code, message) {
  console.log(`error ${code}: ${message}`);
  process.exit(1);
}

function isInstalled() {
  return fs.existsSync(stamp) && fs.statSync(stamp).mtimeMs >= fs.statSync(lockFile).mtimeMs;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// A link appears together with its content, so no other build can read the claim before it names its owner.
function tryClaim() {
  const mine = `${claim}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    fs.linkSync(mine, claim);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

function dropDeadClaim() {
  try {
    const held = fs.statSync(claim);
    const owner = Number(fs.readFileSync(claim, 'utf8'));
    if (!isAlive(owner) || Date.now() - held.mtimeMs > longestInstallMs) fs.rmSync(claim, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function install() {
  const windows = process.platform === 'win32';
  const run = spawnSync(
    'npm',
    ['ci', '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    { cwd: __dirname, encoding: 'utf8', shell: windows, stdio: ['ignore', 'pipe', 'pipe'] });
  if (run.error?.code === 'ENOENT') {
    fail('FANOUT002', 'npm is needed to install Azurite; install it beside Node.js, then build again.');
  }
  if (run.status !== 0) {
    const said = `${run.stderr}\n${run.stdout}`.split('\n')
      .map(line => line.replace(/^npm (error|ERR!)\s*/, '').trim())
      .filter(line => line && !/^A complete log of this run/.test(line) && !line.startsWith('npm warn'));
    fail('FANOUT003', 'npm could not install Azurite; look at the network and the disk, then build again '
      + `(or build with -p:SkipAzuriteInstall=true and start a blob service yourself). npm: ${said.slice(0, 3).join(' | ') || run.signal || run.status}`);
  }
  fs.writeFileSync(stamp, '');
}

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  fail('FANOUT001', `Node.js ${oldestNode} or newer is needed for Azurite; install it from your package manager, then build again. (found ${process.version})`);
}

try {
  while (!tryClaim()) {
    dropDeadClaim();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, claimPollMs);
  }
  process.on('exit', () => fs.rmSync(claim, { force: true }));
  if (!isInstalled()) install();
} catch (error) {
  fail('FANOUT003', `Azurite could not be installed into ${__dirname}: ${error.message}`);
}
