// Run by the build (Azurite.targets). Answers with one line in MSBuild's error format, or with nothing.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');

const oldestNode = 20;
const lockFile = path.join(__dirname, 'package-lock.json');
const stamp = path.join(__dirname, 'node_modules', '.installed');
const claim = path.join(__dirname, '.installing');
const claimDraft = `${claim}.${process.pid}`;
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

// A link appears together with its content, so no other build can read the claim before it names its holder.
function tryClaim() {
  fs.writeFileSync(claimDraft, String(process.pid));
  try {
    fs.linkSync(claimDraft, claim);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    fs.rmSync(claimDraft, { force: true });
  }
}

// npm goes on when only this script is killed, and is waited for then.
function addToClaim(npm) {
  fs.writeFileSync(claimDraft, `${process.pid} ${npm}`);
  fs.renameSync(claimDraft, claim);
}

function dropDeadClaim() {
  try {
    const age = Date.now() - fs.statSync(claim).mtimeMs;
    const holders = fs.readFileSync(claim, 'utf8').split(' ').map(Number);
    if (!holders.some(isAlive) || age > longestInstallMs) fs.rmSync(claim, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function runNpm() {
  const npm = spawn(
    'npm',
    ['ci', '--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'],
    { cwd: __dirname, shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  npm.stdout.on('data', text => { said += text; });
  npm.stderr.on('data', text => { said += text; });
  if (npm.pid) addToClaim(npm.pid);
  return new Promise((resolve, reject) => {
    npm.on('error', reject);
    npm.on('close', code => resolve({ code, said }));
  });
}

async function install() {
  const { code, said } = await runNpm().catch(error => {
    if (error.code !== 'ENOENT') throw error;
    fail('FANOUT002', 'npm is needed to install Azurite; install it beside Node.js, then build again.');
  });
  if (code !== 0) {
    const reasons = said.split('\n')
      .filter(line => !/^npm warn|A complete log of this run/i.test(line))
      .map(line => line.replace(/^npm (error|ERR!)\s*/, '').trim())
      .filter(Boolean);
    fail('FANOUT003', 'npm could not install Azurite; look at the network and the disk, then build again '
      + `(or build with -p:SkipAzuriteInstall=true and start a blob service yourself). npm: ${reasons.slice(0, 3).join(' | ')}`);
  }
  fs.writeFileSync(stamp, '');
}

async function main() {
  while (!tryClaim()) {
    dropDeadClaim();
    await new Promise(resolve => setTimeout(resolve, claimPollMs));
  }
  process.on('exit', () => fs.rmSync(claim, { force: true }));
  if (!isInstalled()) await install();
}

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  fail('FANOUT001', `Node.js ${oldestNode} or newer is needed for Azurite; install it from your package manager, then build again. `
    + `(found ${process.version})`);
}
main().catch(error => fail('FANOUT003', `Azurite could not be installed into ${__dirname}: ${error.message}`));
