import { readerWhoTypes } from './typing-readers.js';

readerWhoTypes([
  'docs/how-to/take-data-away.md',
  'docs/how-to/begin-behind-a-snapshot.md',
  'docs/how-to/replay-with-other-criteria.md',
  'docs/tutorials/what-if-dues-counted-more.md',
  'docs/tutorials/what-an-auditor-asks.md',
]);
