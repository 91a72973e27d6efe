// The contract on a real server needs the address of one, and nothing else.
if (!/^esdb(\+discover)?:\/\//.test(process.env['EVENTSTORE_URL'] ?? '')) {
  console.error('test:server needs EVENTSTORE_URL, the address of a real server: esdb://… or esdb+discover://…');
  process.exit(2);
}
