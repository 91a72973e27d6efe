import './node-version.mjs';
import { audit } from './audit.mjs';

const { code, says } = await audit(...process.argv.slice(2));
for (const line of says) console.log(line);
process.exitCode = code;
