/** Whether a log at this address is one of EventStoreDB or KurrentDB. */
export const isEsdb = (address: string): boolean => /^esdb(\+discover)?:\/\//.test(address);

/** The same cluster, but of its nodes the leader, whatever is preferred. */
export const atLeader = (connectionString: string): string =>
  connectionString.replace(/([?&]nodePreference=)[^&]*/i, '$1leader');

/** Without what nobody may see, for messages. */
export const withoutPassword = (connectionString: string): string =>
  connectionString.replace(/^(esdb(?:\+discover)?:\/\/)[^@/]*@/, '$1***@');
