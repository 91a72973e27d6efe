/** COPY doubles each backslash. */
const parsed = (field = '') => JSON.parse(field.includes('\\') ? field.replaceAll('\\\\', '\\') : field);

/**
 * The yardstick of reading: takes what `COPY log.event TO STDOUT` sends, and parses both documents of each row.
 * @returns how many rows there were
 */
export const copiedRows = async (chunks) => {
  const decoder = new TextDecoder();
  let rest = '';
  let rows = 0;
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const fields = line.split('\t');
      if (parsed(fields[7]) && parsed(fields[8])) rows += 1;
    }
  }
  return rows;
};
