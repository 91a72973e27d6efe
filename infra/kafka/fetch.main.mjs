import { kafkaJars } from './jars.mjs';

console.log(`The jars of the broker are in ${await kafkaJars()}`);
